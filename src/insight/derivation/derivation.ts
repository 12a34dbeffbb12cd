import type { Span } from "../../base/span";
import type { NeuronModel } from "./model";
import type { ProductStory } from "./product";

/**
 * The derivation of a neuron's gradient, tied to the code that computes it. Plain data. Each formula, each shape and each
 * number comes from one source: the expression graph of the learner's own program (or, where nothing of the learner's is
 * open, of the lesson's).
 */
export interface Derivation {
  /** The model that was recognised, e.g. "logistic neuron". */
  readonly model: "linear" | "logistic" | "softmax" | "network" | "other";
  /** First the derivation for one sample, then for the batch; that alone where a layer is normalised over the batch. */
  readonly parts: readonly DerivationPart[];
  /** The document whose lines the steps name. */
  readonly uri: string;
  /** Of the class or function that trains; empty for a script's own lines. */
  readonly name: string;
  /** What was recognised: the formulas and numbers are made of it. */
  readonly structure: NeuronModel;
  /** Why the products for the weights are these, layer by layer. */
  readonly products: readonly ProductStory[];
}

export interface DerivationPart {
  readonly kind: "sample" | "batch";
  readonly steps: readonly DerivationStep[];
}

export interface DerivationStep {
  /** Stable within the derivation: "batch/forward", "batch/weights" … */
  readonly id: string;
  /** What the step is about; `present` has the title. */
  readonly topic: StepTopic;
  /** The whole equation in TeX. */
  readonly tex: string;
  /** The right-hand side factor by factor with its shape, for the row of shapes beneath the formula; left-hand side first. */
  readonly factors: readonly Factor[];
  readonly rule: StepRule;
  /** The place in the learner's code that computes it; missing when the code has no such line. */
  readonly code?: { readonly span: Span; readonly line: number; readonly text: string };
}

export type StepTopic =
  | "forward"
  /** Of a normalised layer: μ, v, σ, Ẑ, and what γ and β make of it. */
  | "mean"
  | "variance"
  | "deviation"
  | "normal"
  | "scaled"
  | "activation"
  | "dropout"
  | "loss"
  | "loss-by-activation"
  | "activation-derivative"
  | "error"
  /** Of a normalised layer: the error at what the activation takes, before the normalisation. */
  | "scaled-error"
  | "scale"
  | "shift"
  | "weights"
  | "bias"
  | "penalty"
  | "update";

export type StepRule =
  | "definition"
  | "chain-rule"
  | "chain-rule-activation"
  | "cancellation"
  /** ∂J/∂Z where Z is the answer itself. */
  | "loss-slope"
  /** Through the mean and the deviation of a batch. */
  | "normalisation"
  | "transpose"
  | "sum-over-samples"
  /** Each sample counts by its normalised sum. */
  | "sum-by-normal"
  | "penalty"
  | "gradient-descent";

export interface Factor {
  readonly tex: string;
  /** The same for X, Xᵀ and xᵢ: what is pointed at in one place is found by it in the others. */
  readonly name: string;
  /** "(30, 364)", or "1/364" for a number. */
  readonly shape: string;
  /** The piece of code that this factor stands for ("x.T"), where there is one. */
  readonly code?: { readonly text: string; readonly span: Span };
  /** What stands between this factor and the one before: "=", "" (product), "+", "−", "⊙". */
  readonly joint: string;
  /** New against the step before. */
  readonly isNew?: boolean;
}
