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
  if (whole.length > wanted + 2) {
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

/**
 * Ticks of the axis that the curves are drawn over, for the part of it that is looked at. Over epochs the first and the
 * last are always among them; `counted`: only whole numbers can be ticks.
 */
export function placeTicks(
  [from, to]: Range,
  { log, counted, whole }: { readonly log: boolean; readonly counted: boolean; readonly whole: boolean },
  wanted: number,
): readonly number[] {
  if (log) {
    const ticks = lossTicks([from, to], "log", wanted);
    const stride = Math.ceil(ticks.length / Math.max(1, wanted));
    return ticks.filter((_, index) => index % stride === 0);
  }
  if (counted && whole) return epochTicks(Math.round(to), wanted);
  const ticks = lossTicks([from, to], "linear", Math.max(1, wanted - 1));
  return counted ? ticks.filter(Number.isInteger) : ticks;
}

/** 0.1 and not 0.1000000000001. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** The place of the entry of this epoch, or of the nearest one where the curve is thinned; -1 where there is none. */
export function entryOf(epochNumbers: Float64Array, epoch: number): number {
  let low = 0;
  let high = epochNumbers.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((epochNumbers[middle] ?? 0) <= epoch) low = middle;
    else high = middle;
  }
  if (high < 0) return -1;
  const distance = (index: number) => Math.abs((epochNumbers[index] ?? 0) - epoch);
  return distance(low) <= distance(high) ? low : high;
}

/**
 * The epoch that a key moves the crosshair to, always one that the curve has an entry of. undefined for a key that is not
 * ours, null for Escape, which takes the crosshair away.
 */
export function epochAfterKey(
  event: { readonly key: string; readonly shiftKey: boolean },
  pointed: number | null,
  epochNumbers: Float64Array,
): number | null | undefined {
  const last = epochNumbers.length - 1;
  if (last < 0) return undefined;
  if (event.key === "Escape") return pointed === null ? undefined : null;
  const from = pointed === null ? last : entryOf(epochNumbers, pointed);
  const entry = entryAfterKey(event, from, last);
  return entry === undefined ? undefined : epochNumbers[Math.min(last, Math.max(0, entry))];
}

function entryAfterKey(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  from: number,
  last: number,
): number | undefined {
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return from - (shiftKey ? 10 : 1);
    case "ArrowRight":
    case "ArrowUp":
      return from + (shiftKey ? 10 : 1);
    case "PageDown":
      return from - 10;
    case "PageUp":
      return from + 10;
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}

/** 1, 2, 3, 5, 7, 10, 20 … and the last, each the nearest that the curve has: about even on the scale of a falling loss. */
export function tableEpochs(epochNumbers: Float64Array): readonly number[] {
  const last = epochNumbers.at(-1);
  if (last === undefined) return [];
  const wanted: number[] = [];
  for (let decade = 1; decade <= last; decade *= 10) {
    for (const lead of [1, 2, 3, 5, 7]) if (lead * decade < last) wanted.push(lead * decade);
  }
  return [...new Set([...wanted, last].map((epoch) => epochNumbers[entryOf(epochNumbers, epoch)] ?? last))];
}
