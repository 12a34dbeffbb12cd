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
  const before = placedErrors(facts, texts);
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
        const scope = scopeOf(document.uri, text, problem);
        return errors.every((each) =>
          before.some(
            (other) =>
              other.problem !== problem &&
              saysTheSame(each, other.problem) &&
              isApart(other, { problem, scope }),
          ),
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

interface PlacedProblem {
  readonly problem: Problem;
  /** The function that it is in, by where it begins; the document outside of all functions. */
  readonly scope: string;
}

function placedErrors(facts: ProgramFacts, texts: ReadonlyMap<string, string>): readonly PlacedProblem[] {
  return facts.documents.flatMap(({ uri, problems }) =>
    problems
      .filter(({ severity }) => severity === "error")
      .map((problem) => ({ problem, scope: scopeOf(uri, texts.get(uri) ?? "", problem) })),
  );
}

/** The innermost line above that begins a function and stands further left. */
function scopeOf(uri: string, text: string, { span }: Problem): string {
  let end = text.lastIndexOf("\n", span.start - 1);
  let indent = /^[ \t]*/.exec(text.slice(end + 1, span.start))?.[0].length ?? 0;
  while (end > 0 && indent > 0) {
    const start = text.lastIndexOf("\n", end - 1) + 1;
    const line = text.slice(start, end);
    const own = line.search(/\S/);
    if (own >= 0 && own < indent) {
      if (/^\s*(?:async\s+)?def\b/.test(line)) return `${uri}:${start}`;
      indent = own;
    }
    end = start - 1;
  }
  return uri;
}

/**
 * Two problems that have neither an operand nor a size in common: mending the one cannot be meant to mend the other. A
 * variable of one function is none of another's, whatever its name, but the same sizes that clash in both are likely the same
 * mistake; what an object holds is the same wherever it is read.
 */
function isApart(a: PlacedProblem, b: PlacedProblem): boolean {
  const sizes = sizesOf(b.problem);
  if ([...sizesOf(a.problem)].some((size) => sizes.has(size))) return false;
  const isShared = (text: string) => a.scope === b.scope || text.includes(".");
  return !a.problem.operands.some(
    ({ text }) => isShared(text) && b.problem.operands.some((other) => other.text === text),
  );
}

function sizesOf({ operands }: Problem): ReadonlySet<string> {
  const sizes = operands.flatMap(({ shape }) => shape ?? []);
  return new Set(sizes.filter(({ value }) => value !== 1).map(({ text }) => text));
}

function applied(text: string, edits: Problem["fixes"][number]["edits"]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((result, { span, text: by }) => result.slice(0, span.start) + by + result.slice(span.end), text);
}
