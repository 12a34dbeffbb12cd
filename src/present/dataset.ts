import type { Translate } from "../base/translate";
import type { DatasetNote, DatasetProblem, DatasetSummary } from "../training/run";
import { formatCount, formatValue } from "./training-numbers";

/** Why a data set cannot be used: what, where, and what to do next, in a sentence or two. */
export function datasetProblemSentence(problem: DatasetProblem, t: Translate): string {
  switch (problem.kind) {
    case "empty-file":
      return t("The file is empty. A data set needs a row of column names and rows of numbers.");
    case "header-only":
      return t("The file has column names ({0} of them) but no rows below.", problem.columns);
    case "binary-file":
      return binarySentence(problem.looksLike, t);
    case "not-a-table":
      return t(
        "This does not look like a data set: no column of numbers was found in its text. Choose a CSV or TSV file.",
      );
    case "ragged-row":
      return t(
        "Line {0} has {1} cells, but the rows above have {2}. Look for a missing or an extra delimiter there.",
        problem.line,
        problem.found,
        problem.expected,
      );
    case "unclosed-quote":
      return t('A quote (") that opens in line {0} is never closed. Close it, or remove it.', problem.line);
    case "damaged-file":
      return t("The {0} file is damaged or incomplete. Save or download it again.", problem.format);
    case "bad-line":
      return t("Line {0} is not valid {1}. Correct it, or leave the line out.", problem.line, problem.format);
    case "unsupported-format":
      return t(
        "This {0} file holds {1}, which cannot be read here. Save it as CSV.",
        problem.format,
        problem.detail,
      );
    case "too-large":
      return t(
        "{0} rows of {1} columns do not fit into memory. Train on a sample of the rows, or export the PySpark script.",
        formatCount(problem.rows),
        formatCount(problem.columns),
      );
    case "json-too-large":
      return t(
        'This JSON file holds one value of {0} MB, which has to be read as a whole; that works up to {1} MB. Save it as a list of records, or as JSON Lines with one record a line: those are read piece by piece. In pandas: to_json(path, orient="records", lines=True).',
        formatCount(problem.bytes / 1e6),
        formatCount(problem.most / 1e6),
      );
    case "cancelled":
      return t("Reading the data set was cancelled.");
    case "file-changed":
      return t("The file was changed while it was read. Wait until it is written, and read it again.");
    case "unreadable-file":
      return t(
        "The file cannot be read: {0}. Look whether it is still there and open to you.",
        problem.reason,
      );
    default:
      return contentSentence(problem, t);
  }
}

function binarySentence(
  looksLike: Extract<DatasetProblem, { kind: "binary-file" }>["looksLike"],
  t: Translate,
): string {
  switch (looksLike) {
    case "excel":
      return t("This is an Excel workbook. Save the sheet as CSV in Excel, and choose that file.");
    case "archive":
      return t("This is a compressed archive. Unpack it, and choose the data file inside.");
    case "image":
      return t("This is a picture, not a table. Choose a data file such as CSV.");
    case "pdf":
      return t("This is a PDF document. Choose a data file such as CSV.");
    case "pickle":
      return t(
        "This is a Python pickle, which cannot be read without running code. Save the data as CSV or .npz.",
      );
    case "database":
      return t("This is a database file. Export the table as CSV, and choose that file.");
    case "unknown":
      return t("This is a binary file of an unknown kind, not a table. Choose a data file such as CSV.");
  }
}

type ContentProblem = Exclude<
  DatasetProblem,
  {
    kind:
      | "empty-file"
      | "header-only"
      | "binary-file"
      | "not-a-table"
      | "ragged-row"
      | "unclosed-quote"
      | "damaged-file"
      | "bad-line"
      | "unsupported-format"
      | "too-large"
      | "json-too-large"
      | "cancelled"
      | "file-changed"
      | "unreadable-file";
  }
>;

/** The file was read, but there is nothing to learn from it. */
function contentSentence(problem: ContentProblem, t: Translate): string {
  switch (problem.kind) {
    case "one-row":
      return t("The data set has one row only. Training needs rows to learn from and rows to check with.");
    case "one-column":
      return t(
        "{0} is the only column. Training needs a target and at least one column to learn it from.",
        problem.column,
      );
    case "no-feature":
      return t(
        "Of the {0} columns, none beside the target holds numbers or a few categories. A neuron learns from these.",
        problem.columns,
      );
    case "no-such-column":
      return t(
        "There is no column {0}. The columns are: {1}.",
        problem.column,
        columnList(problem.columns, t),
      );
    case "empty-target":
      return t("The target column {0} is empty in every row. Choose another target.", problem.column);
    case "one-class":
      return t(
        "Every row of the target {0} is {1}. There is nothing to tell apart: choose another target.",
        problem.column,
        problem.name,
      );
    case "too-many-classes":
      return t(
        "The target {0} has {1} different values, too many to be classes. Choose another target.",
        problem.column,
        formatCount(problem.classes),
      );
    case "class-too-small":
      return t(
        "Class {0} of the target {1} has too few rows ({2}) to be in the training, validation and test rows. Add rows of it, or leave the class out.",
        problem.name,
        problem.column,
        problem.rows,
      );
    case "too-few-rows":
      return t(
        "{0} complete rows are too few to split into training, validation and test rows; at least {1} are needed.",
        problem.rows,
        problem.needed,
      );
    case "no-complete-row":
      return t(
        "Each of the {0} rows has a missing value. Fill them with the column's mean, or leave out the column that is empty.",
        formatCount(problem.rows),
      );
    case "target-not-numeric":
      return t(
        "The target {0} holds text, and this model learns numbers. Choose a model for classes, or another target.",
        problem.column,
      );
    case "target-not-two-classes":
      return t(
        "The target {0} has {1} classes, and a logistic neuron tells two apart. Choose the softmax layer.",
        problem.column,
        problem.classes,
      );
  }
}

