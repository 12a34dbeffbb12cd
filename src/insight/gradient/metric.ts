import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy } from "./anatomy";
import { type Comparison, gradientOf } from "./comparison";
import { combination } from "./fit";

/**
 * Whether a gradient may be that of another loss than the squared error that the program only reports. a - y at the output is the
 * cross-entropy's error; the squared error's without the activation's derivative is the same but for what its mean and its 2
 * put in front. Where that fits too, the derivative is what is missing; where it does not, nobody makes both mistakes.
 */
export function isOfCrossEntropy(
  runs: readonly { readonly anatomy: Anatomy; readonly comparison: Comparison }[],
): boolean {
  const [first, ...more] = runs.map(({ anatomy, comparison }) => scaleOf(anatomy, comparison));
  if (first == null || Math.abs(first - 1) < 1e-6) return false;
  // One number in front fits the gradient of a single sample, whatever it is made of: but not the same in all cases.
  return more.every((scale) => scale != null && Math.abs(scale / first - 1) < 1e-6);
}

function scaleOf(anatomy: Anatomy, comparison: Comparison): number | null {
  const output = anatomy.layers.at(-1);
  if (output === undefined || !["sigmoid", "softmax"].includes(output.activation)) return null;
  const { data, penalties, parameter, actual } = comparison;
  const { trace } = anatomy;
  const terms = output.neurons.map(({ linear, activation }) => {
    const [above = linear] = e.derivative(data, [activation]);
    return e.sum(e.times(linear, e.constantArray(trace.read(above), linear.shape)));
  });
  const [first, ...more] = terms;
  if (first === undefined) return null;
  const sum = more.reduce((total, term) => e.add(total, term), first);
  const parts = [sum, ...penalties].map((part) => gradientOf(anatomy, part, parameter.leaf));
  if (parts.some((part) => part.shape.join() !== actual.shape.join())) return null;
  const [scale] =
    combination(
      actual,
      parts.filter((part, at) => at === 0 || arrays.norm(part) > 0),
    ) ?? [];
  return scale ?? null;
}
