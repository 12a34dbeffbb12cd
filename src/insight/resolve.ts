import type { SourceFile } from "../interpreter/domain";
import type { Import, ImportFrom } from "../syntax/tree";

/** The files of a program by path or URI, to find what an import names. */
export class SourceFinder {
  readonly #sources: ReadonlyMap<string, string>;

  constructor(sources: ReadonlyMap<string, string>) {
    this.#sources = sources;
  }

  /**
   * Python looks in the folder of the file that runs, then along `sys.path`. What a program appends to that path is
   * nearly always one of the folders above, so these are looked through from the inside out; last, a file of that name
   * anywhere, if there is only one.
   */
  find(module: string, level: number, from: string): SourceFile | null {
    const parts = module === "" ? [] : module.split(".");
    const folders = pathsOf(from).map(parent);
    if (level === 0 && parts.length === 0) return null;
    for (const folder of folders) {
      const found = level > 0 ? this.#relative(folder, parts, level) : this.#upwards(folder, parts);
      if (found !== null) return found;
    }
    return level > 0 ? null : this.#anywhere(parts);
  }

  #relative(folder: string, parts: readonly string[], level: number): SourceFile | null {
    let base = folder;
    for (let up = 1; up < level; up++) base = parent(base);
    return this.#inFolder(base, parts);
  }

  #upwards(folder: string, parts: readonly string[]): SourceFile | null {
    let base: string | null = folder;
    while (base !== null) {
      const found = this.#inFolder(base, parts);
      if (found !== null) return found;
      base = base === "" ? null : parent(base);
    }
    return null;
  }

  #inFolder(folder: string, parts: readonly string[]): SourceFile | null {
    const stem = [folder, ...parts].filter((part, index) => index > 0 || part !== "").join("/");
    return this.#file(`${stem}.py`) ?? this.#file(stem === "" ? "__init__.py" : `${stem}/__init__.py`);
  }

  #file(path: string): SourceFile | null {
    const text = this.#sources.get(path);
    return text === undefined ? null : { path, text };
  }

  #anywhere(parts: readonly string[]): SourceFile | null {
    const stem = `/${parts.join("/")}`;
    const found = [...this.#sources.keys()].filter(
      (path) => path.endsWith(`${stem}.py`) || path.endsWith(`${stem}/__init__.py`),
    );
    const [only] = found;
    return found.length === 1 && only !== undefined ? this.#file(only) : null;
  }
}

/**
 * Where a document is for those who look beside it. A cell of a notebook has a URI of its own in VS Code: the notebook's,
 * with the scheme moved to the end (`vscode-notebook-cell:/home/learner/a.ipynb#W0sZmlsZQ==`). Of a notebook on another
 * computer that is the scheme by which the window knows it; an extension that runs over there knows all files as `file:`.
 */
export function pathsOf(uri: string): readonly string[] {
  const cell = /^vscode-notebook-cell:(?:\/\/([^/#]*))?([^#]*)#(.*)$/.exec(uri);
  if (cell === null) return [uri];
  const [, authority = "", path = "", fragment = ""] = cell;
  const encoded = /s([A-Za-z0-9+/_-]+)(?:=|%3D)*$/i.exec(fragment)?.[1];
  const scheme = encoded === undefined ? "file" : decoded(encoded.replaceAll("-", "+").replaceAll("_", "/"));
  const there = `${scheme}://${authority}${path}`;
  return scheme === "vscode-remote" ? [there, `file://${path}`] : [there];
}

function decoded(base64: string): string {
  try {
    const scheme = atob(base64);
    return /^[a-z][a-z0-9+.-]*$/i.test(scheme) ? scheme : "file";
  } catch {
    return "file";
  }
}

function parent(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** Whether an import names a file of the project, or may name one. */
export function isOfProject(statement: Import | ImportFrom, from: string, finder: SourceFinder): boolean {
  const isFound = (module: string, level: number) => finder.find(module, level, from) !== null;
  if (statement.kind === "import") {
    return statement.names.some(({ module }) => {
      const parts = module.split(".");
      return parts.some((_, index) => isFound(parts.slice(0, index + 1).join("."), 0));
    });
  }
  const { module, level, names } = statement;
  if (isFound(module, level)) return true;
  return (names ?? []).some(({ name }) => isFound(module === "" ? name : `${module}.${name}`, level));
}
