import type { Span } from "../base/span";

/** Finds the line and column of an offset. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  /** Line from 1, column from 0 in UTF-16 units. */
  position(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) };
  }
}

/** The texts of a program's files, and where their lines begin. */
export class Texts {
  readonly #lines = new Map<string, LineIndex>();

  constructor(readonly byFile: ReadonlyMap<string, string>) {}

  text(file: string): string {
    return this.byFile.get(file) ?? "";
  }

  lines(file: string): LineIndex {
    let lines = this.#lines.get(file);
    if (lines === undefined) {
      lines = new LineIndex(this.text(file));
      this.#lines.set(file, lines);
    }
    return lines;
  }
}

/** Facts outlive the tree that they were read from, whose spans move with the next edit. */
export function copied(span: Span): Span {
  return { start: span.start, end: span.end };
}
