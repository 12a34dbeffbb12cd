import type { Frame, Site } from "../interpreter/value";
import { sameReference } from "../syntax/references";
import type { Expression } from "../syntax/tree";
import { nodeFrom, operandFrom } from "./symbolsOperands";
import type { Traced, UpdateTrace } from "./symbolsTrace";
import { targetOf } from "./symbolsUpdates";

/**
 * `w = update(w, dw)`, where `update` returns `param - rate * grad`: what the function was given as `param`, itself or through
 * other functions, is what its result is put in.
 */
export function isHandedIn(site: Expression, frame: Frame<Traced>, target: Expression): boolean {
  if (site.kind !== "binary") return false;
  const sides = site.operator === "-" ? [targetOf(site)] : [site.left, site.right];
  return sides.some((side) => {
    let given: Expression | null = side;
    for (let at: Frame<Traced> | null = frame; at !== null && given !== null; at = at.site?.frame ?? null) {
      given = given.kind === "name" ? argumentOf(at, given.id) : null;
      if (given !== null && sameReference(given, target)) return true;
    }
    return false;
  });
}

/** What a call gives its function under the name of a parameter; null where that is not written there. */
function argumentOf(frame: Frame<Traced>, name: string): Expression | null {
  const call = frame.site?.node;
  if (call?.kind !== "call" || frame.function === null) return null;
  const named = call.arguments.find((each) => each.kind === "keyword" && each.name === name);
  if (named !== undefined) return named.value;
  const { definition, binding, owner } = frame.function;
  const names = definition.parameters.flatMap((each) => (each.kind === "plain" ? [each.name] : []));
  const at = names.indexOf(name) - (owner !== null && binding !== "static" ? 1 : 0);
  const before = call.arguments.slice(0, at + 1);
  return before.every(({ kind }) => kind === "positional") ? (before[at]?.value ?? null) : null;
}

/** What is given a name there; null for the parameter of a function, unless `map` goes through things with it. */
export function targetAt({ node }: Site<Traced>, name: string): Expression | null {
  if (node.kind !== "call") return node;
  return isMapped(node) ? { kind: "name", id: name, span: node.span } : null;
}

function isMapped(node: Expression | undefined): boolean {
  return node?.kind === "call" && node.callee.kind === "name" && node.callee.id === "map";
}

/**
 * `w, b = (p - rate * d for p, d in …)`: the name holds what the step is taken from. Numbers may be the same by chance: only where
 * several things are stepped together.
 */
export function isHeld(
  { before, frame }: Omit<UpdateTrace, "target">,
  target: Expression,
  within: Frame<Traced>,
): boolean {
  if (frame.kind !== "comprehension" && !isMapped(frame.site?.node)) return false;
  const held = target.kind === "name" ? within.variables.get(target.id)?.held : undefined;
  return held?.kind === "datum" && nodeFrom(operandFrom(held))?.key === before.key;
}
