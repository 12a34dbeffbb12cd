// AssemblyScript: pairs of float64 (f64x2) and the functions of them that training needs.

/**
 * a·b + c. `FMA` is a constant of the build (`--use FMA=1`): with relaxed SIMD the sum is rounded once, and takes half the
 * instructions. Without it c comes first: so a chain's numbers are loaded in the order in which they are used, and wait in
 * memory, not in registers.
 */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (FMA) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(c, f64x2.mul(a, b));
}

/** The two lanes' sum, in both lanes. */
// @ts-ignore: decorator
@inline
export function sumOfLanes(a: v128): v128 {
  return f64x2.add(a, v128.shuffle<f64>(a, a, 1, 0));
}

/** (Σa, Σb) of two pairs. */
// @ts-ignore: decorator
@inline
export function sums(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}

const MAGIC: f64 = 6755399441055744.0;
const EXPONENT_OF_ONE: f64 = 5.054e-321;
/** Beyond it a sigmoid is 0 or 1 to all that follows, and within it 2ᵏ may still be multiplied by what is large. */
export const BOUND: f64 = 600.0;

const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const MINUS_TURNS: f64 = -1.4426950408889634;
/** The coefficients of the polynomial of e^−s, that of sⁿ in Cn. */
const C2: f64 = 0.5000000000000001;
const C3: f64 = -0.16666666666666669;
const C4: f64 = 0.04166666666662413;
const C5: f64 = -0.008333333333330062;
const C6: f64 = 0.0013888888917213717;
const C7: f64 = -0.00019841269863053618;
const C8: f64 = 2.4801521295954376e-5;
const C9: f64 = -2.7557268459997064e-6;
const C10: f64 = 2.7620088445409746e-7;
const C11: f64 = -2.510038549551032e-8;

/**
 * Constants, both lanes of each. Passes over tiles load them where they are used: engines have not enough registers for
 * them, and make them anew, or put them aside, in more instructions than a load.
 */
const constants: usize = memory.data<f64>([
  1.0, 1.0, 0.5, 0.5, 1e-10, 1e-10, 1.0 - 1e-10, 1.0 - 1e-10, -BOUND, -BOUND, BOUND, BOUND,
  MINUS_TURNS, MINUS_TURNS, MAGIC, MAGIC, EXPONENT_OF_ONE, EXPONENT_OF_ONE,
  LN2_HIGH, LN2_HIGH, LN2_LOW, LN2_LOW, 0.6931471805599453, 0.6931471805599453,
  C11, C11, C10, C10, C9, C9, C8, C8, C7, C7, C6, C6, C5, C5, C4, C4, C3, C3, C2, C2, -1.0, -1.0,
], 16);
/** Where each lies. */
export const ONE: usize = 0;
const HALF: usize = 16;
const LEAST: usize = 32;
const MOST: usize = 48;
export const LOW: usize = 64;
export const HIGH: usize = 80;
/** −1 / ln 2, and the number whose sum rounds to a whole one. */
export const TURNS: usize = 96;
export const ROUNDER: usize = 112;
/** Its lowest bits are 1023, the exponent of 1. */
export const UNIT: usize = 128;
/** ln 2 in two parts, and in one. */
const LN2: usize = 144;
const LN2_REST: usize = 160;
const LN2_WHOLE: usize = 176;
/** The coefficient of s¹¹ in the polynomial of e^−s; that of sⁿ is `nth(n)`, down to s¹. */
const ELEVENTH: usize = 192;

// @ts-ignore: decorator
@inline
export function constant(at: usize): v128 {
  return v128.load(constants + at);
}

// @ts-ignore: decorator
@inline
export function nth(n: usize): v128 {
  return constant(ELEVENTH + ((11 - n) << 4));
}

/**
 * eˣ, wrong by less than 2⁻⁵². x = k·ln 2 + r with |r| ≤ ½ ln 2; eʳ is a polynomial of degree 11 (interpolated at
 * Chebyshev's points, relative error 1.6e-17), and k goes into the exponent's bits. Adding 1.5·2⁵² rounds k to a whole
 * number and leaves it in the lowest bits. x is kept within ±708, where 2ᵏ is a normal number; a NaN passes through
 * pmax and pmin, whose first argument wins when the comparison fails.
 */
// @ts-ignore: decorator
@inline
export function expPair(x0: v128): v128 {
  const x = f64x2.pmin(f64x2.pmax(x0, f64x2.splat(-708.0)), f64x2.splat(708.0));
  const shifted = madd(x, f64x2.splat(1.4426950408889634), f64x2.splat(MAGIC));
  const k = f64x2.sub(shifted, f64x2.splat(MAGIC));
  const r = f64x2.add(madd(k, f64x2.splat(-0.6931471803691238), x), f64x2.mul(k, f64x2.splat(-1.9082149292705877e-10)));
  // Estrin's scheme: the powers of r side by side instead of one long chain.
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const r8 = f64x2.mul(r4, r4);
  const c01 = f64x2.add(r, f64x2.splat(1.0));
  const c23 = madd(r, f64x2.splat(0.16666666666666669), f64x2.splat(0.5000000000000001));
  const c45 = madd(r, f64x2.splat(0.008333333333330062), f64x2.splat(0.04166666666662413));
  const c67 = madd(r, f64x2.splat(0.00019841269863053618), f64x2.splat(0.0013888888917213717));
  const c89 = madd(r, f64x2.splat(2.7557268459997064e-6), f64x2.splat(2.4801521295954376e-5));
  const cab = madd(r, f64x2.splat(2.510038549551032e-8), f64x2.splat(2.7620088445409746e-7));
  const low = madd(r2, c23, c01);
  const middle = madd(r2, c67, c45);
  const high = madd(r2, cab, c89);
  const e = madd(r8, high, madd(r4, middle, low));
  return i64x2.add(e, i64x2.shl(shifted, 52));
}

