/** `choice(count, size, replace, p)` of NumPy's generators, old and new, from their uniform numbers. */
export function weightedChoice(
  random: () => number,
  weights: readonly number[],
  size: number,
  replace: boolean,
): Int32Array {
  if (replace) {
    const sums = cumulative(weights);
    return Int32Array.from({ length: size }, () => firstAbove(sums, random()));
  }
  // NumPy draws as many as are missing, keeps the new ones in order of their draw, and draws again without them.
  const left = [...weights];
  const found = new Set<number>();
  while (found.size < size) {
    for (const index of found) left[index] = 0;
    const sums = cumulative(left);
    const draws = Array.from({ length: size - found.size }, () => random());
    for (const draw of draws) found.add(firstAbove(sums, draw));
  }
  return Int32Array.from(found);
}

function cumulative(weights: readonly number[]): number[] {
  let sum = 0;
  const sums = weights.map((weight) => {
    sum += weight;
    return sum;
  });
  return sums.map((each) => each / sum);
}

/** `searchsorted(sums, value, side="right")`. */
function firstAbove(sums: readonly number[], value: number): number {
  let low = 0;
  let high = sums.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
