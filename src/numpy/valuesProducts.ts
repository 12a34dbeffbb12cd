import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import { valuesLinear } from "./valuesLinear";
import {
  axesOf,
  functionAndMethod,
  integerOf,
  nodeOf,
  type Operand,
  operandOf,
  typeOf,
  type ValueContext,
  type ValueRow,
  valueRow,
  wider,
} from "./valuesOperand";
import { transposedBy } from "./valuesPicking";

const product =
  (many: (left: e.Expression, right: e.Expression) => e.Expression | null): ValueRow["apply"] =>
  (args) => {
    const [a, b] = [args.get("a"), args.get("b")];
    const [left, right] = [nodeOf(a), nodeOf(b)];
    if (left === null || right === null) return null;
    const ranks = [left, right].map(({ shape }) => shape.length);
    const made = Math.max(...ranks) > 2 && Math.min(...ranks) > 0 ? many(left, right) : dot(left, right);
    return made === null ? null : operandOf(made, wider(typeOf(a), typeOf(b)));
  };

function dot(left: e.Expression, right: e.Expression): e.Expression {
  return left.shape.length === 0 || right.shape.length === 0 ? e.times(left, right) : e.matmul(left, right);
}

/** Products with one matrix or vector: all rows of all matrices in one product. */
function stackedRows(left: e.Expression, right: e.Expression): e.Expression | null {
  if (right.shape.length > 2) return null;
  const inner = left.shape.slice(-1);
  const rows = left.shape.slice(0, -1);
  const made = e.matmul(e.reshape(left, [e.sizeOf(rows), ...inner]), right);
  return e.reshape(made, [...rows, ...right.shape.slice(1)]);
}

/** Matrices in a stack, each times its own: as a sum over the axis that they share. */
function stacked(left: e.Expression, right: e.Expression): e.Expression | null {
  const together = stackedRows(left, right);
  if (together !== null) return together;
  const one = constant(1);
  const [rows, columns] = [left.shape.at(-2), right.shape.at(-1)];
  const [inner, other] = [left.shape.at(-1), right.shape.at(-2)];
  if (inner?.value !== other?.value)
    throw new arrays.ShapeError("matmul: Input operand 1 has a mismatch in its core dimension 0");
  if (columns === undefined || other === undefined || inner === undefined) return null;
  const wide = e.reshape(left, [...left.shape.slice(0, -2), rows ?? one, inner, one]);
  const deep = e.reshape(right, [...right.shape.slice(0, -2), one, other, columns]);
  const all = e.times(wide, deep);
  const made = e.sum(all, [all.shape.length - 2]);
  return rows !== undefined ? made : e.reshape(made, [...made.shape.slice(0, -2), columns]);
}

const flat = (node: e.Expression): e.Expression => e.reshape(node, [e.sizeOf(node.shape)]);

/** The few forms of einsum that learners write: each index of the output once, others summed. What is not among them is not known. */
const einsum = valueRow("numpy.einsum", "subscripts *operands", (args) => {
  const subscripts = args.get("subscripts");
  const nodes = args.rest.map(nodeOf);
  if (subscripts?.kind !== "str" || nodes.some((node) => node === null)) return null;
  const [inputs = "", given] = subscripts.value.replace(/\s/g, "").split("->");
  const names = inputs.split(",");
  const output = given ?? onceOnly(inputs);
  if (names.length !== nodes.length) return null;
  const contracted = asProduct(nodes, names, output);
  if (contracted !== null) return operandOf(contracted, "float");
  // What has more than two axes keeps them in its own order.
  const large = names.filter((each) => each.length > 2);
  const all = [...new Set([...large, output, ...names].join(""))];
  const parts = nodes.map((node, at) => (node === null ? null : spread(node, names[at] ?? "", all)));
  const whole = parts.reduce((a, b) => (a === null || b === null ? null : e.times(a, b)));
  if (whole === null) return null;
  const gone = all.flatMap((name, axis) => (output.includes(name) ? [] : [axis]));
  const made = gone.length === 0 ? whole : e.sum(whole, gone);
  const left = all.filter((name) => output.includes(name)).join("");
  if (left === output) return operandOf(made, "float");
  return left.length === 2 && output.length === 2 ? operandOf(e.transpose(made), "float") : null;
});

/** What NumPy takes for the output where none is written: the indices that come once, in the order of the alphabet. */
function onceOnly(inputs: string): string {
  const letters = [...inputs.replaceAll(",", "")];
  return letters
    .filter((each) => letters.indexOf(each) === letters.lastIndexOf(each))
    .sort()
    .join("");
}

/** Two vectors or matrices with one index in common that goes: the product that `@` makes of them, turned as they need. */
function asProduct(
  [left, right, more]: readonly (e.Expression | null)[],
  [a = "", b = ""]: readonly string[],
  output: string,
): e.Expression | null {
  if (left == null || right == null || more !== undefined) return null;
  if (left.shape.length !== a.length || right.shape.length !== b.length) return null;
  if ([a, b].some((each) => each.length > 2 || new Set(each).size < each.length)) return null;
  const [shared, ...others] = [...a].filter((each) => b.includes(each));
  if (shared === undefined || others.length > 0 || output.includes(shared)) return null;
  const kept = [...a, ...b].filter((each) => each !== shared).join("");
  const made = e.matmul(
    a.length === 2 && a.startsWith(shared) ? e.transpose(left) : left,
    b.length === 2 && b.endsWith(shared) ? e.transpose(right) : right,
  );
  if (kept === output) return made;
  return kept.length === 2 && kept === [...output].reverse().join("") ? e.transpose(made) : null;
}

