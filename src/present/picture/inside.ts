import type { ArrayFact, OperandFact, OperationFact } from "../../insight/facts";
import { innerSizes } from "../operation";
import { shortName, signOf } from "../shapeText";
import { axisOf } from "./arrows";
import { shorten } from "./svg";
import { cellTexts } from "./values";

/**
 * An operation as a reader looks into it, cell by cell. Arrays are matrices here, as the picture draws them: a vector is one
 * row or one column.
 */
export interface InsideView {
  readonly kind: "product" | "elementwise" | "transpose" | "reshape" | "reduce";
  /** What stands between the operands, or the function's name. */
  readonly sign: string;
  readonly operands: readonly MatrixView[];
  readonly result: MatrixView;
  /** For a reduction: the axis of the drawn matrix that goes; null for both. */
  readonly axis: 0 | 1 | null;
}

export interface MatrixView {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** How many indices an element of it has in code: `w[3]` or `w[3, 0]`. */
  readonly rank: number;
  /** A vector that is drawn as a column. */
  readonly standing: boolean;
  /** The elements as they stand in the cells; null where the program does not fix them. */
  readonly texts: readonly string[] | null;
  readonly values: readonly number[] | null;
}

/** Null where the sizes are not all numbers, where there are more than two axes, or nothing to follow from cell to cell. */
export function insideView(operation: OperationFact, name: string): InsideView | null {
  const { operands, result } = operation;
  if (![...operands, result].every(isMatrix) || operands.length === 0 || operands.length > 2) return null;
  const [a, b] = operands;
  const sign = signOf(operation) ?? shortName(operation.name);
  const look = (kind: InsideView["kind"], standing: readonly boolean[], axis: 0 | 1 | null = null) => ({
    kind,
    sign,
    operands: operands.map((each, index) => matrixView(each, each.text, standing[index] ?? false)),
    result: matrixView(result, name, standing[operands.length] ?? false),
    axis,
  });
  switch (operation.kind) {
    case "product": {
      const inner = innerSizes(operation);
      if (inner === null || inner[0].value !== inner[1].value || b === undefined) return null;
      const isVector = b.shape?.length === 1;
      return look("product", [false, isVector, isVector]);
    }
    case "elementwise":
      return look("elementwise", []);
    case "transpose":
      return a?.shape?.length === 2 ? look("transpose", []) : null;
    case "reshape":
      return countOf(a) === countOf(result) ? look("reshape", []) : null;
    case "reduce":
      return reduction(operation, look);
    case "create":
    case "other":
      return null;
  }
}

function reduction(
  operation: OperationFact,
  look: (kind: InsideView["kind"], standing: readonly boolean[], axis: 0 | 1 | null) => InsideView,
): InsideView | null {
  const axis = axisOf(operation);
  const rank = operation.operands[0]?.shape?.length ?? 0;
  if (operation.operands.length !== 1 || rank === 0) return null;
  if (rank === 1) return look("reduce", [], 1);
  if (axis === null) return look("reduce", [], null);
  return axis === 0 || axis === 1 ? look("reduce", [false, axis === 1], axis) : null;
}

function isMatrix({ shape }: ArrayFact): boolean {
  return shape !== null && shape.length <= 2 && shape.every((size) => size.value !== null && size.value > 0);
}

function countOf(array: ArrayFact | undefined): number {
  return (array?.shape ?? []).reduce((all, size) => all * (size.value ?? Number.NaN), 1);
}

function matrixView(array: ArrayFact | OperandFact, name: string, standsUp: boolean): MatrixView {
  const shape = array.shape ?? [];
  const [last, before] = [shape.at(-1)?.value ?? 1, shape.at(-2)?.value ?? 1];
  const standing = standsUp && shape.length === 1;
  return {
    name: shorten(name, 16),
    rows: standing ? last : before,
    columns: standing ? 1 : last,
    rank: shape.length,
    standing,
    texts: cellTexts(array),
    values: array.data?.map(Number) ?? array.numbers ?? null,
  };
}

/** `w_grad[21, 0]`, as code counts; a vector has one index, a scalar none. */
export function elementName(matrix: MatrixView, row: number | string, column: number | string): string {
  const name = isCompound(matrix.name) ? `(${matrix.name})` : matrix.name;
  if (matrix.rank === 0) return name;
  if (matrix.rank === 1) return `${name}[${matrix.standing ? row : column}]`;
  return `${name}[${row}, ${column}]`;
}

/** Whether an index behind it would be read as that of its last part: `x - mean[0]`. */
function isCompound(name: string): boolean {
  let inner = name;
  for (let before = ""; before !== inner; ) {
    before = inner;
    inner = inner.replace(/\([^()[\]]*\)|\[[^()[\]]*\]/g, "");
  }
  return /[-+*/%@&|^<>=~]/.test(inner);
}

/** Whether the program fixes every number in it. */
export function hasValues({ operands, result }: InsideView): boolean {
  return [...operands, result].every(({ texts }) => texts !== null);
}
