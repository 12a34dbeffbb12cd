import type { Translate } from "../base/translate";
import type { Run } from "../training/run";
import { formatCount, formatValue } from "./training-numbers";

/** The confusion matrix of the validation rows, with names. Rows: what a sample is; columns: what it is called. */
export interface ConfusionView {
  readonly rowsText: string;
  readonly columns: readonly string[];
  readonly rows: readonly ConfusionRow[];
  /** The mistake that stands out, in a sentence; what all being right looks like, else. */
  readonly sentence: string;
}

export interface ConfusionRow {
  readonly name: string;
  readonly rowsText: string;
  readonly cells: readonly ConfusionCell[];
}

export interface ConfusionCell {
  readonly count: string;
  readonly right: boolean;
  /** The cell's share of its row: how much ink it gets. */
  readonly share: number;
  /** The cell in words: "5 malignant rows called benign". */
  readonly text: string;
}

/** null for a target of numbers, or before there is anything to count. */
export function confusionView(run: Run, t: Translate): ConfusionView | null {
  const names = run.dataset.classes.map((each) => each.name);
  if (names.length === 0 || run.confusion.length !== names.length ** 2) return null;
  const counts = names.map((_, row) =>
    names.map((_, column) => run.confusion[row * names.length + column] ?? 0),
  );
  const totals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const all = totals.reduce((sum, total) => sum + total, 0);
  if (all === 0) return null;
  return {
    rowsText: t("{0} validation rows", formatCount(all)),
    columns: names,
    rows: names.map((name, row) => ({
      name,
      rowsText: t("{0} rows", formatCount(totals[row] ?? 0)),
      cells: (counts[row] ?? []).map((count, column) => ({
        count: formatCount(count),
        right: row === column,
        share: count / Math.max(1, totals[row] ?? 0),
        text: t("{0} {1} rows called {2}", formatCount(count), name, names[column] ?? ""),
      })),
    })),
    sentence: worstMistake(names, counts, totals, t),
  };
}

/** The off-diagonal cell with the largest share of its own row: the class that is missed most, not the class with most rows. */
function worstMistake(
  names: readonly string[],
  counts: readonly (readonly number[])[],
  totals: readonly number[],
  t: Translate,
): string {
  let worst = { share: 0, row: -1, column: -1, count: 0 };
  counts.forEach((cells, row) => {
    cells.forEach((count, column) => {
      const share = count / Math.max(1, totals[row] ?? 0);
      if (row !== column && share > worst.share) worst = { share, row, column, count };
    });
  });
  if (worst.row < 0) return t("Every validation row is called right.");
  return t(
    "{0} of {1} {2} rows are called {3}.",
    formatCount(worst.count),
    formatCount(totals[worst.row] ?? 0),
    names[worst.row] ?? "",
    names[worst.column] ?? "",
  );
}

/** Weights by feature, the largest magnitude first. */
export interface WeightsView {
  readonly rows: readonly WeightRow[];
  /** What a negative and a positive weight speak for. */
  readonly negative: string;
  readonly positive: string;
  readonly intercept: string;
}

export interface WeightRow {
  readonly feature: string;
  readonly value: string;
  /** Length of the bar against the longest, 0 to 1. */
  readonly share: number;
  readonly sign: "positive" | "negative";
}

/** null where a feature has more than one weight (several classes, a hidden layer). */
export function weightsView(run: Run, t: Translate): WeightsView | null {
  const features = run.dataset.featureNames;
  const [intercept] = run.intercepts;
  if (features.length === 0 || run.weights.length !== features.length || intercept === undefined) return null;
  const largest = Math.max(...run.weights.map(Math.abs), Number.MIN_VALUE);
  const rows = features
    .map((feature, index) => ({ feature, weight: run.weights[index] ?? 0 }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .map(
      ({ feature, weight }): WeightRow => ({
        feature,
        value: formatValue(weight),
        share: Math.abs(weight) / largest,
        sign: weight < 0 ? "negative" : "positive",
      }),
    );
  const [first, second] = run.dataset.classes;
  const named = run.dataset.classes.length === 2 && first !== undefined && second !== undefined;
  return {
    rows,
    negative: named ? t("← {0}", first.name) : t("← lowers it"),
    positive: named ? t("{0} →", second.name) : t("raises it →"),
    intercept: t("intercept {0}", formatValue(intercept)),
  };
}