/**
 * A sigmoid's steps for one sample, z → (s, shifted) → e^−s: nothing else is under way, so that engines have registers for
 * the constants, and whoever waits for a step does not wait for a load as well. With fused products they are loaded.
 */
// @ts-ignore: decorator
@inline
export function turned(z: v128): v128 {
  if (FMA) return madd(z, constant(TURNS), constant(ROUNDER));
  return madd(z, f64x2.splat(MINUS_TURNS), f64x2.splat(MAGIC));
}

// @ts-ignore: decorator
@inline
export function powerOfOne(z: v128, shifted: v128): v128 {
  if (FMA) return negativePower(reduced(z, f64x2.sub(shifted, constant(ROUNDER))));
  const k = f64x2.sub(shifted, f64x2.splat(MAGIC));
  const s = f64x2.add(madd(k, f64x2.splat(LN2_HIGH), z), f64x2.mul(k, f64x2.splat(LN2_LOW)));
  return polynomial(
    s, f64x2.splat(1.0), f64x2.splat(C2), f64x2.splat(C3), f64x2.splat(C4), f64x2.splat(C5), f64x2.splat(C6),
    f64x2.splat(C7), f64x2.splat(C8), f64x2.splat(C9), f64x2.splat(C10), f64x2.splat(C11),
  );
}

/** s = z + k·ln 2. Where the product is not rounded, one ln 2 is enough: it is wrong by 2e-17·k. */
// @ts-ignore: decorator
@inline
export function reduced(z: v128, k: v128): v128 {
  if (FMA) return madd(k, constant(LN2_WHOLE), z);
  return f64x2.add(madd(k, constant(LN2), z), f64x2.mul(k, constant(LN2_REST)));
}

/** The polynomial of e^−s by the shortest way, for who waits for it. */
// @ts-ignore: decorator
@inline
export function negativePower(s: v128): v128 {
  return polynomial(
    s, constant(ONE), nth(2), nth(3), nth(4), nth(5), nth(6), nth(7), nth(8), nth(9), nth(10), nth(11),
  );
}

// @ts-ignore: decorator
@inline
function polynomial(
  s: v128, one: v128, c2: v128, c3: v128, c4: v128, c5: v128, c6: v128, c7: v128, c8: v128, c9: v128, c10: v128, c11: v128,
): v128 {
  const s2 = f64x2.mul(s, s);
  const s4 = f64x2.mul(s2, s2);
  const s8 = f64x2.mul(s4, s4);
  const low = madd(s2, madd(s, c3, c2), f64x2.sub(one, s));
  const middle = madd(s2, madd(s, c7, c6), madd(s, c5, c4));
  const high = madd(s2, madd(s, c11, c10), madd(s, c9, c8));
  return f64x2.add(madd(s4, middle, low), f64x2.mul(s8, high));
}

/** 1 / (1 + e⁻ᶻ). The sign is in the constants. */
// @ts-ignore: decorator
@inline
export function sigmoidPair(z0: v128): v128 {
  const z = f64x2.pmin(f64x2.pmax(z0, constant(LOW)), constant(HIGH));
  const shifted = madd(z, constant(TURNS), constant(ROUNDER));
  return sigmoidOf(negativePower(reduced(z, f64x2.sub(shifted, constant(ROUNDER)))), shifted);
}

/** The sigmoid, from the polynomial and the whole number that belong to −z. */
// @ts-ignore: decorator
@inline
export function sigmoidOf(power: v128, shifted: v128): v128 {
  const one = constant(ONE);
  return f64x2.div(one, f64x2.add(one, i64x2.add(power, i64x2.shl(shifted, 52))));
}

/** The lesson's clip: a probability is kept from 0 and 1 before its logarithm is taken. */
// @ts-ignore: decorator
@inline
export function clipPair(a: v128): v128 {
  return f64x2.pmin(f64x2.pmax(a, constant(LEAST)), constant(MOST));
}

/** The true class's probability but for its sign. Clip first, then take what the target leaves: a for 1, 1 − a for 0. */
// @ts-ignore: decorator
@inline
export function chancePair(a: v128, y: v128): v128 {
  return f64x2.sub(f64x2.sub(constant(ONE), y), clipPair(a));
}

/** All ones where z calls the class that y is. */
// @ts-ignore: decorator
@inline
export function isRightPair(z: v128, y: v128): v128 {
  return i64x2.eq(f64x2.gt(z, f64x2.splat(0.0)), f64x2.gt(y, constant(HALF)));
}
