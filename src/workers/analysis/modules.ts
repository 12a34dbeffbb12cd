import { SourceFinder } from "../../insight/resolve";

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
export function neededFiles(texts: ReadonlyMap<string, string>, files: readonly string[]): readonly string[] {
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
