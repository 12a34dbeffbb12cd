import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import type { Span } from "../base/span";
import { type CodeMark, type MarkRole, markRoles } from "../insight/marks";
import { markName } from "../present/derivation-marks";
import { isPython } from "./analysis";
import { openDocument, rangeOf } from "./places";
import { t } from "./words";

const storeKey = "neuronLens.marks";
/** Files beyond this many lose their marks, the oldest first. */
const mostFiles = 100;

/** A mark as it is kept: its text finds it again after edits, the place decides between several. */
interface StoredMark {
  readonly role: MarkRole;
  readonly text: string;
  readonly start: number;
}

/**
 * What the learner marked by hand as forward pass, loss, gradient or parameter, where the program was not understood. Kept
 * in the workspace; a mark whose text is gone rests until it is back.
 */
export class CodeMarks implements vscode.CodeActionProvider, Disposable {
  static readonly kinds = [vscode.CodeActionKind.Refactor.append("neuronLens")];
  readonly #store = new DisposableStore();
  readonly #changes = this.#store.add(new vscode.EventEmitter<string>());
  /** The marks of a document are others now; says which document. */
  readonly onDidChange = this.#changes.event;
  readonly #memento: vscode.Memento;
  readonly #look = this.#store.add(
    vscode.window.createTextEditorDecorationType({
      borderWidth: "0 0 1px 0",
      borderStyle: "dashed",
      borderColor: new vscode.ThemeColor("focusBorder"),
    }),
  );

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    this.#store.add(vscode.window.onDidChangeVisibleTextEditors(() => this.#draw()));
    this.#store.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#keepUp(document)));
    this.#draw();
  }

  /** Where the marks of a document stand now. */
  of(uri: string): readonly CodeMark[] {
    const text = openDocument(uri)?.getText();
    if (text === undefined) return [];
    return this.#stored(uri).flatMap((mark) => {
      const span = place(text, mark);
      return span === null ? [] : [{ file: uri, span, role: mark.role }];
    });
  }

  /** The command: marks the selection (or the line under the cursor), as what is asked for where nothing is said. */
  async mark(role?: string): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || !isPython(editor.document)) {
      void vscode.window.showInformationMessage(t("Select a line of a Python program first."));
      return;
    }
    const chosen = markRoles.find((each) => each === role) ?? (await pickRole());
    if (chosen === undefined) return;
    const { document, selection } = editor;
    const range = trimmed(
      document,
      selection.isEmpty ? document.lineAt(selection.active.line).range : selection,
    );
    if (range.isEmpty) return;
    const mark = { role: chosen, text: document.getText(range), start: document.offsetAt(range.start) };
    const uri = document.uri.toString();
    const others = this.#stored(uri).filter(
      (each) => !(each.text === mark.text && each.start === mark.start),
    );
    await this.#keep(uri, [...others, mark]);
  }

  async clear(): Promise<void> {
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    if (uri !== undefined) await this.#keep(uri, []);
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    if (range.isEmpty) return [];
    return markRoles.map((role) => {
      const title = t("Mark as {0}", markName(role, t));
      const action = new vscode.CodeAction(title, CodeMarks.kinds[0]);
      action.command = { title, command: "neuronLens.mark", arguments: [role, document.uri] };
      return action;
    });
  }

  dispose(): void {
    this.#store.dispose();
  }

  #stored(uri: string): readonly StoredMark[] {
    return this.#all()[uri] ?? [];
  }

  #all(): Readonly<Record<string, readonly StoredMark[]>> {
    return this.#memento.get<Record<string, readonly StoredMark[]>>(storeKey, {});
  }

  async #keep(uri: string, marks: readonly StoredMark[]): Promise<void> {
    const others = Object.entries(this.#all()).filter(([each]) => each !== uri);
    const kept = marks.length === 0 ? others : [...others.slice(1 - mostFiles), [uri, marks] as const];
    await this.#memento.update(storeKey, Object.fromEntries(kept));
    this.#draw();
    this.#changes.fire(uri);
  }

  /** After an edit a mark's place is the one where its text was found. */
  #keepUp(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    const stored = this.#stored(uri);
    if (stored.length === 0) return;
    const text = document.getText();
    const moved = stored.map((mark) => ({ ...mark, start: place(text, mark)?.start ?? mark.start }));
    if (moved.some(({ start }, at) => start !== stored[at]?.start))
      void this.#memento.update(storeKey, { ...this.#all(), [uri]: moved });
    this.#draw();
  }

  #draw(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      const options = this.of(document.uri.toString()).map(({ span, role }) => ({
        range: rangeOf(document, span),
        renderOptions: {
          after: {
            contentText: `  ${markName(role, t)}`,
            color: new vscode.ThemeColor("editorCodeLens.foreground"),
          },
        },
      }));
      editor.setDecorations(this.#look, options);
    }
  }
}

async function pickRole(): Promise<MarkRole | undefined> {
  const items = markRoles.map((role) => ({ label: markName(role, t), role }));
  const picked = await vscode.window.showQuickPick(items, { title: t("What is the selected code?") });
  return picked?.role;
}

function trimmed(document: vscode.TextDocument, range: vscode.Range): vscode.Range {
  const text = document.getText(range);
  const start = document.offsetAt(range.start) + (text.length - text.trimStart().length);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.trim().length));
}

/** Where the text stands nearest to where it stood. */
function place(text: string, { text: marked, start }: StoredMark): Span | null {
  let best: number | null = null;
  for (let at = text.indexOf(marked); at >= 0; at = text.indexOf(marked, at + 1))
    if (best === null || Math.abs(at - start) < Math.abs(best - start)) best = at;
  return best === null ? null : { start: best, end: best + marked.length };
}
