import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Derivation } from "../../../src/insight/derivation/derivation";
import { deriveModel } from "../../../src/insight/derivation/derive";
import { searchView } from "../../../src/present/derivation-marks";
import type { NumbersInput } from "../../../src/present/derivation-numbers";
import type { Learned } from "../../../src/workers/analysis/calls";
import { NeuronDataReader } from "../../../src/workers/analysis/neuronData";
import {
  derivationScreen,
  emptyView,
  type Language,
  lessonDerivation,
  lessonRun,
  translator,
} from "./fixtures";
import type { Scene } from "./scene";

/** The numbers of the lesson's own derivation on its own data, as the analysis thread computes them. */
export async function lessonNumbers(
  derivation: Derivation,
  sample = 16,
  learned: Learned | null = null,
): Promise<NumbersInput> {
  const path = join(import.meta.dirname, "../../../media/data/wisconsin_breast_cancer.csv");
  const data = {
    key: "wisconsin",
    name: "Wisconsin breast cancer",
    bytes: new Uint8Array(readFileSync(path)),
    isScaled: true,
  };
  return new NeuronDataReader().numbers(derivation.structure, data, sample, learned);
}

/** A layer whose samples are columns, without a line of code. */
function columnsDerivation(): Derivation {
  return deriveModel(
    {
      layers: [
        { activation: "tanh", units: "many", bias: "row" },
        { activation: "sigmoid", units: "one", bias: "scalar" },
      ],
      loss: { kind: "cross-entropy", coefficient: 1, average: true },
      penalties: [],
      samplesAs: "columns",
      sizes: { samples: 400, features: 2, hidden: [4], outputs: 1 },
    },
    new Map(),
    "file:///planar.py",
  );
}

/** A normalised layer on data of nobody's, without a line of code. */
function normalisedDerivation(): Derivation {
  return deriveModel(
    {
      layers: [
        {
          activation: "tanh",
          units: "many",
          bias: null,
          norm: { epsilon: 1e-5, scale: true, shift: true },
        },
        { activation: "sigmoid", units: "one", bias: "scalar" },
      ],
      loss: { kind: "cross-entropy", coefficient: 1, average: true },
      penalties: [],
      sizes: { samples: 400, features: 2, hidden: [16], outputs: 1 },
    },
    new Map(),
    "file:///normalised.py",
  );
}

/** What shows it at a step. */
export async function normalisedScreen(language: Language, step: string) {
  const derivation = normalisedDerivation();
  const numbers = await new NeuronDataReader().numbers(derivation.structure, null, 1);
  return [
    { type: "view", view: emptyView(language) },
    { type: "derivation", derivation: derivationScreen(step, language, derivation, { numbers }) },
    { type: "openScreen", screen: "derivation" },
  ] as const;
}

async function lessonScreen(language: Language, extras: Parameters<typeof derivationScreen>[3] = {}) {
  const derivation = lessonDerivation();
  const numbers = await lessonNumbers(derivation);
  const screen = derivationScreen("batch/weights", language, derivation, { numbers, ...extras });
  return [
    { type: "view", view: emptyView(language) },
    { type: "derivation", derivation: screen },
    { type: "openScreen", screen: "derivation" },
  ] as const;
}

export const derivationScenes: readonly Scene[] = [
  { name: "derivation", messages: (language) => lessonScreen(language) },
  {
    name: "derivation-epoch",
    messages: async (language) => {
      const { spec, dataset, weights, intercepts } = await lessonRun({ epochs: 40 });
      const fingerprint = dataset.fingerprint ?? "";
      const learned = { fingerprint, model: spec.model, epoch: 40, weights, intercepts };
      return lessonScreen(language, { numbers: await lessonNumbers(lessonDerivation(), 16, learned) });
    },
  },
  {
    name: "derivation-product",
    messages: (language) => lessonScreen(language),
    prepare: async (panel) => {
      await panel.page.locator(".chip-button").click();
      await panel.page.locator(".orders-toggle").click();
      await panel.page.locator(".build").focus();
      for (const key of ["Home", "ArrowRight", "ArrowRight"]) await panel.page.keyboard.press(key);
    },
  },
  {
    name: "derivation-pointed",
    messages: (language) => lessonScreen(language),
    prepare: async (panel) => {
      await panel.page.locator("button.factor").nth(2).click();
    },
  },
  {
    name: "derivation-columns",
    messages: async (language) => {
      const derivation = columnsDerivation();
      const screen = derivationScreen("batch/weights-1", language, derivation, {
        numbers: await new NeuronDataReader().numbers(derivation.structure, null, 1),
      });
      return [
        { type: "view", view: emptyView(language) },
        { type: "derivation", derivation: screen },
        { type: "openScreen", screen: "derivation" },
      ];
    },
    prepare: async (panel) => {
      await panel.page.locator(".chip-button").click();
      await panel.page.locator(".orders-toggle").click();
      await panel.page.locator(".build").focus();
      await panel.page.keyboard.press("End");
    },
  },
  {
    name: "derivation-normalised",
    messages: (language) => normalisedScreen(language, "batch/error-1"),
  },
  {
    name: "derivation-deviation",
    messages: (language) => normalisedScreen(language, "batch/deviation-1"),
  },
  {
    name: "derivation-hints",
    messages: (language) => lessonScreen(language, { hintsFirst: true }),
    prepare: async (panel) => {
      await panel.page.locator(".covered vscode-button").nth(1).click();
      await panel.page.locator(".covered vscode-button").first().click();
    },
  },
  {
    name: "derivation-search",
    messages: async (language) => {
      const t = translator(language);
      const lookedFor = ["update", "loss", "layers", "known-loss"] as const;
      const marks = [
        { file: "file:///p.py", span: { start: 0, end: 9 }, role: "gradient", line: 10 },
        { file: "file:///p.py", span: { start: 20, end: 29 }, role: "parameter", line: 6 },
      ] as const;
      return [
        { type: "view", view: emptyView(language) },
        {
          type: "derivation",
          derivation: {
            kind: "empty",
            reason: t("The weights are updated, but no loss that depends on them was found in this file."),
            search: searchView({ lookedFor, missing: "loss" }, marks, t),
          },
        },
        { type: "openScreen", screen: "derivation" },
      ];
    },
  },
  {
    name: "derivation-models",
    messages: (language) => {
      const named = (name: string): Derivation => ({ ...lessonDerivation(), name });
      return lessonScreen(language, { all: [named("SingleLayer"), named("train_with_minibatches")] });
    },
  },
];
