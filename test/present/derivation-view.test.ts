import { describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import type { Derivation } from "../../src/insight/derivation/derivation";
import { deriveModel } from "../../src/insight/derivation/derive";
import { derivationPage } from "../../src/present/derivation-page";
import { derivationTex, derivationView, stepAtLine } from "../../src/present/derivation-view";
import { lessonDerivation, translator } from "../webview/harness/fixtures";

const derivation = lessonDerivation();
const view = derivationView(derivation, "batch/weights", new Map(), english);
const step = (id: string) => {
  const found = view.parts.flatMap((part) => part.steps).find((each) => each.id === id);
  if (found === undefined) throw new Error(`no step ${id}`);
  return found;
};
const sizes = (id: string) =>
  step(id).factors.map((factor) =>
    factor.shape.flatMap((piece) => (piece.type === "size" ? [`${piece.text}:${piece.role}`] : [])).join(" "),
  );

it("marks samples, features and outputs under the factors of the gradient", () => {
  expect(sizes("batch/weights")).toEqual(["30:n 1:k", "", "30:n 364:m", "364:m 1:k"]);
  expect(sizes("batch/forward").slice(0, 3)).toEqual(["364:m 1:k", "364:m 30:n", "30:n 1:k"]);
  expect(sizes("sample/weights")[0]).toBe("30:n 1:k");
});

it("marks no size that two axes share", () => {
  const square = derivationView(
    deriveModel(
      {
        layers: [{ activation: "sigmoid", units: "one", bias: "scalar" }],
        loss: { kind: "cross-entropy", coefficient: 1, average: true },
        penalties: [],
        sizes: { samples: 30, features: 30, hidden: [], outputs: 1 },
      },
      new Map(),
      "file:///square.py",
    ),
    null,
    new Map(),
    english,
  );
  const gradient = square.parts[1]?.steps.find((each) => each.topic === "weights");
  const roles = gradient?.factors.flatMap((factor) =>
    factor.shape.flatMap((piece) => (piece.type === "size" ? [piece.role] : [])),
  );
  expect(new Set(roles)).toEqual(new Set([null, "k"]));
});

it("tags what is new in a step, unless all of it is", () => {
  expect(step("batch/weights").factors.map((factor) => factor.isNew)).toEqual([false, false, true, false]);
  expect(step("batch/update").factors.some((factor) => factor.isNew)).toBe(false);
});

it("lights the code of the new factor inside its line", () => {
  expect(step("batch/weights").code?.pieces).toEqual([
    { text: "w_grad", lit: false, name: "\\nabla_wj" },
    { text: " = np.dot(", lit: false, name: null },
    { text: "x.T", lit: true, name: "x" },
    { text: ", ", lit: false, name: null },
    { text: "err", lit: false, name: "e" },
    { text: ") ", lit: false, name: null },
    { text: "/ m", lit: false, name: "\\frac1m" },
  ]);
  for (const each of view.parts.flatMap((part) => part.steps)) {
    if (each.code !== null) expect(each.code.pieces.map((piece) => piece.text).join("")).toBe(each.code.text);
  }
});

it("finds the step that a line computes, the batch's before the sample's", () => {
  expect(stepAtLine(derivation, 79)).toBe("batch/weights");
  expect(stepAtLine(derivation, 94)).toBe("batch/error");
  expect(stepAtLine(derivation, 1)).toBeNull();
});

it("lists every formula for the typesetter once, and shows each that is typeset", () => {
  const all = derivationTex(derivation);
  expect(new Set(all).size).toBe(all.length);
  const formulas = new Map(all.map((tex) => [tex, `<svg>${tex.length}</svg>`]));
  const typeset = derivationView(derivation, null, formulas, english);
  const missing = typeset.parts
    .flatMap((part) => part.steps)
    .flatMap((each) => [each.formula, ...each.factors.map((factor) => factor.formula)])
    .filter((formula) => formula.svg === null);
  expect(missing).toEqual([]);
});

const models: Derivation[] = (["sigmoid", "identity", "softmax", "tanh"] as const).flatMap((activation) =>
  [1, 2].map((layers) =>
    deriveModel(
      {
        layers: Array.from({ length: layers }, (_, at) => ({
          activation: at === layers - 1 ? activation : "tanh",
          units: at === layers - 1 && activation !== "softmax" ? "one" : "many",
          bias: "row",
        })),
        loss: {
          kind:
            activation === "softmax"
              ? "categorical"
              : activation === "identity"
                ? "squared"
                : "cross-entropy",
          coefficient: 1,
          average: true,
        },
        penalties: [
          { kind: "l2", coefficient: 0.5, average: true },
          { kind: "l1", coefficient: 1, average: true },
        ],
        sizes: {
          samples: 364,
          features: 30,
          hidden: layers === 2 ? [8] : [],
          outputs: activation === "softmax" ? 3 : 1,
        },
      },
      new Map(),
      "file:///model.py",
    ),
  ),
);

const weighed: readonly Derivation[] = (
  [
    { kind: "huber", coefficient: 1, average: true, limit: 1.5 },
    { kind: "margin", coefficient: 1, average: true },
    { kind: "squared", coefficient: 1, average: true, weights: "over-weights" },
  ] as const
).map((loss) =>
  deriveModel(
    {
      layers: [{ activation: "identity", units: "one", bias: "scalar" }],
      loss,
      penalties: [{ kind: "l2", coefficient: 0.5, average: true, spares: "first" }],
      sizes: { samples: 364, features: 30, hidden: [], outputs: 1 },
    },
    new Map(),
    "file:///model.py",
  ),
);

const dropout = deriveModel(
  {
    layers: [
      { activation: "relu", units: "many", bias: "row", mask: true },
      { activation: "sigmoid", units: "one", bias: "scalar" },
    ],
    loss: { kind: "cross-entropy", coefficient: 1, average: true },
    penalties: [],
    sizes: { samples: 364, features: 30, hidden: [8], outputs: 1 },
  },
  new Map(),
  "file:///model.py",
);

describe.each(["en", "ko"] as const)("in %s", (language) => {
  it("has a title, a rule and a spoken formula for every step of every model", () => {
    for (const each of [derivation, ...models, ...weighed, dropout]) {
      for (const part of derivationView(each, null, new Map(), translator(language)).parts) {
        for (const { title, rule, ruleName, formula, id } of part.steps) {
          expect(
            [title, rule, ruleName].every((text) => text.length > 1),
            id,
          ).toBe(true);
          // What is spoken has no trace of TeX.
          expect(formula.spoken, id).not.toMatch(/[\\{}^_$]|undefined|\bbig|\bfrac/);
        }
      }
    }
  });
});

describe("what is said of a step holds for the model", () => {
  const model = (more: Partial<Derivation["structure"]>): Derivation["structure"] => ({
    layers: [{ activation: "sigmoid", units: "one", bias: "scalar" }],
    loss: { kind: "cross-entropy", coefficient: 1, average: true },
    penalties: [],
    sizes: { samples: 364, features: 30, hidden: [], outputs: 1 },
    ...more,
  });
  const rule = (structure: Derivation["structure"], id: string) => {
    const shown = derivationView(deriveModel(structure, new Map(), "file:///m.py"), null, new Map(), english);
    const found = shown.parts.flatMap((part) => part.steps).find((each) => each.id === id);
    return `${found?.ruleName}: ${found?.rule}`;
  };
  const squared = { kind: "squared", coefficient: 0.5, average: true } as const;

  it("says that a slope cancels only where it does", () => {
    expect(rule(model({}), "batch/error")).toMatch(/cancels/);
    expect(rule(model({ loss: squared }), "batch/error")).toMatch(
      /multiplied by the slope of the activation/,
    );
    const linear = model({ loss: squared, layers: [{ activation: "identity", units: "one", bias: null }] });
    expect(rule(linear, "batch/error")).toMatch(/^slope of the loss: The weighted sum is the answer itself/);
  });

  it("says mean of a mean and sum of a sum", () => {
    const sum = model({ loss: { kind: "cross-entropy", coefficient: 1, average: false } });
    expect(rule(model({}), "batch/bias")).toMatch(/^a mean .* mean of all errors/);
    expect(rule(sum, "batch/bias")).toMatch(/^a sum .* sum of all errors/);
    expect(rule(sum, "batch/loss")).toMatch(/sum of the losses/);
  });

  it("says how the samples lie", () => {
    const columns = model({ samplesAs: "columns" });
    expect(rule(columns, "batch/forward")).toMatch(/Every column/);
    expect(rule(columns, "batch/weights")).toMatch(/own row of the inputs/);
    const turned = model({ layers: [{ activation: "sigmoid", units: "one", bias: null, turned: true }] });
    expect(rule(turned, "batch/forward")).toMatch(/Every row/);
    expect(rule(turned, "batch/weights")).toMatch(/turns the errors/);
  });

  it("says no sigmoid's slope of another curve", () => {
    const relu = model({ loss: squared, layers: [{ activation: "relu", units: "one", bias: null }] });
    expect(rule(model({}), "sample/activation-derivative")).toMatch(/flat at both ends/);
    expect(rule(relu, "sample/activation-derivative")).toMatch(/how fast the activation rises/);
    expect(rule(relu, "sample/loss-by-activation")).not.toMatch(/logarithm/);
  });

  it("says what the letters of a loss are", () => {
    const huber = model({ loss: { kind: "huber", coefficient: 1, average: true, limit: 1.5 } });
    expect(rule(huber, "batch/loss")).toMatch(/residual of δ/);
    const weighted = model({ loss: { ...squared, weights: "over-weights" } });
    expect(rule(weighted, "batch/loss")).toMatch(/V says how much each sample counts. ν is the sum of V/);
    expect(rule(model({}), "batch/loss")).not.toMatch(/δ|V says|ν/);
  });

  it("says what w with a bar is", () => {
    const penalties = [{ kind: "l2", coefficient: 0.5, average: true, spares: "first" }] as const;
    expect(rule(model({ penalties }), "batch/loss")).toMatch(/w with a bar/);
    expect(rule(model({}), "batch/loss")).not.toMatch(/bar/);
  });
});

describe("a normalised layer", () => {
  const network = deriveModel(
    {
      layers: [
        { activation: "tanh", units: "many", bias: null, norm: { epsilon: 1e-8, scale: true, shift: true } },
        { activation: "sigmoid", units: "one", bias: "scalar" },
      ],
      loss: { kind: "cross-entropy", coefficient: 1, average: true },
      penalties: [],
      sizes: { samples: 40, features: 3, hidden: [6], outputs: 1 },
    },
    new Map(),
    "file:///m.py",
  );

  it("has no part for one sample, and says why, on the page too", () => {
    const view = derivationView(network, null, new Map(), english);
    expect(view.parts.map(({ label }) => label)).toEqual(["The batch"]);
    expect(view.partsNote).toMatch(/one sample has no deviation/);
    const page = { view, verdicts: [], file: "m.py", language: "en" };
    expect(derivationPage(page, english)).toContain(view.partsNote);
    const korean = derivationView(network, null, new Map(), translator("ko"));
    expect(korean.partsNote).toMatch(/샘플 하나에는 표준편차가 없기/);
    expect(derivationView(derivation, null, new Map(), english).partsNote).toBeNull();
  });

  it("has a title, a rule and a sentence to be heard for each step", () => {
    for (const language of ["en", "ko"] as const) {
      const [part] = derivationView(network, null, new Map(), translator(language)).parts;
      const own =
        part?.steps.filter(({ id }) => /batch\/(mean|variance|deviation|normal|sca|shift)/.test(id)) ?? [];
      expect(own.length).toBe(8);
      for (const { title, rule, formula, id } of own) {
        expect(/[가-힣]/.test(title), id).toBe(language === "ko");
        expect(/[가-힣]/.test(rule), id).toBe(language === "ko");
        expect(formula.spoken, id).not.toMatch(/\\|varepsilon|sqrt|operatorname/);
      }
    }
  });
});

it("says the same titles in Korean", () => {
  const korean = derivationView(derivation, null, new Map(), translator("ko"));
  expect(korean.heading).toBe("로지스틱 뉴런");
  expect(korean.parts[1]?.steps.map((each) => each.title)).toContain("가중치의 그래디언트");
});
