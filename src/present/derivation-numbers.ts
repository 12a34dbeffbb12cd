import type { Translate } from "../base/translate";
import type { LayerModel, NeuronModel } from "../insight/derivation/model";
import type { DerivationNumbers, NumberRow, NumberValue, StepNumbers } from "../insight/derivation/numbers";
import type { FormulaView } from "./derivation-view";
import { formatCount, formatValue } from "./training-numbers";

/** Of which data the numbers are; the shape of what the analysis thread replies. */
export type NumbersOrigin =
  | {
      readonly kind: "data";
      readonly name: string;
      readonly rows: "train" | "all";
      readonly isScaled: boolean;
      /** Of which epoch of the run in view the weights are; null before the first step. */
      readonly epoch: number | null;
    }
  | { readonly kind: "toy"; readonly name: string | null };

export interface NumbersInput {
  readonly numbers: DerivationNumbers;
  readonly source: NumbersOrigin;
}

/** Which sample the numbers are of, and how they came about. */
export interface NumbersHead {
  /** From 1. */
  readonly sample: number;
  readonly samples: number;
  readonly isToy: boolean;
  readonly sentences: readonly string[];
}

/** "e₁₇ x₁₇ = −0.158 × (0.101, 1.765, …) = (−0.016, −0.278, …)". */
export interface NumberRowView {
  readonly kind: "sample" | "all";
  readonly label: string;
  readonly formula: FormulaView;
  /** What stands behind the formula; a piece with a name lights with the factor of that name. */
  readonly pieces: readonly { readonly text: string; readonly name: string | null }[];
  readonly note: string | null;
  readonly spoken: string;
}

export function numbersHead(
  { numbers, source }: NumbersInput,
  { layers, sizes, loss }: Pick<NeuronModel, "layers" | "sizes" | "loss">,
  t: Translate,
): NumbersHead {
  return {
    sample: numbers.sample + 1,
    samples: numbers.samples,
    isToy: source.kind === "toy",
    sentences: [
      dataSentence(source, numbers, t),
      ...(source.kind === "toy" ? [] : [weightsSentence(source.epoch, layers, t)]),
      ...(source.kind === "data" && layers.slice(1).some((_, at) => sizes.hidden[at] == null)
        ? [t("How many hidden units there are is not known: two stand for them here.")]
        : []),
      ...(loss.limit === undefined ? [] : [t("δ = {0}, as in your program.", formatValue(loss.limit))]),
      ...(loss.weights === undefined
        ? []
        : [t("What each sample counts is not in the data: 1 stands for it here.")]),
      ...(layers.some(({ mask }) => mask === true) ? [t("Nothing is dropped here: M is 1.")] : []),
      ...epsilonsOf(layers).map((epsilon) => t("ε = {0}, as in your program.", formatValue(epsilon))),
      ...slopesOf(layers).map((slope) => t("α = {0}, as in your program.", formatValue(slope))),
    ],
  };
}

/** Of the leaky ReLUs, where it is one. */
function slopesOf(layers: readonly LayerModel[]): readonly number[] {
  const slopes = new Set(layers.flatMap(({ slope }) => (slope === undefined ? [] : [slope])));
  return slopes.size === 1 ? [...slopes] : [];
}

/** Of the normalised layers, where it is one. */
function epsilonsOf(layers: readonly LayerModel[]): readonly number[] {
  const epsilons = new Set(layers.flatMap(({ norm }) => (norm === undefined ? [] : [norm.epsilon])));
  return epsilons.size === 1 ? [...epsilons].filter((each) => each > 0) : [];
}

function dataSentence(source: NumbersOrigin, numbers: DerivationNumbers, t: Translate): string {
  if (source.kind === "toy")
    return source.name === null
      ? t("Toy numbers: which data your program loads is not known.")
      : t("Toy numbers: {0} is not of the form that these formulas take.", source.name);
  const count = formatCount(numbers.samples);
  if (source.rows === "all")
    return source.isScaled
      ? t("{0}: all {1} rows, each column brought to mean 0 and deviation 1.", source.name, count)
      : t("{0}: all {1} rows as they are.", source.name, count);
  return source.isScaled
    ? t("{0}: the {1} training rows, split and standardised as by Train Neuron.", source.name, count)
    : t("{0}: the {1} training rows, split as by Train Neuron.", source.name, count);
}

