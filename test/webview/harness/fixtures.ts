import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { english, translator as overBundle, type Translate } from "../../../src/base/translate";
import { type Prepared, prepareDataset } from "../../../src/datasets/prepare";
import { readTable } from "../../../src/datasets/read";
import type { CodeAnchor } from "../../../src/insight/derivation/code";
import type { Derivation } from "../../../src/insight/derivation/derivation";
import { deriveModel } from "../../../src/insight/derivation/derive";
import { type DerivationExtras, derivationTex, derivationView } from "../../../src/present/derivation-view";
import { emptyState, trainingView } from "../../../src/present/training";
import { type DerivationScreen, emptyPanel, type PanelView, panelStrings } from "../../../src/present/view";
import { lessonSettings } from "../../../src/protocol/settings";
import { finishRun } from "../../../src/training/finish";
import { lessonSpec, type Run, type TrainingSpec } from "../../../src/training/run";
import { createTrainer } from "../../../src/training/trainer";
import { createTypesetter } from "../../../src/typeset/typesetter";

export type Language = "en" | "ko";

const root = join(import.meta.dirname, "../../..");

/** Translates as the build will, with the Korean of all parts. A missing text stays English. */
export function translator(language: Language): Translate {
  if (language === "en") return english;
  const parts = join(root, "l10n/parts");
  const texts = readdirSync(parts)
    .filter((name) => name.endsWith(".ko.json"))
    .map((name): Record<string, string> => JSON.parse(readFileSync(join(parts, name), "utf8")));
  return overBundle(Object.assign({}, ...texts));
}

export const strings = (language: Language) => panelStrings(translator(language), language);

let prepared: Promise<Prepared> | undefined;

/** The bundled data set, split and scaled as the product does it. */
export function lessonData(): Promise<Prepared> {
  prepared ??= prepareLessonData();
  return prepared;
}

async function prepareLessonData(): Promise<Prepared> {
  const bytes = readFileSync(join(root, "media/data/wisconsin_breast_cancer.csv"));
  const table = await readTable(new Uint8Array(bytes), "wisconsin_breast_cancer.csv");
  if (table.kind !== "ok") throw new Error(table.problem.kind);
  const result = prepareDataset(table.value, { name: "Wisconsin breast cancer", source: "bundled" });
  if (result.kind !== "ok") throw new Error(result.problem.kind);
  return result.value;
}

/** A true run of the lesson's neuron, by the trainer itself. */
export async function lessonRun(change: Partial<TrainingSpec> = {}, stopAfter?: number): Promise<Run> {
  const data = await lessonData();
  const spec = { ...lessonSpec, ...change };
  const trainer = createTrainer(spec, data.train, data.validation);
  trainer.runEpochs(stopAfter ?? spec.epochs);
  const run = finishRun("run-1", trainer, data, spec);
  trainer.dispose();
  return run;
}

/** The lines of the lesson's own file that compute the steps. */
function anchors(): ReadonlyMap<string, CodeAnchor> {
  const text = readFileSync(join(root, "media/lesson/neuron.py"), "utf8");
  const at = (source: string, parts: readonly (readonly [string, string])[] = []): CodeAnchor => {
    const start = text.indexOf(source);
    if (start < 0) throw new Error(`the lesson has no line ${source}`);
    return {
      span: { start, end: start + source.length },
      line: text.slice(0, start).split("\n").length,
      text: source,
      parts: new Map(
        parts.map(([tex, piece]) => {
          const from = start + source.indexOf(piece);
          return [tex, { text: piece, span: { start: from, end: from + piece.length } }] as const;
        }),
      ),
    };
  };
  return new Map([
    [
      "forward",
      at("z = np.dot(x, self.w) + self.b", [
        ["left", "z"],
        ["X", "x"],
        ["w", "self.w"],
        ["b", "self.b"],
      ]),
    ],
    ["activation", at("return 1 / (1 + np.exp(-z))")],
    ["loss", at("return (data_loss + self.reg_loss()) / len(y)")],
    ["error", at("err = -(y - a)", [["left", "err"]])],
    [
      "weights",
      at("w_grad = np.dot(x.T, err) / m", [
        ["left", "w_grad"],
        ["\\frac1m", "/ m"],
        ["X^\\top", "x.T"],
        ["E", "err"],
      ]),
    ],
    [
      "bias",
      at("b_grad = np.sum(err) / m", [
        ["left", "b_grad"],
        ["\\frac1m", "/ m"],
      ]),
    ],
    ["update", at("self.w -= self.lr * w_grad", [["left", "self.w"]])],
  ]);
}

export function lessonDerivation(): Derivation {
  return deriveModel(
    {
      layers: [
        {
          activation: "sigmoid",
          units: "one",
          bias: "scalar",
          start: { weight: { kind: "filled", value: 1 }, bias: { kind: "filled", value: 0 } },
        },
      ],
      loss: { kind: "cross-entropy", coefficient: 1, average: true },
      penalties: [],
      sizes: { samples: 364, features: 30, hidden: [], outputs: 1 },
    },
    anchors(),
    "file:///lesson/neuron.py",
  );
}

/** A network with a penalty, without a line of code: the longest formulas that the product derives. */
export function networkDerivation(): Derivation {
  return deriveModel(
    {
      layers: [
        { activation: "sigmoid", units: "many", bias: "row" },
        { activation: "softmax", units: "many", bias: "row" },
      ],
      loss: { kind: "categorical", coefficient: 1, average: true },
      penalties: [
        { kind: "l2", coefficient: 0.5, average: true },
        { kind: "l1", coefficient: 1, average: true },
      ],
      sizes: { samples: 364, features: 30, hidden: [10], outputs: 3 },
    },
    new Map(),
    "file:///network.py",
  );
}

export function derivationScreen(
  currentStep: string | null,
  language: Language,
  derivation = lessonDerivation(),
  extras: DerivationExtras = {},
): DerivationScreen {
  const typeset = createTypesetter();
  const formulas = new Map(
    derivationTex(derivation, extras.numbers).flatMap((tex) => {
      const formula = typeset(tex, { display: true });
      return formula.kind === "formula" ? [[tex, formula.svg] as const] : [];
    }),
  );
  const view = derivationView(derivation, currentStep, formulas, translator(language), extras);
  return { kind: "ready", view };
}

export function emptyView(language: Language): PanelView {
  return emptyPanel(trainingView(emptyState(lessonSettings, language), translator(language)));
}
