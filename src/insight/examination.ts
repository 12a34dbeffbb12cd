import { elements } from "../algebra/array";
import { type KnownValue, type ProgramValues, programValues } from "../domains/values";
import { checkGradients, type ProgramCheck } from "./gradient/check";
import type { GradientProgram } from "./gradient/trace";

/** What a learner's program comes to, for whoever sets it as a task: values, shapes, raises, and the gradient's verdicts. */
export interface Examination {
  /**
   * What a Python expression comes to once the program has ended: `w`, `neuron.w[0]`, `sigmoid(np.array([0.0]))`. null for
   * what is not known: a name that the program does not have, data from elsewhere, random numbers without a seed.
   */
  readonly valueOf: (expression: string) => KnownValue | null;
  /** The shape of an array, `[]` for a number; null as above. */
  readonly shapeOf: (expression: string) => readonly number[] | null;
  /** The values of a line's expressions when they were last reached, the longest first. Lines count from 1. */
  readonly valuesOnLine: (file: string, line: number) => readonly LineValue[];
  /** What NumPy would raise. */
  readonly raises: readonly { readonly message: string; readonly file: string; readonly line: number }[];
  /** The verdict on every backward pass. */
  readonly gradients: () => readonly ProgramCheck[];
  /** Which budget was spent before the program came to its end; null when none was. */
  readonly stopped: string | null;
}

export interface LineValue {
  /** As it is written. */
  readonly text: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/**
 * Interprets a program with its own numbers. Pure and synchronous; nothing of it is run, and it ends at its
 * budget. Each new question interprets the program once more.
 */
export function examine(program: GradientProgram, steps?: number): Examination {
  const options = steps === undefined ? {} : { steps };
  const own = programValues(program.parts, options);
  const known = new Map<string, KnownValue | null>();
  const ask = (expression: string): KnownValue | null => {
    const before = known.get(expression);
    if (before !== undefined) return before;
    const questions = [program.parse(expression)];
    const [answer = null] = programValues(program.parts, { ...options, questions }).answers;
    known.set(expression, answer);
    return answer;
  };
  let checks: readonly ProgramCheck[] | null = null;
  const texts = new Map(program.parts.map(({ file, module }) => [file, module.text]));
  return {
    valueOf: ask,
    shapeOf: (expression) => shapeOfKnown(ask(expression)),
    valuesOnLine: (file, line) => lineValues(own, file, texts.get(file) ?? "", line),
    raises: own.raises.map(({ message, file, span }) => ({
      message,
      file,
      line: lineAt(texts.get(file) ?? "", span.start),
    })),
    gradients: () => {
      checks ??= checkGradients(program);
      return checks;
    },
    stopped: own.stopped,
  };
}

function shapeOfKnown(value: KnownValue | null): readonly number[] | null {
  if (value?.kind === "array") return value.shape;
  return value?.kind === "number" ? [] : null;
}

function lineValues({ reached, at }: ProgramValues, file: string, text: string, line: number): LineValue[] {
  const here = reached.filter((each) => each.file === file && lineAt(text, each.syntax.span.start) === line);
  return here
    .flatMap(({ syntax: { span } }) => {
      const value = at(file, span);
      if (value === null) return [];
      return [{ text: text.slice(span.start, span.end), shape: value.shape, values: plain(value) }];
    })
    .sort((a, b) => b.text.length - a.text.length);
}

function plain(value: NonNullable<ReturnType<ProgramValues["variable"]>>): number[] {
  return Array.from(elements(value));
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
