import type { CurvesView } from "../../src/present/training-curves";
import type { PolicyKind } from "../../src/present/training-settings";
import { drawable, entryOf, type Range, roundUp, type ScaleKind } from "../chartScale";
import { type LineStyle, lineStyles, validationStyle } from "./lines";

/** What the curves are drawn over. */
export const axes = ["epochs", "updates", "seconds"] as const;
export type Axis = (typeof axes)[number];

/** Which training loss: the running mean over an epoch's updates, or that of all rows after the epoch. */
export type Measure = "running" | "end";

/** A run as the chart takes it. */
export interface ChartRun {
  readonly runId: string;
  readonly name: string;
  readonly policy: PolicyKind;
  /** How many epochs it is to have: the axis does not move while it runs. */
  readonly epochs: number;
  readonly updatesAnEpoch: number;
  readonly curves: CurvesView;
  readonly running: boolean;
}

/** A curve ready to be drawn: only points that have a place, in the axes' own units (a logarithm where they are so). */
export interface Line {
  readonly key: string;
  readonly style: LineStyle;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** What is drawn, and how: all that the plot needs to know. */
export interface Drawing {
  readonly lines: readonly Line[];
  readonly axis: Axis;
  readonly xLog: boolean;
  readonly scale: ScaleKind;
  /** The whole of the axis, in epochs, updates or seconds. */
  readonly extent: Range;
  /** The part of it that is looked at. */
  readonly window: Range;
  readonly running: boolean;
}

/** Updates differ by a factor of hundreds between policies: then their axis counts in powers of ten. */
export function logarithmic(runs: readonly ChartRun[], axis: Axis): boolean {
  if (axis !== "updates" || runs.length < 2) return false;
  const each = runs.map((run) => run.updatesAnEpoch);
  return Math.max(...each) >= 8 * Math.min(...each);
}

/** The loss after each epoch, by the measure that is asked for; the running mean where the other was not computed. */
export function trainLossOf(curves: CurvesView, measure: Measure): Float64Array {
  return measure === "end" && hasEndOfEpoch(curves) ? curves.endOfEpochLoss : curves.trainLoss;
}

/** Supposed of a run that has only begun, so that nothing moves with its first epoch. */
export function hasEndOfEpoch(curves: CurvesView): boolean {
  return curves.epochNumbers.length === 0 || Number.isFinite(curves.endOfEpochLoss[0] ?? Number.NaN);
}

/** Where an epoch of a run lies on the axis; NaN before its first. */
export function placeOfEpoch(run: ChartRun, axis: Axis, epoch: number): number {
  switch (axis) {
    case "epochs":
      return epoch;
    case "updates":
      return epoch * run.updatesAnEpoch;
    case "seconds":
      return run.curves.seconds[entryOf(run.curves.epochNumbers, epoch)] ?? Number.NaN;
  }
}

/** The epoch whose place is nearest, of those that the curve has; null while it has none. */
export function epochAtPlace(run: ChartRun, axis: Axis, place: number): number | null {
  const { epochNumbers, seconds } = run.curves;
  if (epochNumbers.length === 0) return null;
  if (axis === "seconds") return epochNumbers[entryOf(seconds, place)] ?? null;
  const epoch = axis === "updates" ? place / run.updatesAnEpoch : place;
  return epochNumbers[entryOf(epochNumbers, epoch)] ?? null;
}

/** From the first place of any run to the last that one will have. */
export function extentOf(runs: readonly ChartRun[], axis: Axis): Range {
  switch (axis) {
    case "epochs": {
      const last = Math.max(1, ...runs.map((run) => run.epochs));
      return last === 1 ? [0.5, 1.5] : [1, last];
    }
    case "updates": {
      const first = Math.min(...runs.map((run) => run.updatesAnEpoch));
      const last = Math.max(...runs.map((run) => run.epochs * run.updatesAnEpoch));
      if (runs.length === 0) return [1, 100];
      return last > first ? [first, last] : [0.5 * first, 1.5 * first];
    }
    case "seconds": {
      const last = Math.max(0, ...runs.map((run) => lastOf(run.curves.seconds)));
      return [0, last > 0 ? roundUp(last * 1.001) : 1];
    }
  }
}

function lastOf(values: Float64Array): number {
  const last = values.at(-1) ?? 0;
  return Number.isFinite(last) ? last : 0;
}

interface LineOptions {
  readonly axis: Axis;
  readonly scale: ScaleKind;
  readonly measure: Measure;
  /** The run whose validation loss is drawn, too. */
  readonly focus: string | null;
}

/** The lines of all runs, the validation loss under the training loss. */
export function linesOf(runs: readonly ChartRun[], options: LineOptions): readonly Line[] {
  const styles = lineStyles(runs.map((run) => run.policy));
  const xLog = logarithmic(runs, options.axis);
  const focused = runs.find((run) => run.runId === options.focus) ?? runs[0];
  const lines = runs.map((run, index): Line => {
    const style = styles[index] ?? validationStyle;
    const loss = trainLossOf(run.curves, options.measure);
    return { key: run.runId, style, ...points(run, options, loss, xLog) };
  });
  if (focused === undefined) return lines;
  const validation = points(focused, options, focused.curves.validationLoss, xLog);
  return [{ key: `${focused.runId}/validation`, style: validationStyle, ...validation }, ...lines];
}

function points(
  run: ChartRun,
  { axis, scale }: LineOptions,
  loss: Float64Array,
  xLog: boolean,
): Pick<Line, "x" | "y"> {
  const { epochNumbers, seconds } = run.curves;
  const x = new Float64Array(loss.length);
  const y = new Float64Array(loss.length);
  let count = 0;
  for (let index = 0; index < loss.length; index++) {
    const value = loss[index] ?? Number.NaN;
    const epoch = epochNumbers[index] ?? Number.NaN;
    const place =
      axis === "seconds"
        ? (seconds[index] ?? Number.NaN)
        : axis === "updates"
          ? epoch * run.updatesAnEpoch
          : epoch;
    if (!drawable(value, scale) || !Number.isFinite(place)) continue;
    x[count] = xLog ? Math.log10(place) : place;
    y[count] = scale === "log" ? Math.log10(value) : value;
    count++;
  }
  return { x: x.subarray(0, count), y: y.subarray(0, count) };
}

/** The lowest and highest loss inside the window, in losses; null where nothing lies in it. */
export function lossesWithin(drawing: Drawing): Range | null {
  const [from, to] = drawing.window.map((place) => (drawing.xLog ? Math.log10(place) : place));
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const { x, y } of drawing.lines) {
    for (let index = 0; index < x.length; index++) {
      const place = x[index] ?? 0;
      if (place < (from ?? 0) || place > (to ?? 0)) continue;
      const value = y[index] ?? 0;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  if (least > most) return null;
  return drawing.scale === "log" ? [10 ** least, 10 ** most] : [least, most];
}

/** A narrower or wider window around a place, never beyond the extent; null for the whole of it. */
export function zoomed(
  window: Range,
  extent: Range,
  around: number,
  factor: number,
  least: number,
): Range | null {
  const [from, to] = window;
  const width = Math.min(extent[1] - extent[0], Math.max(least, (to - from) * factor));
  if (width >= extent[1] - extent[0]) return null;
  const share = to > from ? (around - from) / (to - from) : 0.5;
  const start = Math.min(Math.max(extent[0], around - share * width), extent[1] - width);
  return [start, start + width];
}
