import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import type { ParameterCheck, ProgramCheck } from "../insight/gradient/check";
import type { GradientFix } from "../insight/gradient/fix";
import { blamed, parameterAdvice, parameterSentence, verdictLens } from "../present/verdict";
import { gradientFixTitle } from "../present/verdictFix";
import type { ProgramSummary } from "../workers/analysis/calls";
import { type Analysis, programDocuments } from "./analysis";
import { openDocument, rangeOf, selectPlace } from "./places";
import { readSettings } from "./settings";
import { t } from "./words";

/** A check that another reading of the same text overtook is asked for again. */
const attempts = 3;

/** The checks of a program, and the versions of the documents that they are of. */
export interface Verdicts {
  readonly checks: readonly ProgramCheck[];
  readonly signature: string;
}

/** The verdict on each gradient: a lens above the backward pass, a squiggle under the wrong line, quick fixes. */
export class GradientVerdicts implements vscode.CodeLensProvider, vscode.CodeActionProvider, Disposable {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];
  readonly #store = new DisposableStore();
  readonly #diagnostics = this.#store.add(
    vscode.languages.createDiagnosticCollection("neuron-lens-gradients"),
  );
  readonly #changes = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changes.event;
  readonly #analysis: Analysis;

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
    this.#store.add(analysis.onDidChange((summary) => void this.#show(summary)));
    this.#store.add(
      vscode.workspace.onDidCloseTextDocument((document) => this.#diagnostics.delete(document.uri)),
    );
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("neuronLens")) this.#changes.fire();
      }),
    );
  }

  /** What is known of the program of a document as it now is; null where it has changed meanwhile. */
  async verdicts(document: vscode.TextDocument): Promise<Verdicts | null> {
    if (!readSettings().gradientCheck) return null;
    const signature = signatureOf(document);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const checks = await this.#analysis.check(document);
      if (signatureOf(document) !== signature) return null;
      if (checks !== null) return { checks, signature };
    }
    return null;
  }

  /** The fix of a check, and what it would be called; null where there is none, or the text is another by now. */
  async fix(document: vscode.TextDocument, verdicts: Verdicts, index: number): Promise<GradientFix | null> {
    if (signatureOf(document) !== verdicts.signature) return null;
    const fix = await this.#analysis.gradientFix(document, index);
    return signatureOf(document) === verdicts.signature ? fix : null;
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!readSettings().codeLens) return [];
    const uri = document.uri.toString();
    const found = await this.verdicts(document);
    return (found?.checks ?? [])
      .filter((check) => check.file === uri)
      .map((check) => {
        const start = document.positionAt(check.span.start);
        const place = blamed(check) ?? check.parameters[0];
        return new vscode.CodeLens(new vscode.Range(start, start), {
          title: verdictLens(check, textOf, t),
          command: "neuronLens.showDerivation",
          arguments: [document.uri, place?.file, place?.span.start],
        });
      });
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const uri = document.uri.toString();
    const found = readSettings().problems ? await this.verdicts(document) : null;
    if (found === null) return [];
    const actions: vscode.CodeAction[] = [];
    for (const [index, check] of found.checks.entries()) {
      const here = wrongParameters(check).filter(
        ({ file, span }) => file === uri && rangeOf(document, span).intersection(range) !== undefined,
      );
      const fix = here.length === 0 ? null : await this.fix(document, found, index);
      if (fix === null) continue;
      const action = new vscode.CodeAction(gradientFixTitle(fix, t), vscode.CodeActionKind.QuickFix);
      action.edit = gradientFixEdit(fix);
      action.diagnostics = diagnostics.filter((each) => here.some(({ mistake }) => each.code === mistake));
      action.isPreferred = true;
      actions.push(action);
    }
    return actions;
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #show(summary: ProgramSummary): Promise<void> {
    const [first] = summary.documents.flatMap(({ uri }) => openDocument(uri) ?? []);
    if (first === undefined) return;
    const found = await this.verdicts(first);
    // Overtaken by a newer text: its own verdict is on the way.
    if (found === null && readSettings().gradientCheck) return;
    const shown = readSettings().problems ? (found?.checks ?? []) : [];
    for (const { uri } of summary.documents) {
      const document = openDocument(uri);
      if (document === undefined) continue;
      const made = shown.flatMap((check) =>
        wrongParameters(check)
          .filter(({ file }) => file === uri)
          .map((parameter) => diagnostic(document, check, parameter)),
      );
      this.#diagnostics.set(document.uri, made);
    }
    this.#changes.fire();
  }
}

/** Goes to where a parameter's gradient is computed, so that the screens follow. */
export async function goToGradient(file: string, offset: number): Promise<void> {
  const document = openDocument(file);
  if (document === undefined) return;
  const line = document.positionAt(offset).line + 1;
  await selectPlace(file, { line, span: { start: offset, end: offset } });
}

function signatureOf(document: vscode.TextDocument): string {
  return programDocuments(document)
    .map(({ uri, version }) => `${uri}@${version}`)
    .join("\n");
}

export function textOf(file: string): string | undefined {
  return openDocument(file)?.getText();
}

function wrongParameters({ parameters }: ProgramCheck): readonly ParameterCheck[] {
  return parameters.filter(({ verdict }) => verdict === "wrong");
}

function diagnostic(
  document: vscode.TextDocument,
  check: ProgramCheck,
  parameter: ParameterCheck,
): vscode.Diagnostic {
  const sentence = parameterSentence(check, parameter, textOf, t);
  const advice = parameterAdvice(check, parameter, textOf, t);
  const made = new vscode.Diagnostic(
    rangeOf(document, parameter.span),
    advice === null ? sentence : `${sentence}.\n${advice}`,
    vscode.DiagnosticSeverity.Warning,
  );
  made.source = "Neuron Lens";
  if (parameter.mistake !== null) made.code = parameter.mistake;
  return made;
}

export function gradientFixEdit({ edits }: GradientFix): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { file, span, text } of edits) {
    const document = openDocument(file);
    if (document !== undefined) edit.replace(document.uri, rangeOf(document, span), text);
  }
  return edit;
}
