import type { Abstract, ArrayValue, DtypeKind } from "../algebra/abstract";
import { broadcast } from "../algebra/shape";
import { add, constant, multiply, type Size, subtract } from "../algebra/size";
import type { Call, ShapedArray } from "./call";
import { promote } from "./conversion";
import { makeArray } from "./elements";
import type { Operation } from "./operation";
import { fail, giveUp, tupleOf } from "./outcome";
import { row, rows } from "./row";

// `np.polynomial`: series of powers, of Chebyshev's, Legendre's, Laguerre's and Hermite's polynomials, the same for each.

const one = constant(1);
const toFloat = (kind: DtypeKind): DtypeKind => (kind === "bool" || kind === "int" ? "float" : kind);

/** Coefficients are floats, complex or not; a number is a series of one. */
function series(call: Call, parameter: string): ShapedArray {
  const c = call.shaped(parameter);
  return c.shape.length === 0 ? { ...c, shape: [one] } : c;
}

function value(call: Call): ArrayValue {
  const [x, c] = [call.shaped("x"), series(call, "c")];
  if (call.given("tensor")) return giveUp("unknown-argument", call.name, "tensor");
  const [, ...more] = c.shape;
  return makeArray([...more, ...x.shape], toFloat(promote(x.dtype, c.dtype)), null, { scalar: true });
}

function fit(call: Call): Abstract {
  const y = call.shaped("y");
  const degree = call.get("deg");
  if (degree?.kind !== "int") return giveUp("unknown-argument", call.name, "deg");
  const coefficients = makeArray([add(degree.size, one), ...y.shape.slice(1)], toFloat(y.dtype));
  const full = call.get("full");
  if (full === undefined || (full.kind === "bool" && full.value === false)) return coefficients;
  return giveUp("unknown-argument", call.name, "full");
}

function vandermonde(call: Call): ArrayValue {
  const x = call.shaped("x");
  const degree = call.integer("deg");
  if (degree.value !== null && degree.value < 0) fail("ValueError", "deg must be non-negative");
  const shape = x.shape.length === 0 ? [one] : x.shape;
  return makeArray([...shape, add(degree, one)], toFloat(x.dtype));
}

/** Zeros at the end are cut off, so how long a sum is only the data tell. */
function trimmed(call: Call): ArrayValue {
  const [a, b] = [series(call, "c1"), series(call, "c2")];
  return makeArray([call.fresh("n")], toFloat(promote(a.dtype, b.dtype)));
}

function derivative(call: Call): ArrayValue {
  const c = series(call, "c");
  const [first = one, ...more] = c.shape;
  const times = call.number("m", 1);
  if (call.given("axis") || times < 0) return giveUp("unknown-argument", call.name, "m");
  const left = subtract(first, constant(times));
  const size = left.value !== null && left.value < 1 ? one : left;
  return makeArray([size, ...more], toFloat(c.dtype));
}

function integral(call: Call): ArrayValue {
  const c = series(call, "c");
  const [first = one, ...more] = c.shape;
  const times = call.number("m", 1);
  if (call.given("axis") || times < 0) return giveUp("unknown-argument", call.name, "m");
  return makeArray([add(first, constant(times)), ...more], toFloat(c.dtype));
}

function pairwise(call: Call): ArrayValue {
  const [x, y] = [call.shaped("x"), call.shaped("y")];
  const shape = broadcast(x.shape, y.shape);
  return shape === null || call.shaped("c").shape.length !== 2
    ? giveUp("unknown-argument", call.name, "c")
    : makeArray(shape, toFloat(promote(promote(x.dtype, y.dtype), call.array("c").dtype)), null, {
        scalar: true,
      });
}

function degreesOf(call: Call): readonly Size[] {
  const sizes = call.sizes(call.need("deg"), "deg");
  return sizes.length === 2 ? sizes : giveUp("unknown-argument", call.name, "deg");
}

function vandermonde2(call: Call): ArrayValue {
  const [x, y] = [call.shaped("x"), call.shaped("y")];
  const shape = broadcast(x.shape, y.shape) ?? giveUp("unknown-argument", call.name, "y");
  const last = degreesOf(call).reduce((all, each) => multiply(all, add(each, one)), one);
  return makeArray([...(shape.length === 0 ? [one] : shape), last], toFloat(promote(x.dtype, y.dtype)));
}

/** Abbreviation and module of each kind of series. */
const kinds: Readonly<Record<string, string>> = {
  poly: "polynomial",
  cheb: "chebyshev",
  leg: "legendre",
  lag: "laguerre",
  herm: "hermite",
  herme: "hermite_e",
};

const functions = (short: string, module: string): Operation[] => {
  const name = (rest: string) => `numpy.polynomial.${module}.${short}${rest}`;
  return [
    row(name("val"), "x, c, tensor=True", value),
    row(name("fit"), "x, y, deg, rcond=None, full=False, w=None", fit),
    row(name("vander"), "x, deg", vandermonde),
    ...rows([name("add"), name("sub"), name("mul")], "c1, c2", trimmed),
    row(name("der"), "c, m=1, scl=1, axis=0", derivative),
    row(name("int"), "c, m=1, k=[], lbnd=0, scl=1, axis=0", integral),
    row(name("roots"), "c", (call) => {
      series(call, "c");
      return makeArray([call.fresh("n")], "unknown");
    }),
    row(name("fromroots"), "roots", (call) => {
      const [size = one] = series(call, "roots").shape;
      return makeArray([add(size, one)], toFloat(call.array("roots").dtype));
    }),
    row(name("val2d"), "x, y, c", pairwise),
    row(name("vander2d"), "x, y, deg", vandermonde2),
  ];
};

/** The places and weights of a quadrature. */
const quadratures: Readonly<Record<string, string>> = {
  leggauss: "legendre",
  chebgauss: "chebyshev",
  laggauss: "laguerre",
  hermgauss: "hermite",
  hermegauss: "hermite_e",
};

export const polynomialSeries: readonly Operation[] = [
  ...Object.entries(kinds).flatMap(([short, module]) => functions(short, module)),
  ...Object.entries(quadratures).map(([name, module]) =>
    row(`numpy.polynomial.${module}.${name}`, "deg", (call) => {
      const many = call.integer("deg");
      return tupleOf(makeArray([many], "float"), makeArray([many], "float"));
    }),
  ),
];
