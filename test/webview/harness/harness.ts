import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { panelHtml } from "../../../src/present/panel-html";
import type { FromView, ToView } from "../../../src/protocol/panel";
import { type Language, strings } from "./fixtures";
import { type ThemeName, themes } from "./themes";

const origin = "https://panel.test";
const root = join(import.meta.dirname, "../../..");

export interface Bundle {
  readonly script: string;
  readonly style: string;
}

/** The panel's bundle, built as the product's: one script, one style sheet. */
export async function buildPanel(): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), "panel-"));
  try {
    await build({
      entryPoints: { panel: join(root, "webview/index.tsx") },
      outdir: folder,
      bundle: true,
      format: "iife",
      minify: true,
      target: "es2022",
      jsx: "automatic",
      jsxImportSource: "preact",
      logLevel: "error",
    });
    return {
      script: readFileSync(join(folder, "panel.js"), "utf8"),
      style: readFileSync(join(folder, "panel.css"), "utf8"),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Says loudly that nothing was looked at where there is no browser. */
export const hasBrowser = existsSync(browserPath);
if (!hasBrowser)
  console.warn(`SKIPPED: the panel's browser tests need a Chromium, and there is none at ${browserPath}`);

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export interface PanelOptions {
  readonly bundle: Bundle;
  readonly theme?: ThemeName;
  readonly language?: Language;
  readonly width?: number;
  readonly height?: number;
  /** What an earlier page kept. */
  readonly kept?: unknown;
}

/** A panel in a page of its own, with the editor's side of it faked. */
export class PanelPage {
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    readonly language: Language,
  ) {}

  static async open(browser: Browser, options: PanelOptions): Promise<PanelPage> {
    const { bundle, theme = "dark", language = "en", width = 380, height = 720 } = options;
    const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
    const opened = new PanelPage(page, language);
    page.on("console", (message) => {
      // The last is about the tests themselves, which read the canvas.
      const ours =
        ["error", "warning"].includes(message.type()) && !message.text().includes("willReadFrequently");
      if (ours) opened.complaints.push(message.text());
    });
    page.on("pageerror", (error) => opened.complaints.push(error.message));
    await page.addInitScript(fakeEditor, {
      theme: themes[theme],
      kept: options.kept ?? null,
      font: process.env.PANEL_FONT ?? "Liberation Sans",
    });
    await page.route(`${origin}/**`, (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === "/panel.js")
        return route.fulfill({ body: bundle.script, contentType: "text/javascript" });
      if (pathname === "/panel.css") return route.fulfill({ body: bundle.style, contentType: "text/css" });
      return route.fulfill({ body: pageHtml(language), contentType: "text/html" });
    });
    await page.goto(`${origin}/`);
    await page.waitForSelector(".tabs");
    return opened;
  }

  async send(...messages: readonly ToView[]): Promise<void> {
    for (const message of messages) await this.page.evaluate(deliver, encode(message));
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }

  /** Changes the theme of the open page, as the editor does. */
  async dress(name: ThemeName): Promise<void> {
    await this.page.evaluate(({ variables, classes, kind }) => {
      document.documentElement.removeAttribute("style");
      for (const [name, value] of Object.entries(variables))
        document.documentElement.style.setProperty(name, value);
      document.body.className = classes;
      document.body.dataset.vscodeThemeKind = kind;
    }, themes[name]);
  }

  /** What the panel has posted so far. */
  posted(): Promise<FromView[]> {
    return this.page.evaluate(() => Reflect.get(window, "posted"));
  }

  kept(): Promise<unknown> {
    return this.page.evaluate(() => Reflect.get(window, "kept"));
  }

  close(): Promise<void> {
    return this.page.close();
  }
}

/** Of the kind that VS Code puts in front of every page's own styles. */
const editorDefaults = `@layer vscode-default {
  body { background-color: transparent; color: var(--vscode-editor-foreground); padding: 0 20px; font-size: 13px }
  a, a code { color: var(--vscode-textLink-foreground) }
  code { color: var(--vscode-textPreformat-foreground); background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px }
  kbd { background-color: #333; border: 1px solid #555; border-radius: 3px; padding: 1px 3px; box-shadow: inset 0 -1px 0 #888 }
}`;

