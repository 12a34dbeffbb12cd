import type { Translate } from "../base/translate";
import type {
  Derivation,
  DerivationPart,
  DerivationStep,
  Factor,
  StepTopic,
} from "../insight/derivation/derivation";
import { type DerivationCopies, stepCopies } from "./derivation-copy";
import {
  type NumberRowView,
  type NumbersHead,
  type NumbersInput,
  numberRows,
  numbersHead,
  numbersTex,
} from "./derivation-numbers";
import { type ProductView, productTex, productView } from "./derivation-product";
import { ruleSentence } from "./derivation-rules";
import { axisRoles, type RoleOf, shapePieces } from "./derivation-shapes";
import { spokenFormula } from "./derivation-speech";
import { modelName, partName, partsNote, ruleName, topicTitle } from "./derivation-words";
import type { ShapePiece } from "./shapes";

/** Everything that the panel's Derivation screen shows, as plain data. */
export interface DerivationView {
  /** "Logistic neuron". */
  readonly heading: string;
  readonly uri: string;
  readonly parts: readonly PartView[];
  /** Why there is no part for one sample; null where there is one. */
  readonly partsNote: string | null;
  /** The step whose line the cursor is on. */
  readonly currentStep: string | null;
  /** What can be derived in the file, where there is more than one thing; `model` is the place of the one that is shown. */
  readonly models: readonly string[];
  readonly model: number;
  /** Null until the numbers have come. */
  readonly numbers: NumbersHead | null;
  /** Later steps are hidden until they are asked for. */
  readonly hintsFirst: boolean;
}

/** What is shown beside the derivation itself. */
export interface DerivationExtras {
  readonly numbers?: NumbersInput | null;
  /** All derivations of the file, and which of them this is. */
  readonly all?: readonly Derivation[];
  readonly hintsFirst?: boolean;
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
  readonly numbers: readonly NumberRowView[];
  /** Why its product is this one; null where there is none. */
  readonly product: ProductView | null;
  readonly copies: DerivationCopies;
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
  /** The same for whatever stands for the same thing: in the numbers, in the picture. */
  readonly name: string;
  readonly shape: readonly ShapePiece[];
  readonly shapeText: string;
  /** The piece of code that it stands for. */
  readonly code: string | null;
  readonly isNew: boolean;
}

/** The line that computes the step, cut where its factors stand in it. */
export interface StepCode {
  readonly line: number;
  readonly text: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly pieces: readonly { readonly text: string; readonly lit: boolean; readonly name: string | null }[];
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
  { numbers = null, all = [derivation], hintsFirst = false }: DerivationExtras = {},
): DerivationView {
  const formula = (tex: string, typeset = tex): FormulaView => ({
    tex,
    svg: formulas.get(typeset) ?? null,
    spoken: spokenFormula(tex, t),
  });
  const head = numbers === null ? null : numbersHead(numbers, derivation.structure, t);
  const scene: Scene = { derivation, formula, numbers: numbers?.numbers.steps ?? [], head, t };
  return {
    heading: modelName(derivation.model, t),
    uri: derivation.uri,
    parts: derivation.parts.map((part) => partView(part, scene)),
    partsNote: partsNote(derivation.structure, t),
    currentStep,
    models: all.length < 2 ? [] : all.map((each) => modelTitle(each, t)),
    model: Math.max(0, all.indexOf(derivation)),
    numbers: head,
    hintsFirst,
  };
}

/** "SingleLayer: Logistic neuron"; a script's own lines have no name. */
function modelTitle({ name, model }: Derivation, t: Translate): string {
  return name === "" ? modelName(model, t) : t("{0}: {1}", name, modelName(model, t));
}

/** What all steps of a view are made with. */
interface Scene {
  readonly derivation: Derivation;
  readonly formula: Typeset;
  readonly numbers: NumbersInput["numbers"]["steps"];
  readonly head: NumbersHead | null;
  readonly t: Translate;
}

