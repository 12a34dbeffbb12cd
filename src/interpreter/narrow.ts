import type { Expression } from "../syntax/tree";
import type { Machine } from "./machine";
import type { Datum, Frame } from "./value";

/**
 * What a condition says about a variable is used behind it: where `x is None` decides, the alternatives of x that
 * contradict it are dropped.
 */
export function narrow<D extends Datum>(
  machine: Machine<D>,
  test: Expression,
  holds: boolean,
  frame: Frame<D>,
): void {
  if (test.kind === "unary" && test.operator === "not") {
    narrow(machine, test.operand, !holds, frame);
    return;
  }
  if (test.kind === "logical") {
    // `a and b` holds: both do. `a or b` does not: neither does.
    if ((test.operator === "and") === holds) {
      narrow(machine, test.left, holds, frame);
      narrow(machine, test.right, holds, frame);
    }
    return;
  }
  const noneTest = test.kind === "comparison" ? noneComparison(test.operators, test.operands) : null;
  const [subject, isNone] = noneTest ?? [test, null];
  const target = cellOf(subject, frame);
  const value = target?.value;
  if (target === null || value?.kind !== "choice") return;
  const kept = value.options.filter((option) =>
    isNone !== null ? (option.kind === "none") === (isNone === holds) : machine.truth(option) !== !holds,
  );
  const joined = kept.length < value.options.length ? machine.joiner.all(kept) : null;
  if (joined !== null && !target.weak) machine.state.write(target, joined);
}

function noneComparison(
  operators: readonly string[],
  operands: readonly Expression[],
): [Expression, boolean] | null {
  const [operator] = operators;
  const [left, right] = operands;
  if (left === undefined || right?.kind !== "constant" || right.value !== "None" || operators.length !== 1)
    return null;
  if (operator === "is" || operator === "==") return [left, true];
  return operator === "is not" || operator === "!=" ? [left, false] : null;
}

/** The cell of a variable, or of an attribute of an object that a variable holds. */
function cellOf<D extends Datum>(node: Expression, frame: Frame<D>) {
  if (node.kind === "name") {
    const owner = frame.redirected.get(node.id) ?? frame;
    return owner.variables.get(node.id) ?? null;
  }
  if (node.kind !== "attribute" || node.object.kind !== "name") return null;
  const object = frame.variables.get(node.object.id)?.value;
  return object?.kind === "instance" ? (object.attributes.get(node.name) ?? null) : null;
}
