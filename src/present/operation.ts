import type { ExpressionFact, OperandFact, OperationFact, Problem } from "../insight/facts";
import { isElementwise } from "./formula/functions";

/**
 * An operation as it is shown. A call's arguments that are only numbers, the 10 and 3 of `reshape(10, 3)`, are no operands
 * to draw; a function that works on each element by itself is elementwise, whatever family it was told to be of.
 */
export function shownOperation(operation: OperationFact | undefined): OperationFact | undefined {
  if (operation === undefined) return undefined;
  const kind = operation.kind === "other" && isElementwise(operation.name) ? "elementwise" : operation.kind;
  const operands = shownOperands({ ...operation, kind });
  return operands.length === 0 ? undefined : { ...operation, kind, operands };
}

function shownOperands({ kind, operands }: OperationFact): readonly OperandFact[] {
  switch (kind) {
    case "product":
    case "elementwise":
      return operands;
    case "transpose":
    case "reshape":
    case "reduce":
      return operands.slice(0, 1);
    case "create":
      return [];
    case "other":
      return operands.filter(({ shape }) => shape === null || shape.length > 0);
  }
}

/**
 * The operation to show for an expression. One that raises has no result, and the fact none of its operands; the problem
 * has them.
 */
export function operationAt(fact: ExpressionFact, problem: Problem | undefined): OperationFact | undefined {
  const shown = shownOperation(fact.operation);
  if (shown !== undefined || problem?.severity !== "error" || problem.operands.length !== 2) return shown;
  const { operands } = problem;
  const result = { shape: null, dtype: "unknown", scalar: false } as const;
  if (problem.code === "matmul-mismatch")
    return { kind: "product", name: "operator.matmul", operands, result };
  return problem.code === "broadcast-mismatch"
    ? { kind: "elementwise", name: "", operands, result }
    : undefined;
}
