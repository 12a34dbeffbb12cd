// AssemblyScript: one sample, one update. Each sample waits for the weights of the one before it, and most of the wait
// is the sigmoid's. So the next sample's z is prepared meanwhile, with the old weights: w′ = c·w − η·e·x (c = 1 − η·λ₂)
// makes x′·w′ = c·(x′·w) − η·e·(x′·x), and both products on the right need neither e nor w′.

import { addTo, multiply, RIGHT, SQUARES } from "./tally";
import { BOUND, chancePair, constant, HIGH, LOW, madd, ONE, powerOfOne, sumOfLanes, turned, UNIT } from "./simd";
import { LINEAR, LOGISTIC } from "./single";

/** Adds one sample's squared error, in the first lane alone, and returns its error 2(z − y). */
// @ts-ignore: decorator
@inline
function tallyLinear(z: v128, y: v128, tally: usize): v128 {
  const residual = f64x2.sub(z, y);
  addTo(tally, v128.and(f64x2.mul(residual, residual), i64x2(-1, 0)), SQUARES);
  return f64x2.add(residual, residual);
}

/** The bits of the number up to which z is within bounds, but for the sign. */
const FAR: u64 = reinterpret<u64>(BOUND) << 1;

/**
 * The weights of the sample before are corrected in the same sweep in which the next sample's product is taken, so that
 * they are loaded once. `decays` is false where there is no L2 penalty, which saves a product a weight.
 */
// @ts-ignore: decorator
@inline
function walk(
  kind: i32, decays: bool, x: usize, y: usize, order: usize, from: i32, to: i32,
  bytes: usize, w: usize, tally: usize, rate: f64, l2: f64,
): void {
  const one = f64x2.splat(1.0), zero = f64x2.splat(0.0), lane = i64x2(-1, 0), step = f64x2.splat(-rate), end = bytes & ~31;
  const decay = f64x2.splat(1.0 - rate * l2);
  let keep = one, pull = f64x2.splat(0.0);
  let bias = v128.load64_splat(w + bytes);
  let row = <usize>load<i32>(order + ((<usize>from) << 2));
  let p = x + row * bytes, before = p;
  let z = f64x2.splat(0.0);
  for (let j: usize = 0; j < bytes; j += 16) z = madd(v128.load(p + j), v128.load(w + j), z);
  z = f64x2.add(sumOfLanes(z), bias);
  // Both lanes hold the same; the first is the one that is kept.
  let product = one, right = i64x2.splat(0);
  for (let at = from; at < to; at++) {
    const next = <usize>load<i32>(order + ((<usize>min(at + 1, to - 1)) << 2));
    const q = x + next * bytes;
    let a0 = f64x2.splat(0.0), a1 = a0, c0 = a0, c1 = a0;
    let j: usize = 0;
    for (; j < end; j += 32) {
      const n0 = v128.load(q + j), n1 = v128.load(q + j, 16);
      let w0 = v128.load(w + j), w1 = v128.load(w + j, 16);
      if (decays) { w0 = f64x2.mul(keep, w0); w1 = f64x2.mul(keep, w1); }
      w0 = madd(pull, v128.load(before + j), w0);
      w1 = madd(pull, v128.load(before + j, 16), w1);
      v128.store(w + j, w0);
      v128.store(w + j, w1, 16);
      a0 = madd(w0, n0, a0);
      a1 = madd(w1, n1, a1);
      c0 = madd(v128.load(p + j), n0, c0);
      c1 = madd(v128.load(p + j, 16), n1, c1);
    }
    if (j < bytes) {
      const n0 = v128.load(q + j);
      const w0 = madd(pull, v128.load(before + j), decays ? f64x2.mul(keep, v128.load(w + j)) : v128.load(w + j));
      v128.store(w + j, w0);
      a0 = madd(w0, n0, a0);
      c0 = madd(v128.load(p + j), n0, c0);
    }
    keep = decay;
    const old = sumOfLanes(f64x2.add(a0, a1));
    const both = sumOfLanes(f64x2.add(c0, c1));
    const y0 = v128.load64_splat(y + (row << 3));
    // z′ = c·(x′·w) + b − η·e·(x′·x + 1) with e = a − y: all but a is known before a is, so that the next sigmoid waits
    // for one division, one product and one sum.
    const d = f64x2.mul(step, f64x2.add(both, constant(ONE)));
    const base = f64x2.add(decays ? f64x2.mul(decay, old) : old, bias);
    if (kind == LOGISTIC) {
      let near = z;
      if (<u64>i64x2.extract_lane(z, 0) << 1 > FAR) near = f64x2.pmin(f64x2.pmax(z, constant(LOW)), constant(HIGH));
      const shifted = turned(near);
      const e = powerOfOne(near, shifted);
      const scale = i64x2.shl(i64x2.sub(constant(UNIT), shifted), 52);
      // 1 / (1 + 2ᵏe) = 2⁻ᵏ / (2⁻ᵏ + e), which waits for one sum less.
      const denominator = f64x2.add(e, scale);
      const rest = f64x2.sub(base, f64x2.mul(d, y0));
      const a = f64x2.div(scale, denominator);
      const ahead = madd(d, a, rest);
      right = i64x2.sub(right, i64x2.eq(f64x2.gt(z, zero), f64x2.gt(y0, zero)));
      product = f64x2.mul(product, chancePair(a, y0));
      // Sixteen probabilities of 1e-10 are still far from the smallest number.
      if ((at & 15) == 15) {
        multiply(tally, v128.bitselect(f64x2.abs(product), one, lane));
        product = one;
      }
      pull = FMA ? madd(step, a, f64x2.neg(f64x2.mul(step, y0))) : f64x2.mul(step, f64x2.sub(a, y0));
      z = ahead;
    } else {
      const error = tallyLinear(z, y0, tally);
      pull = f64x2.mul(step, error);
      z = f64x2.add(base, f64x2.mul(d, error));
    }
    bias = f64x2.add(bias, pull);
    before = p;
    p = q;
    row = next;
  }
  if (kind == LOGISTIC) {
    multiply(tally, v128.bitselect(f64x2.abs(product), one, lane));
    v128.store(tally, i64x2.add(v128.load(tally, RIGHT), v128.and(right, lane)), RIGHT);
  }
  for (let j: usize = 0; j < bytes; j += 16)
    v128.store(w + j, madd(pull, v128.load(before + j), f64x2.mul(decay, v128.load(w + j))));
  store<f64>(w + bytes, f64x2.extract_lane(bias, 0));
}

/** Samples `order[from … to)`, an update after each; without an L1 penalty, whose sign breaks the sum apart. */
export function oneByOne(
  kind: i32, x: usize, y: usize, order: usize, from: i32, to: i32,
  bytes: usize, w: usize, tally: usize, rate: f64, l2: f64,
): void {
  if (kind == LINEAR) walk(LINEAR, true, x, y, order, from, to, bytes, w, tally, rate, l2);
  else if (l2 != 0) walk(LOGISTIC, true, x, y, order, from, to, bytes, w, tally, rate, l2);
  else walk(LOGISTIC, false, x, y, order, from, to, bytes, w, tally, rate, l2);
}
