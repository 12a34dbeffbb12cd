import { numbersOf, type Operand } from "../numpy/valuesOperand";

/** The numbers that one array may hold: 64 MB. */
export const largestArray = 8_000_000;

type Arguments = readonly (Operand | undefined)[];

/** How many numbers a function makes that is told so, by its last name. `size` is what is passed by that name or as `shape`. */
const made: Readonly<Record<string, (args: Arguments, size: Operand | undefined) => number>> = {
  ...each(["zeros", "ones", "empty", "full"], ([shape], size) => sizesIn(shape ?? size)),
  ...each(["rand", "randn"], (args) => args.reduce((product, size) => product * sizesIn(size), 1)),
  ...each(["eye", "identity"], ([rows, columns]) => sizesIn(rows) * sizesIn(columns ?? rows)),
  arange: ([first, second, step]) => {
    const [start, stop] = second === undefined ? [0, whole(first, 0)] : [whole(first, 0), whole(second, 0)];
    return Math.abs((stop - start) / (whole(step, 1) || 1));
  },
  linspace: ([, , count], size) => sizesIn(count ?? size),
  ...each(["tile", "repeat"], ([of, times]) => numbersIn(of) * sizesIn(times)),
  ...each(["random", "random_sample", "standard_normal"], ([size], named) => sizesIn(size ?? named)),
  ...each(["permutation"], ([of]) => (of?.kind === "int" ? sizesIn(of) : 1)),
  ...each(["normal", "uniform", "randint", "integers", "binomial"], ([, , size], named) =>
    sizesIn(size ?? named),
  ),
  choice: ([of, size], named) => Math.max(of?.kind === "int" ? sizesIn(of) : 1, sizesIn(size ?? named)),
};

const multiplies = /(?:dot|matmul|outer|tensordot|einsum|kron)$/;

/**
 * Whether an operation may give an array of more numbers than `largest`. Only a bound: what is asked here has to be answered
 * before the numbers are there.
 */
export function isTooLarge(
  name: string,
  positional: readonly Operand[],
  named: ReadonlyMap<string, Operand>,
  largest: number,
): boolean {
  const size = ["size", "shape", "num"].flatMap((key) => named.get(key) ?? [])[0];
  const count = name.startsWith("numpy.") ? made[name.slice(name.lastIndexOf(".") + 1)] : undefined;
  if (count !== undefined) return count(positional, size) > largest;
  if (together(positional) * together(named.values()) <= largest) return false;
  const shapes = [...positional, ...named.values()].flatMap((operand) =>
    operand.kind === "array" ? [numbersOf(operand.node.shape)] : [],
  );
  if (shapes.length < 2) return false;
  const [subscripts] = positional;
  if (name.endsWith("einsum") && subscripts?.kind === "str")
    return product(indexSizes(subscripts.value, shapes)) > largest;
  if (multiplies.test(name)) {
    const outer = /outer|kron|tensordot|einsum/.test(name);
    const [left = [], right = []] = shapes;
    return product(outer ? left : left.slice(0, -1)) * product(outer ? right : right.slice(1)) > largest;
  }
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const axes = Array.from({ length: rank }, (_, axis) =>
    Math.max(...shapes.map((shape) => shape[axis - rank + shape.length] ?? 1)),
  );
  return product(axes) > largest;
}

/** How long each index of an einsum is, once: an index that two arrays share makes nothing larger. */
function indexSizes(subscripts: string, shapes: readonly (readonly number[])[]): number[] {
  const [inputs = ""] = subscripts.replace(/\s/g, "").split("->");
  const sizes = new Map<string, number>();
  for (const [at, indices] of inputs.split(",").entries())
    for (const [axis, index] of [...indices].entries())
      sizes.set(index, Math.max(sizes.get(index) ?? 1, shapes[at]?.[axis] ?? 1));
  return [...sizes.values()];
}

/** No operation on them makes more: as if each number met each of the others. */
function together(operands: Iterable<Operand>): number {
  let all = 1;
  for (const operand of operands)
    if (operand.kind === "array") for (const { value } of operand.node.shape) all *= Math.max(1, value ?? 1);
  return all;
}

function each<T>(names: readonly string[], value: T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, value]));
}

function product(shape: readonly number[]): number {
  return shape.reduce((all, size) => all * size, 1);
}

function whole(operand: Operand | undefined, otherwise: number): number {
  return operand?.kind === "int" ? operand.value : otherwise;
}

/** The product of the whole numbers of an argument: of a shape, or of a length. */
function sizesIn(operand: Operand | undefined): number {
  if (operand?.kind === "int") return Math.abs(operand.value);
  return operand?.kind === "sequence" ? product(operand.items.map(sizesIn)) : 1;
}

function numbersIn(operand: Operand | undefined): number {
  if (operand?.kind === "array") return product(numbersOf(operand.node.shape));
  return operand?.kind === "sequence" ? operand.items.length : 1;
}
