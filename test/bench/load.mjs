// Whether it holds at scale: a day of editing with flat memory, large programs and notebooks, a folder of 500 files, a
// thousand kept runs. `node test/bench/load.mjs [edits]` (2,000 unless told; 100,000 are a day) writes results-load.md beside it;
// `--json` for a program. What only an editor can show is in `npm run bench:editor`.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rename, rm, stat, unlink, writeFile } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundles } from "../../esbuild.mjs";
import { program, programs } from "./programs.mjs";

const root = join(import.meta.dirname, "../..");
const fileCount = 50;

/** What the analysis thread answers with, as the product bundles it, and what is made of kept runs. */
async function load() {
  const folder = await mkdtemp(join(tmpdir(), "neuron-lens-load-"));
  const { outdir: _, ...options } = bundles.find((bundle) => bundle.entryPoints.analysis !== undefined);
  const outfile = join(folder, "load.cjs");
  const contents = `
    export { Analyzer } from "./src/insight/analyze";
    export { loadEmbeddedParser } from "./src/syntax/embedded";
    export { analysisHandlers } from "./src/workers/analysis/handlers";
    export { RunStore } from "./src/training/runStore";
    export { trainingHandlers } from "./src/workers/training/handlers";
    export { lessonSpec } from "./src/training/run";`;
  const stdin = { contents, resolveDir: root, loader: "ts" };
  const asModule = { format: "cjs", platform: "node", metafile: false };
  await build({ ...options, ...asModule, entryPoints: undefined, stdin, outfile, logLevel: "silent" });
  const loaded = await import(pathToFileURL(outfile).href);
  await rm(folder, { recursive: true });
  return loaded;
}

/** The same numbers in each run. */
function randomNumbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const words = [
  "x = np.zeros((3, 4))",
  "y = x @ w + b",
  "loss = -np.mean(np.log(a))",
  "# as in the book",
  "",
  "z = (",
];

/** A learner's day: a line comes, a letter is typed, a line goes; now and then all is taken back. */
function edited(text, original, random) {
  if (random(60) === 0) return original;
  const lines = text.split("\n");
  const at = random(lines.length);
  const line = lines[at] ?? "";
  const indent = /^\s*/.exec(line)[0];
  switch (random(3)) {
    case 0:
      lines.splice(at, 0, `${indent}${words[random(words.length)].replace("x", `x${random(1e6)}`)}`);
      break;
    case 1:
      lines[at] = `${line}${"abc123()[] .,".charAt(random(13))}`;
      break;
    default:
      if (lines.length > 5) lines.splice(at, 1);
  }
  return lines.join("\n");
}

/** In megabytes. What waits to be let go of is let go of first. */
function heap() {
  for (let time = 0; time < 3; time++) globalThis.gc();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return (heapUsed + external + arrayBuffers) / 1e6;
}

/** How much the points rise for each step to the right, by least squares. */
function slope(points) {
  const mean = (of) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const rise = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  return rise / points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}

const idle = { signal: new AbortController().signal, emit: () => undefined, begins: () => undefined };

/** The thread as the editor uses it: of each program's answers it has no more than the last. */
class Thread {
  constructor(product, parser) {
    this.handlers = product.analysisHandlers({ parser, analyzer: new product.Analyzer(parser) });
  }

  async update(program, documents, sources = []) {
    const started = performance.now();
    await this.handlers.update({ program, documents, sources, data: [] }, idle);
    return performance.now() - started;
  }

  hover(program, offset) {
    return this.handlers.factAt({ program, uri: program, offset }, idle);
  }

  forget(program) {
    return this.handlers.forget({ program }, idle);
  }
}

/**
 * So many edits over the files. Each is opened anew every now and then, under another name: who works all day opens more
 * than fifty files.
 */
async function editing(product, parser, edits, openEvery = 20) {
  const thread = new Thread(product, parser);
  const random = randomNumbers(7);
  const texts = programs();
  const opened = (at, count) => {
    const original = texts[at % texts.length];
    return { uri: `file:///day/${count}.py`, original, text: original, version: 0 };
  };
  let count = 0;
  const files = Array.from({ length: fileCount }, (_, at) => opened(at, count++));
  for (const file of files) await thread.update(file.uri, [file]);
  const before = heap();
  const points = [];
  const times = [];
  const every = Math.max(1, Math.floor(edits / Math.min(20, edits / 50)));
  for (let edit = 1; edit <= edits; edit++) {
    const at = random(files.length);
    const file = files[at];
    file.text = edited(file.text, file.original, random);
    file.version += 1;
    const document = { uri: file.uri, version: file.version, text: file.text };
    times.push(await thread.update(file.uri, [document]));
    if (edit % 10 === 0) await thread.hover(file.uri, random(file.text.length));
    if (edit % openEvery === 0) {
      await thread.forget(file.uri);
      files[at] = opened(at, count++);
      await thread.update(files[at].uri, [files[at]]);
    }
    if (edit % every === 0) points.push({ x: edit / 1000, y: heap() });
  }
  times.sort((a, b) => a - b);
  return {
    ...{ edits, opened: count, before, after: points.at(-1).y },
    /** Over the second half: at first the memories fill. */
    slope: slope(points.slice(points.length / 2)),
    points: points.map(({ y }) => Math.round(y * 10) / 10),
    median: times[times.length >> 1],
    ninetyNine: times[Math.floor(times.length * 0.99)],
    slowest: times.at(-1),
  };
}

