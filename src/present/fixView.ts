import type { Translate } from "../base/translate";
import type { Fix, Problem, SizeFact } from "../insight/facts";
import { fixTitle } from "./problems";
import { problemRoles } from "./roles";
import { shapePieces } from "./shapeLine";
import type { ShapePiece } from "./shapes";

export interface FixView {
  readonly code: string;
  /** "Transpose the first operand: (30, 1)". */
  readonly title: string;
  /** The code as it would stand there; null where it changes elsewhere, or is long. */
  readonly source: string | null;
  /** The resulting shape. */
  readonly shape: string;
  readonly pieces: readonly ShapePiece[];
  /** Its place among the problem's fixes, to ask the editor to apply it. */
  readonly index: number;
}

/** The document's text from one offset to another. */
export type TextOf = (start: number, end: number) => string;

export function fixViews(problem: Problem, textOf: TextOf | undefined, t: Translate): readonly FixView[] {
  const roles = problemRoles(problem.operands);
  return problem.fixes.map((fix, index) => ({
    code: fix.code,
    title: fixTitle(fix, t),
    source: textOf === undefined ? null : fixedCode(problem, fix, textOf),
    shape: fix.shape,
    pieces: shapePieces(sizesIn(fix.shape), roles),
    index,
  }));
}

const longest = 60;

function fixedCode({ span }: Problem, { edits }: Fix, textOf: TextOf): string | null {
  const isInside = edits.every((edit) => edit.span.start >= span.start && edit.span.end <= span.end);
  if (!isInside || edits.length === 0) return null;
  let at = span.start;
  let code = "";
  for (const edit of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    code += textOf(at, edit.span.start) + edit.text;
    at = edit.span.end;
  }
  code += textOf(at, span.end);
  return code.length > longest || code.includes("\n") ? null : code;
}

function sizesIn(shape: string): SizeFact[] {
  const inner = /^\((.*)\)$/.exec(shape)?.[1] ?? "";
  return inner
    .split(",")
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map((text) => ({ text, value: /^\d+$/.test(text) ? Number(text) : null }));
}