/** Each formula of a derivation once, for the typesetter, to be set in display style. */
export function derivationTex(
  derivation: Derivation,
  numbers: NumbersInput | null = null,
): readonly string[] {
  const steps = derivation.parts.flatMap((part) => part.steps);
  const all = steps.flatMap((step) => [inLine(step.tex), ...step.factors.map((factor) => factor.tex)]);
  const more = [...productTex(derivation.products), ...numbersTex(numbers)].map(inLine);
  return [...new Set([...all, ...more])].filter((tex) => tex !== "");
}

/** A whole equation stands in a row of the list, so its fractions are small; those of the open step's factors are not. */
function inLine(tex: string): string {
  return `\\textstyle ${tex}`;
}

/** The step that a line (counted from 1) computes; of several, the batch's, which is what the learner's code does. */
export function stepAtLine(derivation: Derivation, line: number): string | null {
  for (const { steps } of [...derivation.parts].reverse()) {
    const here = steps.filter((step) => step.code?.line === line);
    // Where one line computes several, the last is what it gives a name to; a step against the gradient is made of it.
    const found = here.findLast(({ topic }) => topic !== "update") ?? here.at(-1);
    if (found !== undefined) return found.id;
  }
  return null;
}

type Typeset = (tex: string, typeset?: string) => FormulaView;

function partView(part: DerivationPart, scene: Scene): PartView {
  const roles = axisRoles(part);
  return {
    kind: part.kind,
    label: partName(part.kind, scene.t),
    steps: part.steps.map((step, index) => stepView(step, index, part, roles, scene)),
  };
}

function stepView(
  step: DerivationStep,
  index: number,
  part: DerivationPart,
  roles: RoleOf,
  scene: Scene,
): StepView {
  const { formula, t } = scene;
  const small = (tex: string) => formula(tex, inLine(tex));
  const title = topicTitle(step.topic, t);
  const rule = ruleSentence(step, part.kind, scene.derivation.structure, t);
  const own = scene.numbers.find(({ id }) => id === step.id);
  return {
    id: step.id,
    number: index + 1,
    topic: step.topic,
    title,
    formula: formula(step.tex, inLine(step.tex)),
    factors: factorViews(step.factors, roles, formula, t),
    ruleName: ruleName(step, part.kind, scene.derivation.structure, t),
    rule,
    code: step.code === undefined ? null : { ...step.code, pieces: codePieces(step.code, step.factors) },
    numbers: own === undefined || scene.head === null ? [] : numberRows(own, scene.head, small, t),
    product: stepProduct(step, scene, small),
    copies: stepCopies({ number: index + 1, title, rule, tex: step.tex, code: step.code ?? null }, t),
  };
}

function stepProduct(step: DerivationStep, { derivation, t }: Scene, formula: Typeset): ProductView | null {
  const story = derivation.products.find(({ id }) => id === step.id);
  if (story === undefined) return null;
  const factor = (tex: string) => step.factors.find((each) => each.tex === tex);
  return productView(
    story,
    (tex) => factor(tex)?.code?.text ?? null,
    (tex) => factor(tex)?.name ?? tex,
    formula,
    t,
  );
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
    name: factor.name,
    shape: shapePieces(factor.shape, roles, t("a number")),
    shapeText: factor.shape,
    code: factor.code?.text ?? null,
    isNew: factor.isNew === true && !allNew,
  }));
}

/** Cuts the line's text around the code of its factors, as far as that lies inside the text; new ones are lit. */
function codePieces(
  code: NonNullable<DerivationStep["code"]>,
  factors: readonly Factor[],
): StepCode["pieces"] {
  const marked = factors
    .flatMap(({ code: own, name, isNew }) =>
      own === undefined ? [] : [{ from: own.span.start - code.span.start, text: own.text, name, isNew }],
    )
    .filter(({ from, text }) => from >= 0 && code.text.slice(from, from + text.length) === text)
    .sort((a, b) => a.from - b.from || a.text.length - b.text.length);
  const pieces: { text: string; lit: boolean; name: string | null }[] = [];
  let at = 0;
  for (const { from, text, name, isNew } of marked) {
    if (from < at) continue;
    if (from > at) pieces.push({ text: code.text.slice(at, from), lit: false, name: null });
    pieces.push({ text, lit: isNew === true, name });
    at = from + text.length;
  }
  if (at < code.text.length) pieces.push({ text: code.text.slice(at), lit: false, name: null });
  return pieces;
}
