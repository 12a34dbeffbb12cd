// AssemblyScript: whole epochs of a small set, neurons of one output: all that an epoch needs in one call, because beside so
// little work each call counts.

import { miniBatches } from "./gathered";
import { oneByOne } from "./oneByOne";
import { permute } from "./random";
import { judgeLinear, judgeLogistic, learnLinear, learnLogistic, LOGISTIC, update } from "./single";
import { clearTally, ERRORS } from "./tally";

/** The validation rows' loss; returns 0, or NaN where a weight is no finite number. */
function judge(kind: i32, xv: usize, yv: usize, rowsV: i32, bytes: usize, w: usize, tallyV: usize): f64 {
  clearTally(tallyV);
  if (kind == LOGISTIC) judgeLogistic(xv, yv, rowsV, bytes, w, tallyV);
  else judgeLinear(xv, yv, rowsV, bytes, w, tallyV);
  let sane = f64x2.splat(load<f64>(w + bytes) * 0.0);
  for (let at: usize = 0; at < bytes; at += 16)
    sane = f64x2.add(sane, f64x2.mul(v128.load(w + at), f64x2.splat(0.0)));
  return f64x2.extract_lane(sane, 0) + f64x2.extract_lane(sane, 1);
}

/** The update from all rows, then the validation rows' loss. */
export function batchEpoch(
  kind: i32, x: usize, y: usize, rows: i32, xv: usize, yv: usize, rowsV: i32,
  bytes: usize, w: usize, g: usize, tally: usize, tallyV: usize, rate: f64, l1: f64, l2: f64,
): f64 {
  clearTally(tally);
  if (kind == LOGISTIC) learnLogistic(x, y, rows, bytes, w, g, tally);
  else learnLinear(x, y, rows, bytes, w, g, tally);
  update(w, g, bytes, tally + ERRORS, <f64>rows, rate, l1, l2);
  return judge(kind, xv, yv, rowsV, bytes, w, tallyV);
}

/** An update after each `size` of the rows `order[from … to)`. */
export function learnInOrder(
  kind: i32, x: usize, y: usize, order: usize, from: i32, to: i32, size: i32,
  bytes: usize, w: usize, g: usize, tally: usize, rate: f64, l1: f64, l2: f64,
): void {
  if (size == 1 && l1 == 0) oneByOne(kind, x, y, order, from, to, bytes, w, tally, rate, l2);
  else miniBatches(kind, x, y, order, from, to, size, bytes, w, g, tally, rate, l1, l2);
}

/** A new order (state 0: the old one), an update after each `size` of its rows, then the validation rows' loss. */
export function orderedEpoch(
  kind: i32, state: usize, size: i32, x: usize, y: usize, order: usize, rows: i32, xv: usize, yv: usize, rowsV: i32,
  bytes: usize, w: usize, g: usize, tally: usize, tallyV: usize, rate: f64, l1: f64, l2: f64,
): f64 {
  clearTally(tally);
  if (state != 0) permute(order, rows, state);
  learnInOrder(kind, x, y, order, 0, rows, size, bytes, w, g, tally, rate, l1, l2);
  return judge(kind, xv, yv, rowsV, bytes, w, tallyV);
}
