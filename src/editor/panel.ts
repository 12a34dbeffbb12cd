import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import type { LessonScreen } from "../present/lesson-view";
import { type PagePlace, panelHtml } from "../present/panel-html";
import type { TrainingView } from "../present/training";
import {
  type DerivationScreen,
  emptyPanel,
  type PanelView,
  panelStrings,
  type Screen,
  type ShapesScreen,
} from "../present/view";
import { type FromView, parseFromView, type ToView } from "../protocol/panel";
import { t } from "./words";

export const panelId = "neuronLens.panel";

/** The panel as a tab among the editors. */
const tabType = "neuronLens.panelTab";

/** A place where VS Code shows the panel: the view in the side bar, or a tab. */
interface Page {
  readonly webview: vscode.Webview;
  readonly isVisible: () => boolean;
  /** To the front; the keyboard stays where it is. */
  readonly show: () => void;
  isReady: boolean;
  /** The room for pictures that the page has told of, in CSS pixels. */
  width: number;
}

/**
 * The panel beside the code, and as a tab where the reader wants one. It keeps what it shows, and sends all of it whenever a
 * page says that it is ready: one that was hidden, moved or reloaded comes back as it was, without being held in memory.
 */
export class Panel implements vscode.WebviewViewProvider, vscode.WebviewPanelSerializer, Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #store = new DisposableStore();
  readonly #messages = this.#store.add(new vscode.EventEmitter<FromView>());
  readonly onMessage = this.#messages.event;
  #side: Page | null = null;
  #tab: Page | null = null;
  #view: PanelView;
  #stepId: string | null = null;
  #screen: Screen | null = null;

  constructor(extensionUri: vscode.Uri, training: TrainingView) {
    this.#extensionUri = extensionUri;
    this.#view = emptyPanel(training);
    this.#store.add(vscode.window.registerWebviewViewProvider(panelId, this));
    this.#store.add(vscode.window.registerWebviewPanelSerializer(tabType, this));
  }

  get isVisible(): boolean {
    return this.#pages().some((page) => page.isVisible());
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const page: Page = {
      webview: view.webview,
      isVisible: () => view.visible,
      show: () => view.show(true),
      isReady: false,
      width: Number.POSITIVE_INFINITY,
    };
    this.#side = page;
    this.#open(page, view.onDidDispose, "side");
  }

  /** The tab of a window that was reloaded. */
  async deserializeWebviewPanel(tab: vscode.WebviewPanel): Promise<void> {
    this.#adopt(tab);
  }

  /** Opens the panel as a tab beside the code, or brings that to the front. */
  openTab(): void {
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    if (this.#tab === null) this.#adopt(vscode.window.createWebviewPanel(tabType, "Neuron Lens", column));
    else this.#tab.show();
  }

  /** Brings the panel to the front, on a screen where one is named. The keyboard stays where it is. */
  async reveal(screen?: Screen): Promise<void> {
    const page = this.#tab ?? this.#side;
    if (screen !== undefined) {
      if (page?.isReady === true) this.#post({ type: "openScreen", screen });
      else this.#screen = screen;
    }
    if (page === null) await vscode.commands.executeCommand(`${panelId}.focus`, { preserveFocus: true });
    else page.show();
  }

  setTraining(training: TrainingView): void {
    this.#view = { ...this.#view, training };
    this.#post({ type: "training", training });
  }

  setLesson(lesson: LessonScreen): void {
    this.#view = { ...this.#view, lesson };
    this.#post({ type: "lesson", lesson });
  }

  setDerivation(derivation: DerivationScreen): void {
    this.#view = { ...this.#view, derivation };
    this.#post({ type: "derivation", derivation });
  }

  setCurrentStep(stepId: string | null): void {
    if (stepId === this.#stepId) return;
    this.#stepId = stepId;
    this.#post({ type: "currentStep", stepId });
  }

  setShapes(shapes: ShapesScreen): void {
    this.#view = { ...this.#view, shapes };
    this.#post({ type: "shapes", shapes });
  }

  /** For what is kept elsewhere as well, and comes too often to send whole. */
  send(message: Extract<ToView, { type: "progress" | "epoch" | "path" }>): void {
    this.#post(message);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #adopt(tab: vscode.WebviewPanel): void {
    const page: Page = {
      webview: tab.webview,
      isVisible: () => tab.visible,
      show: () => tab.reveal(undefined, true),
      isReady: false,
      width: Number.POSITIVE_INFINITY,
    };
    this.#tab = page;
    this.#open(page, tab.onDidDispose, "tab");
  }

  #open(page: Page, onDidDispose: vscode.Event<void>, place: PagePlace): void {
    const { webview } = page;
    const dist = vscode.Uri.joinPath(this.#extensionUri, "dist");
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const store = new DisposableStore();
    store.add(webview.onDidReceiveMessage((message: unknown) => this.#receive(page, message)));
    store.add(
      onDidDispose(() => {
        store.dispose();
        if (this.#side === page) this.#side = null;
        if (this.#tab === page) this.#tab = null;
      }),
    );
    const language = vscode.env.language.startsWith("ko") ? "ko" : "en";
    webview.html = panelHtml({
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, "panel.js")).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, "panel.css")).toString(),
      cspSource: webview.cspSource,
      nonce: nonce(),
      language,
      title: "Neuron Lens",
      place,
      strings: panelStrings(t, language),
    });
  }

  #receive(page: Page, value: unknown): void {
    const message = parseFromView(value);
    if (message === null) return;
    if (message.type === "ready") {
      page.isReady = true;
      this.#postTo(page, { type: "view", view: this.#view });
      this.#postTo(page, { type: "currentStep", stepId: this.#stepId });
      if (this.#screen !== null) this.#postTo(page, { type: "openScreen", screen: this.#screen });
      this.#screen = null;
    }
    if (message.type === "resized") page.width = message.width;
    // Both pages show the same pictures: they have to fit into the narrower one of those that are seen.
    const seen = this.#pages().filter((each) => each === page || each.isVisible());
    const width = Math.min(...seen.map((each) => each.width));
    this.#messages.fire(message.type === "resized" ? { ...message, width } : message);
  }

  #pages(): readonly Page[] {
    return [this.#side, this.#tab].filter((page) => page !== null);
  }

  #post(message: ToView): void {
    for (const page of this.#pages()) this.#postTo(page, message);
  }

  #postTo(page: Page, message: ToView): void {
    if (page.isReady) void page.webview.postMessage(message);
  }
}

/** Random for each page, so that nothing that slipped into it could name it. */
function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
