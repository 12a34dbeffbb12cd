// How long the analysis of shapes takes against its budgets: a program of 1,000 lines cold, after a keystroke, a hover,
// one of 20,000 lines, and a program made to take for ever. `node test/bench/analysis.mjs`; times are of this machine.
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundles } from "../../esbuild.mjs";

const root = join(import.meta.dirname, "../..");
const rounds = 9;

/** The analysis as the product bundles it, with what a measurement needs to call. */
async function load() {
  const folder = await mkdtemp(join(tmpdir(), "neuron-lens-bench-"));
  const node = bundles.find((bundle) => bundle.entryPoints.analysis !== undefined);
  const outfile = join(folder, "analysis.cjs");
  const { outdir: _, ...options } = node;
  const contents = `
    export { Analyzer } from "./src/insight/analyze";
    export { factAt } from "./src/insight/factAt";
    export { loadEmbeddedParser } from "./src/syntax/embedded";`;
  const stdin = { contents, resolveDir: root, loader: "ts" };
  await build({ ...options, entryPoints: undefined, stdin, outfile, logLevel: "silent" });
  const loaded = await import(pathToFileURL(outfile).href);
  await rm(folder, { recursive: true });
  return loaded;
}

/** The lesson's program again and again, each time with names of its own, up to so many lines. */
function program(lines) {
  const lesson = readFileSync(join(root, "media/lesson/neuron.py"), "utf8");
  const copies = [];
  for (let copy = 0, length = 0; length < lines; copy++) {
    const text = lesson.replaceAll("SingleLayer", `SingleLayer${copy}`).replace(/\blayer\b/g, `layer${copy}`);
    copies.push(text);
    length += text.split("\n").length;
  }
  return copies.join("\n").split("\n").slice(0, lines).join("\n");
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

function timed(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const { Analyzer, factAt, loadEmbeddedParser } = await load();
const parser = await loadEmbeddedParser();
const analyse = (analyzer, text, version) =>
  analyzer.analyze({ documents: [{ uri: "file:///bench.py", version, text }] });

/** With the code already warm, as it is in an editor that has been open for a minute. */
function cold(text) {
  for (let warm = 0; warm < 3; warm++) analyse(new Analyzer(parser), text, warm);
  return median(
    Array.from({ length: rounds }, (_, at) => timed(() => analyse(new Analyzer(parser), text, at))),
  );
}

/** A character typed into a comment in the middle of the text. */
function keystroke(text) {
  const analyzer = new Analyzer(parser);
  const middle = text.indexOf("\n", text.length / 2);
  const typed = (at) => `${text.slice(0, middle)}  # ${"x".repeat(at + 1)}${text.slice(middle)}`;
  analyse(analyzer, text, 0);
  return median(Array.from({ length: rounds }, (_, at) => timed(() => analyse(analyzer, typed(at), at + 1))));
}

function hover(text) {
  const facts = analyse(new Analyzer(parser), text, 0);
  const offsets = Array.from({ length: 500 }, (_, at) => Math.floor((text.length * at) / 500));
  return median(offsets.map((offset) => timed(() => factAt(facts, "file:///bench.py", offset))));
}

const thousand = program(1000);
const rows = [
  { what: "1,000 lines, cold", milliseconds: cold(thousand), budget: 50 },
  { what: "1,000 lines, after a keystroke", milliseconds: keystroke(thousand), budget: 10 },
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
