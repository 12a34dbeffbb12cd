import type { NumberArray } from "../../algebra/array";
import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import { lastName } from "../../syntax/names";
import type { Expression } from "../../syntax/tree";
import type { Anatomy, LossAnatomy, ParameterAnatomy } from "./anatomy";
import type { UndecidedReason } from "./check";
import { type Comparison, gradientOf, isBiasOf, layerOf, type Mistake, sampleCounts } from "./comparison";
import { combination, relativeDifference } from "./fit";
import { inPlaceOf } from "./loss";
import { splitLoss } from "./lossTerms";
import { isOfCrossEntropy } from "./metric";
import { nameMistake } from "./mistakes";
import { nameOfNumber } from "./numbers";
import { hasRivalLoss } from "./rival";
import { ownRows } from "./rows";
import { hasOptimizer, isClipped, isMadeOf, isOptimized, ownGradient } from "./step";
import { isSummed, takenFrom } from "./taken";

/** What all runs say of one parameter's gradient. */
export interface ParameterEvidence {
  readonly name: string;
  readonly worst: number;
  readonly mistake: Mistake | null;
  readonly ratio: number | null;
  /** The first run that shows what is wrong. */
  readonly shown: Witnessed | undefined;
  /** In the first step of each run, whatever later steps say. */
  readonly isRightAtFirst: boolean;
  readonly smooth: boolean;
  readonly finite: boolean;
  readonly open: UndecidedReason | null;
  /** Right, with a decay of the weights beside it that the loss knows nothing of. */
  readonly decays: boolean;
  /** There was nothing to get right: the loss does not depend on it in these cases. */
  readonly vanishes: boolean;
}

/** One parameter in all runs that came to the loss, and the worst error there. */
interface Witness {
  readonly parameter: ParameterAnatomy;
  readonly compared: readonly Witnessed[];
  /** All runs came to the loss. */
  readonly isComplete: boolean;
  readonly worst: number;
}

/** The gradients of all parameters under one loss, in all runs. */
export class LossCheck {
  readonly loss: LossAnatomy;
  readonly isWeighed: boolean;
  readonly #anatomies: readonly Anatomy[];
  readonly #witnesses: readonly Witness[];
  #parameters: readonly ParameterEvidence[] | null = null;

