import type { Translate } from "../base/translate";
import { datasetNoteSentences, targetGuessSentence } from "../present/dataset-notes";
import { diagnosisSentence } from "../present/run";
import { displayWidth, padStart, textCurve } from "../present/textCurve";
import { formatCount, formatValue } from "../present/training-numbers";
import type { PolicyResult } from "../training/compare";
import { diagnose } from "../training/diagnosis";
import type { DatasetSummary, Run, UpdatePolicy } from "../training/run";

/** What is trained on: never left unsaid. */
export function datasetLines(summary: DatasetSummary, t: Translate): string[] {
  const { split, classes } = summary;
  const guess = targetGuessSentence(summary, t);
  const kinds = classes
    .map(
      ({ name, rows }, number) =>
        `${name === String(number) ? "" : `${number} `}${name} (${formatCount(rows)})`,
    )
    .join(", ");
  return [
    t(
      "{0}: {1} rows, {2} features, target {3}",
      summary.name,
      formatCount(summary.rows),
      formatCount(summary.featureNames.length),
      summary.targetName,
    ),
    ...(guess === null ? [] : [t("{0} --target chooses another.", guess)]),
    ...(classes.length > 0 ? [t("classes: {0}", kinds)] : []),
    t("{0} training rows, {1} validation rows, {2} test rows", split.train, split.validation, split.test),
    ...datasetNoteSentences(summary.notes, t).map((sentence) => `• ${sentence}`),
  ];
}

export function resultLines(run: Run, t: Translate): string[] {
  const { metrics } = run;
  const last = (values: Float64Array) => formatValue(values.at(-1) ?? Number.NaN);
  const score = run.dataset.classes.length > 0 ? t("accuracy") : t("R²");
  const curve = textCurve(
    [
      { mark: "·", values: metrics.validationLoss },
      { mark: "*", values: metrics.trainLoss },
    ],
    { width: 60, height: 11 },
  );
  return [
    "",
    ...curve,
    `${" ".repeat(11)}${t("* training loss  · validation loss, epochs 1 to {0}", run.epochsRun ?? 0)}`,
    "",
    ...diagnose(run).map((each) => diagnosisSentence(each, t)),
    t("loss: {0} training, {1} validation", last(metrics.trainLoss), last(metrics.validationLoss)),
    // Weights that have left all bounds call nothing right or wrong.
    ...(run.status === "diverged" ? [] : [`${score}: ${scores(run, t)}`, ...confusionLines(run, t)]),
  ];
}

function scores(run: Run, t: Translate): string {
  return t(
    "{0} training, {1} validation, {2} test",
    run.trainAccuracy.toFixed(4),
    run.validationAccuracy.toFixed(4),
    run.testAccuracy.toFixed(4),
  );
}

/** Rows: what a sample is. Columns: what it was called. */
function confusionLines(run: Run, t: Translate): string[] {
  const names = run.dataset.classes.map((each) => each.name);
  if (names.length === 0 || names.length > 12) return [];
  const width = Math.max(6, ...names.map(displayWidth)) + 2;
  const row = (label: string, cells: readonly (string | number)[]) =>
    `  ${label}${" ".repeat(width - displayWidth(label))}${cells.map((cell) => padStart(String(cell), width)).join("")}`;
  return [
    "",
    t("validation rows, by what they are (lines) and what they are called (columns)"),
    row("", names),
    ...names.map((name, index) =>
      row(name, [...run.confusion.slice(index * names.length, (index + 1) * names.length)]),
    ),
  ];
}

/** The policies' figures, a line each. The loss is that of all training rows after the epoch's last update. */
export function comparisonLines(results: readonly PolicyResult[], t: Translate): string[] {
  const head = [
    t("policy"),
    t("updates an epoch"),
    t("loss after 1"),
    t("last loss"),
    t("rises"),
    t("gradient noise"),
    t("seconds"),
  ];
  const rows = results.map((result) => {
    const losses = result.metrics.endOfEpochLoss ?? result.metrics.trainLoss;
    const { noise, gradient } = result.noiseAtStart;
    return [
      policyName(result.policy, t),
      formatCount(result.updatesAnEpoch),
      formatValue(losses[0] ?? Number.NaN),
      formatValue(losses.at(-1) ?? Number.NaN),
      `${Math.round(result.risingShare * 100)} %`,
      `${Math.round((noise / gradient) * 100)} %`,
      formatValue(result.metrics.seconds.at(-1) ?? 0),
    ];
  });
  const widths = head.map(
    (title, column) =>
      Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[column] ?? ""))) + 2,
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => padStart(cell, widths[column] ?? 0)).join("");
  return [
    "",
    line(head),
    ...rows.map(line),
    "",
    t("Rises: the share of epochs in which the loss of all training rows rose."),
    t(
      "Gradient noise: how far the gradients of an epoch's batches stray from that of all rows, at the start.",
    ),
    ...results.flatMap(({ state, policy, epoch }) =>
      state === "diverged"
        ? [t("{0}: the loss grew without end in epoch {1}.", policyName(policy, t), formatCount(epoch))]
        : [],
    ),
  ];
}

function policyName(policy: UpdatePolicy, t: Translate): string {
  switch (policy.kind) {
    case "batch":
      return t("batch");
    case "mini-batch":
      return t("mini-batches of {0}", policy.batchSize);
    case "one-sample":
      return t("one sample");
  }
}
