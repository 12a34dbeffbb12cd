import type { Problem, ProgramFacts } from "./facts";

/** Problems whose fixes are tried on the whole program, at most. */
const MAX_PROBLEMS = 3;

/**
 * Keeps the fixes after which the whole program fits: a change that mends one line and breaks the next is no help. `run`
 * analyses the program with a document's text replaced.
 */
export function withVerifiedFixes(
  facts: ProgramFacts,
  texts: ReadonlyMap<string, string>,
  run: (uri: string, text: string) => ProgramFacts,
): ProgramFacts {
  const before = errorsIn(facts);
  let tried = 0;
  const documents = facts.documents.map((document) => {
    const text = texts.get(document.uri);
    if (text === undefined || !document.problems.some((each) => each.fixes.length > 0)) return document;
    const problems = document.problems.map((problem): Problem => {
      if (problem.fixes.length === 0 || tried >= MAX_PROBLEMS) return problem;
      tried += 1;
      const fixes = problem.fixes.filter((fix) => {
        const after = run(document.uri, applied(text, fix.edits));
        const errors = errorsIn(after);
        // A mended matrix changes what the errors further down say, so that they can only be counted.
        if (problem.severity === "warning") return errors.length <= before.length;
        // What still fails must have failed before, and for reasons of its own.
        return errors.every(
          (each) =>
            isApart(each, problem) && before.some((other) => other !== problem && saysTheSame(each, other)),
        );
      });
      return { ...problem, fixes };
    });
    return { ...document, problems };
  });
  return tried === 0 ? facts : { ...facts, documents };
}

function errorsIn(facts: ProgramFacts): readonly Problem[] {
  return facts.documents.flatMap((document) => document.problems.filter((each) => each.severity === "error"));
}

/** An edit moves the problems behind it, so that their places tell nothing. */
function saysTheSame(a: Problem, b: Problem): boolean {
  return a.code === b.code && a.numpy === b.numpy;
}

/** Two problems outside all functions that have no operand in common: mending the one cannot be meant to mend the other. */
function isApart(a: Problem, b: Problem): boolean {
  if (a.calls.length > 0 || b.calls.length > 0) return false;
  return !a.operands.some((each) => b.operands.some((other) => other.text === each.text));
}

function applied(text: string, edits: Problem["fixes"][number]["edits"]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((result, { span, text: by }) => result.slice(0, span.start) + by + result.slice(span.end), text);
}
