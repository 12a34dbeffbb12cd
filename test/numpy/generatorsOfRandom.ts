import fc, { type Arbitrary } from "fast-check";
import {
  arrayOf,
  bool,
  cases,
  dtype,
  filled,
  float,
  int,
  ints,
  none,
  shapeOf,
  size,
  str,
  tuple,
} from "./arbitraries";
import type { Case, Concrete } from "./concrete";
import { generate } from "./registry";

// Generated arguments for `np.random`, for `RandomState` and for `default_rng()`.

const owners = { legacy: "numpy.random.RandomState", modern: "numpy.random.Generator" };

function bound(arbitrary: Arbitrary<Case>, object: string): Arbitrary<Case> {
  return arbitrary.map(({ args, kwargs }) => ({ args: [{ k: "object", v: object }, ...args], kwargs }));
}

function legacy(name: string, arbitrary: Arbitrary<Case>): void {
  generate(`numpy.random.${name}`, arbitrary);
  if (name !== "ranf" && name !== "sample")
    generate(`${owners.legacy}.${name}`, bound(arbitrary, owners.legacy));
}

function modern(name: string, arbitrary: Arbitrary<Case>): void {
  generate(`${owners.modern}.${name}`, bound(arbitrary, owners.modern));
}

function both(name: string, arbitrary: Arbitrary<Case>): void {
  legacy(name, arbitrary);
  modern(name, arbitrary);
}

const sizes: Arbitrary<Concrete> = fc.oneof(
  size.map(int),
  shapeOf(0, 3).map(ints),
  fc.constant(none),
  fc.constant(int(-1)),
);

/** Parameters that a distribution takes, as numbers and now and then as arrays. */
const parameters: Readonly<Record<string, readonly number[]>> = {
  normal: [0, 0.5],
  uniform: [0, 1],
  exponential: [1],
  gamma: [2, 1],
  beta: [1, 2],
  laplace: [0, 1],
  logistic: [0, 1],
  lognormal: [0, 1],
  gumbel: [0, 1],
  chisquare: [2],
  rayleigh: [1],
  pareto: [2],
  weibull: [2],
  power: [2],
  f: [2, 3],
  triangular: [0, 1, 2],
  vonmises: [0, 1],
  wald: [1, 1],
  standard_cauchy: [],
  standard_exponential: [],
  standard_gamma: [2],
  standard_t: [3],
  standard_normal: [],
  binomial: [5, 0.5],
  poisson: [2],
  geometric: [0.5],
  negative_binomial: [3, 0.5],
  hypergeometric: [3, 4, 2],
  zipf: [2],
  logseries: [0.5],
};

const whole = new Set(["binomial", "hypergeometric"]);

for (const [name, values] of Object.entries(parameters)) {
  const plain = values.map((value, index) =>
    whole.has(name) && (index === 0 || name !== "binomial") ? int(value) : float(value),
  );
  const wide = shapeOf(0, 2).chain((shape) =>
    filled(shape, "float", fc.constant(values[0] ?? 0)).map((array): readonly Concrete[] =>
      values.length === 0 || whole.has(name) ? plain : [array, ...plain.slice(1)],
    ),
  );
  both(
    name,
    fc.oneof(
      { weight: 3, arbitrary: cases(fc.constant(plain), { size: sizes }) },
      { weight: 1, arbitrary: cases(wide) },
    ),
  );
}

const dims = shapeOf(0, 3, fc.integer({ min: -1, max: 4 }));
for (const name of ["randn", "rand"])
  legacy(
    name,
    fc.oneof(
      { weight: 6, arbitrary: cases(dims.map((each) => each.map(int))) },
      { weight: 1, arbitrary: cases(shapeOf(1, 2).map((each) => [ints(each)])) },
    ),
  );
for (const name of ["random", "random_sample", "ranf", "sample"])
  legacy(name, cases(fc.constant([]), { size: sizes }));
modern("random", cases(fc.constant([]), { size: sizes }));
legacy("seed", cases(fc.constant([int(3)])));
legacy("get_state", cases(fc.constant([])));
legacy(
  "set_state",
  fc.constant({
    args: [
      tuple(str("MT19937"), { k: "array", shape: [624], dtype: "int", data: new Array(624).fill(1) }, int(5)),
    ],
    kwargs: {},
  }),
);
both("bytes", cases(fc.constant([int(3)])));
const ranges = fc.constantFrom([int(3)], [int(0), int(10)]);
legacy("randint", cases(ranges, { size: sizes, dtype: fc.constantFrom(dtype("int")) }));
legacy("random_integers", cases(ranges, { size: sizes }));
modern("integers", cases(ranges, { size: sizes }));

const small = fc.integer({ min: 1, max: 5 });
const populationOf = fc.oneof(fc.integer({ min: 1, max: 9 }).map(int), arrayOf(shapeOf(1, 2, small)));
legacy("choice", cases(fc.tuple(populationOf), { size: sizes, replace: fc.constant(bool(true)) }));
modern(
  "choice",
  cases(fc.tuple(populationOf), {
    size: sizes.filter((each) => each.k !== "tuple" || each.items.length > 0),
  }),
);
both("permutation", cases(fc.tuple(populationOf)));
modern("permuted", cases(fc.tuple(arrayOf(shapeOf(1, 2, small)))));
both("shuffle", cases(fc.tuple(arrayOf(shapeOf(1, 3)))));

const covariance: Arbitrary<readonly Concrete[]> = small.map((n) => [
  { k: "array", shape: [n], dtype: "float", data: new Array(n).fill(0) },
  {
    k: "array",
    shape: [n, n],
    dtype: "float",
    data: Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0)),
  },
]);
both(
  "multivariate_normal",
  cases(covariance, { size: fc.oneof(size.map(int), shapeOf(1, 2).map(ints), fc.constant(none)) }),
);
const probabilities: Arbitrary<Concrete> = small.map((n) => ({
  k: "array",
  shape: [n],
  dtype: "float",
  data: new Array(n).fill(1 / n),
}));
both(
  "multinomial",
  cases(fc.tuple(fc.constant(int(5)), probabilities), {
    size: fc.oneof(size.map(int), shapeOf(1, 2).map(ints)),
  }),
);
both("dirichlet", cases(fc.tuple(probabilities), { size: fc.oneof(size.map(int), shapeOf(1, 2).map(ints)) }));

for (const name of ["RandomState", "default_rng", "PCG64", "MT19937", "SeedSequence"])
  generate(`numpy.random.${name}`, cases(fc.constantFrom([int(0)], [])));
generate("numpy.random.Generator", cases(fc.constant([{ k: "object", v: "bit generator" } as const])));
