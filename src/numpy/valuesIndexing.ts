import * as arrays from "../algebra/array";
import { ShapeError } from "../algebra/array";
import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import {
  integerOf,
  type Lens,
  nodeOf,
  numbersOf,
  type Operand,
  operandOf,
  TracedArray,
  typeOf,
  type ValueContext,
  type ValueRow,
  valueRow,
} from "./valuesOperand";

/** What an index selects: a view by steps, places by whole numbers, or the elements where a mask is true. */
type Selection =
  | { readonly kind: "basic"; readonly indices: readonly e.AxisIndex[] }
  | { readonly kind: "places"; readonly at: readonly e.Expression[] }
  | { readonly kind: "mask"; readonly mask: e.Expression };

function selectionOf(shape: readonly number[], index: Operand, context: ValueContext): Selection | null {
  const items = index.kind === "sequence" && index.type === "tuple" ? index.items : [index];
  if (
    items.length === 1 &&
    typeOf(items[0]) === "bool" &&
    items[0]?.kind === "array" &&
    items[0].node.shape.length > 0
  )
    return { kind: "mask", mask: items[0].node };
  if (items.some(isPlaces)) return placesOf(shape, items, context);
  const axes = items.filter((item) => item.kind !== "none" && item.kind !== "ellipsis").length;
  const indices: e.AxisIndex[] = [];
  let axis = 0;
  for (const item of items) {
    if (item.kind === "ellipsis") {
      for (let rest = shape.length - axes; rest > 0; rest--) indices.push(whole(shape[axis++] ?? 0));
      continue;
    }
    if (item.kind === "none") {
      indices.push(null);
      continue;
    }
    const one = axisIndex(item, shape[axis], axis, context);
    if (one === undefined) return null;
    indices.push(one);
    axis++;
  }
  return { kind: "basic", indices };
}

/** `x[:, [2, 3]]` and `x[:, (2, 3)]`. */
function isPlaces(item: Operand): boolean {
  return (item.kind === "array" && item.node.shape.length > 0) || item.kind === "sequence";
}

function whole(size: number): e.AxisIndex {
  return { start: 0, length: constant(size), step: 1 };
}

function axisIndex(
  item: Operand,
  size: number | undefined,
  axis: number,
  context: ValueContext,
): e.AxisIndex | undefined {
  if (size === undefined) throw new ShapeError("too many indices for array");
  if (item.kind === "slice") return sliceIndex(item, size, context);
  const at = integerOf(item, context);
  if (at === null) return undefined;
  if (at < -size || at >= size)
    throw new ShapeError(`index ${at} is out of bounds for axis ${axis} with size ${size}`);
  return at < 0 ? at + size : at;
}

function sliceIndex(slice: Extract<Operand, { kind: "slice" }>, size: number, context: ValueContext) {
  const bound = (operand: Operand) => (operand.kind === "none" ? undefined : integerOf(operand, context));
  const [first, last, by] = [bound(slice.start), bound(slice.stop), bound(slice.step)];
  if (first === null || last === null || by === null) return undefined;
  const step = by ?? 1;
  const clamp = (at: number, low: number, high: number) =>
    Math.max(low, Math.min(high, at < 0 ? at + size : at));
  const start = step > 0 ? clamp(first ?? 0, 0, size) : clamp(first ?? size - 1, -1, size - 1);
  const stop = step > 0 ? clamp(last ?? size, 0, size) : last === undefined ? -1 : clamp(last, -1, size - 1);
  return { start, length: constant(Math.max(0, Math.ceil((stop - start) / step))), step };
}

/** Arrays of whole numbers, with slices of all of an axis only after them: `x[order]`, `p[np.arange(m), y]`. */
function placesOf(
  shape: readonly number[],
  items: readonly Operand[],
  context: ValueContext,
): Selection | null {
  if (items.some((item, at) => item.kind === "slice" && items.slice(at).some(isPlaces)))
    return crossed(shape, items, context);
  const trailing = items.findLastIndex((item) => !isWhole(item)) + 1;
  const at: e.Expression[] = [];
  for (const [axis, item] of items.slice(0, trailing).entries()) {
    const node = item.kind === "slice" ? null : nodeOf(item);
    if (node === null) return null;
    const size = shape[axis] ?? 0;
    const places = arrays.map(context.read(node), (place) => (place < 0 ? place + size : place));
    if (arrays.elements(places).some((place) => place < 0 || place >= size || !Number.isInteger(place)))
      throw new ShapeError(`index is out of bounds for axis ${axis} with size ${size}`);
    at.push(e.constantArray(places, node.shape));
  }
  return { kind: "places", at };
}

