import { expect } from "vitest";
import type { Editor } from "./harness/editor";
import { consoleIsClean, editorTests } from "./harness/suite";

const test = editorTests("derivation");

const steps = (editor: Editor) => editor.panel().locator(".steps > .step");
const openStep = (editor: Editor) => editor.panel().locator(".steps > .step.open");
const current = (editor: Editor) => editor.panel().locator('.steps [aria-current="step"]');

/** The line (from 1) that a step says computes it. */
async function lineOf(editor: Editor): Promise<number> {
  const text = (await openStep(editor).locator(".code-chip .line-number").textContent()) ?? "";
  return Number(/\d+/.exec(text)?.[0]);
}

test("shows the gradient, typeset, with a shape under each factor", async ({ editor }) => {
  await editor.openFile("neuron.py");
  await editor.runCommand("Neuron Lens: View Derivation");
  await expect.poll(() => steps(editor).count()).toBeGreaterThan(3);
  await expect.poll(() => editor.panel().locator(".steps svg").count()).toBeGreaterThan(3);
});

test("marks the step of the line that the cursor moves to", async ({ editor }) => {
  await editor.command("workbench.action.focusActiveEditorGroup");
  const { line } = await editor.setCursor("w_grad = np.dot(x.T, err) / m");
  await expect.poll(() => current(editor).count()).toBe(1);
  await expect.poll(() => lineOf(editor)).toBe(line + 1);
  const text = await openStep(editor).textContent();
  expect(text).toContain("364");
  expect(text).toContain("30");
  await editor.screenshot("at-the-gradient");
});

test("marks another step when the cursor moves on, by keyboard", async ({ editor }) => {
  const { line } = await editor.setCursor("err = -(y - a)");
  await expect.poll(() => lineOf(editor)).toBe(line + 1);
  const before = await editor.setCursor("a = self.activation(z)\n            err");
  await editor.command("workbench.action.focusActiveEditorGroup");
  await editor.page.keyboard.press("ArrowDown");
  await expect.poll(() => editor.cursorLine()).toBe(before.line + 1);
  await expect.poll(() => lineOf(editor)).toBe(line + 1);
});

test("selects the line of the step that is chosen, by mouse", async ({ editor }) => {
  await editor.setCursor("import numpy");
  const closed = editor.panel().locator(".steps > .step:not(.open) button", { hasText: /line \d+/ });
  const wanted = Number(/line (\d+)/.exec((await closed.last().textContent()) ?? "")?.[1]);
  await closed.last().click();
  await expect.poll(() => editor.cursorLine()).toBe(wanted - 1);
  await expect.poll(() => lineOf(editor)).toBe(wanted);
});

test("goes to the next and the previous step by keyboard", async ({ editor }) => {
  const panel = editor.panel();
  const count = async () => (await panel.getByText(/step \d+ of \d+/).textContent()) ?? "";
  const previous = panel.getByRole("button", { name: "Previous step" });
  await previous.focus();
  const before = await count();
  await editor.page.keyboard.press("Enter");
  await expect.poll(count).not.toBe(before);
  await expect.poll(() => editor.cursorLine()).toBe((await lineOf(editor)) - 1);
  await panel.getByRole("button", { name: "Next step" }).focus();
  await editor.page.keyboard.press("Enter");
  await expect.poll(count).toBe(before);
  await expect.poll(() => editor.cursorLine()).toBe((await lineOf(editor)) - 1);
});

test("stays where it is while it is pinned", async ({ editor }) => {
  const pin = editor.panel().getByRole("button", { name: /Pin/ });
  const { line } = await editor.setCursor("err = -(y - a)");
  await expect.poll(() => lineOf(editor)).toBe(line + 1);
  await pin.click();
  await editor.setCursor("w_grad = np.dot(x.T, err) / m");
  await editor.page.waitForTimeout(500);
  expect(await lineOf(editor)).toBe(line + 1);
  await pin.click();
});

/** The decorations of the editor's own that light a piece of code are drawn as boxes with the factor's outline. */
const lights = (editor: Editor) =>
  editor.page.locator(
    ".editor-instance .view-overlays [class*='ced-'], .editor-instance .cdr[class*='ced-']",
  );

test("shows the numbers of the lesson's own data, of the sample that is chosen", async ({ editor }) => {
  const panel = editor.panel();
  await editor.setCursor("w_grad = np.dot(x.T, err) / m");
  const row = openStep(editor).locator(".number-row code").first();
  await expect.poll(() => openStep(editor).getByText("of 364").count()).toBe(1);
  await panel.getByRole("textbox", { name: "Sample" }).fill("17");
  await panel.getByRole("textbox", { name: "Sample" }).press("Enter");
  await expect.poll(() => row.textContent()).toContain("(0.101,\u00a01.765,\u00a0…)");
  await panel.getByRole("button", { name: "Next sample" }).click();
  await expect.poll(() => row.textContent()).not.toContain("(0.101,\u00a01.765,\u00a0…)");
  await expect.poll(() => openStep(editor).getByText("sample 18").count()).toBe(1);
});

