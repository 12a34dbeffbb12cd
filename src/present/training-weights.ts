import type { Translate } from "../base/translate";
import type { Run } from "../training/run";
import type { AxisRole } from "./roles";
import type { ShapePiece } from "./shapes";
import { formatCount, formatValue } from "./training-numbers";

/** What one layer has learned: bars for a single output, a matrix of ink for several. */
export type WeightsView = NeuronWeights | LayerWeights;

/** Weights by feature, the largest magnitude first. */
export interface NeuronWeights {
  readonly kind: "neuron";
  readonly title: string;
  readonly rows: readonly WeightRow[];
  /** What a negative and a positive weight speak for. */
  readonly negative: string;
  readonly positive: string;
  readonly intercept: string;
}

export interface WeightRow {
  readonly feature: string;
  readonly value: string;
  /** Length of the bar against the longest, 0 to 1. */
  readonly share: number;
  readonly sign: Sign;
}

type Sign = "positive" | "negative";

/** A row an input, the one with the largest weight first; a column an output, in their own order. */
export interface LayerWeights {
  readonly kind: "layer";
  readonly title: string;
  /** `(30, 3)`, each size with its axis. */
  readonly shape: readonly ShapePiece[];
  readonly columns: readonly LayerColumn[];
  readonly rows: readonly LayerRow[];
  readonly intercepts: LayerRow;
  /** How many rows and columns there are in truth: of a large layer only the largest are here. */
  readonly of: { readonly rows: number; readonly columns: number };
  /** What full ink stands for. */
  readonly largest: string;
  /** What solid and hatched mean. */
  readonly meaning: string;
}

interface LayerColumn {
  readonly name: string;
  /** 0 has the largest weight: the last to go where there is no room. */
  readonly rank: number;
}

export interface LayerRow {
  readonly name: string;
  readonly cells: readonly WeightCell[];
}

export interface WeightCell {
  readonly value: string;
  readonly sign: Sign;
  /** How much ink, in `inkSteps` steps; 0 for a weight of exactly nothing. */
  readonly ink: number;
}

const inkSteps = 8;

/** So much of a layer is sent to the panel; nobody reads more, and each epoch that is scrubbed to sends it anew. */
const most = { rows: 200, columns: 24 };

/** A layer's own numbers: `weights` is row-major, inputs × outputs. */
interface Layer {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
}

/** A table a layer, the first layer first; empty where the run's numbers do not fit its data. */
export function weightsViews(run: Run, t: Translate): readonly WeightsView[] {
  const { classes, featureNames: features } = run.dataset;
  const names = classes.map((each) => each.name);
  const hidden = run.spec.model.kind === "network" ? run.spec.model.hidden : 0;
  const outputs = run.intercepts.length - hidden;
  const size = hidden === 0 ? features.length * outputs : (features.length + outputs) * hidden;
  if (features.length === 0 || outputs < 1 || run.weights.length !== size) return [];
  const outputNames = outputs === 1 ? [run.dataset.targetName] : names;
  if (outputNames.length !== outputs) return [];
  const output = outputLayer(names, t);
  if (hidden === 0) {
    const { weights, intercepts } = run;
    return [output({ inputs: features, outputs: outputNames, weights, intercepts }, t("Weights"), "n")];
  }
  const cut = features.length * hidden;
  const units = hiddenUnits(hidden);
  const first: Layer = {
    inputs: features,
    outputs: units,
    weights: run.weights.subarray(0, cut),
    intercepts: run.intercepts.subarray(0, hidden),
  };
  const last: Layer = {
    inputs: units,
    outputs: outputNames,
    weights: run.weights.subarray(cut),
    intercepts: run.intercepts.subarray(hidden),
  };
  return [
    layerWeights(first, ["n", "other"], {
      title: t("Weights of the hidden layer"),
      intercepts: t("intercept"),
      meaning: t("Solid raises the unit, hatched lowers it."),
    }),
    output(last, t("Weights of the output layer"), "other"),
  ];
}

/** h1, h2 …: formulas and prose count from 1. */
function hiddenUnits(count: number): readonly string[] {
  return Array.from({ length: count }, (_, unit) => `h${unit + 1}`);
}

