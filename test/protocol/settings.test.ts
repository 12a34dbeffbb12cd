import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSetting, lessonSettings, parseSettings, settingNames } from "../../src/protocol/settings";
import { lessonSpec } from "../../src/training/run";

describe("a setting as it is typed", () => {
  it.each([
    ["learningRate", "0.1", 0.1],
    ["learningRate", " .5 ", 0.5],
    ["learningRate", "1e-3", 0.001],
    ["learningRate", "1.", 1],
    ["epochs", "100", 100],
    ["epochs", "1e3", 1000],
    ["l1", "0", 0],
    ["l2", "+0.01", 0.01],
  ] as const)("%s %j is %d", (name, text, value) => {
    expect(checkSetting(name, text)).toEqual({ ok: true, value });
  });

  it.each([
    ["learningRate", "", "not-a-number"],
    ["learningRate", "0,1", "not-a-number"],
    ["learningRate", "0x10", "not-a-number"],
    ["learningRate", "Infinity", "not-a-number"],
    ["learningRate", "0", "not-positive"],
    ["learningRate", "-1", "not-positive"],
    ["learningRate", "1e400", "too-large"],
    ["epochs", "0", "too-small"],
    ["epochs", "1.5", "not-whole"],
    ["epochs", "1000001", "too-large"],
    ["l1", "-0.1", "too-small"],
    ["l2", "ten", "not-a-number"],
  ] as const)("%s %j is refused: %s", (name, text, problem) => {
    expect(checkSetting(name, text)).toMatchObject({ ok: false, problem });
  });

  it("takes back what it printed", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1000, noNaN: true }), (value) => {
        expect(checkSetting("learningRate", String(value))).toEqual({ ok: true, value });
      }),
    );
  });
});

it("starts from the lesson's own settings", () => {
  const { learningRate, epochs, l1, l2, seed, policy } = lessonSpec;
  expect(lessonSettings).toMatchObject({ learningRate, epochs, l1, l2, seed, policies: [policy.kind] });
  expect(parseSettings(lessonSettings)).toEqual(lessonSettings);
  const numbers = Object.entries(lessonSettings).filter(([, value]) => typeof value === "number");
  expect(numbers.map(([name]) => name).sort()).toEqual([...settingNames].sort());
  for (const name of settingNames)
    expect(checkSetting(name, String(lessonSettings[name])), name).toMatchObject({ ok: true });
});

it("brings several policies into one order", () => {
  const chosen = parseSettings({ ...lessonSettings, policies: ["one-sample", "batch"] });
  expect(chosen?.policies).toEqual(["batch", "one-sample"]);
});
