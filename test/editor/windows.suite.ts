import { expect } from "vitest";
import type { Editor } from "./harness/editor";
import { trainForLong } from "./harness/runs";
import { consoleIsClean, editorTests } from "./harness/suite";

/** Two windows on one folder, as two tabs of a browser or two computers on a shared drive. */
const test = editorTests("windows");

const rows = (window: Editor) => window.panel().locator(".run-table tr.run");

async function train(window: Editor, epochs: number): Promise<void> {
  await window.clearNotifications();
  await window.setSetting("neuronLens.training.epochs", epochs);
  await window.runCommand("Neuron Lens: Train Neuron");
}

async function rename(window: Editor, at: number, name: string): Promise<void> {
  await window.clearNotifications();
  await rows(window).nth(at).focus();
  await rows(window).nth(at).press("F2");
  await window.panel().locator(".run-name-field").fill(name);
  await window.panel().locator(".run-name-field").press("Enter");
}

async function shows(window: Editor, count: number): Promise<void> {
  await expect.poll(() => rows(window).count()).toBe(count);
}

const text = async (window: Editor) => (await rows(window).allTextContents()).join("\n");

// One test, for each step needs what the one before it left; a second try would find it there already.
test("keeps the runs of both, in one list", { timeout: 120_000, retry: 0 }, async ({ editor }) => {
  await train(editor, 100);
  await editor.notificationText(/569/);
  await shows(editor, 1);
  const other = await editor.another();
  try {
    await other.command("neuronLens.openPanel");
    await other.panel().getByRole("tab", { name: "Training" }).click();
    await shows(other, 1);
    await bothAtOnce(editor, other);
    await namedAndDeleted(editor, other);
    expect(other.console.problems()).toEqual([]);
  } finally {
    await other.page.close();
  }
  await editor.load();
  await editor.command("neuronLens.openPanel");
  await shows(editor, 2);
  expect(await text(editor)).toContain("from the other");
});

async function bothAtOnce(editor: Editor, other: Editor): Promise<void> {
  await trainForLong(editor);
  await trainForLong(other);
  for (const window of [editor, other]) {
    await shows(window, 3);
    expect((await text(window)).match(/running/g)).toHaveLength(2);
  }
  // The one sees how the other goes on, and that it was stopped there.
  await editor.runCommand("Neuron Lens: Stop Training");
  for (const window of [editor, other])
    await expect.poll(async () => (await text(window)).match(/stopped after [\d,]+ epochs/g)).toHaveLength(1);
  expect(await text(other)).toContain("running");
  await other.runCommand("Neuron Lens: Stop Training");
  for (const window of [editor, other])
    await expect.poll(async () => (await text(window)).match(/stopped after [\d,]+ epochs/g)).toHaveLength(2);
}

async function namedAndDeleted(editor: Editor, other: Editor): Promise<void> {
  // A name that comes right after one's own is seen too, and not taken for one's own.
  await rename(editor, 1, "from the first");
  await expect.poll(() => text(other)).toContain("from the first");
  await rename(other, 1, "from the other");
  await expect.poll(() => text(editor)).toContain("from the other");
  await editor.clearNotifications();
  await rows(editor).first().focus();
  await rows(editor).first().press("Delete");
  await shows(editor, 2);
  await shows(other, 2);
}

consoleIsClean(test);
