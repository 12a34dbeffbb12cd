import { existsSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Editor } from "./harness/editor";
import { consoleIsClean, editorTests } from "./harness/suite";

const own = {
  ".neuron-lens/lessons/ours/lesson.json": "{ broken",
};
const test = editorTests("course", { files: own });

const file = "neuron-lens/backward/backward.py";
const title = (editor: Editor) => editor.panel().locator(".lesson-text .title").textContent();
const states = (editor: Editor) =>
  editor
    .panel()
    .locator(".lesson-check")
    .evaluateAll((all) => all.map((each) => each.className.replace("lesson-check ", "")));

/** Puts `to` in the place of the first `from` of the active file, as typing would. */
async function write(editor: Editor, from: string, to: string): Promise<void> {
  await editor.run(
    async (api, before, after) => {
      const active = api.window.activeTextEditor;
      const at = active?.document.getText().indexOf(before) ?? -1;
      if (!active || at < 0) throw new Error(`no "${before}" in ${active?.document.uri}`);
      const range = new api.Range(
        active.document.positionAt(at),
        active.document.positionAt(at + before.length),
      );
      await active.edit((edit) => edit.replace(range, after));
    },
    from,
    to,
  );
}

test("lists eight lessons, and says what is wrong with one of the folder's own", async ({ editor }) => {
  await editor.runCommand("Neuron Lens: Open the Course");
  await expect.poll(() => editor.panel().locator(".course-entry").count()).toBe(8);
  await expect
    .poll(() => editor.panel().locator(".lesson-problems").textContent())
    .toContain("ours: This is not JSON");
  await editor.screenshot("list");
});

test("puts the files of a lesson into the folder, and opens the step's", async ({ editor }) => {
  await editor.panel().locator(".course-entry").nth(4).click();
  await editor.panel().getByText("Put the files into my folder").click();
  await expect
    .poll(() => editor.run((api) => api.window.activeTextEditor?.document.uri.path ?? ""))
    .toContain(file);
  expect(existsSync(editor.path("neuron-lens/backward/breast_cancer.csv"))).toBe(true);
  await expect.poll(() => editor.panel().locator(".lesson-place code").textContent()).toContain("err");
  await expect.poll(() => states(editor)).toContain("failed");
  // What is typed now stands where the dots are.
  const selected = () =>
    editor.run((api) => {
      const shown = api.window.activeTextEditor;
      return shown === undefined ? "" : shown.document.lineAt(shown.selection.active.line).text.trim();
    });
  await expect.poll(selected).toBe("err = ...");
  await editor.screenshot("step");
});

test("names a typical mistake, and ticks what is right", async ({ editor }) => {
  await write(editor, "err = ...", "err = y - a");
  await expect
    .poll(() => editor.panel().locator(".lesson-mistake").textContent())
    .toContain("sign is turned");
  await expect.poll(() => states(editor)).toContain("passed");
  await editor.screenshot("mistake");
  await write(editor, "err = y - a", "err = a - y");
  await expect.poll(() => states(editor)).toEqual(["passed", "passed"]);
});

test("gives hints one by one, and shows the answer only when asked", async ({ editor }) => {
  const panel = editor.panel();
  await panel.locator("vscode-button", { hasText: "Next" }).click();
  await expect.poll(() => title(editor)).toBe("From 364 errors to 30 gradients");
  await panel.locator("vscode-button", { hasText: "A hint" }).click();
  await expect.poll(() => panel.locator(".lesson-hint").count()).toBe(1);
  await panel.locator("vscode-button", { hasText: "Another hint" }).click();
  await expect.poll(() => panel.locator(".lesson-hint").count()).toBe(2);
  await panel.locator("vscode-button", { hasText: "Show me" }).click();
  // The loop that stands there is the learner's by now: it is asked for first.
  await editor.page
    .locator(".monaco-dialog-box .monaco-button", { hasText: "Put the solution there" })
    .click();
  await expect.poll(() => states(editor)).not.toContain("failed");
  await expect.poll(async () => (await states(editor)).every((state) => state === "passed")).toBe(true);
  await editor.screenshot("shown");
});

test("keeps what was done over a reload, and shows it in the tree", async ({ editor }) => {
  await editor.command("workbench.action.files.saveAll");
  expect(readFileSync(editor.path(file), "utf8")).toContain("a - y");
  await editor.load();
  await editor.runCommand("Neuron Lens: Open the Course");
  const fifth = editor.panel().locator(".course-entry").nth(4);
  await expect.poll(() => fifth.textContent()).toContain("2 of");
  await editor.command("neuronLens.course.focus");
  const rows = editor.page.locator(".pane", { hasText: "Neuron Lens Lessons" }).locator(".monaco-list-row");
  await expect.poll(async () => (await rows.allTextContents()).join()).toContain("2 of 6 steps");
  await editor.screenshot("tree");
});

test("opens a lesson, and a step of it, from the tree", async ({ editor }) => {
  const tree = editor.page.locator(".pane", { hasText: "Neuron Lens Lessons" });
  await tree.locator(".monaco-list-row", { hasText: "Shapes that fit" }).click();
  const panel = editor.panel();
  await expect.poll(() => panel.locator(".lesson-name").textContent()).toBe("Shapes that fit");
  // The view is low: the keys bring what they go to into it.
  await editor.command("neuronLens.course.focus");
  await editor.page.keyboard.press("ArrowRight");
  await tree.locator('.monaco-list-row[aria-level="2"]').first().waitFor();
  for (const key of ["ArrowDown", "ArrowDown", "Enter"]) await editor.page.keyboard.press(key);
  await expect.poll(() => panel.locator(".lesson-bar").textContent()).toContain("Step 2 of 6");
  await panel.getByRole("button", { name: "All lessons" }).click();
});

test("shows the list by its command, whatever step is open", async ({ editor }) => {
  await editor.panel().locator(".course-entry").nth(1).click();
  await expect.poll(() => title(editor)).toMatch(/./);
  await editor.runCommand("Neuron Lens: Open the Course");
  await expect.poll(() => editor.panel().locator(".course-entry").count()).toBe(8);
});

test("is in Korean where the learner wants it", async ({ editor }) => {
  await editor.panel().locator(".course-entry").nth(4).click();
  await editor.panel().locator('[aria-label="Show this lesson in Korean"]').click();
  await expect.poll(() => title(editor)).toMatch(/\p{Script=Hangul}/u);
  await editor.screenshot("korean");
});

consoleIsClean(test);
