import { compare } from "../algebra/size";
import { contentOf, type ShapeValue } from "../domains/shapes/datum";
import type { Expression } from "../syntax/tree";

/** The sizes of an array as text; null for anything else, and where not even the number of axes is known. */
export function sizesOf(value: ShapeValue): readonly string[] | null {
  const content = value.kind === "datum" ? contentOf(value) : null;
  return content?.kind === "array" ? (content.shape?.map((size) => size.text) ?? null) : null;
}

/** What a table of sums is taken from, and divided by: the operators by their names in the operation table. */
export const reducing: Readonly<Record<string, string>> = { "-": "sub", "/": "truediv" };

/** A sum, mean or maximum along the last axis that does not keep it. */
export function isRowwise(node: Expression): boolean {
  if (node.kind !== "call" || node.callee.kind !== "attribute") return false;
  if (!/^(?:sum|mean|max|min|std|amax|amin)$/.test(node.callee.name)) return false;
  if (node.arguments.some((each) => each.name === "keepdims")) return false;
  const axis = node.arguments.find((each) => each.name === "axis")?.value;
  if (axis?.kind === "number") return axis.value === 1;
  return (
    axis?.kind === "unary" &&
    axis.operator === "-" &&
    axis.operand.kind === "number" &&
    axis.operand.value === 1
  );
}

/** The array of `lr * dW` or `dW / m`, where the other factor is a number. */
export function scaledArray(
  step: Expression,
  lookUp: (node: Expression) => ShapeValue | null,
): { readonly node: Expression; readonly value: ShapeValue } | null {
  if (step.kind !== "binary" || (step.operator !== "*" && step.operator !== "/")) return null;
  const factors = [step.left, step.right].map((node) => ({ node, value: lookUp(node) }));
  const arrays = factors.flatMap(({ node, value }) =>
    value !== null && (sizesOf(value)?.length ?? 0) > 0 ? [{ node, value }] : [],
  );
  const [only] = arrays;
  const isNumber = factors.some(
    ({ node, value }) => node.kind === "number" || (value !== null && isSingleNumber(value)),
  );
  return arrays.length === 1 && only !== undefined && isNumber ? only : null;
}

function isSingleNumber(value: ShapeValue): boolean {
  if (value.kind !== "datum") return false;
  const content = contentOf(value);
  return content.kind === "int" || content.kind === "float" || sizesOf(value)?.length === 0;
}

/** How many elements; null where a size is only a name. */
export function countOf(sizes: readonly string[]): number | null {
  const count = sizes.reduce((product, size) => product * Number(size), 1);
  return Number.isInteger(count) ? count : null;
}

/** Arrays whose shapes can't be the same, whatever the data are. */
export function areDifferent(a: ShapeValue, b: ShapeValue): boolean {
  const [first, second] = [a, b].map((value) => {
    const content = value.kind === "datum" ? contentOf(value) : null;
    return content?.kind === "array" ? content.shape : null;
  });
  if (first == null || second == null) return false;
  return (
    first.length !== second.length ||
    first.some((size, axis) => compare(size, second[axis] ?? size) === "different")
  );
}
