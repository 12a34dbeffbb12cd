// AssemblyScript: pairs of float64 (f64x2) and the functions of them that training needs.

/**
 * a·b + c. `FMA` is a constant of the build (`--use FMA=1`): with relaxed SIMD the sum is rounded once, and takes half the
 * instructions.
 */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (FMA) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
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
  return power(x, madd(x, f64x2.splat(1.4426950408889634), f64x2.splat(MAGIC)));
}

const MAGIC: f64 = 6755399441055744.0;

/**
 * e⁻ᶻ by the shortest way, for who waits for it: the sign goes into a constant, and what is too large for the short way
 * is looked for beside it.
 */
// @ts-ignore: decorator
@inline
export function expOfNegative(z: v128): v128 {
  if (v128.any_true(f64x2.gt(f64x2.abs(z), f64x2.splat(708.0)))) return expPair(f64x2.neg(z));
  return power(f64x2.neg(z), madd(z, f64x2.splat(-1.4426950408889634), f64x2.splat(MAGIC)));
}

/** eˣ, where `shifted` is x / ln 2, rounded to a whole number by the sum with the magic one. */
// @ts-ignore: decorator
@inline
function power(x: v128, shifted: v128): v128 {
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

/** 1 / (1 + e⁻ᶻ). */
// @ts-ignore: decorator
@inline
export function sigmoidPair(z: v128): v128 {
  const one = f64x2.splat(1.0);
  return f64x2.div(one, f64x2.add(one, expPair(f64x2.neg(z))));
}

/** The lesson's clip: a probability is kept from 0 and 1 before its logarithm is taken. */
// @ts-ignore: decorator
@inline
export function clipPair(a: v128): v128 {
  return f64x2.pmin(f64x2.pmax(a, f64x2.splat(1e-10)), f64x2.splat(1.0 - 1e-10));
}
