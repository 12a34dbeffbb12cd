import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type PrepareOptions, prepareDataset } from "../../src/datasets/prepare";
import { readTable } from "../../src/datasets/read";
import { pyTorchScript, scikitLearnScript } from "../../src/training/export/libraries";
import { numpyScript } from "../../src/training/export/numpyScript";
import { curvesAsCsv, runAsJson, weightsAsCsv } from "../../src/training/export/plain";
import { pySparkScript } from "../../src/training/export/spark";
import { finishRun } from "../../src/training/finish";
import { lessonSpec, type Run, type TrainingSpec } from "../../src/training/run";
import { createTrainer } from "../../src/training/trainer";
import { oracleIsHere, python } from "./oracle";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "neuron-lens-export-"));

async function runOf(
  path: string,
  spec: Partial<TrainingSpec>,
  options: Partial<PrepareOptions> = {},
): Promise<Run> {
  const table = await readTable(readFileSync(path), path);
  if (table.kind === "problem") throw new Error(table.problem.kind);
  const prepared = prepareDataset(table.value, { name: path, source: "file", ...options });
  if (prepared.kind === "problem") throw new Error(prepared.problem.kind);
  const whole: TrainingSpec = { ...lessonSpec, ...spec };
  const trainer = createTrainer(whole, prepared.value.train, prepared.value.validation);
  trainer.runEpochs(whole.epochs);
  return finishRun("1", trainer, prepared.value, whole);
}

function execute(script: string | null, name: string): { status: number | null; out: string } {
  const path = join(folder, `${name}.py`);
  writeFileSync(path, script ?? "raise SystemExit('no script')");
  const { status, stdout, stderr } = spawnSync(python, [path], { encoding: "utf8" });
  return { status, out: stdout + stderr };
}

const messy = `name;größe;Farbe;anteil;klasse
a;1,5;rot;12 %;ja
b;;blau;13 %;nein
`;
const messyPath = join(folder, "messy.csv");
const colours = ["rot", "blau", "grün"];
writeFileSync(
  messyPath,
  messy +
    Array.from({ length: 60 }, (_, i) => {
      const size = i % 17 === 3 ? "NA" : String((i * 37) % 50).replace(/$/, ",5");
      return `n${i};${size};${colours[i % 3]};${i} %;${(i * 7) % 5 > 1 ? "ja" : "nein"}\n`;
    }).join(""),
);

const titledPath = join(folder, "titled.csv");
writeFileSync(
  titledPath,
  `# Measured by hand\nMeasurements, 2024\n\n${readFileSync("media/data/iris.csv", "utf8")}`,
);

const markedPath = join(folder, "marked.csv");
writeFileSync(
  markedPath,
  `price,share,weight,sold\n${Array.from({ length: 60 }, (_, i) => {
    const [price, share] = [(i * 37) % 50, (i * 11) % 23];
    return `"${i % 9 === 4 ? "-" : ""}$${price},000.5",${share}.5 %,${i % 13 === 5 ? "NA" : `−${share + i}.25 kg`},${i % 3 > 0 ? "yes" : "no"}\n`;
  }).join("")}`,
);

const blankPath = join(folder, "blanks.data");
writeFileSync(
  blankPath,
  Array.from({ length: 60 }, (_, i) => {
    const power = i % 13 === 5 ? "?" : `${(i * 37) % 50}.0`;
    return `${(i * 11) % 23}.5   ${i % 4}   ${power}     ${(i * 7) % 31}.\t"${i % 3 > 0 ? "a car" : "a van"}"\n`;
  }).join(""),
);

