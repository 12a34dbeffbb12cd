import type { Translate } from "../base/translate";
import type { Derivation, DerivationPart, DerivationStep, Factor, StepTopic } from "../insight/derivation";
import { axisRoles, type RoleOf, shapePieces } from "./derivation-shapes";
import { spokenFormula } from "./derivation-speech";
import { modelName, partName, ruleName, ruleSentence, topicTitle } from "./derivation-words";
import type { ShapePiece } from "./shapes";

/** Everything that the panel's Derivation screen shows, as plain data. */
export interface DerivationView {
  /** "Logistic neuron". */
  readonly heading: string;
  readonly uri: string;
  readonly parts: readonly PartView[];
  /** The step whose line the cursor is on. */
  readonly currentStep: string | null;
}

export interface PartView {
  readonly kind: DerivationPart["kind"];
  readonly label: string;
  readonly steps: readonly StepView[];
}

export interface StepView {
  readonly id: string;
  readonly number: number;
  readonly topic: StepTopic;
  readonly title: string;
  readonly formula: FormulaView;
  readonly factors: readonly FactorView[];
  readonly ruleName: string;
  readonly rule: string;
  readonly code: StepCode | null;
}

/** A typeset formula: `svg` is null until it is typeset, and `spoken` says it aloud. */
export interface FormulaView {
  readonly tex: string;
  readonly svg: string | null;
  readonly spoken: string;
}

export interface FactorView {
  readonly formula: FormulaView;
  /** What stands between this factor and the one before; empty for a product. */
  readonly joint: string;
  readonly shape: readonly ShapePiece[];
  readonly shapeText: string;
  /** The piece of code that it stands for. */
  readonly code: string | null;
  readonly isNew: boolean;
}

/** The line that computes the step, cut where a new factor stands in it. */
export interface StepCode {
  readonly line: number;
  readonly text: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly pieces: readonly { readonly text: string; readonly lit: boolean }[];
}

/**
 * The view of a derivation. `formulas` holds the typeset SVG by its TeX (`derivationTex` lists what is needed); what is
 * missing from it is shown as text until it comes.
 */
export function derivationView(
  derivation: Derivation,
  currentStep: string | null,
  formulas: ReadonlyMap<string, string>,
  t: Translate,
): DerivationView {
  const formula = (tex: string, typeset = tex): FormulaView => ({
    tex,
    svg: formulas.get(typeset) ?? null,
    spoken: spokenFormula(tex, t),
  });
  return {
    heading: modelName(derivation.model, t),
    uri: derivation.uri,
    parts: derivation.parts.map((part) => partView(part, formula, t)),
    currentStep,
  };
}

/** Each formula of a derivation once, for the typesetter, to be set in display style. */
export function derivationTex(derivation: Derivation): readonly string[] {
  const steps = derivation.parts.flatMap((part) => part.steps);
  const all = steps.flatMap((step) => [inLine(step.tex), ...step.factors.map((factor) => factor.tex)]);
  return [...new Set(all)].filter((tex) => tex !== "");
}

/** A whole equation stands in a row of the list, so its fractions are small; those of the open step's factors are not. */
function inLine(tex: string): string {
  return `\\textstyle ${tex}`;
}

/** The step that a line (counted from 1) computes; of several, the batch's, which is what the learner's code does. */
export function stepAtLine(derivation: Derivation, line: number): string | null {
  const steps = [...derivation.parts].reverse().flatMap((part) => part.steps);
  return steps.find((step) => step.code?.line === line)?.id ?? null;
}

type Typeset = (tex: string, typeset?: string) => FormulaView;

function partView(part: DerivationPart, formula: Typeset, t: Translate): PartView {
  const roles = axisRoles(part);
  return {
    kind: part.kind,
    label: partName(part.kind, t),
    steps: part.steps.map((step, index) => stepView(step, index, part, roles, formula, t)),
  };
}

function stepView(
  step: DerivationStep,
  index: number,
  part: DerivationPart,
  roles: RoleOf,
  formula: Typeset,
  t: Translate,
): StepView {
  return {
    id: step.id,
    number: index + 1,
    topic: step.topic,
    title: topicTitle(step.topic, t),
    formula: formula(step.tex, inLine(step.tex)),
    factors: factorViews(step.factors, roles, formula, t),
    ruleName: ruleName(step, part.kind, t),
    rule: ruleSentence(step, part.kind, t),
    code: step.code === undefined ? null : { ...step.code, pieces: codePieces(step.code, step.factors) },
  };
}

/** Where the whole right-hand side is new, saying so of each factor tells nothing: then none is marked. */
function factorViews(
  factors: readonly Factor[],
  roles: RoleOf,
  formula: Typeset,
  t: Translate,
): readonly FactorView[] {
  const [, ...right] = factors;
  const allNew = right.every((factor) => factor.isNew === true);
  return factors.map((factor) => ({
    formula: formula(factor.tex),
    joint: factor.joint,
    shape: shapePieces(factor.shape, roles, t("a number")),
    shapeText: factor.shape,
    code: factor.code?.text ?? null,
    isNew: factor.isNew === true && !allNew,
  }));
}

/** Cuts the line's text around the code of its new factors, as far as that lies inside the text. */
function codePieces(
  code: NonNullable<DerivationStep["code"]>,
  factors: readonly Factor[],
): StepCode["pieces"] {
  const lit = factors
    .filter((factor) => factor.isNew === true)
    .flatMap((factor) => (factor.code === undefined ? [] : [factor.code]))
    .map((piece) => ({ from: piece.span.start - code.span.start, text: piece.text }))
    .filter(({ from, text }) => from >= 0 && code.text.slice(from, from + text.length) === text)
    .sort((a, b) => a.from - b.from);
  const pieces: { text: string; lit: boolean }[] = [];
  let at = 0;
  for (const { from, text } of lit) {
    if (from < at) continue;
    if (from > at) pieces.push({ text: code.text.slice(at, from), lit: false });
    pieces.push({ text, lit: true });
    at = from + text.length;
  }
  if (at < code.text.length) pieces.push({ text: code.text.slice(at), lit: false });
  return pieces;
}