test("lights the code of a factor that is pointed at, by mouse and by keyboard, until it is left", async ({
  editor,
}) => {
  const before = await lights(editor).count();
  const factor = openStep(editor).locator("button.factor").nth(2);
  await factor.hover();
  await expect.poll(() => lights(editor).count()).toBeGreaterThan(before);
  await editor.screenshot("factor-pointed");
  await openStep(editor).locator("h3").hover();
  await expect.poll(() => lights(editor).count()).toBe(before);
  await factor.focus();
  await expect.poll(() => lights(editor).count()).toBeGreaterThan(before);
  await editor.page.keyboard.press("Escape");
  await expect.poll(() => lights(editor).count()).toBe(before);
});

test("builds the product up, sample by sample, from the step's rule", async ({ editor }) => {
  const chip = openStep(editor).locator(".chip-button");
  await chip.click();
  const build = openStep(editor).getByRole("slider");
  await build.press("End");
  await expect.poll(() => openStep(editor).locator(".build-note").textContent()).toContain("Nothing is left");
  await editor.screenshot("product");
  await chip.click();
});

test("copies a step as LaTeX, and as an image", async ({ editor }) => {
  await openStep(editor).getByText("LaTeX").click();
  await expect.poll(() => editor.page.locator(".statusbar").textContent()).toContain("copied as LaTeX");
  await editor.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openStep(editor).getByRole("button", { name: "Copy as an image" }).click();
  const said = openStep(editor).locator(".copies [role=status]");
  await expect.poll(() => said.textContent()).toBe("Copied");
});

test("hides the steps that come while hints are first, and remembers it", async ({ editor }) => {
  const all = await steps(editor).count();
  const hints = editor.panel().getByRole("button", { name: /Hints first/ });
  await hints.click();
  await expect.poll(() => steps(editor).count()).toBeLessThan(all);
  await expect
    .poll(() =>
      editor.run((api) => api.workspace.getConfiguration("neuronLens").get("derivation.hintsFirst")),
    )
    .toBe(true);
  const covered = editor.panel().locator(".step.covered");
  const before = await steps(editor).count();
  await covered.getByText("Next line").click();
  await expect.poll(() => steps(editor).count()).toBe(before + 1);
  await hints.click();
  await expect.poll(() => steps(editor).count()).toBe(all);
});

test("finds a gradient once it is marked by hand", async ({ editor }) => {
  const source = [
    "import numpy as np",
    "class Neuron:",
    "    def fit(self, X, y):",
    "        m = len(X)",
    "        y = y.reshape(-1, 1)",
    "        self.w = np.ones((X.shape[1], 1))",
    "        for _ in range(10):",
    "            a = 1 / (1 + np.exp(-(X @ self.w)))",
    "            loss = -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a)) / m",
    "            slope = X.T @ (a - y) / m",
    "            self.w = step(self.w, slope)",
    "",
  ].join("\n");
  await editor.run(async (api, content) => {
    const document = await api.workspace.openTextDocument({ language: "python", content });
    await api.window.showTextDocument(document);
  }, source);
  const sought = editor.panel().locator(".sought-missing");
  await expect.poll(() => sought.count()).toBe(1);
  for (const [code, role] of [
    ["slope = X.T", "gradient"],
    ["self.w = np.ones", "parameter"],
  ] as const) {
    await editor.setCursor(code);
    await editor.command("neuronLens.mark", role);
  }
  await expect.poll(() => steps(editor).count()).toBeGreaterThan(3);
  await editor.setCursor("slope = X.T");
  await expect.poll(() => openStep(editor).textContent()).toContain("slope = X.T @ (a - y) / m");
  await editor.screenshot("marked");
  // An edit above moves the marks along.
  await editor.run(async (api) => {
    const active = api.window.activeTextEditor;
    await active?.edit((edit) => edit.insert(new api.Position(0, 0), "# a note\n"));
  });
  await expect
    .poll(() => editor.panel().locator(".marks .line-link").allTextContents())
    .toEqual(["line 11", "line 7"]);
  await editor.panel().getByText("Remove the marks").click();
  await expect.poll(() => sought.count()).toBe(1);
});

test("opens from the lens above the class", async ({ editor }) => {
  await editor.openFile("neuron.py");
  await editor.panel().getByRole("tab", { name: "Training" }).click();
  await editor.setCursor("class SingleLayer");
  await editor.clickLens(/View derivation/i, async () => (await steps(editor).count()) > 3);
});

consoleIsClean(test);
