import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, LayerAnatomy } from "../gradient/anatomy";
import { combination } from "../gradient/fit";
import { readers } from "../gradient/support";
import { type LossModel, type LossName, lossNames, perSample } from "./losses";
import { type ActivationName, activate } from "./model";
import type { Labels, RunModel } from "./run";
import { sampleCount, samplesOf, sizeOf, unitsOf } from "./sizes";

export interface LossCandidate extends Pick<RunModel, "labels" | "importance"> {
  readonly activation: ActivationName;
  readonly loss: LossModel;
}

/** The losses that have, for the labels that the program uses, the derivative that the program's own loss has in this run. */
export function* lossCandidates(
  anatomy: Anatomy,
  data: e.Expression,
  output: LayerAnatomy,
): Generator<LossCandidate> {
  const linear = output.neurons.map((neuron) => neuron.linear);
  // A loss of logits has its activation inside.
  const options: readonly ActivationName[] =
    output.activation === "identity" ? ["identity", "sigmoid", "softmax"] : [output.activation];
  const fits = (activation: ActivationName, kind: LossName) => {
    if ((kind === "categorical") !== (activation === "softmax")) return false;
    if (kind === "categorical" && linear.some(({ shape }) => shape.length === 0)) return false;
    if (kind === "cross-entropy") return activation === "sigmoid";
    return activation === "identity" || !["poisson", "margin", "huber"].includes(kind);
  };
  const pairs = options.flatMap((activation) =>
    lossNames.filter((kind) => fits(activation, kind)).map((kind) => ({ activation, kind })),
  );
  // A loss may be written with `-y` alone, or with `1 - y`.
  const own = labelsOf(anatomy, data, output);
  const turned = (f: (label: number) => number) =>
    own.map((labels) => labels.map((each) => arrays.map(each, f)));
  const named = [...own, ...turned((label) => -label), ...turned((label) => 1 - label)];
  for (const { activation, kind } of pairs)
    for (const labels of named) yield* candidatesOf(anatomy, data, output, labels, activation, kind);
  for (const { activation, kind } of pairs)
    for (const labels of numbersOf(anatomy, data, output, activation, kind))
      for (const found of candidatesOf(anatomy, data, output, labels, activation, kind))
        if (found.importance === undefined) yield found;
}

function* candidatesOf(
  anatomy: Anatomy,
  data: e.Expression,
  output: LayerAnatomy,
  labels: Labels,
  activation: ActivationName,
  kind: LossName,
): Generator<LossCandidate> {
  if (kind === "huber") {
    const loss = huberOf(anatomy, data, output, labels);
    if (loss !== null) yield { activation, labels, loss };
    return;
  }
  const compared = compare(anatomy, output, labels, kind, activation, data);
  if (compared === null) return;
  const ratio = ratioOf(compared);
  const scaled = ratio === null ? null : scaleOf(ratio, sampleCount(anatomy), unitsOf(anatomy, output));
  if (scaled !== null) yield { activation, labels, loss: { kind, ...scaled } };
  const weighted = ratio === null ? weightsOf(anatomy, data, compared) : null;
  if (weighted !== null)
    yield { activation, labels, importance: weighted.importance, loss: { kind, ...weighted.scale } };
}

/** A program's loss beside one of ours, in one run. */
interface Compared {
  /** The derivative of the program's loss by z, of all samples. */
  readonly whole: readonly number[];
  /** That of the sum of ours. */
  readonly candidate: readonly number[];
  /** Our loss of each number of z. */
  readonly losses: readonly number[];
  /** The program's loss. */
  readonly value: number;
}

function compare(
  { trace }: Anatomy,
  output: LayerAnatomy,
  labels: Labels,
  kind: LossName,
  activation: ActivationName,
  data: e.Expression,
): Compared | null {
  const whole: number[] = [];
  const candidate: number[] = [];
  const losses: number[] = [];
  const errors = e.derivative(
    data,
    output.neurons.map(({ linear }) => linear),
  );
  for (const [at, { linear, activation: node }] of output.neurons.entries()) {
    const y = labels[at];
    const error = errors[at];
    if (y === undefined || error === undefined) return null;
    const axis = linear.shape.length - 1;
    const a =
      output.activation !== "identity"
        ? node
        : activation === "softmax"
          ? e.softmax(linear, Math.max(axis, 0))
          : activate(activation, linear);
    const terms = perSample({ kind }, a, e.constantArray(y, linear.shape));
    const each = terms.reduce((all, term) => e.add(all, term));
    const [derived] = e.derivative(e.sum(each), [linear]);
    losses.push(...arrays.elements(trace.read(each)));
    whole.push(...arrays.elements(trace.read(error)));
    candidate.push(...arrays.elements(trace.read(derived ?? linear)));
  }
  return candidate.every((value) => value === 0)
    ? null
    : { whole, candidate, losses, value: arrays.item(trace.read(data)) };
}

