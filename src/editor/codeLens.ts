import * as vscode from "vscode";
import type { DisposableStore } from "../base/disposable";
import type { Analysis } from "./analysis";
import { rangeOf } from "./places";
import { readSettings } from "./settings";
import { t } from "./words";

/**
 * "Train Neuron" and "View Derivation" above what trains. Their commands have no arguments: VS Code keeps those of a lens
 * only until it asks for lenses again, and a click in between would find no command. The click focuses the editor, so the
 * active document is the right one.
 */
export class TrainingLenses implements vscode.CodeLensProvider {
  readonly #analysis: Analysis;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(analysis: Analysis, store: DisposableStore) {
    this.#analysis = analysis;
    const changes = store.add(new vscode.EventEmitter<void>());
    this.onDidChangeCodeLenses = changes.event;
    // Lenses that are made anew flicker, so only a change of what is shown makes them anew.
    const shown = new Map<string, string>();
    store.add(
      analysis.onDidChange(({ documents }) => {
        const changed = documents.filter(({ uri, classes }) => shown.get(uri) !== JSON.stringify(classes));
        for (const { uri, classes } of changed) shown.set(uri, JSON.stringify(classes));
        if (changed.length > 0) changes.fire();
      }),
    );
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!readSettings().codeLens) return [];
    const summary = await this.#analysis.summary(document);
    if (summary === undefined || summary.version !== document.version) return [];
    return summary.classes.flatMap(({ span }) => {
      const range = rangeOf(document, span);
      return [
        new vscode.CodeLens(range, {
          title: `$(play)\u00a0${t("Train Neuron")}`,
          command: "neuronLens.train",
        }),
        new vscode.CodeLens(range, {
          title: t("View Derivation"),
          command: "neuronLens.showDerivation",
        }),
      ];
    });
  }
}