function pageHtml(language: Language): string {
  const html = panelHtml({
    scriptUri: `${origin}/panel.js`,
    styleUri: `${origin}/panel.css`,
    cspSource: origin,
    nonce: "abc123",
    language,
    title: "Neuron Lens",
    place: "side",
    strings: strings(language),
  });
  return html.replace("<head>", `<head><style nonce="abc123">${editorDefaults}</style>`);
}

interface FakeEditor {
  readonly theme: {
    readonly classes: string;
    readonly kind: string;
    readonly variables: Record<string, string>;
  };
  readonly kept: unknown;
  readonly font: string;
}

/** Runs in the page, before its scripts: the theme as VS Code sets it, and its API. */
function fakeEditor({ theme, kept, font }: FakeEditor): void {
  const posted: unknown[] = [];
  Object.assign(window, { posted, kept });
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: unknown) => posted.push(structuredClone(message)),
      getState: () => Reflect.get(window, "kept") ?? undefined,
      setState: (state: unknown) => Object.assign(window, { kept: JSON.parse(JSON.stringify(state)) }),
    }),
  });
  const dress = () => {
    for (const [name, value] of Object.entries(theme.variables))
      document.documentElement.style.setProperty(name, value);
    const fonts = {
      "--vscode-font-family": `'${font}', sans-serif`,
      "--vscode-font-size": "13px",
      "--vscode-editor-font-family": "'DejaVu Sans Mono', monospace",
    };
    for (const [name, value] of Object.entries(fonts))
      document.documentElement.style.setProperty(name, value);
    if (document.body === null) return false;
    document.body.classList.add(...theme.classes.split(" "));
    document.body.dataset.vscodeThemeKind = theme.kind;
    return true;
  };
  const watcher = new MutationObserver(() => {
    if (dress()) watcher.disconnect();
  });
  watcher.observe(document, { childList: true, subtree: true });
}

/** Playwright carries plain JSON; typed arrays travel as lists with a mark. */
function encode(value: unknown): unknown {
  if (value instanceof Float64Array) return { float64: Array.from(value, String) };
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, encode(each)]));
  }
  return value;
}

/** Runs in the page: the message arrives as the editor would deliver it. */
function deliver(encoded: unknown): void {
  const decode = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(decode);
    if (typeof value !== "object" || value === null) return value;
    if ("float64" in value && Array.isArray(value.float64)) return Float64Array.from(value.float64, Number);
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, decode(each)]));
  };
  window.dispatchEvent(new MessageEvent("message", { data: decode(encoded) }));
}

/**
 * What the tests of a file share: a browser and the built panel, there before the first test and gone after the last. Without
 * a browser the tests are skipped.
 */
export function panelTests() {
  let made: { readonly browser: Browser; readonly bundle: Bundle } | undefined;
  beforeAll(async () => {
    if (!hasBrowser) return;
    const [browser, bundle] = await Promise.all([launch(), buildPanel()]);
    made = { browser, bundle };
  }, 60_000);
  afterAll(() => made?.browser.close());
  const built = () => {
    if (made === undefined) throw new Error("no browser");
    return made;
  };
  /** Opens a panel, uses it, and closes it. Whatever the page complained of is a failure. */
  const withPanel = async (
    options: Omit<PanelOptions, "bundle">,
    messages: readonly ToView[],
    use: (panel: PanelPage) => Promise<void>,
  ): Promise<void> => {
    const { browser, bundle } = built();
    const panel = await PanelPage.open(browser, { bundle, ...options });
    try {
      await panel.send(...messages);
      await use(panel);
      if (panel.complaints.length > 0) throw new Error(`the page complains: ${panel.complaints.join("; ")}`);
    } finally {
      await panel.close();
    }
  };
  return { it: test.runIf(hasBrowser), built, withPanel };
}
