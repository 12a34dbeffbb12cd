import * as arrays from "../../../algebra/array";
import { RandomState } from "../../../datasets/random";
import type { Traced } from "../../../domains/symbolsTrace";
import { none, type Value } from "../../../interpreter/value";
import type { TrueDomain } from "./domain";

type Made = Value<Traced>;

/** The parameters of NumPy's draws that are followed here, in their order. */
const parameters: Readonly<Record<string, readonly string[]>> = {
  rand: [],
  randn: [],
  random: ["size"],
  random_sample: ["size"],
  standard_normal: ["size"],
  normal: ["loc", "scale", "size"],
  uniform: ["low", "high", "size"],
  randint: ["low", "high", "size"],
  permutation: ["x"],
};

/**
 * What NumPy draws after `np.random.seed(…)`, number by number; null for what is no draw, and for a draw that is not followed,
 * behind which the generator's state is not known any more.
 */
export function draw(
  domain: TrueDomain,
  name: string,
  positional: readonly Made[],
  keywords: ReadonlyMap<string, Made>,
): Made | null {
  const own = /^numpy\.random\.(\w+)$/.exec(name)?.[1];
  if (own === undefined) return null;
  if (own === "seed") {
    const seed = domain.number(positional[0] ?? keywords.get("seed"));
    domain.generator = seed === null ? null : new RandomState(seed);
    return none;
  }
  const names = parameters[own];
  const { generator } = domain;
  if (names === undefined || generator === null) return null;
  const isKnown = [...keywords.keys()].every((key) => names.includes(key));
  const given = (parameter: string) => keywords.get(parameter) ?? positional[names.indexOf(parameter)];
  const made = isKnown ? drawn(domain, own, generator, given, names.length === 0 ? positional : null) : null;
  // The values' own rules draw instead, and say that these numbers are not the program's.
  if (made === null) domain.generator = null;
  return made;
}

function drawn(
  domain: TrueDomain,
  name: string,
  generator: RandomState,
  given: (parameter: string) => Made | undefined,
  sizes: readonly Made[] | null,
): Made | null {
  const number = (parameter: string, or: number) => {
    const value = given(parameter);
    return value === undefined ? or : domain.number(value);
  };
  if (name === "permutation") {
    const count = number("x", Number.NaN);
    if (count === null || !Number.isInteger(count)) return null;
    return domain.array(arrays.arrayOf(Float64Array.from(generator.permutation(count)), [count]), "int");
  }
  const shape = shapeOf(domain, sizes ?? given("size"));
  const isWhole = name === "randint";
  const [low, high] = /normal/.test(name)
    ? [number("loc", 0), number("scale", 1)]
    : [number("low", 0), number("high", isWhole ? Number.NaN : 1)];
  if (shape === null || low === null || high === null) return null;
  const [from, to] = isWhole && Number.isNaN(high) ? [0, low] : [low, high];
  if (isWhole && !(to > from && to - from < 2 ** 32)) return null;
  const next = (): number => {
    if (isWhole) return generator.integer(from, to);
    if (/randn|normal/.test(name)) return generator.normal(from, to);
    return from + (to - from) * generator.random();
  };
  const data = Float64Array.from({ length: arrays.count(shape) }, next);
  if (shape.length === 0) return isWhole ? domain.int(data[0] ?? 0) : domain.float(data[0] ?? 0);
  return domain.array(arrays.arrayOf(data, shape), isWhole ? "int" : "float");
}

/** A size, a tuple of them, or sizes one by one; `[]` for one number. */
function shapeOf(domain: TrueDomain, size: readonly Made[] | Made | undefined): readonly number[] | null {
  if (size === undefined) return [];
  if ("kind" in size) {
    if (size.kind === "none") return [];
    const items = size.kind === "tuple" && size.content.kind === "items" ? size.content.items : [size];
    return shapeOf(domain, items);
  }
  const numbers = size.map((each) => domain.number(each));
  const whole = numbers.flatMap((each) =>
    each !== null && Number.isInteger(each) && each >= 0 ? [each] : [],
  );
  return whole.length === size.length && arrays.count(whole) <= 1_000_000 ? whole : null;
}
