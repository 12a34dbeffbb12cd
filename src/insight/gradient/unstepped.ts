import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import { showsRate } from "../../domains/symbolsUpdates";
import type { Anatomy } from "./anatomy";
import type { ParameterCheck } from "./check";
import { isBiasOf } from "./comparison";
import { evidenceOfOther } from "./evidence";
import { isUnnamedStep } from "./frozen";
import { lossName, nameOf } from "./lossNames";

/** A bias whose factor is wrong while its weights are right has a name of its own; so has one that nobody updates. */
export function withUnstepped(
  anatomy: Anatomy,
  parameters: readonly ParameterCheck[],
  complete: boolean,
): ParameterCheck[] {
  const weightsRight = parameters.every((each, at) => each.verdict === "right" || isBias(anatomy, at));
  const named = parameters.map(
    (each, at): ParameterCheck =>
      each.mistake === "missing_mean" && isBias(anatomy, at) && weightsRight
        ? { ...each, mistake: "bias_not_averaged" }
        : each,
  );
  const frozen = (complete ? anatomy.frozen : []).map(
    ({ name, syntax, frame, isLoose }): ParameterCheck => ({
      name,
      file: frame.module.file,
      span: syntax.span,
      ...(isLoose
        ? { verdict: "undecided", mistake: null, reason: "unknown-difference" }
        : { verdict: "wrong", mistake: "bias_missing" }),
    }),
  );
  return [...named, ...frozen, ...(complete ? idleWeights(anatomy, named, frozen) : [])];
}

/** Weights whose gradient is never more than zeros, or than themselves, beside others that the loss shows to be right. */
function idleWeights(
  { idle }: Anatomy,
  others: readonly ParameterCheck[],
  frozen: readonly ParameterCheck[],
): ParameterCheck[] {
  if (!others.some(({ verdict }) => verdict === "right")) return [];
  return idle.flatMap(({ name, syntax, frame, given, derivative }): ParameterCheck[] => {
    if (frozen.some((each) => each.name === name)) return [];
    const numbers = evidenceOfOther(given, derivative);
    const isNothing = arrays.norm(given) === 0;
    return [
      {
        name,
        verdict: "wrong",
        mistake: "other",
        file: frame.module.file,
        span: syntax.span,
        ...(isNothing ? { ratio: 0 } : {}),
        numbers,
      },
    ];
  });
}

export function isBias(anatomy: Anatomy, at: number): boolean {
  const parameter = anatomy.parameters[at];
  return parameter !== undefined && isBiasOf(anatomy, parameter);
}

/** The loss is taken behind a step of something that is no parameter here: `theta[1] - …` of a tuple of numbers. */
export function knowsUnseenStep({ trace, back }: Anatomy, loss: e.Expression): boolean {
  const unseen = trace.updates.filter((update) => {
    const { before, after, step, target } = update;
    if (before.shape.length > 0 || back.has(after.key)) return false;
    return isUnnamedStep(update) || (showsRate(step) && !lossName.test(nameOf(target)));
  });
  if (unseen.length === 0) return false;
  const inLoss = new Set(e.topological(loss).map(({ key }) => key));
  return unseen.some(
    ({ step, after }) =>
      inLoss.has(after.key) && [...trace.namesIn(step)].some((name) => name.startsWith("p")),
  );
}
