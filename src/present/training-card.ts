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