/** Lines written all over a long file: what is kept of a section must not keep the whole text that it was read in. */
async function longFile(product, parser, edits, length = 20_000) {
  const thread = new Thread(product, parser);
  const uri = "file:///long.py";
  const lines = program(length).split("\n");
  const cold = await thread.update(uri, [{ uri, version: 0, text: lines.join("\n") }]);
  const before = heap();
  const times = [];
  const places = lines.flatMap((line, at) => (/^ {8}\w+ = /.test(line) ? [at] : []));
  for (let edit = 1; edit <= edits; edit++) {
    const at = places[Math.floor((places.length * edit) / (edits + 1))];
    lines[at] = `${lines[at]} + ${edit}`;
    times.push(await thread.update(uri, [{ uri, version: edit, text: lines.join("\n") }]));
  }
  times.sort((a, b) => a - b);
  return { lines: lines.length, cold, median: times[times.length >> 1], edits, before, after: heap() };
}

async function notebook(product, parser) {
  const thread = new Thread(product, parser);
  const cells = Array.from({ length: 500 }, (_, at) => ({
    uri: `vscode-notebook-cell:/n.ipynb#${at}`,
    version: 0,
    text:
      at === 0
        ? "%matplotlib inline\nimport numpy as np\nx0 = np.ones((364, 30))"
        : `w${at} = np.ones((30, ${(at % 9) + 1}))\nz${at} = x0 @ w${at}\nprint(z${at}.mean())`,
  }));
  const key = "file:///n.ipynb";
  const cold = await thread.update(key, cells);
  const times = [];
  for (let edit = 1; edit <= 12; edit++) {
    const at = 40 * edit;
    cells[at] = { ...cells[at], version: edit, text: `${cells[at].text}\nq${edit} = z${at}.T @ x0` };
    times.push(await thread.update(key, cells));
  }
  times.sort((a, b) => a - b);
  const summary = await thread.handlers.facts({ program: key }, idle);
  return {
    cells: cells.length,
    cold,
    median: times[6],
    known: summary.coverage.known,
    all: summary.coverage.all,
  };
}

/** A file among five hundred, of which each imports another. */
async function workspace(product, parser) {
  const thread = new Thread(product, parser);
  const texts = programs();
  const sources = Array.from({ length: 500 }, (_, at) => ({
    uri: `file:///course/m${at}.py`,
    text: `${at > 0 ? `from m${at - 1} import *\n` : ""}${texts[at % texts.length]}`,
  }));
  const [uri, text] = ["file:///course/main.py", `import m3\nimport m7\n${texts[0]}`];
  const before = heap();
  const cold = await thread.update(uri, [{ uri, version: 0, text }], sources);
  const times = [];
  for (let edit = 1; edit <= 9; edit++)
    times.push(await thread.update(uri, [{ uri, version: edit, text: `${text}\ny = ${edit}` }], sources));
  times.sort((a, b) => a - b);
  return { files: sources.length, cold, median: times[4], before, after: heap() };
}

/** A folder as the editor has it, without the editor. */
function runFolder(path) {
  const at = (name) => join(path, name);
  return {
    names: (inside = "") => readdir(at(inside)),
    stamp: async (name) => {
      const { mtimeMs, size } = await stat(at(name));
      return { changed: mtimeMs, bytes: size };
    },
    read: (name) => readFile(at(name)),
    write: (name, bytes) => writeFile(at(name), bytes),
    move: (from, to) => rename(at(from), at(to)),
    delete: (name) => unlink(at(name)),
  };
}

