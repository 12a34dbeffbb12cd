import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Analyzer } from "../insight/analyze";
import type { ProgramFacts } from "../insight/facts";
import { analyzeInProject } from "../insight/project";
import { describeData } from "../workers/analysis/dataShape";
import {
  dataFiles,
  importingScripts,
  mentionedData,
  projectSources,
  tableEndings,
} from "../workers/analysis/project";

/** A file to analyse: a script, or a notebook with its code cells. */
export interface ProgramFile {
  /** As it was given. */
  readonly path: string;
  readonly documents: readonly CellDocument[];
}

export interface CellDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  /** Position among all cells of the notebook, text cells too; null in a script. */
  readonly cell: number | null;
}

/** Folders that hold no learner's own files. */
const skipped = new Set(["node_modules", "site-packages", ".git", ".venv", "venv", "__pycache__"]);
const mostFiles = 2000;

export class NotebookError extends Error {}

export function programOf(path: string, text: string): ProgramFile {
  const uri = uriOf(path);
  if (!path.endsWith(".ipynb")) return { path, documents: [{ uri, version: 0, text, cell: null }] };
  const documents = codeCells(text).map(({ index, source }) => ({
    uri: `${uri}#cell${index}`,
    version: 0,
    text: source,
    cell: index,
  }));
  return { path, documents };
}

function uriOf(path: string): string {
  return pathToFileURL(resolve(path)).toString();
}

function codeCells(text: string): { index: number; source: string }[] {
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch (error) {
    throw new NotebookError(error instanceof Error ? error.message : String(error));
  }
  const cells = field(notebook, "cells");
  if (!Array.isArray(cells)) throw new NotebookError("no cells");
  return cells.flatMap((cell: unknown, index) => {
    if (field(cell, "cell_type") !== "code") return [];
    const source = field(cell, "source");
    return [{ index, source: Array.isArray(source) ? source.join("") : String(source ?? "") }];
  });
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** Reads what the program imports and the data that it names, then analyses it. */
export async function analyzeFile(
  analyzer: Analyzer,
  { path, documents }: ProgramFile,
): Promise<ProgramFacts> {
  const paths = new Map((await filesAround(dirname(resolve(path)))).map((file) => [uriOf(file), file]));
  const files = [...paths.keys()];
  const bytes = async (uri: string) => readFile(paths.get(uri) ?? "").catch(() => null);
  const reader = { files, text: async (uri: string) => (await bytes(uri))?.toString("utf8") ?? null };
  const [document, ...more] = documents;
  const script = more.length === 0 ? document : undefined;
  const scripts = script === undefined ? [] : await importingScripts(script, reader);
  const sources = await projectSources(documents, scripts, reader);
  const texts = new Map([...sources, ...documents.map(({ uri, text }) => [uri, text] as const)]);
  const described = await Promise.all(
    mentionedData(texts, files).map(async (uri) => {
      const content = await bytes(uri);
      const description = content === null ? null : await describeData(content, uri);
      return description === null ? [] : [[uri, description] as const];
    }),
  );
  const around = { sources, files: dataFiles(new Map(described.flat())) };
  return script === undefined
    ? analyzer.analyze({ documents, ...around })
    : analyzeInProject(analyzer, { document: script, ...around });
}

/** The Python and data files of the folder, of those below it, of the folder above (`sys.path.append("..")`), and of the project. */
async function filesAround(folder: string): Promise<string[]> {
  const below = await filesBelow(folder, 6);
  const above = dirname(folder);
  if (above === folder) return below;
  const project = await projectFolder(folder);
  const wider = project === folder || project === above ? [] : await filesBelow(project, 4);
  return [...new Set([...below, ...(await filesBelow(above, 2)), ...wider])];
}

/** What stands at the top of a project. */
const atTop = new Set([".git", "pyproject.toml", "setup.py", "requirements.txt", "README.md"]);
const mostLevels = 4;

/** Where the scripts lie that import a file: the folder above its outermost package, or one that says that it is the top. */
async function projectFolder(folder: string): Promise<string> {
  let found = folder;
  for (let level = 0, each = folder; level < mostLevels; level++, each = dirname(each)) {
    const names: string[] = await readdir(each).catch(() => []);
    if (names.some((name) => atTop.has(name))) return each;
    if (names.includes("__init__.py")) found = dirname(each);
  }
  return found;
}

async function filesBelow(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const wanted = ["py", ...tableEndings];
  const found: string[] = [];
  for (const entry of entries) {
    if (found.length > mostFiles) break;
    const path = join(folder, entry.name);
    if (entry.isFile() && wanted.some((ending) => entry.name.endsWith(`.${ending}`))) found.push(path);
    if (entry.isDirectory() && depth > 0 && !skipped.has(entry.name) && !entry.name.startsWith(".")) {
      found.push(...(await filesBelow(path, depth - 1)));
    }
  }
  return found.slice(0, mostFiles);
}
