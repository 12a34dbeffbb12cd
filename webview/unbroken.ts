/**
 * A shape in a sentence stays on one line of text, and so does the Korean particle behind it: `(364, 1)` and what makes a
 * subject or a verb of it are one word.
 */
export function unbroken(sentence: string): string {
  return sentence.replace(/\([^()]*\d[^()]*\)(?=(\p{Script=Hangul})?)/gu, (part, particle?: string) => {
    if (part.length > 24) return part;
    return part.replaceAll(" ", "\u00a0") + (particle === undefined ? "" : "\u2060");
  });
}
