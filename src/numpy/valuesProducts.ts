import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import {
  functionAndMethod,
  nodeOf,
  operandOf,
  typeOf,
  type ValueRow,
  valueRow,
  wider,
} from "./valuesOperand";

const product: ValueRow["apply"] = (args) => {
  const [a, b] = [args.get("a"), args.get("b")];
  const [left, right] = [nodeOf(a), nodeOf(b)];
  if (left === null || right === null) return null;
  return operandOf(dot(left, right), wider(typeOf(a), typeOf(b)));
};

function dot(left: e.Expression, right: e.Expression): e.Expression {
  return left.shape.length === 0 || right.shape.length === 0 ? e.times(left, right) : e.matmul(left, right);
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

export const valuesProducts: readonly ValueRow[] = [
  ...functionAndMethod("dot", "a b", product),
  valueRow("numpy.matmul", "a b", product),
  valueRow("operator.matmul", "a b", product),
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
  valueRow("numpy.linalg.norm", "x ord axis keepdims", (args) => {
    const node = nodeOf(args.get("x"));
    const order = args.get("ord");
    if (node === null || (args.get("axis") ?? { kind: "none" }).kind !== "none") return null;
    if (order?.kind === "int" && order.value === 1 && node.shape.length === 1)
      return operandOf(e.sum(e.unary("abs", node)), "float");
    const rank =
      order?.kind === "int" && order.value === 2
        ? 1
        : order?.kind === "str" && order.value === "fro"
          ? 2
          : null;
    if (order !== undefined && order.kind !== "none" && rank !== node.shape.length) return null;
    return operandOf(e.binary("power", e.sum(e.times(node, node)), e.number(0.5)), "float");
  }),
  einsum,
];
