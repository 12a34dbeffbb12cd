import type { Translate } from "../base/translate";
import type { DerivationNotFound, Sought } from "../insight/derivation/program";
import type { CodeMark, MarkRole } from "../insight/marks";

/** What was looked for in a program, and what of it was found, where no derivation came of it. */
export interface SearchView {
  readonly sought: readonly SoughtView[];
  readonly marks: readonly MarkView[];
}

export interface SoughtView {
  readonly label: string;
  /** "open": not looked for any more, as something before it is missing. */
  readonly state: "found" | "missing" | "open";
}

export interface MarkView {
  readonly label: string;
  readonly uri: string;
  /** From 1. */
  readonly line: number;
}

export function markName(role: MarkRole, t: Translate): string {
  switch (role) {
    case "forward":
      return t("forward pass");
    case "loss":
      return t("loss");
    case "gradient":
      return t("gradient");
    case "parameter":
      return t("weight or other parameter");
  }
}

export function searchView(
  { lookedFor, missing }: Pick<DerivationNotFound, "lookedFor" | "missing">,
  marks: readonly (CodeMark & { readonly line: number })[],
  t: Translate,
): SearchView {
  const at = lookedFor.indexOf(missing);
  return {
    sought: lookedFor.map((sought, index) => ({
      label: soughtName(sought, t),
      state: index < at ? "found" : index === at ? "missing" : "open",
    })),
    marks: marks.map(({ role, file, line }) => ({ label: markName(role, t), uri: file, line })),
  };
}

function soughtName(sought: Sought, t: Translate): string {
  switch (sought) {
    case "update":
      return t("a line that updates a weight by its gradient, such as w -= lr * grad");
    case "loss":
      return t("the loss of the same samples, as one number");
    case "layers":
      return t("a product of the inputs and the weights on the way to the loss");
    case "activations":
      return t(
        "layers one upon the other, with activations that are known here: sigmoid, tanh, ReLU, leaky ReLU, softplus, softmax",
      );
    case "penalty":
      return t("a penalty on all weights alike, squared (L2) or absolute (L1)");
    case "known-loss":
      return t(
        "a loss whose derivative is known here: cross-entropy, squared or absolute error, Huber, hinge, Poisson",
      );
  }
}
