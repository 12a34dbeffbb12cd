import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import type { Problem } from "../insight/facts";
import { callMessage, fixTitle, problemMessage } from "../present/problems";
import type { ProgramSummary } from "../workers/analysis/calls";
import type { Analysis } from "./analysis";
import { openDocument, rangeOf } from "./places";
import { readSettings } from "./settings";
import { t } from "./words";

/** What NumPy will raise, and what goes wrong in silence: squiggles, the Problems list, quick fixes. */
export class ShapeProblems implements vscode.CodeActionProvider, Disposable {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];
  readonly #store = new DisposableStore();
  readonly #diagnostics = this.#store.add(vscode.languages.createDiagnosticCollection("neuron-lens"));
  readonly #analysis: Analysis;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
    this.#store.add(analysis.onDidChange((summary) => this.#show(summary)));
    this.#store.add(
      vscode.workspace.onDidCloseTextDocument((document) => this.#diagnostics.delete(document.uri)),
    );
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    if (!readSettings().problems || diagnostics.every(({ source }) => source !== "Neuron Lens")) return [];
    const found = await this.#analysis.problems(document);
    if (found === undefined || found.version !== document.version) return [];
    return found.problems
      .filter((problem) => rangeOf(document, problem.span).intersection(range) !== undefined)
      .flatMap((problem) => quickFixes(document, problem, diagnostics));
  }

  dispose(): void {
    this.#store.dispose();
  }

  #show(summary: ProgramSummary): void {
    const shown = readSettings().problems;
    for (const { uri, version, problems } of summary.documents) {
      const document = openDocument(uri);
      if (document === undefined || document.version !== version) continue;
      this.#diagnostics.set(document.uri, shown ? problems.map((each) => diagnostic(document, each)) : []);
    }
  }
}

function diagnostic(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const severity =
    problem.severity === "error" ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const made = new vscode.Diagnostic(rangeOf(document, problem.span), problemMessage(problem, t), severity);
  made.source = "Neuron Lens";
  made.code = problem.code;
  made.relatedInformation = problem.calls.map(({ uri, line, text }) => {
    const position = new vscode.Position(Math.max(0, line - 1), 0);
    return new vscode.DiagnosticRelatedInformation(
      new vscode.Location(vscode.Uri.parse(uri), position),
      callMessage(text, t),
    );
  });
  return made;
}

function quickFixes(
  document: vscode.TextDocument,
  problem: Problem,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const range = rangeOf(document, problem.span);
  const cured = diagnostics.filter((each) => each.source === "Neuron Lens" && each.range.isEqual(range));
  return problem.fixes.map((fix, index) => {
    const action = new vscode.CodeAction(fixTitle(fix, t), vscode.CodeActionKind.QuickFix);
    action.edit = fixEdit(document, fix.edits);
    action.diagnostics = cured;
    action.isPreferred = index === 0;
    return action;
  });
}

export function fixEdit(
  document: vscode.TextDocument,
  edits: Problem["fixes"][number]["edits"],
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { span, text } of edits) edit.replace(document.uri, rangeOf(document, span), text);
  return edit;
}
