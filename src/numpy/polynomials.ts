import type { Abstract, DtypeKind } from "../algebra/abstract";
import { add, compare, constant, floorDivide, maximum, type Size, subtract } from "../algebra/size";
import type { Call } from "./call";
import { promote } from "./conversion";
import { makeArray } from "./elements";
import type { Operation } from "./operation";
import { fail, tupleOf } from "./outcome";
import { withAtLeast } from "./rearranging";
import { row, rows } from "./row";

import { shortened } from "./sorting";

const one = constant(1);
const toFloat = (kind: DtypeKind): DtypeKind => (kind === "bool" || kind === "int" ? "float" : kind);

function fitted(call: Call): Abstract {
  const [x, y] = [call.shaped("x"), call.shaped("y")];
  const degree = call.integer("deg");
  if (degree.value !== null && degree.value < 0) fail("ValueError", "expected deg >= 0");
  if (x.shape.length !== 1) fail("TypeError", "expected 1D vector for x");
  const [m = one] = x.shape;
  if (m.value === 0) fail("TypeError", "expected non-empty vector for x");
  if (y.shape.length < 1 || y.shape.length > 2) fail("TypeError", "expected 1D or 2D array for y");
  const [n = one, ...columns] = y.shape;
  if (compare(m, n) === "different") fail("TypeError", "expected x and y to have same length");
  const order = add(degree, one);
  const coefficients = makeArray([order, ...columns], toFloat(promote(x.dtype, y.dtype)));
  if (call.flag("full", false)) {
    const rank: Abstract = makeArray([], "int", null, { scalar: true, integer: call.fresh("r") });
    const numbers: Abstract = { kind: "float", value: null };
    return tupleOf(
      coefficients,
      makeArray([call.fresh("k")], "float"),
      rank,
      makeArray([order], "float"),
      numbers,
    );
  }
  if (call.get("cov") !== undefined && call.flag("cov", false))
    return tupleOf(coefficients, makeArray([order, order, ...columns], "float"));
  return coefficients;
}

function evaluated(call: Call): Abstract {
  const [p, x] = [call.array("p"), call.shaped("x")];
  return makeArray(x.shape, promote(p.dtype, x.dtype), null, { scalar: true, integer: call.fresh("k") });
}

/** Sums and products of coefficient vectors. */
function combined(size: (a: Size, b: Size) => Size): (call: Call) => Abstract {
  return (call) => {
    const [a, b] = [call.array("a1"), call.array("a2")].map((each) => call.withShape(withAtLeast(1, each)));
    const [n = one, m = one] = [a?.shape[0], b?.shape[0]];
    return makeArray([size(n, m)], promote(a?.dtype ?? "unknown", b?.dtype ?? "unknown"));
  };
}

/** A frequency transform along one axis; `n` cuts or pads it. */
function transform(
  length: (given: Size | null, own: Size) => Size,
  kind: DtypeKind,
): (call: Call) => Abstract {
  return (call) => {
    const a = call.shaped("a");
    if (a.shape.length === 0) fail("IndexError", "tuple index out of range");
    const axis =
      call.get("axis") === undefined ? a.shape.length - 1 : (call.axis("axis", a.shape.length) ?? 0);
    const given = call.given("n") ? call.integer("n") : null;
    const size = length(given, a.shape[axis] ?? one);
    if (size.value !== null && size.value < 1)
      fail("ValueError", `Invalid number of FFT data points (${size.value}) specified.`);
    return makeArray(
      a.shape.map((each, at) => (at === axis ? size : each)),
      kind,
    );
  };
}

const half = (size: Size): Size => {
  const known = size.value;
  return known === null ? add(floorHalf(size), one) : constant(Math.floor(known / 2) + 1);
};

function floorHalf(size: Size): Size {
  return floorDivide(size, constant(2)) ?? size;
}

const fftSignature = "a, n=None, axis=-1, norm=None";

export const polynomials: readonly Operation[] = [
  row("numpy.polyfit", "x, y, deg, rcond=None, full=False, w=None, cov=False", fitted),
  row("numpy.polyval", "p, x", evaluated),
  row("numpy.roots", "p", (call) => {
    const p = call.shaped("p");
    if (p.shape.length !== 1) fail("ValueError", "Input must be a rank-1 array.");
    const plain = p.data !== undefined && Number(p.data[0]) !== 0 && Number(p.data[p.data.length - 1]) !== 0;
    return makeArray([plain ? shortened(p.shape[0] ?? one, 1) : call.fresh("k")], "unknown");
  }),
  row("numpy.poly", "seq_of_zeros", (call) => {
    const zeros = call.shaped("seq_of_zeros");
    return zeros.shape.length === 1 || zeros.shape.length === 2
      ? makeArray([add(zeros.shape[0] ?? one, one)], "unknown")
      : fail("ValueError", "input must be 1d or non-empty square 2d array.");
  }),
  row(
    "numpy.polymul",
    "a1, a2",
    combined((n, m) => subtract(add(n, m), one)),
  ),
  ...rows(["numpy.polyadd", "numpy.polysub"], "a1, a2", combined(maximum)),
  row("numpy.polyder", "p, m=1", (call) => {
    const p = call.shaped("p");
    return makeArray([shortened(p.shape[0] ?? one, call.number("m", 1))], p.dtype);
  }),
  row("numpy.poly1d", "c_or_r, r=False, variable=None", () => ({ kind: "object", name: "numpy.poly1d" })),
  row("numpy.poly1d.__call__", "self, val", (call) => {
    const x = call.shaped("val");
    return makeArray(x.shape, x.dtype === "complex" ? "complex" : "unknown", null, { scalar: true });
  }),
  ...rows(
    ["numpy.fft.fft", "numpy.fft.ifft"],
    fftSignature,
    transform((given, own) => given ?? own, "complex"),
  ),
  row(
    "numpy.fft.rfft",
    fftSignature,
    transform((given, own) => half(given ?? own), "complex"),
  ),
  row(
    "numpy.fft.ihfft",
    fftSignature,
    transform((given, own) => half(given ?? own), "complex"),
  ),
  ...rows(
    ["numpy.fft.irfft", "numpy.fft.hfft"],
    fftSignature,
    transform((given, own) => given ?? subtract(add(own, own), constant(2)), "float"),
  ),
  ...rows(
    ["numpy.fft.fft2", "numpy.fft.ifft2", "numpy.fft.fftn", "numpy.fft.ifftn"],
    "a, s=None, axes=None, norm=None",
    (call) => {
      const a = call.shaped("a");
      if (call.given("s") || call.given("axes"))
        return makeArray(
          a.shape.map(() => call.fresh("n")),
          "complex",
        );
      return makeArray(a.shape, "complex");
    },
  ),
  ...rows(["numpy.fft.fftshift", "numpy.fft.ifftshift"], "x, axes=None", (call) => {
    const x = call.shaped("x");
    return makeArray(x.shape, x.dtype);
  }),
  row("numpy.fft.fftfreq", "n, d=1.0", (call) => makeArray([call.integer("n")], "float")),
  row("numpy.fft.rfftfreq", "n, d=1.0", (call) => makeArray([half(call.integer("n"))], "float")),
  row("numpy.kaiser", "M, beta", (call) => {
    const size = call.integer("M");
    return makeArray([size.value !== null && size.value < 1 ? constant(0) : size], "float");
  }),
  ...["hanning", "hamming", "blackman", "bartlett"].map((name) =>
    row(`numpy.${name}`, "M", (call) => makeArray([call.integer("M")], "float")),
  ),
];
