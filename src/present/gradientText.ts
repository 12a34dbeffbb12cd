import { assertNever } from "../base/never";
import type { Translate } from "../base/translate";
import type { ProgramCheck, UndecidedReason } from "../insight/gradientCheck";
import type { Mistake } from "../insight/gradientMistakes";

/** The verdict on a learner's gradient in one sentence: for the lens above it, the panel and the command line. */
export function gradientSentence(check: ProgramCheck, t: Translate): string {
  switch (check.verdict) {
    case "right":
      return t(
        "Matches the derivative of your loss (checked on {0} random cases, worst relative error {1})",
        check.cases,
        check.worst.toExponential(0),
      );
    case "wrong":
      return mistakeSentence(check.mistake ?? "other", t);
    case "undecided":
      return undecidedSentence(check.reason ?? "unknown-difference", t);
  }
}

export function mistakeSentence(mistake: Mistake, t: Translate): string {
  switch (mistake) {
    case "missing_mean":
      return t("Missing / m: this is the sum over the samples, and the loss is their mean");
    case "double_mean":
      return t("Divided by the number of samples once too often");
    case "divided_by_features":
      return t("Divided by the number of features; the loss is a mean over the samples");
    case "sign":
      return t("The sign is turned: this climbs the loss");
    case "extra_activation_derivative":
      return t("An extra derivative of the activation: this is not the gradient of your loss");
    case "missing_activation_derivative":
      return t("The derivative of the activation is missing");
    case "wrong_activation_derivative":
      return t("This is the derivative of another activation");
    case "uses_z_for_a":
      return t("Uses z where a belongs");
    case "transposed_result":
      return t("The numbers are right, the shape is not: transpose");
    case "penalty_missing":
      return t("The derivative of the penalty is missing");
    case "penalty_sign":
      return t("The sign of the penalty's derivative is turned");
    case "penalty_not_averaged":
      return t("The penalty's derivative is not divided by m, and the penalty in the loss is");
    case "bias_missing":
      return t("The bias is never updated");
    case "bias_not_averaged":
      return t("The bias's gradient is not averaged over the samples");
    case "bias_axis":
      return t("The bias's gradient is summed over the wrong axis");
    case "wrong_layer_input":
      return t("The wrong layer's values: the gradient needs what went into this layer");
    case "updated_weight_used_in_backprop":
      return t("Uses a weight that was updated already; the step back needs the one of the forward pass");
    case "label_missing":
      return t("The label is missing: the error is the prediction minus the label");
    case "factor_two":
      return t("Off by a factor of two");
    case "other":
      return t("Not the derivative of your loss");
    default:
      return assertNever(mistake);
  }
}

export function undecidedSentence(reason: UndecidedReason, t: Translate): string {
  switch (reason) {
    case "no-loss":
      return t("Undecided: no loss was found that is computed from the same samples");
    case "uncertain-loss":
      return t("Undecided: it is not certain which number is the loss");
    case "optimizer":
      return t("Undecided: the step is more than the gradient (momentum, Adam …)");
    case "not-smooth":
      return t("Undecided: the loss has a kink here");
    case "not-finite":
      return t("Undecided: the numbers are not finite");
    case "raises":
      return t("Undecided: no form of the data that was tried goes through without an error");
    case "unknown-difference":
      return t("Undecided: the difference could not be explained");
    default:
      return assertNever(reason);
  }
}
