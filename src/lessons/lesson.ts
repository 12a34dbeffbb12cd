import type { Mistake } from "../insight/gradient/comparison";
import type { Block, Inline } from "./markdown";

/** A lesson as it was read: plain data that can cross a thread. */
export interface Lesson {
  readonly id: string;
  /** "en", "ko": each has all texts. */
  readonly languages: readonly string[];
  /** The learner's files, by their names in the learner's folder; the first is opened. */
  readonly files: readonly LessonFile[];
  readonly steps: readonly Step[];
  readonly texts: Readonly<Record<string, LessonText>>;
}

/** A file that a learner starts from. */
export interface LessonFile {
  readonly path: string;
  /** What it holds at the start, in each language (the same where the lesson has only one). */
  readonly start: Readonly<Record<string, string>>;
  /** Data and helpers: copied beside the others, not opened, and the same in all lessons. */
  readonly shared: boolean;
}

export interface Step {
  readonly id: string;
  readonly file: string;
  /** The lines that the learner writes or changes. */
  readonly anchor: Anchor;
  readonly checks: readonly Check[];
  /** Typical wrong answers, each with a hint of its own. */
  readonly mistakes: readonly TypicalMistake[];
  /** What "show me" puts in the place of the anchor, without the indentation that the place has. */
  readonly solution: string;
  readonly picture: Picture | null;
}

/** A product to draw beside the text. */
export interface Picture {
  readonly left: { readonly label: string; readonly shape: readonly number[] };
  readonly right: { readonly label: string; readonly shape: readonly number[] };
}

/**
 * A place in the learner's file: a statement of a function (or of the module), or a function's body. Looked for in the
 * syntax tree, then by the starting file's own lines, then by line number.
 */
export interface Anchor {
  /** "fit", "Neuron.fit"; null for the module. */
  readonly in: string | null;
  readonly part: "statement" | "return" | "loop" | "body";
  /** For a statement: the name that it assigns, "w_grad" or "self.w". */
  readonly assigns: string | null;
  /** Or, for a statement that is a call: what it calls, "neuron.fit". */
  readonly calls: string | null;
  /** The name that the last statement assigns, where the place is more than one statement. */
  readonly through: string | null;
  /** Which of several, from 1. */
  readonly nth: number;
  /** A line to look for where the tree does not help: `*` stands for anything. null: that of the starting file. */
  readonly pattern: string | null;
}

/** What can be asked of a program. All code is Python, run as the last lines of the learner's file would be. */
export type Question =
  | {
      /** `of` comes to the same numbers, in the same shape, as `equals`. */
      readonly kind: "value";
      readonly of: string;
      readonly equals: string;
      readonly within: number;
      readonly setup: string | null;
      /** Both are asked inside this function, at the end of its last call. */
      readonly in: string | null;
    }
  | {
      readonly kind: "shape";
      readonly of: string;
      readonly is: readonly number[];
      readonly setup: string | null;
      readonly in: string | null;
    }
  | {
      /** The gradient is the derivative of the program's own loss; or, in a mistake, wrong in this way. */
      readonly kind: "gradient";
      /** Weights or intercepts that must be among those that are learned. */
      readonly of: string | null;
      readonly function: string | null;
      readonly mistake: Mistake | null;
    }
  | {
      /** A list of losses: falls, ends at a number, is so long. */
      readonly kind: "curve";
      readonly of: string;
      readonly falls: boolean;
      readonly ends: number | null;
      readonly within: number;
      readonly length: number | null;
      readonly setup: string | null;
    }
  | {
      /** `code` raises, with one of the lines of `message` in its own message. */
      readonly kind: "raises";
      readonly code: string;
      readonly message: string | null;
    }
  | { readonly kind: "runs"; readonly code: string | null }
  | {
      /** An operation takes part: "matrix-product", "numpy.sum" … `code` calls what is looked at. */
      readonly kind: "uses";
      readonly operation: string;
      readonly in: string | null;
      readonly code: string | null;
    }
  | {
      /** The work does not grow with the number of samples: `code` is run with `m` samples, 2 and then 6. */
      readonly kind: "no-loop";
      readonly code: string;
    };

export type Check = Question & { readonly id: string };

export interface TypicalMistake {
  readonly id: string;
  readonly when: Question;
}

/** The texts of one language. */
export interface LessonText {
  readonly title: string;
  readonly summary: readonly Block[];
  readonly steps: Readonly<Record<string, StepText>>;
}

export interface StepText {
  readonly title: string;
  readonly body: readonly Block[];
  readonly goal: readonly Block[];
  /** By the check's id. */
  readonly checks: Readonly<Record<string, readonly Inline[]>>;
  /** From a nudge to the rule; "show me" comes after the last. */
  readonly hints: readonly (readonly Inline[])[];
  /** By the mistake's id. */
  readonly mistakes: Readonly<Record<string, readonly Inline[]>>;
}
