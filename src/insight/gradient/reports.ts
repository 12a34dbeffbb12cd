import type { Assign, Expression, If, Module, Statement } from "../../syntax/tree";
import type { GradientProgram } from "./trace";

/**
 * The same program, with what it reports every so many passes reported in each: a loss that is computed in `if step % 50 == 0:`
 * belongs to the first step as well as to the fiftieth. Only where the lines below do nothing but that.
 */
export function withReports(program: GradientProgram): GradientProgram {
  const parts = program.parts.map((part) => ({ ...part, module: reporting(part.module) }));
  return parts.every(({ module }, at) => module === program.parts[at]?.module)
    ? program
    : { ...program, parts };
}

function reporting(module: Module): Module {
  return /%/.test(module.text) ? replaced(module) : module;
}

/** A copy in which the conditions are gone; what holds none is shared. */
function replaced<T>(part: T): T {
  if (typeof part !== "object" || part === null) return part;
  if (isIf(part) && isOnlyReport(part)) {
    const test = withoutTurn(part.test);
    if (test !== part.test) return { ...part, test };
  }
  const changes = Object.entries(part).flatMap(([name, each]) => {
    const now: unknown = replaced(each);
    return now === each ? [] : [[name, now] as const];
  });
  if (changes.length === 0) return part;
  const copy: T & object = Array.isArray(part) ? Object.assign([], part) : { ...part };
  return Object.assign(copy, Object.fromEntries(changes));
}

function isIf(part: object): part is If {
  return "kind" in part && part.kind === "if" && "orelse" in part;
}

/** Nothing but what is computed, printed, drawn and noted. */
function isOnlyReport({ body, orelse }: If): boolean {
  return orelse.length === 0 && body.every(isHarmless);
}

function isHarmless(statement: Statement): boolean {
  switch (statement.kind) {
    case "expression":
    case "pass":
      return true;
    case "assign":
      return statement.targets.every(isPlain) && !isOfItself(statement);
    case "augmented-assign":
      return statement.target.kind === "name" && statement.value.kind === "number";
    case "if":
      return [...statement.body, ...statement.orelse].every(isHarmless);
    case "for":
    case "with":
      return statement.body.every(isHarmless);
    default:
      return false;
  }
}

function isPlain(target: Expression): boolean {
  return target.kind === "name" || (target.kind === "sequence" && target.items.every(isPlain));
}

/** `rate = 0.5 * rate` */
function isOfItself({ targets, value }: Assign): boolean {
  if (value?.kind !== "binary") return false;
  const names = targets.flatMap((each) => (each.kind === "name" ? [each.id] : []));
  return [value.left, value.right].some((side) => side.kind === "name" && names.includes(side.id));
}

/** The condition where it is the turn of each pass. */
function withoutTurn(test: Expression): Expression {
  const always: Expression = { kind: "constant", value: "True", span: test.span };
  switch (test.kind) {
    case "comparison": {
      const [operator, ...more] = test.operators;
      const isTurn = operator === "==" && more.length === 0 && test.operands.some(isRest);
      return isTurn ? always : test;
    }
    case "unary":
      return test.operator === "not" && isRest(test.operand) ? always : test;
    case "logical": {
      const [left, right] = [withoutTurn(test.left), withoutTurn(test.right)];
      return left === test.left && right === test.right ? test : { ...test, left, right };
    }
    default:
      return test;
  }
}

function isRest(node: Expression): boolean {
  return node.kind === "binary" && node.operator === "%" && node.left.kind !== "string";
}
