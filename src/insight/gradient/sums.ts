import type { Span } from "../../base/span";
import { lastName } from "../../syntax/names";
import type { Expression, FunctionDefinition, Module, Statement } from "../../syntax/tree";
import { hasPlace, walk } from "../../syntax/walk";
import { averagedSumsOf } from "./sinks";

/**
 * Whether a sum goes over several steps, each of which has some samples of its own: `total += …` in a loop in which a parameter is
 * stepped, and begun before that loop, or a sum that is divided somewhere and not certain to be of one step.
 */
export function collectsOverSteps(sum: Expression, module: Module, steps: readonly Span[]): boolean {
  const name = lastName(sum);
  if (name === "") return false;
  if (statementsIn(module.body).some((each) => isSuchLoop(each, name, steps))) return true;
  return averagedSumsOf(module).has(name) && !isOfOneStep(name, module, steps);
}

function isSuchLoop(loop: Statement, name: string, steps: readonly Span[]): boolean {
  if (loop.kind !== "for" && loop.kind !== "while") return false;
  if (!steps.some((step) => holds(loop, step))) return false;
  const inside = statementsIn(loop.body);
  return inside.some((each) => isAdded(each, name)) && !inside.some((each) => isBegun(each, name));
}

/** Each time that it is begun, it is collected in the same block, with no loop that may step anything on the way. */
function isOfOneStep(name: string, module: Module, steps: readonly Span[]): boolean {
  const blocks = blocksIn(module).filter((block) => block.some((each) => isBegun(each, name)));
  const added = statementsIn(module.body).filter((each) => isAdded(each, name));
  const isWithin = (sum: Statement) =>
    blocks.some((block) => {
      const begin = block.find((each) => isBegun(each, name));
      const way = block.find((each) => holds(each, sum.span));
      return (
        begin !== undefined &&
        way !== undefined &&
        begin.span.end <= way.span.start &&
        (way === sum || isWithoutSteps(way, module, steps))
      );
    });
  return added.length > 0 && added.every(isWithin);
}

const builtins = new Set(
  "range len zip enumerate abs max min sum float int round print list reversed".split(" "),
);
const methods = new Set("dot sum mean item append copy reshape astype max min T flatten ravel".split(" "));

/** Nothing in it is a step, and it calls nothing that may take one. */
function isWithoutSteps(
  part: Statement,
  module: Module,
  steps: readonly Span[],
  seen = new Set<object>(),
): boolean {
  if (seen.has(part)) return true;
  seen.add(part);
  if (steps.some((step) => holds(part, step))) return false;
  const functions = functionsIn(module);
  let isFree = true;
  walk(part, (each: { readonly kind?: unknown; readonly callee?: unknown }) => {
    if (each.kind !== "call" || !hasPlace(each.callee)) return;
    const { callee } = each;
    const name = lastName(callee);
    const defined = functions.filter((definition) => definition.name === name);
    const isKnown =
      defined.length > 0
        ? defined.every((definition) => isWithoutSteps(definition, module, steps, seen))
        : callee.kind === "name"
          ? builtins.has(name)
          : methods.has(name) || isOfLibrary(callee);
    isFree &&= isKnown;
  });
  return isFree;
}

/** `np.sum`, `np.random.rand`, `math.log`. */
function isOfLibrary(callee: Expression): boolean {
  if (callee.kind === "attribute") return isOfLibrary(callee.object);
  return callee.kind === "name" && /^(np|numpy|math)$/.test(callee.id);
}

function isBegun(each: Statement, name: string): boolean {
  if (each.kind !== "assign") return false;
  const targets = each.targets.flatMap((target) => (target.kind === "sequence" ? target.items : [target]));
  return targets.some((target) => lastName(target) === name) && !reads(each, name);
}

/** `total += …`, `total -= …`, `total = total + …`; a sum that is divided goes on as it is. */
function isAdded(each: Statement, name: string): boolean {
  if (each.kind === "augmented-assign") return /^[+-]$/.test(each.operator) && lastName(each.target) === name;
  if (each.kind !== "assign" || each.value?.kind !== "binary") return false;
  return (
    each.value.operator !== "/" &&
    each.targets.some((target) => lastName(target) === name) &&
    reads(each, name)
  );
}

function reads({ value }: Extract<Statement, { readonly kind: "assign" }>, name: string): boolean {
  let found = false;
  walk(value, (part) => {
    found ||= hasPlace(part) && lastName(part) === name;
  });
  return found;
}

function holds({ span }: { readonly span: Span }, { start, end }: Span): boolean {
  return span.start <= start && end <= span.end;
}

/** All statements, those within others too. */
function statementsIn(body: readonly Statement[]): Statement[] {
  const found: Statement[] = [];
  walk(body, (part) => {
    if (isStatement(part)) found.push(part);
  });
  return found;
}

function functionsIn({ body }: Module): FunctionDefinition[] {
  const found: FunctionDefinition[] = [];
  walk(body, (part: { readonly kind?: unknown }) => {
    if (part.kind === "function") found.push(part as FunctionDefinition);
  });
  return found;
}

/** The lists of statements that are done one after the other. */
export function blocksIn(module: Module): (readonly Statement[])[] {
  const found: (readonly Statement[])[] = [module.body];
  walk(module.body, (part: { readonly body?: unknown; readonly orelse?: unknown }) => {
    for (const block of [part.body, part.orelse]) if (Array.isArray(block)) found.push(block as Statement[]);
  });
  return found;
}

const kinds: ReadonlySet<unknown> = new Set(["for", "while", "assign", "augmented-assign"]);

function isStatement(part: object): part is Statement {
  return "kind" in part && kinds.has(part.kind) && "span" in part;
}
