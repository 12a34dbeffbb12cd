// AssemblyScript: the softmax layer, thirty-two samples at a time. Scores, probabilities, errors and gradient of a tile stay
// in the nearest cache. Classes lie side by side, in pairs; an odd number of them gets one that is never called.
//
// Register blocks: 2 samples × 5 pairs of classes (or 4 × 2, 4 × 1) for the scores, 2 features × as many for the gradient.

import { clipPair, expPair, madd } from "./simd";
import { POINTERS, scratchAt } from "./scratch";
import { descend } from "./single";
import { count, multiply } from "./tally";

export const TILE: i32 = 32;
// @ts-ignore: decorator
@inline
function pointer(row: i32): usize {
  return <usize>load<u32>(scratchAt(POINTERS) + (<usize>row << 2));
}

// @ts-ignore: decorator
@inline
function scores5(row: i32, at: usize, bytes: usize, w: usize, wide: usize, z: usize): void {
  let p0 = pointer(row + 0) + at, p1 = pointer(row + 1) + at;
  const z0 = z, z1 = z0 + wide;
  let a00 = v128.load(z0, 0), a01 = v128.load(z0, 16), a02 = v128.load(z0, 32), a03 = v128.load(z0, 48), a04 = v128.load(z0, 64);
  let a10 = v128.load(z1, 0), a11 = v128.load(z1, 16), a12 = v128.load(z1, 32), a13 = v128.load(z1, 48), a14 = v128.load(z1, 64);
  for (const end = p0 + bytes; p0 < end; ) {
    let x0 = v128.load64_splat(p0), x1 = v128.load64_splat(p1);
    let w0 = v128.load(w, 0);
    a00 = madd(x0, w0, a00); a10 = madd(x1, w0, a10);
    let w1 = v128.load(w, 16);
    a01 = madd(x0, w1, a01); a11 = madd(x1, w1, a11);
    let w2 = v128.load(w, 32);
    a02 = madd(x0, w2, a02); a12 = madd(x1, w2, a12);
    let w3 = v128.load(w, 48);
    a03 = madd(x0, w3, a03); a13 = madd(x1, w3, a13);
    let w4 = v128.load(w, 64);
    a04 = madd(x0, w4, a04); a14 = madd(x1, w4, a14);
    w += wide;
    x0 = v128.load64_splat(p0, 8); x1 = v128.load64_splat(p1, 8);
    w0 = v128.load(w, 0);
    a00 = madd(x0, w0, a00); a10 = madd(x1, w0, a10);
    w1 = v128.load(w, 16);
    a01 = madd(x0, w1, a01); a11 = madd(x1, w1, a11);
    w2 = v128.load(w, 32);
    a02 = madd(x0, w2, a02); a12 = madd(x1, w2, a12);
    w3 = v128.load(w, 48);
    a03 = madd(x0, w3, a03); a13 = madd(x1, w3, a13);
    w4 = v128.load(w, 64);
    a04 = madd(x0, w4, a04); a14 = madd(x1, w4, a14);
    w += wide;
    p0 += 16; p1 += 16;
  }
  v128.store(z0, a00, 0); v128.store(z0, a01, 16); v128.store(z0, a02, 32); v128.store(z0, a03, 48); v128.store(z0, a04, 64);
  v128.store(z1, a10, 0); v128.store(z1, a11, 16); v128.store(z1, a12, 32); v128.store(z1, a13, 48); v128.store(z1, a14, 64);
}

