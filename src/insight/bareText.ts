/**
 * Python text without what says nothing to Python: comments and blank lines between statements. Two texts that are equal
 * so are the same program, and a place in the one is a place in the other.
 *
 * Kept are comments that could state a shape (they have a bracket), and whatever stands inside brackets or a string.
 */
export class BareText {
  readonly text: string;
  /** Where something was left out: the place in the bare text, and how much was left out up to there. */
  readonly #places: readonly number[];
  readonly #lengths: readonly number[];

  constructor(readonly full: string) {
    const text = full;
    const cuts = cutsOf(text);
    const places: number[] = [];
    const lengths: number[] = [];
    let bare = "";
    let at = 0;
    let removed = 0;
    for (const { start, end } of cuts) {
      bare += text.slice(at, start);
      places.push(bare.length);
      removed += end - start;
      lengths.push(removed);
      at = end;
    }
    this.text = cuts.length === 0 ? text : bare + text.slice(at);
    this.#places = places;
    this.#lengths = lengths;
  }

  /** The place in the bare text of a place in the full one that is not left out. */
  toBare(offset: number): number {
    let removed = 0;
    for (let index = 0; index < this.#places.length; index++) {
      if (offset <= (this.#places[index] ?? 0) + removed) break;
      removed = this.#lengths[index] ?? 0;
    }
    return offset - removed;
  }

  /** The place in the full text: where something was left out right there, the one before it, since no token follows it. */
  toFull(offset: number): number {
    let removed = 0;
    for (let index = 0; index < this.#places.length; index++) {
      if (offset <= (this.#places[index] ?? 0)) break;
      removed = this.#lengths[index] ?? 0;
    }
    return offset + removed;
  }
}

interface Cut {
  readonly start: number;
  readonly end: number;
}

/** Each reaches from the end of some code to the end of a line, so that no token begins where it ends. */
function cutsOf(text: string): readonly Cut[] {
  const cuts: Cut[] = [];
  const cut = (start: number, end: number) => {
    const last = cuts.at(-1);
    if (end <= start) return;
    if (last !== undefined && last.end === start) cuts[cuts.length - 1] = { start: last.start, end };
    else cuts.push({ start, end });
  };
  let depth = 0;
  let position = 0;
  /** Where the blanks before the present place begin: after the last code, or the last line's end. */
  let blank = 0;
  while (position < text.length) {
    const character = text[position];
    switch (character) {
      case "\n":
        // A line with nothing on it goes together with the line's end before it.
        if (depth === 0) {
          cut(blank, position);
          blank = position;
        }
        position += 1;
        break;
      case "#": {
        const found = text.indexOf("\n", position);
        const end = found < 0 ? text.length : found;
        const isKept = depth > 0 || text.slice(position, end).includes("(");
        if (isKept) blank = end;
        position = end;
        break;
      }
      case " ":
      case "\t":
      case "\r":
        position += 1;
        break;
      case "'":
      case '"':
        position = afterString(text, position, character);
        blank = position;
        break;
      default:
        if (character === "(" || character === "[" || character === "{") depth += 1;
        if (character === ")" || character === "]" || character === "}") depth = Math.max(0, depth - 1);
        position += character === "\\" ? 2 : 1;
        blank = position;
    }
  }
  return cuts;
}

function afterString(text: string, start: number, quote: string): number {
  const three = quote === '"' ? '"""' : "'''";
  const triple = text.startsWith(three, start);
  let position = start + (triple ? 3 : 1);
  while (position < text.length) {
    if (text[position] === "\\") position += 2;
    else if (triple ? text.startsWith(three, position) : text[position] === quote)
      return position + (triple ? 3 : 1);
    else if (!triple && text[position] === "\n") return position;
    else position += 1;
  }
  return text.length;
}
