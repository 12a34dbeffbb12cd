/**
 * Not tests of anything: measures in a real VS Code what `test/bench/load.mjs` measures without one, and writes what it
 * found to test/bench/results-editor.md. Run by `npm run bench:editor`; words after it (`-- typing runs`) choose some.
 */
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { program, programs } from "../bench/programs.mjs";
import { root } from "../tasks/prepare.mjs";
import { Editor } from "./harness/editor";
import type { EditorOptions } from "./harness/launch";
import {
  edits,
  editsAnswered,
  hoverTime,
  type Memory,
  mb,
  memory,
  ms,
  quantile,
  traced,
  typeFor,
  watch,
  watched,
  within,
} from "./harness/measuring";

const lines: string[] = [];
const chosen = (process.env.NEURON_LENS_LOAD ?? "").split(" ").filter(Boolean);

function measure(name: string, options: EditorOptions, work: (editor: Editor) => Promise<void>): void {
  const isChosen = chosen.length === 0 || chosen.some((word) => name.includes(word));
  test.runIf(isChosen)(name, { timeout: 400_000, retry: 0 }, async () => {
    const editor = await within("opening the editor", 90, Editor.open({ name: "load", ...options }));
    try {
      await work(editor);
    } finally {
      await within("closing the editor", 30, editor.close());
    }
  });
}

function say(line: string): void {
  lines.push(line);
  process.stdout.write(`${line}\n`);
}

afterAll(() => {
  const machine = `Measured on ${cpus().length} × ${cpus()[0]?.model.trim()}, in VS Code's server and Chromium.`;
  writeFileSync(
    join(root, "test/bench/results-editor.md"),
    `${machine}\n\n${lines.map((line) => `- ${line}`).join("\n")}\n`,
  );
});

const typingSettings = { "editor.acceptSuggestionOnEnter": "off" };

for (const round of [1, 2])
  for (const product of [false, true])
    measure(
      `typing, ${product ? "with" : "without"} Neuron Lens, ${round}`,
      { product, settings: typingSettings },
      async (editor) => {
        await within("opening neuron.py", 60, editor.openFile("neuron.py"));
        if (product) await hoverTime(editor, "neuron.py", "np.dot(x.T, err)", "(30, 1)");
        await editor.page.waitForTimeout(3000);
        await watch(editor);
        const worked = await traced(editor, () => typeFor(editor, 15));
        say(
          `typing 20 keys a second ${product ? "with hints" : "without Neuron Lens"}: ${worked}; ${await watched(editor)}`,
        );
      },
    );

const long = program(20_000);

measure(
  "a file of 20,000 lines",
  { files: { "long.py": long }, settings: typingSettings },
  async (editor) => {
    await watch(editor);
    const started = performance.now();
    await within("opening long.py", 60, editor.openFile("long.py"));
    await hoverTime(editor, "long.py", "np.dot(x.T, err)", "(30, 1)");
    say(`20,000 lines: the first answer after ${ms(performance.now() - started)}; ${await watched(editor)}`);
    const times = await editsAnswered(editor, "long.py", "x_train = (x_train - mean)", 12);
    say(
      `20,000 lines: after an edit an answer within ${ms(quantile(times, 0.5))}, ${ms(Math.max(...times))} at most`,
    );
    await watch(editor);
    await typeFor(editor, 10);
    say(`20,000 lines, typing 20 keys a second: ${await watched(editor)}`);
  },
);

const cells = Array.from({ length: 500 }, (_, at) => ({
  cell_type: "code",
  execution_count: null,
  metadata: {},
  outputs: [],
  source:
    at === 0
      ? ["%matplotlib inline\n", "import numpy as np\n", "x0 = np.ones((364, 30))"]
      : [`w${at} = np.ones((30, ${(at % 9) + 1}))\n`, `z${at} = x0 @ w${at}\n`, `print(z${at}.mean())`],
}));
const notebook = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });

measure("a notebook of 500 cells", { files: { "many.ipynb": notebook } }, async (editor) => {
  await watch(editor);
  const started = performance.now();
  await within("opening many.ipynb", 60, editor.openNotebook("many.ipynb"));
  await hoverTime(editor, "many.ipynb", "z499 =", "(364, 5)");
  say(`500 cells: the last cell's shape after ${ms(performance.now() - started)}; ${await watched(editor)}`);
  const times = await editsAnswered(editor, "many.ipynb", "z250 =", 8);
  say(
    `500 cells: after an edit an answer within ${ms(quantile(times, 0.5))}, ${ms(Math.max(...times))} at most`,
  );
});