/** Bars for a single output, else a column a class. */
function outputLayer(classes: readonly string[], t: Translate) {
  return (layer: Layer, title: string, inputs: AxisRole): WeightsView =>
    layer.outputs.length === 1
      ? neuronWeights(layer, classes, title, t)
      : layerWeights(layer, [inputs, "k"], {
          title,
          intercepts: t("intercept"),
          meaning: t("Solid speaks for the class, hatched against it."),
        });
}

function neuronWeights(layer: Layer, classes: readonly string[], title: string, t: Translate): NeuronWeights {
  const largest = largestOf(layer.weights);
  const [first, second] = classes;
  const named = classes.length === 2 && first !== undefined && second !== undefined;
  return {
    kind: "neuron",
    title,
    rows: bySize(rowSizes(layer)).map((row): WeightRow => {
      const weight = layer.weights[row] ?? 0;
      return {
        feature: layer.inputs[row] ?? "",
        value: formatValue(weight),
        share: Math.abs(weight) / largest,
        sign: weight < 0 ? "negative" : "positive",
      };
    }),
    negative: named ? t("← {0}", first) : t("← lowers it"),
    positive: named ? t("{0} →", second) : t("raises it →"),
    intercept: t("intercept {0}", formatValue(layer.intercepts[0] ?? 0)),
  };
}

function layerWeights(
  layer: Layer,
  [rowRole, columnRole]: readonly [AxisRole, AxisRole],
  words: { readonly title: string; readonly intercepts: string; readonly meaning: string },
): LayerWeights {
  const { inputs, outputs, weights, intercepts } = layer;
  // An intercept is as much ink as a weight of its size.
  const largest = Math.max(largestOf(weights), largestOf(intercepts));
  const ranked = bySize(columnSizes(layer));
  const kept = ranked.slice(0, most.columns).sort((a, b) => a - b);
  const cells = (values: Float64Array, from: number) =>
    kept.map((column) => weightCell(values[from + column] ?? 0, largest));
  const size = (count: number, role: AxisRole) =>
    ({ type: "size", text: formatCount(count), role, label: null }) as const;
  return {
    kind: "layer",
    title: words.title,
    shape: [
      { type: "text", text: "(" },
      size(inputs.length, rowRole),
      { type: "text", text: ", " },
      size(outputs.length, columnRole),
      { type: "text", text: ")" },
    ],
    columns: kept.map((column) => ({ name: outputs[column] ?? "", rank: ranked.indexOf(column) })),
    rows: bySize(rowSizes(layer))
      .slice(0, most.rows)
      .map((row) => ({ name: inputs[row] ?? "", cells: cells(weights, row * outputs.length) })),
    intercepts: { name: words.intercepts, cells: cells(intercepts, 0) },
    of: { rows: inputs.length, columns: outputs.length },
    largest: formatValue(largest),
    meaning: words.meaning,
  };
}

function weightCell(weight: number, largest: number): WeightCell {
  return {
    value: formatValue(weight),
    sign: weight < 0 ? "negative" : "positive",
    // Whatever is not nothing can be seen.
    ink: Math.min(inkSteps, Math.ceil((Math.abs(weight) / largest) * inkSteps)),
  };
}

/** The largest magnitude; a little more than nothing where all are 0, as it is divided by. */
function largestOf(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), Number.MIN_VALUE);
}

function rowSizes({ inputs, outputs, weights }: Layer): readonly number[] {
  const n = outputs.length;
  return inputs.map((_, row) => largestOf(weights.subarray(row * n, (row + 1) * n)));
}

function columnSizes({ inputs, outputs, weights }: Layer): readonly number[] {
  const sizes = outputs.map(() => 0);
  for (let row = 0; row < inputs.length; row++)
    for (let column = 0; column < sizes.length; column++)
      sizes[column] = Math.max(sizes[column] ?? 0, Math.abs(weights[row * sizes.length + column] ?? 0));
  return sizes;
}

/** Their places, the largest first; equal ones stay in their order. */
function bySize(sizes: readonly number[]): number[] {
  return [...sizes.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
}