const written = (name: string, text: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const measured = Array.from({ length: 60 }, (_, i) => ({
  id: i,
  user: { age: 20 + ((i * 7) % 31), isNew: i % 3 === 0, home: { km: (i * 11) % 17 } },
  scores: [(i * 37) % 50, (i * 13) % 7 === 3 ? null : i / 4].filter((each) => each !== null),
  bought: i % 4 > 1,
}));
const table = measured.map((each) => [each.user.age, each.user.home.km, each.bought ? "+" : "-"]);
const columns = ["age", "km", "bought"];
const column = (at: number) => Object.fromEntries(table.map((row, index) => [String(index), row[at]]));
const jsonCases: readonly Case[] = [
  ["records within records", JSON.stringify(measured)],
  ["records a line", measured.map((each) => JSON.stringify(each)).join("\n")],
  ["records under a name", JSON.stringify({ count: 60, results: measured })],
  ["names, then rows", JSON.stringify([columns, ...table])],
  ["columns and data", JSON.stringify({ columns, index: [1], data: table })],
  [
    "a dictionary a column",
    JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, column(at)]))),
  ],
  ["a dictionary a row", JSON.stringify(Object.fromEntries(measured.map((each, at) => [`row ${at}`, each])))],
  [
    "rows of numbers and their targets",
    JSON.stringify({ X: table.map((row) => row.slice(0, 2)), y: table.map((row) => row[2]), by: "me" }),
  ],
  [
    "a list a column",
    JSON.stringify(Object.fromEntries(columns.map((name, at) => [name, table.map((row) => row[at])]))),
  ],
].map(([name = "", text = ""]) => ({
  name: `JSON: ${name}`,
  path: written(`${name.replaceAll(/\W/g, "_")}.json`, text),
  spec: { epochs: 20 },
}));
const packedCases: readonly Case[] = [
  ["packed.csv.gz", readFileSync("media/data/wisconsin_breast_cancer.csv")],
  ["packed.jsonl.gz", measured.map((each) => JSON.stringify(each)).join("\n")],
  ["packed.json.gz", JSON.stringify(measured)],
].map(([name = "", content = ""]) => ({
  name: String(name),
  path: written(String(name), gzipSync(content)),
  spec: { epochs: 20 },
}));
const amountsPath = written(
  "amounts.csv",
  `paid;cost;rows;kind\n${Array.from({ length: 60 }, (_, i) => `${1 + (i % 9)} ${100 + ((i * 37) % 800)},5 €;${i % 3 ? "" : "("}${(i * 7) % 31},25${i % 3 ? "" : ")"};${(i * 11) % 17};${i % 4 > 1 ? "ja" : "nein"}`).join("\n")}`,
);
const signsPath = written(
  "signs.data",
  Array.from(
    { length: 60 },
    (_, i) =>
      `${"abc"[i % 3]},${(i * 7) % 31}.5,${i % 7 === 2 ? "?" : (i * 11) % 17},${i % 4 > 1 ? "+" : "-"}`,
  ).join("\n"),
);

const sparsePath = written(
  "sparse.svm",
  Array.from({ length: 60 }, (_, i) => {
    const cells = [1, 3, 4]
      .filter((at) => (i * at) % 5 > 0)
      .map((at) => ` ${at}:${((i * 7 * at) % 31) + 0.5}`);
    return `${i % 4 > 1 ? "+1" : "-1"} 2:${(i * 11) % 17}${cells.join("")}${i === 7 ? " # a comment" : ""}`;
  }).join("\n"),
);
const arraysFrom = (name: string, save: string) => {
  const path = join(folder, name);
  const make = `import numpy as np
rows = np.arange(60)
x = np.stack([rows * 7 % 31 + 0.5, rows * 11 % 17, np.where(rows % 13 == 5, np.nan, rows * 37 % 50)], axis=1)
y = (rows % 4 > 1).astype(int)
${save.replace("PATH", JSON.stringify(path))}`;
  if (oracleIsHere) spawnSync(python, ["-c", make]);
  return path;
};
const rowsText = Array.from(
  { length: 60 },
  (_, i) => `"r ${i}";${(i * 7) % 31},5;${(i * 11) % 17};${i % 4 > 1 ? "ja" : "nein"}`,
).join("\r\n");
const utf16Path = join(folder, "utf16.csv");
writeFileSync(utf16Path, Buffer.from(`\ufeffname;größe;zahl;kauf\r\n${rowsText}\r\n`, "utf16le"));
const westernPath = join(folder, "western.csv");
writeFileSync(
  westernPath,
  Buffer.from(`Größen, 2024\r\n\r\nname;größe;zahl;kauf\r\n${rowsText}\r\n`, "latin1"),
);
const koreanPath = join(folder, "korean.csv");
// 키,결과 and 예 or 아니오, as Korean Windows saves them.
const korean = {
  header: [0xc5, 0xb0, 0x2c, 0xb0, 0xe1, 0xb0, 0xfa],
  yes: [0xbf, 0xb9],
  no: [0xbe, 0xc6, 0xb4, 0xcf, 0xbf, 0xc0],
};
writeFileSync(
  koreanPath,
  Buffer.from([
    ...[...korean.header, 10],
    ...Array.from({ length: 60 }, (_, i) => [
      ...Buffer.from(`${(i * 7) % 31},`),
      ...(i % 4 > 1 ? korean.yes : korean.no),
      10,
    ]).flat(),
  ]),
);
const quotedPath = written(
  "quoted.csv",
  `'the size','paid','sold'\n${Array.from({ length: 60 }, (_, i) => `${(i * 7) % 31},${1 + (i % 9)}'${100 + ((i * 37) % 800)}.5,'${i % 4 > 1 ? "yes, twice" : "no"}'`).join("\n")}`,
);
const pythonPath = written(
  "python.json",
  `[${measured.map(({ user }, i) => `{"x": ${i % 13 === 5 ? "NaN" : user.age}, "n": ${(i * 11) % 17}, "kind": "${i % 4 > 1 ? "a" : "NaN b"}"}`).join(",\n")}]`,
);
const otherFormats: readonly Case[] = [
  { name: "single quotes, thousands as the Swiss write them", path: quotedPath, spec: { epochs: 20 } },
  { name: "JSON: with NaN", path: pythonPath, spec: { epochs: 20 } },
  { name: "UTF-16", path: utf16Path, spec: { epochs: 20 } },
  { name: "Western European, with lines above the table", path: westernPath, spec: { epochs: 20 } },
  { name: "CP949", path: koreanPath, spec: { epochs: 20 } },
  {
    name: "rows with names of their own",
    path: written(
      "named.csv",
      `size,count,sold\n${Array.from({ length: 60 }, (_, i) => `car ${i},${(i * 7) % 31}.5,${(i * 11) % 17},${i % 4 > 1 ? "yes" : "no"}`).join("\n")}`,
    ),
    spec: { epochs: 20 },
  },
  {
    name: "notes below the rows",
    path: written(
      "notes.csv",
      `size,count,sold\n${Array.from({ length: 60 }, (_, i) => `${(i * 7) % 31}.5,${i % 13 === 5 ? "" : (i * 11) % 17},${i % 4 > 1 ? "yes" : "no"}`).join("\n")}\n\nSource: a bureau, first\nNote\n`,
    ),
    spec: { epochs: 20 },
  },
  { name: "libsvm", path: sparsePath, spec: { epochs: 20 } },
  {
    name: "npy",
    path: arraysFrom("table.npy", "np.save(PATH, np.column_stack([x, y]))"),
    spec: { epochs: 20 },
  },
  { name: "npz", path: arraysFrom("table.npz", "np.savez(PATH, y=y, x=x)"), spec: { epochs: 20 } },
  {
    name: "npz: pictures, and fewer of them beside",
    path: arraysFrom(
      "pictures.npz",
      "x = np.column_stack([x, x[:, 0] * x[:, -1]])[:, :2].reshape(len(x), 1, 2); np.savez(PATH, xt=x[:9], yt=y[:9], x=x, y=y)",
    ),
    spec: { epochs: 20 },
  },
  {
    name: "libsvm: of queries",
    path: written(
      "ranking.svm",
      readFileSync(sparsePath, "utf8")
        .split("\n")
        .map((row, i) => row.replace(/ /, ` qid:${i >> 3} `))
        .join("\n"),
    ),
    spec: { epochs: 20 },
  },
];

