import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import { getItem, truePlaces } from "./valuesIndexing";
import {
  axesOf,
  constantOf,
  functionAndMethod,
  integerOf,
  type NumberType,
  nodeOf,
  numbersOf,
  type Operand,
  operandOf,
  sizesOf,
  TracedArray,
  truthOf,
  typeOf,
  type ValueArguments,
  type ValueContext,
  type ValueRow,
  valueRow,
} from "./valuesOperand";

/** How large an array is: whole numbers of Python's own. */
const sizes: readonly ValueRow[] = [
  valueRow("numpy.size", "a axis", (args, context) => {
    const node = nodeOf(args.get("a"));
    if (node === null) return null;
    const axes = axesOf(args.get("axis"), node.shape.length, context);
    if (axes === null) return null;
    const shape = numbersOf(node.shape);
    return {
      kind: "int",
      value: arrays.count(axes === undefined ? shape : axes.map((at) => shape[at] ?? 1)),
    };
  }),
  valueRow("numpy.ndim", "a", (args) => {
    const node = nodeOf(args.get("a"));
    return node === null ? null : { kind: "int", value: node.shape.length };
  }),
  valueRow("numpy.shape", "a", (args) => {
    const node = nodeOf(args.get("a"));
    if (node === null) return null;
    const items = numbersOf(node.shape).map((value): Operand => ({ kind: "int", value }));
    return { kind: "sequence", type: "tuple", items };
  }),
];

/** Longer lines are not summed up, nor counted out: each number would take the room of all, or of the largest. */
const longest = 2000;

/** As NumPy sorts: what is no number comes last. */
function rising(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a - b;
}

/** The places of a row of numbers in rising order; equal ones stay in theirs. */
function sorted(row: readonly number[]): number[] {
  return [...row.keys()].sort((a, b) => rising(row[a] ?? 0, row[b] ?? 0) || a - b);
}

/** Each row along the last axis by itself; null where it is another axis. */
function rowsOf(args: ValueArguments, context: ValueContext) {
  const of = args.get("a");
  const node = nodeOf(of);
  if (node === null || of === undefined) return null;
  const axis = args.get("axis") === undefined ? -1 : integerOf(args.get("axis"), context);
  const rank = node.shape.length;
  if (rank === 0 || (axis !== -1 && axis !== rank - 1)) return null;
  const value = context.read(node);
  const length = value.shape.at(-1) ?? 1;
  const flat = Array.from(arrays.elements(value));
  const rows = Array.from({ length: flat.length / Math.max(length, 1) }, (_, at) =>
    flat.slice(at * length, (at + 1) * length),
  );
  return { node, rows, shape: value.shape, type: typeOf(of) };
}

const order: readonly ValueRow[] = [
  ...functionAndMethod("argsort", "a axis kind", (args, context) => {
    const found = rowsOf(args, context);
    return found === null ? null : operandOf(constantOf(found.rows.flatMap(sorted), found.shape), "int");
  }),
  valueRow("numpy.sort", "a axis kind", (args, context) => {
    const found = rowsOf(args, context);
    if (found === null || found.shape.length !== 1) return null;
    return operandOf(e.gather(found.node, [constantOf(found.rows.flatMap(sorted))]), found.type);
  }),
];

/** Which different values there are: known numbers, as labels are. */
const unique = valueRow("numpy.unique", "ar return_index return_inverse return_counts", (args, context) => {
  const of = args.get("ar");
  const node = nodeOf(of);
  if (node === null) return null;
  const values = Array.from(arrays.elements(context.read(node)));
  const different = [...new Set(values)].sort(rising);
  const places = new Map(different.map((each, at) => [each, at]));
  const inverse = values.map((each) => places.get(each) ?? 0);
  const counts = different.map(() => 0);
  const first = different.map(() => -1);
  for (const [at, place] of inverse.entries()) {
    counts[place] = (counts[place] ?? 0) + 1;
    if (first[place] === -1) first[place] = at;
  }
  const made = operandOf(constantOf(different), typeOf(of));
  const more: Operand[] = [];
  const asked = (name: string) => truthOf(args.get(name));
  if (asked("return_index")) more.push(operandOf(constantOf(first), "int"));
  if (asked("return_inverse")) more.push(operandOf(constantOf(inverse), "int"));
  if (asked("return_counts")) more.push(operandOf(constantOf(counts), "int"));
  return more.length === 0 ? made : { kind: "sequence", type: "tuple", items: [made, ...more] };
});

const counting: readonly ValueRow[] = [
  valueRow("numpy.bincount", "x weights minlength", (args, context) => {
    const node = nodeOf(args.get("x"));
    if (node === null || args.get("weights") !== undefined) return null;
    const values = Array.from(arrays.elements(context.read(node)));
    const least = integerOf(args.get("minlength"), context) ?? 0;
    const length = values.reduce((most, each) => Math.max(most, each + 1), least);
    // NumPy takes no negative numbers.
    if (length > Math.max(longest, 10 * values.length) || values.some((each) => each < 0)) return null;
    const counts = Array.from({ length }, () => 0);
    for (const each of values) counts[each] = (counts[each] ?? 0) + 1;
    return operandOf(constantOf(counts), "int");
  }),
  valueRow("numpy.count_nonzero", "a axis keepdims", (args, context) => {
    const node = nodeOf(args.get("a"));
    if (node === null) return null;
    const axes = axesOf(args.get("axis"), node.shape.length, context);
    if (axes === null) return null;
    const isOther = e.subtract(e.number(1), e.binary("equal", node, e.number(0)));
    return operandOf(e.sum(isOther, axes, truthOf(args.get("keepdims"))), "int");
  }),
];

