import type { Translate } from "../base/translate";
import type { NoSurface, Surface } from "../training/surface";
import { formatCount, formatValue } from "./training-numbers";

/** The way of the weights over the loss surface, in planes through the space of all weights. */
export interface PathView {
  /** The runs whose ways it shows: the answer to a request for these. */
  readonly runIds: readonly string[];
  readonly planes: readonly PlaneView[];
  /** Why there is no plane, in a sentence; null where there is one. */
  readonly sentence: string | null;
}

export interface PlaneView {
  /** "most": the plane that shows most of the ways (their principal components). "slice": the lesson's (w₂, w₃). */
  readonly kind: "most" | "slice";
  /** "The plane of the path", "w₂ and w₃". */
  readonly title: string;
  /** "96.6 % of the path lies in this plane", or what a slice holds fixed. */
  readonly note: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
  /** The training loss on a grid over the whole extent, its edges included; row-major, the first row at y's least. */
  readonly loss: Float64Array;
  /** Losses to draw lines of equal loss at, from low to high. */
  readonly levels: readonly number[];
  readonly paths: readonly PlanePath[];
  /** The picture in words. */
  readonly text: string;
}

/** Where a run's weights were after these epochs; the first is the start, epoch 0. */
export interface PlanePath {
  readonly runId: string;
  readonly epochNumbers: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** `names`: the features by number, and the runs by id. */
export function pathView(
  runIds: readonly string[],
  surfaces: readonly (Surface | NoSurface)[],
  names: { readonly features: readonly string[]; readonly runs: ReadonlyMap<string, string> },
  t: Translate,
): PathView {
  const planes = surfaces.flatMap((surface) =>
    typeof surface === "string" ? [] : [planeView(surface, names, t)],
  );
  const reason = surfaces.find((surface) => typeof surface === "string");
  return {
    runIds,
    planes,
    sentence: planes.length > 0 || reason === undefined ? null : reasonSentence(reason, t),
  };
}

function reasonSentence(reason: NoSurface, t: Translate): string {
  switch (reason) {
    case "too-few-points":
      return t("The path appears once the run has made an epoch.");
    case "does-not-move":
      return t("The weights did not move, so there is no path to draw.");
    case "not-a-number":
      return t("The weights left the range of numbers, so there is no path to draw.");
    case "too-large":
      return t("This model has too many weights to draw its loss surface in a moment.");
  }
}

const subscripts = "₀₁₂₃₄₅₆₇₈₉";
/** Formulas count from 1, places from 0. */
const subscript = (index: number) =>
  [...String(index + 1)].map((digit) => subscripts[Number(digit)] ?? digit).join("");

function planeView(
  surface: Surface,
  names: { readonly features: readonly string[]; readonly runs: ReadonlyMap<string, string> },
  t: Translate,
): PlaneView {
  const { kind, weights, x, y, columns, rows, loss, ways } = surface;
  const label = (index: number) => `w${subscript(index)} ${names.features[index] ?? ""}`.trim();
  const [first, second] = weights ?? [0, 1];
  const isSlice = kind === "slice";
  return {
    kind,
    title: isSlice ? t("w{0} and w{1}", subscript(first), subscript(second)) : t("The plane of the path"),
    note: noteOf(surface, t),
    xLabel: isSlice ? label(first) : t("first direction"),
    yLabel: isSlice ? label(second) : t("second direction"),
    ...{ x, y, columns, rows, loss },
    levels: levelsOf(loss),
    paths: ways.map((way) => ({ runId: way.id, epochNumbers: way.epochs, x: way.x, y: way.y })),
    text: ways.map((way) => wayText(way, surface, names.runs, t)).join(" "),
  };
}

function noteOf({ kind, share, sampled }: Surface, t: Translate): string {
  const rows =
    sampled.rows < sampled.of
      ? ` ${t("Loss over {0} of {1} training rows.", formatCount(sampled.rows), formatCount(sampled.of))}`
      : "";
  if (kind === "slice") return t("All other weights are held where the run ended.") + rows;
  return t("{0} % of the path lies in this plane.", ((share ?? 0) * 100).toFixed(1)) + rows;
}

function wayText(
  way: Surface["ways"][number],
  surface: Surface,
  runs: ReadonlyMap<string, string>,
  t: Translate,
): string {
  const last = way.x.length - 1;
  const lossNear = (index: number) => formatValue(surface.loss[cellOf(surface, way, index)] ?? Number.NaN);
  return t(
    "{0} goes from a loss of about {1} to about {2} in {3} epochs.",
    runs.get(way.id) ?? way.id,
    lossNear(0),
    lossNear(last),
    formatCount(way.epochs[last] ?? 0),
  );
}

/** The grid point that is nearest to a point of a way. */
function cellOf({ x, y, columns, rows }: Surface, way: Surface["ways"][number], index: number): number {
  const place = (value: number, [low, high]: readonly [number, number], count: number) =>
    Math.max(0, Math.min(count - 1, Math.round(((value - low) / (high - low)) * (count - 1))));
  return place(way.y[index] ?? 0, y, rows) * columns + place(way.x[index] ?? 0, x, columns);
}

const lines = 9;

/** Evenly spaced in the logarithm: a loss falls by factors, and near the lowest the lines should not run out. */
function levelsOf(loss: Float64Array): readonly number[] {
  const finite = loss.filter(Number.isFinite);
  const low = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = finite.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (!(high > low)) return [];
  // Counted from a little below the lowest, so that a loss of zero has a logarithm.
  const base = low > 0 ? 0 : low - (high - low) * 0.001;
  const from = Math.log(low - base);
  const to = Math.log(high - base);
  return Array.from(
    { length: lines },
    (_, index) => base + Math.exp(from + ((to - from) * (index + 1)) / (lines + 1)),
  );
}
