import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "vitest";
import type { Editor } from "./harness/editor";
import { runFiles, trainForLong } from "./harness/runs";
import { consoleIsClean, editorTests } from "./harness/suite";

const test = editorTests("faults");

const rows = (editor: Editor) => editor.panel().locator(".run-table tr.run");

/** Remembers the training thread, once it is asked for something, as `trainer`: the driver shares the host's process. */
async function watchTrainer(editor: Editor): Promise<void> {
  await editor.run(() => {
    const { Worker } = process.getBuiltinModule("node:worker_threads");
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...message) {
      if (JSON.stringify(message[0] ?? null).includes('"train"')) Reflect.set(globalThis, "trainer", this);
      return post.apply(this, message);
    };
  });
}

const hasEnded = (path: string) => readFileSync(path, "utf8").includes('"state":"ended"');

test("keeps the run of a thread that is killed, says so, and trains again", async ({ editor }) => {
  await watchTrainer(editor);
  await trainForLong(editor);
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

const progress = (editor: Editor) => editor.notification(/epoch [\d,]+ of/);

async function trainFor(editor: Editor, epochs: number): Promise<void> {
  await editor.clearNotifications();
  await editor.setSetting("neuronLens.training.epochs", epochs);
  await editor.runCommand("Neuron Lens: Train Neuron");
}

async function epochsOf(editor: Editor): Promise<number> {
  return Number((await rows(editor).first().locator(".updates").textContent())?.replaceAll(",", ""));
}

test("goes on while the panel is closed, and shows the run when it is opened again", async ({ editor }) => {
  await editor.command("neuronLens.openPanelTab");
  await trainForLong(editor);
  await expect.poll(() => epochsOf(editor)).toBeGreaterThan(0);
  const before = await epochsOf(editor);
  await editor.closeAllEditors();
  await editor.command("workbench.action.closeAuxiliaryBar");
  await expect.poll(() => editor.page.locator('iframe.webview[src*="neuron-lens"]:visible').count()).toBe(0);
  await progress(editor).waitFor();
  await editor.command("neuronLens.openPanel");
  await expect.poll(() => epochsOf(editor)).toBeGreaterThan(before);
  expect(await rows(editor).first().textContent()).toContain("running");
  await editor.command("workbench.action.closeAuxiliaryBar");
  await editor.runCommand("Neuron Lens: Stop Training");
  await editor.notificationText(/Stopped after/);
  await expect.poll(() => progress(editor).count()).toBe(0);
  await editor.command("neuronLens.openPanel");
  await expect.poll(() => rows(editor).first().textContent()).toMatch(/stopped after [\d,]+ epochs/);
});

test("says that there was not enough memory, and trains on what there is enough for", async ({ editor }) => {
  const words = Array.from({ length: 400_000 }, (_, row) => `word ${row} of a,text ${row} of b,${row % 2}`);
  writeFileSync(editor.path("words.csv"), `a,b,target\n${words.join("\n")}\n`);
  await watchTrainer(editor);
  await trainFor(editor, 100);
  await editor.notificationText(/569/);
  await editor.clearNotifications();
  const kept = await rows(editor).count();
  await editor.run(async (api, path) => {
    const threads = process.getBuiltinModule("node:worker_threads");
    const { Worker } = threads;
    // A computer that gives the training thread no more than this.
    threads.Worker = class extends Worker {
      constructor(file: string | URL, options: object) {
        const resourceLimits = { maxOldGenerationSizeMb: 24 };
        super(file, `${file}`.endsWith("training.js") ? { ...options, resourceLimits } : options);
      }
    };
    Reflect.get(globalThis, "trainer")?.terminate();
    await api.commands.executeCommand("neuronLens.train", api.Uri.file(path));
    threads.Worker = Worker;
  }, editor.path("words.csv"));
  expect(await editor.notificationText(/not enough memory/)).toContain("words.csv");
  expect(await rows(editor).count()).toBe(kept);
  await trainFor(editor, 100);
  await editor.notificationText(/569/);
  await expect.poll(() => rows(editor).count()).toBe(kept + 1);
});

test("says that a program takes too much memory to be read, and reads it when it has changed", {
  timeout: 150_000,
}, async ({ editor }) => {
  const lines = Array.from({ length: 20_000 }, (_, at) => `x${at} = np.ones((${at + 1}, 3))`);
  writeFileSync(editor.path("large.py"), `import numpy as np\n\n${lines.join("\n")}\n`);
  writeFileSync(editor.path("small.py"), "import numpy as np\n\nx = np.ones((2, 3))\n");
  await editor.openFile("small.py");
  // A computer that gives the reading thread no more than this.
  await editor.run(() => {
    const threads = process.getBuiltinModule("node:worker_threads");
    const { Worker } = threads;
    Reflect.set(globalThis, "worker", Worker);
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...message) {
      if (JSON.stringify(message[0] ?? null).includes('"update"')) Reflect.set(globalThis, "reader", this);
      return post.apply(this, message);
    };
    threads.Worker = class extends Worker {
      constructor(file: string | URL, options: object) {
        const resourceLimits = { maxOldGenerationSizeMb: 64 };
        super(file, `${file}`.endsWith("analysis.js") ? { ...options, resourceLimits } : options);
      }
    };
  });
  const status = editor.page.locator("[id*='neuronLens.coverage']").first();
  await editor.setCursor("import", 0);
  await editor.page.keyboard.type("# read it\n");
  await expect.poll(() => editor.run(() => Reflect.get(globalThis, "reader") !== undefined)).toBe(true);
  await editor.run(() => Reflect.get(globalThis, "reader").terminate());
  await editor.openFile("large.py");
  await expect.poll(() => status.textContent(), { timeout: 60_000 }).toContain("not read");
  const hover = await editor.hoverByKeyboard("x0");
  expect(await hover.textContent()).toContain("more memory than Neuron Lens may use");
  await editor.screenshot("faults-memory");
  await editor.hideHover();
  await status.click();
  expect(await editor.notificationText(/was not read/)).toContain("look for a size or a loop");
  await editor.clearNotifications();
  // Other programs are read as ever, and this one again as soon as it is another.
  await editor.openFile("small.py");
  await expect.poll(() => status.textContent(), { timeout: 60_000 }).toMatch(/shapes \d+ of \d+/);
  await editor.openFile("large.py");
  await editor.page.keyboard.press("Control+a");
  await editor.page.keyboard.type("import numpy as np\n\nx = np.ones((2, 3))\n");
  await expect.poll(() => status.textContent(), { timeout: 60_000 }).toMatch(/shapes \d+ of \d+/);
  await editor.run(() => {
    process.getBuiltinModule("node:worker_threads").Worker = Reflect.get(globalThis, "worker");
  });
});

test("puts a new run first, and takes it for alive, where the clock was turned back", async ({
  editor,
  onTestFinished,
}) => {
  await trainFor(editor, 100);
  await editor.notificationText(/569/);
  await editor.run(() => {
    const { now } = Date;
    Date.now = () => now() - 3_600_000;
    Reflect.set(globalThis, "clock", now);
  });
  onTestFinished(() =>
    editor.run(() => {
      Date.now = Reflect.get(globalThis, "clock");
    }),
  );
  const before = await rows(editor).count();
  await trainForLong(editor);
  await expect.poll(() => rows(editor).count()).toBe(before + 1);
  // Longer than a run counts as alive that nobody writes to.
  await editor.page.waitForTimeout(8000);
  expect(await rows(editor).first().textContent()).toContain("running");
  await editor.runCommand("Neuron Lens: Stop Training");
  await editor.notificationText(/Stopped after/);
  expect(await rows(editor).first().textContent()).toMatch(/stopped after [\d,]+ epochs/);
});

/** A small disk in the place of the runs' folder. False where only root may do that. */
function mount(folder: string, size: string, more: readonly string[] = []): boolean {
  const options = ["-o", [...more, `size=${size}`].join(",")];
  return spawnSync("mount", ["-t", "tmpfs", ...options, "tmpfs", folder]).status === 0;
}

// Tried once: a sentence that stands already is not said again.
test("keeps a run in the list while there is no room for it, and writes it once there is", {
  retry: 0,
}, async ({ editor, skip, onTestFinished }) => {
  const before = runFiles(editor);
  await trainFor(editor, 100);
  await editor.notificationText(/569/);
  await expect
    .poll(() => runFiles(editor).find((path) => !before.includes(path) && hasEnded(path)))
    .toBeDefined();
  // The end of a run is written twice: nothing of this one may still be on its way.
  await editor.page.waitForTimeout(1500);
  const folder = dirname(runFiles(editor)[0] ?? "");
  if (!mount(folder, "4k")) {
    process.stdout.write("SKIPPED: only root can give the runs a disk that is full\n");
    return skip();
  }
  onTestFinished(() => void spawnSync("umount", ["--lazy", folder]));
  await trainFor(editor, 100);
  const sentence = await editor.notificationText(/could not be kept/);
  expect(sentence).toMatch(/no space left|not enough space/i);
  await editor.notificationText(/569/);
  await expect.poll(() => progress(editor).count()).toBe(0);
  const screen = editor.panel().locator("#screen");
  await expect.poll(() => screen.textContent()).toContain("could not be kept");
  expect(await rows(editor).first().textContent()).toContain("loss 0.1110");
  // Neither the whole of it is there nor a part.
  expect(runFiles(editor)).toEqual([]);
  // Also where it was deleted and taken back meanwhile.
  await editor.clearNotifications();
  const count = await rows(editor).count();
  await rows(editor).first().focus();
  await rows(editor).first().press("Delete");
  await expect.poll(() => rows(editor).count()).toBe(count - 1);
  await editor.panel().locator(".undo button").click();
  await expect.poll(() => rows(editor).count()).toBe(count);
  expect(mount(folder, "8m", ["remount"])).toBe(true);
  await expect.poll(() => runFiles(editor).filter(hasEnded).length).toBe(1);
  await expect.poll(() => screen.textContent()).not.toContain("could not be kept");
  await editor.load();
  await editor.command("neuronLens.openPanel");
  await expect.poll(() => rows(editor).count()).toBe(1);
  expect(await rows(editor).first().textContent()).toContain("loss 0.1110");
});

consoleIsClean(test);
