// How long the analysis of shapes takes against its budgets: programs of 1,000 lines cold and after keystrokes, a hover, one
// of 20,000 lines, and a program made to take for ever. `node test/bench/analysis.mjs`; times are of this machine. With
// `--cpu` the processor's time is taken in place of the clock's, for a machine that is busy with other things.
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundles } from "../../esbuild.mjs";
import { program } from "./programs.mjs";

const root = join(import.meta.dirname, "../..");
const rounds = 9;

/** The analysis as the product bundles it, with what a measurement needs to call. */
async function load() {
  const folder = await mkdtemp(join(tmpdir(), "neuron-lens-bench-"));
  const { outdir: _, ...options } = bundles.find((bundle) => bundle.entryPoints.analysis !== undefined);
  const outfile = join(folder, "analysis.cjs");
  const contents = `
    export { Analyzer } from "./src/insight/analyze";
    export { factAt } from "./src/insight/factAt";
    export { loadEmbeddedParser } from "./src/syntax/embedded";`;
  const stdin = { contents, resolveDir: root, loader: "ts" };
  const asModule = { format: "cjs", platform: "node", metafile: false };
  await build({ ...options, ...asModule, entryPoints: undefined, stdin, outfile, logLevel: "silent" });
  const loaded = await import(pathToFileURL(outfile).href);
  await rm(folder, { recursive: true });
  return loaded;
}

/** Branches and calls within loops, each of which doubles what there is to follow. */
const endless = `import numpy as np
def f(n, x):
    if n == 0:
        return x
    y = f(n - 1, x) if x.sum() > 0 else f(n - 1, x.T)
    return f(n - 1, y) @ f(n - 1, x) if y.max() > 1 else f(n - 1, x)
for i in range(10**9):
    while np.random.rand() > 0.5:
        for j in range(10**6):
            z = f(40, np.ones((i + 1, j + 1)))
`;

const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

const usesCpuTime = process.argv.includes("--cpu");

function now() {
  if (!usesCpuTime) return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function timed(work) {
  const start = now();
  work();
  return now() - start;
}

const { Analyzer, factAt, loadEmbeddedParser } = await load();
const parser = await loadEmbeddedParser();
const analyse = (analyzer, text, version) =>
  analyzer.look({ documents: [{ uri: "file:///bench.py", version, text }] });

/** With nothing known of the text, but the engine warm, as it is once somebody has typed for half a minute. */
function cold(text) {
  for (let warm = 0; warm < 30; warm++) analyse(new Analyzer(parser), text, warm);
  return median(
    Array.from({ length: rounds }, (_, at) => timed(() => analyse(new Analyzer(parser), text, at))),
  );
}

/** Where a line of code ends, so far into the text, and how far it is indented: inside a function, if there is one near. */
function placeIn(text, share) {
  let at = text.indexOf("\n", text.length * share);
  const lineAt = (end) => text.slice(text.lastIndexOf("\n", end - 1) + 1, end);
  for (let tries = 0; tries < 60 && !/^ {4,8}\w[^#"']*=[^:#"']*[\w)\]]$/.test(lineAt(at)); tries++) {
    const next = text.indexOf("\n", at + 1);
    if (next < 0) break;
    at = next;
  }
  return { at, indent: /^ */.exec(lineAt(at))[0] };
}

/** Something typed character by character on a new line at a place of the text: another text each time, none is known. */
function keystrokes(text, share, words) {
  const analyzer = new Analyzer(parser);
  const { at, indent } = placeIn(text, share);
  const typed = (own, count) => `${text.slice(0, at)}\n${indent}${own.slice(0, count)}${text.slice(at)}`;
  const times = [];
  for (let round = 0; round < 4; round++) {
    analyse(analyzer, text, round);
    const own = words.replace("v", "qrst"[round]);
    for (let count = 1; count <= own.length; count++) {
      const time = timed(() => analyse(analyzer, typed(own, count), count));
      if (round > 0) times.push(time);
    }
  }
  return median(times);
}

function hover(text) {
  const facts = analyse(new Analyzer(parser), text, 0);
  const offsets = Array.from({ length: 500 }, (_, at) => Math.floor((text.length * at) / 500));
  return median(offsets.map((offset) => timed(() => factAt(facts, "file:///bench.py", offset))));
}

/** Programs as learners write them, one below the other: classes, functions, what runs them. */
function course(lines) {
  const folder = join(root, "test/cases/shapes");
  const texts = studied.map((name) => readFileSync(join(folder, `${name}.py`), "utf8"));
  return texts.join("\n\n").split("\n").slice(0, lines).join("\n");
}

const studied = [
  "linear_regression_gd",
  "perceptron",
  "logic_gates",
  "single_layer_lesson",
  "two_layer_net_book",
  "knn",
  "functional_mlp",
  "kmeans_class",
  "svm_logistic",
  "deep_net_course",
];

const thousand = program(1000);
const learned = course(1000);
const [code, comment] = ["value = x + 12", "# as in the book"];
const places = [
  { where: "at the start", share: 0.05 },
  { where: "in the middle", share: 0.5 },
  { where: "at the end", share: 0.93 },
];
const whole = readFileSync(join(root, "test/cases/shapes/layers_framework.py"), "utf8");
const rows = [
  {
    what: "the first 1,000 lines of a window",
    milliseconds: timed(() => analyse(new Analyzer(parser), thousand, 0)),
    budget: null,
  },
  { what: "1,000 lines of the lesson, cold", milliseconds: cold(thousand), budget: 50 },
  ...places.map(({ where, share }) => ({
    what: `  a keystroke ${where}`,
    milliseconds: keystrokes(thousand, share, code),
    budget: 10,
  })),
  { what: "1,000 lines of a course, cold", milliseconds: cold(learned), budget: 50 },
  ...places.flatMap(({ where, share }) => [
    { what: `  a keystroke ${where}`, milliseconds: keystrokes(learned, share, code), budget: 10 },
    { what: `  one in a comment ${where}`, milliseconds: keystrokes(learned, share, comment), budget: 10 },
  ]),
  { what: "372 lines of one piece, cold", milliseconds: cold(whole), budget: 50 },
  ...places.map(({ where, share }) => ({
    what: `  a keystroke ${where}`,
    milliseconds: keystrokes(whole, share, code),
    budget: 10,
  })),
  { what: "  one in a comment", milliseconds: keystrokes(whole, 0.5, comment), budget: 10 },
  { what: "hover in 1,000 lines", milliseconds: hover(thousand), budget: 5 },
  {
    what: "a program made to take for ever",
    milliseconds: timed(() => analyse(new Analyzer(parser), endless, 0)),
    budget: 200,
  },
  {
    what: "20,000 lines, cold",
    milliseconds: timed(() => analyse(new Analyzer(parser), program(20_000), 0)),
    budget: null,
  },
];
for (const { what, milliseconds, budget } of rows) {
  const verdict =
    budget === null ? "" : milliseconds <= budget ? `within ${budget}` : `over the budget of ${budget}`;
  console.log(
    `${what.padEnd(34)} ${milliseconds.toFixed(milliseconds < 1 ? 3 : 1).padStart(9)} ms  ${verdict}`,
  );
}
