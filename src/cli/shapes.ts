import type { Translate } from "../base/translate";
import { Analyzer } from "../insight/analyze";
import type { DocumentFacts, Problem, ProgramFacts } from "../insight/facts";
import { LineIndex } from "../insight/lines";
import { type ShapesReport, shapesReport } from "../insight/shapesReport";
import { libraries } from "../libraries/libraries";
import { inlayHintText } from "../present/inlayHints";
import { fixTitle, problemMessage, statusText } from "../present/problems";
import { reasonSentence } from "../present/reasons";
import { loadEmbeddedParser } from "../syntax/embedded";
import { fileArguments, openProgram } from "./files";
import { analyzeFile, type CellDocument, type ProgramFile } from "./programs";
import type { Terminal } from "./terminal";

/** Exit codes: 0 no shape error, 1 a program that will fail, 2 the command was not understood or a file not read. */
export async function runShapes(args: readonly string[], terminal: Terminal): Promise<number> {
  const { t } = terminal;
  const asked = fileArguments(args, terminal, usage);
  if (asked.kind === "done") return asked.exitCode;
  const { paths, json } = asked;
  const analyzer = new Analyzer(await loadEmbeddedParser(), { libraries });
  const reports: ShapesReport[] = [];
  let code = 0;
  for (const path of paths) {
    const program = await openProgram(path, terminal);
    if (program === null) {
      code = 2;
      continue;
    }
    const facts = await analyzeFile(analyzer, program);
    if (code === 0 && hasError(facts)) code = 1;
    if (json) reports.push(report(program, facts, t));
    else terminal.stdout(margins(program, facts, t));
  }
  if (json) terminal.stdout(`${JSON.stringify(joined(reports))}\n`);
  return code;
}

function hasError(facts: ProgramFacts): boolean {
  return facts.documents.some(({ problems }) => problems.some(({ severity }) => severity === "error"));
}

function report({ path, documents }: ProgramFile, facts: ProgramFacts, t: Translate): ShapesReport {
  const places = new Map(documents.map(({ uri, cell, text }) => [uri, { file: path, cell, text }]));
  return shapesReport(facts, places, {
    reason: (reason) => reasonSentence(reason, t),
    message: (problem) => problemMessage(problem, t),
    title: (fix) => fixTitle(fix, t),
  });
}

/** One report over all files. */
function joined(reports: readonly ShapesReport[]) {
  const stopped = reports.find((report) => report.stopped !== undefined)?.stopped;
  return {
    expressions: reports.flatMap((report) => report.expressions),
    problems: reports.flatMap((report) => report.problems),
    coverage: {
      known: reports.reduce((sum, { coverage }) => sum + coverage.known, 0),
      all: reports.reduce((sum, { coverage }) => sum + coverage.all, 0),
    },
    ...(stopped === undefined ? {} : { stopped }),
  };
}

/** The source with the shapes of what each line binds beside it, and what will fail beneath the line that fails. */
function margins({ path, documents }: ProgramFile, facts: ProgramFacts, t: Translate): string {
  const lines = documents.flatMap((document) => {
    const found = facts.documents.find(({ uri }) => uri === document.uri);
    return found === undefined ? [] : documentLines(path, document, found, t);
  });
  const summary = statusText(facts.coverage, t);
  const stopped = facts.stopped === undefined ? [] : [reasonSentence(facts.stopped, t)];
  return [...lines, "", ...(summary === null ? [] : [summary]), ...stopped, ""].join("\n");
}

const widestCode = 88;

function documentLines(
  path: string,
  { text, cell }: CellDocument,
  facts: DocumentFacts,
  t: Translate,
): string[] {
  const index = new LineIndex(text);
  const source = text.replace(/\n$/, "").split("\n");
  const shapes = boundShapes(facts, index);
  const width = Math.min(widestCode, Math.max(...source.map(({ length }) => length)));
  const digits = String(source.length).length;
  const title = cell === null ? path : t("{0}, cell {1}", path, cell + 1);
  const lines = [title];
  for (const [at, code] of source.entries()) {
    const number = at + 1;
    const margin = shapes.get(number)?.join("  ") ?? "";
    lines.push(`${String(number).padStart(digits)}  ${code.padEnd(width)}  ${margin}`.trimEnd());
    for (const problem of facts.problems) {
      if (index.position(problem.span.start).line === number)
        lines.push(...problemLines(problem, index, code, digits, t));
    }
  }
  return lines;
}

/** By line (from 1): `z (364, 1)`, each name once. */
function boundShapes(facts: DocumentFacts, index: LineIndex): ReadonlyMap<number, readonly string[]> {
  const shapes = new Map<number, string[]>();
  for (const fact of facts.expressions) {
    const hint = fact.role === "store" || fact.role === "parameter" ? inlayHintText(fact) : null;
    if (hint === null) continue;
    const { line } = index.position(fact.span.start);
    const known = shapes.get(line) ?? [];
    const entry = `${fact.text}${hint}`;
    if (!known.includes(entry)) known.push(entry);
    shapes.set(line, known);
  }
  return shapes;
}

function problemLines(
  problem: Problem,
  index: LineIndex,
  code: string,
  digits: number,
  t: Translate,
): string[] {
  const { column } = index.position(problem.span.start);
  const length = Math.max(1, Math.min(code.length - column, problem.span.end - problem.span.start));
  const indent = " ".repeat(digits + 2);
  const severity = problem.severity === "error" ? t("error") : t("warning");
  const [first = "", ...more] = problemMessage(problem, t).split("\n");
  return [
    `${indent}${" ".repeat(column)}${"^".repeat(length)}`,
    `${indent}${severity}: ${first}`,
    ...more.map((line) => `${indent}  ${line}`),
    ...problem.calls.map(({ line, text }) => `${indent}  ${t("called from line {0}: {1}", line, text)}`),
  ];
}

function usage(t: Translate): string {
  return `${[
    t(
      "neuron-lens shapes FILE…: the shape of every matrix of a Python program or notebook, without running it",
    ),
    "",
    `  --json   ${t("every expression with its shape, and every problem, for programs to read")}`,
    "",
    t("Exit codes: 0 no shape error, 1 a program that will fail, 2 not understood or not read."),
  ].join("\n")}\n`;
}