interface Case {
  readonly name: string;
  readonly path: string;
  readonly spec: Partial<TrainingSpec>;
  readonly options?: Partial<PrepareOptions>;
}

const cases: readonly Case[] = [
  ...jsonCases,
  ...packedCases,
  ...otherFormats,
  { name: "blanks between thousands, and brackets", path: amountsPath, spec: { epochs: 20 } },
  { name: "a plus and a minus for classes", path: signsPath, spec: { epochs: 20 } },
  {
    name: "lines above the table",
    path: titledPath,
    spec: { model: { kind: "softmax", classes: 3 }, epochs: 20 },
  },
  { name: "the lesson", path: "media/data/wisconsin_breast_cancer.csv", spec: { l2: 0.01 } },
  {
    name: "softmax in mini-batches",
    path: "media/data/iris.csv",
    spec: {
      model: { kind: "softmax", classes: 3 },
      policy: { kind: "mini-batch", batchSize: 10 },
      epochs: 30,
    },
  },
  {
    name: "mini-batches in one order",
    path: "media/data/wisconsin_breast_cancer.csv",
    spec: { policy: { kind: "mini-batch", batchSize: 32 }, shuffle: false, epochs: 30 },
  },
  {
    name: "a linear neuron",
    path: "media/data/diabetes.csv",
    spec: { model: { kind: "linear" }, l1: 0.5, epochs: 50 },
  },
  {
    name: "a network, sample by sample",
    path: "media/data/iris.csv",
    spec: {
      model: { kind: "network", hidden: 4, activation: "tanh", classes: 3 },
      policy: { kind: "one-sample" },
      initialWeights: "normal",
      epochs: 8,
    },
  },
  {
    name: "a network for two classes",
    path: "media/data/wisconsin_breast_cancer.csv",
    spec: {
      model: { kind: "network", hidden: 5, activation: "sigmoid", classes: 2 },
      initialWeights: "normal",
      epochs: 30,
    },
  },
  {
    name: "a network for numbers",
    path: "media/data/diabetes.csv",
    spec: {
      model: { kind: "network", hidden: 3, activation: "relu", classes: 1 },
      initialWeights: "normal",
      learningRate: 1e-4,
      epochs: 20,
    },
  },
  { name: "blanks, a tab and names in quotes", path: blankPath, spec: {} },
  { name: "numbers with something beside them", path: markedPath, spec: {} },
  { name: "a messy file", path: messyPath, spec: {} },
  { name: "a messy file, its holes filled", path: messyPath, spec: {}, options: { missing: "mean" } },
  {
    name: "early stopping",
    path: "media/data/iris.csv",
    spec: {
      model: { kind: "softmax", classes: 3 },
      policy: { kind: "mini-batch", batchSize: 4 },
      learningRate: 2,
      epochs: 4000,
      earlyStopping: { patience: 3 },
    },
  },
];

