import * as arrays from "../algebra/array";
import { ShapeError } from "../algebra/array";
import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import {
  axesOf,
  functionAndMethod,
  integerOf,
  type Lens,
  nodeOf,
  numbersOf,
  type Operand,
  operandOf,
  shapeOf,
  sizesOf,
  TracedArray,
  typeOf,
  type ValueContext,
  type ValueRow,
  valueRow,
  wider,
} from "./valuesOperand";
import { transposedBy } from "./valuesPicking";

/** A reshaped array; a view where it was an array before. */
function seen(of: Operand | undefined, lens: Lens): Operand | null {
  if (of instanceof TracedArray) return of.view(lens);
  const node = nodeOf(of);
  return node === null ? null : operandOf(lens.read(node), typeOf(of));
}

const reshapeTo = (shape: readonly number[]): Lens => ({
  read: (whole) => e.reshape(whole, sizesOf(complete(numbersOf(whole.shape), shape))),
  write: (whole, part) => e.reshape(part, whole.shape),
});

const turned: Lens = { read: turn, write: (_, part) => turn(part) };

function turn(node: e.Expression): e.Expression {
  return node.shape.length < 2 ? node : e.transpose(node);
}

/** Fills in the -1 of a shape. */
function complete(of: readonly number[], shape: readonly number[]): readonly number[] {
  const total = arrays.count(of);
  const known = shape.reduce((product, size) => (size === -1 ? product : product * size), 1);
  const full = shape.map((size) => (size === -1 ? total / Math.max(known, 1) : size));
  if (arrays.count(full) !== total || full.some((size) => !Number.isInteger(size)))
    throw new ShapeError(`cannot reshape array of size ${total} into shape ${arrays.shapeText(shape)}`);
  return full;
}

function flattened(of: Operand | undefined): Operand | null {
  return seen(of, reshapeTo([-1]));
}

function join(items: readonly Operand[], axis: number, least: number): Operand | null {
  const nodes = items.map(nodeOf);
  const parts = nodes.flatMap((node) => (node === null ? [] : [atLeast(node, least)]));
  const [first] = parts;
  if (first === undefined || parts.length !== nodes.length) return null;
  const at = axis < 0 ? axis + first.shape.length : axis;
  for (const part of parts)
    if (
      part.shape.length !== first.shape.length ||
      part.shape.some((size, each) => each !== at && size.value !== first.shape[each]?.value)
    )
      throw new ShapeError(
        "all the input array dimensions except for the concatenation axis must match exactly",
      );
  const length = parts.reduce((total, part) => total + (part.shape[at]?.value ?? 0), 0);
  const shape = first.shape.map((size, each) => (each === at ? constant(length) : size));
  return operandOf(e.concatenate(parts, at, shape), items.map(typeOf).reduce(wider));
}

function atLeast(node: e.Expression, rank: number): e.Expression {
  const missing = Math.max(0, rank - node.shape.length);
  return e.reshape(node, [...Array.from({ length: missing }, () => constant(1)), ...node.shape]);
}

function asColumn(of: Operand): Operand {
  const node = nodeOf(of);
  return node === null || node.shape.length !== 1
    ? of
    : operandOf(e.reshape(node, [...node.shape, constant(1)]), typeOf(of));
}

function itemsOf(operand: Operand | undefined): readonly Operand[] {
  return operand?.kind === "sequence" ? operand.items : [];
}

function squeezed(of: Operand | undefined, axis: Operand | undefined, context: ValueContext): Operand | null {
  const node = nodeOf(of);
  if (node === null) return null;
  const axes = axesOf(axis, node.shape.length, context);
  if (axes === null) return null;
  const kept = numbersOf(node.shape).filter((size, at) =>
    axes === undefined ? size !== 1 : !axes.includes(at),
  );
  return seen(of, reshapeTo(kept));
}

