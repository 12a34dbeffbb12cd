import * as arrays from "../../algebra/array";
import type { Span } from "../../base/span";
import type { Trace } from "../../domains/symbolsTrace";
import type { LossName } from "../derivation/losses";
import type { ActivationName } from "../derivation/model";
import { recogniseModel } from "../derivation/recognise";
import type { ProgramFacts } from "../facts";
import { type Anatomy, anatomyOf, hasOwnLoss, ownAnatomy } from "./anatomy";
import { checkOfAll } from "./batch";
import { hasOtherShape, layerOf, type Mistake, sampleCounts } from "./comparison";
import { isExplained, namesPenalty, wholeEpoch } from "./epoch";
import { evidenceOf } from "./evidence";
import { bestExplained, LossCheck, type ParameterEvidence } from "./lossCheck";
import { withUnseen } from "./margin";
import { withoutNumericGradients } from "./nudged";
import { checkOfOtherData } from "./otherData";
import { traceModels } from "./others";
import { inOwnSizes } from "./ownSizes";
import { backwardPass, gradientPlace } from "./place";
import { withReports } from "./reports";
import { neverReset, withMistake } from "./reset";
import { laterRounds } from "./rounds";
import { steppedInPieces, withoutPieces } from "./rows";
import { withSmallSizes } from "./sizes";
import { refusesStep } from "./strained";
import { learnsAsMuch } from "./taught";
import { attempt, type GradientProgram, type TracedProgram } from "./trace";
import { checkOfOtherLabels } from "./unseenLabels";
import { isBias, knowsUnseenStep, withUnstepped } from "./unstepped";
import { seeVanished } from "./vanished";

/** Why nothing is said of a gradient. */
export type UndecidedReason =
  | "no-loss" // the program computes no loss of the samples that the gradient is made of
  | "uncertain-loss" // it differs from the derivative of what may or may not be the loss
  | "other-loss" // it is the cross-entropy's, and the program only reports a squared error
  | "optimizer" // momentum, Adam …: the step is not the gradient
  | "not-smooth" // the loss has a kink here
  | "not-finite"
  | "raises" // no form of the data that was tried goes through
  | "unknown-difference";

export interface ParameterCheck {
  readonly name: string;
  readonly verdict: "right" | "wrong" | "undecided";
  readonly mistake: Mistake | null;
  readonly reason?: UndecidedReason;
  readonly file: string; // where its gradient is computed
  readonly span: Span;
  readonly ratio?: number; // the learner's gradient as a multiple of the right one, where it is one
  /** Both shapes in the first case, where they differ. */
  readonly shapes?: { readonly yours: readonly number[]; readonly derivative: readonly number[] };
  /** The first elements of both in the first case, where the shapes agree. */
  readonly numbers?: readonly { readonly yours: number; readonly derivative: number }[];
  readonly isRefused?: true; // NumPy refuses a product on the way: with one of its arrays transposed all is right
  readonly withoutPenalty?: boolean; // the numbers are those of the data alone: the right penalty would hide what is wrong
  readonly penaltyShare?: number; // the learner's derivative of the penalty as a multiple of the right one
}

export interface ProgramCheck {
  readonly verdict: "right" | "wrong" | "undecided";
  readonly mistake: Mistake | null;
  readonly reason?: UndecidedReason;
  readonly parameters: readonly ParameterCheck[];
  readonly file: string;
  /** Of the function that computes the gradient, or of the lines where there is none. */
  readonly span: Span;
  readonly function: string | null;
  readonly loss: { readonly file: string; readonly span: Span } | null;
  /** Random cases, and the worst relative error over all parameters. */
  readonly cases: number;
  readonly worst: number;
  /** Activations from the first layer to the last. */
  readonly activations: readonly ActivationName[];
  /** How many samples and features the cases have; null where the program brings its own data. */
  readonly sizes: { readonly samples: number; readonly features: number } | null;
  /** How many the program's own data has, as far as that is known. */
  readonly own?: { readonly samples: number | null; readonly features: number | null };
  /** Which loss it is, where it is a known one. */
  readonly lossName?: LossName;
  readonly decays?: true; // its weights decay, too, which the loss knows nothing of
  /** Its loss is made of more samples than the step. */
  readonly isOfMore?: true;
  /** With other sizes than those of the cases the mistake may have another name. */
  readonly isOfSizes?: true;
}

