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
  return best === null ? null : withBoundName(best, document?.expressions ?? []);
}

/** `c = np.dot(a, b)`: what the call makes is c, and a picture of it can say so. */
function withBoundName(fact: ExpressionFact, expressions: readonly ExpressionFact[]): ExpressionFact {
  const made = placesOf(fact);
  if (fact.role === "store" || made === "") return fact;
  const name = expressions.find((each) => each.role === "store" && placesOf(each) === made);
  return name === undefined ? fact : { ...fact, bound: name.text };
}

function placesOf({ operation }: ExpressionFact): string {
  const places = operation?.operands.map(({ span: { start, end } }) => `${start}:${end}`) ?? [];
  return places.length === 0 ? "" : `${operation?.name} ${places.join()}`;
}
