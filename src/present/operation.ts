import type { ExpressionFact, OperandFact, OperationFact, Problem, SizeFact } from "../insight/facts";
import { isElementwise } from "./formula/functions";
import { shortName } from "./shapeText";

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
    ? { kind: "elementwise", name: problem.operation ?? "", operands, result }
    : undefined;
}

/** The sizes that a product of rows and columns sums over: the last of the left operand, the rows of the right one. */
export function innerSizes(operation: OperationFact): readonly [SizeFact, SizeFact] | null {
  const [a, b, more] = operation.operands;
  if (operation.kind !== "product" || a?.shape == null || b?.shape == null || more !== undefined) return null;
  if (!rowTimesColumn.has(shortName(operation.name))) return null;
  const left = a.shape.at(-1);
  const right = b.shape.length === 1 ? b.shape[0] : b.shape.at(-2);
  return left === undefined || right === undefined ? null : [left, right];
}

/** Other products, `outer`, `einsum`, `kron`, pair their axes in other ways. */
const rowTimesColumn = new Set(["dot", "matmul", "imatmul", "vdot"]);

/** Whether the shared inner size is one and the same, so that a tie can join it. */
export function isTiedProduct(operation: OperationFact): boolean {
  const inner = innerSizes(operation);
  return inner !== null && inner[0].text === inner[1].text;
}
