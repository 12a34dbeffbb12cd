import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { copyLesson } from "../../tasks/lesson.mjs";
import { cache, browser as foundBrowser } from "../../tasks/prepare.mjs";
import { installExtensions, type Server, startServer, writeProfile } from "../../tasks/vscodeServer.mjs";
import { HostBridge } from "./hostBridge";

export const themes = {
  dark: "Dark Modern",
  light: "Light Modern",
  highContrast: "Default High Contrast",
  highContrastLight: "Default High Contrast Light",
} as const;
export type Theme = keyof typeof themes;

export interface EditorOptions {
  readonly locale?: "en" | "ko";
  readonly theme?: Theme;
  /** False leaves the product out, to measure what VS Code does by itself. */
  readonly product?: boolean;
  /** False opens the folder in restricted mode. */
  readonly trusted?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files of the workspace by their path, beside a copy of the lesson. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly size?: { readonly width: number; readonly height: number };
  /** Device pixels a CSS pixel has; 2 for pictures to be printed or shown on fine screens. */
  readonly scale?: number;
  /** Name for screenshots and for the profile's folder. */
  readonly name?: string;
}

const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const testSettings = {
  "files.autoSave": "off",
  "files.hotExit": "off",
  "files.simpleDialog.enable": true,
  "editor.hover.delay": 100,
  "git.enabled": false,
  "window.restoreWindows": "none",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
};

function vsixFiles(withProduct: boolean): string[] {
  const product = process.env.NEURON_LENS_VSIX ?? join(cache, "neuron-lens.vsix");
  return [...(withProduct ? [product] : []), join(cache, "driver.vsix")];
}

/** What an editor runs on: a profile with the product in it, a server, a browser, and the bridge between. */
export interface Launched {
  readonly dataDir: string;
  readonly folder: string;
  readonly host: HostBridge;
  readonly server: Server;
  readonly browser: Browser;
  readonly context: BrowserContext;
}

export async function launch(options: EditorOptions): Promise<Launched> {
  const dataDir = mkdtempSync(join(tmpdir(), "neuron-lens-profile-"));
  const folder = join(dataDir, "workspace", "lesson");
  copyLesson(folder, options.locale);
  for (const [path, text] of Object.entries(options.files ?? {})) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const host = await HostBridge.listen();
  const trusted = options.trusted ?? true;
  writeProfile(dataDir, {
    ...testSettings,
    "neuronLensDriver.port": host.port,
    "security.workspace.trust.enabled": !trusted,
    "security.workspace.trust.startupPrompt": "never",
    "workbench.colorTheme": themes[options.theme ?? "dark"],
    ...options.settings,
  });
  await installExtensions(dataDir, vsixFiles(options.product ?? true));
  const server = await startServer({ dataDir, trusted });
  return { dataDir, folder, host, server, ...(await openBrowser(options)) };
}

async function openBrowser(options: EditorOptions): Promise<{ browser: Browser; context: BrowserContext }> {
  const found = foundBrowser();
  if (!found) throw new Error("No browser is there. `node test/tasks/prepare.mjs browser` installs one.");
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    args: chromiumArguments,
    env: { ...process.env, ...found.env },
  });
  const context = await browser.newContext({
    locale: options.locale ?? "en",
    viewport: options.size ?? { width: 1440, height: 900 },
    deviceScaleFactor: options.scale ?? 1,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  return { browser, context };
}
