/** A stretch of the text that holds one top-level statement (with the blank lines and comments that follow it). */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

/** Lines that go on with the statement above although they start in the first column. */
const continues = /^(?:else|elif|except|finally|case)\b/;

/** Lines that start a statement even where a bracket above was never closed: what the learner is still typing. */
const certainStart = /^(?:def|class|import|from|while|with|try|return|@)\b|^@|^(?:if|for)\b.*:\s*(?:#.*)?$/;

/**
 * Splits a program at its top-level statements with a scan that knows only strings, comments and brackets. A mistake
 * inside one statement then cannot spoil the others, and after a keystroke all but one of them are known already.
 */
export function splitChunks(text: string): Chunk[] {
  const starts: number[] = [];
  let depth = 0;
  let decorated = false;
  let position = 0;
  let continued = false;
  while (position < text.length) {
    const lineStart = position;
    const first = text.charCodeAt(position);
    const isCode = !isBlank(first) && first !== HASH && !isClosing(first);
    if (isCode && !continued) {
      const line = lineAt(text, lineStart);
      if (depth > 0 && certainStart.test(line)) depth = 0;
      if (depth === 0) {
        if (!decorated && !continues.test(line)) starts.push(lineStart);
        decorated = first === AT;
      }
    }
    const scanned = scanLine(text, lineStart, depth);
    depth = scanned.depth;
    continued = scanned.continued;
    position = scanned.next;
  }
  if (starts[0] !== 0) starts.unshift(0);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}

const HASH = 35;
const AT = 64;

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13 || code === 12;
}

function isClosing(code: number): boolean {
  return code === 41 || code === 93 || code === 125;
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? text.length : Math.min(end, start + 200));
}

/** Reads to the end of a line, or of the string that begins on it. */
function scanLine(
  text: string,
  start: number,
  depthBefore: number,
): { next: number; depth: number; continued: boolean } {
  let depth = depthBefore;
  let position = start;
  while (position < text.length) {
    const character = text[position];
    switch (character) {
      case "\n":
        return { next: position + 1, depth, continued: false };
      case "\\": {
        const isBreak =
          text[position + 1] === "\n" || (text[position + 1] === "\r" && text[position + 2] === "\n");
        if (isBreak) return { next: text.indexOf("\n", position) + 1, depth, continued: true };
        position += 2;
        break;
      }
      case "#": {
        const end = text.indexOf("\n", position);
        position = end < 0 ? text.length : end;
        break;
      }
      case "(":
      case "[":
      case "{":
        depth += 1;
        position += 1;
        break;
      case ")":
      case "]":
      case "}":
        depth = Math.max(0, depth - 1);
        position += 1;
        break;
      case "'":
      case '"':
        position = skipString(text, position, character);
        break;
      default:
        position += 1;
    }
  }
  return { next: text.length, depth, continued: false };
}

function skipString(text: string, start: number, quote: string): number {
  const three = quote === '"' ? '"""' : "'''";
  const triple = text.startsWith(three, start);
  let position = start + (triple ? 3 : 1);
  while (position < text.length) {
    const character = text[position];
    if (character === "\\") position += 2;
    else if (triple ? text.startsWith(three, position) : character === quote) {
      return position + (triple ? 3 : 1);
    } else if (!triple && character === "\n") return position;
    else position += 1;
  }
  return text.length;
}
