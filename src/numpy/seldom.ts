import type { Abstract, ArrayValue, DtypeKind } from "../algebra/abstract";
import { add, constant, floorDivide, multiply, type Size, subtract } from "../algebra/size";
import { type Call, normalizeAxis } from "./call";
import { asArray, promote } from "./conversion";
import { makeArray } from "./elements";
import { concatenated } from "./joining";
import type { Operation } from "./operation";
import { fail, giveUp, shapeless, tupleOf } from "./outcome";
import { flattenedArray } from "./picking";
import { withAtLeast } from "./rearranging";
import { row, rows } from "./row";
import { commonShape } from "./selecting";

// Functions that few programs use.

const toFloat = (kind: DtypeKind): DtypeKind => (kind === "bool" || kind === "int" ? "float" : kind);

/** An array of the same sizes and another kind, whose elements are not followed. */
function alike(call: Call, array: ArrayValue, kind: DtypeKind): ArrayValue {
  if (array.shape === null) return shapeless(kind, array.reason ?? call.unknownArgument("x"));
  return makeArray(array.shape, kind, null, {
    scalar: true,
    integer: kind === "int" ? call.fresh("k") : undefined,
    count: kind === "bool" ? call.fresh("k") : undefined,
  });
}

/** Bits in bytes or bytes in bits: another size along one axis, or flat. */
function inBits(call: Call, sized: (size: Size) => Size): ArrayValue {
  const given = call.given("axis");
  const array = given ? call.shaped("a") : flattenedArray(call, call.array("a"));
  const { shape } = array;
  const axis = given ? normalizeAxis(call.number("axis"), shape.length) : 0;
  return makeArray(
    shape.map((size, at) => (at === axis ? sized(size) : size)),
    "int",
  );
}

/** Depth of nested lists; arrays and numbers end them. */
function depthOf(value: Abstract): number {
  return value.kind === "sequence" ? 1 + Math.max(0, ...value.items.map(depthOf)) : 0;
}

/** `np.block`: the innermost lists are joined along the last axis, those around them along the one before. */
function block(call: Call, value: Abstract, depth: number, ndim: number): ArrayValue {
  if (value.kind !== "sequence")
    return withAtLeast(
      ndim,
      value.kind === "unknown" ? giveUp("unknown-argument", call.name, "arrays") : asArray(value),
    );
  if (value.items.length === 0) fail("ValueError", "List at arrays cannot be empty");
  const parts = value.items.map((item) => block(call, item, depth - 1, ndim));
  return concatenated(call, { kind: "listed", arrays: parts }, -depth);
}

function deepest(value: Abstract): number {
  if (value.kind === "sequence") return Math.max(0, ...value.items.map(deepest));
  return value.kind === "unknown" ? 0 : (asArray(value).shape?.length ?? 0);
}

function triangleFrom(upper: boolean): (call: Call) => Abstract {
  return (call) => {
    const { shape } = call.shaped("arr");
    const [n, m] = shape;
    if (shape.length !== 2 || n === undefined || m === undefined)
      return fail("ValueError", "input array must be 2-d");
    const k = call.number("k", 0);
    const [height, width] = [n.value, m.value];
    if (height === null || width === null || height * width > 1e5) {
      const many = call.fresh("k");
      return tupleOf(makeArray([many], "int"), makeArray([many], "int"));
    }
    let many = 0;
    for (let i = 0; i < height; i++)
      for (let j = 0; j < width; j++) if (upper ? j - i >= k : j - i <= k) many++;
    return tupleOf(makeArray([constant(many)], "int"), makeArray([constant(many)], "int"));
  };
}

const half = (size: Size): Size => add(floorDivide(size, constant(2)) ?? size, constant(1));

