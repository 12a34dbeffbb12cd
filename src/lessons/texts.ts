import type { Span } from "../base/span";
import type { LessonFormat, StepFormat } from "./format";
import type { LessonText, StepText } from "./lesson";
import { blocksOf, type Inline, inlinesOf } from "./markdown";

/** What is wrong with a lesson's text. */
export type TextComplaint =
  | { readonly code: "no-title" }
  | { readonly code: "unknown-step"; readonly name: string; readonly known: readonly string[] }
  | { readonly code: "step-without-text"; readonly step: string }
  | { readonly code: "step-twice"; readonly step: string }
  | { readonly code: "unknown-section"; readonly name: string }
  | { readonly code: "no-section"; readonly step: string; readonly section: Section }
  | { readonly code: "item-without-id"; readonly text: string }
  | { readonly code: "unknown-item"; readonly name: string; readonly known: readonly string[] }
  | { readonly code: "no-item"; readonly step: string; readonly section: Section; readonly id: string };

export type Section = "goal" | "checks" | "hints" | "mistakes";

/** The headings of a step's sections, in English and Korean: either may be used in any lesson. */
const headings: Readonly<Record<Section, readonly string[]>> = {
  goal: ["goal", "your goal", "할 일"],
  checks: ["checks", "확인"],
  hints: ["hints", "힌트"],
  mistakes: ["mistakes", "자주 하는 실수"],
};

const sections: readonly Section[] = ["goal", "checks", "hints", "mistakes"];

type Complain = (span: Span, complaint: TextComplaint) => void;

interface Line {
  readonly text: string;
  readonly span: Span;
}

/** Lines under a heading. */
interface Part {
  readonly heading: Line;
  readonly lines: readonly Line[];
}

/**
 * Reads `en.md`: `# title`, the lesson's summary, and for each step `## id: title`, its text, and the sections Goal, Checks
 * (`- id: text`), Hints (from a nudge to the rule) and Mistakes (`- id: text`).
 */
export function readText(text: string, format: LessonFormat, complain: Complain): LessonText {
  const { before, parts } = split(linesOf(text), "## ");
  const title = before.find((line) => line.text.startsWith("# "));
  if (title === undefined) complain(firstLine(text), { code: "no-title" });
  const known = format.steps.map(({ id }) => id);
  const found = new Map<string, StepText>();
  for (const part of parts) {
    const [, id = "", name = ""] = /^##\s+([^\s:]+)\s*:?\s*(.*)$/.exec(part.heading.text) ?? [];
    const step = format.steps.find((each) => each.id === id);
    if (step === undefined) complain(part.heading.span, { code: "unknown-step", name: id, known });
    else if (found.has(id)) complain(part.heading.span, { code: "step-twice", step: id });
    else found.set(id, readStep(step, name, part, complain));
  }
  for (const step of known)
    if (!found.has(step)) complain(firstLine(text), { code: "step-without-text", step });
  return {
    title: title?.text.slice(2).trim() ?? "",
    summary: blocksOf(before.filter((line) => line !== title).map((line) => line.text)),
    steps: Object.fromEntries(found),
  };
}

function readStep(step: StepFormat, title: string, { heading, lines }: Part, complain: Complain): StepText {
  const { before, parts } = split(lines, "### ");
  const found = new Map<Section, Part>();
  for (const part of parts) {
    const name = part.heading.text.replace(/^###\s+/, "").trim();
    const section = sections.find((each) => headings[each].includes(name.toLowerCase()));
    if (section === undefined) complain(part.heading.span, { code: "unknown-section", name });
    else found.set(section, part);
  }
  const need = (section: Section) => {
    const part = found.get(section);
    if (part === undefined) complain(heading.span, { code: "no-section", step: step.id, section });
    return part?.lines ?? [];
  };
  const items = (section: "checks" | "mistakes", ids: readonly string[]) =>
    ids.length === 0 && !found.has(section)
      ? {}
      : readItems({ step: step.id, section, ids, heading }, need(section), complain);
  return {
    title,
    body: blocksOf(before.map((line) => line.text)),
    goal: blocksOf(need("goal").map((line) => line.text)),
    checks: items(
      "checks",
      step.checks.map(({ id }) => id),
    ),
    hints: itemsOf(need("hints")).map((item) => inlinesOf(item.text)),
    mistakes: items(
      "mistakes",
      step.mistakes.map(({ id }) => id),
    ),
  };
}

interface Items {
  readonly step: string;
  readonly section: "checks" | "mistakes";
  readonly ids: readonly string[];
  readonly heading: Line;
}

/** `- id: text`, one for each id. */
function readItems(
  { step, section, ids, heading }: Items,
  lines: readonly Line[],
  complain: Complain,
): Readonly<Record<string, readonly Inline[]>> {
  const found = new Map<string, readonly Inline[]>();
  for (const { text, span } of itemsOf(lines)) {
    const [, id, rest = ""] = /^`?([a-z0-9-]+)`?\s*:\s*(.*)$/s.exec(text) ?? [];
    if (id === undefined) complain(span, { code: "item-without-id", text });
    else if (!ids.includes(id)) complain(span, { code: "unknown-item", name: id, known: ids });
    else found.set(id, inlinesOf(rest));
  }
  for (const id of ids) if (!found.has(id)) complain(heading.span, { code: "no-item", step, section, id });
  return Object.fromEntries(found);
}

const itemMark = /^\s{0,3}(?:[-*]|\d{1,3}[.)])\s+/;

/** The items of a list; each goes on over the lines that are indented. */
function itemsOf(lines: readonly Line[]): Line[] {
  const items: Line[] = [];
  for (const line of lines) {
    const last = items.at(-1);
    if (itemMark.test(line.text)) items.push({ text: line.text.replace(itemMark, ""), span: line.span });
    else if (last !== undefined && line.text.trim() !== "")
      items[items.length - 1] = { text: `${last.text} ${line.text.trim()}`, span: last.span };
  }
  return items;
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const span = { start, end: start + line.length };
    start += line.length + 1;
    return { text: line.replace(/\r$/, ""), span };
  });
}

/** Cuts lines at headings of one level; a `#` inside a code block is no heading. */
function split(lines: readonly Line[], mark: string): { readonly before: Line[]; readonly parts: Part[] } {
  const before: Line[] = [];
  const parts: { heading: Line; lines: Line[] }[] = [];
  let inCode = false;
  for (const line of lines) {
    if (/^\s*```/.test(line.text)) inCode = !inCode;
    if (!inCode && line.text.startsWith(mark)) parts.push({ heading: line, lines: [] });
    else (parts.at(-1)?.lines ?? before).push(line);
  }
  return { before, parts };
}

function firstLine(text: string): Span {
  const end = text.indexOf("\n");
  return { start: 0, end: end < 0 ? text.length : end };
}
