import type { Translate } from "../base/translate";
import type { Model, UpdatePolicy } from "../training/run";
import { formatCount } from "./training-numbers";
import type { ActivationChoice, ModelChoice, PolicyKind } from "./training-settings";

/** What a policy is called in lists and on curves. */
export function policyLabel(policy: UpdatePolicy, t: Translate): string {
  switch (policy.kind) {
    case "batch":
      return t("Batch");
    case "mini-batch":
      return t("Mini-batch {0}", formatCount(policy.batchSize));
    case "one-sample":
      return t("One sample");
  }
}

export function policyKindLabel(kind: PolicyKind, t: Translate): string {
  return kind === "mini-batch" ? t("Mini-batch") : policyLabel({ kind }, t);
}

export function modelLabel(model: ModelChoice, t: Translate): string {
  switch (model) {
    case "auto":
      return t("what fits the target");
    case "linear":
      return t("Linear neuron");
    case "logistic":
      return t("Logistic neuron");
    case "softmax":
      return t("Softmax layer");
    case "network":
      return t("One hidden layer");
  }
}

export function modelText(model: Model, t: Translate): string {
  return model.kind === "network"
    ? t("One hidden layer of {0} {1} units", model.hidden, activationLabel(model.activation, t))
    : modelLabel(model.kind, t);
}

export function activationLabel(activation: ActivationChoice, t: Translate): string {
  switch (activation) {
    case "sigmoid":
      return t("sigmoid");
    case "tanh":
      return t("tanh");
    case "relu":
      return t("ReLU");
  }
}
