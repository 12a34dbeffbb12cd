import { RandomGenerator } from "../base/randomGenerator";
import { RandomState } from "../base/randomState";
import { weightedChoice } from "../base/weightedChoice";

/** More numbers than these, of one call and of a program, are not drawn. */
const most = 50_000;
const mostInAll = 150_000;

/** What a call asks for. A parameter is undefined where it was not passed, and null where it is not known. */
export interface Asked {
  readonly count: number;
  readonly real: (parameter: string) => number | null | undefined;
}

export interface Drawn {
  readonly numbers: readonly number[];
  /** Made with C's logarithm: not the same to the last digit on all machines. */
  readonly rounded: boolean;
}

type Generator = RandomState | RandomGenerator;

/**
 * One of the random streams of a program. What comes next is known from its seed up to the first call that is not followed:
 * from there on nothing is, until it is seeded again.
 */
export class RandomStream {
  #generator: Generator | null = null;
  #drawn = 0;

  get isKnown(): boolean {
    return this.#generator !== null;
  }

  lose(): void {
    this.#generator = null;
  }

  /** `np.random.seed(seed)`, `RandomState(seed)`; null is a seed that is not known, or none. */
  seedOld(seed: number | null): void {
    const isValid = seed !== null && Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32;
    this.#generator = isValid ? new RandomState(seed) : null;
  }

  /** `default_rng(seed)` */
  seedNew(seed: number | null): void {
    const isValid = seed !== null && Number.isSafeInteger(seed) && seed >= 0;
    this.#generator = isValid ? new RandomGenerator(BigInt(seed)) : null;
  }

  /** Numbers that are drawn one by one; null where they are not known. */
  numbers(method: string, asked: Asked): Drawn | null {
    const generator = this.#for(asked.count);
    const draw = generator === null ? null : drawOf(generator, method, asked);
    if (draw === null) return this.#lost();
    const numbers = Array.from({ length: asked.count }, draw);
    return { numbers, rounded: /normal$|^randn$/.test(method) };
  }

  /** `permutation(count)`, and the order that `shuffle` leaves. */
  order(count: number): readonly number[] | null {
    const generator = this.#for(count);
    if (generator === null) return null;
    const order = Int32Array.from({ length: count }, (_, index) => index);
    generator.shuffle(order);
    return [...order];
  }

  /** `choice(of, size, replace, p)` */
  places(
    of: number,
    size: number,
    replace: boolean,
    weights: readonly number[] | null,
  ): readonly number[] | null {
    const generator = this.#for(replace ? size : of);
    if (generator === null) return null;
    const isWrong = of < 1 || (!replace && size > of) || (weights !== null && weights.length !== of);
    if (isWrong) return this.#lost();
    if (weights !== null) {
      const positive = weights.filter((each) => each > 0).length;
      if (!replace && positive < size) return this.#lost();
      return [...weightedChoice(() => generator.random(), weights, size, replace)];
    }
    if (replace) return Array.from({ length: size }, () => generator.interval(of - 1));
    return generator instanceof RandomState
      ? [...generator.permutation(of).slice(0, size)]
      : [...generator.choiceWithout(of, size)];
  }

  #for(count: number): Generator | null {
    this.#drawn += count;
    if (count > most || this.#drawn > mostInAll) this.lose();
    return this.#generator;
  }

  #lost(): null {
    this.lose();
    return null;
  }
}

/** One number after the other; null where the method, or an argument, is not followed. */
function drawOf(generator: Generator, method: string, asked: Asked): (() => number) | null {
  const real = (parameter: string, otherwise: number) => {
    const given = asked.real(parameter);
    return given === undefined ? otherwise : given;
  };
  switch (method) {
    case "rand":
    case "random":
    case "random_sample":
    case "ranf":
    case "sample":
      return () => generator.random();
    case "randn":
    case "standard_normal":
      return () => generator.normal();
    case "normal": {
      const [mean, deviation] = [real("loc", 0), real("scale", 1)];
      return mean === null || deviation === null ? null : () => mean + deviation * generator.normal();
    }
    case "uniform": {
      const [low, high] = [real("low", 0), real("high", 1)];
      return low === null || high === null ? null : () => low + (high - low) * generator.random();
    }
    case "randint":
    case "integers":
      return wholeNumbers(generator, asked);
    default:
      return null;
  }
}

function wholeNumbers(generator: Generator, asked: Asked): (() => number) | null {
  const [first, second] = [asked.real("low"), asked.real("high")];
  const [low, end] = second === undefined ? [0, first] : [first, second];
  const included = asked.real("endpoint") ?? 0;
  if (low == null || end == null || !Number.isInteger(low) || !Number.isInteger(end)) return null;
  const range = end - low - (included === 0 ? 1 : 0);
  if (range < 0 || range >= 2 ** 32 - 1) return null;
  return () => low + generator.interval(range);
}
