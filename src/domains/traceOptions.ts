import type { Expression } from "../syntax/tree";

/** Which places of the program make parameters: found in a first run, given names of their own in the next. */
export interface ParameterPlaces {
  /** "file:start:end" of the expression that makes an array. */
  readonly arrays: ReadonlySet<string>;
  /** The names of numbers: "b", ".b". */
  readonly numbers: ReadonlySet<string>;
}

/** Labels of ours. */
export interface Labels {
  pair: readonly [number, number];
  readonly texts: Map<string, number>;
}

/** Rows and columns that a program's slices count on. */
export interface TableSizes {
  readonly rows: number;
  readonly columns: number;
  /** How many columns there are before those of the labels, where the slices say so. */
  readonly features?: number | undefined;
  /** How many columns of labels there are, where they are more than one. */
  readonly outputs?: number | undefined;
  /** The labels are in the first column, as the slices say; else in the last. */
  readonly labelsFirst?: boolean;
}

/** `total = b`, the start of a sum, or `total += b`. */
export interface BiasLine {
  readonly bias: Expression;
  readonly target: Expression;
  readonly isStart: boolean;
}

export interface TraceOptions {
  readonly seed: number;
  readonly places: ParameterPlaces;
  readonly samples: number;
  readonly features: number;
  /** How many classes a file's labels have, 2 without it. */
  readonly classes?: number;
  /** A penalty's strength that the program names gets a number that shows, even where its default is 0. */
  readonly penalties: boolean;
  /**
   * Random numbers are the program's own where their seed is known. A gradient is checked with numbers of ours, others in each
   * run.
   */
  readonly ownRandom?: boolean;
  /** A batch of this many samples in place of the program's own, which may be all that there are. */
  readonly batch?: number | undefined;
  /** What a library holds back for a test: other rows, or the same. */
  readonly heldBack?: "alike" | undefined;
  /** Parameters are large numbers. */
  readonly areFar?: boolean | undefined;
  /** Samples are made of positive numbers. */
  readonly arePositive?: boolean | undefined;
  /** Products that NumPy refuses are followed with one of their arrays transposed. */
  readonly turns?: boolean;
  /** The place of the first sample with another label than sample 0, of those that the text writes down. */
  readonly otherLabel?: number | null | undefined;
  /** Names of gradients that a loop sets anew for each sample, and does not collect. */
  readonly overwritten?: ReadonlySet<string>;
  /** Elements that the arrays of a run may have together, as all of them are kept; without it a run has no such end. */
  readonly mostElements?: number;
  /** And those of one array, `largestArray` without it. */
  readonly largestArray?: number;
}
