// AssemblyScript: one sample, one update. Each sample waits for the weights of the one before it, and most of the wait
// is the sigmoid's. So the next sample's z is prepared meanwhile, with the old weights: w′ = c·w − η·e·x (c = 1 − η·λ₂)
// makes x′·w′ = c·(x′·w) − η·e·(x′·x), and both products on the right need neither e nor w′.

import { count, multiply, SQUARES, addTo } from "./tally";
import { clipPair, madd, sigmoidPair, sumOfLanes } from "./simd";
import { LINEAR, LOGISTIC } from "./single";

// @ts-ignore: decorator
@inline
function errorOf(kind: i32, z: v128, target: f64, tally: usize): v128 {
  const lane = i64x2(-1, 0);
  const y = f64x2.splat(target);
  if (kind == LINEAR) {
    const residual = f64x2.sub(z, y);
    addTo(tally, v128.and(f64x2.mul(residual, residual), lane), SQUARES);
    return f64x2.add(residual, residual);
  }
  const a = sigmoidPair(z);
  const called = f64x2.gt(z, f64x2.splat(0.0));
  count(tally, v128.and(i64x2.eq(called, f64x2.gt(y, f64x2.splat(0.5))), lane));
  const q = f64x2.abs(f64x2.sub(f64x2.sub(f64x2.splat(1.0), y), clipPair(a)));
  multiply(tally, v128.bitselect(q, f64x2.splat(1.0), lane));
  return f64x2.sub(a, y);
}

// @ts-ignore: decorator
@inline
function walk(
  kind: i32, x: usize, y: usize, order: usize, from: i32, to: i32,
  bytes: usize, w: usize, tally: usize, rate: f64, l2: f64,
): void {
  const keep = f64x2.splat(1.0 - rate * l2);
  const step = f64x2.splat(-rate);
  let bias = v128.load64_splat(w + bytes);
  let row = <usize>load<i32>(order + ((<usize>from) << 2));
  let p = x + row * bytes;
  let z = f64x2.splat(0.0);
  for (let j: usize = 0; j < bytes; j += 16) z = madd(v128.load(p + j), v128.load(w + j), z);
  z = f64x2.add(sumOfLanes(z), bias);
  for (let at = from; at < to; at++) {
    const next = <usize>load<i32>(order + ((<usize>min(at + 1, to - 1)) << 2));
    const q = x + next * bytes;
    let a0 = f64x2.splat(0.0), a1 = a0, c0 = a0, c1 = a0;
    let j: usize = 0;
    for (const end = bytes & ~31; j < end; j += 32) {
      const n0 = v128.load(q + j), n1 = v128.load(q + j, 16);
      a0 = madd(v128.load(w + j), n0, a0);
      a1 = madd(v128.load(w + j, 16), n1, a1);
      c0 = madd(v128.load(p + j), n0, c0);
      c1 = madd(v128.load(p + j, 16), n1, c1);
    }
    if (j < bytes) {
      const n0 = v128.load(q + j);
      a0 = madd(v128.load(w + j), n0, a0);
      c0 = madd(v128.load(p + j), n0, c0);
    }
    const old = sumOfLanes(f64x2.add(a0, a1));
    const both = sumOfLanes(f64x2.add(c0, c1));
    const pull = f64x2.mul(step, errorOf(kind, z, load<f64>(y + (row << 3)), tally));
    for (let k: usize = 0; k < bytes; k += 16)
      v128.store(w + k, madd(pull, v128.load(p + k), f64x2.mul(keep, v128.load(w + k))));
    bias = f64x2.add(bias, pull);
    z = f64x2.add(madd(pull, both, f64x2.mul(keep, old)), bias);
    p = q;
    row = next;
  }
  store<f64>(w + bytes, f64x2.extract_lane(bias, 0));
}

/** Samples `order[from … to)`, an update after each; without an L1 penalty, whose sign breaks the sum apart. */
export function oneByOne(
  kind: i32, x: usize, y: usize, order: usize, from: i32, to: i32,
  bytes: usize, w: usize, tally: usize, rate: f64, l2: f64,
): void {
  if (kind == LOGISTIC) walk(LOGISTIC, x, y, order, from, to, bytes, w, tally, rate, l2);
  else walk(LINEAR, x, y, order, from, to, bytes, w, tally, rate, l2);
}