const places: readonly ValueRow[] = [
  ...functionAndMethod("nonzero", "a", (args, context) => {
    const node = nodeOf(args.get("a"));
    if (node === null || node.shape.length === 0) return null;
    const items = truePlaces(node, context).map((each) => operandOf(each, "int"));
    return { kind: "sequence", type: "tuple", items };
  }),
  valueRow("numpy.flatnonzero", "a", (args, context) => {
    const node = nodeOf(args.get("a"));
    if (node === null) return null;
    const flat = e.reshape(node, [e.sizeOf(node.shape)]);
    const [found] = truePlaces(flat, context);
    return found === undefined ? null : operandOf(found, "int");
  }),
];

/** Sums up to each element, as a product with a triangle of ones, so that it has its derivative. */
const cumulative = functionAndMethod("cumsum", "a axis", (args, context) => {
  const of = args.get("a");
  const node = nodeOf(of);
  if (node === null) return null;
  const axis = args.get("axis");
  const isFlat = axis === undefined || axis.kind === "none" || node.shape.length === 1;
  const [at = 0] = axesOf(axis, node.shape.length, context) ?? [];
  if (!isFlat && (node.shape.length !== 2 || at > 1)) return null;
  const line = isFlat ? e.reshape(node, [e.sizeOf(node.shape)]) : node;
  const length = line.shape[isFlat ? 0 : at]?.value ?? 0;
  if (length > longest) return null;
  const lower = Array.from({ length: length * length }, (_, each) =>
    each % length <= Math.floor(each / length) ? 1 : 0,
  );
  const triangle = constantOf(lower, [length, length]);
  const made = !isFlat && at === 1 ? e.matmul(line, e.transpose(triangle)) : e.matmul(triangle, line);
  return operandOf(made, typeOf(of) === "bool" ? "int" : typeOf(of));
});

const diagonal = valueRow("numpy.diag", "v k", (args) => {
  const of = args.get("v");
  const node = nodeOf(of);
  if (node === null || args.get("k") !== undefined) return null;
  const [rows = 0, columns] = numbersOf(node.shape);
  const at = constantOf([...Array(Math.min(rows, columns ?? rows)).keys()]);
  if (columns !== undefined) return operandOf(e.gather(node, [at, at]), typeOf(of));
  return operandOf(e.scatterAdd(node, [at, at], sizesOf([rows, rows])), typeOf(of));
});

const flatDiagonal = valueRow("numpy.diagflat", "v k", (args) => {
  const of = args.get("v");
  const node = nodeOf(of);
  if (node === null || args.get("k") !== undefined) return null;
  const length = arrays.count(numbersOf(node.shape));
  const at = constantOf([...Array(length).keys()]);
  const flat = e.reshape(node, sizesOf([length]));
  return operandOf(e.scatterAdd(flat, [at, at], sizesOf([length, length])), typeOf(of));
});

/** `np.repeat([0, 1], [30, 20])`: each number as often as it is told. */
function repeatedEach(
  node: e.Expression,
  type: NumberType,
  args: ValueArguments,
  context: ValueContext,
): Operand | null {
  const repeats = nodeOf(args.get("repeats"));
  if (node.shape.length !== 1 || repeats === null || !e.sameShape(repeats.shape, node.shape)) return null;
  const places = Array.from(arrays.elements(context.read(repeats)), (times, at) =>
    Array<number>(times).fill(at),
  );
  return operandOf(e.gather(node, [constantOf(places.flat())]), type);
}

