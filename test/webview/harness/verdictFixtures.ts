import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProgramCheck } from "../../../src/insight/gradient/check";
import type { GradientFix } from "../../../src/insight/gradient/fix";
import { verdictView } from "../../../src/present/verdictCard";
import type { VerdictsScreen } from "../../../src/present/view";
import { type Language, translator } from "./fixtures";

const uri = "file:///lesson/neuron.py";
const lesson = readFileSync(join(import.meta.dirname, "../../../media/lesson/neuron.py"), "utf8");
const written = "np.dot(x.T, err)";
const code = lesson.replace(`${written} / m`, written);
const start = code.indexOf(written);
const span = { start, end: start + written.length };

const right: ProgramCheck = {
  verdict: "right",
  mistake: null,
  parameters: [{ name: "w", verdict: "right", mistake: null, file: uri, span }],
  file: uri,
  span: { start: code.indexOf("def backprop"), end: code.indexOf("def fit") },
  function: "backprop",
  loss: null,
  cases: 5,
  worst: 7e-11,
  activations: ["sigmoid"],
  sizes: { samples: 7, features: 5 },
  own: { samples: 364, features: 30 },
};

/** The numbers of a check of the lesson without its penalties. */
const wrong: ProgramCheck = {
  ...right,
  verdict: "wrong",
  mistake: "missing_mean",
  parameters: [
    {
      name: "w",
      verdict: "wrong",
      mistake: "missing_mean",
      file: uri,
      span,
      ratio: 7,
      numbers: [
        { yours: 1.2252908273, derivative: 0.1750415468 },
        { yours: -3.5036895877, derivative: -0.500527084 },
        { yours: 2.8856354954, derivative: 0.4122336422 },
      ],
    },
    { name: "b", verdict: "wrong", mistake: "sign", file: uri, span, ratio: -1 },
  ],
};

const undecided: ProgramCheck = {
  ...right,
  verdict: "undecided",
  reason: "optimizer",
  parameters: [{ name: "w", verdict: "undecided", mistake: null, reason: "optimizer", file: uri, span }],
};

const fix: GradientFix = {
  code: "divide-by-samples",
  text: "/ m",
  edits: [{ file: uri, span, text: `${written} / m` }],
};

/** A right gradient, a wrong one that can be fixed, or one that is right beside one that is not decided. */
export function verdicts(kind: "right" | "wrong" | "mixed", language: Language): VerdictsScreen {
  const checks = { right: [right], wrong: [wrong], mixed: [undecided, right] }[kind];
  const views = checks.map((check) =>
    verdictView(check, check.verdict === "wrong" ? fix : null, () => code, translator(language)),
  );
  return { revision: 4, views };
}

/** Where the wrong expression is. */
export const wrongPlace = { uri, line: code.slice(0, start).split("\n").length, span };