/** One run of the lesson as it is written down, a thousand times: listed from their files, and from the index. */
async function keptRuns(product) {
  const handlers = product.trainingHandlers(() => performance.now(), Promise.resolve([]));
  const { model: _, ...spec } = product.lessonSpec;
  const bytes = new Uint8Array(readFileSync(join(root, "media/data/wisconsin_breast_cancer.csv")));
  const data = { bytes, name: "wisconsin.csv", source: "file" };
  const asked = { model: "auto", hidden: 4, activation: "tanh" };
  const reply = await handlers.train({ group: "g", data, model: asked, runs: [{ id: "r", spec }] }, idle);
  const [{ run, places }] = reply.states;
  const reference = {
    uri: null,
    bundled: "breast_cancer",
    target: null,
    missing: "mean",
    without: [],
    keepEvery: 1,
  };
  const about = {
    ...{ name: null, group: "g", guess: null, startedAt: 1, changedAt: 1, state: "ended", owner: "o" },
    ...{ data: reference, updatesAnEpoch: 1, startLoss: 1, noiseAtStart: null },
  };
  const path = await mkdtemp(join(tmpdir(), "neuron-lens-runs-"));
  const open = () => new product.RunStore(runFolder(path), () => ({ runs: 1e6, megabytes: 1e6 }));
  const store = open();
  for (let at = 0; at < 1000; at++)
    await store.save({ run: { ...run, id: `${at}` }, places, about: { ...about, startedAt: at } });
  const list = async () => {
    const started = performance.now();
    const { runs } = await open().load();
    return { runs: runs.length, time: performance.now() - started };
  };
  const cold = await list();
  // Nobody waits for the index, so neither does `load`.
  while (!existsSync(join(path, "runs.index"))) await new Promise((resolve) => setTimeout(resolve, 20));
  const times = [];
  for (let time = 0; time < 5; time++) times.push((await list()).time);
  times.sort((a, b) => a - b);
  const [size, index] = [await stat(join(path, "0.run.json")), await stat(join(path, "runs.index"))];
  await rm(path, { recursive: true });
  return { runs: cold.runs, bytes: size.size, indexBytes: index.size, cold: cold.time, indexed: times[2] };
}

async function measure(edits) {
  const product = await load();
  const parser = await product.loadEmbeddedParser();
  return {
    editing: await editing(product, parser, edits),
    longFile: await longFile(product, parser, Math.max(20, Math.min(200, Math.floor(edits / 20)))),
    notebook: await notebook(product, parser),
    workspace: await workspace(product, parser),
    runs: await keptRuns(product),
  };
}

/** What a test has the time for. */
async function measureMemory(edits) {
  const product = await load();
  const parser = await product.loadEmbeddedParser();
  return {
    editing: await editing(product, parser, edits, 1),
    longFile: await longFile(product, parser, 50, 4_000),
  };
}

const ms = (time) => `${time.toFixed(time < 10 ? 1 : 0)} ms`;
const mb = (size) => `${size.toFixed(1)} MB`;

function report({ editing, longFile, notebook, workspace, runs }) {
  return [
    `${editing.edits} edits over ${fileCount} files (${editing.opened} opened): ${mb(editing.before)} before, ${mb(editing.after)} after,`,
    `  ${(1000 * editing.slope).toFixed(1)} KB more for each 1,000 edits in the second half`,
    `  an edit takes ${ms(editing.median)}, 99 of 100 at most ${ms(editing.ninetyNine)}, the slowest ${ms(editing.slowest)}`,
    `  heap: ${editing.points.join(" ")}`,
    `${longFile.lines} lines: ${ms(longFile.cold)} cold, ${ms(longFile.median)} after a keystroke; ${mb(longFile.before)}, ${mb(longFile.after)} after ${longFile.edits} edits all over it`,
    `${notebook.cells} cells: ${ms(notebook.cold)} cold, ${ms(notebook.median)} after a change; ${notebook.known} of ${notebook.all} arrays known`,
    `a folder of ${workspace.files} files: ${ms(workspace.cold)} cold, ${ms(workspace.median)} after a keystroke; ${mb(workspace.before)}, then ${mb(workspace.after)}`,
    `${runs.runs} kept runs of ${Math.round(runs.bytes / 1000)} KB: listed in ${ms(runs.cold)} from their files, in ${ms(runs.indexed)} from an index of ${Math.round(runs.indexBytes / 1000)} KB`,
  ].join("\n");
}

const [edits = "2000"] = process.argv.slice(2).filter((each) => !each.startsWith("--"));
if (globalThis.gc === undefined) {
  const again = ["--expose-gc", fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  process.exit(spawnSync(process.execPath, again, { stdio: "inherit" }).status ?? 1);
}
const measured = await (process.argv.includes("--memory") ? measureMemory : measure)(Number(edits));
if (process.argv.includes("--json")) console.log(JSON.stringify(measured));
else {
  const told = report(measured);
  console.log(told);
  const machine = `Measured on ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)} at the end.`;
  writeFileSync(join(import.meta.dirname, "results-load.md"), `${machine}\n\n\`\`\`\n${told}\n\`\`\`\n`);
}
