import type { Translate } from "../base/translate";
import type { ColumnCard, ColumnRole, DataCard } from "../training/run";
import { formatCount, formatValue } from "./training-numbers";
import type { DataOptions } from "./training-settings";

/** The data card: what a data set holds and what becomes of each column, before anything is trained. */
export interface DataCardView {
  /** "569 rows, 32 columns, 569 rows without a missing cell". */
  readonly summary: string;
  readonly columns: readonly ColumnCardView[];
  /** "and 9,500 more columns", where there are too many to list; the target is always listed. */
  readonly more: string | null;
  readonly target: TargetView;
  /** null where no cell that counts is missing. */
  readonly missing: MissingView | null;
  readonly classes: readonly ClassShare[];
  /** "The classes are balanced", "Nine in ten rows are benign: …"; null for a target of numbers. */
  readonly balance: string | null;
}

export interface ColumnCardView {
  readonly name: string;
  readonly kind: "number" | "text" | "date";
  readonly kindText: string;
  /** Heights of the bars against the tallest, 0 to 1; empty where there is nothing to draw. */
  readonly histogram: readonly number[];
  /** The histogram in words: "from 6.98 to 28.1, mean 14.1". */
  readonly histogramText: string;
  /** 0 to 1. */
  readonly missingShare: number;
  /** "none missing", "12 missing". */
  readonly missingText: string;
  readonly role: "target" | "feature" | "left-out";
  /** What is done to it: "standardised", "4 columns of 0 and 1", "left out". */
  readonly done: string;
  /** Why, in a sentence. */
  readonly why: string;
  /** Whether the learner may leave it out, or take it back (`DataOptions.without`). */
  readonly canChange: boolean;
}

export interface TargetView {
  readonly column: string;
  /** Why this one, in a sentence. */
  readonly why: string;
  /** False when the guess deserves a question. */
  readonly sure: boolean;
  /** What it can be changed to, in the file's order. */
  readonly choices: readonly string[];
}

export interface MissingView {
  readonly value: "drop-rows" | "mean";
  readonly choices: readonly { readonly value: "drop-rows" | "mean"; readonly label: string }[];
  /** What the choice does: "14 of 569 rows are left out." */
  readonly sentence: string;
}

export interface ClassShare {
  readonly number: number;
  readonly name: string;
  readonly rows: number;
  readonly share: number;
  /** "benign: 357 rows, 63 %". */
  readonly text: string;
}

/** Columns that are listed at most: the target, what is learned from, what is left out, in the file's order. */
const mostColumns = 200;

export function cardView(card: DataCard, options: DataOptions, t: Translate): DataCardView {
  const target = card.columns.findIndex((column) => column.role.kind === "target");
  const listed = card.columns.filter((_, index) => index < mostColumns || index === target);
  const hidden = card.columns.length - listed.length;
  return {
    summary: t(
      "{0} rows, {1} columns, {2} rows without a missing cell",
      formatCount(card.rows),
      formatCount(card.columns.length),
      formatCount(card.completeRows),
    ),
    columns: listed.map((column) => columnView(column, card, options, t)),
    more: hidden > 0 ? t("and {0} more columns", formatCount(hidden)) : null,
    target: targetView(card, t),
    missing: missingView(card, options, t),
    classes: card.classes.map((each, number) => ({
      number,
      ...each,
      text: t("{0}: {1} rows, {2} %", each.name, formatCount(each.rows), percent(each.share)),
    })),
    balance: balanceSentence(card, t),
  };
}

function percent(share: number): string {
  const hundred = share * 100;
  return hundred > 0 && hundred < 1 ? hundred.toFixed(1) : String(Math.round(hundred));
}

function columnView(column: ColumnCard, card: DataCard, options: DataOptions, t: Translate): ColumnCardView {
  const tallest = Math.max(1, ...column.histogram);
  const { kind } = column.role;
  return {
    name: column.name,
    kind: column.kind,
    kindText: kindText(column.kind, t),
    histogram: column.histogram.map((count) => count / tallest),
    histogramText: histogramText(column, t),
    missingShare: card.rows === 0 ? 0 : column.missing / card.rows,
    missingText: column.missing === 0 ? t("none missing") : t("{0} missing", formatCount(column.missing)),
    role: kind === "target" || kind === "left-out" ? kind : "feature",
    done: doneText(column.role, t),
    why: whySentence(column, t),
    canChange: kind === "standardised" || kind === "one-hot" || options.without.includes(column.name),
  };
}

function kindText(kind: ColumnCard["kind"], t: Translate): string {
  switch (kind) {
    case "number":
      return t("numbers");
    case "text":
      return t("text");
    case "date":
      return t("dates");
  }
}

function histogramText({ numbers, categories, distinct, histogram }: ColumnCard, t: Translate): string {
  if (numbers !== undefined)
    return t(
      "from {0} to {1}, mean {2}",
      plainNumber(numbers.min),
      plainNumber(numbers.max),
      plainNumber(numbers.mean),
    );
  const [commonest] = categories ?? [];
  if (commonest === undefined) return t("no values");
  return t(
    "{0} different texts; {1} is the commonest, in {2} rows",
    formatCount(distinct),
    commonest,
    formatCount(histogram[0] ?? 0),
  );
}

