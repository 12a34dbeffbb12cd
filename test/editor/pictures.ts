/**
 * Not tests of anything: takes the pictures of the README, and each of them again in every theme and both languages
 * for people to look through. Run by `npm run pictures`.
 */
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cache, root } from "../tasks/prepare.mjs";
import { Editor } from "./harness/editor";
import { type Theme, themes } from "./harness/launch";

const review = join(cache, "review");
const published = join(root, "media/pictures");

interface Scene {
  readonly name: string;
  /** Brings the window to what the picture shows; answers which part of it, or nothing for all. */
  show(editor: Editor): Promise<Parameters<Editor["picture"]>[1] | undefined>;
}

async function codeBesidePanel(editor: Editor): Promise<void> {
  await editor.clearNotifications();
  await editor.hideHover();
  await editor.command("workbench.action.closeSidebar");
  await editor.command("workbench.action.closePanel");
  await editor.openFile("neuron.py");
}

const scenes: readonly Scene[] = [
  {
    name: "hover",
    async show(editor) {
      await editor.command("workbench.action.closeAuxiliaryBar");
      await codeBesidePanel(editor);
      const hover = await editor.hoverByKeyboard("np.dot(x.T, err)", 4);
      await expect.poll(() => hover.locator("img").count()).toBeGreaterThan(0);
      const box = await editor.standingBox(hover);
      const y = Math.max(0, box.y - 60);
      return { x: 0, y, width: Math.min(1280, box.x + box.width + 80), height: box.height + 160 };
    },
  },
  {
    name: "derivation",
    async show(editor) {
      await codeBesidePanel(editor);
      await editor.command("neuronLens.showDerivation");
      await editor.panel().locator(".steps .step").first().waitFor();
      await editor.setPanelWidth(520);
      await editor.setCursor("w_grad = np.dot(x.T, err) / m");
      await editor.panel().locator('.steps [aria-current="step"]').waitFor();
      return undefined;
    },
  },
  {
    name: "training",
    async show(editor) {
      await codeBesidePanel(editor);
      await editor.command("neuronLens.train");
      await editor.panel().locator(".metrics").waitFor();
      await editor.notifications().first().waitFor();
      await editor.clearNotifications();
      await editor.setPanelWidth(620);
      await editor.setCursor("def fit(self, x, y");
      return undefined;
    },
  },
  {
    name: "shapes",
    async show(editor) {
      await codeBesidePanel(editor);
      await editor.command("neuronLens.showShapes");
      await editor.setPanelWidth(460);
      await editor.setCursor("np.dot(x, self.w)", 4);
      await editor.page.waitForTimeout(600);
      return undefined;
    },
  },
  {
    name: "walkthrough",
    async show(editor) {
      await editor.command("workbench.action.closeAuxiliaryBar");
      await editor.openWalkthrough();
      return undefined;
    },
  },
];

for (const locale of ["en", "ko"] as const) {
  test(`pictures in ${locale}`, { timeout: 300_000 }, async () => {
    const editor = await Editor.open({
      name: "pictures",
      locale,
      // Sharp on a fine screen, and still small: the published ones travel in the package.
      size: { width: 1280, height: 800 },
      scale: 1.5,
      settings: {
        "editor.minimap.enabled": false,
        "editor.stickyScroll.enabled": false,
        "workbench.activityBar.location": "hidden",
      },
    });
    try {
      for (const theme of Object.keys(themes) as Theme[]) {
        await editor.setTheme(theme);
        for (const scene of scenes) {
          await editor.picture(
            join(review, `${scene.name}-${theme}-${locale}.png`),
            await scene.show(editor),
          );
        }
      }
    } finally {
      await editor.close();
    }
  });
}

test("the README's pictures are the dark English ones", () => {
  mkdirSync(published, { recursive: true });
  for (const name of ["hover", "derivation", "training"]) {
    cpSync(join(review, `${name}-dark-en.png`), join(published, `${name}.png`));
  }
});
