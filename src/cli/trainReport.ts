import type { Translate } from "../base/translate";
import { datasetNoteSentence } from "../present/dataset";
import { diagnosisSentence } from "../present/run";
import { textCurve } from "../present/textCurve";
import { formatCount, formatValue } from "../present/training-numbers";
import { diagnose } from "../training/diagnosis";
import type { DatasetSummary, Run } from "../training/run";

/** What is trained on: never left unsaid. */
export function datasetLines(summary: DatasetSummary, t: Translate): string[] {
  const { split, classes } = summary;
  const kinds = classes
    .map((each, number) => `${number} ${each.name} (${formatCount(each.rows)})`)
    .join(", ");
  return [
    t(
      "{0}: {1} rows, {2} features, target {3}",
      summary.name,
      formatCount(summary.rows),
      formatCount(summary.featureNames.length),
      summary.targetName,
    ),
    ...(summary.targetBy === "position" ? [t("(the last column; --target chooses another)")] : []),
    ...(classes.length > 0 ? [t("classes: {0}", kinds)] : []),
    t("{0} training rows, {1} validation rows, {2} test rows", split.train, split.validation, split.test),
    ...summary.notes.map((note) => `• ${datasetNoteSentence(note, t)}`),
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
    `${score}: ${t(
      "{0} training, {1} validation, {2} test",
      run.trainAccuracy.toFixed(4),
      run.validationAccuracy.toFixed(4),
      run.testAccuracy.toFixed(4),
    )}`,
    ...confusionLines(run, t),
  ];
}

/** Rows: what a sample is. Columns: what it was called. */
function confusionLines(run: Run, t: Translate): string[] {
  const names = run.dataset.classes.map((each) => each.name);
  if (names.length === 0 || names.length > 12) return [];
  const width = Math.max(6, ...names.map((name) => name.length)) + 2;
  const row = (label: string, cells: readonly (string | number)[]) =>
    `  ${label.padEnd(width)}${cells.map((cell) => String(cell).padStart(width)).join("")}`;
  return [
    "",
    t("validation rows, by what they are (lines) and what they are called (columns)"),
    row("", names),
    ...names.map((name, index) =>
      row(name, [...run.confusion.slice(index * names.length, (index + 1) * names.length)]),
    ),
  ];
}
