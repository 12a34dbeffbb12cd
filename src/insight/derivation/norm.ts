import * as e from "../../algebra/expression";
import { constant, type Size } from "../../algebra/size";

/**
 * Batch normalisation: each unit's sums are brought to mean 0 and deviation 1 over the samples of the batch, then stretched
 * by γ and moved by β where the layer has them, before the activation takes them.
 */
export interface NormModel {
  /** What is added to the variance under the root, so that no deviation is 0; 0 where nothing is. */
  readonly epsilon: number;
  /** Whether there is a γ. */
  readonly scale: boolean;
  /** Whether there is a β. */
  readonly shift: boolean;
}

/** A normalisation as formulas. In all of them the samples lie along `axis`, along which μ, v, σ, γ and β have length 1. */
export interface NormGraph {
  readonly axis: 0 | 1;
  readonly scale: e.VariableNode | null;
  readonly shift: e.VariableNode | null;
  readonly mean: e.Expression;
  readonly meanName: e.VariableNode;
  readonly variance: e.Expression;
  readonly varianceName: e.VariableNode;
  /** The root of the variance and ε. */
  readonly deviation: e.Expression;
  readonly deviationName: e.VariableNode;
  readonly normal: e.Expression;
  readonly normalName: e.VariableNode;
  /** What the activation takes: γ ⊙ Ẑ + β, or Ẑ itself where there is neither. */
  readonly scaled: e.Expression;
  readonly scaledName: e.VariableNode;
}

interface NormPlace {
  /** From 1. */
  readonly number: number;
  /** As it is called, or what it is. */
  readonly epsilon: e.Expression;
  readonly axis: 0 | 1;
  readonly units: Size;
}

/** The formulas of a layer's normalisation; `linear` has the samples along `axis`, the units along the other. */
export function normGraph(norm: NormModel, linear: e.Expression, place: NormPlace): NormGraph {
  const { number, epsilon, axis, units } = place;
  const own = axis === 0 ? [constant(1), units] : [units, constant(1)];
  const computed = (tex: string, shape: e.Sizes) => e.variable(tex, shape, tex, "computed");
  const parameter = (tex: string) => e.variable(tex, own, tex, "parameter");
  const mean = e.mean(linear, [axis], true);
  const centred = e.subtract(linear, mean);
  const variance = e.mean(e.times(centred, centred), [axis], true);
  const deviation = root(norm.epsilon === 0 ? variance : e.add(variance, epsilon));
  const normal = e.divide(centred, deviation);
  const scale = norm.scale ? parameter(`\\gamma_${number}`) : null;
  const shift = norm.shift ? parameter(`\\beta_${number}`) : null;
  const stretched = scale === null ? normal : e.times(scale, normal);
  const normalName = computed(`\\hat Z_${number}`, linear.shape);
  return {
    axis,
    scale,
    shift,
    mean,
    meanName: computed(`\\mu_${number}`, own),
    variance,
    varianceName: computed(`v_${number}`, own),
    deviation,
    deviationName: computed(`\\sigma_${number}`, own),
    normal,
    normalName,
    scaled: shift === null ? stretched : e.add(stretched, shift),
    scaledName: scale === null && shift === null ? normalName : computed(`N_${number}`, linear.shape),
  };
}

function root(of: e.Expression): e.Expression {
  return e.binary("power", of, e.number(0.5));
}

/** What the error at Z is made of besides the error at N, with the names that a textbook reads each of them by. */
export interface NormSlopes {
  /** ∇_Z, from the error at N: γ/σ ⊙ (G − mean(G) − Ẑ ⊙ mean(G ⊙ Ẑ)). */
  readonly error: e.Expression;
  /** The names in it, with what they stand for. */
  readonly definitions: readonly (readonly [e.VariableNode, e.Expression])[];
}

/**
 * The error at Z from the error at N. Each z moves the mean and the deviation of its unit, too, which takes away from the
 * error its mean, and its share along Ẑ. `error` has the shape of Z.
 */
export function throughNorm(graph: NormGraph, error: e.VariableNode): NormSlopes {
  const { axis, scale, deviationName, normalName } = graph;
  const named = (tex: string, node: e.Expression) => e.variable(tex, node.shape, tex, "computed");
  const meanOf = (node: e.Expression) => {
    const mean = e.mean(node, [axis], true);
    return [named(`\\operatorname{mean}(${e.tex(node)})`, mean), mean] as const;
  };
  const front = e.divide(scale ?? e.number(1), deviationName);
  const frontName = named(`\\frac{${scale?.tex ?? "1"}}{${deviationName.tex}}`, front);
  const [meanName, mean] = meanOf(error);
  const [shareName, share] = meanOf(e.times(error, normalName));
  const rest = e.subtract(e.subtract(error, meanName), e.times(normalName, shareName));
  return {
    error: e.times(frontName, rest),
    definitions: [
      [frontName, front],
      [meanName, mean],
      [shareName, share],
    ],
  };
}
