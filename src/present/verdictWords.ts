import { assertNever } from "../base/never";
import type { Translate } from "../base/translate";
import type { ParameterCheck, ProgramCheck, UndecidedReason } from "../insight/gradient/check";
import type { Mistake } from "../insight/gradient/comparison";

type ActivationName = ProgramCheck["activations"][number];

/** A wrong gradient, and where it stands: what its sentence may say. */
export interface MistakeFacts {
  readonly mistake: Mistake;
  readonly check: ProgramCheck;
  readonly parameter: ParameterCheck;
  /** The learner's text from the first to the last line of the backward pass. */
  readonly code: string;
}

/** The mistake by name, in one sentence without a full stop. */
export function mistakeSentence(facts: MistakeFacts, t: Translate): string {
  const { mistake, check, parameter } = facts;
  switch (mistake) {
    case "missing_mean":
      return missingMean(facts, t);
    case "double_mean":
      return doubleMean(facts, t);
    case "divided_by_features":
      return t("Divided by the number of features, should be the number of samples: / m");
    case "sign":
      return t("The sign is turned");
    case "extra_activation_derivative":
      return extraDerivative(facts, t);
    case "missing_activation_derivative":
      return missingDerivative(check, t);
    case "wrong_activation_derivative":
      return t("The activation's derivative is that of another function");
    case "uses_z_for_a":
      return t("Uses z where a belongs");
    case "transposed_result":
      if (parameter.isRefused === true)
        return t("NumPy refuses this product: one of its two arrays has to be transposed");
      return (
        shapeSentence(facts, t) ?? t("The right numbers in another shape than that of {0}", parameter.name)
      );
    case "penalty_missing":
      return t("The penalty's derivative is missing");
    case "penalty_sign":
      return t("The sign of the penalty's derivative is turned");
    case "penalty_not_averaged":
      return penaltyMean(parameter, t);
    case "bias_missing":
      return t("The gradient of the bias {0} is missing", parameter.name);
    case "bias_not_averaged":
      return t("The bias's gradient is not averaged: missing / m");
    case "bias_axis":
      return biasAxis(facts, t);
    case "wrong_layer_input":
      return t("The gradient of {0} is made with the input of another layer", parameter.name);
    case "updated_weight_used_in_backprop":
      return t("Uses a weight that was updated already: compute every gradient before the first update");
    case "label_missing":
      return t("The labels are missing: the error is the prediction alone");
    case "factor_two":
      return factorTwo(parameter, t);
    case "other":
      return parameter.ratio === 0
        ? t("The gradient of {0} is never computed: it stays zero", parameter.name)
        : t("This is not the derivative of your loss");
    default:
      return assertNever(mistake);
  }
}

/** What the mistake means, in a sentence or two; null where its name says all. */
export function mistakeAdvice({ mistake, check }: MistakeFacts, t: Translate): string | null {
  const samples = sizeName(check, check.sizes?.samples ?? null);
  switch (mistake) {
    case "missing_mean":
    case "bias_not_averaged":
      return samples === null
        ? t(
            "The direction is right, in all {0} cases. The sum over the samples was never turned into their mean.",
            check.cases,
          )
        : t(
            "The direction is right, in all {0} cases. The sum of {1} samples was never turned into their mean.",
            check.cases,
            samples,
          );
    case "double_mean":
      return t("The direction is right, but it is divided by m once too often.");
    case "divided_by_features":
      return t("The mean is over the samples; how many features each has plays no part in it.");
    case "sign":
      return t("An update against this gradient goes up the loss instead of down.");
    case "extra_activation_derivative":
      return t("With your loss the activation's derivative cancels, and the error alone remains.");
    case "missing_activation_derivative":
      return t(
        "The chain rule passes the error through each activation, and multiplies by its derivative there.",
      );
    case "wrong_activation_derivative":
      return t("Each activation has a derivative of its own, taken at the same z as in the forward pass.");
    case "uses_z_for_a":
      return t("z is what goes into the activation, a is what comes out of it.");
    case "transposed_result":
    case "bias_axis":
      return t("A gradient has the shape of its parameter.");
    case "penalty_missing":
    case "penalty_sign":
    case "penalty_not_averaged":
      return t("What the data add to the gradient is right; what the penalty adds is not.");
    case "bias_missing":
      return t("The loss depends on the bias, so the bias has a gradient too.");
    case "updated_weight_used_in_backprop":
      return t("All gradients of a step belong to the weights as they were before it.");
    case "label_missing":
      return t("The error is the prediction minus the label.");
    case "wrong_layer_input":
      return t("The gradient of a layer's weights is made of what went into that layer.");
    case "factor_two":
    case "other":
      return null;
    default:
      return assertNever(mistake);
  }
}

/** Why nothing is said of a gradient, to follow "undecided: ". */
export function undecidedSentence(reason: UndecidedReason | undefined, t: Translate): string {
  switch (reason) {
    case "no-loss":
      return t("the program computes no loss of the samples that this gradient is made of");
    case "uncertain-loss":
      return t("it differs from the derivative, but which value is your loss is not certain");
    case "other-loss":
      return t(
        "it goes the way of the cross-entropy's gradient, and the program computes only a squared error, under a metric's name",
      );
    case "optimizer":
      return t("the update is not the gradient alone (momentum, Adam and the like)");
    case "not-smooth":
      return t("the loss has a kink where it was tried");
    case "not-finite":
      return t("the numbers do not stay finite");
    case "raises":
      return t("the code raises an error with every form of data that was tried");
    case "unknown-difference":
    case undefined:
      return t("it differs from the derivative in a way that no known mistake explains");
    default:
      return assertNever(reason);
  }
}

