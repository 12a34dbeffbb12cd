// AssemblyScript: neurons of one output, logistic and linear. Eight samples at a time: z = x·w + b, the activation, the
// loss and the gradient in one go, so that a sample is read from memory once an epoch.
//
// A row has an even number of columns (the last may be a zero column); a matrix has a multiple of eight rows (the last
// may be zero rows, masked). Rows that are visited as they lie are stored in tiles of eight, pair of columns by pair of
// columns, so that all addresses are constants away from one; rows that are visited in another order each epoch are
// stored one by one. Behind the weights lies the intercept.

import { addTo, clearTally, count, ERRORS, multiply, SQUARES } from "./tally";
import { clipPair, madd, sigmoidPair, sums } from "./simd";

export const LOGISTIC: i32 = 0;
export const LINEAR: i32 = 1;

/** z of a block, then its errors e = ∂ℓ/∂z; and a block's gathered targets. */
const scratchA: usize = memory.data(64, 16);
const scratchB: usize = memory.data(64, 16);
const targetsA: usize = memory.data(64, 16);
const targetsB: usize = memory.data(64, 16);
/** Addresses of the rows of two blocks. */
const rowsOfBlocks: usize = memory.data(64, 16);
/** For a block of n rows: n lanes of ones, read from `masks + 8 * (8 − n)`. */
const masks: usize = memory.data<i64>([-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0], 16);

