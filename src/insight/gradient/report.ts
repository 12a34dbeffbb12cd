import { checkGradients, type ProgramCheck } from "./check";
import type { Mistake } from "./comparison";
import type { GradientProgram } from "./trace";

/** One backward pass, as `neuron-lens check --json` prints it. Lines count from 1. */
export interface GradientVerdict {
  readonly file: string;
  /** The number of the notebook's cell, from 0; null for a script. */
  readonly cell: number | null;
  readonly line: number;
  readonly endLine: number;
  readonly function: string | null;
  readonly verdict: "right" | "wrong" | "undecided";
  readonly mistake: Mistake | null;
  readonly message: string;
  readonly parameters: readonly ParameterVerdict[];
}

export interface ParameterVerdict {
  readonly name: string;
  readonly verdict: "right" | "wrong" | "undecided";
  readonly mistake: Mistake | null;
  readonly line: number;
}

export interface CheckReport {
  readonly verdicts: readonly GradientVerdict[];
  /** 0: all that was found is right. 1: a gradient is wrong. 2: nothing was found, or something could not be decided. */
  readonly exitCode: 0 | 1 | 2;
}

/** Which document a part of the program is: the file's name, and the cell in a notebook. */
export type DocumentOf = (part: string) => { readonly file: string; readonly cell: number | null };

/** Checks a program and reports every backward pass. `sentence` makes the message, in the reader's language. */
export function checkReport(
  program: GradientProgram,
  sentence: (check: ProgramCheck) => string,
  documentOf: DocumentOf = (file) => ({ file, cell: null }),
): CheckReport {
  const texts = new Map(program.parts.map(({ file, module }) => [file, module.text]));
  const verdicts = checkGradients(program).map((check) =>
    gradientVerdict(check, sentence(check), texts, documentOf),
  );
  return { verdicts, exitCode: exitCode(verdicts) };
}

/** One check as it is reported; `texts` are those of the program's parts. */
export function gradientVerdict(
  check: ProgramCheck,
  message: string,
  texts: ReadonlyMap<string, string>,
  documentOf: DocumentOf,
): GradientVerdict {
  const lineAt = (file: string, offset: number) =>
    (texts.get(file) ?? "").slice(0, offset).split("\n").length;
  const { start, end } = check.span;
  return {
    ...documentOf(check.file),
    line: lineAt(check.file, start),
    endLine: lineAt(check.file, Math.max(start, end - 1)),
    function: check.function,
    verdict: check.verdict,
    mistake: check.mistake,
    message,
    parameters: check.parameters.map(({ name, verdict, mistake, file, span }) => ({
      name,
      verdict,
      mistake,
      line: lineAt(file, span.start),
    })),
  };
}

export function exitCode(verdicts: readonly Pick<GradientVerdict, "verdict">[]): 0 | 1 | 2 {
  if (verdicts.some(({ verdict }) => verdict === "wrong")) return 1;
  // A gradient that could not be decided is not right: whoever grades has to look.
  return verdicts.length > 0 && verdicts.every(({ verdict }) => verdict === "right") ? 0 : 2;
}
