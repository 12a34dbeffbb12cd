/**
 * The part of Markdown that a lesson's text may use, as data. What is not in these types cannot reach a reader: raw HTML
 * and pictures stay what was typed, and a link goes to the web or is none. So a lesson from a stranger's folder is safe
 * by construction, and whoever shows it has nothing left to clean.
 */
export type Block =
  | { readonly kind: "paragraph"; readonly text: readonly Inline[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "strong"; readonly text: string }
  /** To https or http only. */
  | { readonly kind: "link"; readonly text: string; readonly to: string };

/** Reads blocks from the lines of a text; `lines` without their ends. Never throws. */
export function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") at++;
    else if (fence.test(line)) at = codeBlock(lines, at, blocks);
    else if (bullet.test(line)) at = listBlock(lines, at, bullet, blocks);
    else if (numbered.test(line)) at = listBlock(lines, at, numbered, blocks);
    else at = paragraph(lines, at, blocks);
  }
  return blocks;
}

const fence = /^\s*```\s*(\w*)\s*$/;
const bullet = /^\s{0,3}[-*]\s+/;
const numbered = /^\s{0,3}\d{1,3}[.)]\s+/;

function codeBlock(lines: readonly string[], from: number, blocks: Block[]): number {
  const language = fence.exec(lines[from] ?? "")?.[1] ?? "";
  let end = from + 1;
  while (end < lines.length && !fence.test(lines[end] ?? "")) end++;
  blocks.push({ kind: "code", language, text: lines.slice(from + 1, end).join("\n") });
  return end + 1;
}

/** An item goes on over lines that are indented. */
function listBlock(lines: readonly string[], from: number, mark: RegExp, blocks: Block[]): number {
  const items: string[] = [];
  let at = from;
  for (; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (mark.test(line)) items.push(line.replace(mark, ""));
    else if (/^\s{2,}\S/.test(line) && items.length > 0) items.push(`${items.pop()} ${line.trim()}`);
    else break;
  }
  blocks.push({ kind: "list", ordered: mark === numbered, items: items.map(inlinesOf) });
  return at;
}

function paragraph(lines: readonly string[], from: number, blocks: Block[]): number {
  let end = from;
  const ends = (line: string) =>
    line.trim() === "" || fence.test(line) || bullet.test(line) || numbered.test(line);
  while (end < lines.length && (end === from || !ends(lines[end] ?? ""))) end++;
  const text = lines.slice(from, end).map((line) => line.trim());
  blocks.push({ kind: "paragraph", text: inlinesOf(text.join(" ")) });
  return end;
}

const longestParagraph = 4000;

/** Code, strong text and links; everything else is text. */
export function inlinesOf(text: string): Inline[] {
  // What is this long is no prose, and looking through it would take long.
  if (text.length > longestParagraph) return [{ kind: "text", text }];
  const inlines: Inline[] = [];
  const pattern = /(`+)(.+?)\1(?!`)|\*\*([^*]+)\*\*|(!?)\[([^\][]*)\]\(([^()\s]*)\)/g;
  let last = 0;
  for (const match of text.matchAll(pattern)) {
    const [whole, , code, strong, picture, label = "", to = ""] = match;
    push(inlines, text.slice(last, match.index));
    last = match.index + whole.length;
    if (code !== undefined) inlines.push({ kind: "code", text: code.replace(/^ (.+) $/, "$1") });
    else if (strong !== undefined) inlines.push({ kind: "strong", text: strong });
    else if (isWebAddress(to) && picture === "")
      inlines.push({ kind: "link", text: label === "" ? to : label, to });
    // Not passed on: the words stay, where they led does not.
    else push(inlines, label);
  }
  push(inlines, text.slice(last));
  return inlines;
}

function push(inlines: Inline[], text: string): void {
  if (text === "") return;
  const last = inlines.at(-1);
  if (last?.kind === "text") inlines[inlines.length - 1] = { kind: "text", text: last.text + text };
  else inlines.push({ kind: "text", text });
}

function isWebAddress(to: string): boolean {
  if (!/^https?:\/\//i.test(to)) return false;
  return URL.canParse(to);
}

/** The words alone, for a tooltip or a terminal. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines.map(({ text }) => text).join("");
}

export function plainBlocks(blocks: readonly Block[]): string {
  return blocks.map(plainBlock).join("\n\n");
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return plainText(block.text);
    case "code":
      return block.text;
    case "list":
      return block.items.map((item) => `- ${plainText(item)}`).join("\n");
  }
}
