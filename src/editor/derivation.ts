import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import type { Derivation, DerivationStep } from "../insight/derivation";
import type { DerivationNotFound } from "../insight/deriveProgram";
import type { GradientFix } from "../insight/gradientFix";
import { derivationTex, derivationView, stepAtLine } from "../present/derivation-view";
import { verdictView } from "../present/verdictCard";
import type { DerivationScreen as ScreenView, VerdictsScreen } from "../present/view";
import { type Analysis, isPython, programDocuments } from "./analysis";
import type { Panel } from "./panel";
import { selectPlace } from "./places";
import type { Typesetting } from "./typesetting";
import { type GradientVerdicts, gradientFixEdit, textOf, type Verdicts } from "./verdicts";

const t = vscode.l10n.t;
const formulaSize = 16;

/**
 * The Derivation screen: derives the gradient of the program in the active editor, keeps to the line under the cursor, and
 * goes to the line of the step that is chosen. It works only while the screen is wanted.
 */
export class DerivationScreen implements Disposable {
  readonly #store = new DisposableStore();
  readonly #analysis: Analysis;
  readonly #panel: Panel;
  readonly #typesetting: Typesetting;
  readonly #verdicts: GradientVerdicts;
  #derivation: Derivation | null = null;
  /** What the screen shows without its verdicts, and those. */
  #screen: ScreenView = { kind: "empty" };
  #shown: VerdictsScreen = { revision: 0, views: [] };
  /** The fixes of the verdicts that are shown, in their order. */
  #fixes: readonly (GradientFix | null)[] = [];
  /** Versions of what was derived, or is being derived. */
  #signature = "";
  #wanted = false;

  constructor(analysis: Analysis, panel: Panel, typesetting: Typesetting, verdicts: GradientVerdicts) {
    this.#verdicts = verdicts;
    this.#analysis = analysis;
    this.#panel = panel;
    this.#typesetting = typesetting;
    this.#store.add(
      panel.onMessage((message) => {
        if (message.type === "openScreen") {
          this.#wanted ||= message.screen === "derivation";
          void this.#follow();
        } else if (message.type === "selectStep") {
          void this.#select(message.stepId);
        } else if (message.type === "fixGradient") {
          void this.#fix(message.revision, message.verdict);
        }
      }),
    );
    this.#store.add(vscode.window.onDidChangeActiveTextEditor(() => void this.#follow()));
    this.#store.add(vscode.window.onDidChangeTextEditorSelection(() => this.#markStep()));
    this.#store.add(analysis.onDidChange(() => void this.#follow()));
  }

  /** The command: shows the screen for a document (the active one where none is named). */
  async show(uri: vscode.Uri | undefined): Promise<void> {
    this.#wanted = true;
    await this.#panel.reveal("derivation");
    const document = uri === undefined ? activePython() : await openPython(uri);
    if (document !== undefined) return this.#derive(document);
    this.#derivation = null;
    this.#signature = "";
    this.#setVerdicts([], []);
    this.#setScreen({ kind: "empty" });
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #follow(): Promise<void> {
    const document = activePython();
    if (this.#wanted && document !== undefined) await this.#derive(document);
  }

  async #derive(document: vscode.TextDocument): Promise<void> {
    const documents = programDocuments(document);
    const signature = documents.map(({ uri, version }) => `${uri}@${version}`).join("\n");
    if (signature === this.#signature) return this.#markStep();
    this.#signature = signature;
    void this.#judge(document, signature);
    const reply = await this.#analysis.derive(document);
    if (signature !== this.#signature) return;
    if (reply === null || reply.kind === "not-found") {
      this.#derivation = null;
      this.#setScreen({ kind: "empty", reason: notFoundSentence(reply?.missing ?? "update") });
      return;
    }
    this.#derivation = reply.derivation;
    this.#show(reply.derivation, new Map());
    const options = { display: true, fontSize: formulaSize };
    const formulas = await this.#typesetting.all(derivationTex(reply.derivation), options);
    if (signature === this.#signature) this.#show(reply.derivation, formulas);
  }

  #show(derivation: Derivation, formulas: ReadonlyMap<string, string>): void {
    const step = this.#stepUnderCursor();
    this.#setScreen({ kind: "ready", view: derivationView(derivation, step, formulas, t) });
    this.#panel.setCurrentStep(step);
  }

  #setScreen(screen: ScreenView): void {
    this.#screen = screen;
    this.#panel.setDerivation({ ...screen, verdicts: this.#shown });
  }

  #setVerdicts(views: VerdictsScreen["views"], fixes: readonly (GradientFix | null)[]): void {
    this.#shown = { revision: this.#shown.revision + 1, views };
    this.#fixes = fixes;
  }

  /** The verdicts come first without a fix: to find one takes longer. */
  async #judge(document: vscode.TextDocument, signature: string): Promise<void> {
    const found = await this.#verdicts.verdicts(document);
    if (signature !== this.#signature) return;
    const checks = found?.checks ?? [];
    const show = (fixes: readonly (GradientFix | null)[]) => {
      const views = checks.map((check, index) => verdictView(check, fixes[index] ?? null, textOf, t));
      this.#setVerdicts(views, fixes);
      this.#setScreen(this.#screen);
    };
    show([]);
    if (found === null || checks.every(({ verdict }) => verdict !== "wrong")) return;
    const fixes = await this.#findFixes(document, found);
    if (signature === this.#signature && fixes.some((fix) => fix !== null)) show(fixes);
  }

  async #findFixes(document: vscode.TextDocument, found: Verdicts): Promise<(GradientFix | null)[]> {
    const fixes: (GradientFix | null)[] = [];
    for (const [index, { verdict }] of found.checks.entries())
      fixes.push(verdict === "wrong" ? await this.#verdicts.fix(document, found, index) : null);
    return fixes;
  }

  /** A fix that was shown for another text is not applied. */
  async #fix(revision: number, verdict: number): Promise<void> {
    const fix = this.#fixes[verdict];
    if (revision !== this.#shown.revision || fix == null) return;
    await vscode.workspace.applyEdit(gradientFixEdit(fix));
  }

  #markStep(): void {
    if (this.#derivation !== null && activePython() !== undefined)
      this.#panel.setCurrentStep(this.#stepUnderCursor());
  }

  #stepUnderCursor(): string | null {
    const editor = vscode.window.activeTextEditor;
    if (this.#derivation === null || editor === undefined) return null;
    if (editor.document.uri.toString() !== this.#derivation.uri) return null;
    return stepAtLine(this.#derivation, editor.selection.active.line + 1);
  }

  async #select(stepId: string): Promise<void> {
    const step = this.#step(stepId);
    if (this.#derivation === null || step?.code === undefined) return;
    await selectPlace(this.#derivation.uri, step.code);
  }

  #step(id: string): DerivationStep | undefined {
    return this.#derivation?.parts.flatMap((part) => part.steps).find((step) => step.id === id);
  }
}

function notFoundSentence(missing: DerivationNotFound["missing"]): string {
  switch (missing) {
    case "update":
      return t("No line of this file updates a weight by a gradient, such as w -= learning_rate * gradient.");
    case "loss":
      return t("The weights are updated, but no loss that depends on them was found in this file.");
    case "layers":
      return t("There is a loss, but no product of the inputs and the weights on the way to it.");
    case "known-loss":
      return t("The loss of this file is none of those that can be derived here yet.");
  }
}

function activePython(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && isPython(document) ? document : undefined;
}

async function openPython(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  return isPython(document) ? document : undefined;
}
