import type { NumberArray } from "../algebra/array";
import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { solve } from "../algebra/solve";
import {
  axesOf,
  nodeOf,
  operandOf,
  truthOf,
  type ValueContext,
  type ValueRow,
  valueRow,
} from "./valuesOperand";

const length = (node: e.Expression, axes?: readonly number[], keepdims = false) =>
  e.binary("power", e.sum(e.times(node, node), axes, keepdims), e.number(0.5));

const norm = valueRow("numpy.linalg.norm", "x ord axis keepdims", (args, context) => {
  const node = nodeOf(args.get("x"));
  const order = args.get("ord");
  const axes = node === null ? null : axesOf(args.get("axis"), node.shape.length, context);
  const keepdims = truthOf(args.get("keepdims"));
  if (node === null || axes === null) return null;
  const [is1, is2] = [1, 2].map((each) => order?.kind === "int" && order.value === each);
  const isPlain = order === undefined || order.kind === "none";
  const isVector = axes === undefined ? node.shape.length === 1 : axes.length === 1;
  if (isVector && is1) return operandOf(e.sum(e.unary("abs", node), axes, keepdims), "float");
  if (isPlain || (isVector && is2)) return operandOf(length(node, axes, keepdims), "float");
  const isFrobenius = order?.kind === "str" && order.value === "fro";
  if (isFrobenius && (axes?.length ?? node.shape.length) === 2)
    return operandOf(length(node, axes, keepdims), "float");
  if (axes !== undefined || node.shape.length !== 2 || !is2) return null;
  // The largest singular value: of data, as a number without a derivative.
  if ([...e.variablesOf(node).keys()].some((name) => name.startsWith("p"))) return null;
  return { kind: "float", node: e.number(largestSingular(context.read(node))) };
});

/** By rotations, as Jacobi did: what is left of the columns' lengths when all stand at right angles. */
function largestSingular(matrix: NumberArray): number {
  const [rows = 0, columns = 0] = matrix.shape;
  const all = arrays.elements(matrix);
  const row = (at: number) => Array.from({ length: columns }, (_, each) => all[at * columns + each] ?? 0);
  const lines = Array.from({ length: rows }, (_, at) => row(at));
  const column = (at: number) => lines.map((line) => line[at] ?? 0);
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, each, at) => sum + each * (b[at] ?? 0), 0);
  for (let sweep = 0, isDone = false; sweep < 60 && !isDone; sweep++) {
    isDone = true;
    for (let p = 0; p < columns; p++)
      for (let q = p + 1; q < columns; q++) {
        const [a, b] = [column(p), column(q)];
        const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
        if (Math.abs(ab) <= 1e-16 * Math.sqrt(aa * bb)) continue;
        isDone = false;
        const zeta = (bb - aa) / (2 * ab);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        for (const [at, line] of lines.entries()) {
          line[p] = c * (a[at] ?? 0) - c * t * (b[at] ?? 0);
          line[q] = c * t * (a[at] ?? 0) + c * (b[at] ?? 0);
        }
      }
  }
  return Math.max(0, ...Array.from({ length: columns }, (_, at) => Math.sqrt(dot(column(at), column(at)))));
}

/** The inverse of a matrix; null for one that has none. */
function inverseOf(node: e.Expression, context: ValueContext): e.Expression | null {
  const [size = 0, columns] = node.shape.map((each) => each.value ?? 0);
  if (node.shape.length !== 2 || size !== columns || size > 60) return null;
  const all = [...arrays.elements(context.read(node))];
  const row = (at: number) => all.slice(at * size, (at + 1) * size);
  const unit = (at: number) => Array.from({ length: size }, (_, each) => Number(each === at));
  const places = [...Array(size).keys()];
  const found = solve(places.map(row), places.map(unit));
  return found && context.opaque(arrays.arrayOf(Float64Array.from(found.flat()), [size, size]), node);
}

export const valuesLinear: readonly ValueRow[] = [
  norm,
  valueRow("numpy.linalg.inv", "a", (args, context) => {
    const node = nodeOf(args.get("a"));
    const made = node === null ? null : inverseOf(node, context);
    return made === null ? null : operandOf(made, "float");
  }),
  valueRow("numpy.linalg.solve", "a b", (args, context) => {
    const [node, right] = [nodeOf(args.get("a")), nodeOf(args.get("b"))];
    if (node === null || right === null || ![1, 2].includes(right.shape.length)) return null;
    const made = inverseOf(node, context);
    return made === null ? null : operandOf(e.matmul(made, right), "float");
  }),
];
