import type { Translate } from "../base/translate";
import type { DatasetSummary } from "../training/run";
import { activationLabel, modelLabel, policyKindLabel } from "./training-names";
import { formatCount } from "./training-numbers";
import type {
  ActivationChoice,
  ModelChoice,
  OrderChoice,
  PolicyKind,
  TrainingSettings,
  WeightsChoice,
} from "./training-settings";

/** What each setting can be, in words; which models can learn the target. */
export interface ChoicesView {
  readonly policies: readonly ChoiceView<PolicyKind>[];
  readonly models: readonly ChoiceView<ModelChoice>[];
  readonly activations: readonly ChoiceView<ActivationChoice>[];
  readonly initialWeights: readonly ChoiceView<WeightsChoice>[];
  readonly orders: readonly ChoiceView<OrderChoice>[];
  /** What the next run will train: "A logistic neuron, as the target has two classes." null: not known yet. */
  readonly modelSentence: string | null;
}

export interface ChoiceView<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint: string;
  /** Why it can't be chosen for this target; null where it can. */
  readonly problem: string | null;
}

export function choicesView(
  settings: TrainingSettings,
  dataset: DatasetSummary | null,
  t: Translate,
): ChoicesView {
  return {
    policies: policyChoices(t),
    models: modelChoices(dataset, t),
    activations: activationChoices(t),
    initialWeights: weightsChoices(t),
    orders: orderChoices(t),
    modelSentence: dataset === null ? null : modelSentence(settings, dataset, t),
  };
}

function choice<T extends string>(value: T, label: string, hint: string, problem: string | null = null) {
  return { value, label, hint, problem };
}

function policyChoices(t: Translate): readonly ChoiceView<PolicyKind>[] {
  return [
    choice("batch", policyKindLabel("batch", t), t("One update an epoch, from all training rows")),
    choice("mini-batch", policyKindLabel("mini-batch", t), t("An update for each few rows")),
    choice("one-sample", policyKindLabel("one-sample", t), t("An update for each row")),
  ];
}

function modelChoices(dataset: DatasetSummary | null, t: Translate): readonly ChoiceView<ModelChoice>[] {
  const classes = dataset?.classes.length ?? null;
  const problem = (isFine: (classes: number) => boolean) =>
    classes === null || isFine(classes) ? null : cannotSentence(classes, t);
  return [
    choice("auto", modelLabel("auto", t), t("The simplest model that can learn it")),
    choice(
      "linear",
      modelLabel("linear", t),
      t("Learns a number"),
      problem((count) => count === 0),
    ),
    choice(
      "logistic",
      modelLabel("logistic", t),
      t("Tells two classes apart"),
      problem((count) => count === 2),
    ),
    choice(
      "softmax",
      modelLabel("softmax", t),
      t("Tells several classes apart"),
      problem((count) => count > 1),
    ),
    choice("network", modelLabel("network", t), t("Learns what no straight line can part")),
  ];
}

function cannotSentence(classes: number, t: Translate): string {
  return classes === 0
    ? t("The target is a number.")
    : t("The target has {0} classes.", formatCount(classes));
}

function activationChoices(t: Translate): readonly ChoiceView<ActivationChoice>[] {
  return [
    choice("sigmoid", activationLabel("sigmoid", t), t("From 0 to 1")),
    choice("tanh", activationLabel("tanh", t), t("From −1 to 1")),
    choice("relu", activationLabel("relu", t), t("0, or the number itself")),
  ];
}

function weightsChoices(t: Translate): readonly ChoiceView<WeightsChoice>[] {
  return [
    choice("auto", t("as usual"), t("Ones; for a hidden layer normal, as equal units would stay equal")),
    choice("ones", t("ones"), t("The lesson's start")),
    choice("zeros", t("zeros"), t("Every row is called the same at first")),
    choice("normal", t("normal"), t("Drawn with the seed, as NumPy draws them")),
  ];
}

function orderChoices(t: Translate): readonly ChoiceView<OrderChoice>[] {
  return [
    choice(
      "shuffled",
      t("shuffled"),
      t("Drawn anew each epoch with the seed, as np.random.permutation does"),
    ),
    choice("same", t("not shuffled"), t("The same each epoch, as in a loop without a shuffle")),
  ];
}

function modelSentence(settings: TrainingSettings, { classes }: DatasetSummary, t: Translate): string {
  switch (settings.model) {
    case "linear":
      return t("A linear neuron: a number from a weighted sum.");
    case "logistic":
      return t("A logistic neuron: a weighted sum through a sigmoid.");
    case "softmax":
      return t("A softmax layer: a weighted sum for each class.");
    case "network":
      return t(
        "A hidden layer of {0} {1} units, and an output layer.",
        formatCount(settings.hidden),
        activationLabel(settings.activation, t),
      );
    case "auto":
      return usualModel(classes.length, t);
  }
}

function usualModel(classes: number, t: Translate): string {
  if (classes === 0) return t("A linear neuron, as the target is a number.");
  return classes === 2
    ? t("A logistic neuron, as the target has two classes.")
    : t("A softmax layer, as the target has {0} classes.", formatCount(classes));
}
