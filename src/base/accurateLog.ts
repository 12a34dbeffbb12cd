/** ln 2 in two parts; the first has its last 21 bits free, so that `exponent * ln2High` is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const splitter = 134217729;

/**
 * The natural logarithm of a positive, normal number, rounded right in all but a few cases of a million.
 *
 * `Math.log` is off by one unit in the last place now and then, C's `log` hardly ever; NumPy's normal numbers are made
 * with the latter. One step of Newton's method, log x = y + (x − eʸ)/eʸ, would need an exact eʸ, so the series
 * ln x = 2 artanh((x − 1)/(x + 1)) is summed in double-double around a near table-free centre instead.
 */
export function accurateLog(x: number): number {
  const exponent = Math.round(Math.log2(x));
  const mantissa = x / 2 ** exponent;
  // s = (m − 1)/(m + 1) as high + low, with m in [0.707, 1.414]: |s| ≤ 0.172.
  const above = mantissa - 1;
  const below = twoSum(mantissa, 1);
  const high = above / below.sum;
  const product = twoProduct(high, below.sum);
  const low = (above - product.sum - product.rest - high * below.rest) / below.sum;
  return addSeries(exponent, high, low);
}

/** exponent · ln 2 + 2s + 2s³/3 + 2s⁵/5 + …, the terms after the first summed from the smallest up. */
function addSeries(exponent: number, high: number, low: number): number {
  const square = twoProduct(high, high);
  const squareRest = square.rest + 2 * high * low;
  // The tail from s⁵ on is small enough for plain float64 …
  let tail = 0;
  for (let power = 25; power >= 5; power -= 2) tail = tail * square.sum + 2 / power;
  tail *= square.sum;
  // … the coefficient of s³ is not: 2/3 has a rest of its own.
  const third = twoSum(2 / 3, tail);
  const thirdRest = third.rest + 3.700743415417188e-17;
  const cubicScale = twoProduct(third.sum, square.sum);
  const cubicScaleRest = cubicScale.rest + third.sum * squareRest + thirdRest * square.sum;
  const cubic = twoProduct(cubicScale.sum, high);
  const cubicRest = cubic.rest + cubicScale.sum * low + cubicScaleRest * high;
  const first = twoSum(exponent * ln2High, 2 * high);
  const second = twoSum(first.sum, cubic.sum);
  return second.sum + (second.rest + (first.rest + (cubicRest + 2 * low + exponent * ln2Low)));
}

interface Exact {
  readonly sum: number;
  /** What rounding lost: sum + rest is exact. */
  readonly rest: number;
}

/** Knuth's exact sum. */
function twoSum(a: number, b: number): Exact {
  const sum = a + b;
  const partB = sum - a;
  return { sum, rest: a - (sum - partB) + (b - partB) };
}

/** Dekker's exact product. */
function twoProduct(a: number, b: number): Exact {
  const sum = a * b;
  const aHigh = splitter * a - (splitter * a - a);
  const bHigh = splitter * b - (splitter * b - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return { sum, rest: aLow * bLow - (sum - aHigh * bHigh - aLow * bHigh - aHigh * bLow) };
}
