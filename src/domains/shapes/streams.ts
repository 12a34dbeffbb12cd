import type { Abstract } from "../../algebra/abstract";
import { numbers as numbersOf } from "../../algebra/shape";
import { constant } from "../../algebra/size";
import type { CallArguments } from "../../interpreter/value";
import { realOf } from "../../numpy/call";
import { asArray } from "../../numpy/conversion";
import { type Asked, type Drawn, RandomStream } from "../../numpy/draws";
import { elementsOf, gather, makeArray, maxElements } from "../../numpy/elements";
import type { Outcome } from "../../numpy/operation";
import { asValue, run } from "../../numpy/outcome";
import { isStraight } from "../randomUse";
import { datum, type ShapeDatum, type ShapeMachine, type ShapeSite, type ShapeValue } from "./datum";

type Bound = Readonly<Record<string, Abstract | readonly Abstract[] | undefined>>;

const prefix = "numpy.random.";
const makers: Readonly<Record<string, "old" | "new">> = {
  "numpy.random.RandomState": "old",
  "numpy.random.default_rng": "new",
  "numpy.random.PCG64": "new",
};

/** The random streams of a program: NumPy's global one, and those of the generators that it makes. */
export class Streams {
  readonly #global = new RandomStream();

  constructor(
    private readonly machine: ShapeMachine,
    private readonly followsGlobal: boolean,
  ) {}

  /** Somebody whom we do not know was called: with the global stream, and these arguments, anything may have been done. */
  lose(args: readonly ShapeValue[] = []): void {
    this.#changed([this.#global, ...args.flatMap((each) => streamOf(each) ?? [])], (stream) => stream.lose());
  }

  /** Generators that were passed on. */
  loseArguments(args: CallArguments<ShapeDatum>): void {
    const given = [...args.positional, ...args.keywords.values()].flatMap((each) => streamOf(each) ?? []);
    this.#changed(given, (stream) => stream.lose());
  }

  /** What functions share has changed: no call gives what it gave before. */
  #changed(streams: readonly RandomStream[], change: (stream: RandomStream) => void): void {
    const { state, memory } = this.machine;
    for (const stream of streams) {
      const wasKnown = stream.isKnown;
      change(stream);
      if (!wasKnown && !stream.isKnown) continue;
      state.version += 1;
      // What was drawn while nothing was known of the stream would move it on now.
      if (wasKnown) memory.dependOnAll();
      else memory.forget();
    }
  }

  /** A generator that the call made; null where it made none. */
  made(name: string, bound: Bound, args: CallArguments<ShapeDatum>, site: ShapeSite): RandomStream | null {
    if (name === "numpy.random.Generator") return streamOf(args.positional[0]) ?? new RandomStream();
    const kind = makers[name];
    if (kind === undefined) return null;
    this.loseArguments(args);
    const stream = new RandomStream();
    const seed = isStraight(this.machine, site.frame) ? integerIn(bound.seed) : null;
    this.#changed([stream], () => (kind === "old" ? stream.seedOld(seed) : stream.seedNew(seed)));
    return stream;
  }

  /** The outcome of a random function with the numbers that it draws, where they are known. */
  drawn(
    name: string,
    bound: Bound,
    args: CallArguments<ShapeDatum>,
    outcome: Outcome,
    site: ShapeSite,
  ): Outcome {
    if (!name.startsWith(prefix) || name in makers || name === "numpy.random.Generator") return outcome;
    const [owner, method] = ownerOf(name);
    const stream = owner === null ? this.#global : streamOf(args.positional[0]);
    if (stream === null || method === "get_state" || (owner === null && !this.followsGlobal)) return outcome;
    const straight = isStraight(this.machine, site.frame);
    let after = outcome;
    this.#changed([stream], () => {
      if (!straight || outcome.kind === "raise") stream.lose();
      else if (method === "seed") stream.seedOld(integerIn(bound.seed));
      else after = filled(stream, method, bound, outcome);
    });
    return after;
  }
}

export function streamOf(value: ShapeValue | undefined): RandomStream | null {
  return value?.kind === "datum" ? (value.stream ?? null) : null;
}

/** Two generators of which a variable holds one or the other: whichever it is, both are no longer followed. */
export function eitherStream(a: ShapeDatum, b: ShapeDatum): ShapeDatum {
  if (a.stream === b.stream) return a;
  a.stream?.lose();
  b.stream?.lose();
  return datum(a.content);
}

function ownerOf(name: string): [string | null, string] {
  const [first = "", second] = name.slice(prefix.length).split(".");
  return second === undefined ? [null, first] : [first, second];
}

function integerIn(value: Bound[string]): number | null {
  if (value === undefined || !("kind" in value) || value.kind === "float") return null;
  const number = realOf(value);
  return number !== null && Number.isInteger(number) ? number : null;
}

function askedOf(bound: Bound, count: number): Asked {
  return {
    count,
    real: (parameter) => {
      const value = bound[parameter];
      if (value === undefined || !("kind" in value) || value.kind === "none") return undefined;
      return value.kind === "array" && value.rounded ? null : realOf(value);
    },
  };
}

/** A kind of number that is drawn in another way. */
function isNarrow(value: Bound[string]): boolean {
  if (value === undefined || !("kind" in value) || value.kind === "none") return false;
  return value.kind !== "dtype" || value.narrow === true;
}

