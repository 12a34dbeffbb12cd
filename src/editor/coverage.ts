import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import { lostShapes } from "../present/lostShapes";
import { failureSentences, statusText, statusTooltip } from "../present/problems";
import { type Analysis, isPython } from "./analysis";
import { openDocument, rangeOf } from "./places";
import { t } from "./words";

/** How many shapes are known, in the status bar; a click lists the places where knowledge was lost. */
export class Coverage implements Disposable {
  readonly #store = new DisposableStore();
  readonly #analysis: Analysis;
  readonly #item: vscode.StatusBarItem;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
    const { Right } = vscode.StatusBarAlignment;
    this.#item = this.#store.add(vscode.window.createStatusBarItem("neuronLens.coverage", Right, 110));
    this.#item.name = t("Neuron Lens: shapes known");
    this.#item.command = "neuronLens.showUnknownShapes";
    this.#store.add(analysis.onDidChange(() => void this.#refresh()));
    this.#store.add(analysis.onDidFail(() => this.#showFailures()));
    this.#store.add(vscode.window.onDidChangeActiveTextEditor(() => void this.#refresh()));
    void this.#refresh();
  }

  /** The command: a list of first causes; choosing one goes there. */
  async showUnknown(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const facts = document === undefined ? null : await this.#analysis.facts(document);
    const [failure] = document === undefined ? [] : failureSentences(this.#analysis.failures(document), t);
    if (facts === null && failure !== undefined) {
      void vscode.window.showWarningMessage(failure);
      return;
    }
    if (facts === null) {
      void vscode.window.showInformationMessage(
        t("Open a Python file or a notebook: its shapes are listed then."),
      );
      return;
    }
    const lost = lostShapes(facts, t);
    if (lost.length === 0) {
      void vscode.window.showInformationMessage(t("Every shape of this program is known."));
      return;
    }
    const picked = await vscode.window.showQuickPick(
      lost.map((each) => ({ label: each.sentence, description: each.detail, each })),
      { title: t("Where shapes are lost, by first cause"), matchOnDescription: true },
    );
    if (picked !== undefined) await goTo(picked.each);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #refresh(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isPython(document)) return this.#item.hide();
    const summary = await this.#analysis.program(document);
    if (document !== vscode.window.activeTextEditor?.document) return;
    const text = summary === null ? null : statusText(summary.coverage, t);
    if (summary === null || text === null) this.#item.hide();
    else {
      const stopped = summary.stopped !== undefined;
      this.#item.text = stopped ? `$(debug-pause) ${t("shapes: stopped")}` : `$(symbol-array) ${text}`;
      const { coverage } = summary;
      this.#item.tooltip = statusTooltip(
        summary.stopped === undefined ? { coverage } : { coverage, stopped: summary.stopped },
        t,
      );
      this.#item.show();
    }
    this.#showFailures();
  }

  /** What could not be worked out, beside what is known. */
  #showFailures(): void {
    const document = vscode.window.activeTextEditor?.document;
    const failures = document === undefined || !isPython(document) ? [] : this.#analysis.failures(document);
    if (failures.length === 0) return;
    if (failures.some(({ name }) => name === "update"))
      this.#item.text = `$(warning) ${t("shapes: not read")}`;
    else if (!this.#item.text.startsWith("$(warning)"))
      this.#item.text = this.#item.text.replace(/^\$\([\w-]+\)/, "$(warning)");
    this.#item.tooltip = failureSentences(failures, t).join("\n");
    this.#item.show();
  }
}

async function goTo({ uri, start, end }: { uri: string; start: number; end: number }): Promise<void> {
  const document = openDocument(uri) ?? (await vscode.workspace.openTextDocument(vscode.Uri.parse(uri)));
  await vscode.window.showTextDocument(document, { selection: rangeOf(document, { start, end }) });
}
