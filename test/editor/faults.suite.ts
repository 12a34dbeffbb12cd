import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import type { Editor } from "./harness/editor";
import { editorTests } from "./harness/suite";

const test = editorTests("faults");

const rows = (editor: Editor) => editor.panel().locator(".run-table tr.run");

/** The kept runs' files, wherever the editor's storage is. */
function runFiles(editor: Editor): readonly string[] {
  const profile = dirname(dirname(editor.path("")));
  return readdirSync(profile, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".run.json") && !name.includes("deleted"))
    .map((name) => join(profile, name));
}

test("keeps the run of a thread that is killed, says so, and trains again", async ({ editor }) => {
  await editor.run(() => {
    // The driver shares the host's process: who posts to a thread is remembered, so that it can be killed.
    const { Worker } = process.getBuiltinModule("node:worker_threads");
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...message) {
      if (JSON.stringify(message[0] ?? null).includes('"train"')) Reflect.set(globalThis, "trainer", this);
      return post.apply(this, message);
    };
  });
  await editor.setSetting("neuronLens.training.epochs", 1_000_000);
  await editor.runCommand("Neuron Lens: Train Neuron");
  await editor.notification(/epoch [\d,]+ of/).waitFor();
  await expect.poll(() => runFiles(editor).length).toBe(1);
  await editor.run(() => Reflect.get(globalThis, "trainer").terminate());
  expect(await editor.notificationText(/ended unexpectedly/)).toContain("kept as far as it had come");
  await expect.poll(() => editor.notification(/epoch [\d,]+ of/).count()).toBe(0);
  await expect.poll(() => rows(editor).first().textContent()).toMatch(/cut short after [\d,]+ epochs/);
  await editor.clearNotifications();
  await editor.setSetting("neuronLens.training.epochs", 100);
  await editor.runCommand("Neuron Lens: Train Neuron");
  await editor.notificationText(/569/);
  await expect.poll(() => rows(editor).count()).toBe(2);
});

test("leaves out a damaged run, and takes none for alive that was written in the future", async ({
  editor,
}) => {
  await expect.poll(() => runFiles(editor).length).toBe(2);
  const hasEnded = (path: string) => readFileSync(path, "utf8").includes('"state":"ended"');
  await expect.poll(() => runFiles(editor).some(hasEnded)).toBe(true);
  const first = runFiles(editor).find(hasEnded) ?? "";
  const second = runFiles(editor).find((path) => path !== first) ?? "";
  const inFuture = (text: string) =>
    text
      .replace(/"changedAt":\d+/, `"changedAt":${Date.now() + 3_600_000}`)
      .replace('"state":"ended"', '"state":"running"');
  writeFileSync(first, inFuture(readFileSync(first, "utf8")));
  writeFileSync(second, readFileSync(second, "utf8").slice(0, 900));
  await editor.clearNotifications();
  await editor.load();
  await editor.command("neuronLens.openPanel");
  await editor.panel().getByRole("tab", { name: "Training" }).click();
  await expect.poll(() => rows(editor).count()).toBe(1);
  await expect.poll(() => rows(editor).first().textContent()).toMatch(/cut short/);
  expect(await editor.panel().locator("#screen").textContent()).toContain("damaged or of another version");
});