function missingMean({ check, parameter }: MistakeFacts, t: Translate): string {
  const times = isWholeFactor(parameter, check.sizes?.samples) ? sampleFactor(check, parameter.ratio) : null;
  return times === null
    ? t("Missing / m: yours is a sum over the samples, not their mean")
    : t("Missing / m: yours is {0} times too large", times);
}

function doubleMean({ check, parameter }: MistakeFacts, t: Translate): string {
  const samples = check.sizes?.samples;
  const inverse = parameter.ratio === undefined ? undefined : 1 / parameter.ratio;
  const times =
    inverse === undefined || isNear(inverse, samples ?? inverse) ? sampleFactor(check, inverse) : null;
  return times === null
    ? t("Divided by m once too often: yours is too small")
    : t("Divided by m once too often: yours is {0} times too small", times);
}

function isWholeFactor({ ratio }: ParameterCheck, samples: number | undefined): boolean {
  return ratio === undefined || samples === undefined || isNear(ratio, samples);
}

/** How many times, by the program's own number of samples: "364"; "m" where it is not known. */
function sampleFactor(check: ProgramCheck, ratio: number | undefined): string | null {
  if (check.sizes !== null) return sizeName(check, check.sizes.samples);
  return ratio === undefined ? null : String(Math.round(ratio));
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-6 * Math.abs(b);
}

/** `a * (1 - a)`, however the learner calls it. */
const sigmoidSlope = /(\b[\w.]+(?:\[\w+\])?)\s*\*\s*\(\s*1(?:\.0?)?\s*-\s*\1\s*\)/g;

/** The learner's own words are quoted only where there is one such factor: of several it could be any. */
function extraDerivative({ check, code }: MistakeFacts, t: Translate): string {
  const [written, ...others] = new Set([...code.matchAll(sigmoidSlope)].map(([factor]) => factor));
  if (written === undefined || others.length > 0) return t("An extra derivative of the activation");
  const [only, ...more] = check.activations;
  const isNeuron = only === "sigmoid" && more.length === 0;
  return isNeuron && check.lossName === "cross-entropy"
    ? t("An extra {0}: this is the gradient of the squared error", written)
    : t("An extra {0}", written);
}

function missingDerivative(check: ProgramCheck, t: Translate): string {
  switch (skippedActivation(check)) {
    case "sigmoid":
      return t("The sigmoid's derivative is missing: {0}", "a * (1 - a)");
    case "tanh":
      return t("The derivative of tanh is missing: {0}", "1 - a**2");
    case "relu":
      return t("The ReLU's derivative is missing: {0}", "z > 0");
    default:
      return t("The derivative of an activation is missing");
  }
}

/** Which activation the error was not passed through: the last where nothing else is wrong, a hidden one where that is right. */
function skippedActivation({ activations, parameters }: ProgramCheck): ActivationName | null {
  const isLast = parameters.every(({ mistake }) => mistake === "missing_activation_derivative");
  const isHidden = activations.length > 1 && parameters.some(({ verdict }) => verdict === "right");
  if (!isLast && !isHidden && activations.length > 1) return null;
  const [name, ...others] = new Set(isHidden ? activations.slice(0, -1) : activations.slice(-1));
  return name === undefined || others.length > 0 ? null : name;
}

function biasAxis(facts: MistakeFacts, t: Translate): string {
  const shapes = shapesOf(facts);
  return shapes === null
    ? t("The bias's gradient is summed over the wrong axis")
    : t("The bias's gradient is summed over the wrong axis: shape {0}, should be {1}", ...shapes);
}

function penaltyMean({ penaltyShare }: ParameterCheck, t: Translate): string {
  return penaltyShare !== undefined && penaltyShare < 1
    ? t("The penalty's derivative is divided by m: in your loss it is not")
    : t("The penalty's derivative is not averaged: in your loss it is divided by m");
}

function factorTwo({ ratio }: ParameterCheck, t: Translate): string {
  if (ratio !== undefined && isNear(ratio, 2)) return t("Twice as large as the derivative of your loss");
  if (ratio !== undefined && isNear(ratio, 0.5)) return t("Half as large as the derivative of your loss");
  return t("Off by a factor of two");
}

function shapeSentence(facts: MistakeFacts, t: Translate): string | null {
  const shapes = shapesOf(facts);
  const pair = facts.parameter.shapes;
  if (shapes === null || pair === undefined) return null;
  const turned = [...pair.yours].reverse().join() === pair.derivative.join();
  return turned && pair.yours.length > 1
    ? t("Shape {0}, should be {1}: transpose", ...shapes)
    : t("Shape {0}, should be {1}: reshape", ...shapes);
}

/** Both shapes with the program's own sizes, or the letters that stand for them; null where a size has neither. */
function shapesOf({ check, parameter }: MistakeFacts): readonly [string, string] | null {
  if (parameter.shapes === undefined) return null;
  const yours = shapeName(check, parameter.shapes.yours);
  const derivative = shapeName(check, parameter.shapes.derivative);
  return yours === null || derivative === null ? null : [yours, derivative];
}

function shapeName(check: ProgramCheck, shape: readonly number[]): string | null {
  const sizes = shape.map((size) => (size === 1 ? "1" : sizeName(check, size)));
  if (sizes.some((size) => size === null)) return null;
  return sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(", ")})`;
}

/** A size of the random cases as the program has it. */
function sizeName({ sizes, own }: ProgramCheck, size: number | null): string | null {
  if (size === null) return null;
  if (sizes === null) return String(size);
  if (size === sizes.samples) return own?.samples == null ? "m" : String(own.samples);
  if (size === sizes.features) return own?.features == null ? "n" : String(own.features);
  return null;
}
