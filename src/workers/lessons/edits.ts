import type { LearnerDocument, LessonEdit, PlaceResult } from "../../lessons/result";
import type { StartPlace } from "./place";

/** Puts code in the place of a step's lines, with the indentation that they have. */
export function editOf(
  place: PlaceResult,
  documents: readonly LearnerDocument[],
  code: string,
): LessonEdit | null {
  if (place.kind !== "found") return null;
  const { uri, span } = place.place;
  const text = documents.find((each) => each.uri === uri)?.text;
  if (text === undefined) return null;
  const indent = indentAt(text, span.start);
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = code.split("\n").map((line, at) => (at === 0 || line.trim() === "" ? line : indent + line));
  return { uri, span, expected: text.slice(span.start, span.end), text: lines.join(end) };
}

/** A step's lines as they were at the start, without their indentation. */
export function startCode({ text, span }: StartPlace): string {
  const indent = indentAt(text, span.start);
  const lines = text.slice(span.start, span.end).split(/\r?\n/);
  return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)).join("\n");
}

function indentAt(text: string, offset: number): string {
  const begin = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(begin, offset))?.[0] ?? "";
}

/** Makes an edit where its text still stands; null where something else does. */
export function applyEdit(text: string, { span, expected, text: put }: LessonEdit): string | null {
  if (text.slice(span.start, span.end) !== expected) return null;
  return text.slice(0, span.start) + put + text.slice(span.end);
}