  /** `isMean`: of a sum over the samples, its mean. */
  constructor(anatomies: readonly Anatomy[], loss: LossAnatomy, isMean = false) {
    this.loss = loss;
    this.isWeighed = isMean && anatomies.slice(0, 1).some((first) => isWeighed(first, loss.node));
    this.#anatomies = anatomies;
    const runs = anatomies.flatMap((anatomy) => {
      const same = inPlaceOf([...anatomy.losses, ...anatomy.quiet], loss);
      if (same === undefined) return [];
      const [samples = 1] = isMean ? sampleCounts(anatomy) : [];
      return [{ anatomy, node: samples === 1 ? same.node : e.divide(same.node, e.number(samples)) }];
    });
    this.#witnesses = (anatomies[0]?.parameters ?? []).map((parameter, at): Witness => {
      const all = runs.flatMap(({ anatomy, node }, run) => {
        const own = anatomy.parameters[at];
        return own === undefined ? [] : [{ anatomy, ...compare(anatomy, own, node, run < 2) }];
      });
      // A run that did not come to the loss, or not to the step, is no witness against the program.
      const isComplete = all.length === anatomies.length;
      // Nor is one whose loss a wrong step has blown up.
      const compared = all.filter((each, run) => run === 0 || areFinite(each.comparison.expected));
      const errors = compared.map((each) => each.error);
      const worst = isComplete ? Math.max(...errors) : Number.POSITIVE_INFINITY;
      return { parameter, compared, isComplete, worst };
    });
  }

  get allRight(): boolean {
    return this.#witnesses.every(({ worst }) => worst <= 1e-7);
  }

  /** Where the loss is a sum that the program divides by the number of samples only later: the same by its mean. */
  ofMean(): readonly LossCheck[] {
    const isSum = this.#witnesses.some(({ compared }) => isAveragedLater(compared, this.loss));
    return isSum && !this.allRight ? [new LossCheck(this.#anatomies, this.loss, true)] : [];
  }

  /** Of each parameter, in the first run that came to the loss. */
  get comparisons(): readonly (Comparison | undefined)[] {
    return this.#witnesses.map(({ compared: [first] }) => first?.comparison);
  }

  /** Each gradient is a multiple of the loss's. */
  get isMultiple(): boolean {
    return this.#witnesses.every(({ compared: [first] }) => ratioOf(first?.comparison) !== null);
  }

  /** One parameter's gradient goes the way of the cross-entropy's. */
  isOfCrossEntropy(at: number): boolean {
    return isOfCrossEntropy(this.#witnesses[at]?.compared.slice(0, 3) ?? []);
  }

  /** Mistakes are looked for only when somebody asks: it takes longer than to see that there are some. */
  get parameters(): readonly ParameterEvidence[] {
    this.#parameters ??= this.#explained();
    return this.#parameters;
  }

  /** Where there was nothing to get right, a mistake with a name counts that others show. */
  see(others: LossCheck): void {
    this.#parameters = this.parameters.map((each, at) => {
      const other = others.parameters[at];
      const isTold = (other?.mistake ?? null) !== null && each.vanishes && each.worst <= 1e-7;
      return other !== undefined && isTold ? other : each;
    });
  }

  #explained(): readonly ParameterEvidence[] {
    const [first] = this.#anatomies;
    if (first === undefined) return [];
    const names = this.#witnesses.map(({ compared, isComplete, worst }) =>
      worst <= 1e-7 || !isComplete ? null : agreedMistake(compared),
    );
    // What all steps are divided by is a rate, of one alone it is a mistake.
    const areAllDivided = this.#witnesses.every(
      ({ compared }, at) => names[at] === "double_mean" || vanishesIn(compared),
    );
    const parameters = this.#witnesses.map((witness, at): ParameterEvidence => {
      const { parameter, compared, isComplete, worst } = witness;
      const named = names[at] ?? null;
      const isOpen = worst > 1e-7 && isComplete;
      const isOther = isOpen && named === null && hasRivalLoss(this.#anatomies, at, this.loss);
      // By a rate that was divided by the number of samples, too: of a sum it is the rate, all of it.
      const isRate = first.trace.hasCountedRate;
      const isDivided =
        areAllDivided && named === "double_mean" && (isRate || isAveragedLater(compared, this.loss));
      // Of a mean the penalty is one, too: else it says what the gradient is not.
      const isMean =
        isDivided &&
        (!isWeighed(first, this.loss.node) ||
          compared.every(({ comparison }) => ratioOf(comparison) !== null));
      const taken = isOther || isMean ? "plain" : isOpen ? takenFrom(compared, named, areAllDivided) : null;
      const right = worst <= 1e-7 || taken !== null;
      const mistake = taken === null && !isDivided ? named : null;
      const shown = firstShown(compared);
      const open = isComplete ? openReason(compared) : "unknown-difference";
      return {
        name: parameter.name,
        worst: taken === null ? worst : 0,
        decays: taken === "decayed",
        mistake,
        ratio: right ? 1 : ratioOf(shown?.comparison),
        shown,
        isRightAtFirst:
          compared.length > 0 && compared.every(({ anatomy, error }) => anatomy.isLater || error <= 1e-7),
        smooth: compared.every((each) => each.smooth),
        finite: compared.every((each) => each.finite),
        vanishes: vanishesIn(compared),
        open: right || mistake !== null ? null : open,
      };
    });
    return withoutGuesses(first, parameters);
  }
}