const texts = programs();
const folder = Object.fromEntries(
  Array.from({ length: 500 }, (_, at) => [
    `m${at}.py`,
    `${at > 0 ? `from m${at - 1} import *\n` : ""}${texts[at % texts.length]}`,
  ]),
);

measure(
  "a folder of 500 files",
  { files: { ...folder, "main.py": `import m3\nimport m7\n${texts[0]}\nquite_new = np.ones((5, 6))\n` } },
  async (editor) => {
    await watch(editor);
    const started = performance.now();
    await within("opening main.py", 60, editor.openFile("main.py"));
    await hoverTime(editor, "main.py", "quite_new =", "(5, 6)");
    say(`500 files: the first answer after ${ms(performance.now() - started)}; ${await watched(editor)}`);
    const times = await editsAnswered(editor, "main.py", "quite_new =", 10);
    say(
      `500 files: after an edit an answer within ${ms(quantile(times, 0.5))}, ${ms(Math.max(...times))} at most`,
    );
  },
);

const runSettings = { "neuronLens.runs.keep": 5000, "neuronLens.runs.megabytes": 5000 };

measure("a thousand kept runs", { settings: runSettings }, async (editor) => {
  await editor.runCommand("Neuron Lens: Train Neuron");
  await editor.notificationText(/569/);
  const profile = dirname(dirname(editor.path("")));
  const find = () =>
    readdirSync(profile, { recursive: true, encoding: "utf8" }).find((name) => name.endsWith(".run.json"));
  await expect.poll(find).toBeDefined();
  await editor.page.waitForTimeout(1000);
  const path = join(profile, find() ?? "");
  const text = readFileSync(path, "utf8");
  const id = /"id":"([\w-]+)"/.exec(text)?.[1] ?? "";
  for (let run = 1; run < 1000; run++) {
    const other = randomUUID();
    writeFileSync(join(dirname(path), `${other}.run.json`), text.replaceAll(id, other));
  }
  for (const from of ["their files", "the index"]) {
    // A panel that is open would be filled while the window loads.
    await editor.command("workbench.action.closeAuxiliaryBar");
    await editor.page.waitForTimeout(2000);
    await within("reloading the window", 60, editor.reload());
    await editor.page.waitForTimeout(2000);
    expect(await editor.page.locator('iframe.webview[src*="neuron-lens"]:visible').count()).toBe(0);
    await watch(editor);
    const started = performance.now();
    await editor.command("neuronLens.openPanel");
    await editor
      .panel()
      .getByText(/Show all 1,?000/)
      .waitFor({ timeout: 40_000 });
    say(
      `1,000 kept runs: listed from ${from} ${ms(performance.now() - started)} after the panel was asked for; ${await watched(editor)}`,
    );
    await editor.page.waitForTimeout(2000);
  }
});

measure("memory over 3,000 edits", {}, async (editor) => {
  await editor.run(() => {
    const { Worker } = process.getBuiltinModule("node:worker_threads");
    const threads = new Set();
    Reflect.set(globalThis, "threads", threads);
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...message) {
      threads.add(this);
      return post.apply(this, message);
    };
  });
  await within("opening neuron.py", 60, editor.openFile("neuron.py"));
  await hoverTime(editor, "neuron.py", "np.dot(x.T, err)", "(30, 1)");
  const figures = [await memory(editor)];
  for (let part = 0; part < 6; part++) {
    await edits(editor, 500);
    figures.push(await memory(editor));
  }
  for (const [name, of] of [
    ["the extension host's heap", (each: Memory) => each.host],
    ["our threads' heaps", (each: Memory) => each.threads],
    ["the whole process", (each: Memory) => each.process],
  ] as const)
    say(`3,000 edits: ${name}, each 500 edits: ${figures.map((each) => mb(of(each))).join(", ")}`);
  await editor.runCommand("Developer: Show Running Extensions");
  const row = editor.page
    .locator(".runtime-extensions-editor .monaco-list-row", { hasText: "Neuron Lens" })
    .first();
  say(
    `Developer: Show Running Extensions says: ${(await row.locator(".activation-time").textContent())?.trim()}`,
  );
});
