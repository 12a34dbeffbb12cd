import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type { Editor } from "./harness/editor";
import { trainForLong } from "./harness/runs";
import { consoleIsClean, editorTests } from "./harness/suite";

const grades = ["hours,sleep,passed"];
for (let i = 0; i < 60; i++) grades.push(`${(i % 12) + 0.5},${5 + (i % 4)},${i % 12 > 5 ? "yes" : "no"}`);

const test = editorTests("train-runs", { files: { "grades.csv": `${grades.join("\n")}\n` } });

const rows = (editor: Editor) => editor.panel().locator(".run-table tr.run");
const figures = (editor: Editor) => editor.panel().locator(".metrics");
const slider = (editor: Editor) => editor.panel().getByRole("slider", { name: "Epoch in view" });

async function fresh(editor: Editor): Promise<void> {
  await editor.clearNotifications();
  await editor.closeAllEditors();
}

async function updatesOf(row: Locator): Promise<number> {
  return Number((await row.locator(".updates").textContent())?.replaceAll(",", ""));
}

async function continueRun(editor: Editor, row: Locator): Promise<void> {
  await row.getByRole("button", { name: /^More for/ }).click();
  await editor.panel().getByRole("menuitem", { name: "Continue: 100 more" }).click();
}

async function trainFor(editor: Editor, epochs: number): Promise<void> {
  await editor.setSetting("neuronLens.training.epochs", epochs);
  await editor.runCommand("Neuron Lens: Train Neuron");
}

test("asks for the target where no name tells it, and remembers it for the file", async ({ editor }) => {
  await editor.openFile("grades.csv");
  await editor.runCommand("Neuron Lens: Train Neuron");
  const guessed = editor.quickPickRow("passed");
  await guessed.waitFor();
  expect(await guessed.textContent()).toContain("It is the last column");
  await editor.pick("passed");
  expect(await editor.notificationText(/grades\.csv/)).toContain("2 classes");
  await editor.clearNotifications();
  await editor.runCommand("Neuron Lens: Train Neuron");
  expect(await editor.notificationText(/grades\.csv/)).toContain("60 rows");
  await expect.poll(() => rows(editor).count()).toBe(2);
});

test("compares the policies, and answers the guess by what it measured", async ({ editor }) => {
  await fresh(editor);
  await editor.runCommand("Neuron Lens: Compare Update Policies");
  await editor.pick("One sample");
  const said = await editor.notificationText(/rose/);
  expect(said).toMatch(/One sample: in \d+ of 100 epochs.*Batch: in 0 of 100 epochs/);
  await expect.poll(() => rows(editor).count()).toBe(5);
  const screen = editor.panel().locator("#screen");
  await expect
    .poll(() => screen.textContent())
    .toMatch(/You guessed that One sample would be the least steady/);
  const names = await rows(editor).locator(".run-name").allTextContents();
  expect(names.slice(0, 3).sort()).toEqual(["Batch", "Mini-batch 32", "One sample"]);
});

test("scrubs back: figures, matrix and weights are those of the epoch", async ({ editor }) => {
  const before = await figures(editor).textContent();
  await slider(editor).press("Home");
  await expect.poll(() => slider(editor).getAttribute("aria-valuenow")).toMatch(/^[01]$/);
  await expect.poll(() => figures(editor).textContent()).not.toBe(before);
  await slider(editor).press("End");
  await expect.poll(() => figures(editor).textContent()).toBe(before);
});

test("names a run, deletes it and takes it back", async ({ editor }) => {
  // A notification would lie over the button that takes it back.
  await editor.clearNotifications();
  const first = rows(editor).first();
  await first.focus();
  await first.press("F2");
  await editor.panel().locator(".run-name-field").fill("my first");
  await editor.panel().locator(".run-name-field").press("Enter");
  const named = rows(editor).filter({ hasText: "my first" });
  await named.waitFor();
  await named.focus();
  await named.press("Delete");
  await expect.poll(() => rows(editor).count()).toBe(4);
  await editor.panel().locator(".undo button").click();
  await expect.poll(() => rows(editor).count()).toBe(5);
  expect(await named.count()).toBe(1);
});

test("pauses, goes on by one epoch and one update, and stops there", async ({ editor }) => {
  await fresh(editor);
  await trainFor(editor, 1_000_000);
  await editor.notification(/epoch [\d,]+ of/).waitFor();
  await editor.runCommand("Neuron Lens: Pause or Resume Training");
  const running = rows(editor).first();
  await expect.poll(() => running.textContent()).toMatch(/paused after [\d,]+ epochs/);
  const updates = () => updatesOf(running);
  const at = await updates();
  expect(at).toBeGreaterThan(0);
  await editor.panel().getByRole("button", { name: "One epoch, then pause" }).click();
  await expect.poll(updates).toBe(at + 1);
  // An epoch of the batch is one update.
  await editor.panel().getByRole("button", { name: "One update, then pause" }).click();
  await expect.poll(updates).toBe(at + 2);
  await editor.panel().getByRole("button", { name: "Stop", exact: true }).click();
  await expect.poll(() => running.textContent()).toMatch(/stopped after/);
});

test("exports a NumPy script that gives the run's numbers again", async ({ editor, skip }) => {
  await fresh(editor);
  await rows(editor).filter({ hasText: "my first" }).click();
  await editor.runCommand("Neuron Lens: Export the Run");
  await editor.pick("NumPy script");
  const input = editor.page.locator(".quick-input-widget input.input");
  await expect.poll(() => input.inputValue()).toContain("_numpy.py");
  const path = await input.inputValue();
  await editor.page.keyboard.press("Enter");
  await expect.poll(() => existsSync(path)).toBe(true);
  expect(readFileSync(path, "utf8")).toContain("import numpy as np");
  const python = "/usr/bin/python3";
  if (spawnSync(python, ["-c", "import numpy"]).status !== 0) {
    process.stdout.write("SKIPPED: no NumPy to run the exported script with\n");
    return skip();
  }
  const data = join(path, "..", "wisconsin_breast_cancer.csv");
  const out = execFileSync(python, [path, data], { encoding: "utf8" });
  expect(out).toMatch(/validation/i);
});

test("keeps the runs over a reload, and says which was cut short", async ({ editor }) => {
  await fresh(editor);
  const before = await rows(editor).count();
  await trainForLong(editor);
  await editor.load();
  await editor.setSetting("neuronLens.training.epochs", 100);
  await editor.runCommand("Neuron Lens: Open Panel");
  await rows(editor).filter({ hasText: "my first" }).waitFor();
  await expect.poll(() => rows(editor).count()).toBe(before + 1);
  const cut = rows(editor).first();
  await expect.poll(() => cut.textContent(), { timeout: 12_000 }).toMatch(/cut short after [\d,]+ epochs/);
  const at = await updatesOf(cut);
  await continueRun(editor, cut);
  await expect.poll(() => updatesOf(cut)).toBe(at + 100);
});

test("lets no run go on on rows that have changed since", async ({ editor }) => {
  await fresh(editor);
  const file = editor.path("grades.csv");
  writeFileSync(file, `${readFileSync(file, "utf8")}3.5,6,no\n`);
  await continueRun(editor, rows(editor).last());
  expect(await editor.notificationText(/grades\.csv/)).toContain("has changed since this run was made");
  await expect.poll(() => rows(editor).last().textContent()).toContain("its curves are of other rows");
});

consoleIsClean(test);
