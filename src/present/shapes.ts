import type { PictureView } from "./picture/picture";
import type { AxisRole } from "./roles";

/** Everything that the panel's Shapes screen shows, as plain JSON. */
export interface ShapesView {
  /** The line of code in view; null while nothing is chosen. */
  readonly code: CodeLine | null;
  /**
   * What the screen is about: a known shape, one that cannot be told, an operation that will raise, one that grows in
   * silence, or nothing ("empty": the cursor is on no array).
   */
  readonly state: "empty" | "known" | "unknown" | "mismatch" | "silent";
  /** The verdict beside the shape line, e.g. "does not fit"; null while there is nothing to say. */
  readonly verdict: { readonly severity: "error" | "warning"; readonly text: string } | null;
  /** One line, or one for each call site that gives other shapes. */
  readonly lines: readonly ShapeLine[];
  readonly picture: PictureView | null;
  /** TeX for the typesetter, and the same read aloud. */
  readonly formula: { readonly tex: string; readonly spoken: string } | null;
  readonly operands: readonly OperandView[];
  /** Sentences: how broadcasting stretches, what the shapes mean. */
  readonly notes: readonly string[];
  /** Where the sizes came from, in the order of the program. */
  readonly origins: readonly OriginView[];
  /** What is wrong here, the worst first. */
  readonly problems: readonly ProblemView[];
  /** Why the shape cannot be told, as a sentence; null where it is known. */
  readonly unknown: string | null;
}

/** A place in the learner's code, for a link. `line` counts from 1. */
export interface CodeLine {
  readonly uri: string;
  readonly line: number;
  readonly text: string;
}

/** `(30, 364) · (364, 1) → (30, 1)` in pieces, with the ties that run under the text. */
export interface ShapeLine {
  /** Which call this line belongs to, where there are several. */
  readonly caller: CodeLine | null;
  readonly pieces: readonly ShapePiece[];
  /** "int", "float" …; empty when not known. */
  readonly dtype: string;
  /** The whole line as text. */
  readonly text: string;
  readonly ties: readonly Tie[];
}

export type ShapePiece =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "size";
      readonly text: string;
      /** Gives colour and dash mark; null for a size that plays no part (a lone array). */
      readonly role: AxisRole | null;
      /** The letter or name to set under the size; null for none. */
      readonly label: string | null;
    };

/** Joins two size pieces (their indices in `pieces`): the shared inner size of a product, or two that clash. */
export interface Tie {
  readonly from: number;
  readonly to: number;
  readonly role: AxisRole;
  readonly label: string;
  readonly clash: boolean;
}

export interface OperandView {
  readonly text: string;
  readonly shape: readonly ShapePiece[];
  readonly shapeText: string;
  readonly dtype: string;
  /** The operand in the source, for a link. */
  readonly span: { readonly start: number; readonly end: number };
}

/** "load_breast_cancer · n 30" on line 6. */
export interface OriginView extends CodeLine {
  /** The sizes that this place decides, as a text ("569 and 30"). */
  readonly sizes: string;
  readonly roles: readonly AxisRole[];
}

export interface ProblemView {
  readonly severity: "error" | "warning";
  readonly code: string;
  /** "NumPy will raise ValueError", or what happens in silence. */
  readonly heading: string;
  /** NumPy's own sentence, never translated; null for what raises nothing. */
  readonly numpy: string | null;
  /** Which operand is which, and what would fit. */
  readonly sentences: readonly string[];
  readonly picture: PictureView | null;
  readonly calls: readonly CodeLine[];
  readonly fixes: readonly FixView[];
}

export interface FixView {
  readonly code: string;
  /** "Transpose the first operand: (30, 1)". */
  readonly title: string;
  /** The resulting shape. */
  readonly shape: string;
  /** Its place among the problem's fixes, to ask the editor to apply it. */
  readonly index: number;
}
