// How fast the trainer is beside what a learner could use instead: all in one run, in bursts that take turns, medians,
// ratios. Times are of this machine; only the ratios travel. `npm run bench`, or `node test/bench/bench.mjs A S M`.
// With `--cpu` the processor's time is taken in place of the clock's, for a machine that is busy with other things; two
// threads then count twice, so that NumPy runs with one.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as esbuild from "esbuild";
import { buildKernels } from "../../src/training/kernels/build.mjs";

const here = import.meta.dirname;
const python = "/usr/bin/python3";
const relaxedFlag = "--experimental-wasm-relaxed-simd";

/** Ratios of medians to reach: without and with fused products; `null` where none is set. */
const targets = [
  { workload: "A", style: "learner", plain: 10, fused: 15 },
  { workload: "A", style: "best", plain: 3, fused: 4.5 },
  { workload: "S", style: "learner", plain: 500, fused: 600 },
  { workload: "S", style: "sklearn", plain: 1.8, fused: 2 },
  { workload: "M", style: "learner", plain: 50, fused: 75 },
  { workload: "B", style: "learner", plain: 3, fused: 4 },
  { workload: "C", style: "learner", plain: 3, fused: 3.5 },
  { workload: "D", style: "learner", plain: 1, fused: 1.2 },
];

const workloads = {
  A: "the lesson: 364 × 30, batch, both losses each epoch",
  S: "the lesson, one sample at a time, shuffled",
  M: "the lesson, mini-batches of 32, shuffled",
  B: "100,000 × 30, batch",
  C: "1,000,000 × 30, batch",
  D: "60,000 × 784, softmax of 10, batch",
};

const rounds = 9;
const usesCpuTime = process.argv.includes("--cpu");
const burst = { A: 0.25, S: 0.4, M: 0.3, B: 0.4, C: 0.6, D: 0.6 };

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

async function build(folder) {
  await buildKernels(folder);
  await esbuild.build({
    entryPoints: [join(here, "ours.ts")],
    outfile: join(folder, "ours.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
}

function hasNumpy() {
  return spawnSync(python, ["-c", "import numpy, sklearn"]).status === 0;
}

function contenders(folder) {
  const ours = join(folder, "ours.mjs");
  const needsFlag = process.versions.node.split(".")[0] < 22;
  const list = [
    { name: "ours", process: peer(process.execPath, [ours, join(folder, "neuron.wasm")]) },
    {
      name: "ours, fused",
      process: peer(process.execPath, [
        ...(needsFlag ? [relaxedFlag] : []),
        ours,
        join(folder, "neuron-fma.wasm"),
      ]),
    },
    { name: "ours, TypeScript", process: peer(process.execPath, [ours, "reference"]) },
  ];
  if (!hasNumpy()) {
    console.log(
      `SKIPPED: NumPy and scikit-learn are not in ${python}; without them there is nothing to compare with.`,
    );
    return list;
  }
  for (const threads of usesCpuTime ? ["1"] : ["1", "2"])
    list.push({
      name: `NumPy, ${threads} thread${threads === "1" ? "" : "s"}`,
      process: peer(python, [join(here, "peers.py")], {
        OPENBLAS_NUM_THREADS: threads,
        OMP_NUM_THREADS: threads,
      }),
      threads,
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
    if (one.threads === undefined) {
      // The plain loops are there to be seen on the small sets; on the large ones they only take time.
      if (one.name === "ours, TypeScript" && ["C", "D"].includes(workload)) return [];
      return [{ label: one.name, process: one.process, style: "ours" }];
    }
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
      return [
        { against: target.style, build: "plain", ratio: best / of("ours"), target: target.plain },
        { against: target.style, build: "fused", ratio: best / of("ours, fused"), target: target.fused },
      ];
    });
}

function shown(microseconds) {
  return microseconds < 1000 ? `${microseconds.toFixed(2)} µs` : `${(microseconds / 1000).toFixed(2)} ms`;
}

function markdown(report) {
  const lines = [
    `Measured on ${report.machine}, Node ${report.node}; medians of ${rounds} bursts that take turns${usesCpuTime ? ", processor time" : ""}.`,
    "",
  ];
  for (const { workload, results, compared } of report.workloads) {
    lines.push(`**${workload}** ${workloads[workload]}`, "", "| | an epoch |", "|---|---|");
    lines.push(...results.map((each) => `| ${each.label} | ${shown(each.microseconds)} |`), "");
    if (compared.length === 0) continue;
    lines.push("| against | build | times as fast | target |", "|---|---|---|---|");
    for (const each of compared) {
      const verdict = each.ratio >= each.target ? "reached" : "**missed**";
      lines.push(
        `| ${each.against} | ${each.build} | ${each.ratio.toFixed(1)} | ${each.target}, ${verdict} |`,
      );
    }
    lines.push("");
  }
  return lines.join("\n");
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
const all = contenders(folder);
const report = {
  machine: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
  node: process.versions.node,
  workloads: [],
};
for (const workload of names) {
  console.log(`${workload}: ${workloads[workload]}`);
  const results = await measure(workload, all);
  for (const each of results) console.log(`  ${each.label.padEnd(28)} ${shown(each.microseconds)}`);
  const compared = ratios(workload, results);
  for (const each of compared)
    console.log(
      `  ${each.build}: ${each.ratio.toFixed(1)} × as fast as ${each.against} (target ${each.target}: ${each.ratio >= each.target ? "reached" : "MISSED"})`,
    );
  report.workloads.push({ workload, results, compared });
}
for (const { process: child } of all) child.end();
if (chosen.length === 0) {
  writeFileSync(join(here, "results.md"), markdown(report));
  console.log(`Written to ${join(here, "results.md")}`);
}
