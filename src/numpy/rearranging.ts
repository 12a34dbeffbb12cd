import type { Abstract, ArrayValue, Shape } from "../algebra/abstract";
import { constant, type Size } from "../algebra/size";
import { permuted } from "./axes";
import { type Call, normalizeAxis, type ShapedArray } from "./call";
import { asArray } from "./conversion";
import { makeArray } from "./elements";
import type { Operation } from "./operation";
import { fail, giveUp, shapeless } from "./outcome";
import { countUp, flattenedArray, pickAxis } from "./picking";
import { padded, repeatedAlong, tiled } from "./repeating";
import { method, row } from "./row";
import { withSizes } from "./shaping";

const view = { view: "a" };

function flipped(array: ShapedArray, axes: readonly number[]): ShapedArray {
  return axes.reduce((each, axis) => {
    const size = each.shape[axis] ?? constant(1);
    return pickAxis(each, axis, size, countUp(size)?.reverse() ?? null);
  }, array);
}

function flipAxis(axis: number, message: string): (call: Call) => Abstract {
  return (call) => {
    const array = call.shaped("m");
    if (array.shape.length <= axis) fail("ValueError", message);
    return flipped(array, [axis]);
  };
}

function rolled(call: Call): Abstract {
  const array = call.array("a");
  if (array.shape === null) return shapeless(array.dtype, array.reason ?? call.unknownArgument("a"));
  const shaped = call.withShape(array);
  const axis = call.get("axis");
  if (axis !== undefined && axis.kind === "sequence") {
    call.axes("axis", shaped.shape.length);
    return makeArray(shaped.shape, shaped.dtype);
  }
  const at = call.axis("axis", shaped.shape.length);
  const source = at === null ? flattenedArray(call, shaped) : shaped;
  const size = source.shape[at ?? 0] ?? constant(1);
  const shift = call.real("shift", null);
  const picks = countUp(size);
  const turned =
    picks === null || shift === null
      ? null
      : picks.map((index) => (((index - shift) % picks.length) + picks.length) % picks.length);
  const result = pickAxis(source, at ?? 0, size, turned);
  return at === null ? withSizes(result, shaped.shape) : result;
}

function rotated(call: Call): Abstract {
  const array = call.shaped("m");
  const given = call.get("axes");
  const axes = given === undefined ? [0, 1] : (call.axes("axes", array.shape.length) ?? [0, 1]);
  if (array.shape.length < 2)
    fail(
      "ValueError",
      given === undefined
        ? array.shape.length === 1
          ? "Axes must be different."
          : `Axes=(0, 1) out of range for array of ndim=${array.shape.length}.`
        : "Axes must be different.",
    );
  const turns = ((call.number("k", 1) % 4) + 4) % 4;
  const [first = 0, second = 1] = axes;
  const swap = swapped(array, first, second);
  if (turns === 0) return array;
  if (turns === 2) return flipped(array, axes);
  return turns === 1 ? flipped(swap, [first]) : flipped(swap, [second]);
}

function swapped(array: ShapedArray, first: number, second: number): ShapedArray {
  const order = array.shape.map((_, axis) => (axis === first ? second : axis === second ? first : axis));
  return permuted(array, order);
}

/** `moveaxis`: the axes at the sources go to the destinations, the others keep their order. */
function movedAxes(call: Call): Abstract {
  const array = call.shaped("a");
  const ndim = array.shape.length;
  const read = (parameter: string) =>
    call.sizes(call.need(parameter), parameter).map((size) => {
      const axis = size.value ?? giveUp("unknown-argument", call.name, parameter);
      if (axis < -ndim || axis >= ndim)
        fail("AxisError", `${parameter}: axis ${axis} is out of bounds for array of dimension ${ndim}`);
      return axis < 0 ? axis + ndim : axis;
    });
  const [source, destination] = [read("source"), read("destination")];
  for (const [name, axes] of [
    ["source", source],
    ["destination", destination],
  ] as const)
    if (new Set(axes).size < axes.length) fail("ValueError", `repeated axis in \`${name}\` argument`);
  if (source.length !== destination.length)
    fail("ValueError", "`source` and `destination` arguments must have the same number of elements");
  const order = array.shape.map((_, axis) => axis).filter((axis) => !source.includes(axis));
  const moves = destination.map((to, index) => [to, source[index] ?? 0] as const).sort((a, b) => a[0] - b[0]);
  for (const [to, from] of moves) order.splice(to, 0, from);
  return permuted(array, order);
}

function rolledAxis(call: Call): Abstract {
  const array = call.shaped("a");
  const axis = call.axis("axis", array.shape.length) ?? 0;
  const start = call.number("start", 0);
  const to = start < 0 ? start + array.shape.length : start;
  const order = array.shape.map((_, each) => each).filter((each) => each !== axis);
  order.splice(axis < to ? to - 1 : to, 0, axis);
  return permuted(array, order);
}

function expanded(call: Call): Abstract {
  const array = call.array("a");
  const value = call.need("axis");
  const many = value.kind === "sequence" ? value.items.length : 1;
  if (array.shape === null) return shapeless(array.dtype, array.reason ?? call.unknownArgument("a"));
  const ndim = array.shape.length + many;
  const axes = call.sizes(value, "axis").map((size) => {
    return normalizeAxis(size.value ?? giveUp("unknown-argument", call.name, "axis"), ndim);
  });
  if (new Set(axes).size < axes.length) fail("ValueError", "repeated axis");
  const rest = [...array.shape];
  const shape: Size[] = [];
  for (let axis = 0; axis < ndim; axis++)
    shape.push(axes.includes(axis) ? constant(1) : (rest.shift() ?? constant(1)));
  return withSizes(array, shape);
}