// @ts-ignore: decorator
@inline
function scores2(row: i32, at: usize, bytes: usize, w: usize, wide: usize, z: usize): void {
  let p0 = pointer(row + 0) + at, p1 = pointer(row + 1) + at, p2 = pointer(row + 2) + at, p3 = pointer(row + 3) + at;
  const z0 = z, z1 = z0 + wide, z2 = z1 + wide, z3 = z2 + wide;
  let a00 = v128.load(z0, 0), a01 = v128.load(z0, 16);
  let a10 = v128.load(z1, 0), a11 = v128.load(z1, 16);
  let a20 = v128.load(z2, 0), a21 = v128.load(z2, 16);
  let a30 = v128.load(z3, 0), a31 = v128.load(z3, 16);
  for (const end = p0 + bytes; p0 < end; ) {
    let x0 = v128.load64_splat(p0), x1 = v128.load64_splat(p1), x2 = v128.load64_splat(p2), x3 = v128.load64_splat(p3);
    let w0 = v128.load(w, 0);
    a00 = madd(x0, w0, a00); a10 = madd(x1, w0, a10); a20 = madd(x2, w0, a20); a30 = madd(x3, w0, a30);
    let w1 = v128.load(w, 16);
    a01 = madd(x0, w1, a01); a11 = madd(x1, w1, a11); a21 = madd(x2, w1, a21); a31 = madd(x3, w1, a31);
    w += wide;
    x0 = v128.load64_splat(p0, 8); x1 = v128.load64_splat(p1, 8); x2 = v128.load64_splat(p2, 8); x3 = v128.load64_splat(p3, 8);
    w0 = v128.load(w, 0);
    a00 = madd(x0, w0, a00); a10 = madd(x1, w0, a10); a20 = madd(x2, w0, a20); a30 = madd(x3, w0, a30);
    w1 = v128.load(w, 16);
    a01 = madd(x0, w1, a01); a11 = madd(x1, w1, a11); a21 = madd(x2, w1, a21); a31 = madd(x3, w1, a31);
    w += wide;
    p0 += 16; p1 += 16; p2 += 16; p3 += 16;
  }
  v128.store(z0, a00, 0); v128.store(z0, a01, 16);
  v128.store(z1, a10, 0); v128.store(z1, a11, 16);
  v128.store(z2, a20, 0); v128.store(z2, a21, 16);
  v128.store(z3, a30, 0); v128.store(z3, a31, 16);
}

// @ts-ignore: decorator
@inline
function scores1(row: i32, at: usize, bytes: usize, w: usize, wide: usize, z: usize): void {
  let p0 = pointer(row + 0) + at, p1 = pointer(row + 1) + at, p2 = pointer(row + 2) + at, p3 = pointer(row + 3) + at;
  const z0 = z, z1 = z0 + wide, z2 = z1 + wide, z3 = z2 + wide;
  let a00 = v128.load(z0, 0);
  let a10 = v128.load(z1, 0);
  let a20 = v128.load(z2, 0);
  let a30 = v128.load(z3, 0);
  for (const end = p0 + bytes; p0 < end; ) {
    let x0 = v128.load64_splat(p0), x1 = v128.load64_splat(p1), x2 = v128.load64_splat(p2), x3 = v128.load64_splat(p3);
    let w0 = v128.load(w, 0);
    a00 = madd(x0, w0, a00); a10 = madd(x1, w0, a10); a20 = madd(x2, w0, a20); a30 = madd(x3, w0, a30);
    w += wide;
    x0 = v128.load64_splat(p0, 8); x1 = v128.load64_splat(p1, 8); x2 = v128.load64_splat(p2, 8); x3 = v128.load64_splat(p3, 8);
    w0 = v128.load(w, 0);
    a00 = madd(x0, w0, a00); a10 = madd(x1, w0, a10); a20 = madd(x2, w0, a20); a30 = madd(x3, w0, a30);
    w += wide;
    p0 += 16; p1 += 16; p2 += 16; p3 += 16;
  }
  v128.store(z0, a00, 0);
  v128.store(z1, a10, 0);
  v128.store(z2, a20, 0);
  v128.store(z3, a30, 0);
}

// @ts-ignore: decorator
@inline
function gradient5(rows: i32, at: usize, g: usize, wide: usize, e: usize): void {
  const h = g + wide;
  let a0 = v128.load(g, 0), a1 = v128.load(g, 16), a2 = v128.load(g, 32), a3 = v128.load(g, 48), a4 = v128.load(g, 64);
  let b0 = v128.load(h, 0), b1 = v128.load(h, 16), b2 = v128.load(h, 32), b3 = v128.load(h, 48), b4 = v128.load(h, 64);
  for (let r = 0; r < rows; r++, e += wide) {
    const p = pointer(r) + at;
    const x0 = v128.load64_splat(p), x1 = v128.load64_splat(p, 8);
    const e0 = v128.load(e, 0);
    a0 = madd(x0, e0, a0); b0 = madd(x1, e0, b0);
    const e1 = v128.load(e, 16);
    a1 = madd(x0, e1, a1); b1 = madd(x1, e1, b1);
    const e2 = v128.load(e, 32);
    a2 = madd(x0, e2, a2); b2 = madd(x1, e2, b2);
    const e3 = v128.load(e, 48);
    a3 = madd(x0, e3, a3); b3 = madd(x1, e3, b3);
    const e4 = v128.load(e, 64);
    a4 = madd(x0, e4, a4); b4 = madd(x1, e4, b4);
  }
  v128.store(g, a0, 0); v128.store(g, a1, 16); v128.store(g, a2, 32); v128.store(g, a3, 48); v128.store(g, a4, 64);
  v128.store(h, b0, 0); v128.store(h, b1, 16); v128.store(h, b2, 32); v128.store(h, b3, 48); v128.store(h, b4, 64);
}

