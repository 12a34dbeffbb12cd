import type { ConsoleMessage, Page } from "playwright-core";

/** In a message or its address: the id or the folder of our extension. */
const ours = /neuron-?lens(?!-(test|profile))/i;
/** VS Code's own script. What comes from a webview's page, which it writes into a frame, has no address at all. */
const workbench = /\/static\/out\/(vs|browser)\//;

/** VS Code's own noise that has no address either. */
const notOurs = [
  /An iframe which has both allow-scripts and allow-same-origin/,
  // The server from npm comes without the service worker that its page asks for.
  /A bad HTTP response code \(404\) was received when fetching the script/,
  // An older one asks its marketplace for a newer version of what is installed.
  /vscode\/gallery\/|latest version for the extension/,
];

/** Gathers what our extension or our panel wrote to the developer console, and what they threw. */
export class ConsoleWatcher {
  readonly all: string[] = [];
  private found: string[] = [];

  constructor(page: Page) {
    page.on("console", (message) => this.take(message));
    page.on("pageerror", (error) => {
      const text = error.stack ?? error.message;
      if (ours.test(text) || !workbench.test(text)) this.found.push(`thrown: ${text}`);
    });
    page.on("requestfailed", (request) => {
      if (ours.test(request.url()) && !notOurs.some((pattern) => pattern.test(request.url())))
        this.found.push(`request failed: ${request.url()}`);
    });
  }

  /** Errors and warnings of ours so far. What the extension host logs or throws arrives in the page's console too. */
  problems(): readonly string[] {
    return this.found;
  }

  /** Of a test that failed and is tried again: it has told of its problems itself. */
  forget(): void {
    this.found = [];
  }

  private take(message: ConsoleMessage): void {
    this.all.push(`${message.type()}: ${message.text()}`);
    if (message.type() !== "error" && message.type() !== "warning") return;
    const address = message.location().url;
    const text = `${message.type()}: ${message.text()} (${address})`;
    if (notOurs.some((pattern) => pattern.test(text))) return;
    if (ours.test(text) || address === "") this.found.push(text);
  }
}
