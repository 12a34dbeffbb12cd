import type { Translate } from "../base/translate";
import type { DatasetProblem } from "../training/run";
import { formatCount } from "./training-numbers";

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
      if (problem.looksLike === "web-page")
        return t(
          "This is a web page, not a data set. Download the file that it shows, not the page around it (on GitHub: Raw), and open that.",
        );
      if (problem.looksLike === "xml")
        return t("This is XML, which cannot be read here. Save its records as CSV or JSON, and open that.");
      if (problem.looksLike === "arff")
        return t(
          "This is a file of Weka (ARFF), which cannot be read here. Save it as CSV in Weka, and open that.",
        );
      return t(
        "This does not look like a data set: no column of numbers was found in its text. Choose a CSV or TSV file.",
      );
    case "ragged-row":
      if (problem.found === 1)
        return t(
          "Line {0} has 1 cell, but the rows above have {1}. Look for a missing or an extra delimiter there.",
          problem.line,
          problem.expected,
        );
      return t(
        "Line {0} has {1} cells, but the rows above have {2}. Look for a missing or an extra delimiter there.",
        problem.line,
        problem.found,
        problem.expected,
      );
    case "unclosed-quote":
      return t(
        "A quotation mark that opens in line {0} is never closed. Close it, or remove it.",
        problem.line,
      );
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
    case "statistics":
      return t(
        "This is a file of a program for statistics or of a data frame (Stata, SPSS, SAS, R, MATLAB, Feather). Save it as CSV or Parquet, and open that.",
      );
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
/** The first twelve, and how many more there are. */
export function columnList(columns: readonly string[], t: Translate): string {
  const shown = columns.slice(0, 12).join(", ");
  return columns.length > 12 ? t("{0} and {1} more", shown, columns.length - 12) : shown;
}
