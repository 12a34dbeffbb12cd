import type { Abstract, ArrayValue, Shape } from "../algebra/abstract";
import { printAxes } from "../algebra/shape";
import { compare, constant, divideExactly, floorDivide, product, type Size } from "../algebra/size";
import { permuted, reversed } from "./axes";
import { type Call, normalizeAxis } from "./call";
import { asArray } from "./conversion";
import { makeArray } from "./elements";
import type { Operation, Outcome } from "./operation";
import { fail, giveUp, shapeless } from "./outcome";
import { method, row } from "./row";

/** The array with other sizes and the elements in the same order. */
export function withSizes(array: ArrayValue, shape: Shape): ArrayValue {
  return makeArray(shape, array.dtype, array.data, {
    rounded: array.rounded,
    integer: array.integer,
    count: array.count,
  });
}

/** `reshape`: one size may be -1 and follows from the others. */
export function reshaped(call: Call, array: ArrayValue, sizes: Shape): ArrayValue {
  const open = sizes.filter((size) => size.value !== null && size.value < 0);
  if (open.length > 1) fail("ValueError", "can only specify one unknown dimension");
  const known = product(sizes.filter((size) => !open.includes(size)));
  const fill = (size: Size) => sizes.map((each) => (open.includes(each) ? size : each));
  if (array.shape === null) {
    const shape = open.length === 0 ? sizes : fill(call.fresh("n"));
    return makeArray(shape, array.dtype);
  }
  const total = product(array.shape);
  if (open.length === 0) {
    if (compare(total, known) === "different") wrongSize(total, sizes);
    return withSizes(array, settled(array.shape, sizes));
  }
  return withSizes(array, fill(missingSize(total, known, sizes)));
}

/** A size that keeps its number keeps the name that the program gave it. */
function settled(from: Shape, to: Shape): Shape {
  return to.map((size) =>
    size.label === undefined ? (from.find((each) => each.text === size.text && each.label) ?? size) : size,
  );
}

function missingSize(total: Size, known: Size, sizes: Shape): Size {
  if (known.value === 0) wrongSize(total, sizes);
  if (total.value !== null && known.value !== null && total.value % known.value !== 0)
    wrongSize(total, sizes);
  return divideExactly(total, known) ?? floorDivide(total, known) ?? constant(0);
}

function wrongSize(total: Size, sizes: Shape): never {
  const list = sizes.map((size) => (size.value !== null && size.value < 0 ? null : size.text));
  return fail("ValueError", `cannot reshape array of size ${total.text} into shape ${printAxes(list)}`);
}

/** Column-major order is row-major order with all axes reversed. */
function inOrder(call: Call, array: ArrayValue, sizes: Shape): ArrayValue {
  const order = call.text("order", "C");
  if (order !== "F" && order !== "A" && order !== "C")
    fail("ValueError", `order must be one of 'C', 'F', 'A', or 'K' (got '${order}')`);
  if (order !== "F" || array.shape === null) return reshaped(call, array, sizes);
  reshaped(call, array, sizes);
  const flipped = reshaped(call, reversed(call.withShape(array)), [...sizes].reverse());
  return reversed(call.withShape(flipped));
}

/** Sizes given one by one or as one tuple. */
function restSizes(call: Call): Shape {
  const [only, ...more] = call.rest;
  if (only === undefined) fail("TypeError", "reshape() takes exactly 1 argument (0 given)");
  if (more.length === 0) return call.sizes(only, "shape");
  return call.rest.map((value) => call.someSize(value, "shape"));
}

function transposed(call: Call, axes: readonly Size[] | null): ArrayValue | Outcome {
  const array = call.array(call.get("self") === undefined ? "a" : "self");
  if (array.shape === null) return shapeless(array.dtype, array.reason ?? call.unknownArgument("a"));
  const shaped = call.withShape(array);
  if (shaped.shape.length === 0 && axes === null) return array;
  if (shaped.shape.length === 1 && axes === null)
    return { kind: "value", value: withSizes(array, shaped.shape), notice: { kind: "vector-transpose" } };
  if (axes === null) return reversed(shaped);
  if (axes.length !== shaped.shape.length) fail("ValueError", "axes don't match array");
  const order: number[] = [];
  for (const axis of axes) {
    const at = normalizeAxis(
      axis.value ?? giveUp("unknown-argument", call.name, "axes"),
      shaped.shape.length,
    );
    if (order.includes(at)) fail("ValueError", "repeated axis in transpose");
    order.push(at);
  }
  return permuted(shaped, order);
}

function isNone(value: Abstract | undefined): boolean {
  return value === undefined || value.kind === "none";
}

function flattened(call: Call, parameter: string): ArrayValue {
  const array = asArray(call.need(parameter));
  if (array.shape === null) return makeArray([call.fresh("n")], array.dtype);
  const order = call.text("order", "C");
  const source = order === "F" && array.shape.length > 1 ? reversed(call.withShape(array)) : array;
  const total = product(array.shape);
  return withSizes(source, array.shape.length === 1 ? array.shape : [total]);
}

const ravel = row("numpy.ravel", "a, order='C'", (call) => flattened(call, "a"), { view: "a" });

export const shaping: readonly Operation[] = [
  row(
    "numpy.reshape",
    "a, newshape=None, order='C', *, shape=None, copy=None",
    (call) =>
      inOrder(call, call.array("a"), call.sizes(call.get("newshape") ?? call.need("shape"), "newshape")),
    {
      view: "a",
    },
  ),
  row(
    "ndarray.reshape",
    "self, *shape, order='C'",
    (call) => inOrder(call, call.array("self"), restSizes(call)),
    {
      view: "self",
    },
  ),
  row(
    "numpy.transpose",
    "a, axes=None",
    (call) => {
      const axes = call.get("axes");
      return transposed(call, axes === undefined || axes.kind === "none" ? null : call.sizes(axes, "axes"));
    },
    { view: "a" },
  ),
  row(
    "ndarray.transpose",
    "self, *axes",
    (call) => {
      const [only, ...more] = call.rest;
      return transposed(call, isNone(only) && more.length === 0 ? null : restSizes(call));
    },
    { view: "self" },
  ),
  ravel,
  method(ravel),
  row("ndarray.flatten", "self, order='C'", (call) => flattened(call, "self")),
];
