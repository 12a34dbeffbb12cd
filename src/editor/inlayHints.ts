import * as vscode from "vscode";
import type { DisposableStore } from "../base/disposable";
import type { ExpressionFact } from "../insight/facts";
import { inlayHintText, inlayHintTooltip } from "../present/inlayHints";
import type { Analysis } from "./analysis";
import { readSettings } from "./settings";

/** `z: (364, 1)` after the names that are bound and the parameters. */
export class ShapeHints implements vscode.InlayHintsProvider {
  readonly #analysis: Analysis;
  readonly #changes: vscode.EventEmitter<void>;
  readonly onDidChangeInlayHints: vscode.Event<void>;

  constructor(analysis: Analysis, store: DisposableStore) {
    this.#analysis = analysis;
    this.#changes = store.add(new vscode.EventEmitter<void>());
    this.onDidChangeInlayHints = this.#changes.event;
    store.add(analysis.onDidChange(() => this.#changes.fire()));
  }

  async provideInlayHints(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.InlayHint[]> {
    const mode = readSettings().inlayHints;
    if (mode === "off") return [];
    const summary = await this.#analysis.summary(document);
    if (summary === undefined || summary.version !== document.version) return [];
    const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return summary.hints
      .filter(({ span }) => span.end >= from && span.end <= to)
      .filter((fact) => mode === "on" || isInFunction(document, fact))
      .flatMap((fact) => hint(document, fact));
  }
}

function hint(document: vscode.TextDocument, fact: ExpressionFact): vscode.InlayHint[] {
  const text = inlayHintText(fact);
  if (text === null) return [];
  const made = new vscode.InlayHint(document.positionAt(fact.span.end), text, vscode.InlayHintKind.Type);
  made.tooltip = inlayHintTooltip(fact, vscode.l10n.t);
  return [made];
}

/** Whatever is indented is inside a function or a block of one; module code starts at the margin. */
function isInFunction(document: vscode.TextDocument, { role, span }: ExpressionFact): boolean {
  return (
    role === "parameter" ||
    document.lineAt(document.positionAt(span.start)).firstNonWhitespaceCharacterIndex > 0
  );
}