/** More than are needed: of some nothing may be learned. */
const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** The verdict on every backward pass of a program. */
export function checkGradients(written: GradientProgram, facts?: ProgramFacts): ProgramCheck[] {
  const whole = withReports(written);
  const short = withoutNumericGradients(whole);
  const found = short === whole ? [] : checkedInSizes(short, facts);
  if (found.length > 0 && found.every(({ verdict }) => verdict !== "undecided")) return found;
  // A step by what is left out is not known.
  const all = checkedInSizes(whole, facts);
  return all.length > 0 ? all : found;
}

function checkedInSizes(program: GradientProgram, facts?: ProgramFacts): ProgramCheck[] {
  const small = withSmallSizes(program);
  if (small !== null) {
    const quick = checksOf(small.program, facts);
    const translated = quick.flatMap(({ check, strained }) =>
      strained ? [] : (inOwnSizes(check, small) ?? []),
    );
    if (translated.length === quick.length && quick.length > 0) return translated;
  }
  return checksOf(program, facts).map(({ check }) => check);
}

const penalties: ReadonlySet<Mistake> = new Set(["penalty_missing", "penalty_sign"]);
const averaging: ReadonlySet<Mistake> = new Set([
  "double_mean",
  "divided_by_features",
  "penalty_not_averaged",
]);
const scaling: ReadonlySet<Mistake> = new Set([...averaging, "missing_mean", "factor_two"]);

interface PlacedCheck {
  readonly check: ProgramCheck;
  readonly strained: boolean;
}

function checksOf(program: GradientProgram, facts?: ProgramFacts): PlacedCheck[] {
  const traces = traceModels(program, hasOwnLoss);
  const pieces = steppedInPieces(program.parts.map(({ module }) => module));
  // A class that trains itself and a function that trains it have one backward pass: the call that went well says more.
  const ordered = traces.toSorted((a, b) => Number(a.strained) - Number(b.strained));
  const places = new Map<string, PlacedCheck>();
  for (const traced of ordered) {
    const own = attempt(() => checkTraced(traced, facts));
    if (own === null) continue;
    const again = (other: TracedProgram) => checkTraced(other, facts, 2);
    const epoch = attempt(() => checkOfEpoch(traced, own, facts));
    const found =
      (epoch !== null && isExplained(epoch) ? epoch : null) ??
      attempt(() => checkOfAll(program, traced, own, again)) ??
      epoch ??
      attempt(() => checkOfOtherData(program, traced, own, again)) ??
      attempt(() => checkOfOtherLabels(program, traced, own, hasOwnLoss, again));
    const check = withoutPieces(found ?? own, pieces);
    const place = `${check.file}:${check.span.start}:${traced.model}`;
    const before = places.get(place);
    if (before === undefined || (before.check.verdict === "undecided" && before.strained === traced.strained))
      places.set(place, { check, strained: traced.strained });
  }
  return [...places.values()];
}

/** By a loss that the program computes later, of more samples; null where nothing comes of it. */
function checkOfEpoch(
  traced: TracedProgram,
  before: ProgramCheck,
  facts?: ProgramFacts,
): ProgramCheck | null {
  const isOpen =
    (before.verdict === "undecided" && before.reason !== "optimizer" && before.reason !== "raises") ||
    before.mistake === "other" ||
    before.decays === true;
  // Right by the loss of a sample: a penalty may come in at the end of the epoch alone, and a decay may be its.
  const isPenalised = before.verdict === "right" && namesPenalty(traced);
  if (!isOpen && !isPenalised) return null;
  const long = wholeEpoch(traced);
  const found = long === null ? null : checkTraced(long, facts, 2);
  // So far from the step only a mistake with a name is certain.
  if (found === null || found.verdict === "undecided" || found.mistake === "other") return null;
  return isOpen || (found.mistake !== null && penalties.has(found.mistake)) ? found : null;
}

