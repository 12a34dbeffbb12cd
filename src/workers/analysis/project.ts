import type { DataFile, DataFiles } from "../../domains/library";
import { importersOf, importsOf } from "../../insight/project";
import { pathsOf, SourceFinder } from "../../insight/resolve";
import type { SourceDocument } from "./calls";

/** The files around a program, by their URIs (or paths: any names with `/` between their parts). */
export interface ProjectReader {
  /** Python files that the program could import, and data files that it could read. */
  readonly files: readonly string[];
  /** The text of one of them; null when it cannot be read. */
  text(uri: string): Promise<string | null>;
}

/** Imports of imports of imports: how many rounds of reading are made. */
const mostRounds = 12;

/**
 * The files that a program imports, and those that they import, and the same of the scripts that import the program: all
 * of them are read before it is interpreted.
 */
export async function projectSources(
  documents: readonly SourceDocument[],
  scripts: readonly string[],
  { files, text }: ProjectReader,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map(documents.map((document) => [document.uri, document.text]));
  for (const uri of scripts) texts.set(uri, (await text(uri)) ?? "");
  const modules = new Set(files.filter((uri) => uri.endsWith(".py")));
  for (let round = 0; round < mostRounds; round++) {
    const needed = neededFiles(texts, [...modules]);
    if (needed.length === 0) break;
    const found = await Promise.all(needed.map(async (uri) => [uri, await text(uri)] as const));
    for (const [uri, content] of found) {
      if (content === null) modules.delete(uri);
      else texts.set(uri, content);
    }
  }
  for (const { uri } of documents) texts.delete(uri);
  return texts;
}

/** Those of `files` that the texts import and whose own text is not among them yet. */
function neededFiles(texts: ReadonlyMap<string, string>, files: readonly string[]): readonly string[] {
  const finder = new SourceFinder(new Map(files.map((file) => [file, ""])));
  const imported = [...texts].flatMap(([uri, text]) => [...importsOf(uri, text, finder)]);
  return [...new Set(imported)].filter((uri) => !texts.has(uri));
}

/** Above this many Python files the scripts that import a program are not looked for. */
const mostModules = 400;

/** The scripts of the project that import a program: what they make of it counts too. */
export async function importingScripts(
  document: SourceDocument,
  { files, text }: ProjectReader,
): Promise<readonly string[]> {
  const modules = files.filter((uri) => uri.endsWith(".py") && uri !== document.uri);
  if (modules.length > mostModules) return [];
  const texts = await Promise.all(modules.map(async (uri) => [uri, (await text(uri)) ?? ""] as const));
  return importersOf(document, new Map(texts));
}

/** Endings of the files whose rows and columns are counted for a program that reads them. */
export const tableEndings = ["csv", "tsv", "txt", "data", "dat", "train", "test", "npy", "npz"] as const;

const quotedPath = new RegExp(`["']([^"'\\n]+\\.(?:${tableEndings.join("|")}))["']`, "gi");

/** The data files of the project that the texts name between quotes. */
export function mentionedData(
  texts: ReadonlyMap<string, string>,
  files: readonly string[],
): readonly string[] {
  const found = new Set<string>();
  for (const [uri, text] of texts) {
    for (const [, path = ""] of text.matchAll(quotedPath)) {
      const file = findData(path, uri, files);
      if (file !== null) found.add(file);
    }
  }
  return [...found];
}

/** What is known of data files, found as a program names them. */
export function dataFiles(known: ReadonlyMap<string, DataFile>): DataFiles {
  const files = [...known.keys()];
  return {
    describe: (path, from) => {
      const file = findData(path, from, files);
      return file === null ? null : (known.get(file) ?? null);
    },
  };
}

/** Beside the program or in a folder above it (from where it may be started); else a file of that name, if there is one only. */
function findData(path: string, from: string, files: readonly string[]): string | null {
  const parts = path
    .replaceAll("\\", "/")
    .split("/")
    .filter((part) => part !== ".");
  for (const place of pathsOf(from)) {
    for (let folder = parent(place); folder !== ""; folder = parent(folder)) {
      const candidate = joined(folder, parts);
      if (files.includes(candidate)) return candidate;
    }
  }
  const name = `/${encoded(parts.at(-1) ?? "")}`;
  const alike = files.filter((file) => file.endsWith(name));
  const [only] = alike;
  return alike.length === 1 && only !== undefined ? only : null;
}

function joined(folder: string, parts: readonly string[]): string {
  return parts.reduce((base, part) => (part === ".." ? parent(base) : `${base}/${encoded(part)}`), folder);
}

function encoded(part: string): string {
  return part.replaceAll(" ", "%20");
}

function parent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
