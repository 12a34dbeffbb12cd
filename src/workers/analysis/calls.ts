import type { Span } from "../../base/span";
import type { Derivation } from "../../insight/derivation/derivation";
import type { NeuronModel } from "../../insight/derivation/model";
import type { DerivationNumbers } from "../../insight/derivation/numbers";
import type { DerivationNotFound } from "../../insight/derivation/program";
import type { Coverage, ExpressionFact, Problem, ProgramFacts, TrainingClass } from "../../insight/facts";
import type { FlowFact } from "../../insight/flow";
import type { ProgramCheck } from "../../insight/gradient/check";
import type { GradientFix } from "../../insight/gradient/fix";
import type { CodeMark } from "../../insight/marks";
import type { SizeStep } from "../../insight/trail";
import type { LessonEdit, StepResult } from "../../lessons/result";
import type { Parameters } from "../../training/parameters";
import type { Model } from "../../training/run";
import type { StepQuestion } from "../lessons/checkStep";

/** One file or notebook cell as the editor has it. */
export interface SourceDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** A program as it now is: a script, or the code cells of a notebook in order. */
export interface ProgramSource {
  /** The same for the same program from one update to the next. */
  readonly program: string;
  readonly documents: readonly SourceDocument[];
  /** The files that it imports and that import it (`projectSources`). */
  readonly sources: readonly { readonly uri: string; readonly text: string }[];
  /** The data files that it may read and that were described before. */
  readonly data: readonly string[];
  /** What the learner marked by hand. */
  readonly marks?: readonly CodeMark[];
}

/** What the editor shows without being asked: the rest stays with the thread until a hover asks for it. */
export interface ProgramSummary {
  readonly documents: readonly DocumentSummary[];
  readonly coverage: Coverage;
  readonly stopped?: ProgramFacts["stopped"];
}

export interface DocumentSummary {
  readonly uri: string;
  readonly version: number;
  readonly problems: readonly Problem[];
  readonly classes: readonly TrainingClass[];
  /** Names that are bound and parameters, without the picture's data. */
  readonly hints: readonly ExpressionFact[];
}

export interface DocumentProblems {
  readonly uri: string;
  readonly version: number;
  readonly problems: readonly Problem[];
}

export interface FactReply {
  readonly fact: ExpressionFact | null;
  /** What is wrong at this very expression. */
  readonly problems: readonly Problem[];
  /** What is wrong where this expression is an operand. */
  readonly around: readonly Problem[];
  /** The places that decided its sizes, in the order of the program. */
  readonly trail: readonly SizeStep[];
}

export type DerivationReply =
  /** At least one. */
  { readonly kind: "derivations"; readonly derivations: readonly Derivation[] } | DerivationNotFound;

/** A data set's bytes; `key` is the same as long as they are. */
export interface DataBytes {
  readonly key: string;
  readonly name: string;
  /** Null where the thread has them already. */
  readonly bytes: Uint8Array | null;
  /** The program brings its columns to one scale. */
  readonly isScaled: boolean;
}

/** What a run of Train Neuron had learned after one of its epochs. */
export interface Learned extends Parameters {
  /** Of the rows that it learned from. */
  readonly fingerprint: string;
  readonly model: Model;
  readonly epoch: number;
}

export interface NumbersReply {
  readonly numbers: DerivationNumbers;
  readonly source: NumbersSource;
}

/** Data by the name that a program has for them: "rows.csv" beside it, "sklearn:iris". Null where they can't be read. */
export interface ProgramData {
  readonly name: string;
  readonly bytes: Uint8Array | null;
}

/** What an expression came to when the program first got there, in C order. */
export interface FoundNumbers {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export interface NumbersAtReply {
  /** For each place asked for; null for what the program's text and data do not fix. */
  readonly found: readonly (FoundNumbers | null)[];
  /** Data that the program reads and that nobody has sent: with them there may be more. */
  readonly wanted: readonly string[];
}

/** Of what the numbers are. */
export type NumbersSource =
  | {
      readonly kind: "data";
      readonly name: string;
      /** Split as Train Neuron splits: the training rows, or all. */
      readonly rows: "train" | "all";
      readonly isScaled: boolean;
      /** The weights are those of a run after so many epochs; null where they are as the program starts. */
      readonly epoch: number | null;
    }
  /** The program's data are not known, or (`name`) not of a form that its formulas take. */
  | { readonly kind: "toy"; readonly name: string | null };

/** What the analysis thread can be asked. */
export type AnalysisCalls = {
  /** The problems come without their fixes. */
  update: { argument: ProgramSource; reply: ProgramSummary; event: never };
  /** The problems of a program as the last update found them, with the fixes after which all of it fits. */
  problems: {
    argument: { readonly program: string };
    reply: readonly DocumentProblems[] | null;
    event: never;
  };
  /** Counts the rows and columns of a data file, for the programs that read it; null for the bytes when it is gone. */
  describeData: {
    argument: { readonly uri: string; readonly bytes: Uint8Array | null };
    reply: null;
    event: never;
  };
  /** The innermost expression at an offset of a document, as the last update found it. */
  factAt: {
    argument: { readonly program: string; readonly uri: string; readonly offset: number };
    reply: FactReply;
    event: never;
  };
  /** The arrays of the function around an offset, in order; null where nothing is known of the document. */
  flow: {
    argument: { readonly program: string; readonly uri: string; readonly offset: number };
    reply: FlowFact | null;
    event: never;
  };
  /** All facts of a program, as the last update found them. */
  facts: { argument: { readonly program: string }; reply: ProgramFacts | null; event: never };
  /** The gradient of a program as the last update found it; null when there was none. */
  derive: {
    argument: { readonly program: string };
    reply: DerivationReply | null;
    event: never;
  };
  /**
   * The numbers of a derivation for one sample (from 0) of a data set; of a toy where there is none that fits. With what a
   * run had learned, where that was the same model on the same rows.
   */
  numbers: {
    argument: {
      readonly model: NeuronModel;
      readonly data: DataBytes | null;
      readonly sample: number;
      readonly learned: Learned | null;
    };
    reply: NumbersReply;
    event: never;
  };
  /** The program's own numbers at some places of a document. `data` are those that the thread has not, or not in this state. */
  numbersAt: {
    argument: {
      readonly program: string;
      readonly uri: string;
      readonly spans: readonly Span[];
      readonly data: readonly ProgramData[];
    };
    reply: NumbersAtReply;
    event: never;
  };
  /** The verdict on each backward pass of a program as the last update found it; null when it has changed meanwhile. */
  check: { argument: { readonly program: string }; reply: readonly ProgramCheck[] | null; event: never };
  /** What turns one of these gradients right; null where no single change was found to do it. */
  gradientFix: {
    argument: { readonly program: string; readonly check: number };
    reply: GradientFix | null;
    event: never;
  };
  /** What the checks of a lesson's step say of the learner's file. */
  lessonStep: { argument: StepQuestion; reply: StepResult; event: never };
  /** What fills a step in, or takes it back to its start; null where its place is not found. */
  lessonEdit: {
    argument: { readonly question: StepQuestion; readonly kind: "solution" | "reset" };
    reply: LessonEdit | null;
    event: never;
  };
  forget: { argument: { readonly program: string }; reply: null; event: never };
};