/** `facts` lend the sizes of the program's own data to what is said of a wrong gradient. */
export function checkTraced(traced: TracedProgram, facts?: ProgramFacts, runs = 4): ProgramCheck {
  const first = ownAnatomy(traced);
  // Without a loss there is nothing that other numbers could tell.
  const wanted = first.losses.length === 0 ? 0 : sizeOf(traced) > 5000 ? 1 : runs;
  const asked = [...first.losses, ...first.quiet];
  const others = otherRuns(traced, wanted).map((trace) => anatomyOf(trace, traced.own(trace), asked));
  const anatomies = [first, ...others, ...(wanted === 0 ? [] : laterRounds(traced, first))];
  const choices: LossCheck[] = [];
  for (const loss of first.losses) {
    if (choices.some((choice) => choice.allRight)) break;
    const choice = new LossCheck(anatomies, loss);
    choices.push(choice, ...choice.ofMean());
  }
  // Gradients that go the loss's way: a sum of the same errors, which may stand beside their mean, tells nothing then.
  const right =
    choices.find((choice) => choice.allRight) ??
    (choices[0]?.isMultiple === true ? undefined : quietLoss(anatomies));
  const chosen = right ?? bestExplained(choices);
  attempt(() => chosen !== null && seeVanished(traced, first, chosen));
  const found = report(traced, first, chosen, choices, 1 + others.length);
  const isOpen = found.verdict === "right" || found.reason === "unknown-difference";
  const collected = isOpen && chosen !== null ? attempt(() => neverReset(traced, first, chosen)) : null;
  return {
    ...(chosen === null ? found : withUnseen(found, traced, first, chosen.loss)),
    ...(collected === null ? {} : withMistake(found, "other", collected)),
    ...ownModel(first, right === undefined ? facts : undefined),
  };
}

/** Whatever it is called: what a gradient is the derivative of, in all cases, is what it was made for. */
function quietLoss(anatomies: readonly Anatomy[]): LossCheck | undefined {
  const quiet = anatomies[0]?.quiet ?? [];
  return quiet.map((loss) => new LossCheck(anatomies, loss)).find((choice) => choice.allRight);
}

/** Runs on other numbers; where numbers decide what is learned, those that learn as much as the first. */
function otherRuns(traced: TracedProgram, wanted: number): Trace[] {
  const found: Trace[] = [];
  for (const seed of seeds) {
    if (found.length === wanted) break;
    if (seed === traced.trace.options.seed) continue;
    const trace = traced.again(seed);
    if (!trace.branched || learnsAsMuch(traced, trace)) found.push(trace);
  }
  return found;
}

/** What the program trains, for what is said of a wrong gradient. */
function ownModel(anatomy: Anatomy, facts: ProgramFacts | undefined): Pick<ProgramCheck, "own" | "lossName"> {
  // What is said of the model is no reason to say nothing of the gradient.
  const model = facts === undefined ? null : attempt(() => recogniseModel(anatomy, facts));
  if (model === null) return {};
  const { samples, features } = model.sizes;
  return { own: { samples, features }, lossName: model.loss.kind };
}

/** How many numbers the parameters have in all: a large network is checked on fewer cases. */
function sizeOf({ trace }: TracedProgram): number {
  return trace.parameters.reduce(
    (total, { node }) => total + arrays.count(node.shape.map((size) => size.value ?? 1)),
    0,
  );
}

