import type { DataFile, DataFiles } from "../../domains/library";
import { SourceFinder } from "../../insight/resolve";

/** The files around a program, by their URIs (or paths: any names with `/` between their parts). */
export interface ProjectReader {
  /** Python files that the program could import, and data files that it could read. */
  readonly files: readonly string[];
  /** The text of one of them; null when it cannot be read. */
  text(uri: string): Promise<string | null>;
}

/** Imports of imports of imports: how many rounds of reading are made. */
const mostRounds = 12;

/** The files that a program imports, and those that they import: all of them are read before it is interpreted. */
export async function importedSources(
  documents: readonly { readonly uri: string; readonly text: string }[],
  { files, text }: ProjectReader,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map(documents.map((document) => [document.uri, document.text]));
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

/** Up to here a statement may go on over lines when its names stand in brackets. */
const importStatement =
  /^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]*(\([^)]*\)|[^\n#]*)|import[ \t]+([^\n#]*))/gm;

interface ImportedModule {
  readonly name: string;
  readonly level: number;
}

/**
 * The modules that a text may import. Read with an eye closed: a line inside a string counts as well, which costs a look
 * for a file that is not there and nothing else.
 */
function importedModules(text: string): ImportedModule[] {
  return [...text.matchAll(importStatement)].flatMap(([, from, names = "", modules = ""]) => {
    if (from === undefined) return namesOf(modules).map((name) => ({ name, level: 0 }));
    const level = /^\.*/.exec(from)?.[0].length ?? 0;
    const name = from.slice(level);
    // `from package import module`: each name may be a file of its own.
    const members = namesOf(names).map((member) => ({
      name: name === "" ? member : `${name}.${member}`,
      level,
    }));
    return [{ name, level }, ...members];
  });
}

function namesOf(list: string): string[] {
  return list
    .replace(/[()]/g, "")
    .split(",")
    .map((part) => part.trim().split(/\s+as\s+/)[0] ?? "")
    .filter((name) => /^[\w.]+$/.test(name));
}

/** Those of `files` that the texts import (and the packages around them) and whose own text is not among them yet. */
function neededFiles(texts: ReadonlyMap<string, string>, files: readonly string[]): readonly string[] {
  const finder = new SourceFinder(new Map(files.map((file) => [file, ""])));
  const needed = new Set<string>();
  for (const [uri, text] of texts) {
    for (const { name, level } of importedModules(text)) {
      const parts = name.split(".");
      for (let length = 1; length <= parts.length; length++) {
        const found = finder.find(parts.slice(0, length).join("."), level, uri);
        if (found !== null && !texts.has(found.path)) needed.add(found.path);
      }
    }
  }
  return [...needed];
}

/** Endings of the files whose rows and columns are counted for a program that reads them. */
export const tableEndings = ["csv", "tsv", "txt", "data", "npy", "npz"] as const;

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
  for (let folder = parent(from); folder !== ""; folder = parent(folder)) {
    const candidate = joined(folder, parts);
    if (files.includes(candidate)) return candidate;
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
