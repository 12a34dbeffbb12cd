/**
 * Why something is not known. A reason is data: the room `present` turns its code and arguments into a sentence in the
 * reader's language. A reason travels with the value that it belongs to, so the first cause is what the reader sees.
 */
export interface Reason {
  /** Which sentence, e.g. "unknown-name", "unknown-import", "data-dependent", "budget", "not-supported". */
  readonly code: ReasonCode;
  /** What goes into the sentence: a name, a function, a line. */
  readonly args: readonly (string | number)[];
  /** Where knowledge was lost: file (or cell URI) and offset of the expression. */
  readonly at?: { readonly file: string; readonly start: number; readonly end: number };
}

export type ReasonCode =
  | "unknown-name" // [name]
  | "unknown-import" // [module]
  | "unknown-attribute" // [owner, attribute]
  | "unknown-function" // [function]
  | "unknown-argument" // [function, parameter]
  | "data-dependent" // [what decides: "boolean mask", "np.unique" …]
  | "file-data" // [function that reads, e.g. "pd.read_csv", path]
  | "parameter" // [parameter of a function nobody calls]
  | "not-supported" // [construct]
  | "syntax" // []
  | "raised" // [exception, message] an operation before it fails
  | "recursion" // [function]
  | "budget"; // [which budget]
