import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import { dataCard } from "../../src/datasets/card";
import { readTable, readTableText } from "../../src/datasets/read";
import { cardView, targetChoices } from "../../src/present/training-card";
import { choicesView } from "../../src/present/training-choices";
import { pathView } from "../../src/present/training-path";
import { settingsSpec, specSettings } from "../../src/present/training-spec";
import { lessonSettings, parseSettings, undecidedData } from "../../src/protocol/settings";
import type { Surface } from "../../src/training/surface";

const root = join(import.meta.dirname, "../..");

async function cardOf(text: string, options: { target?: string; without?: readonly string[] } = {}) {
  const table = await readTableText(text, "made.csv");
  if (table.kind === "problem") throw new Error(table.problem.kind);
  const card = dataCard(table.value, options);
  if (card === null) throw new Error("no card");
  return card;
}

const people = [
  "id,city,age,same,pay,when,grade",
  ...Array.from({ length: 40 }, (_, i) => {
    const age = i % 10 === 3 ? "" : String(20 + ((i * 7) % 40));
    return `${i + 1},${["Seoul", "Busan"][i % 2]},${age},5,${1000 + i * 13},2024-01-${String((i % 28) + 1).padStart(2, "0")},${i % 4 === 0 ? "low" : "high"}`;
  }),
].join("\n");

describe("the data card", () => {
  it("says of each column what it holds, what becomes of it and why", async () => {
    const view = cardView(await cardOf(people), undecidedData, english);
    const of = (name: string) => view.columns.find((column) => column.name === name);
    expect(view.summary).toBe("40 rows, 7 columns, 36 rows without a missing cell");
    expect(of("id")).toMatchObject({
      role: "left-out",
      done: "left out",
      why: expect.stringContaining("numbers the rows"),
    });
    expect(of("same")?.why).toContain("same in every row");
    expect(of("when")).toMatchObject({ kind: "date", role: "left-out", canChange: false });
    expect(of("city")).toMatchObject({
      role: "feature",
      done: expect.stringContaining("of 0 and 1"),
      canChange: true,
    });
    expect(of("pay")).toMatchObject({
      done: "standardised",
      histogramText: "from 1,000 to 1,507, mean 1254",
    });
    expect(of("age")).toMatchObject({ missingShare: 0.1, missingText: "4 missing" });
    expect(Math.max(...(of("pay")?.histogram ?? []))).toBe(1);
    expect(of("grade")).toMatchObject({ role: "target", canChange: false });
    expect(view.more).toBeNull();
  });

  it("tells what a gap does to its row, and what the other choice would do", async () => {
    const card = await cardOf(people);
    const dropped = cardView(card, undecidedData, english).missing;
    expect(dropped?.sentence).toBe("4 of 40 rows have a missing cell and are left out.");
    const filled = cardView(card, { ...undecidedData, missing: "mean" }, english).missing;
    expect([filled?.value, filled?.choices.length]).toEqual(["mean", 2]);
    expect(filled?.sentence).toContain("the mean of the training rows");
    expect(cardView(await cardOf("a,b,y\n1,2,0\n2,3,1\n4,4,0\n"), undecidedData, english).missing).toBeNull();
  });

  it("is honest about a guess, and about what an accuracy is worth", async () => {
    const view = cardView(await cardOf(people), undecidedData, english);
    expect(view.target).toMatchObject({
      column: "grade",
      sure: false,
      why: expect.stringContaining("last column"),
    });
    expect(view.target.choices).not.toContain("same");
    expect(view.balance).toBe(
      "high is the commonest: calling every row high would be right in 75 % of them. An accuracy means something above that.",
    );
    const bytes = new Uint8Array(await readFile(join(root, "media/data/iris.csv")));
    const iris = await readTable(bytes, "iris.csv");
    const card = iris.kind === "ok" ? dataCard(iris.value) : null;
    if (card === null) throw new Error("no iris");
    const known = cardView(card, undecidedData, english);
    expect(known.target).toMatchObject({ column: "species", sure: true });
    expect(known.balance).toBe("The classes are about equally common.");
  });

  it("lets a column that was left out be taken back", async () => {
    const without = ["pay"];
    const view = cardView(await cardOf(people, { without }), { ...undecidedData, without }, english);
    expect(view.columns.find(({ name }) => name === "pay")).toMatchObject({
      role: "left-out",
      why: "You left it out.",
      canChange: true,
    });
  });

  it("lists two hundred columns at most, the target always among them", async () => {
    const names = Array.from({ length: 500 }, (_, index) => `c${index}`);
    const row = (i: number) => names.map((_, j) => (i * 31 + j * 7) % 97).join(",");
    const text = `${names.join(",")},target\n${[1, 2, 3, 4, 5, 6].map((i) => `${row(i)},${i % 2}`).join("\n")}`;
    const view = cardView(await cardOf(text), undecidedData, english);
    expect(view.columns).toHaveLength(201);
    expect(view.columns.at(-1)?.name).toBe("target");
    expect(view.more).toBe("and 300 more columns");
  });

  it("offers columns as targets, the guess first with its reason, and none without a choice", async () => {
    const choices = targetChoices(await cardOf(people), english);
    expect(choices[0]).toMatchObject({ column: "grade", description: "2 different values" });
    expect(choices[0]?.detail).toContain("last column");
    expect(choices.map(({ column }) => column)).toEqual(["grade", "city", "age", "pay"]);
    expect(choices.find(({ column }) => column === "pay")?.description).toBe(
      "numbers from 1,000 to 1,507, mean 1254",
    );
  });
});

