import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";
import type * as vscode from "vscode";
import { cache } from "../../tasks/prepare.mjs";
import { removeProfile } from "../../tasks/vscodeServer.mjs";
import { ConsoleWatcher } from "./consoleWatcher";
import type { Json } from "./hostBridge";
import { type EditorOptions, type Launched, launch, type Theme, themes } from "./launch";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A word of VS Code's menu or a title of ours, matched from the start of what the row shows. */
type Words = string | RegExp;

/** A VS Code of our own, with the product installed, in a browser of our own, driven by mouse and keyboard. */
export class Editor {
  private constructor(
    readonly page: Page,
    readonly console: ConsoleWatcher,
    private readonly name: string,
    private readonly launched: Launched,
  ) {}

  static async open(options: EditorOptions = {}): Promise<Editor> {
    return Editor.window(options.name ?? "editor", await launch(options));
  }

  /** A second window on the same folder. It ends with the first one, or by `page.close()`. */
  async another(): Promise<Editor> {
    return Editor.window(`${this.name}-other`, { ...this.launched, host: this.launched.host.another() });
  }

  private static async window(name: string, launched: Launched): Promise<Editor> {
    const page = await launched.context.newPage();
    const editor = new Editor(page, new ConsoleWatcher(page), name, launched);
    await editor.load();
    return editor;
  }

  async close(): Promise<void> {
    const { context, browser, host, server, dataDir } = this.launched;
    await context.close();
    await browser.close();
    host.close();
    await server.stop();
    removeProfile(dataDir);
  }

  /** Loads the page, again if it was loaded: a window's reload. */
  async load(): Promise<void> {
    this.launched.host.forget();
    await this.page.goto(this.launched.server.address(this.launched.folder));
    await this.page.locator(".monaco-workbench .part.editor").waitFor();
    await this.launched.host.connected();
  }

  /** As a person reloads the window: what it has to keep it writes down first. */
  async reload(): Promise<void> {
    this.launched.host.forget();
    await this.runCommand("Developer: Reload Window");
    await this.launched.host.connected();
    await this.page.locator(".monaco-workbench .part.editor").waitFor();
  }

  /** How extension hosts ended, in the server's words: one that died says in its page's console only that it did. */
  hostEnds(): readonly string[] {
    return this.launched.server.said().match(/.*Extension Host Process exited.*/g) ?? [];
  }

  /** Runs `work` in the extension host; see HostBridge. */
  run<A extends readonly Json[], R>(
    work: (api: typeof vscode, ...args: A) => R | PromiseLike<R>,
    ...args: A
  ): Promise<R> {
    return this.launched.host.run(work, ...args);
  }

  path(file: string): string {
    return join(this.launched.folder, file);
  }

  async setSetting(key: string, value: Json): Promise<void> {
    await this.run(
      async (api, name, to) =>
        api.workspace.getConfiguration().update(name, to, api.ConfigurationTarget.Global),
      key,
      value,
    );
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.setSetting("workbench.colorTheme", themes[theme]);
    await this.page.waitForTimeout(400);
  }

  /** Asks VS Code for a thing directly, without mouse or keyboard. */
  async command(id: string, ...args: Json[]): Promise<void> {
    await this.run(
      async (api, name, rest) => {
        await api.commands.executeCommand(name, ...rest);
      },
      id,
      args,
    );
  }

  async openFile(file: string): Promise<void> {
    await this.run(async (api, path) => {
      await api.window.showTextDocument(api.Uri.file(path), { preview: false });
    }, this.path(file));
    await this.page.locator(".editor-instance .view-line").first().waitFor();
  }

  async openNotebook(file: string): Promise<void> {
    await this.run(async (api, path) => {
      await api.commands.executeCommand("vscode.openWith", api.Uri.file(path), "jupyter-notebook");
    }, this.path(file));
    await this.page.locator(".notebookOverlay .cell-list-container .view-line").first().waitFor();
  }

  async closeAllEditors(): Promise<void> {
    await this.command("workbench.action.closeAllEditors");
  }

  /** Puts the cursor before the first `text` of the active file (line and column from 0), and shows it. */
  async setCursor(text: string, offset = 0): Promise<{ line: number; column: number }> {
    return this.run(
      (api, wanted, shift) => {
        const editor = api.window.activeTextEditor;
        const index = editor?.document.getText().indexOf(wanted) ?? -1;
        if (!editor || index < 0) throw new Error(`no "${wanted}" in ${editor?.document.uri}`);
        const position = editor.document.positionAt(index + shift);
        editor.selection = new api.Selection(position, position);
        editor.revealRange(editor.selection, api.TextEditorRevealType.InCenter);
        return { line: position.line, column: position.character };
      },
      text,
      offset,
    );
  }