function squeezed(call: Call): Abstract {
  const array = call.array("a");
  if (array.shape === null) return shapeless(array.dtype, array.reason ?? call.unknownArgument("a"));
  const axes = call.axes("axis", array.shape.length, true);
  if (axes === null)
    return withSizes(
      array,
      array.shape.filter((size) => size.value !== 1),
    );
  for (const axis of axes) {
    const size = array.shape[axis]?.value;
    if (size !== undefined && size !== null && size !== 1)
      fail("ValueError", "cannot select an axis to squeeze out which has size not equal to one");
  }
  return withSizes(
    array,
    array.shape.filter((_, axis) => !axes.includes(axis)),
  );
}

const one = constant(1);

/** The sizes that `atleast_1d`, `atleast_2d` and `atleast_3d` give. */
export function atLeast(ndim: number, shape: Shape): Shape {
  const [first = one, second = one] = shape;
  if (shape.length >= ndim) return shape;
  if (ndim === 1) return [one];
  if (ndim === 2) return shape.length === 0 ? [one, one] : [one, first];
  return shape.length === 2 ? [first, second, one] : [one, first, one];
}

export function withAtLeast(ndim: number, array: ArrayValue): ArrayValue {
  return array.shape === null ? array : withSizes(array, atLeast(ndim, array.shape));
}

function atLeastRow(ndim: number): Operation {
  return row(`numpy.atleast_${ndim}d`, "*arys", (call) => {
    const arrays = call.rest.map((value) => withAtLeast(ndim, asArray(value)));
    const [only] = arrays;
    return arrays.length === 1 && only !== undefined
      ? only
      : { kind: "sequence", type: "list", items: arrays };
  });
}

function broadcastTo(call: Call): Abstract {
  const array = call.shaped("array");
  const shape = call.shape("shape");
  const text = (sizes: Shape) =>
    sizes.length === 1 ? `(${sizes[0]?.text},)` : `(${sizes.map((size) => size.text).join(",")})`;
  if (array.shape.length > 0 && shape.length === 0)
    fail("ValueError", "cannot broadcast a non-scalar to a scalar array");
  if (array.shape.length > shape.length)
    fail("ValueError", "input operand has more dimensions than allowed by the axis remapping");
  for (const [axis, size] of array.shape.entries()) {
    const room = shape[shape.length - array.shape.length + axis];
    if (room === undefined || size.value === null || room.value === null) continue;
    if (size.value !== 1 && size.value !== room.value)
      fail(
        "ValueError",
        `operands could not be broadcast together with remapped shapes [original->remapped]: ${text(array.shape)}  and requested shape ${text(shape)}`,
      );
  }
  return makeArray(shape, array.dtype);
}

const swapaxes = row(
  "numpy.swapaxes",
  "a, axis1, axis2",
  (call) => {
    const array = call.shaped("a");
    const ndim = array.shape.length;
    const name = (parameter: string) => {
      const axis = call.number(parameter);
      if (axis < -ndim || axis >= ndim)
        fail("AxisError", `${parameter}: axis ${axis} is out of bounds for array of dimension ${ndim}`);
      return axis < 0 ? axis + ndim : axis;
    };
    return swapped(array, name("axis1"), name("axis2"));
  },
  view,
);

const squeeze = row("numpy.squeeze", "a, axis=None", squeezed, view);
const repeat = row("numpy.repeat", "a, repeats, axis=None", repeatedAlong);

function resized(array: ArrayValue, shape: Shape): ArrayValue {
  return makeArray(shape, array.dtype);
}

export const rearranging: readonly Operation[] = [
  swapaxes,
  method(swapaxes),
  row("numpy.moveaxis", "a, source, destination", movedAxes, view),
  row("numpy.rollaxis", "a, axis, start=0", rolledAxis, view),
  row("numpy.expand_dims", "a, axis", expanded, view),
  squeeze,
  method(squeeze),
  atLeastRow(1),
  atLeastRow(2),
  atLeastRow(3),
  row(
    "numpy.flip",
    "m, axis=None",
    (call) => {
      const array = call.shaped("m");
      const axes = call.axes("axis", array.shape.length);
      if (array.shape.length === 0)
        return makeArray([], array.dtype, array.data, {
          scalar: true,
          integer: array.integer,
          rounded: array.rounded,
        });
      return flipped(array, axes ?? array.shape.map((_, axis) => axis));
    },
    { view: "m" },
  ),
  row("numpy.flipud", "m", flipAxis(0, "Input must be >= 1-d."), { view: "m" }),
  row("numpy.fliplr", "m", flipAxis(1, "Input must be >= 2-d."), { view: "m" }),
  row("numpy.roll", "a, shift, axis=None", rolled),
  row("numpy.rot90", "m, k=1, axes=(0, 1)", rotated),
  row("numpy.tile", "A, reps", tiled),
  repeat,
  method(repeat),
  row("numpy.pad", "array, pad_width, mode='constant', **kwargs", padded),
  row("numpy.broadcast_to", "array, shape, subok=False", broadcastTo, { view: "array" }),
  row("numpy.resize", "a, new_shape", (call) => resized(call.array("a"), call.shape("new_shape"))),
  row("ndarray.resize", "self, *new_shape, refcheck=True", (call) => {
    const [only, ...more] = call.rest;
    const sizes =
      only !== undefined && more.length === 0
        ? call.sizes(only, "new_shape")
        : call.rest.map((each) => call.index(each, "new_shape"));
    const self = resized(call.array("self"), sizes);
    return { kind: "value", value: { kind: "none" }, mutated: { self } };
  }),
];
