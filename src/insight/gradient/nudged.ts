import { lastName } from "../../syntax/names";
import type { Expression, Module, Statement } from "../../syntax/tree";
import { hasPlace, walk } from "../../syntax/walk";
import type { GradientProgram } from "./trace";

/**
 * The same program without the loops that compute a gradient by central differences, `g[i] = (up - down) / (2 * h)`: to move each
 * number of a network takes more steps than a run has. What they would fill is not known then. The program itself where there are none.
 */
export function withoutNumericGradients(program: GradientProgram): GradientProgram {
  const parts = program.parts.map((part) => ({ ...part, module: withoutLoops(part.module) }));
  return parts.every(({ module }, at) => module === program.parts[at]?.module)
    ? program
    : { ...program, parts };
}

function withoutLoops(module: Module): Module {
  const body = inBody(module.body, ({ span }) => module.text.slice(span.start, span.end));
  return body === module.body ? module : { ...module, body };
}

type TextOf = (part: Expression) => string;

/** The same statements where none of them is another one now. */
function inBody(body: readonly Statement[], textOf: TextOf): readonly Statement[] {
  const now = body.flatMap((each) => instead(each, textOf));
  return now.length === body.length && now.every((each, at) => each === body[at]) ? body : now;
}

function instead(statement: Statement, textOf: TextOf): readonly Statement[] {
  switch (statement.kind) {
    case "for":
    case "while":
      return unknownOf(statement.body, textOf) ?? [changed(statement, textOf)];
    case "function":
    case "class":
    case "with":
    case "if":
    case "try":
      return [changed(statement, textOf)];
    default:
      return [statement];
  }
}

function changed<T extends Statement & { readonly body: readonly Statement[] }>(
  statement: T,
  textOf: TextOf,
): T {
  const body = inBody(statement.body, textOf);
  const now = body === statement.body ? statement : { ...statement, body };
  if (!("orelse" in now)) return now;
  const orelse = inBody(now.orelse, textOf);
  return orelse === now.orelse ? now : { ...now, orelse };
}

/** What is left of such a loop: its results, of which nothing is known; null for any other loop. */
function unknownOf(body: readonly Statement[], textOf: TextOf): readonly Statement[] | null {
  const steps = new Set(body.flatMap(differenceStep));
  if (steps.size === 0) return null;
  const moved = new Set(targetsMovedBy(body, steps).map(textOf));
  if (moved.size === 0) return null;
  // What is moved is put back.
  const isMoved = (target: Expression) => moved.has(textOf(target));
  const filled = body.map((each) => unknownResults(each, isMoved));
  return filled.every((each) => each !== null) ? filled.flat() : null;
}

/** The h of `(up - down) / (2 * h)`. */
function differenceStep(statement: Statement): string[] {
  if (statement.kind !== "assign" && statement.kind !== "expression") return [];
  const found: string[] = [];
  walk(statement, (part) => {
    if (!isBinary(part) || part.operator !== "/" || !isBinary(part.left) || part.left.operator !== "-")
      return;
    walk(part.right, (each) => {
      if (hasPlace(each) && (each.kind === "name" || each.kind === "attribute")) found.push(lastName(each));
    });
  });
  return found;
}

/** What becomes something plus or minus it: `w[i] = keep + h`, `above = w + h * unit`, `w[i] += h`. */
function targetsMovedBy(body: readonly Statement[], steps: ReadonlySet<string>): Expression[] {
  const found: Expression[] = [];
  const isStep = (by: Expression): boolean =>
    steps.has(lastName(by)) || (isBinary(by) && by.operator === "*" && [by.left, by.right].some(isStep));
  const isSum = (value: Expression) =>
    isBinary(value) && (value.operator === "+" || value.operator === "-") && isStep(value.right);
  walk(body, (part) => {
    if (!isStatement(part)) return;
    if (part.kind === "assign" && part.value !== null && isSum(part.value)) found.push(...part.targets);
    if (part.kind === "augmented-assign" && isStep(part.value)) found.push(part.target);
  });
  return found;
}

/** `g[i] = …` and `g.append(…)` of something unknown; null for what does more than to compute, to compare and to note. */
function unknownResults(
  statement: Statement,
  isMoved: (target: Expression) => boolean,
): readonly Statement[] | null {
  switch (statement.kind) {
    case "assign":
      return statement.targets.some(isMoved) ? [] : [{ ...statement, value: hole(statement) }];
    case "augmented-assign":
      return isMoved(statement.target) ? [] : [{ ...statement, value: hole(statement) }];
    case "expression": {
      const { value } = statement;
      if (value.kind !== "call" || lastName(value.callee) !== "append") return [];
      const given = value.arguments.map((each) => ({ ...each, value: hole(statement) }));
      return [{ ...statement, value: { ...value, arguments: given } }];
    }
    case "if": {
      const all = [...statement.body, ...statement.orelse].map((each) => unknownResults(each, isMoved));
      return all.every((each) => each !== null) ? all.flat() : null;
    }
    case "assert":
    case "raise":
    case "pass":
    case "break":
    case "continue":
      return [];
    default:
      return null;
  }
}

function hole({ span }: Statement): Expression {
  return { kind: "hole", span, parts: [] };
}

function isBinary(part: object): part is Extract<Expression, { readonly kind: "binary" }> {
  return "kind" in part && part.kind === "binary";
}

function isStatement(part: object): part is Statement {
  return "kind" in part && (part.kind === "assign" || part.kind === "augmented-assign");
}