  async cursorLine(): Promise<number> {
    return this.run((api) => api.window.activeTextEditor?.selection.active.line ?? -1);
  }

  /** The text of the shown hover. */
  hover(): Locator {
    return this.page.locator(".monaco-resizable-hover .monaco-hover:not(.hidden)").first();
  }

  async hoverByKeyboard(text: string, offset = 0): Promise<Locator> {
    await this.hideHover();
    await this.setCursor(text, offset);
    await this.command("workbench.action.focusActiveEditorGroup");
    // The view still scrolls, and hints still arrive; either hides a hover. A person would ask again.
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.command("editor.action.showHover");
      const shown = this.hover().waitFor({ timeout: 3000 });
      if (await shown.then(() => true).catch(() => false)) break;
    }
    await this.hover().waitFor({ timeout: 500 });
    return this.hover();
  }

  /** Rests the mouse on `token` within the code `line`, as it is drawn in a script or, with `within`, elsewhere. */
  async hoverByMouse(line: string, token: string, within = ".editor-instance"): Promise<Locator> {
    await this.hideHover();
    const row = this.page.locator(`${within} .view-line`, { hasText: drawn(line) }).first();
    await row.waitFor();
    const box = await this.standingBox(row, (place) => textBox(place, line, token));
    await this.page.mouse.move(box.x + box.width * 0.35, box.y + box.height / 2, { steps: 4 });
    await this.hover().waitFor();
    return this.hover();
  }

  async hideHover(): Promise<void> {
    await this.page.mouse.move(4, 4);
    await this.command("editor.action.hideHover").catch(() => {});
    await this.hover()
      .waitFor({ state: "hidden", timeout: 3000 })
      .catch(() => {});
  }

  /** The box of an element, or of a part of it, once it no longer moves: hints and lenses shift lines as they come. */
  async standingBox(
    locator: Locator,
    measure: (place: Locator) => Promise<Box | null> = (place) => place.boundingBox(),
  ): Promise<Box> {
    let last = "";
    for (let i = 0; i < 50; i++) {
      const box = await measure(locator);
      const now = JSON.stringify(box);
      if (box && now === last) return box;
      last = now;
      await this.page.waitForTimeout(100);
    }
    throw new Error("The element never stood still.");
  }

  /** Opens the command palette and runs the command of this title, as a person would. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input.input");
    await input.waitFor();
    await input.fill(`>${title}`);
    const row = this.page.locator(".quick-input-widget .monaco-list-row", { hasText: title }).first();
    await row.waitFor();
    await this.page.keyboard.press("Enter");
    await this.page
      .locator(".quick-input-widget")
      .waitFor({ state: "hidden" })
      .catch(() => {});
  }

  quickPickRow(words: Words): Locator {
    return this.page.locator(".quick-input-widget .monaco-list-row", { hasText: words }).first();
  }

  async pick(words: Words): Promise<void> {
    await this.quickPickRow(words).click();
  }

  notification(words: Words): Locator {
    return this.page.locator(".notification-toast", { hasText: words }).first();
  }

  /** Waits for a notification with these words, and answers the whole of its sentence. */
  async notificationText(words: Words): Promise<string> {
    const message = this.page
      .locator(".notification-toast .notification-list-item-message", { hasText: words })
      .first();
    await message.waitFor();
    return (await message.textContent()) ?? "";
  }

  notifications(): Locator {
    return this.page.locator(".notification-toast");
  }

  async notificationButton(toast: Locator, label: Words): Promise<void> {
    await toast.locator(".monaco-button", { hasText: label }).click();
  }

  async clearNotifications(): Promise<void> {
    await this.command("notifications.clearAll");
    await this.page.mouse.move(4, 4);
  }

  /** The inside of our panel. */
  panel(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview[src*="extensionId=neuron-lens.neuron-lens"]:visible')
      .last()
      .frameLocator("#active-frame");
  }

  /** Drags the border between the code and our panel until the panel is this wide. */
  async setPanelWidth(width: number): Promise<void> {
    const bar = await this.standingBox(this.page.locator(".part.auxiliarybar"));
    const right = bar.x + bar.width;
    const y = bar.y + bar.height / 2;
    await this.page.mouse.move(bar.x - 2, y);
    await this.page.mouse.down();
    await this.page.mouse.move(right - width - 2, y, { steps: 6 });
    await this.page.mouse.up();
    await this.page.mouse.move(4, 4);
  }

  /** One that VS Code remembers of an earlier time is no link until the editor has the focus. */
  lens(words: Words): Locator {
    return this.page.locator(".codelens-decoration > :is(a, span)", { hasText: words }).first();
  }

  /**
   * Clicks a lens until `done`: one that VS Code makes anew in that very moment has lost its command, and a person would
   * click again.
   */
  async clickLens(words: Words, done: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; attempt < 4; attempt++) {
      await this.standingBox(this.lens(words));
      await this.lens(words).click();
      for (let wait = 0; wait < 30; wait++) {
        if (await done()) return;
        await this.page.waitForTimeout(100);
      }
    }
    throw new Error(`nothing came of the lens ${words}`);
  }

  /** Right-clicks a file in the explorer and chooses from its menu. */
  async chooseInExplorer(file: string, item: Words): Promise<void> {
    await this.command("workbench.view.explorer");
    const row = this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: file }).first();
    await row.waitFor();
    await this.choose(row, item);
  }

  /** Right-clicks `place` and chooses from the menu that opens. */
  async choose(place: Locator, item: Words): Promise<void> {
    await place.click({ button: "right" });
    const entry = this.page.locator(".monaco-menu .action-item .action-label", { hasText: item }).first();
    await entry.waitFor();
    // A menu ignores the click that comes in the same moment it opens.
    await this.page.waitForTimeout(150);
    await entry.click();
  }

  async openWalkthrough(id = "neuron-lens.neuron-lens#neuronLens.start"): Promise<void> {
    // While VS Code still lays the page's tab out, the command can end without bringing it to the front; a person would
    // ask again.
    const steps = this.page.locator(".getting-started-step").first();
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.command("workbench.action.openWalkthrough", id, false);
      const shown = steps.waitFor({ timeout: 3000 });
      if (await shown.then(() => true).catch(() => false)) return;
    }
    await steps.waitFor({ timeout: 500 });
  }

  walkthroughStep(id: string): Locator {
    return this.page.locator(`.getting-started-step[data-step-id$="${id}"]`);
  }

  /** A picture of the window for people to look at; returns where it is. */
  async screenshot(name: string): Promise<string> {
    const path = join(cache, "screenshots", `${this.name}-${name}`.replace(/[^\w.-]+/g, "-").concat(".png"));
    await this.picture(path);
    return path;
  }

  /** Writes the window, or the part of it at `clip`, as a PNG. */
  async picture(path: string, clip?: Box): Promise<void> {
    mkdirSync(dirname(path), { recursive: true });
    // VS Code fades and lays out for a moment after it is asked for something.
    await this.page.waitForTimeout(300);
    await this.page.screenshot(clip ? { path, clip } : { path });
  }
}

