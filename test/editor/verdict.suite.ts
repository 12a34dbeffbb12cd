import { expect } from "vitest";
import type { Editor } from "./harness/editor";
import { consoleIsClean, editorTests } from "./harness/suite";

const test = editorTests("verdict");

const right = "w_grad = np.dot(x.T, err) / m";
const wrong = "w_grad = np.dot(x.T, err)";

/** Puts other code in place of the first `from` of the active file. */
async function replace(editor: Editor, from: string, to: string): Promise<void> {
  await editor.run(
    async (api, before, after) => {
      const active = api.window.activeTextEditor;
      const index = active?.document.getText().indexOf(before) ?? -1;
      if (!active || index < 0) throw new Error(`no "${before}"`);
      const { document } = active;
      const range = new api.Range(document.positionAt(index), document.positionAt(index + before.length));
      await active.edit((edit) => edit.replace(range, after));
    },
    from,
    to,
  );
}

async function text(editor: Editor): Promise<string> {
  return editor.run((api) => api.window.activeTextEditor?.document.getText() ?? "");
}

/** The warnings of the gradient check in the active file: what they say, and the code that they stand under. */
async function warnings(
  editor: Editor,
): Promise<readonly { message: string; code: string; under: string }[]> {
  return editor.run((api) => {
    const document = api.window.activeTextEditor?.document;
    if (document === undefined) return [];
    return api.languages
      .getDiagnostics(document.uri)
      .filter(
        ({ source, code }) => source === "Neuron Lens" && typeof code === "string" && code.includes("_"),
      )
      .map(({ message, code, range }) => ({ message, code: String(code), under: document.getText(range) }));
  });
}

test("says above the lesson's backward pass that it is right", async ({ editor }) => {
  await editor.openFile("neuron.py");
  await editor.setCursor("def backprop");
  const lens = editor.lens(/matches the derivative of your loss \(5 cases, \d+e-\d+\)/);
  await lens.waitFor();
  expect(await warnings(editor)).toEqual([]);
});

test("opens the derivation at the gradient from the lens, with the verdict above its steps", async ({
  editor,
}) => {
  const card = editor.panel().locator(".verdict-card.right");
  await editor.clickLens(/matches the derivative/, () => card.isVisible());
  await card.waitFor();
  expect(await card.textContent()).toContain("Matches the derivative of your loss");
  const { line } = await editor.setCursor(right);
  await editor.panel().locator(".steps > .step.open").waitFor();
  await expect
    .poll(() => editor.panel().locator(".step.open .code-chip .line-number").textContent())
    .toBe(String(line + 1));
});

test("turns wrong, with the mistake's name, when the mean goes missing", async ({ editor }) => {
  await replace(editor, right, wrong);
  await editor.setCursor("def backprop");
  await editor.lens(/Missing \/ m: yours is 364 times too large/).waitFor();
  await expect
    .poll(() => warnings(editor))
    .toEqual([
      {
        message: expect.stringContaining("The sum of 364 samples was never turned into their mean."),
        code: "missing_mean",
        under: "np.dot(x.T, err)",
      },
    ]);
  const card = editor.panel().locator(".verdict-card.note.error");
  await card.waitFor();
  expect(await card.textContent()).toContain("Missing / m: yours is 364 times too large");
  await card.locator("vscode-button").waitFor();
  expect(await card.locator("mark").allTextContents()).toEqual(["/ m"]);
  await editor.screenshot("wrong");
});

test("is turned right by the quick fix, by keyboard", async ({ editor }) => {
  await editor.setCursor(wrong, "w_grad = ".length + 2);
  await editor.command("workbench.action.focusActiveEditorGroup");
  await editor.command("editor.action.quickFix");
  const fix = editor.page.locator(".action-widget .monaco-list-row", { hasText: "Fix: divide by m" }).first();
  await fix.waitFor();
  await editor.page.keyboard.press("Enter");
  await expect.poll(() => text(editor)).toContain(`${right}\n`);
  await editor.setCursor("def backprop");
  await editor.lens(/matches the derivative of your loss/).waitFor();
  await expect.poll(() => warnings(editor)).toEqual([]);
});

test("is turned right from the panel", async ({ editor }) => {
  await replace(editor, right, wrong);
  const card = editor.panel().locator(".verdict-card");
  const button = card.locator("vscode-button", { hasText: "Fix: divide by m" });
  await button.click();
  await expect.poll(() => text(editor)).toContain(`${right}\n`);
  await expect.poll(() => card.textContent()).toContain("Matches the derivative of your loss");
});

test("is silent while it is switched off", async ({ editor }) => {
  await editor.setSetting("neuronLens.gradientCheck.enabled", false);
  await replace(editor, right, wrong);
  await editor.setCursor("def backprop");
  await expect.poll(() => editor.lens(/Missing|matches/).count()).toBe(0);
  expect(await warnings(editor)).toEqual([]);
  await editor.setSetting("neuronLens.gradientCheck.enabled", true);
  await editor.lens(/Missing \/ m/).waitFor();
});

test("says it above a notebook's cell too, whose forward pass is in the same notebook", async ({
  editor,
}) => {
  await editor.openNotebook("neuron.ipynb");
  await editor.run((api) => {
    const shown = api.window.activeNotebookEditor;
    const cells = shown?.notebook.getCells() ?? [];
    const cell = cells.find(({ document }) => document.getText().includes("def backprop"));
    if (shown === undefined || cell === undefined) throw new Error("no such cell");
    shown.revealRange(new api.NotebookRange(cell.index, cell.index + 1), api.NotebookEditorRevealType.AtTop);
  });
  const lens = editor.page.locator(".notebookOverlay .codelens-decoration a", {
    hasText: /matches the derivative of your loss/,
  });
  await expect.poll(() => lens.count(), { timeout: 20_000 }).toBeGreaterThan(0);
});

consoleIsClean(test);
