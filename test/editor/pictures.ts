/**
 * Not tests of anything: takes every screen in every theme and both languages for people to look through, and the
 * pictures of the README. Run by `npm run pictures`; words after it (`npm run pictures -- hover-toy-dark`) choose some.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cache, root } from "../tasks/prepare.mjs";
import { Editor } from "./harness/editor";
import { type Theme, themes } from "./harness/launch";
import { withPalette } from "./harness/png";

type Clip = Parameters<Editor["picture"]>[1];

interface Scene {
  readonly name: string;
  /** Brings the window to what the picture shows; answers which part of it, or nothing for all. */
  show(editor: Editor): Promise<Clip>;
}

const settings = {
  "editor.minimap.enabled": false,
  "editor.stickyScroll.enabled": false,
  "editor.occurrencesHighlight": "off",
  "breadcrumbs.enabled": false,
  "window.commandCenter": false,
  "window.title": "Visual Studio Code",
  "workbench.activityBar.location": "hidden",
};

const shapes = `import numpy as np

x = np.zeros((364, 30))
y = np.zeros(364)
w = np.ones((30, 1))

rows, columns = x.shape
z = np.dot(x, w)
a = 1 / (1 + np.exp(-z))
err = a - y
w_grad = np.dot(x, err)

table = load_table("rows.csv")
mean = np.mean(table, axis=0)
`;

/** Models whose derivations have more to say than the lesson's, and one with none. */
const dropout = caseText("dropout_class");
const huber = caseText("huber_fit");
const weighed = caseText("sample_weight_argument");
const columns = caseText("tf_style_columns_softmax");
const normalised = caseText("batchnorm_step");
const underived = caseText("gelu");

function caseText(name: string): string {
  const text = readFileSync(join(root, `test/cases/gradient/${name}.py`), "utf8");
  return text.slice(text.indexOf("import numpy"));
}

const oneRow = "radius,texture,diagnosis\n17.9,10.3,malignant\n";

/** The lesson with a gradient that was never turned into a mean. */
const lesson = readFileSync(join(root, "media/lesson/neuron.py"), "utf8");
const wrong = lesson.replace("np.dot(x.T, err) / m", "np.dot(x.T, err)");

/** A table of which much is to be said: a missing mark, columns alike, classes alike, an identifier, a constant, a leak, notes. */
const messy = [
  "id,age,weight kg,length,size,unit,price,result,passed",
  ...Array.from({ length: 60 }, (_, row) => {
    const age = row % 9 === 4 ? -999 : 20 + ((row * 7) % 45);
    const length = 150 + ((row * 13) % 41);
    const price = row % 11 === 6 ? "" : `"$1,${100 + row}"`;
    const passed = row % 3 === 0 ? (row % 6 === 0 ? "Yes" : "yes") : "no";
    return `${row + 1},${age},${50 + ((row * 11) % 40)} kg,${length},${length},cm,${price},${row % 3 === 0 ? 9.5 : 2.5},${passed}`;
  }),
  "Total,,,,,,,,",
  "",
  "Source: a school of the town, measured by its own pupils",
].join("\n");

const files = {
  "mistakes.py": shapes,
  "wrong.py": wrong,
  "dropout.py": dropout,
  "huber.py": huber,
  "weighed.py": weighed,
  "columns.py": columns,
  "normalised.py": normalised,
  "underived.py": underived,
  "one-row.csv": oneRow,
  "messy.csv": messy,
};

async function code(editor: Editor, file: string): Promise<void> {
  await editor.clearNotifications();
  await editor.hideHover();
  await editor.command("workbench.action.closeSidebar");
  await editor.command("workbench.action.closePanel");
  await editor.openFile(file);
  await editor.command("workbench.action.closeOtherEditors");
}

function hoverScene(name: string, file: string, at: string, offset: number): Scene {
  return {
    name: `hover-${name}`,
    async show(editor) {
      await editor.command("workbench.action.closeAuxiliaryBar");
      await code(editor, file);
      await editor.setCursor(at, offset);
      // Hints and lenses that arrive late hide a hover.
      await editor.page.waitForTimeout(800);
      const hover = await editor.hoverByKeyboard(at, offset);
      const box = await editor.standingBox(hover);
      const top = Math.max(0, box.y - 60);
      return { x: 0, y: top, width: 900, height: Math.min(800 - top, box.height + 160) };
    },
  };
}

