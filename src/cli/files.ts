import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Translate } from "../base/translate";
import { NotebookError, type ProgramFile, programOf } from "./programs";
import type { Terminal } from "./terminal";

/** What a command that reads programs was asked: paths and `--json`; or the exit code where there is nothing to do. */
export type FileArguments =
  | { readonly kind: "files"; readonly paths: readonly string[]; readonly json: boolean }
  | { readonly kind: "done"; readonly exitCode: number };

export function fileArguments(
  args: readonly string[],
  terminal: Terminal,
  usage: (t: Translate) => string,
): FileArguments {
  const { t } = terminal;
  const paths = args.filter((argument) => !argument.startsWith("-"));
  const options = new Set(args.filter((argument) => argument.startsWith("-")));
  if (options.has("--help") || options.has("-h")) {
    terminal.stdout(usage(t));
    return { kind: "done", exitCode: 0 };
  }
  const strange = [...options].find((option) => option !== "--json");
  if (strange === undefined && paths.length > 0) return { kind: "files", paths, json: options.has("--json") };
  const problem =
    strange === undefined ? t("Which file?") : t("There is no option {0}; --help lists them.", strange);
  terminal.stderr(`${problem}\n${usage(t)}`);
  return { kind: "done", exitCode: 2 };
}

/** Reads a script or a notebook; says why, and gives null, where it cannot. */
export async function openProgram(
  path: string,
  { readFile, stderr, t }: Terminal,
): Promise<ProgramFile | null> {
  try {
    return programOf(path, new TextDecoder().decode(await readFile(path)));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    stderr(
      error instanceof NotebookError
        ? `${t("{0} is not a notebook: {1}", path, detail)}\n`
        : `${t("The file {0} cannot be read: {1}", path, detail)}\n`,
    );
    return null;
  }
}

const skipped = new Set(["node_modules", "site-packages", "__pycache__", "venv", "__MACOSX"]);

/** The scripts and notebooks of a folder and those in it, in the order of their names. */
export async function programsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skipped.has(entry.name)) found.push(...(await programsBelow(path)));
    if (entry.isFile() && /\.(py|ipynb)$/.test(entry.name)) found.push(path);
  }
  return found;
}
