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

const constants: usize = memory.data<f64>([
  1.0, 1.0, -708.0, -708.0, 708.0, 708.0, -1.4426950408889634, -1.4426950408889634, MAGIC, MAGIC,
  0.6931471803691238, 0.6931471803691238, 1.9082149292705877e-10, 1.9082149292705877e-10,
  -0.16666666666666669, -0.16666666666666669, 0.5000000000000001, 0.5000000000000001,
  -0.008333333333330062, -0.008333333333330062, 0.04166666666662413, 0.04166666666662413,
  -0.00019841269863053618, -0.00019841269863053618, 0.0013888888917213717, 0.0013888888917213717,
  -2.7557268459997064e-6, -2.7557268459997064e-6, 2.4801521295954376e-5, 2.4801521295954376e-5,
  -2.510038549551032e-8, -2.510038549551032e-8, 2.7620088445409746e-7, 2.7620088445409746e-7,
  0.5, 0.5, 1e-10, 1e-10, 1.0 - 1e-10, 1.0 - 1e-10,
], 16);

/**
 * Both lanes hold the constant. Engines with relaxed SIMD make a constant anew wherever it is used, in three
 * instructions; there it is loaded. Those before them keep it at hand.
 */
// @ts-ignore: decorator
@inline
function constant(value: f64, at: usize): v128 {
  if (FMA) return v128.load(constants + (at << 4));
  return f64x2.splat(value);
}

/** 1 / (1 + e⁻ᶻ). The sign is in the constants: with s = z + k·ln 2 the polynomial is that of e⁻ˢ. */
// @ts-ignore: decorator
@inline
export function sigmoidPair(z0: v128): v128 {
  const one = constant(1.0, 0);
  const z = f64x2.pmin(f64x2.pmax(z0, constant(-708.0, 1)), constant(708.0, 2));
  const magic = constant(MAGIC, 4);
  const shifted = madd(z, constant(-1.4426950408889634, 3), magic);
  const k = f64x2.sub(shifted, magic);
  const s = madd(k, constant(1.9082149292705877e-10, 6), madd(k, constant(0.6931471803691238, 5), z));
  const s2 = f64x2.mul(s, s);
  const c01 = f64x2.sub(one, s);
  const c23 = madd(s, constant(-0.16666666666666669, 7), constant(0.5000000000000001, 8));
  const s4 = f64x2.mul(s2, s2);
  const c45 = madd(s, constant(-0.008333333333330062, 9), constant(0.04166666666662413, 10));
  const c67 = madd(s, constant(-0.00019841269863053618, 11), constant(0.0013888888917213717, 12));
  const low = madd(s2, c23, c01);
  const middle = madd(s2, c67, c45);
  const c89 = madd(s, constant(-2.7557268459997064e-6, 13), constant(2.4801521295954376e-5, 14));
  const cab = madd(s, constant(-2.510038549551032e-8, 15), constant(2.7620088445409746e-7, 16));
  const s8 = f64x2.mul(s4, s4);
  const high = madd(s2, cab, c89);
  const e = madd(s8, high, madd(s4, middle, low));
  return f64x2.div(one, f64x2.add(one, i64x2.add(e, i64x2.shl(shifted, 52))));
}

/** The lesson's clip: a probability is kept from 0 and 1 before its logarithm is taken. */
// @ts-ignore: decorator
@inline
export function clipPair(a: v128): v128 {
  return f64x2.pmin(f64x2.pmax(a, constant(1e-10, 18)), constant(1.0 - 1e-10, 19));
}

/** The true class's probability but for its sign. Clip first, then take what the target leaves: a for 1, 1 − a for 0. */
// @ts-ignore: decorator
@inline
export function chancePair(a: v128, y: v128): v128 {
  return f64x2.sub(f64x2.sub(constant(1.0, 0), y), clipPair(a));
}

/** All ones where z calls the class that y is. */
// @ts-ignore: decorator
@inline
export function isRightPair(z: v128, y: v128): v128 {
  return i64x2.eq(f64x2.gt(z, f64x2.splat(0.0)), f64x2.gt(y, constant(0.5, 17)));
}