/** Of the losses that are as likely as the first, the one under which most of the gradients are right or have a mistake with a name. */
export function bestExplained(choices: readonly LossCheck[]): LossCheck | null {
  const [first] = choices;
  if (first === undefined) return null;
  const likely = choices.filter(({ loss }) => loss.rank === first.loss.rank);
  const rightIn = ({ parameters }: LossCheck) => parameters.filter(({ worst }) => worst <= 1e-7).length;
  const named = ({ parameters }: LossCheck) =>
    parameters.filter(({ mistake }) => mistake !== null && mistake !== "other").length;
  const explained = (choice: LossCheck) => rightIn(choice) + named(choice);
  const best = likely.toSorted((a, b) => explained(b) - explained(a))[0] ?? first;
  // As a sum or as a mean: as that by which more is right, and else as what the program makes of it.
  const same = likely.filter((each) => each.loss === best.loss && explained(each) === explained(best));
  const order = (a: LossCheck, b: LossCheck) =>
    rightIn(b) - rightIn(a) || Number(b.isWeighed) - Number(a.isWeighed);
  return same.toSorted(order)[0] ?? best;
}

/** `total += cost(…)` and later `total / m`: the loss is a mean in the end. */
function isAveragedLater([first]: readonly Witnessed[], loss: LossAnatomy): boolean {
  if (first === undefined) return false;
  if (!isSummed(first.anatomy, first.comparison) && !isWeighed(first.anatomy, loss.node)) return false;
  return [loss, ...(loss.elsewhere ?? [])].some(({ syntax }) => isAveraged(first.anatomy, syntax));
}

/** `total += len(xb) * loss`: a mean that counts for each of its samples. */
function isWeighed(anatomy: Anatomy, node: e.Expression): boolean {
  if (node.kind === "reshape") return isWeighed(anatomy, node.of);
  if (node.kind !== "binary") return false;
  const isCount = (side: e.Expression) =>
    side.kind === "number" && sampleCounts(anatomy).includes(side.value);
  if (node.operation === "multiply") return isCount(node.left) || isCount(node.right);
  const isNothing = node.left.kind === "number" && node.left.value === 0;
  return node.operation === "add" && isNothing && isWeighed(anatomy, node.right);
}

function isAveraged({ trace }: Anatomy, syntax: Expression): boolean {
  return trace.averagedSums.has(lastName(syntax)) || trace.addedToMeans.has(syntax);
}

function vanishesIn(compared: readonly Compared[]): boolean {
  return compared.every(({ comparison }) => arrays.norm(comparison.expected) < 1e-9);
}

/** One number fits many a mistake: what is said of a bias alone, while its weights are wrong without a name, is a guess. */
function withoutGuesses(anatomy: Anatomy, all: readonly ParameterEvidence[]): ParameterEvidence[] {
  const isUnexplained = (key: string) => {
    const at = anatomy.parameters.findIndex(({ leaf }) => leaf.key === key);
    const weights = all[at];
    return weights !== undefined && weights.worst > 1e-7 && weights.mistake === null;
  };
  return all.map((each, at): ParameterEvidence => {
    const parameter = anatomy.parameters[at];
    if (parameter === undefined || each.mistake === null || e.sizeOf(parameter.leaf.shape).value !== 1)
      return each;
    const layer = layerOf(anatomy, parameter);
    const isGuess =
      layer !== undefined && layer.weight.key !== parameter.leaf.key && isUnexplained(layer.weight.key);
    return isGuess ? { ...each, mistake: null } : each;
  });
}

type Witnessed = Compared & { readonly anatomy: Anatomy };

interface Compared {
  readonly comparison: Comparison;
  readonly error: number;
  readonly smooth: boolean;
  readonly finite: boolean;
}

