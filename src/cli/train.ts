import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Translate } from "../base/translate";
import { type Prepared, prepareDataset } from "../datasets/prepare";
import type { Result } from "../datasets/problem";
import { readTable } from "../datasets/read";
import type { Table } from "../datasets/table";
import { datasetProblemSentence } from "../present/dataset";
import { formatCount } from "../present/training-numbers";
import { chosenModel } from "../training/choose";
import { comparePolicies, type PolicyResult } from "../training/compare";
import type { EngineFactory } from "../training/engine";
import { plainLists, runAsJson } from "../training/export/plain";
import { finishRun } from "../training/finish";
import { loadKernelEngines } from "../training/kernelEngine";
import type { Model, Run, TrainingSpec } from "../training/run";
import { createTrainer } from "../training/trainer";
import { nodeCrew } from "../workers/training/crew";
import type { Terminal } from "./terminal";
import { type ArgumentProblem, parseTrainArguments, type TrainArguments } from "./trainArguments";
import { comparisonLines, datasetLines, resultLines } from "./trainReport";

/** Exit codes: 0 trained, 1 the data set has a problem, 2 the command was not understood, 3 the loss diverged. */
export async function runTrain(args: readonly string[], terminal: Terminal): Promise<number> {
  const { t } = terminal;
  const parsed = parseTrainArguments(args);
  if ("problem" in parsed) {
    if (parsed.problem.kind === "help") {
      terminal.stdout(usage(t));
      return 0;
    }
    terminal.stderr(`${argumentSentence(parsed.problem, t)}\n`);
    return 2;
  }
  const prepared = await load(parsed, terminal);
  if (typeof prepared === "string") {
    terminal.stderr(`${prepared}\n`);
    return 1;
  }
  const model = modelOf(parsed, prepared);
  if (model === null) {
    terminal.stderr(
      `${t("The model {0} cannot learn the target {1}.", parsed.model ?? "", prepared.summary.targetName)}\n`,
    );
    return 2;
  }
  if (!parsed.json) for (const line of datasetLines(prepared.summary, t)) terminal.stdout(`${line}\n`);
  const engines = await loadKernelEngines(readKernel, {
    crew: nodeCrew(join(__dirname, "crew.js")),
    read: readKernel,
  });
  if (parsed.compare) {
    const results = compare({ ...parsed.spec, model }, prepared, engines, progressOn(terminal, !parsed.json));
    if (parsed.json) terminal.stdout(`${JSON.stringify(plainLists(results), null, 2)}\n`);
    else for (const line of comparisonLines(results, t)) terminal.stdout(`${line}\n`);
    return results.some(({ state }) => state === "diverged") ? 3 : 0;
  }
  const run = train({ ...parsed.spec, model }, prepared, engines, progressOn(terminal, !parsed.json));
  if (parsed.json) terminal.stdout(`${JSON.stringify(runAsJson(run), null, 2)}\n`);
  else for (const line of resultLines(run, t)) terminal.stdout(`${line}\n`);
  return run.status === "diverged" ? 3 : 0;
}

/** The data set, or the sentence that says why there is none. */
async function load(parsed: TrainArguments, terminal: Terminal): Promise<Prepared | string> {
  const { t } = terminal;
  const name = basename(parsed.data);
  const table = await readTableOf(parsed, name, terminal);
  if (typeof table === "string") return table;
  if (table.kind === "problem") return `${name}: ${datasetProblemSentence(table.problem, t)}`;
  const prepared = prepareDataset(table.value, {
    name,
    source: "file",
    consume: true,
    missing: parsed.missing,
    ...(parsed.target === undefined ? {} : { target: parsed.target }),
    ...(parsed.model === "linear" ? { task: "numbers" as const } : {}),
  });
  if (prepared.kind === "problem") return `${name}: ${datasetProblemSentence(prepared.problem, t)}`;
  return prepared.value;
}

async function readTableOf(
  { data, keepEvery }: TrainArguments,
  name: string,
  terminal: Terminal,
): Promise<Result<Table> | string> {
  const { t } = terminal;
  if (terminal.readTableFile !== undefined) return terminal.readTableFile(data, name, { keepEvery });
  try {
    return await readTable(await terminal.readFile(data), name, { keepEvery });
  } catch (error) {
    return t(
      "The file {0} cannot be read: {1}",
      data,
      error instanceof Error ? error.message : String(error),
    );
  }
}

/** The model that was asked for, or the simplest that can learn the target; null where it cannot. */
function modelOf(parsed: TrainArguments, prepared: Prepared): Model | null {
  const { model = "auto", hidden, activation } = parsed;
  return chosenModel({ model, hidden, activation }, prepared.task, prepared.summary.classes.length);
}

/** The kernels lie beside the bundled command; run from its sources there are none, and the reference does the work. */
async function readKernel(file: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(join(__dirname, "kernels", file)));
}