/** The first names, and how many more there are. */
function columnList(columns: readonly string[], t: Translate): string {
  const shown = columns.slice(0, 12).join(", ");
  return columns.length > 12 ? t("{0} and {1} more", shown, columns.length - 12) : shown;
}

/** How a target was guessed by its place; null where it was chosen, or its name tells it. */
export function targetGuessSentence({ targetBy }: DatasetSummary, t: Translate): string | null {
  switch (targetBy) {
    case "position":
      return t("The last column was taken as the target.");
    case "last-usable":
      return t("The last column in which there is something to learn was taken as the target.");
    case "first":
      return t("The first column was taken as the target, as it numbers classes.");
    default:
      return null;
  }
}

/** What was left out or changed, and why. */
export function datasetNoteSentence(note: DatasetNote, t: Translate): string {
  switch (note.kind) {
    case "lines-skipped":
      return note.lines === 1
        ? t("Line 1 is above the table, and was skipped: {0}", note.first)
        : t("The first {0} lines are above the table, and were skipped: {1}", note.lines, note.first);
    case "row-names":
      return t(
        "The first line names one column fewer than the rows have: their first cells are taken for the rows' names.",
      );
    case "column-dropped":
      return droppedSentence(note.column, note.why, t);
    case "rows-dropped":
      if (note.rows === 1)
        return note.why === "missing"
          ? t("1 row with a missing value is left out.")
          : t("1 row with an infinite value is left out.");
      return note.why === "missing"
        ? t("{0} rows with missing values are left out.", formatCount(note.rows))
        : t("{0} rows with infinite values are left out.", formatCount(note.rows));
    case "column-encoded":
      return t(
        "Column {0} holds {1} categories, and became columns of 0 and 1.",
        note.column,
        note.categories,
      );
    case "column-renamed":
      return t("The name {0} occurs twice; the later column is called {1} here.", note.column, note.to);
    case "column-filled":
      return t(
        "{1} missing cells of column {0} hold the column's mean, {2}.",
        note.column,
        formatCount(note.cells),
        formatValue(note.mean),
      );
    case "text-among-numbers":
      if (note.cells === 1)
        return t(
          "A cell of column {0} holds text and counts as missing, in line {1}: {2}",
          note.column,
          note.line,
          note.text,
        );
      return t(
        "{1} cells of column {0} hold text and count as missing, the first in line {2}: {3}",
        note.column,
        formatCount(note.cells),
        note.line,
        note.text,
      );
    case "marks-read":
      return t("The numbers of column {0} are read without what is beside them: {1}", note.column, note.cell);
    case "value-apart":
      return t(
        "{1} cells of column {0} hold {2}, which is apart from all its other numbers. Where it says that nothing was measured, leave the cells empty.",
        note.column,
        formatCount(note.cells),
        String(note.value),
      );
    case "follows-target":
      return t(
        "Column {0} and the target follow each other almost exactly (correlation {1}). Leave it out if it is not known before the target is.",
        note.column,
        note.correlation.toFixed(4),
      );
    case "classes-alike":
      return t(
        "The classes {0} and {1} differ in their writing alone. Write them alike if they are the same.",
        note.one,
        note.other,
      );
    case "more-features-than-rows":
      return t(
        "There are more features ({0}) than training rows ({1}): the model can learn the rows by heart.",
        formatCount(note.features),
        formatCount(note.rows),
      );
  }
}

type DropReason = Extract<DatasetNote, { kind: "column-dropped" }>["why"];

function droppedSentence(column: string, why: DropReason, t: Translate): string {
  switch (why) {
    case "text":
      return t("Column {0} is left out: it holds text of many kinds.", column);
    case "identifier":
      return t("Column {0} is left out: it only numbers the rows.", column);
    case "constant":
      return t("Column {0} is left out: it is the same in every row.", column);
    case "empty":
      return t("Column {0} is left out: it is empty.", column);
    case "duplicate":
      return t("Column {0} is left out: another column holds the same.", column);
    case "date":
      return t("Column {0} is left out: it holds dates or times.", column);
    case "missing":
      return t("Column {0} is left out: it is missing in most rows.", column);
  }
}
