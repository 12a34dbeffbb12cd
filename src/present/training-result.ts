import type { Translate } from "../base/translate";
import type { Run } from "../training/run";
import { formatCount } from "./training-numbers";

/** The confusion matrix of the validation rows, with names. Rows: what a sample is; columns: what it is called. */
export interface ConfusionView {
  readonly rowsText: string;
  readonly columns: readonly string[];
  readonly rows: readonly ConfusionRow[];
  /** The mistake that stands out, in a sentence; what all being right looks like, else. */
  readonly sentence: string;
  /** Which classes are shown, where there are too many for all. */
  readonly note: string | null;
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
  const shown = mostMistaken(counts);
  return {
    rowsText: t("{0} validation rows", formatCount(all)),
    columns: shown.map((column) => names[column] ?? ""),
    rows: shown.map((row) => ({
      name: names[row] ?? "",
      rowsText: t("{0} rows", formatCount(totals[row] ?? 0)),
      cells: shown.map((column) =>
        confusionCell(names, totals, { row, column, count: counts[row]?.[column] ?? 0 }, t),
      ),
    })),
    sentence: worstMistake(names, counts, totals, t),
    note:
      shown.length === names.length
        ? null
        : t(
            "{0} of {1} classes are shown: those with the most mistakes.",
            shown.length,
            formatCount(names.length),
          ),
  };
}

interface Counted {
  readonly row: number;
  readonly column: number;
  readonly count: number;
}

function confusionCell(
  names: readonly string[],
  totals: readonly number[],
  { row, column, count }: Counted,
  t: Translate,
): ConfusionCell {
  return {
    count: formatCount(count),
    right: row === column,
    share: count / Math.max(1, totals[row] ?? 0),
    text: t("{0} {1} rows called {2}", formatCount(count), names[row] ?? "", names[column] ?? ""),
  };
}

/** More classes than these are no picture any more. */
const mostClasses = 12;

/** The classes with the most mistakes, rows of theirs or rows that are taken for theirs, in their own order. */
function mostMistaken(counts: readonly (readonly number[])[]): readonly number[] {
  const classes = [...counts.keys()];
  if (classes.length <= mostClasses) return classes;
  const mistakes = classes.map(() => 0);
  counts.forEach((cells, row) => {
    cells.forEach((count, column) => {
      if (row === column) return;
      mistakes[row] = (mistakes[row] ?? 0) + count;
      mistakes[column] = (mistakes[column] ?? 0) + count;
    });
  });
  return classes
    .sort((a, b) => (mistakes[b] ?? 0) - (mistakes[a] ?? 0))
    .slice(0, mostClasses)
    .sort((a, b) => a - b);
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
