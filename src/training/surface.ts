import { rowsOf } from "../datasets/matrix";
import { evaluate } from "./finish";
import type { Parameters } from "./parameters";
import { principalPlane } from "./plane";
import type { DesignMatrix, Subset, TrainingSpec } from "./run";

/** A run's way: its weights and intercepts after these epochs, one after another. */
export interface Way {
  readonly id: string;
  readonly epochs: Float64Array;
  readonly points: readonly Parameters[];
}

/** The loss over a plane through the space of all weights, and the ways in it. */
export interface Surface {
  /** "most": the plane of the first two principal components. "slice": two single weights. */
  readonly kind: "most" | "slice";
  /** Share of the ways' squared length about their mean that lies in the plane; null for a slice. */
  readonly share: number | null;
  /** The two weights of a slice. */
  readonly weights: readonly [number, number] | null;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
  /** Row-major, the first row at y's least, the edges included. */
  readonly loss: Float64Array;
  /** Rows that the loss was computed on, of so many. */
  readonly sampled: { readonly rows: number; readonly of: number };
  readonly ways: readonly {
    readonly id: string;
    readonly epochs: Float64Array;
    readonly x: Float64Array;
    readonly y: Float64Array;
  }[];
}

export type NoSurface = "too-few-points" | "does-not-move" | "not-a-number" | "too-large";

/** Products (grid points × rows × weights) that a surface may cost: about two seconds. */
const mostWork = 1.5e9;
const mostRows = 1000;
const fewestRows = 64;
const margin = 0.18;

/** Of the largest grid that the work allows. */
const grids = [
  { columns: 49, rows: 33 },
  { columns: 31, rows: 21 },
  { columns: 19, rows: 13 },
] as const;

interface Plane {
  readonly kind: Surface["kind"];
  readonly share: number | null;
  readonly weights: readonly [number, number] | null;
  /** The point of the space at (0, 0), and the directions of the two axes. */
  readonly origin: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** The plane that shows most of the ways. Yields between rows of the grid, so that it can be interrupted. */
export function* surfaceOfMost(
  spec: TrainingSpec,
  ways: readonly Way[],
  train: Subset,
): Generator<void, Surface | NoSurface, void> {
  const points = ways.flatMap((way) => way.points.map(flat));
  if (points.length < 2) return "too-few-points";
  if (points.some((point) => !point.every(Number.isFinite))) return "not-a-number";
  const plane = principalPlane(points);
  if (plane === null) return "does-not-move";
  return yield* surfaceOver({ ...plane, kind: "most", weights: null }, spec, ways, train);
}

/** The loss over two weights, the others held where the first way ends. */
export function* surfaceOfTwo(
  spec: TrainingSpec,
  ways: readonly Way[],
  train: Subset,
  weights: readonly [number, number],
): Generator<void, Surface | NoSurface, void> {
  const end = ways[0]?.points.at(-1);
  if (end === undefined) return "too-few-points";
  const origin = flat(end);
  if (ways.some((way) => way.points.some((point) => !flat(point).every(Number.isFinite))))
    return "not-a-number";
  const axis = (weight: number) => origin.map((_, index) => (index === weight ? 1 : 0));
  const [first, second] = weights;
  origin[first] = 0;
  origin[second] = 0;
  const plane: Plane = {
    kind: "slice",
    share: null,
    weights,
    origin,
    first: axis(first),
    second: axis(second),
  };
  return yield* surfaceOver(plane, spec, ways, train);
}

function* surfaceOver(
  plane: Plane,
  spec: TrainingSpec,
  ways: readonly Way[],
  train: Subset,
): Generator<void, Surface | NoSurface, void> {
  const placed = ways.map((way) => ({
    id: way.id,
    epochs: way.epochs,
    x: Float64Array.from(way.points, (point) => along(point, plane, plane.first)),
    y: Float64Array.from(way.points, (point) => along(point, plane, plane.second)),
  }));
  const [x, y] = extents(placed);
  const size = plane.origin.length;
  const wanted = Math.min(train.inputs.samples, mostRows);
  const cost = (grid: (typeof grids)[number], rows: number) => grid.columns * grid.rows * rows * size;
  const least = Math.min(wanted, fewestRows);
  const grid = grids.find((each) => cost(each, least) <= mostWork);
  if (grid === undefined) return "too-large";
  const count = Math.max(least, Math.min(wanted, Math.floor(mostWork / cost(grid, 1))));
  const rows = sample(train, count);
  const loss = new Float64Array(grid.columns * grid.rows);
  const weightCount = ways[0]?.points[0]?.weights.length ?? 0;
  for (let row = 0; row < grid.rows; row++) {
    const b = y[0] + ((y[1] - y[0]) * row) / (grid.rows - 1);
    for (let column = 0; column < grid.columns; column++) {
      const a = x[0] + ((x[1] - x[0]) * column) / (grid.columns - 1);
      const point = plane.origin.map(
        (value, index) => value + a * (plane.first[index] ?? 0) + b * (plane.second[index] ?? 0),
      );
      const parameters = {
        weights: point.subarray(0, weightCount),
        intercepts: point.subarray(weightCount),
      };
      loss[row * grid.columns + column] = evaluate(spec, parameters, rows, 0).loss;
    }
    yield;
  }
  const { kind, share, weights } = plane;
  const sampled = { rows: count, of: train.inputs.samples };
  return { kind, share, weights, x, y, columns: grid.columns, rows: grid.rows, loss, sampled, ways: placed };
}

function flat(parameters: Parameters): Float64Array {
  const all = new Float64Array(parameters.weights.length + parameters.intercepts.length);
  all.set(parameters.weights);
  all.set(parameters.intercepts, parameters.weights.length);
  return all;
}

/** The coordinate of a point along a direction of length 1, counted from the plane's origin. */
function along(point: Parameters, plane: Plane, direction: Float64Array): number {
  return flat(point).reduce(
    (sum, value, index) => sum + (value - (plane.origin[index] ?? 0)) * (direction[index] ?? 0),
    0,
  );
}

/** All ways with some room about them. Neither side is so short that the other would be drawn as noise. */
function extents(ways: readonly { readonly x: Float64Array; readonly y: Float64Array }[]) {
  const range = (values: readonly number[]): [number, number] => [
    values.reduce((least, value) => Math.min(least, value)),
    values.reduce((most, value) => Math.max(most, value)),
  ];
  const x = range(ways.flatMap((way) => [...way.x]));
  const y = range(ways.flatMap((way) => [...way.y]));
  const longest = Math.max(x[1] - x[0], y[1] - y[0], 1e-6);
  const padded = ([low, high]: [number, number]): [number, number] => {
    const middle = (low + high) / 2;
    const half = Math.max((high - low) / 2, longest / 6) * (1 + 2 * margin);
    return [middle - half, middle + half];
  };
  return [padded(x), padded(y)] as const;
}

/** Rows evenly spread over all of them: the same ones each time. */
function sample(subset: Subset, count: number): Subset {
  const { samples, features } = subset.inputs;
  if (count >= samples) return subset;
  const { data, at } = rowsOf(subset.inputs);
  const inputs: DesignMatrix = { samples: count, features, data: new Float64Array(count * features) };
  const target = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const row = Math.floor((i * samples) / count);
    const start = at(row);
    inputs.data.set(data.subarray(start, start + features), i * features);
    target[i] = subset.target[row] ?? 0;
  }
  return { inputs, target };
}