describe.skipIf(!oracleIsHere)("the NumPy script", () => {
  it.each(cases)("of $name reproduces the run", async ({ name, path, spec, options }) => {
    const run = await runOf(resolve(root, path), spec, options);
    const { status, out } = execute(numpyScript(run), name.replaceAll(/\W/g, "_"));
    expect(out).toContain("largest relative difference");
    expect(status, out).toBe(0);
  });

  it("says so when the figures are others", async () => {
    const run = await runOf(join(root, "media/data/iris.csv"), { model: { kind: "softmax", classes: 3 } });
    const { status } = execute(numpyScript({ ...run, trainAccuracy: 0.5 }), "wrong");
    expect(status).toBe(1);
  });
});

const hasTorch = spawnSync(python, ["-c", "import torch"]).status === 0;
if (!hasTorch) console.warn("SKIPPED: the PyTorch script is compiled only, as PyTorch is not here");

describe.skipIf(!oracleIsHere)("the scripts for libraries", () => {
  it.each(cases)(
    "of $name: scikit-learn scores alike with the run's weights",
    async ({ name, path, spec, options }) => {
      const run = await runOf(resolve(root, path), spec, options);
      const { status, out } = execute(scikitLearnScript(run), `sklearn_${name.replaceAll(/\W/g, "_")}`);
      expect(status, out).toBe(0);
    },
  );

  it.each(cases)("of $name: PyTorch's is Python", async ({ name, path, spec, options }) => {
    const run = await runOf(resolve(root, path), spec, options);
    const torch = pyTorchScript(run);
    expect(torch).not.toMatch(/undefined|\[object/);
    const check = "import ast, sys; ast.parse(sys.stdin.read())";
    expect(spawnSync(python, ["-c", check], { input: torch ?? "(", encoding: "utf8" }).stderr).toBe("");
    if (hasTorch) expect(execute(torch, `torch_${name.replaceAll(/\W/g, "_")}`).status).toBe(0);
  });

  // Debian has no Spark: see `sparkStandIn.py`.
  it.each(cases)("of $name: PySpark's trains on the same rows", async ({ name, path, spec, options }) => {
    const run = await runOf(resolve(root, path), spec, options);
    const script = pySparkScript(run) ?? "";
    expect(script).not.toMatch(/undefined|\[object/);
    const file = written(`spark_${name.replaceAll(/\W/g, "_")}.py`, script);
    const arguments_ = [join(import.meta.dirname, "sparkStandIn.py"), file, resolve(root, path)];
    const { stdout, stderr } = spawnSync(python, arguments_, { encoding: "utf8" });
    const { rows } = run.dataset;
    const features = run.dataset.featureNames.length;
    expect(JSON.parse(stdout.trim().split("\n").at(-1) || "{}"), stderr).toEqual({
      rows,
      features,
      same: true,
    });
  });
});

describe("the plain exports", () => {
  it("hold all numbers of a run", async () => {
    const run = await runOf(join(root, "media/data/iris.csv"), {
      model: { kind: "softmax", classes: 3 },
      epochs: 5,
    });
    const again: unknown = runAsJson(run);
    expect(again).toMatchObject({
      spec: { epochs: 5 },
      weights: [...run.weights],
      metrics: { trainLoss: [...run.metrics.trainLoss] },
    });
    const curves = curvesAsCsv(run).trim().split("\n");
    expect(curves[0]).toBe("epoch,train_loss,validation_loss,train_accuracy,validation_accuracy,seconds");
    expect(curves.length).toBe(6);
    expect(curves[5]?.split(",").map(Number).slice(0, 2)).toEqual([5, run.metrics.trainLoss[4]]);
    const weights = weightsAsCsv(run).trim().split("\n");
    expect(weights.length).toBe(1 + 12 + 3);
    expect(weights[2]).toBe(`sepal_length,versicolor,${run.weights[1]}`);
  });
});
