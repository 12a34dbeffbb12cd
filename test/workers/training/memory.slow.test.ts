import { spawnSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
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

/** As the training thread does it. */
const program = `
  import { Worker } from "node:worker_threads";
  import { readFileSync } from "node:fs";
  import { join } from "node:path";
  import { readTableFile } from "./src/workers/training/file";
  import { readData } from "./src/workers/training/data";
  import { loadKernelEngines } from "./src/training/kernelEngine";
  import { createTrainer } from "./src/training/trainer";
  import { finishRun } from "./src/training/finish";
  import { lessonSpec } from "./src/training/run";
  const [, , file, folder] = process.argv;
  // Another thread looks, so that nothing is missed while this one is busy.
  const shared = new Float64Array(new SharedArrayBuffer(8));
  const watch = "const { workerData } = require('node:worker_threads'); setInterval(() => {" +
    " workerData[0] = Math.max(workerData[0], process.memoryUsage.rss()); }, 2)";
  const watcher = new Worker(watch, { eval: true, workerData: shared });
  while (shared[0] === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const before = process.memoryUsage.rss();
  const most = { read: 0, trained: 0 };
  const ended = (of) => { most[of] = shared[0] - before; shared[0] = 0; };
  const engines = await loadKernelEngines(async (name) => new Uint8Array(readFileSync(join(folder, name))));
  const data = { path: file, bytes: new Uint8Array(), name: "large.csv", source: "file" };
  const files = { readTableFile, readParquet: () => { throw new Error(); } };
  const read = await readData(data, () => false, undefined, files);
  ended("read");
  const { prepared } = read;
  const spec = { ...lessonSpec, epochs: 5 };
  const trainer = createTrainer(spec, prepared.train, prepared.validation, { engines });
  trainer.runEpochs(5);
  const run = finishRun("large", trainer, prepared, spec);
  await new Promise((resolve) => setTimeout(resolve, 20));
  ended("trained");
  await watcher.terminate();
  console.log(JSON.stringify({ most, engine: run.engine, rows: prepared.summary.rows, accuracy: run.testAccuracy }));`;

it("a large file is read, prepared and trained on in a process that grows by little more than the matrix", async () => {
  const folder = await mkdtemp(join(tmpdir(), "neuron-lens-memory-"));
  const path = join(folder, "large.csv");
  await Promise.all([writeLarge(path), buildKernels(folder)]);
  await build({
    stdin: { contents: program, resolveDir: join(import.meta.dirname, "../../.."), loader: "ts" },
    outfile: join(folder, "measure.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "measure.mjs"), path, folder], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const { most, engine, rows: used } = JSON.parse(stdout);
  expect(used).toBe(rows);
  expect(engine).toMatch(/^WebAssembly/);
  const matrix = rows * columns * 8;
  const times = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  console.log(
    `a matrix of ${times(matrix)}: the process grew by ${times(most.read)} until it was read, by ${times(most.trained)} while trained on`,
  );
  // The litter of the parser, some tens of megabytes, is the same for any size; a second copy of the matrix would not fit.
  expect(most.trained).toBeGreaterThan(0.9 * matrix);
  expect(Math.max(most.read, most.trained)).toBeLessThan(1.2 * matrix + 110e6);
}, 180_000);
