// AssemblyScript: NumPy's Mersenne Twister, four words at a time, and its shuffle. The same bits as `base/randomState.ts`.

const LENGTH: usize = 624;
const SHIFT: usize = 397;
/** Layout, in bytes: the state's words, the words as they are handed out, and the position among them. */
const WORDS: usize = LENGTH * 4;
const POSITION: usize = LENGTH * 8;

/** Loaded before a loop, they stay in registers: some engines make a constant anew wherever it is used. */
const constants: usize = memory.data<u32>([
  0x9d2c5680, 0x9d2c5680, 0x9d2c5680, 0x9d2c5680, 0xefc60000, 0xefc60000, 0xefc60000, 0xefc60000,
  0x80000000, 0x80000000, 0x80000000, 0x80000000, 0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff,
  1, 1, 1, 1, 0x9908b0df, 0x9908b0df, 0x9908b0df, 0x9908b0df,
], 16);

// @ts-ignore: decorator
@inline
function temperFour(at: usize, state: v128, seventh: v128, fifteenth: v128): void {
  let word = v128.xor(state, i32x4.shr_u(state, 11));
  word = v128.xor(word, v128.and(i32x4.shl(word, 7), seventh));
  word = v128.xor(word, v128.and(i32x4.shl(word, 15), fifteenth));
  v128.store(at, v128.xor(word, i32x4.shr_u(word, 18)), WORDS);
}

/** The words that are handed out, from the state. */
export function temper(state: usize): void {
  const seventh = v128.load(constants), fifteenth = v128.load(constants, 16);
  for (let at: usize = 0; at < WORDS; at += 16) temperFour(state + at, v128.load(state + at), seventh, fifteenth);
}

/** Words `from` up to at most `to`, four at a time, each from the one `apart` words away; returns where it stopped. */
// @ts-ignore: decorator
@inline
function twist(state: usize, from: usize, to: usize, apart: isize): usize {
  const seventh = v128.load(constants), fifteenth = v128.load(constants, 16);
  const upper = v128.load(constants, 32), lower = v128.load(constants, 48);
  const one = v128.load(constants, 64), mix = v128.load(constants, 80), zero = i32x4.splat(0);
  let at = state + (from << 2);
  for (const last = state + (to << 2); at + 16 <= last; at += 16) {
    const next = v128.load(at, 4);
    const joined = v128.or(v128.and(v128.load(at), upper), v128.and(next, lower));
    const odd = i32x4.sub(zero, v128.and(next, one));
    const mixed = v128.xor(i32x4.shr_u(joined, 1), v128.and(odd, mix));
    const word = v128.xor(v128.load(at + (apart << 2)), mixed);
    v128.store(at, word);
    temperFour(at, word, seventh, fifteenth);
  }
  return (at - state) >> 2;
}

// @ts-ignore: decorator
@inline
function twistOne(at: usize, next: usize, other: usize): void {
  const after = load<u32>(next);
  const joined = (load<u32>(at) & 0x80000000) | (after & 0x7fffffff);
  let word = load<u32>(other) ^ (joined >> 1) ^ ((0 - (after & 1)) & 0x9908b0df);
  store<u32>(at, word);
  word ^= word >> 11;
  word ^= (word << 7) & 0x9d2c5680;
  word ^= (word << 15) & 0xefc60000;
  store<u32>(at, word ^ (word >> 18), WORDS);
}

function regenerate(state: usize): void {
  const middle = LENGTH - SHIFT;
  let index = twist(state, 0, middle, SHIFT);
  for (; index < middle; index++)
    twistOne(state + (index << 2), state + ((index + 1) << 2), state + ((index + SHIFT) << 2));
  index = twist(state, index, LENGTH - 1, -<isize>middle);
  for (; index < LENGTH - 1; index++)
    twistOne(state + (index << 2), state + ((index + 1) << 2), state + ((index - middle) << 2));
  twistOne(state + (index << 2), state, state + ((SHIFT - 1) << 2));
}

/** Numbers that were drawn and not yet used: so many, then their swaps. */
const drawnAtOnce: i32 = 128;
const partners: usize = memory.data(drawnAtOnce * 4 + 16, 16);

/**
 * `random.permutation(count)` into `order`: Fisher and Yates from the end, drawing under the smallest mask. A draw above
 * `last` is thrown away, and no processor can foresee which. So there is no branch on it: each is written down, and one
 * that is thrown away is written over by the next. Where there are enough left, four are drawn in as many steps as two
 * take singly. First the draws, then the swaps, so that neither waits for the other.
 */
export function permute(order: usize, count: i32, state: usize): void {
  let rows = i32x4(0, 1, 2, 3);
  const four = i32x4.splat(4);
  for (let at = order, end = order + (<usize>count << 2); at < end; at += 16) {
    v128.store(at, rows);
    rows = i32x4.add(rows, four);
  }
  const words = state + WORDS, behind = words + WORDS;
  let word = words + (<usize>load<u32>(state, POSITION) << 2);
  let last = count - 1;
  while (last > 0) {
    const mask = 0xffffffff >> clz<u32>(<u32>last);
    // The mask stays while last is above half of it.
    const until = max(<i32>(mask >> 1), last - drawnAtOnce);
    const first = last;
    let to = partners;
    while (last > until) {
      if (word == behind) {
        regenerate(state);
        word = words;
      }
      // No call in these two loops: engines would put everything aside for it.
      while (last - 3 > until && word + 12 < behind) {
        const d0: i32 = load<u32>(word) & mask, d1: i32 = load<u32>(word, 4) & mask;
        const d2: i32 = load<u32>(word, 8) & mask, d3: i32 = load<u32>(word, 12) & mask;
        word += 16;
        // −1 where a draw is at most `last`, lowered by those before it that are fine; else 0.
        const f0 = (d0 - 1 - last) >> 31, f1 = (d1 - 1 - last - f0) >> 31;
        const f2 = (d2 - 1 - last - f0 - f1) >> 31, f3 = (d3 - 1 - last - f0 - f1 - f2) >> 31;
        store<u32>(to, d0);
        to -= <isize>f0 << 2;
        store<u32>(to, d1);
        to -= <isize>f1 << 2;
        store<u32>(to, d2);
        to -= <isize>f2 << 2;
        store<u32>(to, d3);
        to -= <isize>f3 << 2;
        last += f0 + f1 + f2 + f3;
      }
      while (last > until && word < behind) {
        const drawn = load<u32>(word) & mask;
        word += 4;
        store<u32>(to, drawn);
        const isFine = (<i32>drawn - 1 - last) >> 31;
        to -= <isize>isFine << 2;
        last += isFine;
      }
    }
    let a = order + (<usize>first << 2);
    for (let at = partners; at < to; at += 4, a -= 4) {
      const b = order + (<usize>load<u32>(at) << 2);
      const kept = load<i32>(a);
      store<i32>(a, load<i32>(b));
      store<i32>(b, kept);
    }
  }
  store<u32>(state, <u32>((word - words) >> 2), POSITION);
}
