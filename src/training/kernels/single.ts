// AssemblyScript: neurons of one output, logistic and linear. Eight samples at a time: z = x·w + b, the activation, the
// loss and the gradient in one go, so that a sample is read from memory once an epoch.
//
// A row has an even number of columns (the last may be a zero column); a matrix has a multiple of eight rows (the last
// may be zero rows, masked). Rows that are visited as they lie are stored in tiles of eight, pair of columns by pair of
// columns, so that all addresses are constants away from one; rows that are visited in another order each epoch are
// stored one by one. Behind the weights lies the intercept.

import { scratchAt } from "./scratch";
import { addTo, count, ERRORS, multiply, SQUARES } from "./tally";
import {
  chancePair, constant, HIGH, isRightPair, LOW, madd, nth, ONE, reduced, ROUNDER, sigmoidOf, sums, TURNS,
} from "./simd";

export const LOGISTIC: i32 = 0;
export const LINEAR: i32 = 1;

/** z of a block, then its errors e = ∂ℓ/∂z. */
export const A: usize = 0;
export const B: usize = 128;
/** For a block of n rows: n lanes of ones, read from `masks + 8 * (8 − n)`. */
const masks: usize = memory.data<i64>([
  -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
], 16);

// @ts-ignore: decorator
@inline
export function forward(
  p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, p6: usize, p7: usize,
  bytes: usize, w: usize, scratch: usize,
): void {
  let a0 = f64x2.splat(0.0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
  let j: usize = 0;
  for (; j + 48 <= bytes; j += 48) {
    const w0 = v128.load(w + j, 0), w1 = v128.load(w + j, 16), w2 = v128.load(w + j, 32);
    a0 = madd(v128.load(p0 + j, 32), w2, madd(v128.load(p0 + j, 16), w1, madd(v128.load(p0 + j, 0), w0, a0)));
    a1 = madd(v128.load(p1 + j, 32), w2, madd(v128.load(p1 + j, 16), w1, madd(v128.load(p1 + j, 0), w0, a1)));
    a2 = madd(v128.load(p2 + j, 32), w2, madd(v128.load(p2 + j, 16), w1, madd(v128.load(p2 + j, 0), w0, a2)));
    a3 = madd(v128.load(p3 + j, 32), w2, madd(v128.load(p3 + j, 16), w1, madd(v128.load(p3 + j, 0), w0, a3)));
    a4 = madd(v128.load(p4 + j, 32), w2, madd(v128.load(p4 + j, 16), w1, madd(v128.load(p4 + j, 0), w0, a4)));
    a5 = madd(v128.load(p5 + j, 32), w2, madd(v128.load(p5 + j, 16), w1, madd(v128.load(p5 + j, 0), w0, a5)));
    a6 = madd(v128.load(p6 + j, 32), w2, madd(v128.load(p6 + j, 16), w1, madd(v128.load(p6 + j, 0), w0, a6)));
    a7 = madd(v128.load(p7 + j, 32), w2, madd(v128.load(p7 + j, 16), w1, madd(v128.load(p7 + j, 0), w0, a7)));
  }
  for (; j < bytes; j += 16) {
    const w0 = v128.load(w + j);
    a0 = madd(v128.load(p0 + j), w0, a0);
    a1 = madd(v128.load(p1 + j), w0, a1);
    a2 = madd(v128.load(p2 + j), w0, a2);
    a3 = madd(v128.load(p3 + j), w0, a3);
    a4 = madd(v128.load(p4 + j), w0, a4);
    a5 = madd(v128.load(p5 + j), w0, a5);
    a6 = madd(v128.load(p6 + j), w0, a6);
    a7 = madd(v128.load(p7 + j), w0, a7);
  }
  storeScores(scratch, w + bytes, a0, a1, a2, a3, a4, a5, a6, a7);
}

/** z of the eight rows of a tile: there the pair of columns j, j + 1 of all eight rows lie side by side. */
// @ts-ignore: decorator
@inline
function forwardTile(p: usize, bytes: usize, w: usize, scratch: usize): void {
  let a0 = f64x2.splat(0.0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
  const end = w + bytes;
  for (; w < end; w += 16, p += 128) {
    const w0 = v128.load(w);
    a0 = madd(v128.load(p, 0), w0, a0);
    a1 = madd(v128.load(p, 16), w0, a1);
    a2 = madd(v128.load(p, 32), w0, a2);
    a3 = madd(v128.load(p, 48), w0, a3);
    a4 = madd(v128.load(p, 64), w0, a4);
    a5 = madd(v128.load(p, 80), w0, a5);
    a6 = madd(v128.load(p, 96), w0, a6);
    a7 = madd(v128.load(p, 112), w0, a7);
  }
  storeScores(scratch, end, a0, a1, a2, a3, a4, a5, a6, a7);
}

// @ts-ignore: decorator
@inline
function storeScores(
  scratch: usize, intercept: usize, a0: v128, a1: v128, a2: v128, a3: v128, a4: v128, a5: v128, a6: v128, a7: v128,
): void {
  const b = v128.load64_splat(intercept);
  v128.store(scratch, f64x2.add(sums(a6, a7), b), 48);
  v128.store(scratch, f64x2.add(sums(a4, a5), b), 32);
  v128.store(scratch, f64x2.add(sums(a2, a3), b), 16);
  v128.store(scratch, f64x2.add(sums(a0, a1), b), 0);
}

/**
 * Eight rows: their z become their errors; adds up what is to be told of them, and returns the factor of the loss, but for
 * its sign. `some`: only those of the mask are there.
 */
// @ts-ignore: decorator
@inline
function activate(kind: i32, some: bool, scratch: usize, y: usize, mask: usize, tally: usize): v128 {
  if (kind == LOGISTIC) return activateLogistic(some, scratch, y, mask, tally);
  const e0 = present(some, residual(scratch, y, 0), mask, 0), e1 = present(some, residual(scratch, y, 16), mask, 16);
  const e2 = present(some, residual(scratch, y, 32), mask, 32), e3 = present(some, residual(scratch, y, 48), mask, 48);
  v128.store(scratch, f64x2.add(e0, e0), 0);
  v128.store(scratch, f64x2.add(e1, e1), 16);
  v128.store(scratch, f64x2.add(e2, e2), 32);
  v128.store(scratch, f64x2.add(e3, e3), 48);
  addTo(tally, f64x2.add(madd(e0, e0, f64x2.mul(e1, e1)), madd(e2, e2, f64x2.mul(e3, e3))), SQUARES);
  return e0;
}

// @ts-ignore: decorator
@inline
function residual(scratch: usize, y: usize, at: usize): v128 {
  return f64x2.sub(v128.load(scratch + at), v128.load(y + at));
}

/**
 * Four pairs side by side, so that each constant is fetched once for all of them. The polynomials are those of
 * `negativePower`, odd powers and even ones apart: two chains each are short enough to wait for, and few enough for the
 * registers. Compilers would take one pair's steps together and put the constants aside meanwhile. The checks of `scratch`,
 * which is never 0, keep the steps in order; engines keep only the first of them.
 */
// @ts-ignore: decorator
@inline
function activateLogistic(some: bool, scratch: usize, y: usize, mask: usize, tally: usize): v128 {
  const z0 = v128.load(scratch, 0), z1 = v128.load(scratch, 16), z2 = v128.load(scratch, 32), z3 = v128.load(scratch, 48);
  count(tally, i64x2.add(
    i64x2.add(present(some, isRightPair(z0, v128.load(y, 0)), mask, 0), present(some, isRightPair(z1, v128.load(y, 16)), mask, 16)),
    i64x2.add(present(some, isRightPair(z2, v128.load(y, 32)), mask, 32), present(some, isRightPair(z3, v128.load(y, 48)), mask, 48)),
  ));
  const low = constant(LOW), high = constant(HIGH), turns = constant(TURNS), rounder = constant(ROUNDER);
  const x0 = f64x2.pmin(f64x2.pmax(z0, low), high), x1 = f64x2.pmin(f64x2.pmax(z1, low), high);
  const x2 = f64x2.pmin(f64x2.pmax(z2, low), high), x3 = f64x2.pmin(f64x2.pmax(z3, low), high);
  const k0 = madd(x0, turns, rounder), k1 = madd(x1, turns, rounder);
  const k2 = madd(x2, turns, rounder), k3 = madd(x3, turns, rounder);
  const s0 = reduced(x0, f64x2.sub(k0, rounder)), s1 = reduced(x1, f64x2.sub(k1, rounder));
  const s2 = reduced(x2, f64x2.sub(k2, rounder)), s3 = reduced(x3, f64x2.sub(k3, rounder));
  if (!scratch) return s0;
  const t0 = f64x2.mul(s0, s0), t1 = f64x2.mul(s1, s1), t2 = f64x2.mul(s2, s2), t3 = f64x2.mul(s3, s3);
  let c = nth(11), d = nth(9);
  let p0 = madd(t0, c, d), p1 = madd(t1, c, d), p2 = madd(t2, c, d), p3 = madd(t3, c, d);
  c = nth(10); d = nth(8);
  let o0 = madd(t0, c, d), o1 = madd(t1, c, d), o2 = madd(t2, c, d), o3 = madd(t3, c, d);
  if (!scratch) return d;
  d = nth(7);
  p0 = madd(p0, t0, d); p1 = madd(p1, t1, d); p2 = madd(p2, t2, d); p3 = madd(p3, t3, d);
  d = nth(6);
  o0 = madd(o0, t0, d); o1 = madd(o1, t1, d); o2 = madd(o2, t2, d); o3 = madd(o3, t3, d);
  if (!scratch) return d;
  d = nth(5);
  p0 = madd(p0, t0, d); p1 = madd(p1, t1, d); p2 = madd(p2, t2, d); p3 = madd(p3, t3, d);
  d = nth(4);
  o0 = madd(o0, t0, d); o1 = madd(o1, t1, d); o2 = madd(o2, t2, d); o3 = madd(o3, t3, d);
  if (!scratch) return d;
  d = nth(3);
  p0 = madd(p0, t0, d); p1 = madd(p1, t1, d); p2 = madd(p2, t2, d); p3 = madd(p3, t3, d);
  d = nth(2);
  o0 = madd(o0, t0, d); o1 = madd(o1, t1, d); o2 = madd(o2, t2, d); o3 = madd(o3, t3, d);
  if (!scratch) return d;
  d = nth(1);
  p0 = madd(p0, t0, d); p1 = madd(p1, t1, d); p2 = madd(p2, t2, d); p3 = madd(p3, t3, d);
  d = constant(ONE);
  o0 = madd(o0, t0, d); o1 = madd(o1, t1, d); o2 = madd(o2, t2, d); o3 = madd(o3, t3, d);
  if (!scratch) return d;
  // The targets are loaded once more rather than kept all the while.
  const y0 = v128.load(y, 0), y1 = v128.load(y, 16), y2 = v128.load(y, 32), y3 = v128.load(y, 48);
  const a0 = sigmoidOf(madd(p0, s0, o0), k0), a1 = sigmoidOf(madd(p1, s1, o1), k1);
  const a2 = sigmoidOf(madd(p2, s2, o2), k2), a3 = sigmoidOf(madd(p3, s3, o3), k3);
  v128.store(scratch, present(some, f64x2.sub(a0, y0), mask, 0), 0);
  v128.store(scratch, present(some, f64x2.sub(a1, y1), mask, 16), 16);
  v128.store(scratch, present(some, f64x2.sub(a2, y2), mask, 32), 32);
  v128.store(scratch, present(some, f64x2.sub(a3, y3), mask, 48), 48);
  const q0 = orOne(some, chancePair(a0, y0), mask, 0), q1 = orOne(some, chancePair(a1, y1), mask, 16);
  const q2 = orOne(some, chancePair(a2, y2), mask, 32), q3 = orOne(some, chancePair(a3, y3), mask, 48);
  return f64x2.mul(f64x2.mul(q0, q1), f64x2.mul(q2, q3));
}

// @ts-ignore: decorator
@inline
function present(some: bool, value: v128, mask: usize, at: usize): v128 {
  return some ? v128.and(value, v128.load(mask + at)) : value;
}

// @ts-ignore: decorator
@inline
function orOne(some: bool, value: v128, mask: usize, at: usize): v128 {
  return some ? v128.bitselect(value, f64x2.splat(1.0), v128.load(mask + at)) : value;
}

/**
 * A block of sixteen rows. A function of its own, not inlined: engines keep its constants in registers, which the loops
 * about it have no room for.
 */
export function activateBlock(kind: i32, scratch: usize, y: usize, rows: i32, tally: usize): void {
  if (rows < 16) activateSome(kind, scratch, y, rows, tally);
  else if (kind == LOGISTIC) activateAll(LOGISTIC, scratch, y, 64, tally);
  else activateAll(LINEAR, scratch, y, 64, tally);
}

// @ts-ignore: decorator
@inline
function activateAll(kind: i32, scratch: usize, y: usize, yApart: usize, tally: usize): void {
  const q = activate(kind, false, scratch, y, 0, tally);
  const q2 = activate(kind, false, scratch + 64, y + yApart, 0, tally);
  if (kind == LOGISTIC) multiply(tally, f64x2.abs(f64x2.mul(q, q2)));
}

/** A block of which only the first rows are there. */
function activateSome(kind: i32, scratch: usize, y: usize, rows: i32, tally: usize): void {
  const mask = masks + ((16 - min(rows, 16)) << 3);
  if (kind == LINEAR) {
    activate(LINEAR, true, scratch, y, mask, tally);
    activate(LINEAR, true, scratch + 64, y + 64, mask + 64, tally);
  } else {
    const q = activate(LOGISTIC, true, scratch, y, mask, tally);
    const q2 = activate(LOGISTIC, true, scratch + 64, y + 64, mask + 64, tally);
    multiply(tally, f64x2.abs(f64x2.mul(q, q2)));
  }
}

/** Adds Σ eᵢxᵢ of the block to the gradient. */
// @ts-ignore: decorator
@inline
export function backward(
  p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, p6: usize, p7: usize,
  bytes: usize, g: usize, tally: usize, scratch: usize,
): void {
  const e0 = v128.load64_splat(scratch, 0), e1 = v128.load64_splat(scratch, 8);
  const e2 = v128.load64_splat(scratch, 16), e3 = v128.load64_splat(scratch, 24);
  const e4 = v128.load64_splat(scratch, 32), e5 = v128.load64_splat(scratch, 40);
  const e6 = v128.load64_splat(scratch, 48), e7 = v128.load64_splat(scratch, 56);
  addErrors(tally, scratch);
  let j: usize = 0;
  for (; j + 48 <= bytes; j += 48) {
    weightedTo(g + j, 0, p0 + j, p1 + j, p2 + j, p3 + j, p4 + j, p5 + j, p6 + j, p7 + j, e0, e1, e2, e3, e4, e5, e6, e7);
    weightedTo(g + j, 16, p0 + j, p1 + j, p2 + j, p3 + j, p4 + j, p5 + j, p6 + j, p7 + j, e0, e1, e2, e3, e4, e5, e6, e7);
    weightedTo(g + j, 32, p0 + j, p1 + j, p2 + j, p3 + j, p4 + j, p5 + j, p6 + j, p7 + j, e0, e1, e2, e3, e4, e5, e6, e7);
  }
  for (; j < bytes; j += 16) weightedTo(g + j, 0, p0 + j, p1 + j, p2 + j, p3 + j, p4 + j, p5 + j, p6 + j, p7 + j, e0, e1, e2, e3, e4, e5, e6, e7);
}

// @ts-ignore: decorator
@inline
function weightedTo(
  g: usize, at: usize, p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, p6: usize, p7: usize,
  e0: v128, e1: v128, e2: v128, e3: v128, e4: v128, e5: v128, e6: v128, e7: v128,
): void {
  const first = madd(v128.load(p3 + at), e3, madd(v128.load(p2 + at), e2, madd(v128.load(p1 + at), e1, madd(v128.load(p0 + at), e0, v128.load(g + at)))));
  if (FMA) {
    const second = madd(v128.load(p7 + at), e7, madd(v128.load(p6 + at), e6, madd(v128.load(p5 + at), e5, f64x2.mul(v128.load(p4 + at), e4))));
    v128.store(g + at, f64x2.add(first, second));
  } else {
    v128.store(g + at, madd(v128.load(p7 + at), e7, madd(v128.load(p6 + at), e6, madd(v128.load(p5 + at), e5, madd(v128.load(p4 + at), e4, first)))));
  }
}

// @ts-ignore: decorator
@inline
function backwardTile(p: usize, bytes: usize, g: usize, tally: usize, scratch: usize): void {
  const e0 = v128.load64_splat(scratch, 0), e1 = v128.load64_splat(scratch, 8);
  const e2 = v128.load64_splat(scratch, 16), e3 = v128.load64_splat(scratch, 24);
  const e4 = v128.load64_splat(scratch, 32), e5 = v128.load64_splat(scratch, 40);
  const e6 = v128.load64_splat(scratch, 48), e7 = v128.load64_splat(scratch, 56);
  addErrors(tally, scratch);
  const end = g + bytes;
  for (const last = g + (bytes & ~31); g < last; g += 32, p += 256) {
    v128.store(g, weightedTile(p, e0, e1, e2, e3, e4, e5, e6, e7, v128.load(g)));
    v128.store(g, weightedTile(p + 128, e0, e1, e2, e3, e4, e5, e6, e7, v128.load(g, 16)), 16);
  }
  if (g < end) v128.store(g, weightedTile(p, e0, e1, e2, e3, e4, e5, e6, e7, v128.load(g)));
}

// @ts-ignore: decorator
@inline
function weightedTile(p: usize, e0: v128, e1: v128, e2: v128, e3: v128, e4: v128, e5: v128, e6: v128, e7: v128, g: v128): v128 {
  if (FMA) return f64x2.add(
    madd(v128.load(p, 48), e3, madd(v128.load(p, 32), e2, madd(v128.load(p, 16), e1, madd(v128.load(p), e0, g)))),
    madd(v128.load(p, 112), e7, madd(v128.load(p, 96), e6, madd(v128.load(p, 80), e5, f64x2.mul(v128.load(p, 64), e4)))));
  return madd(v128.load(p, 112), e7, madd(v128.load(p, 96), e6, madd(v128.load(p, 80), e5, madd(v128.load(p, 64), e4,
    madd(v128.load(p, 48), e3, madd(v128.load(p, 32), e2, madd(v128.load(p, 16), e1, madd(v128.load(p), e0, g))))))));
}

// @ts-ignore: decorator
@inline
function addErrors(tally: usize, scratch: usize): void {
  const pairs = f64x2.add(v128.load(scratch, 0), v128.load(scratch, 16));
  addTo(tally, f64x2.add(pairs, f64x2.add(v128.load(scratch, 32), v128.load(scratch, 48))), ERRORS);
}

/**
 * Blocks of two tiles, whose sigmoids wait for their own steps side by side. One tile is of each half of the rows: each
 * load of the source then goes on from where it was in steps of one size, which is how processors guess what to fetch from
 * memory, and a tile's gradient comes before the next tiles are begun. Rows that are no whole block lie behind both halves.
 */
// @ts-ignore: decorator
@inline
function pass(kind: i32, learns: bool, x: usize, y: usize, rows: i32, bytes: usize, w: usize, g: usize, tally: usize): void {
  const tile = bytes << 3, blocks = <usize>(rows >> 4), apart = blocks * tile, half = x + apart, yApart = blocks << 6;
  const scratch = scratchAt(A);
  for (; x < half; x += tile, y += 64) {
    forwardTile(x, bytes, w, scratch);
    forwardTile(x + apart, bytes, w, scratch + 64);
    activateAll(kind, scratch, y, yApart, tally);
    if (!learns) continue;
    backwardTile(x, bytes, g, tally, scratch);
    backwardTile(x + apart, bytes, g, tally, scratch + 64);
  }
  rows &= 15;
  if (rows == 0) return;
  x += apart;
  y += yApart;
  forwardTile(x, bytes, w, scratch);
  forwardTile(x + tile, bytes, w, scratch + 64);
  activateSome(kind, scratch, y, rows, tally);
  if (!learns) return;
  backwardTile(x, bytes, g, tally, scratch);
  backwardTile(x + tile, bytes, g, tally, scratch + 64);
}

export function learnLogistic(x: usize, y: usize, rows: i32, bytes: usize, w: usize, g: usize, tally: usize): void {
  pass(LOGISTIC, true, x, y, rows, bytes, w, g, tally);
}

export function judgeLogistic(x: usize, y: usize, rows: i32, bytes: usize, w: usize, tally: usize): void {
  pass(LOGISTIC, false, x, y, rows, bytes, w, 0, tally);
}

export function learnLinear(x: usize, y: usize, rows: i32, bytes: usize, w: usize, g: usize, tally: usize): void {
  pass(LINEAR, true, x, y, rows, bytes, w, g, tally);
}

export function judgeLinear(x: usize, y: usize, rows: i32, bytes: usize, w: usize, tally: usize): void {
  pass(LINEAR, false, x, y, rows, bytes, w, 0, tally);
}

/** w ← w − η(g/m + (λ₁ sign w + λ₂w)/m) over so many bytes, and clears the gradient. */
export function descend(w: usize, g: usize, bytes: usize, samples: f64, rate: f64, l1: f64, l2: f64): void {
  const share = f64x2.splat(1.0 / samples), step = f64x2.splat(-rate), zero = f64x2.splat(0.0);
  const penalised = l1 != 0 || l2 != 0;
  for (let j: usize = 0; j < bytes; j += 16) {
    const weight = v128.load(w + j);
    let slope = f64x2.mul(v128.load(g + j), share);
    if (penalised) {
      const positive = v128.and(f64x2.gt(weight, zero), f64x2.splat(l1));
      const negative = v128.and(f64x2.lt(weight, zero), f64x2.splat(l1));
      const pull = f64x2.add(f64x2.sub(positive, negative), f64x2.mul(weight, f64x2.splat(l2)));
      slope = f64x2.add(slope, f64x2.mul(pull, share));
    }
    v128.store(w + j, f64x2.add(weight, f64x2.mul(step, slope)));
    v128.store(g + j, zero);
  }
}

/** The same for one output, whose Σe waits in `errors`. */
export function update(
  w: usize, g: usize, bytes: usize, errors: usize, samples: f64, rate: f64, l1: f64, l2: f64,
): void {
  descend(w, g, bytes, samples, rate, l1, l2);
  const error = load<f64>(errors) + load<f64>(errors, 8);
  store<f64>(w + bytes, load<f64>(w + bytes) - rate * (error / samples));
  v128.store(errors, f64x2.splat(0.0));
}