function report(
  traced: TracedProgram,
  anatomy: Anatomy,
  chosen: LossCheck | null,
  choices: readonly LossCheck[],
  cases: number,
): ProgramCheck {
  const rank = chosen?.loss.rank ?? 0;
  // A loss under which one of several gradients is right is the one that they were made for.
  const confirmed = chosen?.parameters.some((each) => each.worst <= 1e-7 && !each.vanishes) === true;
  const likely = choices.filter(({ loss }) => loss.rank > 1);
  const certain = confirmed || (rank > 1 && likely.every(({ loss }) => loss === chosen?.loss));
  const cancels = ["sigmoid", "softmax"].includes(anatomy.layers.at(-1)?.activation ?? "sigmoid");
  // A step that is not known, of something that the loss is made of.
  const inLoss = chosen === null ? new Set<string>() : traced.trace.namesIn(chosen.loss.node);
  const isLost = [...traced.trace.lost].some((name) => name === "" || inLoss.has(name));
  const isOfMore = chosen !== null && isOfMoreThanStep(traced.trace, anatomy, chosen.loss);
  const isMoved = chosen !== null && knowsUnseenStep(anatomy, chosen.loss.node);
  const isWhole = !traced.strained || refusesStep(traced.trace);
  const parameters = anatomy.parameters.map((parameter, at): ParameterCheck => {
    const place = gradientPlace(anatomy, parameter);
    const found = chosen?.parameters[at];
    const base = { name: parameter.name, file: place.frame.module.file, span: place.syntax.span };
    if (found === undefined) return { ...base, verdict: "undecided", mistake: null, reason: "no-loss" };
    const open = (reason: UndecidedReason): ParameterCheck => ({
      ...base,
      verdict: "undecided",
      mistake: null,
      reason,
    });
    // What NumPy complains of has been left out: of the rest alone nothing follows.
    if (found.worst <= 1e-7) {
      if (!isWhole) return open("raises");
      return isLost ? open("unknown-difference") : { ...base, verdict: "right", mistake: null };
    }
    const inStep = traced.trace.namesIn(parameter.update.step);
    if ([...inLoss, ...inStep].some((name) => traced.trace.blurred.has(name)))
      return open("unknown-difference");
    if (!found.finite) return open("not-finite");
    // The data were ours, in another form than is meant.
    const isOurs = traced.entry.kind !== "module" || traced.entry.loaded === true;
    if (isOurs && found.mistake === null && hasOtherShape(found.shown?.comparison)) return open("raises");
    if (found.mistake === null && isMoved) return open("unknown-difference");
    // Right in the step itself: what differs later has a name, or is not understood.
    if (found.mistake === null && found.isRightAtFirst) return open("unknown-difference");
    if (!found.smooth) return open("not-smooth");
    if (found.open !== null) return open(found.open);
    if ((!certain || chosen?.loss.hasOthers) && found.mistake === null) return open("uncertain-loss");
    // Neither a loss of all samples nor a sum that is divided later says how a step's are averaged: not by features.
    const isAveraged = found.mistake !== null && averaging.has(found.mistake);
    const isOfOthers = confirmed && found.mistake === "divided_by_features";
    if (isOfMore && isAveraged && !isOfOthers && !isOfStep(chosen.loss, found)) return open("uncertain-loss");
    // Nor is the scale known by a number without a loss's name that is made of other samples.
    if (chosen?.loss.isWider && rank < 2 && found.mistake !== null && scaling.has(found.mistake))
      return open("uncertain-loss");
    // What no layer takes is no weight: the scores that trees add to.
    if (found.mistake === null && anatomy.layers.length === 0) return open("unknown-difference");
    // Trained by something else, for all that is known, and only reported under a metric's name.
    const isReport = chosen?.loss.isMetric === true && !confirmed && cancels;
    if (isReport && chosen.isOfCrossEntropy(at)) return open("other-loss");
    if (isReport && found.mistake === null) return open("uncertain-loss");
    // The cross-entropy's gradient beside a squared error that is only reported looks just like this.
    const reported = rank < 3 && !confirmed;
    if (
      reported &&
      (found.mistake === null ||
        (cancels &&
          found.mistake === "missing_activation_derivative" &&
          chosen?.isOfCrossEntropy(at) !== false))
    )
      return open("uncertain-loss");
    if (traced.strained && found.mistake !== "transposed_result" && found.mistake !== "bias_axis")
      return open("raises");
    const ratio = found.ratio === null ? {} : { ratio: found.ratio };
    return {
      ...base,
      verdict: "wrong",
      mistake: found.mistake ?? "other",
      ...ratio,
      ...(found.shown === undefined ? {} : evidenceOf(found.shown.anatomy, found.shown.comparison)),
    };
  });
  const checked = withUnstepped(anatomy, parameters, chosen !== null && !traced.strained);
  const wrong = worstOf(anatomy, checked);
  const open = checked.find((each) => each.verdict === "undecided");
  const places = anatomy.parameters.map((parameter) => gradientPlace(anatomy, parameter));
  const where = backwardPass(places);
  return {
    verdict: wrong !== undefined ? "wrong" : open !== undefined ? "undecided" : "right",
    mistake: wrong === undefined ? null : (wrong.mistake ?? null),
    ...(wrong === undefined && open?.reason !== undefined ? { reason: open.reason } : {}),
    parameters: checked,
    ...where,
    loss: chosen === null ? null : { file: chosen.loss.frame.module.file, span: chosen.loss.syntax.span },
    cases,
    worst: Math.max(0, ...(chosen?.parameters.map(({ worst }) => worst) ?? [])),
    activations: anatomy.layers.map(({ activation }) => activation),
    sizes: sizesOf(traced.trace),
    ...(isOfSizes(anatomy, checked) ? { isOfSizes: true } : {}),
    ...(chosen?.parameters.some(({ decays }) => decays) ? { decays: true } : {}),
    ...(chosen?.loss.hasOthers ? { isOfMore: true } : {}),
  };
}

