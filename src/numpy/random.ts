import type { Abstract, ArrayValue, DtypeKind } from "../algebra/abstract";
import { broadcastAll } from "../algebra/shape";
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
  const shape = call.rest.map((value) => call.index(value, "d0"));
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
  if (rest.length === 0 && call.need("a").kind === "int" && !call.name.includes("Generator"))
    return single(call, "int");
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

const shared: readonly Draw[] = [
  distribution("normal", "float", "loc=0.0, scale=1.0"),
  distribution("uniform", "float", "low=0.0, high=1.0"),
  { name: "choice", signature: "a, size=None, replace=True, p=None", rule: choice },
  { name: "permutation", signature: "x", rule: permutation },
  { name: "shuffle", signature: "x", rule: shuffle },
];

const legacy: readonly Draw[] = [
  ...shared,
  { name: "randn", signature: "*args", rule: fromRest },
  { name: "rand", signature: "*args", rule: fromRest },
  { name: "randint", signature: "low, high=None, size=None, dtype=int", rule: randint },
  distribution("random", "float", ""),
  distribution("random_sample", "float", ""),
  distribution("standard_normal", "float", ""),
  { name: "seed", signature: "seed=None", rule: nothing },
];

function withSelf(signature: string): string {
  return signature === "" ? "self" : `self, ${signature}`;
}

export const random: readonly Operation[] = [
  ...legacy.map((draw) => row(`numpy.random.${draw.name}`, draw.signature, draw.rule)),
  ...legacy.map((draw) => row(`numpy.random.RandomState.${draw.name}`, withSelf(draw.signature), draw.rule)),
  row("numpy.random.RandomState", "seed=None", () => ({ kind: "object", name: "numpy.random.RandomState" })),
];