/** VS Code draws spaces of code as no-break spaces. */
function drawn(text: string): RegExp {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(escaped.replace(/ /g, "[ \\u00a0·]"));
}

/** Where the letters of `token` within `line` are drawn: VS Code merges neighbouring tokens into one element. */
function textBox(row: Locator, line: string, token: string): Promise<Box | null> {
  const range = { start: line.indexOf(token), length: token.length };
  return row.evaluate(
    (element, { pattern, start, length }) => {
      const page = element.ownerDocument;
      const texts: Text[] = [];
      const walker = page.createTreeWalker(element, 4 /* text */);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text);
      const at = new RegExp(pattern).exec(texts.map((text) => text.data).join(""))?.index;
      if (at === undefined) return null;
      const find = (offset: number): [Text, number] | null => {
        let left = offset;
        for (const text of texts) {
          if (left < text.data.length) return [text, left];
          left -= text.data.length;
        }
        return null;
      };
      const from = find(at + start);
      const to = find(at + start + length - 1);
      if (!from || !to) return null;
      const letters = page.createRange();
      letters.setStart(from[0], from[1]);
      letters.setEnd(to[0], to[1] + 1);
      const { x, y, width, height } = letters.getBoundingClientRect();
      return { x, y, width, height };
    },
    { pattern: drawn(line).source, ...range },
  );
}
