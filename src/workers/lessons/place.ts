import type { Span } from "../../base/span";
import type { Anchor } from "../../lessons/lesson";
import type { CodePlace, LearnerDocument, PlaceResult } from "../../lessons/result";
import { innerBlocks } from "../../syntax/blocks";
import type { ClassDefinition, Expression, FunctionDefinition, Module, Statement } from "../../syntax/tree";
import { textOf } from "./learnerRun";

type Parse = (text: string) => Module;

/** The place that an anchor names in the file that the learner started from. */
export interface StartPlace {
  readonly text: string;
  readonly span: Span;
}

export function startPlace(anchor: Anchor, text: string, parse: Parse): StartPlace | null {
  const found = inTree(anchor, parse(text), text, null);
  return found === null ? null : { text, span: found };
}

/**
 * Finds a step's lines in what has become of them: by the place in the syntax tree, then by how the line looked, then by
 * its number. What none of them finds is not found; another place would be overwritten.
 */
export function findPlace(
  anchor: Anchor,
  start: StartPlace | null,
  documents: readonly LearnerDocument[],
  parse: Parse,
): PlaceResult {
  const before = start?.text.slice(start.span.start, start.span.end) ?? null;
  for (const { uri, text } of documents) {
    const span = inTree(anchor, parse(text), text, before);
    if (span !== null) return { kind: "found", by: "tree", place: placeOf(uri, text, span) };
  }
  const pattern = anchor.pattern ?? patternOf(anchor, before);
  const line = start === null ? null : lineAt(start.text, start.span.start);
  for (const { uri, text } of pattern === null ? [] : documents) {
    const span = byPattern(pattern ?? "", text, line ?? 0, parse);
    if (span !== null) return { kind: "found", by: "pattern", place: placeOf(uri, text, span) };
  }
  const [document, ...more] = documents;
  if (document !== undefined && more.length === 0 && line !== null && start !== null) {
    const span = byLine(line, document.text, start, parse);
    if (span !== null)
      return { kind: "found", by: "line", place: placeOf(document.uri, document.text, span) };
  }
  return { kind: "not-found" };
}

function placeOf(uri: string, text: string, span: Span): CodePlace {
  return { uri, span, line: lineAt(text, span.start) };
}

/** From 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function inTree(anchor: Anchor, module: Module, text: string, before: string | null): Span | null {
  const body = anchor.in === null ? module.body : definitionOf(anchor.in.split("."), module.body)?.body;
  if (body === undefined) return null;
  if (anchor.part === "body") return bodySpan(body, text);
  const candidates = statementsIn(body).filter(({ statement }) => isMeant(anchor, statement));
  // What still stands as it did is surely meant, whatever was written around it.
  const same = candidates.filter(({ statement, block }) => {
    const span = wholeSpan(anchor, statement, block);
    return text.slice(span.start, span.end) === before;
  });
  const chosen = same.length === 1 ? same[0] : candidates[anchor.nth - 1];
  return chosen === undefined ? null : wholeSpan(anchor, chosen.statement, chosen.block);
}

/** A class, a function or a method, by its path; definitions may stand inside an `if`. */
function definitionOf(
  path: readonly string[],
  body: readonly Statement[],
): FunctionDefinition | ClassDefinition | undefined {
  const [name, ...rest] = path;
  const found = statementsIn(body)
    .map(({ statement }) => statement)
    .findLast((each) => (each.kind === "function" || each.kind === "class") && each.name === name);
  if (found?.kind !== "function" && found?.kind !== "class") return undefined;
  return rest.length === 0 ? found : definitionOf(rest, found.body);
}

interface Placed {
  readonly statement: Statement;
  /** The statements that it is one of. */
  readonly block: readonly Statement[];
}

/** All statements in order, those of loops and branches too, but not those of functions and classes. */
function statementsIn(block: readonly Statement[]): Placed[] {
  return block.flatMap((statement) => [
    { statement, block },
    ...innerBlocks(statement).flatMap((inner) => statementsIn(inner)),
  ]);
}

function isMeant(anchor: Anchor, statement: Statement): boolean {
  switch (anchor.part) {
    case "return":
      return statement.kind === "return";
    case "loop":
      return statement.kind === "for" || statement.kind === "while";
    case "statement":
      if (anchor.calls !== null) return callsName(statement, anchor.calls);
      return assignsName(statement, anchor.assigns ?? "");
    case "body":
      return false;
  }
}

