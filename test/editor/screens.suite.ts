import { writeFileSync } from "node:fs";
import { expect } from "vitest";
import type { Editor } from "./harness/editor";
import { consoleIsClean, editorTests } from "./harness/suite";

/** Its data lie beside it; its last product does not fit. */
const own = `import numpy as np

table = np.loadtxt("rows.csv", delimiter=",", skiprows=1)
X = table[:, :3]
w = np.array([[1.0], [2.0], [3.0]])
z = np.dot(X, w)
v = np.dot(w, X)
`;
const rows = "a,b,c,d\n1,2,3,0\n4,5,6,1\n";
const test = editorTests("screens", { files: { "own.py": own, "rows.csv": rows } });

const tab = (editor: Editor, name: string) => editor.panel().getByRole("tab", { name }).click();
const line = (editor: Editor) => editor.panel().locator(".code-bar .line-number").textContent();
const caption = (editor: Editor) => editor.panel().locator(".sum-of-products caption").first().textContent();
const total = (editor: Editor) =>
  editor.panel().locator(".sum-of-products tfoot strong").first().textContent();

/** What is selected in the code. */
const selected = (editor: Editor) =>
  editor.run((api) => {
    const active = api.window.activeTextEditor;
    return active === undefined ? "" : active.document.getText(active.selection);
  });

test("shows the program's own numbers behind a cell, by keyboard and by mouse", async ({ editor }) => {
  await editor.openFile("neuron.py");
  await editor.runCommand("Neuron Lens: Open Panel");
  await tab(editor, "Shapes");
  await editor.setCursor("np.dot(x.T, err)", 4);
  await expect.poll(() => total(editor), { timeout: 15_000 }).toMatch(/\d/);
  const live = editor.panel().locator(".live").first();
  await live.focus();
  // To the first cell, and then to the 22nd feature.
  for (let step = 0; step <= 21; step++) await editor.page.keyboard.press("ArrowDown");
  await expect.poll(() => caption(editor)).toBe("c[21, 0]");
  // What NumPy gets there in the lesson's first epoch.
  expect(await total(editor)).toBe("153.5046");
  await editor.screenshot("numbers");
  await editor.page.keyboard.press("Escape");
  await live.locator('rect[data-part="result"]').hover({ position: { x: 4, y: 50 }, force: true });
  await expect.poll(() => caption(editor)).not.toBe("c[0, 0]");
  await editor.page.mouse.move(4, 4);
});

test("reads the data that lie beside the program, and what becomes of them", async ({ editor }) => {
  await editor.openFile("own.py");
  await editor.setCursor("np.dot(X, w)", 4);
  await expect.poll(() => caption(editor)).toBe("z[0, 0]");
  await expect.poll(() => total(editor), { timeout: 15_000 }).toBe("14");
  writeFileSync(editor.path("rows.csv"), rows.replace("1,2,3", "1,2,4"));
  await editor.setCursor("w)", 0);
  await editor.setCursor("np.dot(X, w)", 4);
  await expect.poll(() => total(editor), { timeout: 15_000 }).toBe("17");
});

test("goes from an operand to its code, by mouse and by keyboard", async ({ editor }) => {
  const operand = (text: string) => editor.panel().locator(".rows .row", { hasText: text }).first();
  await operand("X").click();
  await expect.poll(() => selected(editor)).toBe("X");
  await editor.setCursor("np.dot(X, w)", 4);
  await expect.poll(() => operand("w").count()).toBe(1);
  await operand("w").focus();
  await editor.page.keyboard.press("Enter");
  await expect.poll(() => selected(editor)).toBe("w");
});

test("goes from where a size came from to its line", async ({ editor }) => {
  await editor.setCursor("np.dot(X, w)", 4);
  const origin = editor.panel().locator(".chain .line-link").first();
  const wanted = Number(/\d+/.exec((await origin.textContent()) ?? "")?.[0]);
  await origin.focus();
  await editor.page.keyboard.press("Enter");
  await expect.poll(() => editor.cursorLine()).toBe(wanted - 1);
});

test("goes from an array of the whole function to its code", async ({ editor }) => {
  await editor.openFile("neuron.py");
  await editor.setCursor("np.dot(x.T, err)", 4);
  await expect.poll(() => line(editor)).not.toBe("6");
  await editor.panel().locator(".flow-toggle").click();
  const entry = editor.panel().locator(".flow-entry", { hasText: "b_grad" }).first();
  await entry.click();
  await expect.poll(() => selected(editor)).toBe("b_grad");
  // The screen follows what is selected.
  const at = (await editor.cursorLine()) + 1;
  await expect.poll(() => line(editor)).toBe(String(at));
  const other = editor.panel().locator(".flow-entry", { hasText: "w_grad" }).first();
  await other.focus();
  await editor.page.keyboard.press("Enter");
  await expect.poll(() => selected(editor)).toBe("w_grad");
  await editor.panel().locator(".flow-toggle").click();
});

