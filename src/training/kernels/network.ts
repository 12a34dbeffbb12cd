// AssemblyScript: one hidden layer, thirty-two samples at a time. Both layers are those of `softmax.ts`: scores of a tile, and
// the gradient of a tile; here are what lies between them, and outputs of a single number.
//
// The weights: the hidden layer's (features, hidden) and its intercepts, then the output layer's (hidden, outputs) and its
// intercepts. Odd numbers of hidden units and of outputs are filled up by one that is always 0.

import { clipPair, sigmoidPair } from "./simd";
import { descend } from "./single";
import { gradient, judgeClass, pointAtRows, rowNumber, scores, TILE } from "./softmax";
import { addTo, count, multiply, SQUARES } from "./tally";

const SIGMOID: i32 = 0;
const TANH: i32 = 1;
/** How many classes the output layer tells apart; 2 with one output, and 1 means a number. */
const NUMBER: i32 = 1;
const TWO: i32 = 2;

// @ts-ignore: decorator
@inline
function activatedPair(kind: i32, z: v128): v128 {
  if (kind == SIGMOID) return sigmoidPair(z);
  // tanh z = 2σ(2z) − 1
  if (kind == TANH) return f64x2.sub(f64x2.mul(f64x2.splat(2.0), sigmoidPair(f64x2.add(z, z))), f64x2.splat(1.0));
  return f64x2.pmax(z, f64x2.splat(0.0));
}

/** g′ by the activation: for ReLU a > 0 just where z > 0. */
// @ts-ignore: decorator
@inline
function slopePair(kind: i32, a: v128): v128 {
  const one = f64x2.splat(1.0);
  if (kind == SIGMOID) return f64x2.mul(a, f64x2.sub(one, a));
  if (kind == TANH) return f64x2.sub(one, f64x2.mul(a, a));
  return v128.and(f64x2.gt(a, f64x2.splat(0.0)), one);
}

/** The hidden layer's z become its activations, in place. */
function activate(kind: i32, rows: i32, hidden: i32, wide: usize, z: usize): void {
  for (let r = 0; r < rows; r++, z += wide) {
    for (let at: usize = 0; at < wide; at += 16) v128.store(z + at, activatedPair(kind, v128.load(z + at)));
    if ((<usize>hidden << 3) < wide) store<f64>(z + (<usize>hidden << 3), 0.0);
  }
}

/** One row's output becomes its error; returns the factor of the loss's product. */
function judge(z: usize, classes: i32, wide: usize, target: f64, tally: usize): v128 {
  if (classes > TWO) return judgeClass(z, classes, wide, <i32>target, tally);
  const one = f64x2.splat(1.0), lane = i64x2(-1, 0);
  const out = v128.load64_splat(z), y = f64x2.splat(target);
  if (classes == NUMBER) {
    const residual = v128.and(f64x2.sub(out, y), lane);
    addTo(tally, f64x2.mul(residual, residual), SQUARES);
    v128.store(z, f64x2.add(residual, residual));
    return one;
  }
  const a = sigmoidPair(out);
  const called = f64x2.gt(out, f64x2.splat(0.0));
  count(tally, v128.and(i64x2.eq(called, f64x2.gt(y, f64x2.splat(0.5))), lane));
  v128.store(z, v128.and(f64x2.sub(a, y), lane));
  return v128.bitselect(f64x2.abs(f64x2.sub(f64x2.sub(one, y), clipPair(a))), one, lane);
}

/** d₁ = (d₂W₂ᵀ) ⊙ g′, into `d`. */
function throughLayer(
  kind: i32, rows: i32, hidden: i32, wide: usize, a: usize, wide2: usize, w2: usize, e: usize, d: usize,
): void {
  for (let r = 0; r < rows; r++, a += wide, e += wide2, d += wide) {
    for (let h = 0; h < hidden; h++) {
      let sum = f64x2.splat(0.0);
      const row = w2 + <usize>h * wide2;
      for (let at: usize = 0; at < wide2; at += 16)
        sum = f64x2.add(sum, f64x2.mul(v128.load(e + at), v128.load(row + at)));
      store<f64>(d + (<usize>h << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
    }
    if ((<usize>hidden << 3) < wide) store<f64>(d + (<usize>hidden << 3), 0.0);
    for (let at: usize = 0; at < wide; at += 16)
      v128.store(d + at, f64x2.mul(v128.load(d + at), slopePair(kind, v128.load(a + at))));
  }
}

/**
 * Rows from … to of the order (0: as they lie). `wide` and `wide2` are the bytes of a row of weights of the two layers;
 * `room` is for a tile's hidden activations, their errors, and its outputs. With g = 0 it only judges.
 */
export function networkPass(
  x: usize, y: usize, order: usize, from: i32, to: i32, bytes: usize, kind: i32, hidden: i32, wide: usize,
  classes: i32, wide2: usize, w: usize, g: usize, room: usize, tally: usize,
): void {
  const features = <i32>(bytes >> 3), units = <i32>(wide >> 3);
  const size = (<usize>features + 1) * wide;
  const a = room, d = a + <usize>TILE * wide, z = d + <usize>TILE * wide;
  for (let at = from; at < to; at += TILE) {
    const rows = min(TILE, to - at);
    pointAtRows(x, order, at, rows, bytes);
    scores(rows, features, wide, w, a);
    activate(kind, rows, hidden, wide, a);
    pointAtRows(a, 0, 0, rows, wide);
    scores(rows, units, wide2, w + size, z);
    let product = f64x2.splat(1.0);
    for (let r = 0; r < rows; r++) {
      const target = load<f64>(y + (rowNumber(order, at + r) << 3));
      product = f64x2.mul(product, judge(z + <usize>r * wide2, classes, wide2, target, tally));
      if ((r & 15) == 15 && classes != NUMBER) {
        multiply(tally, product);
        product = f64x2.splat(1.0);
      }
    }
    if (classes != NUMBER) multiply(tally, product);
    if (g == 0) continue;
    throughLayer(kind, rows, hidden, wide, a, wide2, w + size, z, d);
    gradient(rows, units, wide2, g + size, z);
    pointAtRows(x, order, at, rows, bytes);
    gradient(rows, features, wide, g, d);
  }
}

/** The update of both layers; intercepts are not penalised. */
export function networkUpdate(
  w: usize, g: usize, bytes: usize, wide: usize, wide2: usize, samples: f64, rate: f64, l1: f64, l2: f64,
): void {
  const first = (bytes >> 3) * wide, second = (wide >> 3) * wide2;
  descend(w, g, first, samples, rate, l1, l2);
  descend(w + first, g + first, wide, samples, rate, 0, 0);
  const w2 = w + first + wide, g2 = g + first + wide;
  descend(w2, g2, second, samples, rate, l1, l2);
  descend(w2 + second, g2 + second, wide2, samples, rate, 0, 0);
}

/** Mini-batches of `size` rows over `order[from … to)`, an update after each. */
export function networkBatches(
  x: usize, y: usize, order: usize, from: i32, to: i32, size: i32, bytes: usize, kind: i32, hidden: i32, wide: usize,
  classes: i32, wide2: usize, w: usize, g: usize, room: usize, tally: usize, rate: f64, l1: f64, l2: f64,
): void {
  for (let at = from; at < to; at += size) {
    const end = min(at + size, to);
    networkPass(x, y, order, at, end, bytes, kind, hidden, wide, classes, wide2, w, g, room, tally);
    networkUpdate(w, g, bytes, wide, wide2, <f64>(end - at), rate, l1, l2);
  }
}
