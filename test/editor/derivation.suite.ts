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

test("opens from the lens above the class", async ({ editor }) => {
  await editor.panel().getByRole("tab", { name: "Training" }).click();
  await editor.setCursor("class SingleLayer");
  await editor.lens(/View derivation/i).click();
  await expect.poll(() => steps(editor).count()).toBeGreaterThan(3);
});

consoleIsClean(test);
