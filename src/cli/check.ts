import { stat } from "node:fs/promises";
import type { Translate } from "../base/translate";
import { Analyzer } from "../insight/analyze";
import type { ProgramFacts } from "../insight/facts";
import { checkGradients, type ProgramCheck } from "../insight/gradient/check";
import { exitCode, type GradientVerdict, gradientVerdict } from "../insight/gradient/report";
import { libraries } from "../libraries/libraries";
import { parameterSentence, type TextOf, verdictSentence } from "../present/verdict";
import { loadEmbeddedParser } from "../syntax/embedded";
import type { Parser } from "../syntax/parser";
import { fileArguments, openProgram, programsBelow } from "./files";
import { lessonArguments, runLesson } from "./lesson";
import { analyzeFile, type ProgramFile } from "./programs";
import type { Terminal } from "./terminal";

interface Tools {
  readonly parser: Parser;
  readonly analyzer: Analyzer;
}

/** Exit codes: 0 all gradients right, 1 a wrong one, 2 nothing found to check, one that is undecided, or a file not read. */
export async function runCheck(args: readonly string[], terminal: Terminal): Promise<number> {
  const { t } = terminal;
  const lesson = lessonArguments(args);
  if (lesson !== null) return runLesson(lesson, terminal);
  const asked = fileArguments(args, terminal, usage);
  if (asked.kind === "done") return asked.exitCode;
  const { paths, json } = asked;
  const parser = await loadEmbeddedParser();
  const tools = { parser, analyzer: new Analyzer(parser, { libraries }) };
  const entries: GradientVerdict[] = [];
  let unread = false;
  for (const path of await submissions(paths)) {
    const program = await openProgram(path, terminal);
    if (program === null) {
      unread = true;
      continue;
    }
    const found = await checkFile(program, tools, terminal);
    entries.push(...found.map(({ entry }) => entry));
    if (json) continue;
    terminal.stdout(found.length === 0 ? nothingFound(program, t) : `${found.map(block).join("\n")}\n`);
  }
  if (json) terminal.stdout(`${JSON.stringify(entries)}\n`);
  const code = exitCode(entries);
  return code === 0 && unread ? 2 : code;
}

/** The files that were named, and the programs of the folders that were named. */
async function submissions(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (each) => each.isDirectory(),
      () => false,
    );
    found.push(...(isFolder ? await programsBelow(path) : [path]));
  }
  return found;
}

interface Found {
  readonly entry: GradientVerdict;
  /** What a person reads of each parameter, with the mark of its verdict. */
  readonly sentences: readonly string[];
}

/** Each file has a budget of its own, and what goes wrong in one leaves the others alone. */
async function checkFile(program: ProgramFile, tools: Tools, { t, stderr }: Terminal): Promise<Found[]> {
  try {
    const { parser, analyzer } = tools;
    const parse = (text: string) => parser.parse(text);
    const parts = program.documents.map(({ uri, text }) => ({ file: uri, module: parse(text) }));
    const first = checkGradients({ parts, parse });
    if (first.length === 0) return [];
    const facts = first.some(({ verdict }) => verdict === "wrong")
      ? await factsOf(analyzer, program)
      : undefined;
    const checks = facts === undefined ? first : checkGradients({ parts, parse }, facts);
    return checks.map((check) => found(check, program, t));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    stderr(`${t("{0} could not be checked: {1}", program.path, detail)}\n`);
    return [];
  }
}

/** The sizes of the program's own data make a sentence clearer; the verdict stands without them. */
async function factsOf(analyzer: Analyzer, program: ProgramFile): Promise<ProgramFacts | undefined> {
  return analyzeFile(analyzer, program).catch(() => undefined);
}

function found(check: ProgramCheck, { path, documents }: ProgramFile, t: Translate): Found {
  const texts = new Map(documents.map(({ uri, text }) => [uri, text]));
  const textOf: TextOf = (file) => texts.get(file);
  const cellOf = (uri: string) => documents.find((document) => document.uri === uri)?.cell ?? null;
  const entry = gradientVerdict(check, verdictSentence(check, textOf, t), texts, (uri) => ({
    file: path,
    cell: cellOf(uri),
  }));
  return { entry, sentences: check.parameters.map((each) => parameterSentence(check, each, textOf, t)) };
}

const marks: Readonly<Record<ProgramCheck["verdict"], string>> = { right: "✓", wrong: "✗", undecided: "?" };

/** `neuron.py:52: backprop: ✓ matches …`, and a line for each parameter. */
function block({ entry, sentences }: Found): string {
  const cell = entry.cell === null ? "" : `[${entry.cell}]`;
  const place = `${entry.file}${cell}:${entry.line}`;
  const name = entry.function === null ? "" : `${entry.function}: `;
  const width = Math.max(...entry.parameters.map((each) => each.name.length));
  const details = entry.parameters.map((each, index) => {
    const line = `:${each.line}`.padEnd(6);
    return `    ${marks[each.verdict]} ${each.name.padEnd(width)}  ${line} ${sentences[index] ?? ""}`.trimEnd();
  });
  return [`${place}: ${name}${marks[entry.verdict]} ${entry.message}`, ...details].join("\n");
}

function nothingFound({ path }: ProgramFile, t: Translate): string {
  return `${path}: ${t("nothing to check: no weights that are updated by a gradient")}\n`;
}

function usage(t: Translate): string {
  return `${[
    t(
      "neuron-lens check FILE…: is each gradient the derivative of the program's own loss? Nothing is run; folders are searched for programs and notebooks",
    ),
    "",
    `  --lesson LESSON [FILE…]   ${t("grade a lesson's steps in the files or folders that were handed in; without files, look whether the lesson itself works. LESSON is a folder, its lesson.json, or a lesson of the course, as products")}`,
    `  --json   ${t("a list with an entry for each backward pass, for programs to read")}`,
    "",
    t(
      "Exit codes: 0 all right, 1 a wrong gradient, 2 nothing found to check, a gradient undecided or a file not read.",
    ),
    t("With --lesson: 0 all steps done, 1 some are not, 2 the lesson or a file could not be read."),
  ].join("\n")}\n`;
}
