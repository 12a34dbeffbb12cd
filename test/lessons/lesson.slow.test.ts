import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bareCode, codeOfNotebook, notebookOf } from "./notebook";

const folder = join(import.meta.dirname, "../../media/lesson");
const golden = join(import.meta.dirname, "../golden/lesson_runs.json");
const languages = [
  { name: "English", path: folder },
  { name: "Korean", path: join(folder, "ko") },
];

function read(...path: string[]): string {
  return readFileSync(join(...path), "utf8");
}

function python(program: string): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, PYTHONIOENCODING: "utf-8", PYTHONDONTWRITEBYTECODE: "1" };
  return spawnSync("/usr/bin/python3", ["-"], { input: program, encoding: "utf8", env });
}

interface GoldenRun {
  policy: string;
  l1: number;
  l2: number;
  epochs: number;
  initial_weight: number;
  train_loss: Record<string, number>;
  validation_loss: Record<string, number>;
  weights: number[];
  intercept: number;
  train: { accuracy: number };
  validation: { accuracy: number; tp: number; fp: number; fn: number; tn: number };
  test: { accuracy: number };
}

function goldenRuns(): GoldenRun[] {
  return (JSON.parse(readFileSync(golden, "utf8")) as { runs: GoldenRun[] }).runs;
}

function goldenRun(l2: number, epochs: number): GoldenRun {
  const run = goldenRuns().find(
    (each) => each.l1 === 0 && each.l2 === l2 && each.epochs === epochs && each.initial_weight === 1,
  );
  if (run === undefined) throw new Error(`no golden run with l2=${l2} and ${epochs} epochs`);
  return run;
}

/** The number that a line of the output ends with (or, for a weight, starts with). */
function printed(output: string, pattern: RegExp): number {
  const text = pattern.exec(output)?.[1];
  if (text === undefined) throw new Error(`the lesson did not print ${pattern}`);
  return Number(text);
}

function expectGoldenFigures(output: string): void {
  const run = goldenRun(0, 100);
  for (const epoch of ["1", "2", "10", "100"]) {
    const loss = new RegExp(`^epoch ${epoch}: loss ([\\d.]+),`, "m");
    const validationLoss = new RegExp(`^epoch ${epoch}: .*validation loss ([\\d.]+)$`, "m");
    expect(printed(output, loss)).toBeCloseTo(run.train_loss[epoch] ?? Number.NaN, 7);
    expect(printed(output, validationLoss)).toBeCloseTo(run.validation_loss[epoch] ?? Number.NaN, 7);
  }
  expect(printed(output, /^train accuracy: (.*)$/m)).toBeCloseTo(run.train.accuracy, 7);
  expect(printed(output, /^validation accuracy: (.*)$/m)).toBeCloseTo(run.validation.accuracy, 7);
  expect(printed(output, /^test accuracy: (.*)$/m)).toBeCloseTo(run.test.accuracy, 7);
  const { tp, fn, fp, tn } = run.validation;
  const called = (name: string) => printed(output, new RegExp(`^${name}: (\\d+)$`, "m"));
  expect(called("benign, called benign")).toBe(tp);
  expect(called("benign, called malignant")).toBe(fn);
  expect(called("malignant, called benign")).toBe(fp);
  expect(called("malignant, called malignant")).toBe(tn);
  expectGoldenWeights(output, run);
  const penalised = goldenRun(0.01, 1000);
  expect(printed(output, /^with L2, epoch 1000: loss ([\d.]+),/m)).toBeCloseTo(
    penalised.train_loss["1000"] ?? Number.NaN,
    7,
  );
  expect(printed(output, /^with L2, epoch 1000: .*validation loss (.*)$/m)).toBeCloseTo(
    penalised.validation_loss["1000"] ?? Number.NaN,
    7,
  );
  expect(printed(output, /^with L2, validation accuracy: (.*)$/m)).toBeCloseTo(
    penalised.validation.accuracy,
    7,
  );
}

function expectGoldenWeights(output: string, run: GoldenRun): void {
  const header =
    readFileSync(join(folder, "../data/wisconsin_breast_cancer.csv"), "utf8").split("\n")[0] ?? "";
  const features = header.trim().split(",").slice(0, -1);
  expect(features.length).toBe(30);
  features.forEach((feature, j) => {
    const line = new RegExp(`^ *(-?[\\d.]+) {2}${feature.replaceAll("_", " ")}$`, "m");
    expect(printed(output, line), feature).toBeCloseTo(run.weights[j] ?? Number.NaN, 7);
  });
  expect(printed(output, /^ *(-?[\d.]+) {2}intercept$/m)).toBeCloseTo(run.intercept, 7);
}