function compare(anatomy: Anatomy, whole: ParameterAnatomy, loss: e.Expression, numeric: boolean): Compared {
  const { trace } = anatomy;
  const { data, penalties } = splitLoss(trace, loss);
  const isPenalised = penalties.some((each) => trace.namesIn(each).has(whole.leaf.name));
  const parameter = isPenalised ? whole : (whole.apart ?? whole);
  const [derived] = e.derivative(loss, [parameter.leaf]);
  const expected = trace.read(derived ?? parameter.leaf);
  const actual = ownRows(trace, parameter, ownGradient(anatomy, parameter, expected, loss), expected);
  const isBias = isBiasOf(anatomy, parameter);
  const comparison = { parameter, data, penalties, expected, actual, isBias };
  const smooth = !numeric || isSmooth(anatomy, loss, parameter.leaf, expected);
  const sameShape = actual.shape.join() === expected.shape.join();
  const tiny = arrays.norm(actual) + arrays.norm(expected) < 1e-12;
  const error = !sameShape ? Number.POSITIVE_INFINITY : tiny ? 0 : relativeDifference(actual, expected);
  const finite = [actual, expected].every(areFinite);
  return { comparison, error: smooth && finite ? error : Number.POSITIVE_INFINITY, smooth, finite };
}

/** Of arrays without elements nothing follows: made-up data were too small for the program's slices. */
function areFinite(array: NumberArray): boolean {
  const numbers = arrays.elements(array);
  return numbers.length > 0 && numbers.every(Number.isFinite);
}

/** Whether central differences, h = 1e-5, agree with the derivative: along some random directions, which cost the same for any size. */
function isSmooth(
  { trace }: Anatomy,
  loss: e.Expression,
  leaf: e.VariableNode,
  derivative: NumberArray,
): boolean {
  const value = trace.read(leaf);
  const flat = arrays.elements(value);
  const slopes = arrays.elements(derivative);
  const scale = arrays.norm(derivative);
  if (scale < 1e-9) return true;
  const step = 1e-5;
  return Array.from({ length: directions }, () => flat.map(() => trace.normal())).every((random) => {
    const length = Math.sqrt(random.reduce((sum, each) => sum + each * each, 0));
    const direction = random.map((each) => each / length);
    const lossAt = (by: number) => {
      const moved = flat.map((each, at) => each + by * (direction[at] ?? 0));
      const variables = new Map(trace.variables).set(leaf.name, arrays.arrayOf(moved, value.shape));
      return arrays.item(e.evaluate(loss, { variables, sizes: new Map() }));
    };
    const [above, below] = [lossAt(step), lossAt(-step)];
    const central = (above - below) / (2 * step);
    const along = slopes.reduce((sum, each, at) => sum + each * (direction[at] ?? 0), 0);
    // What is left of a difference of two nearly equal numbers.
    const noise = ((Math.abs(above) + Math.abs(below)) * 1e-14) / step;
    return Math.abs(central - along) <= 1e-6 * scale + noise;
  });
}

const directions = 3;

/** A mistake that explains the difference in every one of the runs. */
function agreedMistake(compared: readonly Witnessed[]): Mistake | null {
  // By chance a run may not show the mistake: no sample inside the margin, all units off.
  const shown = compared.filter(({ error }) => error > 1e-7).slice(0, 3);
  const telling = shown.filter(({ anatomy, comparison }) => {
    const data = gradientOf(anatomy, comparison.data, comparison.parameter.leaf);
    return arrays.norm(data) > 0;
  });
  const [one, ...more] = telling.length > 0 ? telling : shown;
  const first = one === undefined ? null : nameOf(one);
  if (first === null) return nameOfNumber(compared.filter(({ finite }) => finite));
  if (!more.every((each) => nameOf(each, first) === first)) {
    // Without its label of 1 or -1 a run in which all that counts are -1 has the sign turned.
    const isOfLabels = [one, ...more].every(
      (each) => each !== undefined && ["label_missing", "sign"].includes(nameOf(each, "label_missing") ?? ""),
    );
    return isOfLabels ? "label_missing" : null;
  }
  // A sign that is turned in some cases and right in others hangs on a label of 1 or -1.
  const teaches = ({ anatomy, comparison }: (typeof compared)[number]) =>
    arrays.norm(gradientOf(anatomy, comparison.data, comparison.parameter.leaf)) > 1e-9;
  const isMixed = first === "sign" && compared.some((each) => each.error <= 1e-7 && teaches(each));
  return isMixed ? "label_missing" : first;
}

