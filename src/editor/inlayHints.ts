import * as vscode from "vscode";
import type { DisposableStore } from "../base/disposable";
import type { ExpressionFact } from "../insight/facts";
import { inlayHintText, inlayHintTooltip } from "../present/inlayHints";
import { type LineHint, type ShownHints, steadyHints } from "../present/steadyHints";
import type { Analysis } from "./analysis";
import { readSettings } from "./settings";
import { t } from "./words";

/** In milliseconds: who has not typed for so long has come to a stop, and the hints may say what is new. */
const quiet = 900;

interface Typing {
  line: number;
  last: number;
  timer: ReturnType<typeof setTimeout>;
}

/** `z: (364, 1)` after the names that are bound and the parameters. They stay as they are while somebody types. */
export class ShapeHints implements vscode.InlayHintsProvider {
  readonly #analysis: Analysis;
  readonly #changes: vscode.EventEmitter<void>;
  readonly onDidChangeInlayHints: vscode.Event<void>;
  readonly #shown = new Map<string, ShownHints>();
  readonly #typing = new Map<string, Typing>();

  constructor(analysis: Analysis, store: DisposableStore) {
    this.#analysis = analysis;
    this.#changes = store.add(new vscode.EventEmitter<void>());
    this.onDidChangeInlayHints = this.#changes.event;
    store.add(analysis.onDidChange(() => this.#changes.fire()));
    store.add(vscode.workspace.onDidChangeTextDocument((event) => this.#typed(event)));
    store.add(vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)));
    store.add({ dispose: () => this.#endTyping() });
  }

  async provideInlayHints(
    document: vscode.TextDocument,
    range: vscode.Range,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlayHint[]> {
    const mode = readSettings().inlayHints;
    if (mode === "off") return [];
    let summary = await this.#analysis.summary(document);
    // An answer for an older text would take the hints away until the next one.
    while (summary !== undefined && summary.version !== document.version && !token.isCancellationRequested)
      summary = await this.#analysis.summary(document);
    if (summary === undefined || token.isCancellationRequested) return [];
    const found = summary.hints
      .filter((fact) => mode === "on" || isInFunction(document, fact))
      .flatMap((fact) => lineHint(document, fact));
    return this.#steady(document, found)
      .filter(({ line }) => line >= range.start.line && line <= range.end.line)
      .map(({ line, column, label, tooltip }) => {
        const made = new vscode.InlayHint(
          new vscode.Position(line, column),
          label,
          vscode.InlayHintKind.Type,
        );
        made.tooltip = tooltip;
        return made;
      });
  }

  #steady(document: vscode.TextDocument, found: readonly LineHint[]): readonly LineHint[] {
    const key = document.uri.toString();
    const now = { hints: found, lines: document.getText().split(/\r?\n/) };
    const typing = this.#typing.get(key);
    const shown = this.#shown.get(key);
    const isTyping = typing !== undefined && Date.now() - typing.last < quiet;
    const hints = isTyping && shown !== undefined ? steadyHints(shown, now, typing.line) : found;
    this.#shown.set(key, { hints, lines: now.lines });
    return hints;
  }

  #typed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const [change] = contentChanges;
    if (document.languageId !== "python" || change === undefined) return;
    const key = document.uri.toString();
    clearTimeout(this.#typing.get(key)?.timer);
    const timer = setTimeout(() => {
      this.#typing.delete(key);
      this.#changes.fire();
    }, quiet);
    this.#typing.set(key, { line: change.range.start.line, last: Date.now(), timer });
  }

  #endTyping(): void {
    for (const { timer } of this.#typing.values()) clearTimeout(timer);
  }

  #forget(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#typing.get(key)?.timer);
    this.#typing.delete(key);
    this.#shown.delete(key);
  }
}

function lineHint(document: vscode.TextDocument, fact: ExpressionFact): LineHint[] {
  const label = inlayHintText(fact);
  if (label === null) return [];
  const { line, character: column } = document.positionAt(fact.span.end);
  return [{ line, column, label, tooltip: inlayHintTooltip(fact, t) }];
}

/** Whatever is indented is inside a function or a block of one; module code starts at the margin. */
function isInFunction(document: vscode.TextDocument, { role, span }: ExpressionFact): boolean {
  return (
    role === "parameter" ||
    document.lineAt(document.positionAt(span.start)).firstNonWhitespaceCharacterIndex > 0
  );
}
