import type { Abstract, Shape } from "../algebra/abstract";
import { broadcastAll } from "../algebra/shape";
import { add, constant, type Size, subtract } from "../algebra/size";
import { type Call, normalizeAxis } from "./call";
import { asArray } from "./conversion";
import { makeArray } from "./elements";
import type { Operation } from "./operation";
import { fail, giveUp, shapeless } from "./outcome";
import { row } from "./row";
import { mismatch } from "./ufunc";

const view = { view: "x" };

function slidingWindows(call: Call): Abstract {
  const x = call.shaped("x");
  const windows = call.sizes(call.need("window_shape"), "window_shape");
  const axes = windowAxes(call, x.shape, windows);
  const shape = [...x.shape];
  for (const [index, axis] of axes.entries()) {
    const window = windows[index] ?? constant(1);
    const left = add(subtract(shape[axis] ?? constant(1), window), constant(1));
    if (left.value !== null && left.value <= 0)
      fail("ValueError", "window shape cannot be larger than input array shape");
    shape[axis] = left;
  }
  return makeArray([...shape, ...windows], x.dtype);
}

function windowAxes(call: Call, shape: Shape, windows: readonly Size[]): number[] {
  if (windows.some((window) => window.value !== null && window.value < 0))
    fail("ValueError", "`window_shape` cannot contain negative values");
  if (call.given("axis")) {
    const axes = call.sizes(call.need("axis"), "axis").map((size) => {
      return normalizeAxis(size.value ?? giveUp("unknown-argument", call.name, "axis"), shape.length);
    });
    if (axes.length !== windows.length)
      fail(
        "ValueError",
        `Must provide matching length window_shape and axis; got ${windows.length} window_shape elements and ${axes.length} axes elements.`,
      );
    return axes;
  }
  if (windows.length !== shape.length)
    fail(
      "ValueError",
      `Since axis is \`None\`, must provide window_shape for all dimensions of \`x\`; got ${windows.length} window_shape elements and \`x.ndim\` is ${shape.length}.`,
    );
  return shape.map((_, axis) => axis);
}

function broadcastArrays(call: Call): Abstract {
  const arrays = call.rest.map((value) => call.withShape(asArray(value)));
  const shapes = arrays.map((array) => array.shape);
  const shape = broadcastAll(shapes);
  if (shape === null) return mismatch(shapes);
  return { kind: "sequence", type: "list", items: arrays.map((array) => makeArray(shape, array.dtype)) };
}

export const strideTricks: readonly Operation[] = [
  row(
    "numpy.lib.stride_tricks.sliding_window_view",
    "x, window_shape, axis=None, *, subok=False, writeable=False",
    slidingWindows,
    view,
  ),
  row(
    "numpy.lib.stride_tricks.as_strided",
    "x, shape=None, strides=None, subok=False, writeable=True",
    (call) => {
      const x = call.array("x");
      if (call.given("shape")) return makeArray(call.sizes(call.need("shape"), "shape"), x.dtype);
      return x.shape === null
        ? shapeless(x.dtype, x.reason ?? call.unknownArgument("x"))
        : makeArray(x.shape, x.dtype);
    },
    view,
  ),
  row("numpy.broadcast_arrays", "*args, subok=False", broadcastArrays),
  row("numpy.broadcast_shapes", "*args", (call) => {
    const shapes = call.rest.map((value) => call.sizes(value, "args"));
    const shape = broadcastAll(shapes);
    if (shape === null) return mismatch(shapes);
    return { kind: "sequence", type: "tuple", items: shape.map((size): Abstract => ({ kind: "int", size })) };
  }),
  row("numpy.fromiter", "iter, dtype, count=-1, *, like=None", (call) => {
    const value = call.get("iter");
    const length =
      value?.kind === "sequence"
        ? constant(value.items.length)
        : value?.kind === "repeated"
          ? value.length
          : call.fresh("n");
    return makeArray([length], call.dtype()?.kind ?? "unknown");
  }),
  row("numpy.fromfunction", "function, shape, *, dtype=float, **kwargs", (call) =>
    giveUp("not-supported", call.name),
  ),
  row("numpy.frombuffer", "buffer, dtype=float, count=-1, offset=0, *, like=None", (call) =>
    makeArray(
      [call.given("count") && call.number("count") >= 0 ? call.integer("count") : call.fresh("n")],
      call.dtype()?.kind ?? "float",
    ),
  ),
  row("numpy.fromstring", "string, dtype=float, count=-1, *, sep, like=None", (call) =>
    makeArray([call.fresh("n")], call.dtype()?.kind ?? "float"),
  ),
  row("numpy.apply_along_axis", "func1d, axis, arr, *args, **kwargs", (call) =>
    giveUp("not-supported", call.name),
  ),
  row("numpy.apply_over_axes", "func, a, axes", (call) => giveUp("not-supported", call.name)),
  row("numpy.real", "val", (call) => part(call)),
  row("numpy.imag", "val", (call) => part(call)),
  row("numpy.angle", "z, deg=False", (call) => {
    const z = call.shaped("z");
    return makeArray(z.shape, "float", null, { scalar: true });
  }),
  row("numpy.sinc", "x", (call) => {
    const x = call.shaped("x");
    return makeArray(x.shape, x.dtype === "complex" ? "complex" : "float", null, { scalar: true });
  }),
  row("numpy.isreal", "x", (call) => {
    const x = call.shaped("x");
    const real = x.dtype !== "complex" && x.dtype !== "unknown";
    return makeArray(x.shape, "bool", real ? x.data?.map(() => true) : null, {
      scalar: true,
      count: call.fresh("k"),
    });
  }),
  row("numpy.trim_zeros", "filt, trim='fb'", (call) =>
    makeArray([call.fresh("k")], call.array("filt").dtype),
  ),
];

function part(call: Call): Abstract {
  const value = call.array("val");
  if (value.shape === null)
    return shapeless(
      value.dtype === "complex" ? "float" : value.dtype,
      value.reason ?? call.unknownArgument("val"),
    );
  const zero = call.shortName === "imag";
  if (value.dtype === "complex") return makeArray(value.shape, "float", null, { scalar: value.scalar });
  return makeArray(value.shape, value.dtype, zero ? value.data?.map(() => 0) : value.data, {
    scalar: value.scalar,
    integer: value.integer,
    rounded: value.rounded,
  });
}
