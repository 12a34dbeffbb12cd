import type { Translate } from "../base/translate";
import type { Derivation, DerivationPart, DerivationStep, StepTopic } from "../insight/derivation/derivation";
import type { NeuronModel } from "../insight/derivation/model";

export function modelName(model: Derivation["model"], t: Translate): string {
  switch (model) {
    case "linear":
      return t("Linear neuron");
    case "logistic":
      return t("Logistic neuron");
    case "softmax":
      return t("Softmax layer");
    case "network":
      return t("Network with a hidden layer");
    case "other":
      return t("Your model");
  }
}

export function partName(kind: DerivationPart["kind"], t: Translate): string {
  switch (kind) {
    case "sample":
      return t("One sample");
    case "batch":
      return t("The batch");
  }
}

/** Why there is no part for one sample; null where there is one. */
export function partsNote({ layers }: Pick<NeuronModel, "layers">, t: Translate): string | null {
  return layers.some(({ norm }) => norm !== undefined)
    ? t(
        "There is no part for one sample: the normalisation takes the mean and the deviation of a whole batch, and one sample has no deviation.",
      )
    : null;
}

export function topicTitle(topic: StepTopic, t: Translate): string {
  switch (topic) {
    case "forward":
      return t("The weighted sum");
    case "mean":
      return t("The mean of each unit");
    case "variance":
      return t("The variance of each unit");
    case "deviation":
      return t("The deviation of each unit");
    case "normal":
      return t("The normalised sum");
    case "scaled":
      return t("Scale and shift");
    case "activation":
      return t("The activation");
    case "dropout":
      return t("Dropout");
    case "loss":
      return t("The loss");
    case "loss-by-activation":
      return t("The loss by the activation");
    case "activation-derivative":
      return t("The slope of the activation");
    case "error":
      return t("The error");
    case "scaled-error":
      return t("The error of the normalised sum");
    case "scale":
      return t("The gradient of the scale");
    case "shift":
      return t("The gradient of the shift");
    case "weights":
      return t("The gradient of the weights");
    case "bias":
      return t("The gradient of the intercept");
    case "penalty":
      return t("The penalty's share");
    case "update":
      return t("The update");
  }
}

/** The name of the rule, short enough for a chip. */
export function ruleName(
  { topic, rule }: Pick<DerivationStep, "topic" | "rule">,
  part: DerivationPart["kind"],
  { loss }: Pick<NeuronModel, "loss">,
  t: Translate,
): string {
  switch (rule) {
    case "definition":
      return t("by definition");
    case "chain-rule":
      return t("chain rule");
    case "chain-rule-activation":
      return topic === "activation-derivative" ? t("slope of the curve") : t("through the activation");
    case "normalisation":
      return t("through the whole batch");
    case "cancellation":
      return t("why it cancels");
    case "transpose":
      return part === "sample" ? t("chain rule") : t("why the transpose");
    case "sum-over-samples":
    case "sum-by-normal":
      if (part === "sample") return t("chain rule");
      return loss.average ? t("a mean over samples") : t("a sum over samples");
    case "loss-slope":
      return t("slope of the loss");
    case "penalty":
      return t("penalty");
    case "gradient-descent":
      return t("gradient descent");
  }
}