function compare(
  spec: TrainingSpec,
  prepared: Prepared,
  engines: readonly EngineFactory[],
  progress: ProgressBar,
): PolicyResult[] {
  const batchSize = spec.policy.kind === "mini-batch" ? spec.policy.batchSize : 32;
  const comparison = comparePolicies(
    spec,
    [{ kind: "batch" }, { kind: "mini-batch", batchSize }, { kind: "one-sample" }],
    prepared.train,
    prepared.validation,
    { clock: () => performance.now() / 1000, engines },
  );
  while (comparison.isRunning) {
    comparison.runSamples(1 << 16);
    progress.draw(comparison.epoch, spec.epochs);
  }
  progress.end(spec.epochs, spec.epochs);
  const results = comparison.results();
  comparison.dispose();
  return results;
}

function train(
  spec: TrainingSpec,
  prepared: Prepared,
  engines: readonly EngineFactory[],
  progress: ProgressBar,
): Run {
  const clock = () => performance.now() / 1000;
  const trainer = createTrainer(spec, prepared.train, prepared.validation, { clock, engines });
  while (trainer.state === "running") {
    trainer.runSamples(1 << 16);
    progress.draw(trainer.epoch, spec.epochs);
  }
  progress.end(trainer.epoch, spec.epochs);
  const run = finishRun("cli", trainer, prepared, spec);
  trainer.dispose();
  return run;
}

interface ProgressBar {
  draw(epoch: number, epochs: number): void;
  end(epoch: number, epochs: number): void;
}

/** A line that is drawn over, 30 times a second at the most; nothing where the output is no terminal. */
function progressOn(terminal: Terminal, wanted: boolean): ProgressBar {
  if (!wanted || !terminal.isTerminal) return { draw: () => undefined, end: () => undefined };
  let drawn = 0;
  const line = (epoch: number, epochs: number) => {
    const width = 30;
    const full = Math.floor((epoch / epochs) * width);
    const said = terminal.t("epoch {0} of {1}", formatCount(epoch), formatCount(epochs));
    return `\r${"█".repeat(full)}${"░".repeat(width - full)} ${said}`;
  };
  return {
    draw: (epoch, epochs) => {
      if (performance.now() - drawn < 33) return;
      drawn = performance.now();
      terminal.stdout(line(epoch, epochs));
    },
    end: (epoch, epochs) => terminal.stdout(`${line(epoch, epochs)}\n`),
  };
}

function argumentSentence(problem: Exclude<ArgumentProblem, { kind: "help" }>, t: Translate): string {
  switch (problem.kind) {
    case "no-data":
      return t("Which data set? Give the path of a file: neuron-lens train DATA");
    case "too-many":
      return t("One data set at a time: {0} is one too many.", problem.argument);
    case "unknown-option":
      return t("There is no option {0}; --help lists them.", problem.option);
    case "no-value":
      return t("The option {0} needs a value.", problem.option);
    case "not-a-number":
      return t(
        "{0} needs a number, at least {1}; {2} is not one.",
        problem.option,
        problem.atLeast,
        problem.value,
      );
    case "not-one-of":
      return t("{0} is one of {1}, not {2}.", problem.option, problem.choices.join(", "), problem.value);
  }
}

function usage(t: Translate): string {
  const rows: readonly (readonly [string, string])[] = [
    ["--target COLUMN", t("the column to learn; else found by its name, or the last")],
    ["--epochs N", t("passes over the training rows (100)")],
    ["--learning-rate X", t("size of a step (0.1)")],
    ["--l1 X, --l2 X", t("penalties on the weights (0)")],
    ["--model NAME", t("linear, logistic, softmax or network; else what fits the target")],
    ["--hidden N", t("units of the network's hidden layer (10)")],
    ["--activation NAME", t("sigmoid, tanh or relu, of the hidden layer")],
    ["--policy NAME", t("batch, mini-batch or one-sample")],
    ["--batch-size N", t("samples in a mini-batch (32)")],
    ["--no-shuffle", t("the rows in the same order each epoch, for mini-batches and single samples")],
    ["--weights NAME", t("ones, zeros or normal, before the first update")],
    ["--seed N", t("of the shuffles and of normal weights (42)")],
    ["--missing WAY", t("drop-rows or mean, for rows with missing cells")],
    ["--early-stopping N", t("stop when the validation loss has not fallen for N epochs")],
    ["--compare", t("all three policies side by side, from the same start")],
    ["--keep-every N", t("each N-th row only, for a file that is too large")],
    ["--json", t("the whole run as JSON")],
  ];
  const lines = rows.map(([option, meaning]) => `  ${option.padEnd(20)} ${meaning}`);
  const codes = t(
    "Exit codes: 0 trained, 1 the data set has a problem, 2 the command was not understood, 3 the loss diverged.",
  );
  return `neuron-lens train DATA [options]\n\n${lines.join("\n")}\n\n${codes}\n`;
}
