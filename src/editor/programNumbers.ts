import * as vscode from "vscode";
import type { Span } from "../base/span";
import type { FoundNumbers, ProgramData } from "../workers/analysis/calls";
import type { Analysis } from "./analysis";
import { bundledNames, readData } from "./dataSource";

/** A larger file would hold up the hovers while it is read. */
const mostBytes = 4_000_000;

/** The numbers that a program has at its places, with the data that it reads: what lies beside it, and what ships. */
export class ProgramNumbers {
  readonly #analysis: Analysis;
  readonly #extensionUri: vscode.Uri;
  /** What was sent of each program's data, and in which state. */
  readonly #sent = new Map<string, Map<string, string>>();

  constructor(analysis: Analysis, extensionUri: vscode.Uri) {
    this.#analysis = analysis;
    this.#extensionUri = extensionUri;
  }

  /** For each place; null for what nobody can tell. */
  async at(document: vscode.TextDocument, spans: readonly Span[]): Promise<readonly (FoundNumbers | null)[]> {
    const sent = this.#sentOf(document);
    let data = await this.#changed(document, sent);
    let found: readonly (FoundNumbers | null)[] = [];
    // What the program reads is found as the reading goes on: one data set, and then the next.
    for (let round = 0; round < 4; round++) {
      const reply = await this.#analysis.numbersAt(document, spans, data);
      if (reply === null) return found;
      found = reply.found;
      if (reply.wanted.length === 0) return found;
      data = await Promise.all(reply.wanted.map((name) => this.#read(document, name, sent)));
    }
    return found;
  }

  #sentOf(document: vscode.TextDocument): Map<string, string> {
    const key = document.uri.toString();
    const sent = this.#sent.get(key) ?? new Map<string, string>();
    this.#sent.set(key, sent);
    return sent;
  }

  async #changed(document: vscode.TextDocument, sent: Map<string, string>): Promise<ProgramData[]> {
    const states = await Promise.all(
      [...sent].map(async ([name, before]) => ({ name, before, now: await stateOf(document, name) })),
    );
    const changed = states.filter(({ before, now }) => before !== now);
    return Promise.all(changed.map(({ name }) => this.#read(document, name, sent)));
  }

  async #read(document: vscode.TextDocument, name: string, sent: Map<string, string>): Promise<ProgramData> {
    sent.set(name, await stateOf(document, name));
    return { name, bytes: await this.#bytes(document, name).catch(() => null) };
  }

  async #bytes(document: vscode.TextDocument, name: string): Promise<Uint8Array | null> {
    const bundled = bundledNames().find((each) => name === `sklearn:${each}`);
    if (bundled !== undefined)
      return (await readData({ kind: "bundled", name: bundled, by: "program" }, this.#extensionUri)).bytes;
    const uri = fileUri(document, name);
    const open = openText(uri);
    if (open !== undefined) return new TextEncoder().encode(open.getText());
    if (uri === null || (await vscode.workspace.fs.stat(uri)).size > mostBytes) return null;
    return vscode.workspace.fs.readFile(uri);
  }
}

/** What tells one state of a file from the next. */
async function stateOf(document: vscode.TextDocument, name: string): Promise<string> {
  const uri = fileUri(document, name);
  const open = openText(uri);
  if (open !== undefined) return `${open.version}`;
  try {
    if (uri === null) return "";
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return `${mtime} ${size}`;
  } catch {
    return "gone";
  }
}

/** Only what lies beside the program or below: where it is run from is not known for the rest. */
function fileUri(document: vscode.TextDocument, name: string): vscode.Uri | null {
  const isBeside = !name.startsWith("sklearn:") && !/^[\\/]|^\w+:|\.\./.test(name);
  return isBeside ? vscode.Uri.joinPath(document.uri, "..", name) : null;
}

/** Unsaved edits count. */
function openText(uri: vscode.Uri | null): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (each) => each.isDirty && uri !== null && each.uri.toString() === uri.toString(),
  );
}
