import type { Translate } from "../base/translate";
import type { ExportFormat } from "./training-runs";
import type { PolicyKind, SettingName, SettingProblem } from "./training-settings";

/** The words of the Training screen. `{0}` … are filled in by the view, where the numbers change. */
export type TrainingStrings = ReturnType<typeof trainingStrings>;
export type ChartStrings = ReturnType<typeof chartStrings>;

export function trainingStrings(t: Translate) {
  return {
    ...controlStrings(t),
    ...datasetStrings(t),
    ...figureStrings(t),
    ...pathStrings(t),
    ...runListStrings(t),
    fields: settingLabels(t),
    problems: settingProblems(t),
    policies: policyStrings(t),
    formats: formatStrings(t),
    emptyTitle: t("Watch a neuron learn"),
    emptyText: t(
      "It starts with every weight at one and is mostly wrong. Each epoch it reads all training rows, and the loss falls. The curve is drawn here while it learns.",
    ),
  };
}

function controlStrings(t: Translate) {
  return {
    train: t("Train Neuron"),
    stop: t("Stop"),
    pause: t("Pause"),
    resume: t("Resume"),
    oneEpoch: t("One epoch, then pause"),
    oneUpdate: t("One update, then pause"),
    continueFor: t("Continue: {0} more"),
    continueTitle: t("Train {0} epochs more from these weights"),
    settings: t("Settings"),
    settingsWrong: t("A setting can't be used: see below."),
    rateAndEpochs: t("rate {0} · {1} epochs"),
    reset: t("As in the lesson"),
    target: t("Target"),
    targetIs: t("Target: {0}…"),
    model: t("Model"),
    activation: t("Activation"),
    initialWeights: t("Initial weights"),
    order: t("Order of the rows"),
    guessQuestion: t("Which curve will be the least steady?"),
    running: t("Epoch {0} of {1}"),
    runningFor: t("Training: epoch {0} of {1}"),
    starting: t("Starting"),
    pausedAnnounced: t("Paused at epoch {0}."),
    stoppedAnnounced: t("Stopped after {0} epochs."),
    finishedAnnounced: t("Finished: {0} epochs, validation loss {1}, validation score {2}."),
  };
}

function datasetStrings(t: Translate) {
  return {
    chooseData: t("Change…"),
    chooseDataLabel: t("Choose another data set"),
    chooseTarget: t("Choose the target…"),
    noData: t("No data set yet"),
    noDataHint: t("Train Neuron takes the data set that is open, or the bundled one."),
    split: t("How the rows are split"),
    trainRows: t("train {0}"),
    validationRows: t("validation {0}"),
    testRows: t("test {0}"),
    standardised: t("standardised on train"),
    dataCard: t("Data card"),
    missingTitle: t("Rows with a missing value"),
    columnsTitle: t("Columns, and what becomes of them"),
    columnColumn: t("column"),
    valuesColumn: t("values"),
    doneColumn: t("used as"),
    useColumn: t("Learn from {0}"),
    showAllColumns: t("Show all {0} columns"),
    showFirst: t("Show the first {0}"),
  };
}

function figureStrings(t: Translate) {
  return {
    trainLoss: t("train loss"),
    validationLoss: t("validation loss"),
    accuracies: { train: t("train acc."), validation: t("validation acc."), test: t("test acc.") },
    rSquared: { train: t("train R²"), validation: t("validation R²"), test: t("test R²") },
    confusion: t("Who is called what"),
    called: t("called {0}"),
    right: t("right"),
    wrong: t("wrong"),
    rowsCounted: t("{0} rows"),
    validationRowsCounted: t("{0} validation rows"),
    rowsCalled: t("{0} {1} rows called {2}"),
    allRightAt: t("Every validation row is called right at threshold {0}."),
    missedAt: t("{0} of {1} {2} rows are called {3} at threshold {4}."),
    scores: t("Scores"),
    scoresNote: t("drag the threshold · √ counts"),
    sureNote: t("of the class that is called · √ counts"),
    threshold: t("Threshold of the scores"),
    thresholdReading: t("Threshold {0}: {1} of {2} {3} rows and {4} of {5} {6} rows are called right"),
    shownOf: t("{0} of {1}, largest first"),
    feature: t("feature"),
    weight: t("weight"),
    columnsDrawn: t("{0} of {1} columns are drawn: those with the largest weights."),
    showAll: t("Show all {0}"),
    showFewer: t("Show the largest {0}"),
  };
}