function nameOf({ anatomy, comparison, finite }: Witnessed, wanted?: Mistake): Mistake | null {
  return finite ? nameMistake(anatomy, comparison, wanted) : null;
}

function ratioOf(comparison: Comparison | undefined): number | null {
  if (comparison === undefined || comparison.actual.shape.join() !== comparison.expected.shape.join())
    return null;
  return combination(comparison.actual, [comparison.expected])?.[0] ?? null;
}

/** By chance a run may not show what is wrong: no residual lies beyond the bend of a loss. */
function firstShown(compared: readonly Witnessed[]): Witnessed | undefined {
  return compared.find(({ error }) => error > 1e-7) ?? compared[0];
}

/** Ways of stepping that are no mistake although the step is not the gradient. */
function openReason(compared: readonly Witnessed[]): UndecidedReason | null {
  const shown = firstShown(compared);
  if (shown === undefined) return null;
  const { anatomy, comparison } = shown;
  const { actual, expected, parameter } = comparison;
  if (isOptimized(anatomy, parameter) || isClipped(anatomy, parameter)) return "optimizer";
  // Of a number's direction there is but one; a weight of the average that is kept may stand in front.
  if (arrays.count(expected.shape) === 1 && hasOptimizer(anatomy) && isInProportion(compared))
    return "optimizer";
  if (actual.shape.join() !== expected.shape.join()) return null;
  // A loss that has penalties knows which weights decay.
  if (comparison.penalties.length > 0 && isUnknownDecay(anatomy, parameter, comparison)) return null;
  if (isMadeOf(anatomy, parameter, expected)) return "unknown-difference";
  const weights = anatomy.trace.read(parameter.leaf);
  for (const shrinking of [weights, arrays.map(weights, Math.sign)]) {
    const [scale = 0] = combination(actual, [expected, shrinking]) ?? [];
    // Weight decay that the loss knows nothing of.
    if (Math.abs(scale - 1) < 1e-6) return "unknown-difference";
  }
  if (isUnknownDecay(anatomy, parameter, comparison)) return "unknown-difference";
  const many = arrays.count(expected.shape) > 1;
  // The right direction, with a number in front that no known mistake gives: the rate may be hidden in it.
  return many && combination(actual, [expected]) !== null ? "unknown-difference" : null;
}

/** In all runs the one is as many times the other, and not the other way round. */
function isInProportion(compared: readonly Compared[]): boolean {
  const ratios = compared.map(
    ({ comparison: { actual, expected } }) => arrays.item(actual) / arrays.item(expected),
  );
  const [first = 0] = ratios;
  return first > 0 && ratios.length > 1 && ratios.every((each) => Math.abs(each / first - 1) < 1e-6);
}

/** Weight decay of any kind that the loss knows nothing of: what the step has besides is the same whatever the data are. */
function isUnknownDecay(
  { trace }: Anatomy,
  { gradient, leaf }: ParameterAnatomy,
  { data, penalties }: Comparison,
): boolean {
  if (!e.sameShape(gradient.shape, leaf.shape)) return false;
  if (penalties.some((each) => arrays.norm(trace.read(e.derivative(each, [leaf])[0] ?? leaf)) > 0))
    return false;
  const rest = e.subtract(gradient, e.derivative(data, [leaf])[0] ?? leaf);
  const others = new Map(trace.variables);
  // Whole numbers may be places and labels, of which not all will do.
  for (const [name, array] of trace.variables)
    if (/^[xk]/.test(name) && !arrays.elements(array).every(Number.isInteger))
      others.set(
        name,
        arrays.map(array, (value) => 0.7 * value + 0.1),
      );
  const inStep = trace.namesIn(gradient);
  if (![...inStep].some((name) => others.get(name) !== trace.variables.get(name))) return false;
  const moved = e.evaluate(rest, { variables: others, sizes: new Map() });
  return arrays.norm(moved) > 1e-9 && relativeDifference(moved, trace.read(rest)) < 1e-9;
}