function weightsSentence(epoch: number | null, layers: readonly LayerModel[], t: Translate): string {
  if (epoch === null) return startSentence(layers, t);
  return t(
    "With the weights after epoch {0}, the one in view on the Training screen. η = 0.1, no penalty.",
    formatCount(epoch),
  );
}

/** What the parameters are before the first step, and what was put in where the program does not say. */
function startSentence(layers: readonly LayerModel[], t: Translate): string {
  const starts = layers.map(({ start }) => start?.weight.kind ?? "unknown");
  if (starts.includes("random"))
    return t(
      "Before the first step. Your program draws its weights at random; small fixed numbers stand for them here. η = 0.1, no penalty.",
    );
  if (starts.includes("unknown"))
    return t(
      "Before the first step. How your program starts is not known, so the weights are small fixed numbers. η = 0.1, no penalty.",
    );
  return t("Before the first step, as your program starts. η = 0.1, no penalty.");
}

/** The formulas of the rows, for the typesetter. */
export function numbersTex(input: NumbersInput | null): readonly string[] {
  const rows = input?.numbers.steps.flatMap(({ sample, all }) => [sample, all]) ?? [];
  return rows.flatMap((row) => (row === null ? [] : [row.tex]));
}

export function numberRows(
  step: StepNumbers,
  head: NumbersHead,
  formula: (tex: string) => FormulaView,
  t: Translate,
): readonly NumberRowView[] {
  const { sample, samples } = head;
  const rows: NumberRowView[] = [];
  if (step.sample !== null) {
    const isShare = step.all !== null && step.id.includes("/weights");
    const note = isShare ? t("its share of the sum") : null;
    const label = t("sample {0}", formatCount(sample));
    rows.push(rowView("sample", label, step.sample, note, formula, t));
  }
  if (step.all !== null) {
    const label = t("all {0}", formatCount(samples));
    rows.push(rowView("all", label, step.all, null, formula, t));
  }
  return rows;
}

function rowView(
  kind: NumberRowView["kind"],
  label: string,
  row: NumberRow,
  note: string | null,
  formula: (tex: string) => FormulaView,
  t: Translate,
): NumberRowView {
  const pieces = piecesOf(row);
  const shown = formula(row.tex);
  const values = pieces.map(({ text }) => text).join("");
  return { kind, label, formula: shown, pieces, note, spoken: `${shown.spoken}${t(": {0}", values)}` };
}

function piecesOf({ terms, total }: NumberRow): NumberRowView["pieces"] {
  const pieces: { text: string; name: string | null }[] = [{ text: " = ", name: null }];
  for (const [at, { joint, value, of }] of terms.entries()) {
    const sign = joint === "-" ? "−" : joint === "" ? "×" : joint;
    if (at > 0) pieces.push({ text: ` ${sign} `, name: null });
    else if (joint === "-") pieces.push({ text: "−", name: null });
    const text = valueText(value);
    const bracketed = text.startsWith("−") && (at > 0 || joint === "-");
    pieces.push({ text: bracketed ? `(${text})` : text, name: of });
  }
  if (terms.length > 0) pieces.push({ text: " = ", name: null });
  return [...pieces, { text: valueText(total), name: null }];
}

/** How many of a longer list are shown. */
const shownOfMany = 2;
const shownOfFew = 3;

/** "0.531", "(0.101, 1.765, …)", of a matrix the first row: "((0.101, 1.765, …), …)". */
export function valueText({ shape, head }: NumberValue): string {
  const count = shape.reduce((product, size) => product * size, 1);
  const [first = 0] = head;
  if (count === 1) return formatValue(first);
  const [rows = 1, columns = 1] = shape.length === 1 ? [1, shape[0]] : shape;
  const isVector = rows === 1 || columns === 1;
  const list = (length: number) => {
    const shown = head.slice(0, length <= shownOfFew ? length : shownOfMany).map(formatValue);
    return `(${[...shown, ...(shown.length < length ? ["…"] : [])].join(", ")})`;
  };
  return isVector ? list(count) : `(${list(columns)}, …)`;
}
