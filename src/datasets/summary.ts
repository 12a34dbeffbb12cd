import type { Mark } from "./marks";
import type { LinesAbove, LinesBelow } from "./table";

/**
 * Rows are samples: a design matrix of m samples and n features is row-major, `data[i * n + j]`.
 */
export interface DesignMatrix {
  readonly samples: number;
  readonly features: number;
  readonly data: Float64Array;
}

/** Rows of one kind: inputs and targets. For classes a target is the class's number. */
export interface Subset {
  readonly inputs: DesignMatrix;
  readonly target: Float64Array;
}

/** What a data set turned out to be, for the sentence that says what is trained on. */
export interface DatasetSummary {
  readonly name: string;
  /** Where it came from. */
  readonly source: "file" | "editor" | "program" | "bundled";
  readonly uri?: string;
  readonly rows: number;
  readonly featureNames: readonly string[];
  readonly targetName: string;
  /** How the target was found. */
  readonly targetBy?: TargetReason;
  /** In the order of their numbers (see `labels.ts`); empty for a target of numbers. */
  readonly classes: readonly { readonly name: string; readonly rows: number }[];
  readonly split: { readonly train: number; readonly validation: number; readonly test: number };
  /** What was left out or changed and why; nothing is dropped in silence. */
  readonly notes: readonly DatasetNote[];
  /** The same for the same rows, features and targets: see `fingerprint.ts`. */
  readonly fingerprint?: string;
}

/**
 * Why a column was taken: it was asked for; its name says so; it is the last; it is the last of which something can be
 * learned; or it is the first of a table without names, and the only one that tells classes apart.
 */
export type TargetReason = "choice" | "name" | "position" | "last-usable" | "first";

export type DatasetNote =
  | ({ readonly kind: "lines-skipped" } & LinesAbove)
  | ({ readonly kind: "lines-below" } & LinesBelow)
  | { readonly kind: "row-names" }
  /** Arrays of the file with fewer rows than the table. */
  | { readonly kind: "arrays-unread"; readonly names: readonly string[] }
  | {
      readonly kind: "column-dropped";
      readonly column: string;
      readonly why: "text" | "identifier" | "constant" | "empty" | "duplicate" | "date" | "missing";
    }
  /** `of`: all rows, where so many are left out that filling the holes is worth a thought. */
  | {
      readonly kind: "rows-dropped";
      readonly rows: number;
      readonly why: "missing" | "infinite";
      readonly of?: number;
    }
  | { readonly kind: "column-encoded"; readonly column: string; readonly categories: number }
  | { readonly kind: "column-renamed"; readonly column: string; readonly to: string }
  | { readonly kind: "column-filled"; readonly column: string; readonly cells: number; readonly mean: number }
  /** A few cells of a column of numbers hold text; they count as missing. The first of them is quoted. */
  | {
      readonly kind: "text-among-numbers";
      readonly column: string;
      readonly cells: number;
      readonly line: number;
      readonly text: string;
    }
  /** Every number of the column has a sign of money or a unit beside it, as in the cell that is quoted. */
  | { readonly kind: "marks-read"; readonly column: string; readonly cell: string }
  /** A number that may stand for a missing one, in so many cells: see `doubts.ts` for these four. */
  | { readonly kind: "value-apart"; readonly column: string; readonly value: number; readonly cells: number }
  /** The last row, counted from 1, calls itself the sum of the others in this column. */
  | { readonly kind: "total-row"; readonly column: string; readonly row: number; readonly text: string }
  | { readonly kind: "follows-target"; readonly column: string; readonly correlation: number }
  | {
      readonly kind: "classes-alike";
      /** Of this feature; else the target's classes. */
      readonly column?: string;
      readonly one: string;
      readonly other: string;
    }
  | { readonly kind: "more-features-than-rows"; readonly features: number; readonly rows: number };

/** How the design matrix came out of the table, step by step: what a script needs to do it again. */
export interface DataRecipe {
  readonly format: string;
  readonly packed?: "gzip";
  readonly encoding: string;
  readonly delimiter: string;
  /** Where it is not the usual one. */
  readonly quote?: "'";
  /** Lines before the header, or before the first row; 0 where it is not said. */
  readonly skip?: number;
  /** Below the rows are lines of fewer cells, which are none. */
  readonly notes?: true;
  readonly header: boolean;
  readonly decimalComma: boolean;
  /** What stands beside the numbers of a column, by its name. */
  readonly marks?: Readonly<Record<string, Mark>>;
  /** Names of all columns of the file, in their order. */
  readonly columns: readonly string[];
  /** A column's number, or 1 where it holds the category. */
  readonly features: readonly { readonly column: string; readonly category?: string }[];
  readonly target: string;
  readonly missing: "drop-rows" | "mean";
  readonly testShare: number;
  readonly seed: number;
  readonly standardised: boolean;
}
