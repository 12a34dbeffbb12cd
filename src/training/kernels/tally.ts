// AssemblyScript: the sums of one pass, in memory, so that a pass can be made in pieces.
//
// The loss of a class is −ln p. Instead of a logarithm a sample, the probabilities are multiplied, and one logarithm is
// taken a pass, by the host: Σ ln p = ln Πp. So that the product does not run out of its range, its exponent is moved
// into a counter after each block.

/** Layout, in bytes: product (2 lanes), exponents (2 lanes), right answers (2), Σe (2), Σ squares (2). */
export const PRODUCT: usize = 0;
export const EXPONENT: usize = 16;
export const RIGHT: usize = 32;
export const ERRORS: usize = 48;
export const SQUARES: usize = 64;
export const TALLY_SIZE: usize = 80;
const GRADIENT: usize = 128;

export function clearTally(tally: usize): void {
  const zero = f64x2.splat(0.0);
  for (let at: usize = EXPONENT; at < TALLY_SIZE; at += 16) v128.store(tally + at, zero);
  v128.store(tally, f64x2.splat(1.0), PRODUCT);
}

/** Multiplies the product by q, and keeps it in [1, 2). */
// @ts-ignore: decorator
@inline
export function multiply(tally: usize, q: v128): void {
  const product = f64x2.mul(v128.load(tally, PRODUCT), q);
  const exponent = i64x2.sub(i64x2.shr_u(product, 52), i64x2.splat(1023));
  v128.store(tally, i64x2.add(v128.load(tally, EXPONENT), exponent), EXPONENT);
  const mantissa = v128.and(product, i64x2.splat(0x000fffffffffffff));
  v128.store(tally, v128.or(mantissa, i64x2.splat(0x3ff0000000000000)), PRODUCT);
}

/** Adds the lanes for which `right` is all ones. */
// @ts-ignore: decorator
@inline
export function count(tally: usize, right: v128): void {
  v128.store(tally, i64x2.sub(v128.load(tally, RIGHT), right), RIGHT);
}

// @ts-ignore: decorator
@inline
export function addTo(tally: usize, sum: v128, at: usize): void {
  v128.store(tally + at, f64x2.add(v128.load(tally + at), sum));
}

/** Of a chunk: its sums, and so many bytes of its gradient. */
export function clearSums(tally: usize, g: usize, bytes: usize): void {
  clearTally(tally);
  memory.fill(g, 0, bytes);
}

/**
 * Adds the sums of chunks that lie `stride` bytes apart, in their order, to a tally and a gradient of so many bytes. Each
 * chunk's gradient begins `GRADIENT` bytes behind its tally.
 */
export function gatherSums(tally: usize, g: usize, sums: usize, stride: usize, chunks: i32, bytes: usize): void {
  for (let chunk = 0; chunk < chunks; chunk++, sums += stride) {
    multiply(tally, v128.load(sums, PRODUCT));
    v128.store(tally, i64x2.add(v128.load(tally, EXPONENT), v128.load(sums, EXPONENT)), EXPONENT);
    v128.store(tally, i64x2.add(v128.load(tally, RIGHT), v128.load(sums, RIGHT)), RIGHT);
    addTo(tally, v128.load(sums, ERRORS), ERRORS);
    addTo(tally, v128.load(sums, SQUARES), SQUARES);
    for (let at: usize = 0; at < bytes; at += 16)
      v128.store(g + at, f64x2.add(v128.load(g + at), v128.load(sums + at, GRADIENT)));
  }
}