// @ts-ignore: decorator
@inline
function gradient2(rows: i32, at: usize, g: usize, wide: usize, e: usize): void {
  const h = g + wide;
  let a0 = v128.load(g, 0), a1 = v128.load(g, 16);
  let b0 = v128.load(h, 0), b1 = v128.load(h, 16);
  for (let r = 0; r < rows; r++, e += wide) {
    const p = pointer(r) + at;
    const x0 = v128.load64_splat(p), x1 = v128.load64_splat(p, 8);
    const e0 = v128.load(e, 0);
    a0 = madd(x0, e0, a0); b0 = madd(x1, e0, b0);
    const e1 = v128.load(e, 16);
    a1 = madd(x0, e1, a1); b1 = madd(x1, e1, b1);
  }
  v128.store(g, a0, 0); v128.store(g, a1, 16);
  v128.store(h, b0, 0); v128.store(h, b1, 16);
}

// @ts-ignore: decorator
@inline
function gradient1(rows: i32, at: usize, g: usize, wide: usize, e: usize): void {
  const h = g + wide;
  let a0 = v128.load(g, 0);
  let b0 = v128.load(h, 0);
  for (let r = 0; r < rows; r++, e += wide) {
    const p = pointer(r) + at;
    const x0 = v128.load64_splat(p), x1 = v128.load64_splat(p, 8);
    const e0 = v128.load(e, 0);
    a0 = madd(x0, e0, a0); b0 = madd(x1, e0, b0);
  }
  v128.store(g, a0, 0);
  v128.store(h, b0, 0);
}

/** So many features at a time that their weights and the tile's part of them stay in the nearest cache. */
const BAND: usize = 128 * 8;

/** z of the tile's rows, for all classes: `z` is (32, wide). */
export function scores(rows: i32, features: i32, wide: usize, w: usize, z: usize): void {
  const bytes = <usize>features << 3;
  const bias = w + <usize>features * wide;
  for (let r = 0; r < TILE; r++) memory.copy(z + <usize>r * wide, bias, wide);
  for (let at: usize = 0; at < bytes; at += BAND, w += 128 * wide) {
    const part = min(BAND, bytes - at);
    let k: usize = 0;
    for (; k + 80 <= wide; k += 80)
      for (let r = 0; r < rows; r += 2) scores5(r, at, part, w + k, wide, z + <usize>r * wide + k);
    for (; k + 32 <= wide; k += 32)
      for (let r = 0; r < rows; r += 4) scores2(r, at, part, w + k, wide, z + <usize>r * wide + k);
    for (; k < wide; k += 16)
      for (let r = 0; r < rows; r += 4) scores1(r, at, part, w + k, wide, z + <usize>r * wide + k);
  }
}

export function gradient(rows: i32, features: i32, wide: usize, g: usize, e: usize): void {
  let k: usize = 0;
  for (; k + 80 <= wide; k += 80)
    for (let j = 0; j < features; j += 2) gradient5(rows, <usize>j << 3, g + <usize>j * wide + k, wide, e + k);
  for (; k + 32 <= wide; k += 32)
    for (let j = 0; j < features; j += 2) gradient2(rows, <usize>j << 3, g + <usize>j * wide + k, wide, e + k);
  for (; k < wide; k += 16)
    for (let j = 0; j < features; j += 2) gradient1(rows, <usize>j << 3, g + <usize>j * wide + k, wide, e + k);
  const bias = g + <usize>features * wide;
  for (let r = 0; r < rows; r++, e += wide)
    for (let at: usize = 0; at < wide; at += 16)
      v128.store(bias + at, f64x2.add(v128.load(bias + at), v128.load(e + at)));
}

/** Probabilities in place of one row's scores. */
function softmax(z: usize, classes: i32, wide: usize): void {
  // The class that an odd number of them is filled up with.
  if ((<usize>classes << 3) < wide) store<f64>(z + (<usize>classes << 3), -Infinity);
  let top = v128.load(z);
  for (let at: usize = 16; at < wide; at += 16) top = f64x2.pmax(top, v128.load(z + at));
  const largest = f64x2.pmax(top, v128.shuffle<f64>(top, top, 1, 0));
  let sum = f64x2.splat(0.0);
  for (let at: usize = 0; at < wide; at += 16) {
    const power = expPair(f64x2.sub(v128.load(z + at), largest));
    v128.store(z + at, power);
    sum = f64x2.add(sum, power);
  }
  const total = f64x2.add(sum, v128.shuffle<f64>(sum, sum, 1, 0));
  for (let at: usize = 0; at < wide; at += 16) v128.store(z + at, f64x2.div(v128.load(z + at), total));
  if ((<usize>classes << 3) < wide) store<f64>(z + (<usize>classes << 3), 0.0);
}

