import { tailInverse, tailStart, ziggurat } from "./ziggurat";

const low64 = (1n << 64n) - 1n;
const low128 = (1n << 128n) - 1n;
const multiplier = 0x2360ed051fc65da44385df649fccf645n;
const half = 2 ** 32;

/** NumPy's `np.random.default_rng(seed)`: PCG64, seeded by a SeedSequence, and the Generator's ways to draw from it. */
export class RandomGenerator {
  #state = 0n;
  readonly #increment: bigint;
  /** Half a word that a draw of 32 bits has left over. */
  #waiting: number | null = null;

  constructor(seed: bigint) {
    const [a = 0n, b = 0n, c = 0n, d = 0n] = seedWords(seed);
    this.#increment = ((((c << 64n) | d) << 1n) | 1n) & low128;
    this.#step();
    this.#state = (this.#state + ((a << 64n) | b)) & low128;
    this.#step();
  }

  #step(): void {
    this.#state = (this.#state * multiplier + this.#increment) & low128;
  }

  /** The next 64 random bits. */
  nextLong(): bigint {
    this.#step();
    const state = this.#state;
    const mixed = (state >> 64n) ^ (state & low64);
    const turn = state >> 122n;
    return ((mixed >> turn) | (mixed << (64n - turn))) & low64;
  }

  /** The next 32 random bits: of a word of 64 first the low half, then the high one. */
  nextWord(): number {
    const waiting = this.#waiting;
    if (waiting !== null) {
      this.#waiting = null;
      return waiting;
    }
    const word = this.nextLong();
    this.#waiting = Number(word >> 32n);
    return Number(word & 0xffffffffn);
  }

  /** `random()`: 53 random bits, in [0, 1). */
  random(): number {
    return Number(this.nextLong() >> 11n) / 2 ** 53;
  }

  /** A whole number in [0, max], by Lemire's multiplication. `max` is below 2³² − 1. */
  interval(max: number): number {
    if (max === 0) return 0;
    const many = BigInt(max + 1);
    let product = BigInt(this.nextWord()) * many;
    if (Number(product & 0xffffffffn) <= max) {
      const least = (half - 1 - max) % (max + 1);
      while (Number(product & 0xffffffffn) < least) product = BigInt(this.nextWord()) * many;
    }
    return Number(product >> 32n);
  }

  /** `standard_normal()`: from the ziggurat. */
  normal(): number {
    const { width, inside, height } = ziggurat();
    for (;;) {
      const word = this.nextLong();
      const layer = Number(word & 0xffn);
      const size = Number((word >> 9n) & 0xfffffffffffffn);
      const x = size * (width[layer] ?? 0);
      const value = word & 0x100n ? -x : x;
      if (size < (inside[layer] ?? 0)) return value;
      if (layer === 0) return this.#tail(size);
      const [above = 0, below = 0] = [height[layer - 1], height[layer]];
      if ((above - below) * this.random() + below < Math.exp(-0.5 * x * x)) return value;
    }
  }

  #tail(size: number): number {
    for (;;) {
      const x = -tailInverse * Math.log1p(-this.random());
      const y = -Math.log1p(-this.random());
      if (y + y > x * x) return Math.floor(size / 256) % 2 === 1 ? -(tailStart + x) : tailStart + x;
    }
  }

  /** `shuffle(x)`: Fisher and Yates from the end, in place, by rejection under a mask as the old generator draws. */
  shuffle(values: Int32Array): void {
    for (let last = values.length - 1; last > 0; last--) swap(values, last, this.#masked(last));
  }

  #masked(max: number): number {
    const mask = 0xffffffff >>> Math.clz32(max);
    for (;;) {
      const value = (this.nextWord() & mask) >>> 0;
      if (value <= max) return value;
    }
  }

  /** The same by Lemire's way, down to `first`: what `choice` shuffles itself. */
  #shuffleChoice(values: Int32Array, first = 1): void {
    for (let last = values.length - 1; last >= first; last--) swap(values, last, this.interval(last));
  }

  /** `choice(count, size, replace=False)`: Floyd's way, or the end of a shuffled whole where much of much is taken. */
  choiceWithout(count: number, size: number): Int32Array {
    if (count > 10000 && size > Math.floor(count / 50)) {
      const all = Int32Array.from({ length: count }, (_, index) => index);
      this.#shuffleChoice(all, Math.max(count - size, 1));
      return all.slice(count - size);
    }
    const taken = new Set<number>();
    const chosen = new Int32Array(size);
    for (let last = count - size; last < count; last++) {
      const drawn = this.interval(last);
      const value = taken.has(drawn) ? last : drawn;
      taken.add(value);
      chosen[last - count + size] = value;
    }
    this.#shuffleChoice(chosen);
    return chosen;
  }
}

function swap(values: Int32Array, a: number, b: number): void {
  const kept = values[a] ?? 0;
  values[a] = values[b] ?? 0;
  values[b] = kept;
}

// ------------------------------------------------------------------------------------------------ SeedSequence

/** Four words of 64 bits from one seed, so that near seeds give streams that are far apart. */
function seedWords(seed: bigint): bigint[] {
  const entropy: number[] = [];
  for (let rest = seed; rest > 0n || entropy.length === 0; rest >>= 32n)
    entropy.push(Number(rest & 0xffffffffn));
  const pool = mixed(entropy);
  const turn = hash(0x8b51f9dd, 0x58f38ded);
  const words = Array.from({ length: 8 }, (_, index) => BigInt(turn(pool[index % 4] ?? 0)));
  return [0, 2, 4, 6].map((index) => ((words[index + 1] ?? 0n) << 32n) | (words[index] ?? 0n));
}

function mixed(entropy: readonly number[]): number[] {
  const turn = hash(0x43b0d7e5, 0x931e8875);
  const pool = [0, 1, 2, 3].map((index) => turn(entropy[index] ?? 0));
  for (let from = 0; from < 4; from++)
    for (let to = 0; to < 4; to++) if (from !== to) pool[to] = mix(pool[to] ?? 0, turn(pool[from] ?? 0));
  for (const more of entropy.slice(4))
    for (let to = 0; to < 4; to++) pool[to] = mix(pool[to] ?? 0, turn(more));
  return pool;
}

/** A hash of words whose constant changes with each. */
function hash(start: number, factor: number): (value: number) => number {
  let constant = start;
  return (value) => {
    const before = value ^ constant;
    constant = Math.imul(constant, factor);
    const product = Math.imul(before, constant);
    return (product ^ (product >>> 16)) >>> 0;
  };
}

function mix(x: number, y: number): number {
  const value = (Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y)) | 0;
  return (value ^ (value >>> 16)) >>> 0;
}