export const valuesShaping: readonly ValueRow[] = [
  valueRow("ndarray.T", "a", (args) => seen(args.get("a"), turned)),
  ...functionAndMethod("transpose", "a *axes", (args, context) => {
    const [node, axes] = [nodeOf(args.get("a")), args.rest.filter(({ kind }) => kind !== "none")];
    if (axes.length === 0) return seen(args.get("a"), turned);
    // Of a matrix there is but one other order.
    const isMatrix = node?.shape.length === 2 && axes.length === 2 && integerOf(axes[0], context) === 1;
    return isMatrix ? seen(args.get("a"), turned) : transposedBy(args.get("a"), axes, context);
  }),
  ...functionAndMethod("swapaxes", "a axis1 axis2", (args, context) => {
    const rank = nodeOf(args.get("a"))?.shape.length ?? 0;
    const [one, other] = ["axis1", "axis2"].map((name) => axesOf(args.get(name), rank, context)?.[0]);
    if (one === undefined || other === undefined) return null;
    if (rank === 2 && one !== other) return seen(args.get("a"), turned);
    const order = Array.from({ length: rank }, (_, at) => (at === one ? other : at === other ? one : at));
    return transposedBy(
      args.get("a"),
      order.map((value): Operand => ({ kind: "int", value })),
      context,
    );
  }),
  ...functionAndMethod("reshape", "a *shape", (args, context) => {
    const shape = shapeOf(args.rest, context);
    return shape === null ? null : seen(args.get("a"), reshapeTo(shape));
  }),
  ...functionAndMethod("ravel", "a", (args) => flattened(args.get("a"))),
  valueRow("ndarray.flatten", "a", (args) => {
    const flat = flattened(args.get("a"));
    const node = flat === null ? null : nodeOf(flat);
    return node === null ? null : operandOf(node, typeOf(args.get("a")));
  }),
  ...functionAndMethod("squeeze", "a axis", (args, context) =>
    squeezed(args.get("a"), args.get("axis"), context),
  ),
  valueRow("numpy.expand_dims", "a axis", (args, context) => {
    const node = nodeOf(args.get("a"));
    const axes = node === null ? null : axesOf(args.get("axis"), node.shape.length + 1, context);
    if (node === null || axes == null) return null;
    const shape = numbersOf(node.shape);
    for (const axis of axes) shape.splice(axis, 0, 1);
    return seen(args.get("a"), reshapeTo(shape));
  }),
  ...["concatenate", "concat"].map((name) =>
    valueRow(`numpy.${name}`, "arrays axis", (args, context) => {
      const axis = args.get("axis");
      const at = axis === undefined ? [0] : axesOf(axis, 2, context);
      return at == null ? null : join(itemsOf(args.get("arrays")), at[0] ?? 0, 1);
    }),
  ),
  valueRow("numpy.append", "arr values axis", (args, context) => {
    const parts = ["arr", "values"].flatMap((name) => args.get(name) ?? []);
    const axis = args.get("axis");
    if (axis === undefined || axis.kind === "none") {
      const flat = parts.map((of) => {
        const node = nodeOf(of);
        return node === null ? of : operandOf(e.reshape(node, [e.sizeOf(node.shape)]), typeOf(of));
      });
      return join(flat, 0, 1);
    }
    const at = axesOf(axis, nodeOf(parts[0])?.shape.length ?? 1, context);
    return at == null ? null : join(parts, at[0] ?? 0, 1);
  }),
  ...["vstack", "row_stack"].map((name) =>
    valueRow(`numpy.${name}`, "tup", (args) => join(itemsOf(args.get("tup")), 0, 2)),
  ),
  valueRow("numpy.hstack", "tup", (args) => {
    const items = itemsOf(args.get("tup"));
    const flat = items.every((each) => (nodeOf(each)?.shape.length ?? 0) <= 1);
    return join(items, flat ? 0 : 1, 1);
  }),
  valueRow("numpy.column_stack", "tup", (args) => join(itemsOf(args.get("tup")).map(asColumn), 1, 2)),
  valueRow("numpy.c_.getitem", "index", (args) => join(itemsOf(args.get("index")).map(asColumn), 1, 2)),
  valueRow("numpy.r_.getitem", "index", (args) => join(itemsOf(args.get("index")), 0, 1)),
  valueRow("numpy.stack", "arrays axis", (args, context) => {
    const items = itemsOf(args.get("arrays"));
    const [first] = items;
    const node = nodeOf(first);
    const axes =
      node === null
        ? null
        : axesOf(args.get("axis") ?? { kind: "int", value: 0 }, node.shape.length + 1, context);
    if (node === null || axes == null) return null;
    const grown = items.map((each) => {
      const of = nodeOf(each);
      const shape = of === null ? [] : numbersOf(of.shape);
      shape.splice(axes[0] ?? 0, 0, 1);
      return of === null ? each : operandOf(e.reshape(of, sizesOf(shape)), typeOf(each));
    });
    return join(grown, axes[0] ?? 0, 1);
  }),
  valueRow("numpy.broadcast_to", "a shape", (args, context) => {
    const node = nodeOf(args.get("a"));
    const shape = shapeOf([args.get("shape") ?? { kind: "other" }], context);
    return node === null || shape === null
      ? null
      : operandOf(e.broadcastTo(node, sizesOf(shape)), typeOf(args.get("a")));
  }),
  ...[1, 2].map((rank) =>
    valueRow(`numpy.atleast_${rank}d`, "a", (args) => {
      const node = nodeOf(args.get("a"));
      return node === null ? null : operandOf(atLeast(node, rank), typeOf(args.get("a")));
    }),
  ),
];
