import type { Translate } from "../base/translate";
import type { ParameterCheck, ProgramCheck } from "../insight/gradient/check";
import type { Mistake } from "../insight/gradient/comparison";
import type { GradientFix } from "../insight/gradient/fix";
import { blamed, errorText, parameterAdvice, parameterSentence, type TextOf } from "./verdict";
import { gradientFixTitle } from "./verdictFix";
import { undecidedSentence } from "./verdictWords";

/** The verdict on one gradient, as it stands above the steps of its derivation. */
export interface VerdictView {
  readonly verdict: ProgramCheck["verdict"];
  readonly heading: string;
  /** What it was checked on; of a right one only. */
  readonly note: string | null;
  readonly sentences: readonly string[];
  /** What else is wrong, by the parameter's name. */
  readonly others: readonly string[];
  readonly table: VerdictTable | null;
  readonly place: VerdictPlace | null;
  readonly fix: VerdictFix | null;
  /** The lines on which its parameters' gradients are computed, each with its own verdict. */
  readonly marks: readonly VerdictMark[];
}

export interface VerdictMark {
  readonly uri: string;
  readonly line: number;
  readonly verdict: ProgramCheck["verdict"];
  readonly mistake: Mistake | null;
}

export interface VerdictTable {
  /** Of which numbers it is made. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** `w[0]`, yours, derivative, ratio. */
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[] }[];
}

/** The expression that is wrong; `line` counts from 1. */
export interface VerdictPlace {
  readonly uri: string;
  readonly line: number;
  readonly span: { readonly start: number; readonly end: number };
  readonly code: string;
}

export interface VerdictFix {
  readonly title: string;
  /** The text that would stand there, in pieces: what is new is lit. */
  readonly pieces: readonly { readonly text: string; readonly lit: boolean }[];
}

/** The verdict on what a line computes, if anything was checked there: of several the worst. */
export function markAt(
  views: readonly VerdictView[],
  uri: string,
  line: number,
): VerdictMark["verdict"] | null {
  const here = views.flatMap(({ marks }) => marks).filter((each) => each.uri === uri && each.line === line);
  const order: readonly VerdictMark["verdict"][] = ["wrong", "undecided", "right"];
  return order.find((verdict) => here.some((each) => each.verdict === verdict)) ?? null;
}

/** Whether what the line leaves out is the mean over the samples: the formula has a 1/m that the code has not. */
export function lacksMean(views: readonly VerdictView[], uri: string, line: number): boolean {
  return views
    .flatMap(({ marks }) => marks)
    .some(
      (each) =>
        each.uri === uri &&
        each.line === line &&
        (each.mistake === "missing_mean" || each.mistake === "bias_not_averaged"),
    );
}

/** `fix` is what was found to turn it right, if anything. */
export function verdictView(
  check: ProgramCheck,
  fix: GradientFix | null,
  textOf: TextOf,
  t: Translate,
): VerdictView {
  const marks = check.parameters.flatMap((parameter) => {
    const line = lineOf(parameter, textOf);
    return line === null
      ? []
      : [{ uri: parameter.file, line, verdict: parameter.verdict, mistake: parameter.mistake }];
  });
  return { ...cardOf(check, fix, textOf, t), marks };
}

type Card = Omit<VerdictView, "marks">;

function cardOf(check: ProgramCheck, fix: GradientFix | null, textOf: TextOf, t: Translate): Card {
  const plain = { note: null, sentences: [], others: [], table: null, place: null, fix: null };
  switch (check.verdict) {
    case "right": {
      const note = t(
        "checked on {0} random cases · worst relative error {1}",
        check.cases,
        errorText(check.worst),
      );
      return { ...plain, verdict: "right", heading: t("Matches the derivative of your loss"), note };
    }
    case "undecided":
      return {
        ...plain,
        verdict: "undecided",
        heading: t("Undecided: {0}", undecidedSentence(check.reason, t)),
      };
    case "wrong":
      return wrongView(check, fix, textOf, t);
  }
}

