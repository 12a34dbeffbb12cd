/**
 * A shape in a sentence stays on one line of text, and so does the Korean particle behind it: `(364, 1)` and what makes a
 * subject or a verb of it are one word. So does what something is set to: `η = 0.1`, `w -= lr * grad`, and `a − y`.
 */
export function unbroken(sentence: string): string {
  const settings = sentence
    .replace(/\S+ [-+*/]?= \S+(?: [*/] \S+)?/gu, (part) =>
      part.length > 24 ? part : part.replaceAll(" ", "\u00a0"),
    )
    .replace(/(?<![\p{L}\d])\p{L} [−+·×] \p{L}(?![\p{L}\d])/gu, (part) => part.replaceAll(" ", "\u00a0"));
  return settings.replace(/\([^()]*\d[^()]*\)(?=(\p{Script=Hangul})?)/gu, (part, particle?: string) => {
    if (part.length > 24) return part;
    return part.replaceAll(" ", "\u00a0") + (particle === undefined ? "" : "\u2060");
  });
}
