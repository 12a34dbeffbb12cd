import * as arrays from "../../algebra/array";
import type { Anatomy } from "./anatomy";
import type { ParameterCheck } from "./check";
import { type Comparison, gradientOf } from "./comparison";
import { close, combination } from "./fit";

const shownNumbers = 3;

/**
 * What the learner's gradient and the derivative are in one case: different shapes, or their first numbers. Where a
 * right penalty hides that one is a multiple of the other, both are told without it.
 */
export function evidenceOf(
  anatomy: Anatomy,
  comparison: Comparison,
): Pick<ParameterCheck, "shapes" | "numbers" | "withoutPenalty" | "penaltyShare"> {
  const { actual, expected } = comparison;
  if (actual.shape.join() !== expected.shape.join())
    return { shapes: { yours: [...actual.shape], derivative: [...expected.shape] } };
  return {
    ...(dataEvidence(anatomy, comparison) ?? { numbers: firstNumbers(actual, expected) }),
    ...penaltyEvidence(anatomy, comparison),
  };
}

/** How much of the penalty's derivative there is, where what the data add is right. */
function penaltyEvidence(anatomy: Anatomy, { parameter, data, penalties, actual }: Comparison) {
  const parts = [data, ...penalties].map((part) => gradientOf(anatomy, part, parameter.leaf));
  const [, ...shares] = penalties.length === 0 ? [] : (combination(actual, parts) ?? []);
  const odd = shares.find((share) => Math.abs(share - 1) > close);
  return odd === undefined ? {} : { penaltyShare: odd };
}

function dataEvidence(anatomy: Anatomy, { parameter, penalties, actual, expected }: Comparison) {
  if (penalties.length === 0 || combination(actual, [expected]) !== null) return null;
  const without = (gradient: arrays.NumberArray) =>
    penalties.reduce(
      (rest, penalty) => arrays.zip(rest, gradientOf(anatomy, penalty, parameter.leaf), (a, b) => a - b),
      gradient,
    );
  const [yours, derivative] = [without(actual), without(expected)];
  const isMultiple = combination(yours, [derivative]) !== null;
  return isMultiple ? { numbers: firstNumbers(yours, derivative), withoutPenalty: true } : null;
}

function firstNumbers(actual: arrays.NumberArray, expected: arrays.NumberArray) {
  const right = arrays.elements(expected);
  return Array.from(arrays.elements(actual).slice(0, shownNumbers), (yours, at) => ({
    yours,
    derivative: right[at] ?? Number.NaN,
  }));
}

/** Of what stands in the place of a derivative, in its shape. */
export function evidenceOfOther(
  given: arrays.NumberArray,
  derivative: arrays.NumberArray,
): NonNullable<ParameterCheck["numbers"]> {
  return firstNumbers(
    given.shape.join() === derivative.shape.join() ? given : arrays.map(derivative, () => 0),
    derivative,
  );
}