/** A count is no measurement: 20, not 20.00. */
function plainNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e6 ? formatCount(value) : formatValue(value);
}

function doneText(role: ColumnRole, t: Translate): string {
  switch (role.kind) {
    case "target":
      return t("target");
    case "standardised":
      return t("standardised");
    case "one-hot":
      return t("{0} columns of 0 and 1", role.columns);
    case "left-out":
      return t("left out");
  }
}

function whySentence({ role, name, infinite }: ColumnCard, t: Translate): string {
  switch (role.kind) {
    case "target":
      return t("This is what is to be learned.");
    case "standardised":
      return infinite > 0
        ? t("{0} rows are left out, as they are infinite here.", formatCount(infinite))
        : t("Mean 0 and deviation 1 on the training rows, so that no column outweighs another by its unit.");
    case "one-hot":
      return t("A neuron multiplies numbers, so each category gets a column that is 1 where it holds.");
    case "left-out":
      return leftOutSentence(role.why, name, t);
  }
}

function leftOutSentence(
  why: Extract<ColumnRole, { kind: "left-out" }>["why"],
  name: string,
  t: Translate,
): string {
  switch (why) {
    case "choice":
      return t("You left it out.");
    case "text":
      return t("It holds text of too many kinds to give each a column.");
    case "identifier":
      return t("It only numbers the rows, so there is nothing to learn from it.");
    case "constant":
      return t("It is the same in every row, so there is nothing to learn from it.");
    case "empty":
      return t("It is empty.");
    case "duplicate":
      return t("Another column holds the same as {0}.", name);
    case "date":
      return t("It holds dates, which are no quantity to multiply by a weight.");
    case "missing":
      return t("It is missing in most rows.");
  }
}

function targetView(card: DataCard, t: Translate): TargetView {
  return {
    column: card.target.column,
    why: targetReason(card, t),
    sure: card.target.sure,
    choices: card.columns.filter((column) => column.distinct > 1).map((column) => column.name),
  };
}

function targetReason({ target }: DataCard, t: Translate): string {
  switch (target.by) {
    case "choice":
      return t("You chose it.");
    case "name":
      return t("Its name says that it is what is to be learned.");
    case "position":
      return t("It is the last column, and no column's name says more.");
    case "last-usable":
      return t("It is the last column in which there is something to learn.");
    case "first":
      return t("It is the first column and numbers classes; the columns have no names.");
  }
}

function missingView(card: DataCard, options: DataOptions, t: Translate): MissingView | null {
  const incomplete = card.rows - card.completeRows;
  if (incomplete === 0) return null;
  const counts = [formatCount(incomplete), formatCount(card.rows)] as const;
  return {
    value: options.missing,
    choices: [
      { value: "drop-rows", label: t("Leave those rows out") },
      { value: "mean", label: t("Put the column's mean there") },
    ],
    sentence:
      options.missing === "drop-rows"
        ? t("{0} of {1} rows have a missing cell and are left out.", ...counts)
        : t(
            "{0} of {1} rows have a missing cell: the mean of the training rows stands there, where the target is known.",
            ...counts,
          ),
  };
}

/** The largest class decides: a model that always says it is right so often. */
function balanceSentence({ classes }: DataCard, t: Translate): string | null {
  const [largest] = [...classes].sort((a, b) => b.share - a.share);
  if (largest === undefined || classes.length < 2) return null;
  if (largest.share <= 1.2 / classes.length) return t("The classes are about equally common.");
  return t(
    "{0} is the commonest: calling every row {0} would be right in {1} % of them. An accuracy means something above that.",
    largest.name,
    percent(largest.share),
  );
}

/** A column as a candidate for the target. */
export interface TargetChoice {
  readonly column: string;
  readonly kind: ColumnCard["kind"];
  /** "2 classes", "a number: from 6.98 to 28.1". */
  readonly description: string;
  /** Why it is likely, for the one that was guessed. */
  readonly detail: string | null;
}

/** Columns with something to tell apart, the guessed one first, then those that are least like a measurement. */
export function targetChoices(card: DataCard, t: Translate): readonly TargetChoice[] {
  const guessed = card.target.column;
  const rank = (column: ColumnCard) => (column.name === guessed ? 0 : column.distinct <= 20 ? 1 : 2);
  return card.columns
    .filter((column) => column.distinct > 1 && column.kind !== "date" && !isIdentifier(column))
    .sort((a, b) => rank(a) - rank(b))
    .map((column) => ({
      column: column.name,
      kind: column.kind,
      description: whatIsLearned(column, t),
      detail: column.name === guessed ? targetReason(card, t) : null,
    }));
}

function isIdentifier({ role }: ColumnCard): boolean {
  return role.kind === "left-out" && role.why === "identifier";
}

function whatIsLearned(column: ColumnCard, t: Translate): string {
  if (column.kind === "text" || column.distinct <= 20)
    return t("{0} different values", formatCount(column.distinct));
  return t("numbers {0}", histogramText(column, t));
}
