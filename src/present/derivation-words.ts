import type { Translate } from "../base/translate";
import type { Derivation, DerivationPart, DerivationStep, StepTopic } from "../insight/derivation";

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

export function topicTitle(topic: StepTopic, t: Translate): string {
  switch (topic) {
    case "forward":
      return t("The weighted sum");
    case "activation":
      return t("The activation");
    case "loss":
      return t("The loss");
    case "loss-by-activation":
      return t("The loss by the activation");
    case "activation-derivative":
      return t("The slope of the activation");
    case "error":
      return t("The error");
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
  t: Translate,
): string {
  switch (rule) {
    case "definition":
      return t("by definition");
    case "chain-rule":
      return t("chain rule");
    case "chain-rule-activation":
      return topic === "activation-derivative" ? t("slope of the curve") : t("through the activation");
    case "cancellation":
      return t("why it cancels");
    case "transpose":
      return part === "sample" ? t("chain rule") : t("why the transpose");
    case "sum-over-samples":
      return part === "sample" ? t("chain rule") : t("a mean over samples");
    case "penalty":
      return t("penalty");
    case "gradient-descent":
      return t("gradient descent");
  }
}

/** Why the step holds: said for this topic, for one sample or all of them, where that says more than the rule alone. */
export function ruleSentence(
  { topic, rule }: Pick<DerivationStep, "topic" | "rule">,
  part: DerivationPart["kind"],
  t: Translate,
): string {
  switch (rule) {
    case "definition":
      return definition(topic, part, t);
    case "chain-rule":
      return topic === "loss-by-activation"
        ? t("Each logarithm of the loss is differentiated by the activation inside it.")
        : t("The slope of a chain is the product of the slopes of its links.");
    case "chain-rule-activation":
      return throughActivation(topic, t);
    case "cancellation":
      return part === "sample"
        ? t(
            "The slope of the loss and the slope of the activation are multiplied, and the same factor stands above and below the bar. What is left is the error: called minus true.",
          )
        : t(
            "For each sample the slope of the activation cancels, as it does for one, and the error is left.",
          );
    case "transpose":
      return part === "sample"
        ? t("A weight reaches the sum through its own input, so the error is multiplied by that input.")
        : t(
            "Each weight meets every sample through its own column of the inputs. The transpose turns those columns into rows, so that one product adds up all samples for every weight.",
          );
    case "sum-over-samples":
      return overSamples(topic, part, t);
    case "penalty":
      return t(
        "The penalty asks for small weights: its gradient points along each weight, whatever the data say.",
      );
    case "gradient-descent":
      return t(
        "The gradient points uphill. A step against it, as long as the learning rate says, makes the loss smaller.",
      );
  }
}

function throughActivation(topic: StepTopic, t: Translate): string {
  return topic === "activation-derivative"
    ? t("The activation is steepest where the neuron is least sure, and almost flat at both ends.")
    : t(
        "The loss reaches the weighted sum through the activation, so its slope there is multiplied by the slope of the activation.",
      );
}

function overSamples(topic: StepTopic, part: DerivationPart["kind"], t: Translate): string {
  if (topic !== "bias")
    return t("The loss is the mean over the samples, so its gradient is the mean of theirs.");
  return part === "sample"
    ? t("The intercept is added as it is, so its slope is 1 and the error is left.")
    : t("The intercept is added to every sample alike, so its gradient is the mean of all errors.");
}

function definition(topic: StepTopic, part: DerivationPart["kind"], t: Translate): string {
  switch (topic) {
    case "forward":
      return part === "sample"
        ? t("Each input is multiplied by its weight; the sum and the intercept give one number.")
        : t(
            "Every row of the inputs is one sample. One product gives the weighted sum of all samples at once.",
          );
    case "activation":
      return part === "sample"
        ? t("The activation turns the sum into what the neuron answers.")
        : t("The activation is taken entry by entry, so the shape stays as it is.");
    case "loss":
      return part === "sample"
        ? t("The loss is small where the answer is close to what is true, and grows with the distance.")
        : t("The loss of the batch is the mean of the losses of its samples.");
    case "error":
      return t("The error is what the neuron called minus what is true.");
    case "activation-derivative":
    case "loss-by-activation":
    case "weights":
    case "bias":
    case "penalty":
    case "update":
      return t("This is what the name stands for.");
  }
}