function panelScene(
  name: string,
  command: string,
  width: number,
  show: (editor: Editor) => Promise<void>,
  file = "neuron.py",
): Scene {
  return {
    name,
    async show(editor) {
      await code(editor, file);
      await editor.command(command);
      await editor.panel().locator("#screen").waitFor();
      await editor.setPanelWidth(width);
      await show(editor);
      await editor.page.waitForTimeout(600);
      return undefined;
    },
  };
}

const derivation = (part: 0 | 1) => async (editor: Editor) => {
  await editor.panel().locator(".steps .step").first().waitFor();
  await editor.panel().getByRole("radio").nth(part).click();
  await editor.setCursor("w_grad = np.dot(x.T, err) / m");
  if (part === 1) await editor.panel().locator('.steps [aria-current="step"]').waitFor();
};

/** The step of a line, in a panel of the usual width and in the narrowest. */
function steps(name: string, line: string): readonly Scene[] {
  return [480, 220].map((width) =>
    panelScene(
      `derivation-${name}-${width}`,
      "neuronLens.showDerivation",
      width,
      async (editor) => {
        await editor.panel().locator(".steps .step").first().waitFor();
        // A normalised layer has the batch alone.
        const parts = editor.panel().getByRole("radio");
        if ((await parts.count()) > 0) await parts.nth(1).click();
        await editor.setCursor(line);
        await editor.panel().locator('.steps [aria-current="step"]').waitFor();
      },
      `${name}.py`,
    ),
  );
}

async function trained(editor: Editor): Promise<void> {
  await editor.panel().locator(".metrics").waitFor();
  await editor.notifications().first().waitFor();
  await editor.clearNotifications();
  await editor.setCursor("def fit(self, x, y");
}

async function scrolled(editor: Editor): Promise<void> {
  await trained(editor);
  await editor.panel().locator(".weights-foot").scrollIntoViewIfNeeded();
}

const training: readonly Scene[] = [
  panelScene("training-wide", "neuronLens.train", 740, trained),
  panelScene("training-middle", "neuronLens.train", 620, trained),
  panelScene("training", "neuronLens.train", 380, trained),
  panelScene("training-below", "neuronLens.train", 380, scrolled),
  panelScene("training-narrow", "neuronLens.train", 220, trained),
  panelScene("training-narrow-below", "neuronLens.train", 220, scrolled),
  {
    name: "training-running",
    async show(editor) {
      await code(editor, "neuron.py");
      await editor.setSetting("neuronLens.training.epochs", 1_000_000);
      await editor.command("neuronLens.openPanel");
      await editor.setPanelWidth(380);
      // Answers when the training has ended, so it is not waited for.
      await editor.run((api) => {
        api.commands.executeCommand("neuronLens.train");
      });
      await editor.notifications().first().waitFor();
      await editor.page.waitForTimeout(1500);
      return undefined;
    },
  },
  {
    name: "training-stopped",
    async show(editor) {
      await editor.command("neuronLens.stopTraining");
      await editor.setSetting("neuronLens.training.epochs", 100);
      await editor.page.waitForTimeout(1000);
      return undefined;
    },
  },
  panelScene(
    "training-failed",
    "neuronLens.train",
    380,
    async (editor) => {
      await editor.panel().locator(".note.error").waitFor();
    },
    "one-row.csv",
  ),
  ...[380, 220].map((width) =>
    panelScene(
      `training-notes-${width}`,
      "neuronLens.train",
      width,
      async (editor) => {
        await editor.panel().locator(".dataset-notes").waitFor();
        await editor.clearNotifications();
      },
      "messy.csv",
    ),
  ),
];

