import type { Model, TrainingSpec, UpdatePolicy } from "../training/run";
import type { PolicyKind, TrainingSettings } from "./training-settings";

/** The spec of a run with this policy, as far as it is known before the model is. */
export function settingsSpec(settings: TrainingSettings, policy: PolicyKind): Omit<TrainingSpec, "model"> {
  const { learningRate, epochs, l1, l2, seed, patience, initialWeights, order } = settings;
  return {
    policy: policyOf(settings, policy),
    learningRate,
    epochs,
    l1,
    l2,
    seed,
    initialWeights: initialWeights === "auto" ? usualWeights(settings.model) : initialWeights,
    recordEndOfEpochLoss: true,
    ...(order === "same" && policy !== "batch" ? { shuffle: false } : {}),
    ...(patience > 0 ? { earlyStopping: { patience } } : {}),
  };
}

function policyOf({ batchSize }: TrainingSettings, kind: PolicyKind): UpdatePolicy {
  return kind === "mini-batch" ? { kind, batchSize } : { kind };
}

/** A hidden layer whose weights are all alike never learns to differ. */
function usualWeights(model: TrainingSettings["model"]): TrainingSpec["initialWeights"] {
  return model === "network" ? "normal" : "ones";
}

/** Back from a run's spec, so that the form can be filled with what a run used. */
export function specSettings(spec: TrainingSpec): TrainingSettings {
  const { learningRate, epochs, l1, l2, seed, policy, model, initialWeights, earlyStopping, shuffle } = spec;
  return {
    learningRate,
    epochs,
    l1,
    l2,
    seed,
    batchSize: policy.kind === "mini-batch" ? policy.batchSize : usual.batchSize,
    ...layerOf(model),
    patience: earlyStopping?.patience ?? 0,
    policies: [policy.kind],
    model: model.kind,
    initialWeights,
    order: shuffle === false ? "same" : "shuffled",
  };
}

/** What stands in the form for what a run did not use. */
const usual = { batchSize: 32, hidden: 10, activation: "sigmoid" } as const;

function layerOf(model: Model): Pick<TrainingSettings, "hidden" | "activation"> {
  return model.kind === "network"
    ? { hidden: model.hidden, activation: model.activation }
    : { hidden: usual.hidden, activation: usual.activation };
}
