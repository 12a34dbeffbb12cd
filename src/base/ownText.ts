/**
 * The same text in memory of its own. A piece that is cut out of a text keeps the whole of it alive (V8 makes a piece point
 * into the text): who keeps pieces of many versions of a file would keep every one of them.
 */
export function ownText(piece: string): string {
  return piece.length < shortest ? piece : `${mark}${piece}`.slice(mark.length);
}

/** Shorter pieces are copies already. */
const shortest = 13;
const mark = " ";
