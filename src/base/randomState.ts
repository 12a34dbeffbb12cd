import { accurateLog } from "./accurateLog";
import { weightedChoice } from "./weightedChoice";

const stateLength = 624;
const shift = 397;

/**
 * NumPy's `np.random.RandomState(seed)`: the Mersenne Twister MT19937 and the legacy ways to draw from it, so that a
 * learner's `np.random.seed(42)` gives the same rows, batches and weights here. `np.random.default_rng` is another
 * generator (PCG64) and is not this one.
 */
export class RandomState {
  readonly #key = new Uint32Array(stateLength);
  /** The state's words as they are handed out: mixed once more, all at a time. */
  readonly #words = new Uint32Array(stateLength);
  #position = stateLength;
  /** The polar method makes two normal numbers at a time; the second waits here. */
  #waitingNormal: number | null = null;

  constructor(seed: number) {
    let word = seed >>> 0;
    for (let index = 0; index < stateLength; index++) {
      this.#key[index] = word;
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + index + 1) >>> 0;
    }
  }

  /** A place to go on from, for a run that is paused and kept. */
  state(): RandomStateData {
    return { key: this.#key.slice(), position: this.#position, waitingNormal: this.#waitingNormal };
  }

  static fromState(data: RandomStateData): RandomState {
    const state = new RandomState(0);
    state.#key.set(data.key);
    state.#temper();
    state.#position = data.position;
    state.#waitingNormal = data.waitingNormal;
    return state;
  }

  /** The next 624 words of the state. In three stretches, so that no position needs a remainder. */
  #regenerate(): void {
    const key = this.#key;
    let index = 0;
    for (; index < stateLength - shift; index++)
      key[index] = (key[index + shift] ?? 0) ^ twist(key[index] ?? 0, key[index + 1] ?? 0);
    for (; index < stateLength - 1; index++)
      key[index] = (key[index + shift - stateLength] ?? 0) ^ twist(key[index] ?? 0, key[index + 1] ?? 0);
    key[index] = (key[shift - 1] ?? 0) ^ twist(key[index] ?? 0, key[0] ?? 0);
    this.#temper();
    this.#position = 0;
  }

  #temper(): void {
    const key = this.#key;
    const words = this.#words;
    for (let index = 0; index < stateLength; index++) {
      let word = key[index] ?? 0;
      word ^= word >>> 11;
      word ^= (word << 7) & 0x9d2c5680;
      word ^= (word << 15) & 0xefc60000;
      words[index] = word ^ (word >>> 18);
    }
  }

  /** The next 32 random bits. */
  nextWord(): number {
    if (this.#position === stateLength) this.#regenerate();
    return this.#words[this.#position++] ?? 0;
  }

  /** `random_sample()`: 53 random bits, in [0, 1). */
  random(): number {
    const high = this.nextWord() >>> 5;
    const low = this.nextWord() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** A whole number in [0, max], by rejection under the smallest mask that holds `max`. */
  interval(max: number): number {
    if (max === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(max);
    for (;;) {
      const value = (this.nextWord() & mask) >>> 0;
      if (value <= max) return value;
    }
  }

  /** `randint(low, high)`: in [low, high). Ranges above 2³² are not drawn here. */
  integer(low: number, high: number): number {
    return low + this.interval(high - low - 1);
  }

  /** `randn()`: Marsaglia's polar method, as the legacy generator draws it. */
  normal(mean = 0, deviation = 1): number {
    const waiting = this.#waitingNormal;
    if (waiting !== null) {
      this.#waitingNormal = null;
      return mean + deviation * waiting;
    }
    for (;;) {
      const x = 2 * this.random() - 1;
      const y = 2 * this.random() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * accurateLog(square)) / square);
      this.#waitingNormal = factor * x;
      return mean + deviation * factor * y;
    }
  }

  /** `shuffle(x)`: Fisher and Yates from the end, in place. */
  shuffle(values: Int32Array): void {
    const words = this.#words;
    let position = this.#position;
    let mask = 0xffffffff >>> Math.clz32(Math.max(1, values.length - 1));
    let last = values.length - 1;
    while (last > 0) {
      if (last <= mask >>> 1) mask >>>= 1;
      if (position === stateLength) {
        this.#regenerate();
        position = 0;
      }
      const drawn = ((words[position++] ?? 0) & mask) >>> 0;
      if (drawn > last) continue;
      const kept = values[last] ?? 0;
      values[last] = values[drawn] ?? 0;
      values[drawn] = kept;
      last--;
    }
    this.#position = position;
  }

  /** `permutation(n)`. */
  permutation(count: number): Int32Array {
    const order = new Int32Array(count);
    for (let index = 0; index < count; index++) order[index] = index;
    this.shuffle(order);
    return order;
  }

  /** `choice(count, size, replace, p)`. */
  choice(count: number, size: number, replace = true, weights?: readonly number[]): Int32Array {
    if (weights !== undefined) return weightedChoice(() => this.random(), weights, size, replace);
    if (!replace) return this.permutation(count).slice(0, size);
    return Int32Array.from({ length: size }, () => this.interval(count - 1));
  }
}

/** The top bit of one word and the rest of the next, shifted, and mixed with the matrix where the last bit is set. */
function twist(word: number, next: number): number {
  return (((word & 0x80000000) | (next & 0x7fffffff)) >>> 1) ^ (-(next & 1) & 0x9908b0df);
}

export interface RandomStateData {
  readonly key: Uint32Array;
  readonly position: number;
  readonly waitingNormal: number | null;
}
