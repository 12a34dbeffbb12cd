import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import type { ExpressionFact, Problem } from "../insight/facts";
import { flowView } from "../present/flow";
import { shapesView, worstFirst } from "../present/shapes";
import { numberPlaces, withNumbers } from "../present/trueNumbers";
import type { FoundNumbers } from "../workers/analysis/calls";
import { type Analysis, isPython } from "./analysis";
import type { Panel } from "./panel";
import { lineOf } from "./places";
import { fixEdit } from "./problems";
import type { ProgramNumbers } from "./programNumbers";
import type { Typesetting } from "./typesetting";
import { t } from "./words";

const formulaSize = 16;
/** Milliseconds that the screen waits for a program's numbers, and that a keystroke has to be past for them. */
const atOnce = 150;
const afterTyping = 600;
/** Quiet time after a move of the cursor, in milliseconds: a held arrow key is not followed step by step. */
const pause = 60;

/** A place in a Python document. */
interface Place {
  readonly document: vscode.TextDocument;
  readonly offset: number;
}

/** The Shapes screen: what the cursor is on. */
export class ShapesScreen implements Disposable {
  readonly #store = new DisposableStore();
  readonly #analysis: Analysis;
  readonly #panel: Panel;
  readonly #typesetting: Typesetting;
  readonly #numbers: ProgramNumbers;
  #revision = 0;
  #width = 340;
  #flowWanted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Where the screen stands: the last place in a Python document. */
  #place: Place | null = null;
  #typedAt = 0;
  #problems: readonly Problem[] = [];

  constructor(analysis: Analysis, panel: Panel, typesetting: Typesetting, numbers: ProgramNumbers) {
    this.#analysis = analysis;
    this.#panel = panel;
    this.#typesetting = typesetting;
    this.#numbers = numbers;
    this.#store.add(
      panel.onMessage((message) => {
        if (message.type === "ready") this.#schedule();
        else if (message.type === "flowWanted") this.#wantFlow(message.wanted);
        else if (message.type === "resized") this.#resize(message.width);
        else if (message.type === "applyFix") void this.#applyFix(message);
      }),
    );
    this.#store.add(vscode.window.onDidChangeTextEditorSelection(() => this.#schedule()));
    this.#store.add(vscode.window.onDidChangeActiveTextEditor(() => this.#schedule()));
    this.#store.add(analysis.onDidChange(() => this.#schedule()));
    this.#store.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && isPython(document)) this.#typedAt = Date.now();
      }),
    );
    this.#store.add({ dispose: () => clearTimeout(this.#timer) });
  }

  /** The command: brings the screen to the front, at a place where one is named (from a hover). */
  async show(uri?: string, offset?: number): Promise<void> {
    await this.#panel.reveal("shapes");
    if (uri !== undefined && offset !== undefined) {
      const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri);
      if (document !== undefined) return this.#show({ document, offset });
    }
    this.#schedule();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #wantFlow(wanted: boolean): void {
    if (wanted === this.#flowWanted) return;
    this.#flowWanted = wanted;
    this.#schedule();
  }

  #resize(width: number): void {
    if (width === this.#width) return;
    this.#width = width;
    this.#schedule();
  }

  #schedule(wait = pause): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const editor = vscode.window.activeTextEditor;
      if (editor !== undefined && isPython(editor.document)) {
        void this.#show({
          document: editor.document,
          offset: editor.document.offsetAt(editor.selection.active),
        });
      } else if (this.#place !== null && !this.#place.document.isClosed) {
        void this.#show(this.#place);
      }
    }, wait);
  }

  async #show(place: Place): Promise<void> {
    this.#place = place;
    if (!this.#panel.isVisible) return;
    const { document, offset } = place;
    const reply = await this.#analysis.factAt(document, offset);
    if (reply === null || this.#place !== place) return;
    this.#problems = worstFirst([...reply.problems, ...reply.around]);
    const found = reply.fact === null ? [] : await this.#numbersOf(place, reply.fact);
    if (this.#place !== place) return;
    const line = document.lineAt(document.positionAt(offset));
    const view = shapesView(
      {
        fact: reply.fact === null ? null : withNumbers(reply.fact, found),
        code: { uri: document.uri.toString(), line: line.lineNumber + 1, text: line.text.trim() },
        problems: this.#problems,
        trail: reply.trail,
        isFirstTime: found.some((each) => each !== null),
      },
      {
        t,
        width: this.#width,
        lineOf,
        textOf: (start, end) =>
          document.getText(new vscode.Range(document.positionAt(start), document.positionAt(end))),
      },
    );
    const revision = ++this.#revision;
    const tex = view.formula?.tex;
    const options = { display: true, fontSize: formulaSize };
    const formula = tex === undefined ? null : await this.#typesetting.formula(tex, options);
    const flow = this.#flowWanted ? await this.#analysis.flow(document, offset) : null;
    if (revision !== this.#revision) return;
    const uri = document.uri.toString();
    this.#panel.setShapes({
      revision,
      view,
      formulaSvg: formula?.svg ?? null,
      flow: flow === null ? null : flowView(uri, flow, { t, lineOf }),
    });
  }

  /**
   * The program's own numbers, as far as they are there at once: the shapes don't wait for them, and while somebody types
   * nobody asks. They are shown when they have come.
   */
  async #numbersOf(place: Place, fact: ExpressionFact): Promise<readonly (FoundNumbers | null)[]> {
    const { document } = place;
    const { version } = document;
    const left = this.#typedAt + afterTyping - Date.now();
    if (left > 0) {
      this.#schedule(left);
      return [];
    }
    const asked = this.#numbers.at(document, numberPlaces(fact));
    const found = await Promise.race([asked, later(atOnce)]);
    if (found === null) void asked.then(() => this.#place === place && this.#schedule());
    return document.version === version ? (found ?? []) : [];
  }

  /** A fix that was shown for another text is not applied. */
  async #applyFix(asked: {
    readonly revision: number;
    readonly problem: number;
    readonly fix: number;
  }): Promise<void> {
    const fix = this.#problems[asked.problem]?.fixes[asked.fix];
    if (asked.revision !== this.#revision || fix === undefined || this.#place === null) return;
    await vscode.workspace.applyEdit(fixEdit(this.#place.document, fix.edits));
  }
}

function later(milliseconds: number): Promise<null> {
  return new Promise((done) => setTimeout(() => done(null), milliseconds));
}
