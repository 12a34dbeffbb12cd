import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../base/disposable";
import { panelHtml } from "../present/panel-html";
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

export const panelId = "neuronLens.panel";

/**
 * The panel beside the code. It keeps what it shows, and sends all of it whenever the page says that it is ready: a view
 * that was hidden, moved or reloaded comes back as it was, without holding its page in memory.
 */
export class Panel implements vscode.WebviewViewProvider, Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #store = new DisposableStore();
  readonly #messages = this.#store.add(new vscode.EventEmitter<FromView>());
  readonly onMessage = this.#messages.event;
  #page: vscode.WebviewView | null = null;
  #isReady = false;
  #view: PanelView;
  #stepId: string | null = null;
  #screen: Screen | null = null;

  constructor(extensionUri: vscode.Uri, training: TrainingView) {
    this.#extensionUri = extensionUri;
    this.#view = emptyPanel(training);
    this.#store.add(vscode.window.registerWebviewViewProvider(panelId, this));
  }

  get isVisible(): boolean {
    return this.#page?.visible === true;
  }

  resolveWebviewView(page: vscode.WebviewView): void {
    const { webview } = page;
    const dist = vscode.Uri.joinPath(this.#extensionUri, "dist");
    this.#page = page;
    this.#isReady = false;
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const store = new DisposableStore();
    store.add(webview.onDidReceiveMessage((message: unknown) => this.#receive(message)));
    store.add(
      page.onDidDispose(() => {
        store.dispose();
        if (this.#page === page) this.#page = null;
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
      strings: panelStrings(vscode.l10n.t, language),
    });
  }

  /** Brings the panel to the front, on a screen where one is named. The keyboard stays where it is. */
  async reveal(screen?: Screen): Promise<void> {
    if (screen !== undefined) {
      if (this.#page !== null && this.#isReady) this.#post({ type: "openScreen", screen });
      else this.#screen = screen;
    }
    if (this.#page === null) {
      await vscode.commands.executeCommand(`${panelId}.focus`, { preserveFocus: true });
    } else {
      this.#page.show(true);
    }
  }

  setTraining(training: TrainingView): void {
    this.#view = { ...this.#view, training };
    this.#post({ type: "training", training });
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
  progress(message: Extract<ToView, { type: "progress" }>): void {
    this.#post(message);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #receive(value: unknown): void {
    const message = parseFromView(value);
    if (message === null) return;
    if (message.type === "ready") {
      this.#isReady = true;
      this.#post({ type: "view", view: this.#view });
      this.#post({ type: "currentStep", stepId: this.#stepId });
      if (this.#screen !== null) this.#post({ type: "openScreen", screen: this.#screen });
      this.#screen = null;
    }
    this.#messages.fire(message);
  }

  #post(message: ToView): void {
    if (this.#page !== null && this.#isReady) void this.#page.webview.postMessage(message);
  }
}

/** Random for each page, so that nothing that slipped into it could name it. */
function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