// @ts-ignore: decorator
@inline
function forward(
  p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, p6: usize, p7: usize,
  bytes: usize, w: usize, scratch: usize,
): void {
  let a0 = f64x2.splat(0.0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
  let j: usize = 0;
  for (const end = bytes & ~31; j < end; j += 32) {
    const w0 = v128.load(w + j), w1 = v128.load(w + j, 16);
    a0 = madd(v128.load(p0 + j, 16), w1, madd(v128.load(p0 + j), w0, a0));
    a1 = madd(v128.load(p1 + j, 16), w1, madd(v128.load(p1 + j), w0, a1));
    a2 = madd(v128.load(p2 + j, 16), w1, madd(v128.load(p2 + j), w0, a2));
    a3 = madd(v128.load(p3 + j, 16), w1, madd(v128.load(p3 + j), w0, a3));
    a4 = madd(v128.load(p4 + j, 16), w1, madd(v128.load(p4 + j), w0, a4));
    a5 = madd(v128.load(p5 + j, 16), w1, madd(v128.load(p5 + j), w0, a5));
    a6 = madd(v128.load(p6 + j, 16), w1, madd(v128.load(p6 + j), w0, a6));
    a7 = madd(v128.load(p7 + j, 16), w1, madd(v128.load(p7 + j), w0, a7));
  }
  if (j < bytes) {
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
  for (const last = w + (bytes & ~31); w < last; w += 32, p += 256) {
    const w0 = v128.load(w), w1 = v128.load(w, 16);
    a0 = madd(v128.load(p, 0), w0, a0);
    a1 = madd(v128.load(p, 16), w0, a1);
    a2 = madd(v128.load(p, 32), w0, a2);
    a3 = madd(v128.load(p, 48), w0, a3);
    a4 = madd(v128.load(p, 64), w0, a4);
    a5 = madd(v128.load(p, 80), w0, a5);
    a6 = madd(v128.load(p, 96), w0, a6);
    a7 = madd(v128.load(p, 112), w0, a7);
    a0 = madd(v128.load(p, 128), w1, a0);
    a1 = madd(v128.load(p, 144), w1, a1);
    a2 = madd(v128.load(p, 160), w1, a2);
    a3 = madd(v128.load(p, 176), w1, a3);
    a4 = madd(v128.load(p, 192), w1, a4);
    a5 = madd(v128.load(p, 208), w1, a5);
    a6 = madd(v128.load(p, 224), w1, a6);
    a7 = madd(v128.load(p, 240), w1, a7);
  }
  if (w < end) {
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
  v128.store(scratch, f64x2.add(sums(a0, a1), b), 0);
  v128.store(scratch, f64x2.add(sums(a2, a3), b), 16);
  v128.store(scratch, f64x2.add(sums(a4, a5), b), 32);
  v128.store(scratch, f64x2.add(sums(a6, a7), b), 48);
}

/** One pair's activation, loss and error: returns the factor of the loss's product. */
// @ts-ignore: decorator
@inline
function activatePair(kind: i32, scratch: usize, y: usize, mask: usize, tally: usize, at: usize): v128 {
  const z = v128.load(scratch + at);
  const target = v128.load(y + at);
  const present = v128.load(mask + at);
  if (kind == LINEAR) {
    const residual = v128.and(f64x2.sub(z, target), present);
    addTo(tally, f64x2.mul(residual, residual), SQUARES);
    v128.store(scratch + at, f64x2.add(residual, residual));
    return present;
  }
  const a = sigmoidPair(z);
  v128.store(scratch + at, v128.and(f64x2.sub(a, target), present));
  const called = f64x2.gt(z, f64x2.splat(0.0));
  const wanted = f64x2.gt(target, f64x2.splat(0.5));
  count(tally, v128.and(i64x2.eq(called, wanted), present));
  // Clip first, then take what the target leaves: |1 − y − a| is a for y = 1, and 1 − a for y = 0.
  const q = f64x2.abs(f64x2.sub(f64x2.sub(f64x2.splat(1.0), target), clipPair(a)));
  return v128.bitselect(q, f64x2.splat(1.0), present);
}

// @ts-ignore: decorator
@inline
function activate(kind: i32, scratch: usize, y: usize, mask: usize, tally: usize): v128 {
  const q0 = activatePair(kind, scratch, y, mask, tally, 0);
  const q1 = activatePair(kind, scratch, y, mask, tally, 16);
  const q2 = activatePair(kind, scratch, y, mask, tally, 32);
  const q3 = activatePair(kind, scratch, y, mask, tally, 48);
  return f64x2.mul(f64x2.mul(q0, q1), f64x2.mul(q2, q3));
}

/** Adds Σ eᵢxᵢ of the block to the gradient. */
// @ts-ignore: decorator
@inline
function backward(
  p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, p6: usize, p7: usize,
  bytes: usize, g: usize, tally: usize, scratch: usize,
): void {
  const e0 = v128.load64_splat(scratch, 0), e1 = v128.load64_splat(scratch, 8);
  const e2 = v128.load64_splat(scratch, 16), e3 = v128.load64_splat(scratch, 24);
  const e4 = v128.load64_splat(scratch, 32), e5 = v128.load64_splat(scratch, 40);
  const e6 = v128.load64_splat(scratch, 48), e7 = v128.load64_splat(scratch, 56);
  addErrors(tally, scratch);
  let j: usize = 0;
  for (const end = bytes & ~31; j < end; j += 32) {
    let s = madd(v128.load(p3 + j), e3, madd(v128.load(p2 + j), e2,
      madd(v128.load(p1 + j), e1, madd(v128.load(p0 + j), e0, v128.load(g + j)))));
    let t = madd(v128.load(p7 + j), e7, madd(v128.load(p6 + j), e6,
      madd(v128.load(p5 + j), e5, f64x2.mul(v128.load(p4 + j), e4))));
    v128.store(g + j, f64x2.add(s, t));
    s = madd(v128.load(p3 + j, 16), e3, madd(v128.load(p2 + j, 16), e2,
      madd(v128.load(p1 + j, 16), e1, madd(v128.load(p0 + j, 16), e0, v128.load(g + j, 16)))));
    t = madd(v128.load(p7 + j, 16), e7, madd(v128.load(p6 + j, 16), e6,
      madd(v128.load(p5 + j, 16), e5, f64x2.mul(v128.load(p4 + j, 16), e4))));
    v128.store(g + j, f64x2.add(s, t), 16);
  }
  if (j < bytes) {
    const s = madd(v128.load(p3 + j), e3, madd(v128.load(p2 + j), e2,
      madd(v128.load(p1 + j), e1, madd(v128.load(p0 + j), e0, v128.load(g + j)))));
    const t = madd(v128.load(p7 + j), e7, madd(v128.load(p6 + j), e6,
      madd(v128.load(p5 + j), e5, f64x2.mul(v128.load(p4 + j), e4))));
    v128.store(g + j, f64x2.add(s, t));
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
    v128.store(g, f64x2.add(
      madd(v128.load(p, 48), e3, madd(v128.load(p, 32), e2, madd(v128.load(p, 16), e1, madd(v128.load(p, 0), e0, v128.load(g, 0))))),
      madd(v128.load(p, 112), e7, madd(v128.load(p, 96), e6, madd(v128.load(p, 80), e5, f64x2.mul(v128.load(p, 64), e4)))),
    ), 0);
    v128.store(g, f64x2.add(
      madd(v128.load(p, 176), e3, madd(v128.load(p, 160), e2, madd(v128.load(p, 144), e1, madd(v128.load(p, 128), e0, v128.load(g, 16))))),
      madd(v128.load(p, 240), e7, madd(v128.load(p, 224), e6, madd(v128.load(p, 208), e5, f64x2.mul(v128.load(p, 192), e4)))),
    ), 16);
  }
  if (g < end) {
    v128.store(g, f64x2.add(
      madd(v128.load(p, 48), e3, madd(v128.load(p, 32), e2, madd(v128.load(p, 16), e1, madd(v128.load(p, 0), e0, v128.load(g, 0))))),
      madd(v128.load(p, 112), e7, madd(v128.load(p, 96), e6, madd(v128.load(p, 80), e5, f64x2.mul(v128.load(p, 64), e4)))),
    ), 0);
  }
}

// @ts-ignore: decorator
@inline
function addErrors(tally: usize, scratch: usize): void {
  const pairs = f64x2.add(v128.load(scratch, 0), v128.load(scratch, 16));
  addTo(tally, f64x2.add(pairs, f64x2.add(v128.load(scratch, 32), v128.load(scratch, 48))), ERRORS);
}

/**
 * Tile after tile, as they lie in memory. Two at a time: while the sigmoids of one wait for their own steps, those of the
 * other go on.
 */
// @ts-ignore: decorator
@inline
function pass(kind: i32, learns: bool, x: usize, y: usize, rows: i32, bytes: usize, w: usize, g: usize, tally: usize): void {
  const tile = bytes << 3;
  for (; rows > 8; rows -= 16) {
    const x2 = x + tile;
    forwardTile(x, bytes, w, scratchA);
    forwardTile(x2, bytes, w, scratchB);
    const q = activate(kind, scratchA, y, masks, tally);
    const q2 = activate(kind, scratchB, y + 64, masks + ((16 - min(rows, 16)) << 3), tally);
    if (kind == LOGISTIC) multiply(tally, f64x2.mul(q, q2));
    if (learns) {
      backwardTile(x, bytes, g, tally, scratchA);
      backwardTile(x2, bytes, g, tally, scratchB);
    }
    x = x2 + tile;
    y += 128;
  }
  if (rows > 0) {
    forwardTile(x, bytes, w, scratchA);
    const q = activate(kind, scratchA, y, masks + ((8 - rows) << 3), tally);
    if (kind == LOGISTIC) multiply(tally, q);
    if (learns) backwardTile(x, bytes, g, tally, scratchA);
  }
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

/** Notes where the rows of two blocks lie, and gathers their targets; rows beyond the last are the last again. */
// @ts-ignore: decorator
@inline
function gather(x: usize, y: usize, order: usize, at: i32, last: i32, bytes: usize): void {
  for (let lane = 0; lane < 16; lane++) {
    const row = <usize>load<i32>(order + ((<usize>min(at + lane, last)) << 2));
    store<u32>(rowsOfBlocks + (<usize>lane << 2), <u32>(x + row * bytes));
    store<f64>((lane < 8 ? targetsA : targetsB - 64) + (<usize>lane << 3), load<f64>(y + (row << 3)));
  }
}

// @ts-ignore: decorator
@inline
function row(lane: usize): usize {
  return <usize>load<u32>(rowsOfBlocks + (lane << 2));
}

// @ts-ignore: decorator
@inline
function forwardBlock(block: usize, bytes: usize, w: usize, scratch: usize): void {
  const n = block << 3;
  forward(row(n), row(n + 1), row(n + 2), row(n + 3), row(n + 4), row(n + 5), row(n + 6), row(n + 7), bytes, w, scratch);
}

// @ts-ignore: decorator
@inline
function backwardBlock(block: usize, bytes: usize, g: usize, tally: usize, scratch: usize): void {
  const n = block << 3;
  backward(
    row(n), row(n + 1), row(n + 2), row(n + 3), row(n + 4), row(n + 5), row(n + 6), row(n + 7),
    bytes, g, tally, scratch,
  );
}

/** Rows `order[from … to)`: gathered by their addresses, nothing is copied but the targets. Two blocks at a time. */
// @ts-ignore: decorator
@inline
function gatheredPass(
  kind: i32, learns: bool, x: usize, y: usize, order: usize, from: i32, to: i32,
  bytes: usize, w: usize, g: usize, tally: usize,
): void {
  for (let at = from; at < to; at += 16) {
    const rows = to - at;
    gather(x, y, order, at, to - 1, bytes);
    forwardBlock(0, bytes, w, scratchA);
    if (rows > 8) forwardBlock(1, bytes, w, scratchB);
    let q = activate(kind, scratchA, targetsA, masks + ((8 - min(rows, 8)) << 3), tally);
    if (rows > 8) q = f64x2.mul(q, activate(kind, scratchB, targetsB, masks + ((16 - min(rows, 16)) << 3), tally));
    if (kind == LOGISTIC) multiply(tally, q);
    if (learns) {
      backwardBlock(0, bytes, g, tally, scratchA);
      if (rows > 8) backwardBlock(1, bytes, g, tally, scratchB);
    }
  }
}

/** The loss and the right answers of rows `order[from … to)`. */
export function judgeOrdered(
  kind: i32, x: usize, y: usize, order: usize, from: i32, to: i32, bytes: usize, w: usize, tally: usize,
): void {
  if (kind == LOGISTIC) gatheredPass(LOGISTIC, false, x, y, order, from, to, bytes, w, 0, tally);
  else gatheredPass(LINEAR, false, x, y, order, from, to, bytes, w, 0, tally);
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

/** One whole epoch of a small set: the update from all rows, then the validation rows' loss. */
export function batchEpoch(
  kind: i32, x: usize, y: usize, rows: i32, xv: usize, yv: usize, rowsV: i32,
  bytes: usize, w: usize, g: usize, tally: usize, tallyV: usize, rate: f64, l1: f64, l2: f64,
): void {
  clearTally(tally);
  clearTally(tallyV);
  if (kind == LOGISTIC) learnLogistic(x, y, rows, bytes, w, g, tally);
  else learnLinear(x, y, rows, bytes, w, g, tally);
  update(w, g, bytes, tally + ERRORS, <f64>rows, rate, l1, l2);
  if (kind == LOGISTIC) judgeLogistic(xv, yv, rowsV, bytes, w, tallyV);
  else judgeLinear(xv, yv, rowsV, bytes, w, tallyV);
}

/** Mini-batches of `size` rows over `order[from … to)`, an update after each. */
export function miniBatches(
  kind: i32, x: usize, y: usize, order: usize, from: i32, to: i32, size: i32,
  bytes: usize, w: usize, g: usize, tally: usize, rate: f64, l1: f64, l2: f64,
): void {
  for (let at = from; at < to; at += size) {
    const end = min(at + size, to);
    if (kind == LOGISTIC) gatheredPass(LOGISTIC, true, x, y, order, at, end, bytes, w, g, tally);
    else gatheredPass(LINEAR, true, x, y, order, at, end, bytes, w, g, tally);
    update(w, g, bytes, tally + ERRORS, <f64>(end - at), rate, l1, l2);
  }
}