/** A loss of all samples, or of those of several steps. */
function isOfMoreThanStep(
  trace: Trace,
  { parameters }: Anatomy,
  { syntax, frame, share }: LossCheck["loss"],
): boolean {
  if (share !== undefined) return true;
  const { file } = frame.module;
  const steps = parameters.filter(({ update }) => update.frame.module.file === file);
  return trace.collectsOverSteps(
    syntax,
    file,
    steps.map(({ update }) => update.site.span),
  );
}

/** What the sum over the samples of the step is divided by: their number twice, or that of the features, is no way to weigh them. */
function isOfStep(
  { share, stepSamples = 0 }: LossCheck["loss"],
  { mistake, ratio }: ParameterEvidence,
): boolean {
  if (share !== "mean" || ratio === null) return false;
  const divisor = stepSamples / ratio;
  const isWhole = Math.abs(divisor - Math.round(divisor)) < 1e-6 * divisor;
  if (mistake === "double_mean") return Math.abs(divisor - stepSamples ** 2) < 1e-6 * divisor;
  return mistake === "divided_by_features" && isWhole;
}

/** A factor of 2 may be the number of two samples; and what is wrong with a bias does not explain its weights. */
function isOfSizes(anatomy: Anatomy, checked: readonly ParameterCheck[]): boolean {
  const weights = checked.filter(({ verdict }, at) => verdict === "wrong" && !isBias(anatomy, at));
  const isUnexplained = weights.length > 0 && weights.every(({ mistake }) => mistake === "other");
  const isPair = checked.some(({ mistake }) => mistake === "factor_two") && sampleCounts(anatomy).includes(2);
  return isPair || isUnexplained;
}

function sizesOf({ variables, options }: TracedProgram["trace"]): ProgramCheck["sizes"] {
  const given = [...variables.keys()].some((name) => name.startsWith("x"));
  return given ? { samples: options.samples, features: options.features } : null;
}

/** The mistake that explains the others: of the layer nearest to the loss, and rather one that has a name. */
function worstOf(anatomy: Anatomy, checked: readonly ParameterCheck[]): ParameterCheck | undefined {
  const depth = (at: number) => {
    const parameter = anatomy.parameters[at];
    const layer = parameter === undefined ? undefined : layerOf(anatomy, parameter);
    return layer === undefined ? -1 : anatomy.layers.indexOf(layer);
  };
  const wrong = checked.flatMap((each, at) =>
    each.verdict === "wrong" ? [{ each, depth: depth(at), at }] : [],
  );
  wrong.sort(
    (a, b) =>
      Number(a.each.mistake === "other") - Number(b.each.mistake === "other") ||
      b.depth - a.depth ||
      a.at - b.at,
  );
  return wrong[0]?.each;
}