/** Whether the true class has the largest probability, the first of equals. */
function isRight(p: usize, classes: i32, target: i32): bool {
  const own = load<f64>(p + (<usize>target << 3));
  for (let k = 0; k < target; k++) if (load<f64>(p + (<usize>k << 3)) >= own) return false;
  for (let k = target + 1; k < classes; k++) if (load<f64>(p + (<usize>k << 3)) > own) return false;
  return true;
}

/** One row's scores become its errors p − y; counts a right answer and returns the factor of the loss's product. */
export function judgeClass(z: usize, classes: i32, wide: usize, target: i32, tally: usize): v128 {
  softmax(z, classes, wide);
  const own = z + (<usize>target << 3);
  if (isRight(z, classes, target)) count(tally, i64x2(-1, 0));
  const p = f64x2.extract_lane(clipPair(v128.load64_splat(own)), 0);
  store<f64>(own, load<f64>(own) - 1.0);
  return f64x2.replace_lane(f64x2.splat(1.0), 0, p);
}

/** The tile's rows are those at … at + rows of the order (0: as they lie); beyond the last it is the last again. */
export function pointAtRows(x: usize, order: usize, at: i32, rows: i32, bytes: usize): void {
  for (let r = 0; r < TILE; r++) {
    const position = at + min(r, rows - 1);
    const row = order == 0 ? position : load<i32>(order + (<usize>position << 2));
    store<u32>(scratchAt(POINTERS) + (<usize>r << 2), <u32>(x + <usize>row * bytes));
  }
}

/** Row `r` of the order. */
// @ts-ignore: decorator
@inline
export function rowNumber(order: usize, r: i32): usize {
  return <usize>(order == 0 ? r : load<i32>(order + (<usize>r << 2)));
}

/**
 * Rows from … to, as they lie (order 0) or as `order` has them: the loss, the right answers, and unless g is 0 the
 * gradient. `wide` is the bytes of a row of weights, `bytes` those of a row of the design matrix, `z` room for a tile.
 */
export function softmaxPass(
  x: usize, y: usize, order: usize, from: i32, to: i32, bytes: usize,
  classes: i32, wide: usize, w: usize, g: usize, z: usize, tally: usize,
): void {
  const features = <i32>(bytes >> 3);
  for (let at = from; at < to; at += TILE) {
    const rows = min(TILE, to - at);
    pointAtRows(x, order, at, rows, bytes);
    scores(rows, features, wide, w, z);
    let product = f64x2.splat(1.0);
    for (let r = 0; r < rows; r++) {
      const target = <i32>load<f64>(y + (rowNumber(order, at + r) << 3));
      product = f64x2.mul(product, judgeClass(z + <usize>r * wide, classes, wide, target, tally));
      // Sixteen probabilities of 1e-10 are still far from the smallest number.
      if ((r & 15) == 15) {
        multiply(tally, product);
        product = f64x2.splat(1.0);
      }
    }
    multiply(tally, product);
    if (g != 0) gradient(rows, features, wide, g, z);
  }
}

/** The update of the layer: the penalty is on the weights, not on the intercepts behind them. */
export function softmaxUpdate(
  w: usize, g: usize, bytes: usize, wide: usize, samples: f64, rate: f64, l1: f64, l2: f64,
): void {
  const size = (bytes >> 3) * wide;
  descend(w, g, size, samples, rate, l1, l2);
  descend(w + size, g + size, wide, samples, rate, 0, 0);
}

/** Mini-batches of `size` rows over `order[from … to)`, an update after each. */
export function softmaxBatches(
  x: usize, y: usize, order: usize, from: i32, to: i32, size: i32, bytes: usize,
  classes: i32, wide: usize, w: usize, g: usize, z: usize, tally: usize, rate: f64, l1: f64, l2: f64,
): void {
  for (let at = from; at < to; at += size) {
    const end = min(at + size, to);
    softmaxPass(x, y, order, at, end, bytes, classes, wide, w, g, z, tally);
    softmaxUpdate(w, g, bytes, wide, <f64>(end - at), rate, l1, l2);
  }
}