function wrongView(check: ProgramCheck, fix: GradientFix | null, textOf: TextOf, t: Translate): Card {
  const parameter = blamed(check);
  const plain = { verdict: "wrong" as const, note: null };
  if (parameter === undefined) {
    const heading = t("This is not the derivative of your loss");
    return { ...plain, heading, sentences: [], others: [], table: null, place: null, fix: null };
  }
  const advice = parameterAdvice(check, parameter, textOf, t);
  const others = check.parameters.filter((each) => each !== parameter && each.verdict === "wrong");
  return {
    ...plain,
    heading: parameterSentence(check, parameter, textOf, t),
    sentences: advice === null ? [] : [advice],
    others: others.map((each) => `${each.name}: ${parameterSentence(check, each, textOf, t)}`),
    table: numbersTable(check, parameter, t),
    place: placeOf(parameter, textOf),
    fix: fix === null ? null : { title: gradientFixTitle(fix, t), pieces: fixPieces(fix, parameter, textOf) },
  };
}

/** Mistakes that make a multiple of the derivative: with a penalty in it the numbers would not show it. */
const multiples: readonly Mistake[] = [
  "missing_mean",
  "bias_not_averaged",
  "double_mean",
  "divided_by_features",
  "factor_two",
  "sign",
];

function numbersTable(check: ProgramCheck, parameter: ParameterCheck, t: Translate): VerdictTable | null {
  const { name, numbers = [], mistake, ratio, withoutPenalty } = parameter;
  if (numbers.length === 0) return null;
  if (mistake !== null && multiples.includes(mistake) && ratio === undefined && withoutPenalty !== true)
    return null;
  const samples = check.sizes?.samples;
  return {
    caption: captionOf(samples, withoutPenalty === true, t),
    columns: [t("yours"), t("derivative"), t("ratio")],
    rows: numbers.map(({ yours, derivative }, at) => ({
      name: numbers.length === 1 ? name : `${name} ${at}`,
      cells: [numberText(yours), numberText(derivative), ratioText(yours / derivative)],
    })),
  };
}

function captionOf(samples: number | undefined, withoutPenalty: boolean, t: Translate): string {
  if (withoutPenalty)
    return samples === undefined
      ? t("a random case, without the penalty")
      : t("a random case of {0} samples, without the penalty", samples);
  return samples === undefined ? t("a random case") : t("a random case of {0} samples", samples);
}

/** Four figures, with a true minus. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(2) : value.toPrecision(4);
  return text.replace(/^-/, "−");
}

function ratioText(ratio: number): string {
  if (!Number.isFinite(ratio)) return "–";
  const whole = Math.round(ratio);
  return (Math.abs(ratio - whole) < 1e-6 ? String(whole) : ratio.toPrecision(3)).replace(/^-/, "−");
}

function placeOf(parameter: ParameterCheck, textOf: TextOf): VerdictPlace | null {
  const { file, span } = parameter;
  const line = lineOf(parameter, textOf);
  if (line === null) return null;
  return { uri: file, line, span: { ...span }, code: (textOf(file) ?? "").slice(span.start, span.end) };
}

function lineOf({ file, span }: ParameterCheck, textOf: TextOf): number | null {
  return textOf(file)?.slice(0, span.start).split("\n").length ?? null;
}

/** The new text of the expression, with what it has more than the old one lit. */
function fixPieces(
  { edits }: GradientFix,
  { file, span }: ParameterCheck,
  textOf: TextOf,
): VerdictFix["pieces"] {
  const edit = edits.find((each) => each.file === file && each.span.start === span.start);
  if (edit === undefined || edit.text === "") return [];
  const old = textOf(edit.file)?.slice(edit.span.start, edit.span.end) ?? "";
  const at = old === "" ? -1 : edit.text.indexOf(old);
  if (at < 0) return [{ text: edit.text, lit: true }];
  const pieces = [
    { text: edit.text.slice(0, at), lit: true },
    { text: old, lit: false },
    { text: edit.text.slice(at + old.length), lit: true },
  ];
  return pieces.filter(({ text }) => text !== "");
}
