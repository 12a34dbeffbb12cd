import type { Span } from "../base/span";
import type { UndecidedReason } from "../insight/gradient/check";
import type { Mistake } from "../insight/gradient/comparison";

/** A document of the learner's program: a script, or a cell of a notebook. */
export interface LearnerDocument {
  readonly uri: string;
  readonly text: string;
}

/** What the checks of one step say of the learner's program. Plain data. */
export interface StepResult {
  readonly step: string;
  readonly done: boolean;
  readonly checks: readonly CheckResult[];
  /** Ids of the typical mistakes that were recognised, the first of them the one to talk about. */
  readonly mistakes: readonly string[];
  readonly place: PlaceResult;
}

export interface CheckResult {
  readonly id: string;
  /** `partly`: something of it holds. `waiting`: a check above has to pass first. `unknown`: it could not be told. */
  readonly state: "passed" | "partly" | "failed" | "waiting" | "unknown";
  readonly detail: Detail | null;
}

/** Where the step's lines are. "not-found" is said, never guessed. */
export type PlaceResult =
  | { readonly kind: "found"; readonly by: "tree" | "pattern" | "line"; readonly place: CodePlace }
  | { readonly kind: "not-found" }
  /** The learner has no such file. */
  | { readonly kind: "no-file"; readonly file: string };

export interface CodePlace {
  readonly uri: string;
  readonly span: Span;
  /** From 1. */
  readonly line: number;
}

/** What was found, as codes and numbers; `present` writes the sentence. */
export type Detail =
  | { readonly code: "shape"; readonly yours: readonly number[]; readonly wanted: readonly number[] }
  | {
      readonly code: "numbers";
      /** How many of the numbers agree. */
      readonly right: number;
      readonly all: number;
      readonly first: {
        readonly at: readonly number[];
        readonly yours: number;
        readonly wanted: number;
      } | null;
    }
  /** Not a number or an array at all: "list", "str", "function" … */
  | { readonly code: "kind"; readonly yours: string }
  /** The `...` still stands there. */
  | { readonly code: "not-written" }
  /** A line of the step that Python can't read. */
  | { readonly code: "syntax"; readonly line: number }
  | { readonly code: "no-name"; readonly name: string }
  /** It could not be followed; `why` names what (a function, a module). */
  | { readonly code: "not-known"; readonly why: string | null }
  /** NumPy's or Python's own sentence. */
  | { readonly code: "raises"; readonly message: string; readonly line: number | null }
  | { readonly code: "no-raise" }
  | { readonly code: "other-raise"; readonly message: string }
  | {
      readonly code: "gradient";
      readonly parameter: string | null;
      readonly verdict: "right" | "wrong" | "undecided" | "none";
      readonly mistake: Mistake | null;
      readonly reason: UndecidedReason | null;
      /** The learner's gradient as a multiple of the right one, where it is one. */
      readonly ratio: number | null;
      readonly cases: number;
    }
  | {
      readonly code: "curve";
      readonly length: number;
      readonly first: number;
      readonly last: number;
      /** The first entry, from 1, that is above the one before; null where it falls all the way. */
      readonly rises: number | null;
      readonly wanted: number | null;
    }
  | { readonly code: "not-a-list" }
  | { readonly code: "not-used"; readonly operation: string }
  | { readonly code: "loop"; readonly few: number; readonly many: number }
  | { readonly code: "waits" }
  | { readonly code: "budget" };

/** A change of the learner's text. Only to be made where the text at the span is still `expected`. */
export interface LessonEdit {
  readonly uri: string;
  readonly span: Span;
  readonly expected: string;
  readonly text: string;
}
