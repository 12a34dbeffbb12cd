import type { Span } from "../../base/span";

/** A piece of code to put something else in place of. */
export interface PieceEdit {
  /** What is taken out or put in, for the button. */
  readonly shown: string;
  readonly span: Span;
  readonly text: string;
}

/** Of each kind: what is tried first stands nearest to the gradient. */
const mostTries = 6;

/** Every `* a * (1 - a)` of a file taken out, those within `near` first. */
export function withoutSigmoidSlope(text: string, near: Span): PieceEdit[] {
  const factor = /\s*\*\s*(\b[\w.]+(?:\[\w+\])?)\s*\*\s*\(\s*1(?:\.0?)?\s*-\s*\1\s*\)/g;
  const found = [...text.matchAll(factor)].map((match): PieceEdit => {
    const start = match.index;
    return { shown: match[0].trim(), span: { start, end: start + match[0].length }, text: "" };
  });
  const inside = ({ span }: PieceEdit) => span.start >= near.start && span.end <= near.end;
  return [...found.filter(inside), ...found.filter((each) => !inside(each))].slice(0, mostTries);
}

/** The division that follows an expression, or ends it: `/ m`. */
export function divisionAfter(text: string, { start, end }: Span): PieceEdit | null {
  const divisor = /\s*\/\s*(?:len\([\w.]+\)|[\w.]+(?:\[\d\])?)/.source;
  const after = new RegExp(`^${divisor}`).exec(text.slice(end));
  if (after !== null)
    return { shown: after[0].trim(), span: { start: end, end: end + after[0].length }, text: "" };
  const last = new RegExp(`${divisor}$`).exec(text.slice(start, end));
  if (last === null) return null;
  return { shown: last[0].trim(), span: { start: start + last.index, end }, text: "" };
}

/** Every sum within `near` over another axis; those over no axis yet come first. */
export function otherAxes(text: string, near: Span): PieceEdit[] {
  const call = /((?:\bnp\.|\bnumpy\.|\.)(?:sum|mean)\()([^()]*(?:\([^()]*\)[^()]*)*)\)/g;
  const calls = [...text.slice(near.start, near.end).matchAll(call)].map((match) => {
    const [whole, opening = "", inner = ""] = match;
    const given = inner.split(/,(?![^(]*\))/).map((each) => each.trim());
    const kept = given.filter((each) => each !== "" && !/^(?:axis|keepdims)\s*=|^-?\d+$/.test(each));
    const start = near.start + match.index;
    return { opening, kept, hasAxis: kept.length < given.length, span: { start, end: start + whole.length } };
  });
  const ordered = [...calls.filter(({ hasAxis }) => !hasAxis), ...calls.filter(({ hasAxis }) => hasAxis)];
  return ordered
    .flatMap(({ opening, kept, span }) =>
      ["axis=0", "axis=0, keepdims=True", "axis=1, keepdims=True"].map((shown) => ({
        shown,
        span,
        text: `${opening}${[...kept, shown].join(", ")})`,
      })),
    )
    .slice(0, 2 * mostTries);
}
