import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import type { Editor } from "./harness/editor";
import { consoleIsClean, editorTests } from "./harness/suite";

const grades = ["hours,sleep,result"];
for (let i = 0; i < 60; i++) {
  grades.push(`${(i % 12) + 0.5},${5 + (i % 4)},${i % 12 > 5 ? "yes" : "no"}`);
}

const test = editorTests("train", {
  files: {
    "grades.csv": `${grades.join("\n")}\n`,
    "packed.csv.gz": gzipSync(grades.join("\n")),
    "other.tsv": `${grades.join("\n").replaceAll(",", "\t")}\n`,
  },
});

/** The figures of the golden run, as the panel rounds them. */
const lesson = { rows: "569 rows", features: "30 features", classes: "2 classes", validation: "0.956" };

async function fresh(editor: Editor): Promise<void> {
  await editor.clearNotifications();
  await editor.closeAllEditors();
}

test("trains on the bundled set from the palette, and says so", async ({ editor }) => {
  await fresh(editor);
  await editor.runCommand("Neuron Lens: Train Neuron");
  const said = await editor.notificationText(/Wisconsin breast cancer.*569/);
  for (const words of Object.values(lesson)) expect(said).toContain(words);
});

test("shows the result in the panel: curves, accuracy, who is called what, weights", async ({ editor }) => {
  const panel = editor.panel();
  await expect.poll(() => panel.locator(".dataset h2").textContent()).toContain("Wisconsin breast cancer");
  const metrics = panel.locator(".metrics");
  await expect.poll(() => metrics.textContent()).toContain("0.956");
  const text = await panel.locator("#screen").textContent();
  expect(text).toMatch(/malignant/);
  expect(text).toMatch(/benign/);
  expect(await panel.locator("canvas, svg").count()).toBeGreaterThan(0);
});

test("trains from the lens above the learner's class", async ({ editor }) => {
  await fresh(editor);
  await editor.openFile("neuron.py");
  await editor.setCursor("class SingleLayer");
  await editor.clickLens(/Train Neuron/, async () => (await editor.notifications().count()) > 0);
  expect(await editor.notificationText(/569/)).toContain(lesson.validation);
});

test("trains on the CSV that is open, unsaved edits included", async ({ editor }) => {
  await fresh(editor);
  await editor.openFile("grades.csv");
  await editor.command("workbench.action.focusActiveEditorGroup");
  await editor.page.keyboard.press("Control+End");
  await editor.page.keyboard.type("3.5,6,no\n");
  await editor.runCommand("Neuron Lens: Train Neuron");
  const said = await editor.notificationText(/grades\.csv/);
  expect(said).toContain("61 rows");
  expect(said).toContain("2 features");
  expect(said).toContain("2 classes");
  await editor.command("workbench.action.files.revert");
});

test("trains on a file from the explorer's context menu", async ({ editor }) => {
  await fresh(editor);
  await editor.openFile("neuron.py");
  await editor.chooseInExplorer("other.tsv", "Train Neuron");
  expect(await editor.notificationText(/other\.tsv/)).toContain("60 rows");
  await expect.poll(() => editor.panel().locator(".dataset h2").textContent()).toContain("other.tsv");
});

test("trains on a packed file from the explorer's context menu", async ({ editor }) => {
  await editor.clearNotifications();
  await editor.chooseInExplorer("packed.csv.gz", "Train Neuron");
  expect(await editor.notificationText(/packed\.csv\.gz/)).toContain("60 rows");
});

test("trains on a data file from the editor's context menu", async ({ editor }) => {
  await fresh(editor);
  await editor.openFile("grades.csv");
  await editor.choose(editor.page.locator(".editor-instance .view-line").nth(3), "Train Neuron");
  expect(await editor.notificationText(/grades\.csv/)).toContain("60 rows");
});

test("trains again from the panel's button", async ({ editor }) => {
  await editor.clearNotifications();
  await editor.panel().locator(".controls .main").click();
  expect(await editor.notificationText(/grades\.csv/)).toContain("60 rows");
});

test("cancels a long run at once, keeping what was learned", async ({ editor }) => {
  await fresh(editor);
  await editor.setSetting("neuronLens.training.epochs", 1_000_000);
  await editor.runCommand("Neuron Lens: Train Neuron");
  const running = editor.notification(/epoch [\d,]+ of/);
  await running.waitFor();
  const before = Date.now();
  await editor.notificationButton(running, "Cancel");
  const said = await editor.notificationText(/Stopped after [\d,]+ epochs/);
  expect(Date.now() - before).toBeLessThan(2000);
  expect(said).toMatch(/validation accuracy/);
  await editor.setSetting("neuronLens.training.epochs", 100);
  await expect.poll(() => editor.panel().locator(".controls .main").textContent()).toMatch(/Train/);
});

test("stops a long run from the panel", async ({ editor }) => {
  await editor.clearNotifications();
  await editor.setSetting("neuronLens.training.epochs", 1_000_000);
  await editor.runCommand("Neuron Lens: Train Neuron");
  await editor.notification(/epoch [\d,]+ of/).waitFor();
  await editor.panel().getByRole("button", { name: "Stop", exact: true }).click();
  await editor.notificationText(/Stopped after/);
  await editor.setSetting("neuronLens.training.epochs", 100);
});

test("goes on where the window was reloaded", async ({ editor }) => {
  await editor.load();
  await fresh(editor);
  await editor.runCommand("Neuron Lens: Train Neuron");
  expect(await editor.notificationText(/Wisconsin breast cancer.*569/)).toContain(lesson.validation);
});

consoleIsClean(test);
