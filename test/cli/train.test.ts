import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import korean from "../../l10n/parts/training.ko.json";
import { english, translator } from "../../src/base/translate";
import { runTrain } from "../../src/cli/train";
import golden from "../golden/lesson_runs.json";

const root = join(import.meta.dirname, "../..");

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function train(
  args: readonly string[],
  options: { files?: Record<string, string>; isTerminal?: boolean; t?: typeof english } = {},
): Promise<Answer> {
  let out = "";
  let err = "";
  const code = await runTrain(args, {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    readFile: async (path) => {
      const text = options.files?.[path];
      return text === undefined ? readFile(join(root, path)) : new TextEncoder().encode(text);
    },
    isTerminal: options.isTerminal ?? false,
    t: options.t ?? english,
  });
  return { code, out, err };
}

const wisconsin = "media/data/wisconsin_breast_cancer.csv";

function field(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

describe("neuron-lens train", () => {
  it("gives the lesson's figures as JSON", async () => {
    const { code, out, err } = await train([wisconsin, "--json", "--l2", "0.01", "--epochs", "1000"]);
    expect([code, err]).toEqual([0, ""]);
    const run: unknown = JSON.parse(out);
    const wanted = golden.runs.find((each) => each.l2 === 0.01 && each.epochs === 1000);
    expect(field(run, "metrics", "trainLoss", 999)).toBeCloseTo(wanted?.train_loss["1000"] ?? 0, 11);
    expect(field(run, "testAccuracy")).toBe(wanted?.test.accuracy);
    expect(field(run, "dataset", "classes", 0, "name")).toBe("malignant");
  });

  it("says what it trains on, draws the curve, and judges", async () => {
    const { code, out } = await train([wisconsin]);
    expect(code).toBe(0);
    expect(out).toContain("wisconsin_breast_cancer.csv: 569 rows, 30 features, target diagnosis");
    expect(out).toContain("classes: 0 malignant (212), 1 benign (357)");
    expect(out).toContain("364 training rows, 91 validation rows, 114 test rows");
    expect(out).toMatch(/13\.1 ┤\*/);
    expect(out).toContain("accuracy: 0.9643 training, 0.9560 validation, 0.9298 test");
    expect(out).toMatch(/malignant\s+31\s+3\n\s+benign\s+1\s+56/);
    expect(out).not.toContain("\r");
  });

  it("draws its progress on a terminal alone", async () => {
    const { out } = await train([wisconsin], { isTerminal: true });
    expect(out).toMatch(/\r█{30} epoch 100 of 100\n/);
  });

  it("chooses the model by the target, and takes another that is asked for", async () => {
    const kind = async (...args: string[]) => {
      const { code, out, err } = await train([...args, "--json", "--epochs", "2"]);
      return code === 0 ? field(JSON.parse(out), "spec", "model", "kind") : err;
    };
    expect(await kind("media/data/iris.csv")).toBe("softmax");
    expect(await kind("media/data/diabetes.csv")).toBe("linear");
    expect(await kind("media/data/iris.csv", "--model", "network", "--hidden", "3")).toBe("network");
    expect(await kind(wisconsin, "--target", "mean_radius", "--model", "linear")).toBe("linear");
    expect(await kind("media/data/iris.csv", "--model", "logistic")).toContain(
      "cannot learn the target species",
    );
    expect(await kind("media/data/iris.csv", "--model", "linear")).toContain(
      "holds text, and this model learns numbers",
    );
  });

  it("says that the loss diverged, and what to try, with a code of its own", async () => {
    const { code, out } = await train(["media/data/diabetes.csv", "--learning-rate", "3"]);
    expect(code).toBe(3);
    expect(out).toContain("the learning rate 3 is too large. Try 0.3.");
  });

  it("draws a loss that spans many sizes by its logarithm, and no score of what is lost", async () => {
    const { out } = await train(["media/data/diabetes.csv", "--learning-rate", "3"]);
    const rows = out.split("\n").filter((line) => /┤.*[*·]/.test(line));
    expect(rows.length).toBeGreaterThan(5);
    expect(out).not.toContain("R²");
  });

  it("says which policy diverged in a comparison, with the same code", async () => {
    const { code, out } = await train([
      "media/data/diabetes.csv",
      "--compare",
      "--learning-rate",
      "0.1",
      "--epochs",
      "20",
    ]);
    expect(code).toBe(3);
    expect(out).toMatch(/one sample: the loss grew without end in epoch \d+\./);
    expect(out).not.toContain("batch: the loss grew");
  });

  it.each([
    [["--epochs", "ten", wisconsin], 2, "--epochs needs a number, at least 1; ten is not one."],
    [["--epochs", "0", wisconsin], 2, "--epochs needs a number"],
    [["--learning-rate=-1", wisconsin], 2, "--learning-rate needs a number, at least 0; -1 is not one."],
    [
      ["--model", "forest", wisconsin],
      2,
      "--model is one of linear, logistic, softmax, network, not forest.",
    ],
    [["--colour", wisconsin], 2, "There is no option --colour"],
    [[wisconsin, "--target"], 2, "The option --target needs a value."],
    [[wisconsin, "--target", "hue"], 1, "There is no column hue. The columns are: mean_radius,"],
    [[], 2, "Which data set?"],
    [[wisconsin, wisconsin], 2, "One data set at a time"],
    [["nowhere.csv"], 1, "The file nowhere.csv cannot be read"],
    [["empty.csv"], 1, "empty.csv: The file is empty."],
    [["broken.py"], 1, "broken.py: This does not look like a data set"],
    [["ragged.csv"], 1, "ragged.csv: Line 3 has 2 cells, but the rows above have 3."],
  ])("of %j ends with %i and one clear sentence", async (args, wanted, sentence) => {
    const files = {
      "empty.csv": "",
      "broken.py": "import numpy as np\ndef f(x:\n  return x\nprint(f(1)\n",
      "ragged.csv": "a,b,target\n1,2,0\n3,1\n",
    };
    const { code, out, err } = await train(args, { files });
    expect([code, out]).toEqual([wanted, ""]);
    expect(err).toContain(sentence);
    expect(err.trim().split("\n").length).toBe(1);
  });

  it("compares the policies: only the batch curve never rises", async () => {
    const { code, out } = await train([wisconsin, "--compare"]);
    expect(code).toBe(0);
    expect(out).toMatch(/batch\s+1\s+12\.48\s+0\.111\s+0 %\s+0 %/);
    expect(out).toMatch(/mini-batches of 32\s+12\s+4\.\d+/);
    expect(out).toMatch(/one sample\s+364\s+0\.0\d+\s+0\.0\d+\s+[3-5]\d %/);
    const { out: json } = await train([wisconsin, "--compare", "--json", "--epochs", "2"]);
    expect(field(JSON.parse(json), 2, "metrics", "endOfEpochLoss", "length")).toBe(2);
  });

  it("goes through the rows in the same order each epoch where that is asked", async () => {
    const weightsOf = async (...more: string[]) => {
      const { out } = await train([wisconsin, "--json", "--batch-size", "32", "--epochs", "2", ...more]);
      return field(JSON.parse(out), "weights");
    };
    const shuffled = await weightsOf();
    expect(await weightsOf("--seed", "7")).not.toEqual(shuffled);
    // The seed draws no order then; the rows are split before, with a seed of their own.
    expect(await weightsOf("--no-shuffle", "--seed", "7")).toEqual(await weightsOf("--no-shuffle"));
    expect(await weightsOf("--no-shuffle")).not.toEqual(shuffled);
  });

  it("takes each tenth row where that is asked", async () => {
    const { out } = await train([wisconsin, "--keep-every", "10"]);
    expect(out).toContain("57 rows, 30 features");
  });

  it("explains itself, in both languages", async () => {
    const { code, out } = await train(["--help"]);
    expect(code).toBe(0);
    for (const option of ["--target", "--policy", "--batch-size", "--early-stopping", "--json"])
      expect(out).toContain(option);
    const { out: inKorean } = await train([wisconsin], { t: translator(korean) });
    expect(inKorean).toContain("569개 행, 특성 30개, 타깃 diagnosis");
    expect(inKorean).not.toMatch(/training|validation|accuracy/);
  });
});

describe("the Korean sentences", () => {
  it("use the same arguments as the English ones", () => {
    const holes = (text: string) => [...text.matchAll(/\{\d+\}/g)].map(([hole]) => hole).sort();
    for (const [key, value] of Object.entries(korean)) expect(holes(value), key).toEqual(holes(key));
  });
});
