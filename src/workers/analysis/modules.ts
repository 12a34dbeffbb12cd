import type { SourceDocument } from "./calls";

/** A Python file of the project. `path` is its URI. */
export interface ModuleFile {
  readonly path: string;
  readonly text: string;
}

/** What one program can import, and which texts it asked for in vain. */
export interface ModuleFinder {
  readonly resolve: (module: string, level: number, from: string) => ModuleFile | null;
  readonly needs: () => readonly string[];
}

/**
 * Finds modules as Python would: relative to the importing file where there are leading dots; else beside the program,
 * beside the importing file, then in the roots (the workspace's folders, which is what `sys.path.append` usually adds).
 */
export function moduleFinder(
  documents: readonly SourceDocument[],
  roots: readonly string[],
  files: readonly string[],
  sources: readonly { readonly uri: string; readonly text: string }[],
): ModuleFinder {
  const known = new Set(files);
  const texts = new Map(sources.map(({ uri, text }) => [uri, text]));
  const needs = new Set<string>();
  const programFolder = parent(documents[0]?.uri ?? "");
  const own = new Set(documents.map(({ uri }) => uri));

  const find = (folder: string, module: string): string | null => {
    const stem = module === "" ? folder : `${folder}/${module.split(".").map(encodeURIComponent).join("/")}`;
    const candidates = module === "" ? [`${folder}/__init__.py`] : [`${stem}.py`, `${stem}/__init__.py`];
    return candidates.find((uri) => known.has(uri) && !own.has(uri)) ?? null;
  };

  const resolve = (module: string, level: number, from: string): ModuleFile | null => {
    const folders =
      level > 0 ? [ancestor(from, level)] : [programFolder, parent(from), parent(programFolder), ...roots];
    for (const folder of folders) {
      const path = find(folder, module);
      if (path === null) continue;
      const text = texts.get(path);
      if (text !== undefined) return { path, text };
      needs.add(path);
      return null;
    }
    return null;
  };
  return { resolve, needs: () => [...needs] };
}

function parent(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf("/")));
}

/** One dot is the file's own folder, each further dot one above it. */
function ancestor(uri: string, level: number): string {
  let folder = uri;
  for (let up = 0; up < level; up++) folder = parent(folder);
  return folder;
}
