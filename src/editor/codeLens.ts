import * as vscode from "vscode";
import type { DisposableStore } from "../base/disposable";
import type { Analysis } from "./analysis";
import { rangeOf } from "./places";
import { readSettings } from "./settings";

/** "Train Neuron" and "View derivation" above what trains. */
export class TrainingLenses implements vscode.CodeLensProvider {
  readonly #analysis: Analysis;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(analysis: Analysis, store: DisposableStore) {
    this.#analysis = analysis;
    const changes = store.add(new vscode.EventEmitter<void>());
    this.onDidChangeCodeLenses = changes.event;
    // A lens that is made anew while it is clicked loses its command, so only a change of what is shown makes them anew.
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
          title: `$(play) ${vscode.l10n.t("Train Neuron")}`,
          command: "neuronLens.train",
          arguments: [document.uri],
        }),
        new vscode.CodeLens(range, {
          title: vscode.l10n.t("View Derivation"),
          command: "neuronLens.showDerivation",
          arguments: [document.uri],
        }),
      ];
    });
  }
}
