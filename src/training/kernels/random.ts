// AssemblyScript: NumPy's Mersenne Twister and its shuffle, four words at a time. The same bits as `datasets/random.ts`.

const LENGTH: usize = 624;
const SHIFT: usize = 397;
/** Layout, in bytes: the state's words, the words as they are handed out, and the position among them. */
const WORDS: usize = LENGTH * 4;
const POSITION: usize = LENGTH * 8;

// @ts-ignore: decorator
@inline
function twistFour(at: usize, other: usize): void {
  const next = v128.load(at, 4);
  const joined = v128.or(
    v128.and(v128.load(at), i32x4.splat(0x80000000)),
    v128.and(next, i32x4.splat(0x7fffffff)),
  );
  const odd = i32x4.sub(i32x4.splat(0), v128.and(next, i32x4.splat(1)));
  const mixed = v128.xor(i32x4.shr_u(joined, 1), v128.and(odd, i32x4.splat(0x9908b0df)));
  v128.store(at, v128.xor(v128.load(other), mixed));
}

// @ts-ignore: decorator
@inline
function twistOne(at: usize, next: usize, other: usize): void {
  const word = load<u32>(next);
  const joined = (load<u32>(at) & 0x80000000) | (word & 0x7fffffff);
  store<u32>(at, load<u32>(other) ^ (joined >> 1) ^ ((0 - (word & 1)) & 0x9908b0df));
}

/** The words that are handed out, from the state. */
export function temper(state: usize): void {
  for (let at: usize = 0; at < WORDS; at += 16) {
    let word = v128.load(state + at);
    word = v128.xor(word, i32x4.shr_u(word, 11));
    word = v128.xor(word, v128.and(i32x4.shl(word, 7), i32x4.splat(0x9d2c5680)));
    word = v128.xor(word, v128.and(i32x4.shl(word, 15), i32x4.splat(0xefc60000)));
    v128.store(state + WORDS + at, v128.xor(word, i32x4.shr_u(word, 18)));
  }
}

function regenerate(state: usize): void {
  const middle = LENGTH - SHIFT;
  let index: usize = 0;
  for (; index + 4 <= middle; index += 4) twistFour(state + (index << 2), state + ((index + SHIFT) << 2));
  for (; index < middle; index++)
    twistOne(state + (index << 2), state + ((index + 1) << 2), state + ((index + SHIFT) << 2));
  for (; index + 4 < LENGTH; index += 4) twistFour(state + (index << 2), state + ((index - middle) << 2));
  for (; index < LENGTH - 1; index++)
    twistOne(state + (index << 2), state + ((index + 1) << 2), state + ((index - middle) << 2));
  twistOne(state + (index << 2), state, state + ((SHIFT - 1) << 2));
  temper(state);
}

/** Numbers that were drawn and not yet used: so many, then their swaps. */
const drawnAtOnce: i32 = 128;
const partners: usize = memory.data(drawnAtOnce * 4 + 16, 16);

/**
 * `random.permutation(count)` into `order`: Fisher and Yates from the end, drawing under the smallest mask. A draw above
 * `last` is thrown away, which no processor can foresee, so there is no branch on it: it is written down, and written over
 * by the next. First the draws, then the swaps, so that neither waits for the other.
 */
export function permute(order: usize, count: i32, state: usize): void {
  for (let row = 0; row < count; row++) store<i32>(order + (<usize>row << 2), row);
  let position = load<u32>(state, POSITION);
  let last = count - 1;
  while (last > 0) {
    const mask = 0xffffffff >> clz<u32>(<u32>last);
    // The mask stays while last is above half of it.
    const until = max(<i32>(mask >> 1), last - drawnAtOnce);
    const first = last;
    let to = partners;
    while (last > until) {
      if (position == LENGTH) {
        regenerate(state);
        position = 0;
      }
      const drawn = load<u32>(state + (<usize>position << 2), WORDS) & mask;
      position++;
      store<u32>(to, drawn);
      const isFine = <i32>(drawn <= <u32>last);
      to += <usize>isFine << 2;
      last -= isFine;
    }
    let a = order + (<usize>first << 2);
    for (let at = partners; at < to; at += 4, a -= 4) {
      const b = order + (<usize>load<u32>(at) << 2);
      const kept = load<i32>(a);
      store<i32>(a, load<i32>(b));
      store<i32>(b, kept);
    }
  }
  store<u32>(state, position, POSITION);
}
