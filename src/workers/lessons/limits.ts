import type { Operand } from "../../numpy/valuesOperand";
import { numbersOf } from "../../numpy/valuesOperand";

/** The numbers that one array of a lesson may hold: ten times the largest of our lessons. */
export const largestArray = 2_000_000;

const makes = /^numpy\.(?:zeros|ones|empty|full|eye|identity|arange|linspace|tile|repeat|random\..*)$/;
const multiplies = /(?:dot|matmul|outer|tensordot|einsum|kron)$/;

/**
 * Whether an operation may give an array that is too large to be tried. Only a bound: what is asked here has to be
 * answered before the numbers are there.
 */
export function isTooLarge(name: string, operands: readonly (Operand | null)[]): boolean {
  if (makes.test(name)) return operands.some((operand) => sizesIn(operand) > largestArray);
  const shapes = operands.flatMap((operand) =>
    operand?.kind === "array" ? [numbersOf(operand.node.shape)] : [],
  );
  if (shapes.length < 2) return false;
  if (multiplies.test(name)) {
    const outer = /outer|kron|tensordot|einsum/.test(name);
    const [left = [], right = []] = shapes;
    return count(outer ? left : left.slice(0, -1)) * count(outer ? right : right.slice(1)) > largestArray;
  }
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const axes = Array.from({ length: rank }, (_, axis) =>
    Math.max(...shapes.map((shape) => shape[axis - rank + shape.length] ?? 1)),
  );
  return count(axes) > largestArray;
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The product of the whole numbers of an argument: of a shape, or of a length. */
function sizesIn(operand: Operand | null): number {
  if (operand?.kind === "int") return Math.abs(operand.value);
  if (operand?.kind !== "sequence") return 1;
  return operand.items.reduce((product, item) => product * sizesIn(item), 1);
}
