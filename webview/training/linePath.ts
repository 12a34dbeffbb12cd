/** What a path is drawn into: a Path2D, or a list in a test. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Draws a line through points in the order of their x. Where many share one pixel, the first, the lowest, the highest and
 * the last of them stand for all: a peak of one epoch in a million is still seen.
 */
export function tracePath(
  { x, y }: Points,
  toX: (place: number) => number,
  toY: (value: number) => number,
  pen: Pen,
): void {
  let column = Number.NaN;
  let entered = 0;
  let lowest = 0;
  let highest = 0;
  let left = 0;
  let count = 0;
  const leave = () => {
    if (count < 2) return;
    if (lowest !== entered && lowest !== left) pen.lineTo(column, lowest);
    if (highest !== entered && highest !== left) pen.lineTo(column, highest);
    pen.lineTo(column, left);
  };
  for (let index = 0; index < x.length; index++) {
    const at = toX(x[index] ?? 0);
    const height = toY(y[index] ?? 0);
    const own = Math.round(at);
    if (own === column) {
      lowest = Math.min(lowest, height);
      highest = Math.max(highest, height);
      left = height;
      count++;
      continue;
    }
    leave();
    // A point that has its column to itself keeps its exact place, so that few points make a smooth line.
    const next = index + 1 < x.length ? Math.round(toX(x[index + 1] ?? 0)) : Number.NaN;
    const place = next === own ? own : at;
    if (index === 0) pen.moveTo(place, height);
    else pen.lineTo(place, height);
    column = own;
    entered = lowest = highest = left = height;
    count = 1;
  }
  leave();
}
