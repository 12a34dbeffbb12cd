import type { Translate } from "../base/translate";
import type { DatasetSummary } from "../training/run";
import { datasetNoteSentences, targetGuessSentence } from "./dataset-notes";
import { formatCount } from "./training-numbers";

/** The data set's heading: what it is, which one was taken and why, and how its rows are split. */
export interface DatasetView {
  readonly name: string;
  /** "569 rows · 30 features". */
  readonly size: string;
  readonly targetLabel: string;
  readonly target: string;
  /** In the order of the classes' numbers; empty for a target of numbers. */
  readonly classes: readonly ClassView[];
  /** Which data set this is and why, in a sentence. */
  readonly source: string;
  /** What was left out or changed, a sentence each. */
  readonly notes: readonly string[];
  readonly split: { readonly train: number; readonly validation: number; readonly test: number };
  /** The split in words, for the bar's text twin. */
  readonly splitText: string;
}

export interface ClassView {
  /** The number that stands for the class in the target. */
  readonly number: number;
  /** "0 = malignant, 212 rows". */
  readonly text: string;
}

export function datasetView(summary: DatasetSummary, t: Translate): DatasetView {
  const { train, validation, test } = summary.split;
  return {
    name: summary.name,
    size: t("{0} rows · {1} features", formatCount(summary.rows), formatCount(summary.featureNames.length)),
    targetLabel: t("target"),
    target: summary.targetName,
    classes: summary.classes.map((each, number) => ({
      number,
      text: t("{0} = {1}, {2} rows", number, each.name, formatCount(each.rows)),
    })),
    source: sourceSentence(summary, t),
    notes: notesOf(summary, t),
    split: { train, validation, test },
    splitText: t(
      "{0} training rows, {1} validation rows, {2} test rows",
      formatCount(train),
      formatCount(validation),
      formatCount(test),
    ),
  };
}

/** A target that was only guessed by its place comes first: everything else hangs on it. */
function notesOf(summary: DatasetSummary, t: Translate): readonly string[] {
  const notes = datasetNoteSentences(summary.notes, t);
  const guess = targetGuessSentence(summary, t);
  return guess === null ? notes : [guess, ...notes];
}

function sourceSentence(summary: DatasetSummary, t: Translate): string {
  switch (summary.source) {
    case "file":
      return t("The file you chose.");
    case "editor":
      return t("The file open in the editor, unsaved edits included.");
    case "program":
      return t("The data set that your Python file loads.");
    case "bundled":
      return t("The bundled data set, as no other is open.");
  }
}
