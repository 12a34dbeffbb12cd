import type { Reason } from "../algebra/reason";
import type { Span } from "../base/span";
import { offsetOf } from "./convert";
import type { Coverage, ExpressionFact, Origin, Problem } from "./facts";
import type { Stretch } from "./layout";
import type { Texts } from "./lines";

/** What was found out about a section, statement by statement. */
export interface SectionFacts {
  /** The facts of each own statement, in the order of the section's. */
  readonly statements: readonly StatementFacts[];
  readonly coverage: Coverage;
  /** What it took, of the budget, and what reading it once more in a hurry took where that did not suffice. */
  readonly steps: number;
  readonly hurriedSteps: number;
  readonly stopped: Reason | null;
}

export interface StatementFacts {
  readonly expressions: readonly ExpressionFact[];
  readonly problems: readonly Problem[];
}

/** A stretch as a section has it. */
export interface PlacedStretch extends Stretch {
  readonly uri: string;
  /** Not lent. */
  readonly isOwn: boolean;
}

interface MovedSpan {
  readonly span: { start: number; end: number };
  readonly stretch: number;
  readonly start: number;
  readonly end: number;
}

interface MovedLine {
  readonly origin: { line: number };
  readonly stretch: number;
  readonly start: number;
}

/**
 * Every place in a section's facts, by the statement that it is in, so that the facts can follow their statements when
 * something is written above them. Gathered when something first is: most sections never move.
 */
export class FactPlaces {
  readonly #spans: MovedSpan[] = [];
  readonly #lines: MovedLine[] = [];
  readonly #seen = new Set<object>();
  #facts: readonly StatementFacts[] | null;
  #stretches: readonly PlacedStretch[];
  #startLines: readonly number[];

  constructor(facts: readonly StatementFacts[], stretches: readonly PlacedStretch[], texts: Texts) {
    this.#facts = facts;
    this.#stretches = stretches;
    this.#startLines = startLines(stretches, texts);
  }

  #gather(): void {
    const own = this.#stretches.filter(({ isOwn }) => isOwn);
    this.#facts?.forEach(({ expressions, problems }, index) => {
      const uri = own[index]?.uri ?? "";
      for (const each of expressions) this.#collect(each, uri);
      for (const each of problems) this.#collect(each, uri);
    });
    this.#facts = null;
    this.#seen.clear();
  }

  get stretches(): readonly PlacedStretch[] {
    return this.#stretches;
  }

  /** Moves the facts to where the statements are now: as many of them, and the same but for comments and blank lines. */
  move(stretches: readonly PlacedStretch[], texts: Texts): void {
    const [before, linesBefore] = [this.#stretches, this.#startLines];
    const lines = startLines(stretches, texts);
    const isMoved = stretches.map((now, index) => {
      const then = before[index];
      return then?.start !== now.start || then.full !== now.full || linesBefore[index] !== lines[index];
    });
    // As they are now they stand where the statements stood before.
    if (isMoved.includes(true)) this.#gather();
    this.#stretches = stretches;
    this.#startLines = lines;
    for (const { span, stretch, start, end } of this.#spans) {
      const now = stretches[stretch];
      if (now === undefined || isMoved[stretch] !== true) continue;
      span.start = now.start + now.bare.toFull(start);
      span.end = now.start + now.bare.toFull(end);
    }
    for (const { origin, stretch, start } of this.#lines) {
      const now = stretches[stretch];
      if (now !== undefined && isMoved[stretch] === true)
        origin.line = texts.lines(now.uri).position(now.start + now.bare.toFull(start)).line;
    }
  }

  /** Facts are plain data: what has a start and an end is a place, what has a line and a document an origin. */
  #collect(value: unknown, uri: string): void {
    if (typeof value !== "object" || value === null || this.#seen.has(value)) return;
    this.#seen.add(value);
    if (Array.isArray(value)) {
      if (typeof value[0] !== "number" && typeof value[0] !== "boolean")
        for (const each of value) this.#collect(each, uri);
      return;
    }
    if (isSpan(value))
      this.#addSpan(value, "file" in value && typeof value.file === "string" ? value.file : uri);
    else if (isOrigin(value)) this.#addOrigin(value);
    else for (const each of Object.values(value)) this.#collect(each, uri);
  }

  #addSpan(span: Span, uri: string): void {
    const stretch = this.#stretchAt(uri, span.start);
    const found = this.#stretches[stretch];
    if (found === undefined) return;
    const [start, end] = [span.start, span.end].map((each) => found.bare.toBare(each - found.start));
    if (start !== undefined && end !== undefined) this.#spans.push({ span, stretch, start, end });
  }

  #addOrigin(origin: Origin): void {
    const offset = offsetOf(origin) ?? -1;
    const stretch = this.#stretchAt(origin.uri, offset);
    const found = this.#stretches[stretch];
    if (found !== undefined)
      this.#lines.push({ origin, stretch, start: found.bare.toBare(offset - found.start) });
  }

  #stretchAt(uri: string, offset: number): number {
    return stretchAt(this.#stretches, uri, offset);
  }
}

function startLines(stretches: readonly PlacedStretch[], texts: Texts): readonly number[] {
  return stretches.map(({ uri, start }) => texts.lines(uri).position(start).line);
}

/** The stretch that a place of a document is in; -1 when it is in none. They stand in the order of the text. */
export function stretchAt(stretches: readonly PlacedStretch[], uri: string, offset: number): number {
  const first = stretches.findIndex((each) => each.uri === uri);
  if (first < 0) return -1;
  let low = first;
  let high = stretches.findLastIndex((each) => each.uri === uri);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const found = stretches[low];
  return found !== undefined && found.start <= offset && offset <= found.end ? low : -1;
}

function isSpan(value: object): value is { start: number; end: number } {
  return (
    "start" in value && typeof value.start === "number" && "end" in value && typeof value.end === "number"
  );
}

function isOrigin(value: object): value is { uri: string; line: number; text: string } {
  return "uri" in value && typeof value.uri === "string" && "line" in value && typeof value.line === "number";
}
