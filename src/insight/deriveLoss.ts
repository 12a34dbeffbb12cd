import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import {
  type ActivationName,
  activate,
  type LossModel,
  type LossName,
  lossNames,
  perSample,
} from "./deriveModel";
import type { Labels } from "./deriveRun";
import { sampleCount, sizeOf, unitsOf } from "./deriveSizes";
import type { Anatomy, LayerAnatomy } from "./gradientAnatomy";
import { combination } from "./gradientFit";

export interface LossCandidate {
  readonly activation: ActivationName;
  readonly loss: LossModel;
  readonly labels: Labels;
}

/** The losses that have, for the labels that the program uses, the derivative that the program's own loss has in this run. */
export function* lossCandidates(
  anatomy: Anatomy,
  data: e.Expression,
  output: LayerAnatomy,
): Generator<LossCandidate> {
  const { trace } = anatomy;
  const linear = output.neurons.map((neuron) => neuron.linear);
  const errors = e.derivative(data, linear).map((node) => trace.read(node));
  // A loss of logits has its activation inside.
  const options: readonly ActivationName[] =
    output.activation === "identity" ? ["identity", "sigmoid", "softmax"] : [output.activation];
  for (const activation of options)
    for (const labels of labelsOf(anatomy, data, output))
      for (const kind of lossNames) {
        if ((kind === "categorical") !== (activation === "softmax")) continue;
        if (kind === "categorical" && linear.some(({ shape }) => shape.length === 0)) continue;
        if (kind === "cross-entropy" && activation !== "sigmoid") continue;
        if (kind === "poisson" && activation !== "identity") continue;
        const ratio = ratioToLoss(anatomy, output, labels, kind, activation, errors, data);
        const scaled = ratio === null ? null : scaleOf(ratio, sampleCount(anatomy), unitsOf(anatomy, output));
        if (scaled !== null) yield { activation, labels, loss: { kind, ...scaled } };
      }
}

function ratioToLoss(
  { trace }: Anatomy,
  output: LayerAnatomy,
  labels: Labels,
  kind: LossName,
  activation: ActivationName,
  errors: readonly arrays.NumberArray[],
  data: e.Expression,
): number | null {
  const whole: number[] = [];
  const candidate: number[] = [];
  let total = 0;
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
    const sum = e.sum(terms.reduce((all, term) => e.add(all, term)));
    total += arrays.item(trace.read(sum));
    const [derived] = e.derivative(sum, [linear]);
    whole.push(...arrays.elements(error));
    candidate.push(...arrays.elements(trace.read(derived ?? linear)));
  }
  const flat = (values: readonly number[]) => arrays.arrayOf(Float64Array.from(values), [values.length]);
  if (candidate.every((value) => value === 0)) return null;
  const ratio = combination(flat(whole), [flat(candidate)])?.[0] ?? null;
  // Of one sample the slope alone is that of many a loss.
  const value = arrays.item(trace.read(data));
  const isSame = ratio !== null && Math.abs(ratio * total - value) <= 1e-6 * (1 + Math.abs(value));
  return isSame ? ratio : null;
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
    node.kind === "gather" && node.at.length === shape.length && sizeOf(node.of) === arrays.count(shape)
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
): { coefficient: number; average: boolean } | null {
  for (const coefficient of [1, 0.5, 2, 1 / units, 0.5 / units, 2 / units]) {
    if (Math.abs(ratio * samples - coefficient) < 1e-9 * coefficient && samples > 1)
      return { coefficient, average: true };
    if (Math.abs(ratio - coefficient) < 1e-9 * coefficient) return { coefficient, average: samples === 1 };
  }
  return null;
}
