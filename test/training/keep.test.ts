import { describe, expect, it } from "vitest";
import { prepareDataset } from "../../src/datasets/prepare";
import { readTableText } from "../../src/datasets/read";
import { finishRun } from "../../src/training/finish";
import { deserializeRun, serializeRun } from "../../src/training/keep";
import { lessonSpec } from "../../src/training/run";
import { createTrainer } from "../../src/training/trainer";

const lines = (shift: number) =>
  Array.from({ length: 60 }, (_, i) => `${(i * 37) % 50},${i % 7},${(i + shift) % 2}`);
const text = (shift = 0) => `a,b,y\n${lines(shift).join("\n")}`;

async function prepared(content: string) {
  const table = await readTableText(content, "data.csv");
  if (table.kind === "problem") throw new Error(table.problem.kind);
  const found = prepareDataset(table.value, { name: "data.csv", source: "file" });
  if (found.kind === "problem") throw new Error(found.problem.kind);
  return found.value;
}

describe("a kept run", async () => {
  const data = await prepared(text());
  const trainer = createTrainer(lessonSpec, data.train, data.validation);
  trainer.runEpochs(20);
  const run = finishRun("7", trainer, data, lessonSpec);

  it("comes back as it was, figures that JSON does not know included", () => {
    const odd = {
      ...run,
      trainAccuracy: Number.NaN,
      weights: Float64Array.of(Number.POSITIVE_INFINITY, -0, 0.1),
    };
    expect(deserializeRun(serializeRun(odd))).toEqual(odd);
    expect(deserializeRun(serializeRun(run))).toEqual(run);
  });

  it("is none where the text is damaged, or of another time", () => {
    const whole = serializeRun(run);
    for (const broken of [
      "",
      "null",
      "{}",
      '{"version":1}',
      whole.slice(0, -9),
      whole.replace('"version":1', '"version":2'),
    ])
      expect(deserializeRun(broken)).toBe(null);
    for (const name of ["metrics", "weights", "dataset", "spec", "id", "status"])
      expect(deserializeRun(whole.replace(`"${name}"`, '"gone"')), name).toBe(null);
  });

  it("knows its data set again, and another from it", async () => {
    const { fingerprint } = data.summary;
    expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect((await prepared(text())).summary.fingerprint).toBe(fingerprint);
    expect((await prepared(text(1))).summary.fingerprint).not.toBe(fingerprint);
    expect((await prepared(text().replace("0,0,0", "0.0000001,0,0"))).summary.fingerprint).not.toBe(
      fingerprint,
    );
  });
});