const scenes: readonly Scene[] = [
  hoverScene("gradient", "neuron.py", "np.dot(x.T, err)", 4),
  hoverScene("toy", "neuron.py", "np.dot(a, b)", 4),
  hoverScene("calls", "neuron.py", "np.dot(x, self.w)", 4),
  hoverScene("size", "mistakes.py", "x.shape", 3),
  hoverScene("mismatch", "mistakes.py", "np.dot(x, err)", 4),
  hoverScene("silent", "mistakes.py", "a - y", 2),
  hoverScene("unknown", "mistakes.py", "mean = np.mean", 0),
  panelScene("shapes", "neuronLens.showShapes", 460, async (editor) => {
    await editor.setCursor("np.dot(x.T, err)", 4);
  }),
  panelScene("shapes-toy", "neuronLens.showShapes", 380, async (editor) => {
    await editor.setCursor("np.dot(a, b)", 4);
  }),
  panelScene("shapes-calls", "neuronLens.showShapes", 380, async (editor) => {
    await editor.setCursor("np.dot(x, self.w)", 4);
  }),
  panelScene("shapes-narrow", "neuronLens.showShapes", 220, async (editor) => {
    await editor.setCursor("np.dot(x.T, err)", 4);
  }),
  panelScene(
    "shapes-mismatch",
    "neuronLens.showShapes",
    380,
    async (editor) => {
      await editor.setCursor("np.dot(x, err)", 4);
    },
    "mistakes.py",
  ),
  panelScene(
    "shapes-silent",
    "neuronLens.showShapes",
    380,
    async (editor) => {
      await editor.setCursor("a - y", 2);
    },
    "mistakes.py",
  ),
  panelScene(
    "shapes-unknown",
    "neuronLens.showShapes",
    380,
    async (editor) => {
      await editor.setCursor("np.mean(table", 4);
    },
    "mistakes.py",
  ),
  panelScene("derivation", "neuronLens.showDerivation", 520, derivation(1)),
  panelScene("derivation-sample", "neuronLens.showDerivation", 380, derivation(0)),
  panelScene("derivation-narrow", "neuronLens.showDerivation", 220, derivation(1)),
  ...steps("dropout", "self.h = self.h * self.mask"),
  ...steps("huber", "psi = "),
  ...steps("weighed", "d = sample_weight"),
  ...steps("columns", "dZ1 = "),
  ...steps("normalised", "d_z = "),
  ...[380, 220].map((width) =>
    panelScene(
      `derivation-none-${width}`,
      "neuronLens.showDerivation",
      width,
      async (editor) => {
        await editor.panel().locator("#screen li").first().waitFor();
      },
      "underived.py",
    ),
  ),
  ...[460, 220].map((width) =>
    panelScene(
      `derivation-wrong-${width}`,
      "neuronLens.showDerivation",
      width,
      async (editor) => {
        await editor.setCursor("w_grad = np.dot(x.T, err)");
        await editor.panel().locator(".verdict-card.note").first().waitFor();
      },
      "wrong.py",
    ),
  ),
  ...training,
  {
    name: "problems",
    async show(editor) {
      await editor.command("workbench.action.closeAuxiliaryBar");
      await code(editor, "mistakes.py");
      await editor.command("workbench.actions.view.problems");
      await editor.page.waitForTimeout(500);
      return undefined;
    },
  },
  {
    name: "fixes",
    async show(editor) {
      await editor.command("workbench.action.closeAuxiliaryBar");
      await code(editor, "mistakes.py");
      await editor.setCursor("np.dot(x, err)", 4);
      await editor.page.waitForTimeout(500);
      await editor.command("editor.action.quickFix");
      await editor.page.locator(".action-widget .monaco-list-row").first().waitFor();
      await editor.page.waitForTimeout(300);
      return undefined;
    },
  },
  {
    name: "notification",
    async show(editor) {
      await editor.page.keyboard.press("Escape");
      await editor.command("workbench.action.closeAuxiliaryBar");
      await code(editor, "neuron.py");
      await editor.setCursor("class SingleLayer");
      await editor.command("neuronLens.train");
      await editor.notifications().first().waitFor();
      await editor.command("workbench.action.closeAuxiliaryBar");
      await editor.page.waitForTimeout(400);
      return undefined;
    },
  },
  {
    name: "course",
    async show(editor) {
      await code(editor, "neuron.py");
      await editor.command("neuronLens.course.focus");
      await editor.page
        .locator(".pane", { hasText: "Neuron Lens" })
        .locator(".monaco-list-row")
        .nth(2)
        .waitFor();
      await editor.page.waitForTimeout(600);
      return undefined;
    },
  },
  {
    name: "settings",
    async show(editor) {
      await code(editor, "neuron.py");
      await editor.command("workbench.action.closeAuxiliaryBar");
      await editor.command("workbench.action.openSettings", "@ext:neuron-lens.neuron-lens");
      await editor.page.locator(".setting-item-contents").first().waitFor();
      await editor.page.waitForTimeout(600);
      return undefined;
    },
  },
  ...["lesson", "hover", "derivation", "train", "own", "next"].map(
    (step): Scene => ({
      name: `walkthrough-${step}`,
      async show(editor) {
        await editor.command("workbench.action.closeAuxiliaryBar");
        await editor.command("workbench.action.closePanel");
        await editor.openWalkthrough();
        await editor.walkthroughStep(step).click();
        await editor.page.waitForTimeout(400);
        return undefined;
      },
    }),
  ),
];

