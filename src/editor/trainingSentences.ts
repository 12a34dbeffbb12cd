import * as vscode from "vscode";
import { datasetProblemSentence } from "../present/dataset";
import type { Offer, OfferView } from "../present/training";
import { comparisonView } from "../present/training-comparison";
import { modelLabel } from "../present/training-names";
import { formatCount } from "../present/training-numbers";
import type { KnownRun } from "../present/training-runs";
import type { DatasetProblem, DatasetSummary, Run } from "../training/run";
import { isOutOfMemory } from "../workers/memory";
import type { Outcome } from "./trainingSession";
import { t } from "./words";

interface Failure {
  readonly sentence: string;
  readonly offers: readonly OfferView[];
}

/** What came of it that is no run: a sentence, and what can be done. null for a run, and for what was called off. */
export function failureOf(outcome: Outcome, name: string): Failure | null {
  switch (outcome.type) {
    case "ended":
      return null;
    case "problem":
      if (outcome.problem.kind === "cancelled") return null;
      return {
        sentence: `${name}: ${datasetProblemSentence(outcome.problem, t)}`,
        offers: offersFor(outcome.problem).map(offerView),
      };
    case "unsuitable":
      return {
        sentence: t(
          "{0} can't learn the target {1}: {2}.",
          modelLabel(outcome.model, t),
          outcome.dataset.targetName,
          outcome.dataset.classes.length === 0
            ? t("it is a number")
            : t("it has {0} classes", outcome.dataset.classes.length),
        ),
        offers: [offerView("suitable-model"), offerView("choose-target")],
      };
    case "changed":
      return {
        sentence: t(
          "{0} has changed since this run was made, so it can't go on from there: its curve would be of two data sets. Train on the new rows instead.",
          outcome.dataset.name,
        ),
        offers: [offerView("train-again")],
      };
    case "unreadable":
      return unreadable(outcome.error, name);
    case "died":
      return outcome.started ? cutShort(outcome.reason) : unreadable(outcome.reason, name);
  }
}

function cutShort(reason: string): Failure {
  const sentence = isOutOfMemory(reason)
    ? t(
        "There was not enough memory to go on. The run is kept as far as it had come: close other programs and continue it from the list, or train on a sample of the rows.",
      )
    : t(
        "The training thread ended unexpectedly ({0}). The run is kept as far as it had come: continue it from the list, or train again.",
        firstLine(reason),
      );
  return { sentence, offers: [offerView("train-again")] };
}

/** Before there was a run. */
function unreadable(error: unknown, name: string): Failure {
  const isTooLarge = isOutOfMemory(error instanceof Error ? error.message : String(error));
  return isTooLarge
    ? {
        sentence: t(
          "{0}: there was not enough memory to read it. Train on a sample of the rows, or close other programs and train again.",
          name,
        ),
        offers: [offerView("sample-rows"), offerView("choose-data")],
      }
    : { sentence: unreadableSentence(error, name), offers: [offerView("choose-data")] };
}

function unreadableSentence(error: unknown, name: string): string {
  const isGone = error instanceof vscode.FileSystemError && error.code === "FileNotFound";
  if (isGone)
    return t(
      "{0} is no longer where it was: it was moved, renamed or deleted. Choose the data set again.",
      name,
    );
  const reason = error instanceof Error ? error.message : String(error);
  return t("The data set could not be read: {0}", firstLine(reason));
}

/** What a thread says of an error has the places in our own code below it. */
function firstLine(text: string): string {
  return text.split("\n")[0] ?? text;
}

function offersFor(problem: DatasetProblem): readonly Offer[] {
  switch (problem.kind) {
    case "too-large":
      return ["sample-rows", "choose-data"];
    case "no-complete-row":
    case "too-few-rows":
      return ["fill-missing", "choose-data"];
    case "empty-target":
    case "one-class":
    case "too-many-classes":
    case "class-too-small":
    case "no-such-column":
    case "no-feature":
      return ["choose-target", "choose-data"];
    case "file-changed":
      return ["train-again", "choose-data"];
    case "target-not-numeric":
    case "target-not-two-classes":
      return ["suitable-model", "choose-target"];
    default:
      return ["choose-data"];
  }
}

function offerView(offer: Offer): OfferView {
  return { offer, label: offerLabel(offer) };
}

function offerLabel(offer: Offer): string {
  switch (offer) {
    case "choose-data":
      return t("Choose another data set");
    case "choose-target":
      return t("Choose the target");
    case "fill-missing":
      return t("Fill the gaps with means");
    case "sample-rows":
      return t("Train on each tenth row");
    case "suitable-model":
      return t("Take the model that fits");
    case "train-again":
      return t("Train again");
  }
}

/** What was trained on and how it went, in a notification; the panel has the rest. */
export function announcement(runs: readonly KnownRun[]): string | null {
  const [first] = runs;
  if (first === undefined) return null;
  const comparison = comparisonView(runs, t);
  const said = comparison === null ? resultSentence(first.run) : comparison.sentence;
  return `${datasetSentence(first.run.dataset)} ${said}`;
}

function datasetSentence(dataset: DatasetSummary): string {
  const { name, rows, featureNames, classes } = dataset;
  return classes.length === 0
    ? t("{0}: {1} rows, {2} features.", name, formatCount(rows), formatCount(featureNames.length))
    : t(
        "{0}: {1} rows, {2} features, {3} classes.",
        name,
        formatCount(rows),
        formatCount(featureNames.length),
        classes.length,
      );
}

function resultSentence(run: Run): string {
  const epochs = formatCount(run.epochsRun ?? run.metrics.trainLoss.length);
  if (run.status === "diverged") {
    return t(
      "The loss grew without end and the run stopped at epoch {0}: try a smaller learning rate.",
      epochs,
    );
  }
  const accuracy = run.validationAccuracy.toFixed(3);
  if (run.dataset.classes.length === 0)
    return t("R² on the validation rows after {0} epochs: {1}.", epochs, accuracy);
  return run.status === "stopped"
    ? t("Stopped after {0} epochs: validation accuracy {1}.", epochs, accuracy)
    : t("Validation accuracy after {0} epochs: {1}.", epochs, accuracy);
}