function assignsName(statement: Statement, name: string): boolean {
  if (statement.kind === "augmented-assign") return isTarget(statement.target, name);
  return statement.kind === "assign" && statement.targets.some((target) => isTarget(target, name));
}

function callsName(statement: Statement, name: string): boolean {
  return (
    statement.kind === "expression" &&
    statement.value.kind === "call" &&
    textOf(statement.value.callee) === name
  );
}

function isTarget(target: Expression, name: string): boolean {
  if (target.kind === "sequence") return target.items.some((item) => isTarget(item, name));
  if (target.kind === "subscript") return `${textOf(target.object)}[]` === name;
  return textOf(target) === name;
}

function wholeSpan({ through }: Anchor, first: Statement, block: readonly Statement[]): Span {
  if (through === null || assignsName(first, through)) return first.span;
  const after = block.slice(block.indexOf(first) + 1).find((each) => assignsName(each, through));
  return { start: first.span.start, end: (after ?? first).span.end };
}

/** All lines but the docstring. */
function bodySpan(body: readonly Statement[], text: string): Span | null {
  const [first, ...rest] = body;
  const hasDocstring = first?.kind === "expression" && first.value.kind === "string";
  const lines = hasDocstring ? rest : body;
  const start = lines[0]?.span.start;
  const end = lines.at(-1)?.span.end;
  if (start === undefined || end === undefined || text.slice(start, end).trim() === "") return null;
  return { start, end };
}

/** The line as it was, with what the learner is to write left open. */
function patternOf({ part, assigns, calls }: Anchor, before: string | null): string | null {
  if (part === "statement" && assigns !== null) return `${assigns.replace("[]", "[*")} = *`;
  if (part === "statement" && calls !== null) return `${calls}(*`;
  const line = before?.split("\n")[0]?.trim();
  return line === undefined || line === "" || part === "return" ? null : line;
}

/** Lines that look like the pattern; of several, the one nearest to where it was. */
function byPattern(pattern: string, text: string, line: number, parse: Parse): Span | null {
  const parts = pattern.split("*").map((part) => part.replace(/\s+/g, ""));
  const lines = text.split("\n");
  const found = lines.flatMap((each, at) => (matches(each.replace(/\s+/g, ""), parts) ? [at + 1] : []));
  const [nearest] = found.toSorted((a, b) => Math.abs(a - line) - Math.abs(b - line));
  return nearest === undefined ? null : spanOfLine(nearest, text, parse);
}

/** Each part in its order; the first opens the line and the last closes it. */
function matches(line: string, parts: readonly string[]): boolean {
  const [first = "", ...rest] = parts;
  if (rest.length === 0) return line === first;
  if (!line.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const next = line.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  const last = rest.at(-1) ?? "";
  return line.length - last.length >= at && line.endsWith(last);
}

/** By number only where the lines before and after are still what they were: else it is some other line. */
function byLine(line: number, text: string, start: StartPlace, parse: Parse): Span | null {
  const now = text.split(/\r?\n/);
  const then = start.text.split(/\r?\n/);
  const lines = start.text.slice(start.span.start, start.span.end).split("\n").length;
  const same = (at: number) => now[at] !== undefined && now[at]?.trim() === then[at]?.trim();
  if (!same(line - 2) && !same(line - 1 + lines)) return null;
  return spanOfLine(line, text, parse);
}

/** The statement that begins on a line; null for blank lines and comments. */
function spanOfLine(line: number, text: string, parse: Parse): Span | null {
  const lines = text.split("\n");
  const begin = lines.slice(0, line - 1).reduce((total, each) => total + each.length + 1, 0);
  const content = lines[line - 1]?.trimEnd() ?? "";
  const indent = content.length - content.trimStart().length;
  if (/^(?:#|$)/.test(content.trim())) return null;
  const start = begin + indent;
  const statement = everyStatement(parse(text).body).find(({ span }) => span.start === start);
  return statement?.span ?? { start, end: begin + content.length };
}

function everyStatement(block: readonly Statement[]): Statement[] {
  return statementsIn(block).flatMap(({ statement }) =>
    statement.kind === "function" || statement.kind === "class"
      ? [statement, ...everyStatement(statement.body)]
      : [statement],
  );
}
