import type { Translate } from "../base/translate";
import type { SettingName, SettingProblem } from "./training-settings";

/** The words of the Training screen. `{0}` … are filled in by the view, where the numbers change. */
export type TrainingStrings = ReturnType<typeof trainingStrings>;
export type ChartStrings = ReturnType<typeof chartStrings>;

export function trainingStrings(t: Translate) {
  return {
    train: t("Train Neuron"),
    stop: t("Stop"),
    settings: t("Settings"),
    chooseData: t("Change…"),
    chooseDataLabel: t("Choose another data set"),
    noData: t("No data set yet"),
    noDataHint: t("Train Neuron takes the data set that is open, or the bundled one."),
    split: t("How the rows are split"),
    trainRows: t("train {0}"),
    validationRows: t("validation {0}"),
    testRows: t("test {0}"),
    standardised: t("standardised on train"),
    rateAndEpochs: t("rate {0} · {1} epochs"),
    reset: t("As in the lesson"),
    fields: settingLabels(t),
    problems: settingProblems(t),
    emptyTitle: t("Watch a neuron learn"),
    emptyText: t(
      "It starts with every weight at one and is mostly wrong. Each epoch it reads all training rows, and the loss falls. The curve is drawn here while it learns.",
    ),
    running: t("Epoch {0} of {1}"),
    runningFor: t("Training: epoch {0} of {1}"),
    starting: t("Starting"),
    after: t("After {0} epochs"),
    afterOne: t("After one epoch"),
    trainLoss: t("train loss"),
    validationLoss: t("validation loss"),
    accuracies: { train: t("train acc."), validation: t("validation acc."), test: t("test acc.") },
    rSquared: { train: t("train R²"), validation: t("validation R²"), test: t("test R²") },
    confusion: t("Who is called what"),
    called: t("called {0}"),
    right: t("right"),
    wrong: t("wrong"),
    weights: t("Weights"),
    shownOf: t("{0} of {1}, largest first"),
    feature: t("feature"),
    weight: t("weight"),
    showAll: t("Show all {0}"),
    showFewer: t("Show the largest {0}"),
    stoppedAnnounced: t("Stopped after {0} epochs."),
    finishedAnnounced: t("Finished: {0} epochs, validation loss {1}, validation score {2}."),
  };
}

function settingLabels(t: Translate): Readonly<Record<SettingName, { label: string; hint: string }>> {
  return {
    learningRate: { label: t("Learning rate"), hint: t("How far one update goes along the gradient") },
    epochs: { label: t("Epochs"), hint: t("How often all training rows are read") },
    l1: { label: t("L1 penalty"), hint: t("Pulls small weights to exactly zero") },
    l2: { label: t("L2 penalty"), hint: t("Keeps all weights small") },
    batchSize: { label: t("Mini-batch"), hint: t("Samples that one update uses") },
    hidden: { label: t("Hidden units"), hint: t("Neurons of the network's hidden layer") },
    patience: {
      label: t("Early stopping"),
      hint: t("Stops after so many epochs without a lower validation loss; 0 never does"),
    },
    seed: { label: t("Seed"), hint: t("The same seed gives the same shuffles, so the same curve") },
  };
}

function settingProblems(t: Translate): Readonly<Record<SettingProblem, string>> {
  return {
    "not-a-number": t("Write a number, such as {0}."),
    "not-whole": t("Write a whole number."),
    "too-small": t("The least is {0}."),
    "not-positive": t("It must be more than 0."),
    "too-large": t("The most is {0}."),
  };
}

export function chartStrings(t: Translate) {
  return {
    loss: t("Loss"),
    afterEachEpoch: t("after each epoch"),
    scale: t("Scale of the loss"),
    log: t("Log"),
    linear: t("Linear"),
    train: t("train"),
    validation: t("validation"),
    epoch: t("epoch"),
    name: t("Loss after each epoch, training and validation"),
    crosshair: t("Epoch under the crosshair"),
    reading: t("Epoch {0}: train loss {1}, validation loss {2}"),
    keys: t("← → one · Shift ten"),
    table: t("The curves as a table"),
    noPoints: t("no epoch yet"),
  };
}
