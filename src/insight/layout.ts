import { ownText } from "../base/ownText";
import type { Module, Statement } from "../syntax/tree";
import { BareText } from "./bareText";

/** Where a top-level statement stands, with the comments and blank lines above it. */
export interface Stretch {
  readonly statement: Statement;
  readonly start: number;
  readonly end: number;
  /** How far into it the statement begins. */
  readonly lead: number;
  readonly full: string;
  readonly bare: BareText;
}

/** The stretches of one document: from the end of each statement to the end of the next. */
export class Layout {
  readonly stretches: readonly Stretch[];
  /** Statements do not follow each other, as in a text that is badly broken. */
  readonly isTangled: boolean;

  /** `known` are bare texts of before, by their full ones. Stretches are kept longer than the text that they were cut from. */
  constructor({ body, text }: Module, known: ReadonlyMap<string, BareText>) {
    let end = 0;
    let isTangled = false;
    this.stretches = body.map((statement): Stretch => {
      const start = end;
      if (statement.span.start < start) isTangled = true;
      end = Math.max(start, statement.span.end);
      const piece = text.slice(start, end);
      const seen = known.get(piece);
      const full = seen?.full ?? ownText(piece);
      const lead = statement.span.start - start;
      return { statement, start, end, lead, full, bare: seen ?? new BareText(full) };
    });
    this.isTangled = isTangled;
  }
}

/** Whether two statements are the same but for the comments and blank lines in them: each node at the place that corresponds. */
export function isSameProgram(a: Stretch, b: Stretch): boolean {
  if (a.statement === b.statement || a.full === b.full) return true;
  // Trees may have been moved since: within a statement all moves together.
  const from = a.lead - a.statement.span.start;
  const to = b.lead - b.statement.span.start;
  const isPlace = (x: number, y: number) => b.bare.toFull(a.bare.toBare(x + from)) === y + to;
  return isSameTree(a.statement, b.statement, isPlace);
}

function isSameTree(a: unknown, b: unknown, isPlace: (x: number, y: number) => boolean): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (isSpan(a) && isSpan(b)) return isPlace(a.start, b.start) && isPlace(a.end, b.end);
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  if (keys.length !== others.length) return false;
  return keys.every((key) => isSameTree(Reflect.get(a, key), Reflect.get(b, key), isPlace));
}

function isSpan(value: object): value is { readonly start: number; readonly end: number } {
  return (
    "start" in value && typeof value.start === "number" && "end" in value && typeof value.end === "number"
  );
}
