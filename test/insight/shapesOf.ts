import { Analyzer, type Program } from "../../src/insight/analyze";
import type { ExpressionFact, Problem, ProgramFacts } from "../../src/insight/facts";
import { testParser } from "../syntax/load";

const parser = await testParser();

export const file = "/home/learner/program.py";

export function analyzed(text: string, more: Partial<Program> = {}): ProgramFacts {
  return new Analyzer(parser).analyze({ documents: [{ uri: file, version: 1, text }], ...more });
}

export function expressions(text: string, more: Partial<Program> = {}): readonly ExpressionFact[] {
  return analyzed(text, more).documents[0]?.expressions ?? [];
}

/** `(364, 30)`, several joined by ` | `; why not, where unknown. */
export function shapeText(fact: ExpressionFact | undefined): string {
  if (fact === undefined) return "no fact";
  if (fact.values.length === 0) return fact.python ?? fact.reason?.code ?? "nothing";
  return fact.values
    .map(({ shape }) => {
      const sizes = (shape ?? []).map((size) => size.text);
      return sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(", ")})`;
    })
    .join(" | ");
}

/** The shape of the last value that a name is given. */
export function shapeOf(text: string, name: string, more: Partial<Program> = {}): string {
  return shapeText(expressions(text, more).findLast((each) => each.role === "store" && each.text === name));
}

export function problems(text: string, more: Partial<Program> = {}): readonly Problem[] {
  return analyzed(text, more).documents[0]?.problems ?? [];
}

/** The program with a fix of a problem applied. */
export function fixed(text: string, problem: Problem, index = 0): string {
  const edits = [...(problem.fixes[index]?.edits ?? [])].sort((a, b) => b.span.start - a.span.start);
  return edits.reduce(
    (result, { span, text: by }) => result.slice(0, span.start) + by + result.slice(span.end),
    text,
  );
}