/** The README's pictures: as wide as a page shows them, so that their words stay legible. */
const readme: readonly Scene[] = [
  {
    name: "hover",
    async show(editor) {
      await editor.command("workbench.action.closeAuxiliaryBar");
      await code(editor, "neuron.py");
      // With the method at the top the hover goes under its line, and what is hovered over stays in sight.
      await editor.setCursor("m = len(x)");
      await editor.run((api) => {
        const shown = api.window.activeTextEditor;
        const above = shown?.selection.active.translate(-2);
        if (shown && above) shown.revealRange(new api.Range(above, above), api.TextEditorRevealType.AtTop);
      });
      await editor.page.waitForTimeout(800);
      const hover = await editor.hoverByMouse("np.dot(x.T, err)", "dot");
      await expect.poll(() => hover.locator("img").count()).toBeGreaterThan(1);
      const box = await editor.standingBox(hover);
      const { y: top } = await editor.standingBox(editor.page.locator(".editor-instance").first());
      return { x: 6, y: top, width: 760, height: box.y + box.height + 10 - top };
    },
  },
  panelScene("derivation", "neuronLens.showDerivation", 520, async (editor) => {
    await derivation(1)(editor);
    await editor.page.mouse.move(4, 4);
  }),
  {
    name: "training",
    async show(editor) {
      await code(editor, "neuron.py");
      await editor.command("neuronLens.openPanel");
      await editor.setPanelWidth(740);
      // Answers when the training has ended, and asks for a guess before.
      await editor.run((api) => {
        api.commands.executeCommand("neuronLens.comparePolicies");
      });
      await editor.pick("One sample");
      await editor.notificationText(/rose/);
      await editor.clearNotifications();
      await editor.page.waitForTimeout(800);
      return undefined;
    },
  },
  {
    name: "lesson",
    async show(editor) {
      await editor.clearNotifications();
      await editor.command("neuronLens.openLessonStep", "course/backward", "gradients");
      await editor.setPanelWidth(440);
      await editor.panel().getByText("Put the files into my folder").click();
      await editor.panel().locator(".lesson-place").waitFor();
      await editor.command("workbench.action.closeSidebar");
      await editor.run(async (api) => {
        const active = api.window.activeTextEditor;
        if (active === undefined) return;
        const lines = active.document.getText().split("\n");
        const from = lines.findIndex((line) => line.includes("m = len(x)"));
        const to = lines.findIndex((line) => line.includes("return w_grad / m"));
        const range = new api.Range(from, 8, to, lines[to]?.length ?? 0);
        // A typical answer: the sum over the samples, and not yet their mean.
        await active.edit((edit) => edit.replace(range, "return np.dot(x.T, err)"));
        active.revealRange(new api.Range(from - 8, 0, from - 8, 0), api.TextEditorRevealType.AtTop);
      });
      await editor.panel().locator(".lesson-mistake").waitFor();
      await editor.panel().locator(".lesson-checks").scrollIntoViewIfNeeded();
      await editor.page.waitForTimeout(600);
      return undefined;
    },
  },
  {
    name: "settings",
    async show(editor) {
      await editor.clearNotifications();
      await editor.command("workbench.action.closeAuxiliaryBar");
      await editor.command("workbench.action.closeSidebar");
      // What a scene before it wrote would be asked about first, by a dialog that nobody answers.
      await editor.command("workbench.action.files.saveAll");
      await editor.command("workbench.action.closeAllEditors");
      await editor.command("workbench.action.openSettings", "@ext:neuron-lens.neuron-lens");
      await editor.page.locator(".setting-item-contents", { hasText: "Hover" }).first().waitFor();
      // The tests' editor is a remote one; a reader's has no such tab.
      await editor.page
        .locator(".settings-tabs-widget .action-item", { hasText: "Remote" })
        .evaluate((tab: HTMLElement) => {
          tab.style.display = "none";
        });
      await editor.page.waitForTimeout(600);
      // A dialog over the other editors, where VS Code shows them so.
      return editor.standingBox(editor.page.locator(".part.editor").last());
    },
  },
];