function pathStrings(t: Translate) {
  return {
    path: t("Path of the weights"),
    plane: t("Plane through the weights"),
    pathStart: t("start"),
    pathLater: t("The path is drawn when the run ends or pauses."),
    pathComing: t("The loss is being measured around the path…"),
  };
}

function runListStrings(t: Translate) {
  return {
    runs: t("Runs"),
    noRuns: t("Each run is kept here, to come back to and to compare."),
    compare: t("Compare"),
    compareTitle: t("Train every policy on the same data from the same start"),
    export: t("Export the run in view"),
    exportAs: t("Export as"),
    shownColumn: t("drawn"),
    runColumn: t("run"),
    updatesColumn: t("updates"),
    lossColumn: t("loss"),
    risesColumn: t("rose"),
    scoreColumn: t("val. score"),
    moreColumn: t("more"),
    gradientColumn: t("gradient"),
    noiseColumn: t("noise"),
    measured: t("How steady, measured"),
    risesNote: t("rose: epochs in which the loss of all training rows went up."),
    drawRun: t("Draw {0}"),
    more: t("More"),
    moreFor: t("More for {0}"),
    rename: t("Rename"),
    renameRun: t("New name of {0}"),
    delete: t("Delete"),
    undo: t("Undo"),
    showNewest: t("Show the newest {0}"),
  };
}

function policyStrings(t: Translate) {
  const names: Readonly<Record<PolicyKind, string>> = {
    batch: t("Batch"),
    "mini-batch": t("Mini-batch {0}"),
    "one-sample": t("One sample"),
  };
  return { label: t("How the weights are updated"), names };
}

function formatStrings(t: Translate): Readonly<Record<ExportFormat, string>> {
  return {
    json: t("The run as JSON"),
    csv: t("The curves as CSV"),
    "weights-csv": t("The weights as CSV"),
    numpy: t("A NumPy script"),
    "scikit-learn": t("A scikit-learn script"),
    pytorch: t("A PyTorch script"),
    pyspark: t("A PySpark script"),
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
    axis: t("What the curves are drawn over"),
    axes: { epochs: t("Epochs"), updates: t("Updates"), seconds: t("Seconds") },
    endOfEpoch: t("after each epoch"),
    runningMean: t("running mean"),
    logNote: t("log"),
    measure: t("Which training loss"),
    measures: { end: t("After the epoch"), running: t("Running mean") },
    scale: t("Scale of the loss"),
    log: t("Log"),
    linear: t("Linear"),
    resetZoom: t("Whole axis"),
    train: t("train"),
    validation: t("validation"),
    validationDotted: t("validation (dotted)"),
    epoch: t("epoch"),
    epochTitle: t("Epoch"),
    of: t("of {0}"),
    paused: t("paused"),
    noEpoch: t("No epoch yet"),
    name: t("Loss after each epoch, training and validation"),
    scrubber: t("Epoch in view"),
    previousEpoch: t("One epoch back"),
    nextEpoch: t("One epoch on"),
    play: t("Play the epochs"),
    pausePlaying: t("Stop playing"),
    reading: t("Epoch {0}: train loss {1}, validation loss {2}"),
    keys: t("← → one · Shift ten"),
    zoomKeys: t("+ − zoom · 0 whole"),
    table: t("The curves as a table"),
    noPoints: t("no epoch yet"),
  };
}