/** One list of places among slices, `x[:, [0, 2]]`: each row with each place. */
function crossed(
  shape: readonly number[],
  items: readonly Operand[],
  context: ValueContext,
): Selection | null {
  if (items.filter((item) => item.kind !== "slice").length !== 1) return null;
  const chosen: number[][] = [];
  for (const [axis, size] of shape.entries()) {
    const item = items[axis];
    const all = [...Array(size).keys()];
    if (item === undefined || isWhole(item)) chosen.push(all);
    else if (item.kind === "slice") {
      const cut = sliceIndex(item, size, context);
      if (cut === undefined) return null;
      const { start, length, step } = cut;
      chosen.push(Array.from({ length: length.value ?? 0 }, (_, at) => start + at * step));
    } else {
      const node = nodeOf(item);
      if (node?.shape.length !== 1) return null;
      const places = Array.from(arrays.elements(context.read(node)), (at) => (at < 0 ? at + size : at));
      if (places.some((at) => at < 0 || at >= size || !Number.isInteger(at)))
        throw new ShapeError(`index is out of bounds for axis ${axis} with size ${size}`);
      chosen.push(places);
    }
  }
  const lengths = chosen.map((list) => list.length);
  const at = chosen.map((list, axis) => {
    const inner = arrays.count(lengths.slice(axis + 1));
    const data = Float64Array.from(
      { length: arrays.count(lengths) },
      (_, each) => list[Math.floor(each / inner) % list.length] ?? 0,
    );
    return e.constantArray(arrays.arrayOf(data, lengths));
  });
  return { kind: "places", at };
}

function isWhole(item: Operand): boolean {
  return item.kind === "slice" && [item.start, item.stop, item.step].every((each) => each.kind === "none");
}

/** The places where a mask is true, axis by axis. */
export function truePlaces(mask: e.Expression, context: ValueContext): e.Expression[] {
  const value = context.read(mask);
  const flat = arrays.elements(value);
  const found: number[] = [];
  for (let at = 0; at < flat.length; at++) if (flat[at] !== 0) found.push(at);
  let stride = arrays.count(value.shape);
  return value.shape.map((size, axis) => {
    stride /= size;
    const places = Float64Array.from(found, (at) => Math.floor(at / stride) % size);
    return context.chosen(mask, axis, arrays.arrayOf(places, [places.length]));
  });
}

function basicLens(indices: readonly e.AxisIndex[]): Lens {
  return {
    read: (array) => e.index(array, indices),
    write: (array, part) => {
      const inside = e.scatter(e.ones(part.shape), indices, array.shape);
      // What was written to the same place is gone; and what has been there before may be put back.
      const before = array.kind === "where" && array.condition.key === inside.key ? array.no : array;
      if (part.key === e.index(before, indices).key) return before;
      return e.where(inside, e.scatter(part, indices, array.shape), before);
    },
  };
}

export function getItem(of: TracedArray, index: Operand, context: ValueContext): Operand | null {
  const node = of.node;
  const selection = selectionOf(numbersOf(node.shape), index, context);
  switch (selection?.kind) {
    case "basic":
      return of.view(basicLens(selection.indices));
    case "places":
      return operandOf(e.gather(node, selection.at), of.dtype);
    case "mask":
      return operandOf(e.gather(node, truePlaces(selection.mask, context)), of.dtype);
    default:
      return null;
  }
}

/** What is put into a place is stretched to it, and never the other way round. */
function checkFits(from: readonly number[], to: readonly number[]): void {
  const fits = from.every((size, axis) => {
    const room = to[axis - from.length + to.length];
    return size === 1 || size === room;
  });
  if (fits) return;
  const text = arrays.shapeText;
  throw new ShapeError(
    to.length === 0
      ? "setting an array element with a sequence."
      : `could not broadcast input array from shape ${text(from)} into shape ${text(to)}`,
  );
}

/** `of[index] = value`, in place. */
export function setItem(of: TracedArray, index: Operand, value: Operand, context: ValueContext): boolean {
  const selection = selectionOf(numbersOf(of.node.shape), index, context);
  const put = nodeOf(value);
  if (selection === null || put === null) return false;
  if (selection.kind === "basic") {
    const lens = basicLens(selection.indices);
    const place = lens.read(of.node).shape;
    checkFits(numbersOf(put.shape), numbersOf(place));
    of.write(lens.write(of.node, e.broadcastTo(put, place)));
    return true;
  }
  if (
    selection.kind === "mask" &&
    put.shape.length === 0 &&
    e.sameShape(selection.mask.shape, of.node.shape)
  ) {
    of.write(e.where(selection.mask, put, of.node));
    return true;
  }
  const at = selection.kind === "mask" ? truePlaces(selection.mask, context) : selection.at;
  const part = e.broadcastTo(put, e.gather(of.node, at).shape);
  const inside = e.binary("greater", e.scatterAdd(e.ones(part.shape), at, of.node.shape), e.number(0));
  of.write(e.where(inside, e.scatterAdd(part, at, of.node.shape), of.node));
  return true;
}

export const valuesIndexing: readonly ValueRow[] = [
  valueRow("operator.getitem", "a index", (args, context) => {
    const [of, index] = [args.get("a"), args.get("index")];
    return of instanceof TracedArray && index !== undefined ? getItem(of, index, context) : null;
  }),
  ...(["add", "subtract"] as const).map((name) =>
    valueRow(`numpy.${name}.at`, "a indices b", (args, context) => {
      const [of, index, value] = [args.get("a"), args.get("indices"), nodeOf(args.get("b"))];
      if (!(of instanceof TracedArray) || index === undefined || value === null) return null;
      const selection = selectionOf(numbersOf(of.node.shape), index, context);
      if (selection?.kind !== "places") return null;
      const part = e.broadcastTo(value, e.gather(of.node, selection.at).shape);
      of.write(e.binary(name, of.node, e.scatterAdd(part, selection.at, of.node.shape)));
      return { kind: "none" };
    }),
  ),
];