describe("the settings", () => {
  it("become a spec and come back", () => {
    const settings = {
      ...lessonSettings,
      policies: ["mini-batch"] as const,
      batchSize: 8,
      model: "network" as const,
      hidden: 5,
      activation: "tanh" as const,
      patience: 7,
      seed: 3,
      order: "same" as const,
    };
    const spec = settingsSpec(settings, "mini-batch");
    expect(spec).toMatchObject({
      policy: { kind: "mini-batch", batchSize: 8 },
      earlyStopping: { patience: 7 },
      shuffle: false,
    });
    // The whole batch has no order.
    expect(settingsSpec(settings, "batch").shuffle).toBeUndefined();
    // Equal hidden units would stay equal.
    expect(spec.initialWeights).toBe("normal");
    const model = { kind: "network", hidden: 5, activation: "tanh", classes: 2 } as const;
    const back = specSettings({ ...spec, model });
    expect(back).toEqual({ ...settings, initialWeights: "normal" });
    expect(parseSettings(back)).toEqual(back);
  });

  it("say which model can't learn the target, and which one will", () => {
    const dataset = {
      name: "d",
      source: "file" as const,
      rows: 3,
      featureNames: ["a"],
      targetName: "y",
      classes: ["a", "b", "c"].map((name) => ({ name, rows: 1 })),
      split: { train: 1, validation: 1, test: 1 },
      notes: [],
    };
    const { models, modelSentence } = choicesView(lessonSettings, dataset, english);
    const refused = models.filter(({ problem }) => problem !== null).map(({ value }) => value);
    expect(refused).toEqual(["linear", "logistic"]);
    expect(modelSentence).toBe("A softmax layer, as the target has 3 classes.");
    expect(choicesView(lessonSettings, null, english).models.every(({ problem }) => problem === null)).toBe(
      true,
    );
  });
});

describe("the way of the weights", () => {
  const surface: Surface = {
    kind: "slice",
    share: null,
    weights: [1, 2],
    x: [0, 1],
    y: [0, 1],
    columns: 2,
    rows: 2,
    loss: Float64Array.of(8, 4, 2, 1),
    sampled: { rows: 2, of: 4 },
    ways: [{ id: "r", epochs: Float64Array.of(0, 9), x: Float64Array.of(0, 1), y: Float64Array.of(0, 1) }],
  };
  const names = { features: ["a", "b", "c"], runs: new Map([["r", "Batch"]]) };

  it("is labelled as formulas count, and told in words", () => {
    const [plane] = pathView(["r"], [surface], names, english).planes;
    expect([plane?.title, plane?.xLabel, plane?.yLabel]).toEqual(["w₂ and w₃", "w₂ b", "w₃ c"]);
    expect(plane?.text).toBe("Batch goes from a loss of about 8.000 to about 1.000 in 9 epochs.");
    expect(plane?.note).toContain("Loss over 2 of 4 training rows.");
  });

  it("has lines of equal loss within its range, in rising order", () => {
    const levels = pathView(["r"], [surface], names, english).planes[0]?.levels ?? [];
    expect(levels.every((level) => level > 1 && level < 8)).toBe(true);
    expect([...levels].sort((a, b) => a - b)).toEqual(levels);
  });

  it("says why there is none", () => {
    const none = pathView(["r"], ["does-not-move"], names, english);
    expect(none).toMatchObject({
      planes: [],
      sentence: "The weights did not move, so there is no path to draw.",
    });
  });
});
