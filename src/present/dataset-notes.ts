import type { Translate } from "../base/translate";
import type { DatasetNote, DatasetSummary } from "../training/run";
import { columnList } from "./dataset";
import { formatCount, formatValue } from "./training-numbers";

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

/** All notes of a data set, those that say the same of several columns as one. */
export function datasetNoteSentences(notes: readonly DatasetNote[], t: Translate): readonly string[] {
  const groups = new Map<string, DatasetNote[]>();
  for (const note of notes) {
    const key = groupOf(note) ?? `alone ${groups.size}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [note]);
    else group.push(note);
  }
  return [...groups.values()].flatMap((group) =>
    group.length === 1 ? group.map((note) => datasetNoteSentence(note, t)) : [groupSentence(group, t)],
  );
}

function groupOf(note: DatasetNote): string | null {
  if (note.kind === "column-dropped") return `${note.kind} ${note.why}`;
  return note.kind === "column-encoded" || note.kind === "column-filled" ? note.kind : null;
}

function groupSentence(group: readonly DatasetNote[], t: Translate): string {
  const columns = group.flatMap((note) => {
    if (note.kind === "column-dropped") return [note.column];
    if (note.kind === "column-encoded") return [`${note.column} (${note.categories})`];
    return note.kind === "column-filled" ? [`${note.column} (${formatCount(note.cells)})`] : [];
  });
  const list = columnList(columns, t);
  const [first] = group;
  if (first?.kind === "column-encoded")
    return t("{0} columns of text became columns of 0 and 1, one a category: {1}.", columns.length, list);
  if (first?.kind === "column-filled")
    return t("The missing cells of {0} columns hold their column's mean: {1}.", columns.length, list);
  return first?.kind === "column-dropped" ? droppedTogether(first.why, list, t) : list;
}

function droppedTogether(why: DropReason, list: string, t: Translate): string {
  switch (why) {
    case "text":
      return t("Left out, as they hold text of many kinds: {0}.", list);
    case "identifier":
      return t("Left out, as they only number the rows: {0}.", list);
    case "constant":
      return t("Left out, as they are the same in every row: {0}.", list);
    case "empty":
      return t("Left out, as they are empty: {0}.", list);
    case "duplicate":
      return t("Left out, as other columns hold the same: {0}.", list);
    case "date":
      return t("Left out, as they hold dates or times: {0}.", list);
    case "missing":
      return t("Left out, as they are missing in most rows: {0}.", list);
  }
}

/** What was left out or changed, and why. */
function datasetNoteSentence(note: DatasetNote, t: Translate): string {
  switch (note.kind) {
    case "lines-skipped":
      return note.lines === 1
        ? t("Line 1 is above the table, and was skipped: {0}", note.first)
        : t("The first {0} lines are above the table, and were skipped: {1}", note.lines, note.first);
    case "lines-below":
      return note.lines === 1
        ? t("Line {0} is below the table, and was skipped: {1}", note.line, note.first)
        : t(
            "{0} lines from line {1} on are below the table, and were skipped: {2}",
            note.lines,
            note.line,
            note.first,
          );
    case "row-names":
      return t(
        "The first line names one column fewer than the rows have: their first cells are taken for the rows' names.",
      );
    case "arrays-unread":
      return t("Arrays with fewer rows than the others are not read: {0}.", note.names.join(", "));
    case "total-row":
      return t(
        "Row {0}, the last, calls itself a sum in column {1}: {2}. It is trained on like any other; delete it if it holds the sums of the others.",
        formatCount(note.row),
        note.column,
        note.text,
      );
    case "column-dropped":
      return droppedSentence(note.column, note.why, t);
    case "rows-dropped":
      if (note.of !== undefined)
        return t(
          "{0} of {1} rows are left out, as a value is missing. Filled with their columns' means they would stay.",
          formatCount(note.rows),
          formatCount(note.of),
        );
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
      if (note.column !== undefined)
        return t(
          "{1} and {2} in column {0} differ in their writing alone. Write them alike if they are the same.",
          note.column,
          note.one,
          note.other,
        );
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