function ratioOf({ whole, candidate, losses, value }: Compared): number | null {
  const ratio = combination(flat(whole), [flat(candidate)])?.[0] ?? null;
  // Of one sample the slope alone is that of many a loss.
  return ratio !== null && isNear(ratio * total(losses), value) ? ratio : null;
}

function flat(values: readonly number[]): arrays.NumberArray {
  return arrays.arrayOf(Float64Array.from(values), [values.length]);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0);
}

function isNear(value: number, wanted: number): boolean {
  return Math.abs(value - wanted) <= 1e-6 * (1 + Math.abs(wanted));
}

/**
 * Each sample counts by a weight of its own: what its derivative is of ours. The weights are those that the program has by a
 * name, or else so that the loss is a mean over the samples.
 */
function weightsOf(
  anatomy: Anatomy,
  data: e.Expression,
  { whole, candidate, losses, value }: Compared,
): { readonly importance: arrays.NumberArray; readonly scale: Omit<LossModel, "kind"> } | null {
  const samples = sampleCount(anatomy);
  if (samples < 2) return null;
  const columns = samplesOf(anatomy) === "columns";
  const sampleAt = (at: number) => (columns ? at % samples : Math.floor((at * samples) / whole.length));
  const ratios = new Float64Array(samples).fill(Number.NaN);
  for (const [at, own] of candidate.entries()) {
    if (Math.abs(own) < 1e-9) continue;
    const ratio = (whole[at] ?? 0) / own;
    const before = ratios[sampleAt(at)] ?? Number.NaN;
    if (!Number.isNaN(before) && Math.abs(before - ratio) > 1e-6 * Math.abs(ratio)) return null;
    ratios[sampleAt(at)] = ratio;
  }
  if (!ratios.every((ratio) => ratio >= 0)) return null;
  const sum = total(losses.map((loss, at) => loss * (ratios[sampleAt(at)] ?? 0)));
  if (!isNear(sum, value)) return null;
  const own = arrays.arrayOf(ratios, [samples]);
  for (const named of namedWeights(anatomy, data, samples)) {
    const front = combination(own, [named])?.[0];
    const weight = total(Array.from(arrays.elements(named)));
    if (front === undefined || front <= 0) continue;
    const scaled = scaleOf(front, samples, 1);
    if (scaled !== null) return { importance: named, scale: { ...scaled, weights: "over-samples" } };
    const over = [1, 0.5, 2].find((coefficient) => Math.abs(front * weight - coefficient) < 1e-9);
    if (over !== undefined)
      return { importance: named, scale: { coefficient: over, average: true, weights: "over-weights" } };
  }
  const importance = arrays.map(own, (ratio) => samples * ratio);
  return { importance, scale: { coefficient: 1, average: true, weights: "over-samples" } };
}

/** One number a sample, made of data alone. */
function namedWeights({ trace }: Anatomy, data: e.Expression, samples: number): arrays.NumberArray[] {
  return e
    .topological(data)
    .filter(
      (node) => sizeOf(node) === samples && ![...trace.namesIn(node)].some((name) => name.startsWith("p")),
    )
    .map((node) => arrays.arrayOf(arrays.elements(trace.read(node)), [samples]));
}

/** Parameters that are so much larger leave no residual within the limit. */
const far = 1000;

/** Where no residual is within the limit, the slope of all of them is the same, and what the loss lacks is half the limit. */
function huberOf(
  anatomy: Anatomy,
  data: e.Expression,
  { neurons }: LayerAnatomy,
  labels: Labels,
): LossModel | null {
  const [, read] = readers(anatomy.trace, [far]);
  if (read === undefined) return null;
  const slopes = e
    .derivative(
      data,
      neurons.map(({ linear }) => linear),
    )
    .flatMap((node) => Array.from(arrays.elements(read(node))));
  const y = labels.flatMap((each) => Array.from(arrays.elements(each)));
  const z = neurons.flatMap(({ linear }) => Array.from(arrays.elements(read(linear))));
  const residuals = z.map((each, at) => each - (y[at] ?? 0));
  const slope = Math.abs(slopes[0] ?? 0);
  const isStraight = slopes.every(
    (each, at) => Math.abs(each - slope * Math.sign(residuals[at] ?? 0)) < 1e-9 * slope,
  );
  if (slope === 0 || !isStraight) return null;
  const lacking = total(residuals.map(Math.abs)) - arrays.item(read(data)) / slope;
  const limit = (2 * lacking) / residuals.length;
  if (!(limit > 1e-6)) return null;
  const scaled = scaleOf(slope / limit, sampleCount(anatomy), residuals.length / sampleCount(anatomy), 1e-6);
  return scaled === null ? null : { kind: "huber", ...scaled, limit: Number(limit.toPrecision(9)) };
}

