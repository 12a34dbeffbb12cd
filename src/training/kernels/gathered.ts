// AssemblyScript: neurons of one output whose rows are visited in another order each epoch. Blocks of sixteen rows are
// gathered by their addresses; all else is as in `single.ts`.

import { scratchAt } from "./scratch";
import { A, activateBlock, B, backward, forward, LINEAR, LOGISTIC, update } from "./single";
import { ERRORS } from "./tally";

/** Of a block that is gathered: the addresses of its rows, and their targets. */
const blockA: usize = memory.data(192, 16);
const blockB: usize = memory.data(192, 16);

// @ts-ignore: decorator
@inline
function target(y: usize, order: usize): usize {
  return y + (<usize>load<u32>(order) << 3);
}

/** Four rows at once. */
// @ts-ignore: decorator
@inline
function noteFour(x: usize, y: usize, order: usize, bytes: usize, block: usize, lane: usize): void {
  const rows = i32x4.mul(v128.load(order), i32x4.splat(<i32>bytes));
  v128.store(block + (lane << 2), i32x4.add(rows, i32x4.splat(<i32>x)));
  const first = v128.load64_zero(target(y, order)), third = v128.load64_zero(target(y, order + 8));
  v128.store(block + (lane << 3), v128.load64_lane(target(y, order + 4), first, 1), 64);
  v128.store(block + (lane << 3), v128.load64_lane(target(y, order + 12), third, 1), 80);
}

/** Notes where the rows of a block lie, and gathers their targets; rows beyond the last are the last again. */
// @ts-ignore: decorator
@inline
function gather(x: usize, y: usize, order: usize, at: i32, last: i32, bytes: usize, block: usize): void {
  if (at + 15 <= last) {
    const from = order + (<usize>at << 2);
    noteFour(x, y, from, bytes, block, 0);
    noteFour(x, y, from + 16, bytes, block, 4);
    noteFour(x, y, from + 32, bytes, block, 8);
    noteFour(x, y, from + 48, bytes, block, 12);
    return;
  }
  for (let lane = 0; lane < 16; lane++) {
    const row = <usize>load<u32>(order + (<usize>min(at + lane, last) << 2));
    store<u32>(block + (lane << 2), <u32>(x + row * bytes));
    store<f64>(block + 64 + (lane << 3), load<f64>(y + (row << 3)));
  }
}

// @ts-ignore: decorator
@inline
function row(block: usize, lane: usize): usize {
  return <usize>load<u32>(block + (lane << 2));
}

// @ts-ignore: decorator
@inline
function forwardRows(block: usize, n: usize, bytes: usize, w: usize, scratch: usize): void {
  forward(
    row(block, n), row(block, n + 1), row(block, n + 2), row(block, n + 3),
    row(block, n + 4), row(block, n + 5), row(block, n + 6), row(block, n + 7), bytes, w, scratch,
  );
}

// @ts-ignore: decorator
@inline
function backwardRows(block: usize, n: usize, bytes: usize, g: usize, tally: usize, scratch: usize): void {
  backward(
    row(block, n), row(block, n + 1), row(block, n + 2), row(block, n + 3),
    row(block, n + 4), row(block, n + 5), row(block, n + 6), row(block, n + 7), bytes, g, tally, scratch,
  );
}

/** A block's rows up to their errors. */
// @ts-ignore: decorator
@inline
function ahead(
  kind: i32, x: usize, y: usize, order: usize, at: i32, to: i32, bytes: usize, w: usize, tally: usize,
  block: usize, scratch: usize,
): void {
  const rows = to - at;
  gather(x, y, order, at, to - 1, bytes, block);
  forwardRows(block, 0, bytes, w, scratch);
  if (rows > 8) forwardRows(block, 8, bytes, w, scratch + 64);
  activateBlock(kind, scratch, block + 64, rows, tally);
}

/**
 * Rows `order[from … to)`: gathered by their addresses, nothing is copied but the targets. Their sigmoids wait for their own
 * steps, so one block's gradient goes beside the sigmoids of the next.
 */
// @ts-ignore: decorator
@inline
function gatheredPass(
  kind: i32, learns: bool, x: usize, y: usize, order: usize, from: i32, to: i32,
  bytes: usize, w: usize, g: usize, tally: usize,
): void {
  let block = blockA, other = blockB, scratch = scratchAt(A), beside = scratchAt(B);
  ahead(kind, x, y, order, from, to, bytes, w, tally, block, scratch);
  for (let at = from; ; at += 16) {
    if (at + 16 < to) ahead(kind, x, y, order, at + 16, to, bytes, w, tally, other, beside);
    if (learns) {
      backwardRows(block, 0, bytes, g, tally, scratch);
      if (to - at > 8) backwardRows(block, 8, bytes, g, tally, scratch + 64);
    }
    if (at + 16 >= to) return;
    const b = block, s = scratch;
    block = other;
    other = b;
    scratch = beside;
    beside = s;
  }
}

/** The loss and the right answers of rows `order[from … to)`. */
export function judgeOrdered(
  kind: i32, x: usize, y: usize, order: usize, from: i32, to: i32, bytes: usize, w: usize, tally: usize,
): void {
  if (kind == LOGISTIC) gatheredPass(LOGISTIC, false, x, y, order, from, to, bytes, w, 0, tally);
  else gatheredPass(LINEAR, false, x, y, order, from, to, bytes, w, 0, tally);
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
