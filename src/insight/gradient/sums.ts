import type { Span } from "../../base/span";
import { lastName } from "../../syntax/names";
import type { Expression, Module, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";

/**
 * `total += …` in a loop in which a parameter is stepped, and begun before that loop: it goes over several steps, each of which
 * has some samples of its own.
 */
export function collectsOverSteps(sum: Expression, { body }: Module, steps: readonly Span[]): boolean {
  const name = lastName(sum);
  return name !== "" && statementsIn(body).some((each) => isSuchLoop(each, name, steps));
}

function isSuchLoop(loop: Statement, name: string, steps: readonly Span[]): boolean {
  if (loop.kind !== "for" && loop.kind !== "while") return false;
  if (!steps.some(({ start, end }) => loop.span.start <= start && end <= loop.span.end)) return false;
  const inside = statementsIn(loop.body);
  const isAdded = (each: Statement) =>
    each.kind === "augmented-assign" && each.operator === "+" && lastName(each.target) === name;
  const isBegun = (each: Statement) =>
    each.kind === "assign" && each.targets.some((target) => lastName(target) === name);
  return inside.some(isAdded) && !inside.some(isBegun);
}

/** All statements, those within others too. */
function statementsIn(body: readonly Statement[]): Statement[] {
  const found: Statement[] = [];
  walk(body, (part) => {
    if (isStatement(part)) found.push(part);
  });
  return found;
}

const kinds: ReadonlySet<unknown> = new Set(["for", "while", "assign", "augmented-assign"]);

function isStatement(part: object): part is Statement {
  return "kind" in part && kinds.has(part.kind) && "span" in part;
}
