import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import type { Derivation, DerivationStep } from "../insight/derivation/derivation";
import type { DerivationNotFound } from "../insight/derivation/program";
import type { GradientFix } from "../insight/gradient/fix";
import { searchView } from "../present/derivation-marks";
import { derivationTex, derivationView, stepAtLine } from "../present/derivation-view";
import { verdictView } from "../present/verdictCard";
import type { DerivationScreen as ScreenView, VerdictsScreen } from "../present/view";
import type { FactorPlace } from "../protocol/derivationMessages";
import type { FromView } from "../protocol/panel";
import type { NumbersReply } from "../workers/analysis/calls";
import { type Analysis, isPython, programDocuments } from "./analysis";
import type { CodeMarks } from "./codeMarks";
import { derivationData } from "./derivationData";
import { copyStep, exportPage, saveStepImage } from "./derivationExport";
import { FactorLight } from "./factorLight";
import type { Panel } from "./panel";
import { lineOf, selectPlace } from "./places";
import { readSettings, section } from "./settings";
import type { TrainingLooks } from "./trainingLooks";
import type { Typesetting } from "./typesetting";
import { type GradientVerdicts, gradientFixEdit, textOf, type Verdicts } from "./verdicts";
import { t } from "./words";

const formulaSize = 16;

/** What a run had learned at the epoch that is chosen on the Training screen. */
type ChosenEpoch = Pick<TrainingLooks, "learned" | "onDidChoose">;

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
  readonly #marks: CodeMarks;
  readonly #looks: ChosenEpoch;
  readonly #extensionUri: vscode.Uri;
  readonly #light = this.#store.add(new FactorLight());
  /** All derivations of the program, and which of them is shown. */
  #all: readonly Derivation[] = [];
  #model = 0;
  /** The sample that the reader chose, from 0. */
  #sample = 0;
  #numbers: NumbersReply | null = null;
  #document: vscode.TextDocument | null = null;
  /** What the screen shows without its verdicts, and those. */
  #screen: ScreenView = { kind: "empty" };
  #shown: VerdictsScreen = { revision: 0, views: [] };
  /** The fixes of the verdicts that are shown, in their order. */
  #fixes: readonly (GradientFix | null)[] = [];
  /** Versions of what was derived, or is being derived. */
  #signature = "";
  #wanted = false;
  /** The reader has it before them; while they have not, its numbers may be those of another epoch. */
  #inSight = false;
  #outdated = false;

  constructor(
    analysis: Analysis,
    panel: Panel,
    typesetting: Typesetting,
    verdicts: GradientVerdicts,
    marks: CodeMarks,
    looks: ChosenEpoch,
    extensionUri: vscode.Uri,
  ) {
    this.#verdicts = verdicts;
    this.#marks = marks;
    this.#analysis = analysis;
    this.#panel = panel;
    this.#typesetting = typesetting;
    this.#looks = looks;
    this.#extensionUri = extensionUri;
    this.#store.add(panel.onMessage((message) => void this.#receive(message)));
    this.#store.add(vscode.window.onDidChangeActiveTextEditor(() => void this.#follow()));
    this.#store.add(vscode.window.onDidChangeTextEditorSelection(() => this.#markStep()));
    this.#store.add(vscode.workspace.onDidChangeTextDocument(() => this.#light.clear()));
    this.#store.add(analysis.onDidChange(() => void this.#follow()));
    this.#store.add(looks.onDidChoose(() => this.#recount()));
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("neuronLens.derivation")) void this.#refresh();
      }),
    );
  }

  /** The command: shows the screen for a document (the active one where none is named). */
  async show(uri: vscode.Uri | undefined): Promise<void> {
    this.#wanted = true;
    this.#inSight = true;
    await this.#panel.reveal("derivation");
    const document = uri === undefined ? activePython() : await openPython(uri);
    if (document !== undefined) return this.#derive(document);
    this.#all = [];
    this.#signature = "";
    this.#setVerdicts([], []);
    this.#setScreen({ kind: "empty" });
  }

  /** The command: the page to print, of what the screen shows, which is made first where there is nothing yet. */
  async export(): Promise<void> {
    if (this.#screen.kind !== "ready") await this.show(undefined);
    await this.#hand({ type: "exportDerivation" });
  }

  dispose(): void {
    this.#store.dispose();
  }

  get #derivation(): Derivation | null {
    return this.#all[this.#model] ?? null;
  }

  async #receive(message: FromView): Promise<void> {
    switch (message.type) {
      case "openScreen":
        this.#inSight = message.screen === "derivation";
        this.#wanted ||= this.#inSight;
        this.#light.clear();
        if (this.#outdated) this.#recount();
        return this.#follow();
      case "selectStep":
        return this.#select(message.stepId);
      case "fixGradient":
        return this.#fix(message.revision, message.verdict);
      case "chooseSample":
        this.#sample = message.sample - 1;
        return this.#count();
      case "chooseModel":
        this.#model = Math.min(message.model, Math.max(0, this.#all.length - 1));
        return this.#refresh();
      case "pointAtFactor":
        return this.#point(message.factor);
      case "setHintsFirst":
        return setHintsFirst(message.hintsFirst);
      case "markCode":
        return this.#marks.mark();
      case "clearMarks":
        return this.#marks.clear();
      default:
        return this.#hand(message);
    }
  }

  /** What leaves the panel: to the clipboard, to a file. */
  async #hand(message: FromView): Promise<void> {
    if (this.#screen.kind !== "ready") return;
    const { view } = this.#screen;
    const step = (id: string) => view.parts.flatMap(({ steps }) => steps).find((each) => each.id === id);
    if (message.type === "exportDerivation") return exportPage(view, this.#shown.views);
    if (message.type === "copyStep") {
      const found = step(message.stepId);
      if (found !== undefined) await copyStep(found, message.form);
    } else if (message.type === "saveStepImage") {
      const found = step(message.stepId);
      if (found !== undefined) await saveStepImage(view, found);
    }
  }

  async #follow(): Promise<void> {
    const document = activePython();
    if (this.#wanted && document !== undefined) await this.#derive(document);
  }

  async #derive(document: vscode.TextDocument): Promise<void> {
    const documents = programDocuments(document);
    const marks = this.#markLines(documents).map(({ role, span }) => `${role} ${span.start} ${span.end}`);
    const signature = [...documents.map(({ uri, version }) => `${uri}@${version}`), ...marks].join("\n");
    if (signature === this.#signature) return this.#markStep();
    this.#signature = signature;
    void this.#judge(document, signature);
    const reply = await this.#analysis.derive(document);
    if (signature !== this.#signature) return;
    if (reply === null || reply.kind === "not-found") {
      this.#all = [];
      this.#numbers = null;
      const reason = notFoundSentence(reply?.missing ?? "update");
      const search = reply === null ? {} : { search: searchView(reply, this.#markLines(documents), t) };
      this.#setScreen({ kind: "empty", reason, ...search });
      return;
    }
    const before = this.#derivation;
    const sameAsBefore = reply.derivations.findIndex(
      ({ uri, name }) => uri === before?.uri && name === before?.name,
    );
    this.#document = document;
    this.#all = reply.derivations;
    this.#model = Math.max(0, sameAsBefore);
    await this.#refresh();
  }

  /** Shows the chosen derivation with what is known already, then with its numbers. */
  async #refresh(): Promise<void> {
    if (this.#derivation === null) return;
    this.#numbers = null;
    await Promise.all([this.#show(), this.#count()]);
  }

  /** Evaluates the formulas for the chosen sample; a choice made meanwhile makes the answer void. */
  async #count(): Promise<void> {
    const derivation = this.#derivation;
    const [document, sample] = [this.#document, this.#sample];
    const { learned } = this.#looks;
    if (derivation === null || document === null) return;
    const data = await derivationData(document, this.#analysis, this.#extensionUri);
    const reply = await this.#analysis.numbers(derivation.structure, data, sample, learned);
    const isAsked = sample === this.#sample && learned === this.#looks.learned;
    if (derivation !== this.#derivation || !isAsked || reply === null) return;
    this.#sample = reply.numbers.sample;
    this.#numbers = reply;
    await this.#show();
  }

  /** The reader has gone to another epoch on the Training screen. */
  #recount(): void {
    this.#outdated = !this.#inSight;
    if (this.#inSight) void this.#count();
  }

  /** At once with the formulas that are typeset already, and again when all are. */
  async #show(): Promise<void> {
    const [derivation, numbers] = [this.#derivation, this.#numbers];
    if (derivation === null) return;
    const tex = derivationTex(derivation, numbers);
    const options = { display: true, fontSize: formulaSize };
    const known = this.#typesetting.known(tex, options);
    if (known.size === tex.length || this.#screen.kind === "empty" || numbers === null)
      this.#draw(derivation, numbers, known);
    if (known.size === tex.length) return;
    const formulas = await this.#typesetting.all(tex, options);
    if (derivation === this.#derivation && numbers === this.#numbers)
      this.#draw(derivation, numbers, formulas);
  }

  #draw(derivation: Derivation, numbers: NumbersReply | null, formulas: ReadonlyMap<string, string>): void {
    const step = this.#stepUnderCursor();
    const { hintsFirst } = readSettings().derivation;
    const view = derivationView(derivation, step, formulas, t, { numbers, all: this.#all, hintsFirst });
    const search = searchView(
      { lookedFor: [], missing: "update" },
      this.#markLines([{ uri: derivation.uri }]),
      t,
    );
    this.#setScreen({ kind: "ready", view, marks: search.marks });
    this.#panel.setCurrentStep(step);
  }

  #markLines(documents: readonly { readonly uri: string }[]) {
    return documents
      .flatMap(({ uri }) => this.#marks.of(uri))
      .map((mark) => ({ ...mark, line: lineOf(mark.file, mark.span.start) ?? 1 }));
  }

  #point(place: FactorPlace | null): void {
    const code = place === null ? undefined : this.#step(place.stepId)?.factors[place.factor]?.code;
    if (code === undefined || this.#derivation === null) this.#light.clear();
    else this.#light.show(this.#derivation.uri, code.span);
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

async function setHintsFirst(value: boolean): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  await configuration.update("derivation.hintsFirst", value, vscode.ConfigurationTarget.Global);
}

function notFoundSentence(missing: DerivationNotFound["missing"]): string {
  switch (missing) {
    case "update":
      return t("No line of this file updates a weight by a gradient, such as w -= learning_rate * gradient.");
    case "loss":
      return t("The weights are updated, but no loss that depends on them was found in this file.");
    case "layers":
      return t("There is a loss, but no product of the inputs and the weights on the way to it.");
    case "activations":
      return t(
        "There is a loss, but what happens between the weights and the loss is not all known here yet.",
      );
    case "known-loss":
      return t("The loss of this file is none of those that can be derived here yet.");
    case "penalty":
      return t(
        "The loss is known, but what it adds for the weights is none of the penalties that are known here.",
      );
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