describe.each(languages)("the lesson's files in $name", ({ path }) => {
  it("has the notebook that its script makes (after a change of the script: vitest run test/lessons -u)", async () => {
    await expect(notebookOf(read(path, "neuron.py"))).toMatchFileSnapshot(join(path, "neuron.ipynb"));
  });

  it("has the same code in script and notebook", () => {
    const script = bareCode(read(path, "neuron.py"));
    expect(script.length).toBeGreaterThan(80);
    expect(bareCode(codeOfNotebook(read(path, "neuron.ipynb")))).toEqual(script);
  });

  it("keeps to lines that fit beside the panel", () => {
    const wide = read(path, "neuron.py")
      .split("\n")
      .filter((line) => columns(line) > 90);
    expect(wide).toEqual([]);
  });
});

/** Hangul takes two columns in the editor's font. */
function columns(line: string): number {
  return [...line].reduce((sum, character) => sum + (/[가-힣]/.test(character) ? 2 : 1), 0);
}

describe("the two languages", () => {
  it("have the same code on the same lines, so that a formula names the right line in both", () => {
    // The opening doc string goes, but not its lines: numbers stay the file's own.
    const [english, korean] = languages.map(({ path }) =>
      read(path, "neuron.py")
        .replace(/^"""[\s\S]*?"""/, (opening) => opening.replace(/[^\n]/g, ""))
        .split("\n")
        .flatMap((line, index) => bareCode(line).map((code) => [index + 1, code])),
    );
    expect(english?.length).toBeGreaterThan(80);
    expect(korean).toEqual(english);
  });

  it("have the same code in their notebooks", () => {
    const [english, korean] = languages.map(({ path }) =>
      bareCode(codeOfNotebook(read(path, "neuron.ipynb"))),
    );
    expect(korean).toEqual(english);
  });

  it("are told apart by their comments: every comment at the margin of the Korean script is Korean", () => {
    const comments = read(folder, "ko/neuron.py")
      .split("\n")
      .filter((line) => line.startsWith("# "));
    expect(comments.length).toBeGreaterThan(10);
    expect(comments.filter((line) => !/[가-힣]/.test(line))).toEqual([]);
  });
});

const hasLibraries = python("import numpy, sklearn").status === 0;
if (!hasLibraries) {
  console.warn(
    "SKIPPED: running the lesson under real Python (/usr/bin/python3 has no numpy and scikit-learn)",
  );
}

describe.skipIf(!hasLibraries)("the lesson under real Python", () => {
  it.each([
    ["English script", () => read(folder, "neuron.py")],
    ["Korean script", () => read(folder, "ko/neuron.py")],
    ["English notebook", () => codeOfNotebook(read(folder, "neuron.ipynb"))],
  ])("prints the golden figures: %s", (_, program) => {
    const run = python(program());
    expect(run.stderr).toBe("");
    expect(run.status).toBe(0);
    expectGoldenFigures(run.stdout);
    expect(run.stdout).toContain("(364, 30) (91, 30) (114, 30)");
    expect(run.stdout).toContain("5 14 23 32 41 50 59 68 77 86");
  });

  it("agrees with every golden run of its kind to 1e-9, penalties too", () => {
    const runs = goldenRuns().filter((run) => run.policy === "batch" && run.initial_weight === 1);
    expect(runs.length).toBeGreaterThanOrEqual(4);
    const specs = runs.map(({ l1, l2, epochs }) => ({ l1, l2, epochs }));
    const { stdout, stderr } = python(`${read(folder, "neuron.py")}
import json
for spec in json.loads('${JSON.stringify(specs)}'):
    layer = SingleLayer(learning_rate=0.1, l1=spec["l1"], l2=spec["l2"])
    layer.fit(x_train, y_train, epochs=spec["epochs"], x_val=x_val, y_val=y_val)
    run = {"losses": layer.losses, "val_losses": layer.val_losses,
           "weights": layer.w[:, 0].tolist(), "intercept": layer.b}
    print("run", json.dumps(run))
`);
    expect(stderr).toBe("");
    const results = stdout.split("\n").filter((line) => line.startsWith("run "));
    expect(results.length).toBe(runs.length);
    runs.forEach((run, index) => {
      const result = JSON.parse(results[index]?.slice(4) ?? "") as Result;
      for (const [epoch, loss] of Object.entries(run.train_loss)) {
        expectClose(result.losses[Number(epoch) - 1], loss);
      }
      for (const [epoch, loss] of Object.entries(run.validation_loss)) {
        expectClose(result.val_losses[Number(epoch) - 1], loss);
      }
      run.weights.forEach((weight, j) => {
        expectClose(result.weights[j], weight);
      });
      expectClose(result.intercept, run.intercept);
    });
  });
});

interface Result {
  losses: number[];
  val_losses: number[];
  weights: number[];
  intercept: number;
}

function expectClose(actual: number | undefined, golden: number): void {
  expect(Math.abs((actual ?? Number.NaN) - golden) / Math.abs(golden)).toBeLessThan(1e-9);
}