/** What stands between the title bar and the status bar; of the training, the panel alone. */
async function withoutFrame(editor: Editor, name: string): Promise<Clip> {
  const code = await editor.standingBox(editor.page.locator(".part.editor"));
  const panel = await editor.standingBox(editor.page.locator(".part.auxiliarybar"));
  const x = name === "training" ? panel.x : code.x;
  return { x, y: panel.y, width: panel.x + panel.width - x, height: panel.height };
}

const chosen = process.env.NEURON_LENS_PICTURES ?? "";

function isChosen(name: string): boolean {
  return chosen === "1" || chosen.split(" ").some((word) => name.includes(word));
}

for (const locale of ["en", "ko"] as const) {
  const wanted = (Object.keys(themes) as Theme[]).flatMap((theme) =>
    scenes
      .map((scene) => ({ theme, scene, file: `${scene.name}-${theme}-${locale}.png` }))
      .filter(({ file }) => isChosen(file)),
  );
  test.skipIf(wanted.length === 0)(`every screen in ${locale}`, { timeout: 900_000 }, async () => {
    const editor = await Editor.open({
      name: "pictures",
      locale,
      files,
      size: { width: 1280, height: 800 },
      scale: 1.5,
      settings,
    });
    try {
      await editor.openFile("neuron.py");
      await editor.setCursor("class SingleLayer");
      await editor.lens(/./).waitFor();
      let shown: Theme | undefined;
      for (const { theme, scene, file } of wanted) {
        if (theme !== shown) await editor.setTheme(theme);
        shown = theme;
        const clip = await scene.show(editor).catch((error: unknown) => {
          expect.soft(error, file).toBeUndefined();
          return undefined;
        });
        await editor.picture(join(cache, "review", file), clip);
      }
    } finally {
      await editor.close();
    }
  });
}

const forReadme = readme.filter(({ name }) => isChosen(`readme-${name}`));

test.skipIf(forReadme.length === 0)("the README's pictures", { timeout: 300_000 }, async () => {
  // Sharp on a fine screen, and still small: they travel in the package.
  const size = { width: 1060, height: 860 };
  const editor = await Editor.open({ name: "readme", size, scale: 2, settings });
  const target = join(root, "media/pictures");
  try {
    await editor.openFile("neuron.py");
    await editor.setCursor("class SingleLayer");
    await editor.lens(/./).waitFor();
    for (const scene of forReadme) {
      const clip = (await scene.show(editor)) ?? (await withoutFrame(editor, scene.name));
      const path = join(cache, "review", `readme-${scene.name}.png`);
      await editor.picture(path, clip);
      mkdirSync(target, { recursive: true });
      writeFileSync(join(target, `${scene.name}.png`), withPalette(readFileSync(path)));
    }
  } finally {
    await editor.close();
  }
});
