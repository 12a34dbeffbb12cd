import type { Abstract, ArrayValue, DtypeKind } from "../algebra/abstract";
import { broadcastAll } from "../algebra/shape";
import { constant } from "../algebra/size";
import type { Call } from "./call";
import { asArray } from "./conversion";
import { makeArray } from "./elements";
import type { Operation, Outcome } from "./operation";
import { fail } from "./outcome";
import { type Rule, row } from "./row";
import { clash } from "./ufunc";

/** What a draw without a size gives: Python's number. */
function single(call: Call, kind: DtypeKind): Abstract {
  switch (kind) {
    case "int":
      return { kind: "int", size: call.fresh("k") };
    case "float":
      return { kind: "float", value: null };
    default:
      return makeArray([], kind, null, { scalar: true });
  }
}

/** `randn(3, 4)`: sizes one by one. */
function fromRest(call: Call): Abstract {
  if (call.rest.length === 0) return single(call, "float");
  const shape = call.rest.map((value) => call.someSize(value, "d0"));
  for (const size of shape)
    if (size.value !== null && size.value < 0) fail("ValueError", "negative dimensions are not allowed");
  return makeArray(shape, "float");
}

/** A draw with parameters that broadcast, and a size that they must fit. */
function drawn(kind: DtypeKind, parameters: readonly string[]): (call: Call) => Abstract {
  return (call) => {
    const given = parameters.filter((parameter) => call.given(parameter));
    const shapes = given.map((parameter) => call.shaped(parameter).shape);
    const common = broadcastAll(shapes);
    if (!call.given("size")) {
      if (common === null) clash(shapes);
      return common.length === 0 ? single(call, kind) : makeArray(common, kind);
    }
    return makeArray(call.shape("size"), kind);
  };
}

function randint(call: Call): Abstract {
  const kind = call.dtype()?.kind ?? "int";
  if (call.given("size")) return makeArray(call.shape("size"), kind);
  return drawn(kind, ["low", "high"])(call);
}

/** Some give NumPy's integer where `randint` gives Python's. */
function scalarInteger(call: Call): Abstract {
  const value = randint(call);
  return value.kind === "int" ? makeArray([], "int", null, { scalar: true, integer: value.size }) : value;
}

/** Where an array or list is drawn from: itself; of an integer n: the numbers from 0 to n - 1. */
function population(call: Call, parameter: string): ArrayValue {
  const value = call.need(parameter);
  if (value.kind === "int") return makeArray([value.size], "int");
  const array = asArray(value);
  if (array.shape?.length === 0 && array.dtype === "int")
    return makeArray([array.integer ?? call.fresh("k")], "int");
  return array;
}

function choice(call: Call): Abstract {
  const from = call.withShape(population(call, "a"));
  const axis = call.get("axis") === undefined ? 0 : (call.axis("axis", from.shape.length) ?? 0);
  if (from.shape.length === 0) fail("ValueError", "a must be 1-dimensional or an integer");
  if (from.shape.length > 1 && !call.name.includes("Generator"))
    fail("ValueError", "a must be 1-dimensional");
  const rest = from.shape.filter((_, each) => each !== axis);
  if (call.given("size")) {
    const size = call.shape("size");
    return makeArray([...rest.slice(0, axis), ...size, ...rest.slice(axis)], from.dtype);
  }
  if (rest.length === 0 && call.need("a").kind === "int") return single(call, "int");
  return makeArray(rest, from.dtype, null, { scalar: true, integer: call.fresh("k") });
}

function permutation(call: Call): Abstract {
  const array = population(call, "x");
  const { data: _, ...shuffled } = array;
  return shuffled;
}

function shuffle(call: Call): Outcome {
  const value = call.need("x");
  const none: Abstract = { kind: "none" };
  if (value.kind !== "array") return { kind: "value", value: none };
  const { data: _, ...shuffled } = value;
  return { kind: "value", value: none, mutated: { x: shuffled } };
}

/** The state of the Mersenne twister: its name, 624 words, and where it stands. */
function state(call: Call): Abstract {
  const int = (): Abstract => ({ kind: "int", size: call.fresh("k") });
  const items: Abstract[] = [
    { kind: "str", value: "MT19937" },
    makeArray([constant(624)], "int"),
    int(),
    int(),
    { kind: "float", value: null },
  ];
  return { kind: "sequence", type: "tuple", items };
}

const nothing: Rule = () => ({ kind: "none" });

interface Draw {
  readonly name: string;
  readonly signature: string;
  readonly rule: Rule;
}

const distribution = (name: string, kind: DtypeKind, parameters: string): Draw => ({
  name,
  signature: parameters === "" ? "size=None" : `${parameters}, size=None`,
  rule: drawn(
    kind,
    parameters.split(/,\s*/).map((part) => part.replace(/=.*/, "")),
  ),
});