const repeating: readonly ValueRow[] = [
  valueRow("numpy.tile", "A reps", (args, context) => {
    const of = args.get("A");
    const node = nodeOf(of);
    const reps = args.get("reps");
    if (node === null || reps === undefined) return null;
    const list = (reps.kind === "sequence" ? reps.items : [reps]).map((each) => integerOf(each, context));
    const times = list.flatMap((each) => each ?? []);
    if (times.length !== list.length) return null;
    const rank = Math.max(times.length, node.shape.length);
    const shape = [...Array<number>(rank - node.shape.length).fill(1), ...numbersOf(node.shape)];
    const by = [...Array<number>(rank - times.length).fill(1), ...times];
    const between = shape.flatMap((size) => [1, size]);
    const wide = shape.flatMap((size, at) => [by[at] ?? 1, size]);
    const spread = e.broadcastTo(e.reshape(node, sizesOf(between)), sizesOf(wide));
    return operandOf(e.reshape(spread, sizesOf(shape.map((size, at) => size * (by[at] ?? 1)))), typeOf(of));
  }),
  ...functionAndMethod("repeat", "a repeats axis", (args, context) => {
    const of = args.get("a");
    const node = nodeOf(of);
    const times = integerOf(args.get("repeats"), context);
    if (node !== null && times === null) return repeatedEach(node, typeOf(of), args, context);
    if (node === null || times === null) return null;
    const axes = axesOf(args.get("axis"), node.shape.length, context);
    if (axes === null) return null;
    const line = axes === undefined ? e.reshape(node, [e.sizeOf(node.shape)]) : node;
    const [at = 0] = axes ?? [];
    const shape = numbersOf(line.shape);
    const between = shape.flatMap((size, each) => (each === at ? [size, 1] : [size]));
    const wide = shape.flatMap((size, each) => (each === at ? [size, times] : [size]));
    const spread = e.broadcastTo(e.reshape(line, sizesOf(between)), sizesOf(wide));
    const full = shape.map((size, each) => (each === at ? size * times : size));
    return operandOf(e.reshape(spread, sizesOf(full)), typeOf(of));
  }),
];

/** The parts of an array along an axis: as many as are asked for, or cut at the places given. */
function parts(args: ValueArguments, context: ValueContext, uneven: boolean): Operand | null {
  const of = args.get("ary");
  const node = nodeOf(of);
  const asked = args.get("indices_or_sections");
  if (node === null || asked === undefined) return null;
  const axis = args.get("axis") === undefined ? 0 : integerOf(args.get("axis"), context);
  const at = axis === null ? -1 : axis < 0 ? axis + node.shape.length : axis;
  const length = node.shape[at]?.value;
  if (length === undefined || length === null) return null;
  const cuts = cutsOf(asked, length, context, uneven);
  if (cuts === null) return null;
  const bounds = [0, ...cuts, length].map((each) => Math.min(each < 0 ? each + length : each, length));
  const all = of instanceof TracedArray ? of : operandOf(node, typeOf(of));
  const none: Operand = { kind: "none" };
  const every: Operand = { kind: "slice", start: none, stop: none, step: none };
  const items = bounds.slice(1).flatMap((end, which) => {
    const [start, stop] = [bounds[which] ?? 0, end].map((value): Operand => ({ kind: "int", value }));
    if (start === undefined || stop === undefined) return [];
    const cut: Operand = { kind: "slice", start, stop, step: none };
    const index = node.shape.map((_, each) => (each === at ? cut : every));
    return getItem(all, { kind: "sequence", type: "tuple", items: index }, context) ?? [];
  });
  return { kind: "sequence", type: "list", items };
}

function cutsOf(asked: Operand, length: number, context: ValueContext, uneven: boolean): number[] | null {
  const sections = asked.kind === "sequence" ? null : integerOf(asked, context);
  if (sections === null) {
    const node = nodeOf(asked);
    return node === null ? null : Array.from(arrays.elements(context.read(node)));
  }
  if (sections <= 0) return null;
  if (!uneven && length % sections !== 0)
    throw new arrays.ShapeError("array split does not result in an equal division");
  const size = Math.floor(length / sections);
  const longer = length % sections;
  return Array.from({ length: sections - 1 }, (_, at) => (at + 1) * size + Math.min(at + 1, longer));
}

/** `np.insert(X, 0, 1, axis=1)`: a column (or row) of one number, or of several, before the one at a place. */
const inserted = valueRow("numpy.insert", "arr obj values axis", (args, context) => {
  const of = args.get("arr");
  const [node, values] = [nodeOf(of), nodeOf(args.get("values"))];
  const [before, axis] = [integerOf(args.get("obj"), context), integerOf(args.get("axis"), context)];
  if (node === null || values === null || before === null || axis === null) return null;
  const shape = numbersOf(node.shape);
  const at = axis < 0 ? axis + shape.length : axis;
  const length = shape[at] ?? 0;
  const place = before < 0 ? before + length : before;
  const cut = (start: number, size: number) =>
    e.index(
      node,
      shape.map((each, which) =>
        which === at
          ? { start, length: constant(size), step: 1 }
          : { start: 0, length: constant(each), step: 1 },
      ),
    );
  const single = shape.map((size, which) => (which === at ? 1 : size));
  const line =
    values.shape.length === 1 && at === 1 ? e.reshape(values, [...values.shape, constant(1)]) : values;
  const more = e.broadcastTo(line, sizesOf(single));
  const all = [cut(0, place), more, cut(place, length - place)];
  const full = shape.map((size, which) => (which === at ? size + 1 : size));
  return operandOf(e.concatenate(all, at, sizesOf(full)), typeOf(of));
});

export const valuesOrder: readonly ValueRow[] = [
  ...sizes,
  ...order,
  unique,
  ...counting,
  ...places,
  ...cumulative,
  diagonal,
  flatDiagonal,
  ...repeating,
  valueRow("numpy.split", "ary indices_or_sections axis", (args, context) => parts(args, context, false)),
  valueRow("numpy.array_split", "ary indices_or_sections axis", (args, context) =>
    parts(args, context, true),
  ),
  inserted,
];