export const seldom: readonly Operation[] = [
  row("numpy.block", "arrays", (call) => {
    const value = call.need("arrays");
    const depth = depthOf(value);
    return block(call, value, depth, Math.max(depth, deepest(value)));
  }),
  row("numpy.modf", "x, /, out=None, *, where=True", (call) => {
    const x = call.array("x");
    return tupleOf(alike(call, x, toFloat(x.dtype)), alike(call, x, toFloat(x.dtype)));
  }),
  row("numpy.frexp", "x, /, out=None, *, where=True", (call) => {
    const x = call.array("x");
    return tupleOf(alike(call, x, toFloat(x.dtype)), alike(call, x, "int"));
  }),
  row("numpy.divmod", "x1, x2, /, out=None, *, where=True", (call) => {
    const [a, b] = [call.shaped("x1"), call.shaped("x2")];
    const kind = promote(a.dtype, b.dtype);
    const each = makeArray(commonShape([a, b]), kind === "bool" ? "int" : kind, null, {
      scalar: true,
      integer: call.fresh("k"),
    });
    return tupleOf(each, each);
  }),
  row("numpy.ldexp", "x1, x2, /, out=None, *, where=True", (call) => {
    const [a, b] = [call.shaped("x1"), call.shaped("x2")];
    return makeArray(commonShape([a, b]), toFloat(a.dtype), null, { scalar: true });
  }),
  row("numpy.nextafter", "x1, x2, /, out=None, *, where=True", (call) => {
    const [a, b] = [call.shaped("x1"), call.shaped("x2")];
    return makeArray(commonShape([a, b]), "float", null, { scalar: true });
  }),
  row("numpy.spacing", "x, /, out=None, *, where=True", (call) => alike(call, call.array("x"), "float")),
  row("numpy.i0", "x", (call) => {
    const x = call.shaped("x");
    return makeArray(x.shape, "float");
  }),
  ...rows(["numpy.isposinf", "numpy.isneginf"], "x, out=None", (call) =>
    alike(call, call.array("x"), "bool"),
  ),
  row("numpy.iscomplex", "x", (call) => alike(call, call.array("x"), "bool")),
  row("numpy.isrealobj", "x", (call) => {
    const { dtype } = call.array("x");
    return { kind: "bool", value: dtype === "unknown" || dtype === "object" ? null : dtype !== "complex" };
  }),
  row("numpy.isfortran", "a", () => ({ kind: "bool", value: null })),
  row("numpy.asfarray", "a, dtype=float", (call) => {
    const a = call.array("a");
    return a.shape === null ? a : makeArray(a.shape, call.dtype()?.kind ?? "float");
  }),
  row("numpy.asarray_chkfinite", "a, dtype=None, order=None", (call) => {
    const { scalar: _, ...a } = call.array("a");
    return a.shape === null ? a : makeArray(a.shape, call.dtype()?.kind ?? a.dtype);
  }),
  row("numpy.require", "a, dtype=None, requirements=None, *, like=None", (call) => {
    const a = call.array("a");
    return a.shape === null ? a : makeArray(a.shape, call.dtype()?.kind ?? a.dtype);
  }),
  row("numpy.unwrap", "p, discont=None, axis=-1, *, period=6.283185307179586", (call) => {
    const p = call.shaped("p");
    return makeArray(p.shape, toFloat(p.dtype));
  }),
  row("numpy.triu_indices_from", "arr, k=0", triangleFrom(true)),
  row("numpy.tril_indices_from", "arr, k=0", triangleFrom(false)),
  row("numpy.diag_indices_from", "arr", (call) => {
    const { shape } = call.shaped("arr");
    const [n] = shape;
    if (n === undefined || shape.length < 2) return fail("ValueError", "input array must be at least 2-d");
    return tupleOf(...shape.map(() => makeArray([n], "int")));
  }),
  row("numpy.polyint", "p, m=1, k=None", (call) => {
    const p = call.shaped("p");
    return makeArray([add(p.shape[0] ?? constant(1), constant(call.number("m", 1)))], toFloat(p.dtype));
  }),
  row("numpy.polydiv", "u, v", (call) => {
    const [u, v] = [call.array("u"), call.array("v")].map((each) => flattenedArray(call, each));
    const [n = constant(1), m = constant(1)] = [u?.shape[0], v?.shape[0]];
    return tupleOf(
      makeArray([add(subtract(n, m), constant(1))], "float"),
      makeArray([call.fresh("k")], "float"),
    );
  }),
  row("numpy.packbits", "a, /, axis=None, bitorder='big'", (call) =>
    inBits(call, (size) => floorDivide(add(size, constant(7)), constant(8)) ?? call.fresh("k")),
  ),
  row("numpy.unpackbits", "a, /, axis=None, count=None, bitorder='big'", (call) =>
    inBits(call, (size) => {
      if (!call.given("count")) return multiply(size, constant(8));
      const count = call.number("count");
      return count < 0 ? add(multiply(size, constant(8)), constant(count)) : constant(count);
    }),
  ),
  ...rows(["numpy.fft.rfft2", "numpy.fft.rfftn"], "a, s=None, axes=None, norm=None", (call) => {
    const a = call.shaped("a");
    if (call.given("s") || call.given("axes"))
      return makeArray(
        a.shape.map(() => call.fresh("n")),
        "complex",
      );
    return makeArray(
      a.shape.map((size, axis) => (axis === a.shape.length - 1 ? half(size) : size)),
      "complex",
    );
  }),
  ...rows(["numpy.base_repr", "numpy.binary_repr"], "number, *args, **kwargs", () => ({
    kind: "str",
    value: null,
  })),
  row("numpy.disp", "mesg, device=None, linefeed=True", () => ({ kind: "none" })),
  ...rows(["numpy.result_type", "numpy.promote_types"], "*args", () => ({ kind: "dtype", dtype: "unknown" })),
  row("numpy.ndarray", "shape, dtype=float, buffer=None, offset=0, strides=None, order=None", (call) =>
    makeArray(call.shape("shape"), call.dtype()?.kind ?? "float"),
  ),
  row("numpy.histogramdd", "sample, bins=10, range=None, density=None, weights=None", (call) => {
    const dimensions = call.shaped("sample").shape[1]?.value;
    const bins = call.get("bins");
    const many = bins === undefined ? constant(10) : bins.kind === "int" ? bins.size : null;
    if (many === null || dimensions === undefined || dimensions === null)
      return giveUp("unknown-argument", call.name, "bins");
    const each = Array.from({ length: call.fewAxes(dimensions) }, () => many);
    const edges = each.map((size): Abstract => makeArray([add(size, constant(1))], "float"));
    return tupleOf(makeArray(each, "float"), { kind: "sequence", type: "list", items: edges });
  }),
];
