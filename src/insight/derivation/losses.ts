import * as e from "../../algebra/expression";
import { constant, type Size } from "../../algebra/size";

export interface LossModel {
  readonly kind: LossName;
  /** What the sum over samples is multiplied by, apart from 1/m: 1, or ½ for half squared errors. */
  readonly coefficient: number;
  readonly average: boolean;
  /** How large a residual may be before a Huber loss goes on in a straight line: δ. */
  readonly limit?: number;
  /** Each sample counts by a weight of its own; a mean is taken over the samples, or over their weights. */
  readonly weights?: "over-samples" | "over-weights";
}

/** In the order in which they are tried on a program. */
export const lossNames = [
  "cross-entropy",
  "categorical",
  "squared",
  // Of labels of -1 and 1, |z - y| is 1 - yz wherever the margin is not reached.
  "hinge",
  "absolute",
  "poisson",
  "margin",
  "huber",
] as const;

/** "margin": ln(1 + e^{-yz}) for labels of -1 and 1. */
export type LossName = (typeof lossNames)[number];

export function isRegression({ kind }: Pick<LossModel, "kind">): boolean {
  return kind === "squared" || kind === "absolute" || kind === "huber";
}

/** δ of a Huber loss. */
export const limitName = e.variable("delta", [], "\\delta");
/** The sum of all samples' weights, over which a weighted mean is taken. */
export const totalName = e.variable("nu", [], "\\nu", "hyperparameter");

/** A weight for each sample, as the samples lie. */
export function sampleWeights(
  letter: (name: string) => string,
  rows: Size,
  columns: boolean,
): e.VariableNode {
  const one = constant(1);
  return e.variable(letter("V"), columns ? [one, rows] : [rows, one]);
}

/** The loss of each sample (each element), as summands. */
export function perSample(loss: Pick<LossModel, "kind">, a: e.Expression, y: e.Expression): e.Expression[] {
  const log = (of: e.Expression) => e.unary("log", of);
  const less = (of: e.Expression) => e.subtract(e.number(1), of);
  switch (loss.kind) {
    case "cross-entropy":
      return [e.negate(e.times(y, log(a))), e.negate(e.times(less(y), log(less(a))))];
    case "categorical":
      return [e.negate(e.times(y, log(a)))];
    case "squared": {
      const residual = e.subtract(a, y);
      return [e.times(residual, residual)];
    }
    case "absolute":
      return [e.unary("abs", e.subtract(a, y))];
    case "hinge":
      return [e.unary("relu", less(e.times(y, a)))];
    // Of the logarithm of the expected count.
    case "poisson":
      return [e.unary("exp", a), e.negate(e.times(y, a))];
    case "margin":
      return [e.unary("softplus", e.negate(e.times(y, a)))];
    case "huber":
      return huber(e.subtract(a, y));
  }
}

/** ½r² where |r| ≤ δ, δ(|r| − ½δ) where it is not. */
function huber(residual: e.Expression): e.Expression[] {
  const size = e.unary("abs", residual);
  const near = e.binary("greaterEqual", limitName, size);
  const far = e.binary("greater", size, limitName);
  const half = e.number(0.5);
  return [
    e.times(near, e.times(half, e.times(residual, residual))),
    e.times(far, e.times(limitName, e.subtract(size, e.times(half, limitName)))),
  ];
}

export function scaled(loss: LossModel, term: e.Expression, rows: Size): e.Expression {
  const total = e.times(e.number(loss.coefficient), e.sum(term));
  if (!loss.average) return total;
  return e.divide(total, loss.weights === "over-weights" ? totalName : e.sizeNumber(rows));
}
