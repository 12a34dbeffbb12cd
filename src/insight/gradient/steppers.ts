import type { FunctionDefinition, Module } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import { stepsOf } from "./sinks";
import { callsIn } from "./stageText";

const known = new WeakMap<Module, ReadonlySet<string>>();

/** The names of a program's functions and methods that take a step, or call one that does: those train, in whatever language. */
export function steppersOf(module: Module): ReadonlySet<string> {
  const before = known.get(module);
  if (before !== undefined) return before;
  const functions: FunctionDefinition[] = [];
  walk(module.body, (part) => {
    if (isFunction(part)) functions.push(part);
  });
  const steps = stepsOf(module).map(({ span }) => span.start);
  const holdsStep = ({ span }: FunctionDefinition) =>
    steps.some((start) => span.start <= start && start < span.end);
  const found = new Set(functions.filter(holdsStep).map(({ name }) => name));
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const each of functions)
      if ([...callsIn(each)].some((name) => found.has(name))) found.add(each.name);
  }
  known.set(module, found);
  return found;
}

function isFunction(part: object): part is FunctionDefinition {
  return "kind" in part && part.kind === "function";
}