/** Puts the axes of a vector or matrix at their places among all the indices. */
function spread(node: e.Expression, own: string, all: readonly string[]): e.Expression | null {
  if (own.length !== node.shape.length || new Set(own).size !== own.length) return null;
  const order = [...own].map((name) => all.indexOf(name));
  if (order.length > 2 && order.some((axis, at) => axis < (order[at - 1] ?? 0))) return null;
  const turned = order.length === 2 && (order[0] ?? 0) > (order[1] ?? 0) ? e.transpose(node) : node;
  const sizes = all.map((name) =>
    own.includes(name) ? (node.shape[own.indexOf(name)] ?? constant(1)) : constant(1),
  );
  return e.reshape(turned, sizes);
}

/** `axes` of tensordot: how many of the last and first ones, or which of each. */
function summedAxes(
  asked: Operand | undefined,
  [rank = 0, other = 0]: readonly number[],
  context: ValueContext,
): readonly (readonly number[])[] | null {
  if (asked?.kind === "sequence") {
    const pairs = [rank, other].map((each, at) => axesOf(asked.items[at], each, context) ?? []);
    return pairs.every((axes) => axes.length > 0 && axes.length === pairs[0]?.length) ? pairs : null;
  }
  const count = asked === undefined ? 2 : integerOf(asked, context);
  if (count === null || count < 1 || count > Math.min(rank, other)) return null;
  const own = [...Array(count).keys()];
  return [own.map((at) => rank - count + at), own];
}

function othersOf(axes: readonly number[], rank: number): number[] {
  return [...Array(rank).keys()].filter((axis) => !axes.includes(axis));
}

/** The array with its axes in another order. */
function ordered(
  of: Operand | undefined,
  order: readonly number[],
  context: ValueContext,
): e.Expression | null {
  const node = nodeOf(of);
  if (node === null || order.every((axis, at) => axis === at)) return node;
  if (order.length === 2) return e.transpose(node);
  const axes = order.map((value): Operand => ({ kind: "int", value }));
  return nodeOf(transposedBy(of, axes, context) ?? undefined);
}

export const valuesProducts: readonly ValueRow[] = [
  ...functionAndMethod("dot", "a b", product(stackedRows)),
  valueRow("numpy.matmul", "a b", product(stacked)),
  valueRow("operator.matmul", "a b", product(stacked)),
  valueRow("numpy.tensordot", "a b axes", (args, context) => {
    const [left, right] = [args.get("a"), args.get("b")];
    const ranks = [left, right].map((each) => nodeOf(each)?.shape.length ?? 0);
    const pairs = summedAxes(args.get("axes"), ranks, context);
    if (pairs === null) return null;
    const [one, other] = pairs.map((axes, at) => [axes, othersOf(axes, ranks[at] ?? 0)] as const);
    const a = one && ordered(left, [...one[1], ...one[0]], context);
    const b = other && ordered(right, [...other[0], ...other[1]], context);
    if (a == null || b == null) return null;
    const count = pairs[0]?.length ?? 0;
    const [rows, inner] = [a.shape.slice(0, -count), a.shape.slice(-count)];
    const [across, columns] = [b.shape.slice(0, count), b.shape.slice(count)];
    if (!e.sameShape(inner, across)) throw new arrays.ShapeError("shape-mismatch for sum");
    const flatA = e.reshape(a, [e.sizeOf(rows), e.sizeOf(inner)]);
    const flatB = e.reshape(b, [e.sizeOf(across), e.sizeOf(columns)]);
    return operandOf(
      e.reshape(e.matmul(flatA, flatB), [...rows, ...columns]),
      wider(typeOf(left), typeOf(right)),
    );
  }),
  valueRow("numpy.inner", "a b", (args) => {
    const [left, right] = [nodeOf(args.get("a")), nodeOf(args.get("b"))];
    return left === null || right === null ? null : operandOf(dot(left, e.transpose(right)), "float");
  }),
  valueRow("numpy.vdot", "a b", (args) => {
    const [left, right] = [nodeOf(args.get("a")), nodeOf(args.get("b"))];
    return left === null || right === null ? null : operandOf(e.matmul(flat(left), flat(right)), "float");
  }),
  valueRow("numpy.outer", "a b", (args) => {
    const [left, right] = [nodeOf(args.get("a")), nodeOf(args.get("b"))];
    if (left === null || right === null) return null;
    const column = e.reshape(left, [e.sizeOf(left.shape), constant(1)]);
    return operandOf(e.times(column, e.reshape(right, [constant(1), e.sizeOf(right.shape)])), "float");
  }),
  ...valuesLinear,
  einsum,
];
