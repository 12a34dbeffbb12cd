import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Program, ProgramDocument } from "../../src/insight/analyze";
import type { ArrayFact, ProgramFacts } from "../../src/insight/facts";
import { LineIndex } from "../../src/insight/lines";

export const python = "/usr/bin/python3";

/** What `record.py` writes of one program. */
export interface Recording {
  readonly program: string;
  readonly expressions: readonly RecordedExpression[];
  readonly error: {
    readonly type: string;
    readonly message: string;
    readonly at: [string, number] | null;
  } | null;
}

export interface RecordedExpression {
  readonly file: string;
  readonly cell: number | null;
  readonly span: readonly [number, number, number, number];
  /** Each a JSON list. */
  readonly shapes: readonly string[];
  readonly dtypes: readonly string[];
}

export function hasNumpy(): boolean {
  try {
    execFileSync(python, ["-c", "import numpy"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export function record(programs: readonly string[]): Recording[] {
  const script = join(import.meta.dirname, "record.py");
  const output = execFileSync(python, [script, ...programs], { encoding: "utf8", maxBuffer: 1 << 30 });
  return output
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** The programs of a folder: its scripts and notebooks, and each folder with a `main.py`. */
export function programsIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory())
        return existsSync(join(path, "main.py")) ? [join(path, "main.py")] : [];
      return /\.(py|ipynb)$/.test(name) ? [path] : [];
    });
}

/** A program as the analysis wants it: what belongs to it beside it, cells as documents. */
export function readProgram(path: string): Program {
  const sources = new Map<string, string>();
  if (path.endsWith("main.py")) collect(dirname(path), sources);
  if (!path.endsWith(".ipynb")) {
    const also = [...sources]
      .filter(([uri]) => uri !== path)
      .map(([uri, text]) => ({ uri, version: 1, text }));
    return { documents: [{ uri: path, version: 1, text: readFileSync(path, "utf8") }], sources, also };
  }
  const notebook: { cells: { cell_type: string; source: string[] }[] } = JSON.parse(
    readFileSync(path, "utf8"),
  );
  const documents = notebook.cells.flatMap((cell, index): ProgramDocument[] =>
    cell.cell_type === "code" ? [{ uri: `${path}#${index}`, version: 1, text: cell.source.join("") }] : [],
  );
  return { documents, sources };
}

function collect(folder: string, into: Map<string, string>): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) collect(path, into);
    else if (name.endsWith(".py")) into.set(path, readFileSync(path, "utf8"));
  }
}

export interface Comparison {
  /** Positions where the program held an array. */
  positions: number;
  /** Of these: with a shape. */
  known: number;
  /** Of these: with numbers alone. */
  numeric: number;
  /** Of the known: a shape that occurred is not among ours, or one of ours in numbers did not occur. */
  wrong: number;
  readonly notes: string[];
}

/** Holds our facts against what NumPy did. Only documents that the facts are about count. */
export function compare(recording: Recording, program: Program, facts: ProgramFacts): Comparison {
  const result: Comparison = { positions: 0, known: 0, numeric: 0, wrong: 0, notes: [] };
  const byPlace = new Map<string, readonly ArrayFact[]>();
  const texts = new Map([...program.documents, ...(program.also ?? [])].map((each) => [each.uri, each.text]));
  for (const document of facts.documents) {
    const text = texts.get(document.uri) ?? "";
    const lines = new LineIndex(text);
    for (const { span, values, reason } of document.expressions) {
      // Shapes beside a reason are not all that the expression may have: nothing is claimed.
      if (reason !== undefined) continue;
      const start = lines.position(span.start);
      const end = lines.position(span.end);
      byPlace.set(`${document.uri}:${start.line}:${start.column}:${end.line}:${end.column}`, values);
    }
  }
  for (const expression of recording.expressions) {
    const uri = expression.cell === null ? expression.file : `${expression.file}#${expression.cell}`;
    if (!texts.has(uri)) continue;
    result.positions += 1;
    const [line, column, endLine, endColumn] = expression.span;
    const values = (byPlace.get(`${uri}:${line}:${column}:${endLine}:${endColumn}`) ?? []).filter(
      (each) => each.shape !== null,
    );
    judge(expression, values, result, textAt(texts.get(uri) ?? "", expression.span));
  }
  return result;
}

function textAt(text: string, [line, column, endLine, endColumn]: RecordedExpression["span"]): string {
  const row = text.split("\n")[line - 1] ?? "";
  return row.slice(column, endLine === line ? endColumn : undefined);
}

function judge(
  expression: RecordedExpression,
  values: readonly ArrayFact[],
  result: Comparison,
  text: string,
): void {
  const where = `${expression.span[0]}:${expression.span[1]} ${text}`;
  if (values.length === 0) {
    result.notes.push(`unknown ${where}: NumPy ${expression.shapes.join(" ")}`);
    return;
  }
  result.known += 1;
  const isNumeric = values.every((each) => each.shape?.every((size) => size.value !== null));
  if (isNumeric) result.numeric += 1;
  else
    result.notes.push(
      `named ${where}: ours ${values.map(printed).join(" ")}, NumPy ${expression.shapes.join(" ")}`,
    );
  const real = expression.shapes.map((each): number[] => JSON.parse(each));
  const missing = real.filter((shape) => !values.some((each) => fits(each, shape)));
  const surplus = values.filter((each) => !real.some((shape) => fits(each, shape)));
  if (missing.length === 0 && surplus.length === 0) return;
  result.wrong += 1;
  result.notes.push(
    `wrong ${where}: ours ${values.map(printed).join(" ")}, NumPy ${expression.shapes.join(" ")}`,
  );
}

function printed(fact: ArrayFact): string {
  return `(${fact.shape?.map((size) => size.text).join(",")})`;
}

function fits(fact: ArrayFact, shape: readonly number[]): boolean {
  if (fact.shape?.length !== shape.length) return false;
  // A name that stands twice is one size.
  const named = new Map<string, number | undefined>();
  return fact.shape.every((size, axis) => {
    const real = shape[axis];
    if (size.value !== null) return size.value === real;
    if (named.has(size.text)) return named.get(size.text) === real;
    named.set(size.text, real);
    return true;
  });
}
