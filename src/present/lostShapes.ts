import type { Translate } from "../base/translate";
import type { ProgramFacts } from "../insight/facts";
import { reasonSentence } from "./reasons";

/** A place where a shape was lost, and how many expressions don't know theirs because of it. */
export interface LostShape {
  readonly sentence: string;
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  /** "3 expressions, the first is x_train" */
  readonly detail: string;
}

/** By first cause, the one that costs most first. */
export function lostShapes(facts: ProgramFacts, t: Translate): LostShape[] {
  const causes = new Map<string, { place: Omit<LostShape, "count" | "detail">; texts: string[] }>();
  for (const document of facts.documents)
    for (const { reason, values, span, text } of document.expressions) {
      if (reason === undefined || (values.length > 0 && values.every((value) => value.shape !== null)))
        continue;
      const at = reason.at ?? { file: document.uri, start: span.start, end: span.end };
      const sentence = reasonSentence(reason, t);
      const key = JSON.stringify([at.file, at.start, sentence]);
      const cause = causes.get(key) ?? {
        place: { sentence, uri: at.file, start: at.start, end: at.end },
        texts: [],
      };
      causes.set(key, cause);
      cause.texts.push(text);
    }
  return [...causes.values()]
    .map(({ place, texts }) => ({ ...place, count: texts.length, detail: detailText(texts, t) }))
    .sort((a, b) => b.count - a.count || a.start - b.start);
}

function detailText(texts: readonly string[], t: Translate): string {
  const [first = ""] = texts;
  return texts.length === 1 ? first : t("{0} expressions, the first is {1}", texts.length, first);
}
