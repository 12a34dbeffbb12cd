import { resolveParticles } from "../base/particles";

/** A sentence in pieces: words, code, and links. Where it is shown decides how they look. */
export type Segment =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "link"; readonly text: string; readonly target: string };

export type Sentence = readonly Segment[];

export function plain(text: string): Sentence {
  return [{ type: "text", text }];
}

/** Control characters that can't occur in a program's line stand for the pieces while a sentence is translated. */
const open = "\u0001";
const close = "\u0002";

/**
 * A translated sentence whose arguments are code or links: `compose((slot) => t(message, slot(code)))`. The pieces
 * keep their places in the reader's language, and Korean particles after them agree with them.
 */
export function compose(message: (slot: (segment: Segment) => string) => string): Sentence {
  const pieces: Segment[] = [];
  const slot = (segment: Segment): string => {
    pieces.push(segment);
    return `${open}${pieces.length - 1}${close}`;
  };
  const text = message(slot);
  const parts = text.split(new RegExp(`${open}(\\d+)${close}`));
  const found = parts.flatMap((part, index): Segment[] => {
    if (index % 2 === 0) return part === "" ? [] : [{ type: "text", text: part }];
    const piece = pieces[Number(part)];
    return piece === undefined ? [] : [piece];
  });
  return agreeing(found);
}

/** A particle that follows a piece is chosen by how that piece is read. */
function agreeing(segments: readonly Segment[]): Sentence {
  return segments.map((segment, index) => {
    if (segment.type !== "text") return segment;
    const before = segments[index - 1]?.text.slice(-12) ?? "";
    return { ...segment, text: resolveParticles(before + segment.text).slice(before.length) };
  });
}

export function sentenceText(sentence: Sentence): string {
  return sentence.map((segment) => segment.text).join("");
}