test("has the same place on the Shapes and the Derivation screen", async ({ editor }) => {
  const { line: gradient } = await editor.setCursor("w_grad = np.dot(x.T, err) / m");
  await tab(editor, "Derivation");
  const open = editor.panel().locator(".steps > .step.open .code-chip .line-number");
  await expect.poll(() => open.textContent()).toContain(String(gradient + 1));
  // And back: the step that is chosen is the line whose shapes are shown.
  await editor.panel().getByRole("button", { name: "Next step" }).click();
  await expect.poll(() => editor.cursorLine()).not.toBe(gradient);
  const next = (await editor.cursorLine()) + 1;
  await tab(editor, "Shapes");
  await expect.poll(() => line(editor)).toBe(String(next));
});

test("has the same epoch on the Training and the Derivation screen", async ({ editor }) => {
  await editor.openFile("neuron.py");
  await editor.runCommand("Neuron Lens: Train Neuron");
  await editor.notificationText(/569/);
  await editor.clearNotifications();
  await editor.panel().locator(".weights-foot").waitFor();
  const epoch = editor.panel().getByRole("slider", { name: "Epoch in view" });
  await epoch.focus();
  for (let step = 0; step < 3; step++) await editor.page.keyboard.press("ArrowLeft");
  await expect.poll(() => epoch.getAttribute("aria-valuenow")).toBe("97");
  await tab(editor, "Derivation");
  await editor.setCursor("w_grad = np.dot(x.T, err) / m");
  const open = editor.panel().locator(".steps > .step.open");
  await expect.poll(() => open.textContent(), { timeout: 15_000 }).toContain("after epoch 97");
  await editor.screenshot("derivation-after-epoch");
  // And back: at the last epoch the reader follows the run, and the numbers are those that the program starts with.
  await tab(editor, "Training");
  await epoch.press("End");
  await tab(editor, "Derivation");
  await expect.poll(() => open.textContent(), { timeout: 15_000 }).toContain("Before the first step");
  await tab(editor, "Shapes");
});

test("applies what would fit, by keyboard", async ({ editor }) => {
  await editor.openFile("own.py");
  await editor.setCursor("np.dot(w, X)", 4);
  const fix = editor.panel().locator(".fix").first();
  await fix.waitFor();
  await fix.focus();
  await editor.page.keyboard.press("Enter");
  const text = () => editor.run((api) => api.window.activeTextEditor?.document.getText() ?? "");
  await expect.poll(text).not.toContain("np.dot(w, X)");
  await expect.poll(() => editor.panel().locator(".verdict.error").count()).toBe(0);
  await editor.command("undo");
});

test("shows the shapes of the line that a lesson's step is about", async ({ editor }) => {
  await editor.command("neuronLens.openLessonStep", "course/backward", "gradients");
  await editor.panel().getByText("Put the files into my folder").click();
  const place = editor.panel().locator(".lesson-place");
  await place.waitFor();
  await editor.openFile("neuron.py");
  await place.getByRole("button").first().click();
  await expect
    .poll(() => editor.run((api) => api.window.activeTextEditor?.document.uri.path ?? ""))
    .toContain("backward.py");
  const at = String((await editor.cursorLine()) + 1);
  await tab(editor, "Shapes");
  await expect.poll(() => line(editor)).toBe(at);
});

test("comes back as it was when it was hidden, and on another side", async ({ editor }) => {
  await editor.openFile("own.py");
  await editor.setCursor("np.dot(X, w)", 4);
  await editor.panel().getByRole("radio", { name: "Mix of columns" }).click();
  const chosen = () =>
    editor.panel().locator('.readings [role="radio"][aria-checked="true"]').first().textContent();
  await editor.command("workbench.action.closeAuxiliaryBar");
  await editor.command("neuronLens.openPanel");
  await expect.poll(chosen).toBe("Mix of columns");
  await editor.command("vscode.moveViews", {
    viewIds: ["neuronLens.panel"],
    destinationId: "workbench.view.explorer",
  });
  await editor.command("neuronLens.openPanel");
  await expect.poll(chosen, { timeout: 15_000 }).toBe("Mix of columns");
  await editor.command("vscode.moveViews", {
    viewIds: ["neuronLens.panel"],
    destinationId: "workbench.view.extension.neuronLens",
  });
  await editor.command("neuronLens.openPanel");
  await expect.poll(chosen, { timeout: 15_000 }).toBe("Mix of columns");
});

test("is there again in its tab when the window was reloaded, as it was", async ({ editor }) => {
  await editor.command("workbench.action.closeAuxiliaryBar");
  await editor.command("workbench.action.closeSidebar");
  await editor.runCommand("Neuron Lens: Open Panel as an Editor Tab");
  await expect.poll(() => editor.panel().getByRole("tab").count()).toBe(4);
  await tab(editor, "Derivation");
  await editor.reload();
  await editor.page.locator(".tabs-container .tab", { hasText: "Neuron Lens" }).waitFor();
  await expect.poll(() => editor.panel().getByRole("tab").count(), { timeout: 20_000 }).toBe(4);
  await expect
    .poll(() => editor.panel().locator('[role="tab"][aria-selected="true"]').getAttribute("aria-label"))
    .toBe("Derivation");
  await editor.screenshot("tab-reloaded");
});

consoleIsClean(test);
