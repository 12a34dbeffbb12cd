/** Ranges and ticks of the loss chart: pure arithmetic, so that it is tested without a browser. */

export type Range = readonly [number, number];
export type ScaleKind = "log" | "linear";

/** The losses that can be drawn on this scale: a logarithm has no place for 0, and nothing has one for NaN. */
export function drawable(value: number, scale: ScaleKind): boolean {
  return Number.isFinite(value) && (scale === "linear" || value > 0);
}

/**
 * The range that holds all values, widened to round numbers, so that a few more epochs seldom change it.
 * null while there is nothing to draw.
 */
export function lossRange(series: readonly Float64Array[], scale: ScaleKind): Range | null {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const values of series) {
    for (const value of values) {
      if (!drawable(value, scale)) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  if (least > most) return null;
  if (scale === "log") return [roundDown(least / 1.1), roundUp(most * 1.1)];
  const top = roundUp(Math.max(most, Number.MIN_VALUE) * 1.05);
  return [Math.min(0, least), top];
}

/** The next of 1, 2, 5, 10, 20 … at or below. */
export function roundDown(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const lead = value / decade;
  return lead >= 5 ? 5 * decade : lead >= 2 ? 2 * decade : decade;
}

/** The next of 1, 2, 5, 10, 20 … at or above. */
export function roundUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const lead = value / decade;
  return lead <= 1 ? decade : lead <= 2 ? 2 * decade : lead <= 5 ? 5 * decade : 10 * decade;
}

/** Ticks of the loss axis: whole decades, with 2 and 5 between where there are few; about `wanted` on a linear axis. */
export function lossTicks([least, most]: Range, scale: ScaleKind, wanted: number): readonly number[] {
  if (scale === "linear") {
    const step = roundUp((most - least) / Math.max(1, wanted));
    const count = Math.floor((most - least) / step + 1e-9);
    const first = Math.ceil(least / step - 1e-9);
    return Array.from({ length: count + 1 }, (_, index) => tidy((first + index) * step)).filter(
      (tick) => tick <= most,
    );
  }
  const low = Math.floor(Math.log10(least));
  const decades = Array.from({ length: Math.ceil(Math.log10(most)) - low + 1 }, (_, index) => low + index);
  const inside = (ticks: readonly number[]) =>
    ticks.filter((tick) => tick >= least * 0.999 && tick <= most * 1.001);
  const whole = inside(decades.map((decade) => 10 ** decade).map(tidy));
  if (whole.length > 2 * wanted) {
    const stride = Math.ceil(whole.length / wanted);
    return whole.filter((_, index) => index % stride === 0);
  }
  if (whole.length >= 3) return whole;
  return inside(decades.flatMap((decade) => [1, 2, 5].map((lead) => tidy(lead * 10 ** decade))));
}

/** Ticks of the epoch axis: the first, the last, and round ones between, at most `wanted` in all. */
export function epochTicks(epochs: number, wanted: number): readonly number[] {
  if (epochs <= 1) return [1];
  const step = Math.max(1, roundUp(epochs / Math.max(1, wanted - 1)));
  const between = Array.from({ length: Math.floor(epochs / step) }, (_, index) => (index + 1) * step).filter(
    (tick) => tick > 1 + step * 0.3 && tick < epochs - step * 0.5,
  );
  return [1, ...between, epochs];
}

/** 0.1 and not 0.1000000000001. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