/**
 * Labels that the program writes as numbers, or makes for each sample anew, have no one name in its loss: where the loss is of
 * this kind, its derivative tells them. Another kind would need others for other parameters, which is looked at afterwards.
 */
function numbersOf(
  anatomy: Anatomy,
  data: e.Expression,
  { neurons, activation: own }: LayerAnatomy,
  activation: ActivationName,
  kind: LossName,
): Labels[] {
  if (kind !== "squared" && kind !== "cross-entropy") return [];
  const { trace } = anatomy;
  const linear = neurons.map((neuron) => neuron.linear);
  const errors = e.derivative(data, linear).map((node) => trace.read(node));
  const answers = neurons.map((each) =>
    own === "identity" ? activate(activation, each.linear) : each.activation,
  );
  const slopes = answers.map((answer, at) =>
    kind === "squared"
      ? trace.read(e.derivative(e.sum(answer), [linear[at] ?? answer])[0] ?? answer)
      : arrays.scalar(1),
  );
  return [1, 1 / sampleCount(anatomy)].flatMap((mean) =>
    [1, 0.5, 2].map((coefficient) =>
      answers.map((answer, at) => {
        const [error, slope] = [errors[at], slopes[at]];
        if (error === undefined || slope === undefined) return trace.read(answer);
        const front = coefficient * mean * (kind === "squared" ? 2 : 1);
        return arrays.zip(
          trace.read(answer),
          arrays.zip(error, slope, (each, by) => each / by),
          (a, each) => Number((a - each / front).toPrecision(9)),
        );
      }),
    ),
  );
}

/** What may be the labels: data in the loss of the output's size, or the places at which classes are looked up. */
function labelsOf({ trace }: Anatomy, data: e.Expression, output: LayerAnatomy): Labels[] {
  const shapes = output.neurons.map(({ linear }) => linear.shape.map((size) => size.value ?? 1));
  const [shape = []] = shapes;
  const nodes = e.topological(data);
  const found: Labels[] = [];
  const fitting = nodes.filter((node) => {
    if (node.shape.length > shape.length + 1 || node.kind === "number") return false;
    const names = [...trace.namesIn(node)];
    return (
      names.some((name) => /^[xyk]/.test(name)) &&
      !names.some((name) => name.startsWith("p")) &&
      sizeOf(node) === arrays.count(shape)
    );
  });
  if (output.neurons.length > 1) {
    // One label a sample: those of one origin, in the order of the samples.
    const perSampleLabels = fitting.filter((node) => node.kind === "index" || node.kind === "reshape");
    if (perSampleLabels.length === output.neurons.length)
      found.push(perSampleLabels.map((node, at) => arrays.reshape(trace.read(node), shapes[at] ?? [])));
  } else for (const node of fitting) found.push([arrays.reshape(trace.read(node), shape)]);
  // `p[label]`, once for each sample where the program goes through them.
  const hot = nodes.flatMap((node) =>
    node.kind === "index" &&
    e.isSingle(node.shape) &&
    sizeOf(node.of) === arrays.count(shape) &&
    shape.length === 1
      ? [trace.read(e.scatter(e.ones(node.shape), node.indices, node.of.shape))]
      : node.kind === "gather" && node.at.length === shape.length && sizeOf(node.of) === arrays.count(shape)
        ? [arrays.reshape(trace.read(e.scatterAdd(e.ones(node.shape), node.at, node.of.shape)), shape)]
        : [],
  );
  if (output.neurons.length === 1) found.push(...hot.map((each) => [each]));
  else if (hot.length === output.neurons.length) found.push(hot);
  return found;
}

/** 1/m, 1/2m, 2/m, 1 … as a coefficient and whether it is a mean; an average over the outputs as well is told as one. */
export function scaleOf(
  ratio: number,
  samples: number,
  units: number,
  tolerance = 1e-9,
): { coefficient: number; average: boolean } | null {
  for (const coefficient of [1, 0.5, 2, 1 / units, 0.5 / units, 2 / units]) {
    if (Math.abs(ratio * samples - coefficient) < tolerance * coefficient && samples > 1)
      return { coefficient, average: true };
    if (Math.abs(ratio - coefficient) < tolerance * coefficient)
      return { coefficient, average: samples === 1 };
  }
  return null;
}
