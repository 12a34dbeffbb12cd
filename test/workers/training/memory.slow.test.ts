import { spawnSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildKernels } from "../../../src/training/kernels/build.mjs";

const [rows, columns] = [400_000, 30];

async function writeLarge(path: string): Promise<void> {
  const out = createWriteStream(path);
  out.write(`${Array.from({ length: columns }, (_, j) => `x${j}`).join(",")},target\n`);
  const cells = Array.from({ length: 997 }, (_, at) => Math.sin(at + 1).toFixed(12));
  for (let row = 0; row < rows; row++) {
    const at = (row * 31) % 900;
    const isTaken = out.write(`${row % 7}.5,${cells.slice(at, at + columns - 1).join(",")},${row % 2}\n`);
    if (!isTaken) await new Promise<void>((resolve) => out.once("drain", () => resolve()));
  }
  await new Promise<void>((resolve) => out.end(() => resolve()));
}

/** In a process of its own: `work` is done, and `ended` called between its parts. */
const watched = (work: string) => `
  import { Worker } from "node:worker_threads";
  import { readFileSync } from "node:fs";
  import { join } from "node:path";
  import { readTableFile } from "./src/workers/training/file";
  import { readData } from "./src/workers/training/data";
  import { runTrain } from "./src/cli/train";
  import { english } from "./src/base/translate";
  import { loadKernelEngines } from "./src/training/kernelEngine";
  import { createTrainer } from "./src/training/trainer";
  import { finishRun } from "./src/training/finish";
  import { lessonSpec } from "./src/training/run";
  void main();
  async function main() {
    const [, , file] = process.argv;
    // Another thread looks, so that nothing is missed while this one is busy.
    const shared = new Float64Array(new SharedArrayBuffer(8));
    const watch = "const { workerData } = require('node:worker_threads'); setInterval(() => {" +
      " workerData[0] = Math.max(workerData[0], process.memoryUsage.rss()); }, 2)";
    const watcher = new Worker(watch, { eval: true, workerData: shared });
    while (shared[0] === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const before = process.memoryUsage.rss();
    const most = {};
    const ended = (of) => { most[of] = shared[0] - before; shared[0] = 0; };
    const said = {};
    ${work}
    await new Promise((resolve) => setTimeout(resolve, 20));
    ended("trained");
    await watcher.terminate();
    console.log(JSON.stringify({ most, ...said }));
  }`;

/** As the training thread does it. */
const inThread = `
  const read = async (name) => new Uint8Array(readFileSync(join(__dirname, "kernels", name)));
  const engines = await loadKernelEngines(read);
  const data = { path: file, bytes: new Uint8Array(), name: "large.csv", source: "file" };
  const files = { readTableFile, readParquet: () => { throw new Error(); }, guard: () => undefined };
  const { prepared } = await readData(data, () => false, undefined, files);
  ended("read");
  const spec = { ...lessonSpec, epochs: 5 };
  const trainer = createTrainer(spec, prepared.train, prepared.validation, { engines });
  trainer.runEpochs(5);
  const run = finishRun("large", trainer, prepared, spec);
  Object.assign(said, { engine: run.engine, rows: prepared.summary.rows });`;

/** As the command `neuron-lens train` does it. */
const inTerminal = (options: readonly string[]) => `
  let out = "";
  const terminal = {
    stdout: (text) => { out += text; }, stderr: (text) => { out += text; },
    readTableFile, isTerminal: false, t: english, language: "en",
  };
  const code = await runTrain([file, "--epochs", "10", ...${JSON.stringify(options)}], terminal);
  Object.assign(said, { code, out });`;

interface Measured {
  readonly most: { readonly read?: number; readonly trained: number };
  readonly engine?: string;
  readonly rows?: number;
  readonly code?: number;
  readonly out?: string;
}

let folder = "";
let path = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "neuron-lens-memory-"));
  path = join(folder, "large.csv");
  const crew = build({
    ...bundling,
    entryPoints: { crew: "src/workers/training/crewThread.ts" },
    outdir: folder,
  });
  await Promise.all([writeLarge(path), buildKernels(join(folder, "kernels")), crew]);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const root = join(import.meta.dirname, "../../..");
const bundling = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  logLevel: "warning",
} as const;

/**
 * When the engine clears the parser's litter away is its own affair, so a process that took too much is tried again, twice at
 * most. A copy of the matrix would be there each time.
 */
async function measured(work: string): Promise<Measured> {
  const outfile = join(folder, "measure.js");
  await build({ ...bundling, stdin: { contents: watched(work), resolveDir: root, loader: "ts" }, outfile });
  let least: Measured | null = null;
  for (let time = 0; time < 3 && (least === null || growth(least) >= limit); time++) {
    const { stdout, stderr } = spawnSync(process.execPath, [outfile, path], { encoding: "utf8" });
    expect(stderr).toBe("");
    const now: Measured = JSON.parse(stdout);
    if (least === null || growth(now) < growth(least)) least = now;
  }
  if (least === null) throw new Error("nothing was measured");
  return least;
}

const growth = ({ most }: Measured) => Math.max(most.read ?? 0, most.trained);

const matrix = rows * columns * 8;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
/**
 * The litter of the parser, some ninety megabytes, is the same for any size: so a million rows, of 240 MB, stay within one and a
 * half times the matrix. A second copy of it would not fit.
 */
const limit = 1.05 * matrix + 105e6;

describe("a large file", () => {
  it("is read, prepared and trained on in a process that grows by little more than the matrix", async () => {
    const once = await measured(inThread);
    const { most, engine, rows: used } = once;
    expect(used).toBe(rows);
    expect(engine).toMatch(/^WebAssembly/);
    console.log(
      `a matrix of ${megabytes(matrix)}: the process grew by ${megabytes(most.read ?? 0)} until it was read, by ${megabytes(most.trained)} while trained on`,
    );
    expect(most.trained).toBeGreaterThan(0.9 * matrix);
    expect(growth(once)).toBeLessThan(limit);
  }, 180_000);

  it.each([
    ["one policy", [], "400,000 rows"],
    ["three policies side by side", ["--compare"], "one sample"],
    ["three policies of a softmax layer", ["--compare", "--model", "softmax"], "one sample"],
  ])(
    "is no more in the terminal: %s",
    async (name, options, says) => {
      const { most, code, out } = await measured(inTerminal(options));
      expect(out).toContain(says);
      expect(code).toBe(0);
      console.log(
        `a matrix of ${megabytes(matrix)}, ${name}: the process grew by ${megabytes(most.trained)}`,
      );
      expect(most.trained).toBeGreaterThan(0.9 * matrix);
      expect(most.trained).toBeLessThan(limit);
    },
    180_000,
  );
});