function filled(stream: RandomStream, method: string, bound: Bound, outcome: Outcome): Outcome {
  if (outcome.kind === "raise" || !stream.isKnown) return outcome;
  if (method === "shuffle" || method === "permutation") return reordered(stream, method, bound, outcome);
  const { value } = outcome;
  const shape =
    value.kind === "array"
      ? numbersOf(value.shape)
      : value.kind === "int" || value.kind === "float"
        ? []
        : null;
  if (shape === null || isNarrow(bound.dtype) || bound.out !== undefined) {
    stream.lose();
    return outcome;
  }
  const count = shape.reduce((a, b) => a * b, 1);
  if (method === "choice") return chosen(stream, bound, outcome, count);
  const drawn = stream.numbers(method, askedOf(bound, count));
  return drawn === null ? outcome : { ...outcome, value: withNumbers(value, drawn) };
}

function withNumbers(value: Abstract, { numbers, rounded }: Drawn): Abstract {
  const [first = 0] = numbers;
  if (value.kind === "float") return { kind: "float", value: first };
  if (value.kind === "int") return { kind: "int", size: constant(first) };
  if (value.kind !== "array" || value.shape === null || numbers.length > maxElements) return value;
  return makeArray(value.shape, value.dtype, numbers, { scalar: value.scalar, rounded });
}

/** The elements of an argument in the order of its places along the first axis. */
function taken(from: Abstract | undefined, places: readonly number[]): readonly (number | boolean)[] | null {
  if (from?.kind === "int") return places;
  if (from?.kind !== "array") return null;
  const known = elementsOf(from);
  if (known === null) return from.shape?.length === 0 ? places : null;
  if (known.dims.length === 0) return places;
  const row = known.dims.slice(1).reduce((a, b) => a * b, 1);
  return gather(
    known.data,
    places.flatMap((place) => Array.from({ length: row }, (_, at) => place * row + at)),
  );
}

function populationOf(value: Bound[string]): { readonly from: Abstract; readonly many: number } | null {
  if (value === undefined || !("kind" in value)) return null;
  const isNumber = value.kind === "int" || (value.kind === "array" && value.shape?.length === 0);
  if (isNumber) {
    const many = integerIn(value);
    return many === null ? null : { from: { kind: "int", size: constant(many) }, many };
  }
  if (value.kind === "sequence") return { from: listed(value), many: value.items.length };
  const many = value.kind === "array" ? (value.shape?.[0]?.value ?? null) : null;
  return many === null ? null : { from: value, many };
}

/** A list of numbers as an array; any other as it is. */
function listed(value: Extract<Abstract, { kind: "sequence" }>): Abstract {
  const made = run(() => asValue(asArray(value)));
  return made.kind === "value" && made.value.kind === "array" ? made.value : value;
}

function reordered(
  stream: RandomStream,
  method: string,
  bound: Bound,
  outcome: Extract<Outcome, { kind: "value" }>,
): Outcome {
  const population = populationOf(bound.x);
  const axis = askedOf(bound, 0).real("axis") ?? 0;
  const order = population === null || axis !== 0 ? null : stream.order(population.many);
  if (population === null || order === null) {
    stream.lose();
    return outcome;
  }
  const data = taken(population.from, order);
  const refilled = (value: Abstract): Abstract =>
    data === null || value.kind !== "array" || value.shape === null || data.length > maxElements
      ? value
      : makeArray(value.shape, value.dtype, data, {
          rounded: population.from.kind === "array" && population.from.rounded,
        });
  if (method === "permutation") return { ...outcome, value: refilled(outcome.value) };
  const { x } = outcome.mutated ?? {};
  return x === undefined ? outcome : { ...outcome, mutated: { ...outcome.mutated, x: refilled(x) } };
}

function chosen(
  stream: RandomStream,
  bound: Bound,
  outcome: Extract<Outcome, { kind: "value" }>,
  count: number,
): Outcome {
  const population = populationOf(bound.a);
  const asked = askedOf(bound, 0);
  const replace = asked.real("replace");
  const weights = weightsOf(bound.p);
  const isUsual = (asked.real("axis") ?? 0) === 0 && (asked.real("shuffle") ?? 1) === 1;
  const rows = population?.from.kind === "array" ? (numbersOf(population.from.shape)?.slice(1) ?? null) : [];
  if (population === null || replace === null || weights === null || rows === null || !isUsual) {
    stream.lose();
    return outcome;
  }
  const row = rows.reduce((a, b) => a * b, 1);
  const size = row === 0 ? 0 : count / row;
  const places = stream.places(population.many, size, replace !== 0, weights === "none" ? null : weights);
  const data = places === null ? null : taken(population.from, places);
  if (data === null) return outcome;
  const rounded = population.from.kind === "array" && population.from.rounded === true;
  return { ...outcome, value: withNumbers(outcome.value, { numbers: data.map(Number), rounded }) };
}

/** Null where the probabilities are not known. */
function weightsOf(value: Bound[string]): readonly number[] | "none" | null {
  if (value === undefined || !("kind" in value) || value.kind === "none") return "none";
  if (value.kind === "array") return elementsOf(value)?.data.map(Number) ?? null;
  if (value.kind !== "sequence") return null;
  const all = value.items.map(realOf);
  const known = all.filter((each) => each !== null);
  return known.length < all.length ? null : known;
}
