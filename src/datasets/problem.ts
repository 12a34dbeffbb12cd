/**
 * Why a data set cannot be used. A code with its arguments; the sentence is built in `src/present/dataset.ts`.
 * Lines and columns count from 1, as editors show them.
 */
export type DatasetProblem =
  | { readonly kind: "empty-file" }
  | { readonly kind: "header-only"; readonly columns: number }
  | { readonly kind: "binary-file"; readonly looksLike: BinaryKind }
  | { readonly kind: "not-a-table"; readonly looksLike?: "web-page" | "xml" | "arff" }
  | { readonly kind: "ragged-row"; readonly line: number; readonly expected: number; readonly found: number }
  | { readonly kind: "unclosed-quote"; readonly line: number }
  | { readonly kind: "damaged-file"; readonly format: string }
  | { readonly kind: "bad-line"; readonly format: string; readonly line: number }
  | { readonly kind: "unsupported-format"; readonly format: string; readonly detail: string }
  | { readonly kind: "too-large"; readonly rows: number; readonly columns: number }
  /** JSON that is one value, which is read as a whole. */
  | { readonly kind: "json-too-large"; readonly bytes: number; readonly most: number }
  | { readonly kind: "cancelled" }
  | { readonly kind: "file-changed" }
  | { readonly kind: "unreadable-file"; readonly reason: string }
  | { readonly kind: "one-row" }
  | { readonly kind: "one-column"; readonly column: string }
  | { readonly kind: "no-feature"; readonly columns: number }
  | { readonly kind: "no-such-column"; readonly column: string; readonly columns: readonly string[] }
  | { readonly kind: "empty-target"; readonly column: string }
  | { readonly kind: "one-class"; readonly column: string; readonly name: string }
  | { readonly kind: "too-many-classes"; readonly column: string; readonly classes: number }
  | {
      readonly kind: "class-too-small";
      readonly column: string;
      readonly name: string;
      readonly rows: number;
    }
  | { readonly kind: "too-few-rows"; readonly rows: number; readonly needed: number }
  | { readonly kind: "no-complete-row"; readonly rows: number }
  | { readonly kind: "target-not-numeric"; readonly column: string }
  | { readonly kind: "target-not-two-classes"; readonly column: string; readonly classes: number };

/** What the first bytes of a file say that it is. */
export type BinaryKind =
  | "excel"
  | "archive"
  | "image"
  | "pdf"
  | "pickle"
  | "database"
  | "statistics"
  | "unknown";

/** A value, or the reason why there is none. */
export type Result<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "problem"; readonly problem: DatasetProblem };

export function ok<T>(value: T): Result<T> {
  return { kind: "ok", value };
}

export function problem(of: DatasetProblem): { readonly kind: "problem"; readonly problem: DatasetProblem } {
  return { kind: "problem", problem: of };
}
