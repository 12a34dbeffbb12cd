import { constant, type Size } from "../algebra/size";
import {
  fn,
  type LibraryCall,
  type LibraryFunction,
  type LibraryMember,
  type LibraryModule,
  value,
} from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { overwrite } from "../interpreter/watch";
import { given, itemsOf, none, realOf } from "./values";

// `math`, `random` and `statistics` of Python's standard library.

/** A function of one number. What lies next to an integer is not decided by rounding: `int(math.log10(1000))`. */
function ofOne(compute: (x: number) => number): LibraryFunction {
  return fn("x, /", (call) => {
    const x = realOf(call, call.get("x"));
    if (x === null) return call.float();
    const result = compute(x);
    const near = Math.round(result);
    const doubtful = result !== near && Math.abs(result - near) < 1e-9;
    return call.float(doubtful || Number.isNaN(result) ? null : result);
  });
}

function rounded(compute: (x: number) => number): LibraryFunction {
  return fn("x, /", (call) => {
    const abstract = call.abstract(call.arg("x"));
    if (abstract.kind === "int") return call.int(abstract.size);
    const x = realOf(call, call.get("x"));
    return call.int(x === null || !Number.isFinite(x) ? call.fresh("k") : constant(compute(x)));
  });
}

function ofTwo(compute: (a: number, b: number) => number): LibraryFunction {
  return fn("x, y, /", (call) => {
    const [a, b] = [realOf(call, call.get("x")), realOf(call, call.get("y"))];
    return call.float(a === null || b === null ? null : compute(a, b));
  });
}

const whole = (compute: (...args: number[]) => number, parameters: string): LibraryFunction =>
  fn(parameters, (call) => {
    const numbers = parameters
      .split(", ")
      .filter((name) => name !== "/")
      .map((name) => realOf(call, call.get(name)));
    const known = numbers.flatMap((each) => (each === null ? [] : [each]));
    const result = known.length === numbers.length ? compute(...known) : Number.NaN;
    return call.int(Number.isSafeInteger(result) ? constant(result) : call.fresh("k"));
  });

function factorial(n: number): number {
  let result = 1;
  for (let each = 2; each <= n && result <= Number.MAX_SAFE_INTEGER; each++) result *= each;
  return result;
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let each = 1; each <= k; each++) result = (result * (n - k + each)) / each;
  return k > n ? 0 : Math.round(result);
}

function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

const test = fn("x, /", () => ({ kind: "bool", value: null }));
const float = fn("*args, **kwargs", (call) => call.float());

const ones: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  fabs: Math.abs,
  degrees: (x) => (x * 180) / Math.PI,
  radians: (x) => (x * Math.PI) / 180,
};

const numbers: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E, tau: 2 * Math.PI };

/** `math.prod` of sizes is a size: that of `x.shape`. */
function product(call: LibraryCall): ShapeValue {
  const items = itemsOf(call.get("iterable"));
  if (items === null) return call.float();
  return items.reduce((total: ShapeValue, each) => call.numpy("operator.mul", total, each), call.int(1));
}

const math: LibraryModule = {
  name: "math",
  members: {
    ...Object.fromEntries(Object.entries(ones).map(([name, compute]) => [name, ofOne(compute)])),
    ...Object.fromEntries(
      Object.entries(numbers).map(([name, number]): [string, LibraryMember] => [
        name,
        value((host) => host.float(number)),
      ]),
    ),
    inf: value((host) => host.float(Number.POSITIVE_INFINITY)),
    nan: value((host) => host.float(null)),
    floor: rounded(Math.floor),
    ceil: rounded(Math.ceil),
    trunc: rounded(Math.trunc),
    log: fn("x, base=None, /", (call) => {
      const [x, base] = [realOf(call, call.get("x")), realOf(call, given(call, "base") ?? undefined)];
      if (x === null || (given(call, "base") !== null && base === null)) return call.float();
      const result = base === null ? Math.log(x) : Math.log(x) / Math.log(base);
      return call.float(
        Math.abs(result - Math.round(result)) < 1e-9 && result !== Math.round(result) ? null : result,
      );
    }),
    pow: ofTwo((a, b) => a ** b),
    atan2: ofTwo(Math.atan2),
    hypot: ofTwo(Math.hypot),
    fmod: ofTwo((a, b) => a % b),
    copysign: ofTwo((a, b) => (b < 0 ? -Math.abs(a) : Math.abs(a))),
    factorial: whole(factorial, "n"),
    comb: whole(choose, "n, k"),
    gcd: whole(gcd, "a, b"),
    isqrt: whole((n) => Math.floor(Math.sqrt(n)), "n"),
    prod: fn("iterable, /, *, start=1", product),
    isnan: test,
    isinf: test,
    isfinite: test,
    isclose: fn("a, b, **kwargs", () => ({ kind: "bool", value: null })),
    ...Object.fromEntries(["erf", "erfc", "gamma", "lgamma", "fsum", "dist"].map((name) => [name, float])),
    modf: fn("x", (call) => call.tuple([call.float(), call.float()])),
  },
};

// ------------------------------------------------------------------------------------------------ random

/** Any of the items. */
function anyOf(call: LibraryCall, value: ShapeValue): ShapeValue {
  if (value.kind === "unknown") return value;
  return call.machine.iterate(value, call.site)?.any() ?? call.unknown("not-supported", "random.choice");
}

/** The items in an order that is not known. */
function shuffled(call: LibraryCall): ShapeValue {
  const x = call.arg("x");
  if (x.kind === "datum" && x.memory !== null) overwrite(x.memory);
  if (x.kind === "list" && x.cell.value !== undefined) {
    const { length, item } = call.machine.joiner.repeated(x.cell.value);
    if (item !== null) call.machine.state.write(x.cell, { kind: "repeated", length, item });
  }
  return none;
}

const some = (call: LibraryCall, parameter: string): Size => call.integer(parameter, 1);

const integer = fn("*args", (call) => call.int(call.fresh("k")));

const random: LibraryModule = {
  name: "random",
  members: {
    ...Object.fromEntries(
      [
        "random",
        "uniform",
        "gauss",
        "normalvariate",
        "betavariate",
        "expovariate",
        "triangular",
        "lognormvariate",
      ].map((name) => [name, float]),
    ),
    randint: integer,
    randrange: integer,
    getrandbits: integer,
    seed: fn("*args", () => none),
    choice: fn("seq", (call) => anyOf(call, call.arg("seq"))),
    choices: fn("population, weights=None, *, cum_weights=None, k=1", (call) =>
      call.repeated(some(call, "k"), anyOf(call, call.arg("population"))),
    ),
    sample: fn("population, k, *, counts=None", (call) =>
      call.repeated(some(call, "k"), anyOf(call, call.arg("population"))),
    ),
    shuffle: fn("x, random=None", shuffled),
    Random: fn("*args", (call) => call.unknown("not-supported", "random.Random")),
  },
};

const statistics: LibraryModule = {
  name: "statistics",
  members: Object.fromEntries(
    ["mean", "fmean", "median", "stdev", "pstdev", "variance", "pvariance"].map((name) => [name, float]),
  ),
};

const bisect: LibraryModule = {
  name: "bisect",
  members: Object.fromEntries(["bisect", "bisect_left", "bisect_right"].map((name) => [name, integer])),
};

export const mathematics: readonly LibraryModule[] = [math, random, statistics, bisect];
