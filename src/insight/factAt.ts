import type { ExpressionFact, ProgramFacts } from "./facts";

/** The innermost expression at an offset of a document; null when there is none. */
export function factAt(facts: ProgramFacts, uri: string, offset: number): ExpressionFact | null {
  const document = facts.documents.find((each) => each.uri === uri);
  let best: ExpressionFact | null = null;
  for (const each of document?.expressions ?? []) {
    if (each.span.start > offset) break;
    if (offset > each.span.end) continue;
    if (best === null || each.span.end - each.span.start <= best.span.end - best.span.start) best = each;
  }
  return best;
}