const floatDistributions: Readonly<Record<string, string>> = {
  normal: "loc=0.0, scale=1.0",
  uniform: "low=0.0, high=1.0",
  exponential: "scale=1.0",
  gamma: "shape, scale=1.0",
  beta: "a, b",
  laplace: "loc=0.0, scale=1.0",
  logistic: "loc=0.0, scale=1.0",
  lognormal: "mean=0.0, sigma=1.0",
  gumbel: "loc=0.0, scale=1.0",
  chisquare: "df",
  rayleigh: "scale=1.0",
  pareto: "a",
  weibull: "a",
  power: "a",
  f: "dfnum, dfden",
  triangular: "left, mode, right",
  vonmises: "mu, kappa",
  wald: "mean, scale",
  standard_cauchy: "",
  standard_exponential: "",
  standard_gamma: "shape",
  standard_t: "df",
  standard_normal: "",
};

const intDistributions: Readonly<Record<string, string>> = {
  binomial: "n, p",
  poisson: "lam=1.0",
  geometric: "p",
  negative_binomial: "n, p",
  hypergeometric: "ngood, nbad, nsample",
  zipf: "a",
  logseries: "p",
};

/** Draws of whole vectors: the last axis is as long as the parameter's. */
function vectors(parameter: string, kind: DtypeKind): Rule {
  return (call) => {
    const last = call.shaped(parameter).shape.at(-1);
    if (last === undefined) return fail("ValueError", "object of too small depth for desired array");
    const outer = call.given("size") ? call.shape("size") : [];
    return makeArray([...outer, last], kind);
  };
}

const shared: readonly Draw[] = [
  ...Object.entries(floatDistributions).map(([name, parameters]) => distribution(name, "float", parameters)),
  ...Object.entries(intDistributions).map(([name, parameters]) => distribution(name, "int", parameters)),
  { name: "shuffle", signature: "x, axis=0", rule: shuffle },
  { name: "bytes", signature: "length", rule: () => ({ kind: "object", name: "bytes" }) },
  {
    name: "multivariate_normal",
    signature: "mean, cov, size=None, check_valid='warn', tol=1e-8",
    rule: vectors("mean", "float"),
  },
  { name: "dirichlet", signature: "alpha, size=None", rule: vectors("alpha", "float") },
  { name: "multinomial", signature: "n, pvals, size=None", rule: vectors("pvals", "int") },
];

const legacy: readonly Draw[] = [
  ...shared,
  { name: "choice", signature: "a, size=None, replace=True, p=None", rule: choice },
  { name: "permutation", signature: "x", rule: permutation },
  { name: "randn", signature: "*args", rule: fromRest },
  { name: "rand", signature: "*args", rule: fromRest },
  { name: "randint", signature: "low, high=None, size=None, dtype=int", rule: randint },
  { name: "random_integers", signature: "low, high=None, size=None", rule: scalarInteger },
  distribution("random", "float", ""),
  distribution("random_sample", "float", ""),
  distribution("ranf", "float", ""),
  distribution("sample", "float", ""),
  { name: "seed", signature: "seed=None", rule: nothing },
  { name: "get_state", signature: "legacy=True", rule: state },
  { name: "set_state", signature: "state", rule: nothing },
];

/** What `default_rng()` can do. */
const modern: readonly Draw[] = [
  ...shared,
  { name: "choice", signature: "a, size=None, replace=True, p=None, axis=0, shuffle=True", rule: choice },
  { name: "permutation", signature: "x, axis=0", rule: permutation },
  {
    name: "permuted",
    signature: "x, *, axis=None, out=None",
    rule: permutation,
  },
  { name: "random", signature: "size=None, dtype=float, out=None", rule: drawn("float", []) },
  {
    name: "integers",
    signature: "low, high=None, size=None, dtype=int, endpoint=False",
    rule: scalarInteger,
  },
];

function withSelf(signature: string): string {
  return signature === "" ? "self" : `self, ${signature}`;
}

const onlyModule = new Set(["ranf", "sample"]);

/** Each generator's methods; the functions of the module are those of a hidden `RandomState`. */
function methodsOf(owner: string, draws: readonly Draw[]): Operation[] {
  return draws
    .filter((draw) => !onlyModule.has(draw.name))
    .map((draw) => row(`${owner}.${draw.name}`, withSelf(draw.signature), draw.rule));
}

const made = (name: string, signature: string, object: string): Operation =>
  row(`numpy.random.${name}`, signature, () => ({ kind: "object", name: `numpy.random.${object}` }));

export const random: readonly Operation[] = [
  ...legacy.map((draw) => row(`numpy.random.${draw.name}`, draw.signature, draw.rule)),
  ...methodsOf("numpy.random.RandomState", legacy),
  ...methodsOf("numpy.random.Generator", modern),
  made("RandomState", "seed=None", "RandomState"),
  made("default_rng", "seed=None", "Generator"),
  made("Generator", "bit_generator", "Generator"),
  made("PCG64", "seed=None", "PCG64"),
  made("MT19937", "seed=None", "MT19937"),
  made("SeedSequence", "entropy=None, **kwargs", "SeedSequence"),
];
