import type { NumberArray } from "../../algebra/array";
import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy } from "./anatomy";
import {
  type Comparison,
  gradientOf,
  layerOf,
  type Mistake,
  outputCounts,
  type Suspicion,
  sampleCounts,
  weightTotals,
} from "./comparison";
import { close, combination, isNear, relativeDifference } from "./fit";
import { suspicionsOf } from "./suspicions";

/**
 * Names what distinguishes the learner's gradient from the right one; null when nothing known does. `wanted`: what explains
 * it in another run, which alone is asked for then.
 */
export function nameMistake(anatomy: Anatomy, comparison: Comparison, wanted?: Mistake): Mistake | null {
  const { actual, expected, parameter } = comparison;
  if (isCutOff(anatomy, comparison)) return "wrong_activation_derivative";
  if (comparison.isBias && isNothing(anatomy, comparison)) return "bias_missing";
  if (!sameShape(actual, expected)) return nameShape(anatomy, comparison);
  const factors = factorsOf(anatomy, comparison);
  if (comparison.isBias && isWholeSum(actual, expected, factors)) return "bias_axis";
  const parts = [comparison.data, ...comparison.penalties].map((part) =>
    gradientOf(anatomy, part, parameter.leaf),
  );
  if (arrays.norm(actual) === 0) return nameNothing(comparison, parts);
  const byFactor =
    nameCombination(actual, parts, factors) ??
    nameBiasRow(actual, parts, factors) ??
    // Weights with a row for each unit have the bias in a column.
    nameBiasRow(arrays.transpose(actual), parts.map(arrays.transpose), factors);
  if (byFactor !== null) return byFactor;
  if (isTurned(actual, parts, factors)) return "transposed_result";
  if (usesUpdated(anatomy, comparison)) return "updated_weight_used_in_backprop";
  const cut = besideBias(actual, expected);
  for (const suspicion of suspicionsOf(anatomy, comparison)) {
    if (wanted !== undefined && suspicion.mistake !== wanted) continue;
    if (isExplainedBy(suspicion, actual, parts.slice(1), factors)) return suspicion.mistake;
    if (cut === null) continue;
    const { gradient, part } = suspicion;
    const own = { ...suspicion, gradient: () => cut(gradient()), ...(part && { part: () => cut(part()) }) };
    if (isExplainedBy(own, cut(actual), parts.slice(1).map(cut), factors)) return suspicion.mistake;
  }
  return isOtherLayersProduct(anatomy, comparison) ? "wrong_layer_input" : null;
}

/** Zeros, whatever the weights are: the errors of a softmax too add up to 0, but not to the last digit. */
function isNothing({ trace }: Anatomy, { actual, parameter }: Comparison): boolean {
  if (arrays.norm(actual) > 0) return false;
  return [0.7, 1.1, 1.3].every((factor) => {
    const variables = new Map(trace.variables);
    for (const { node } of trace.parameters)
      variables.set(
        node.name,
        arrays.map(trace.read(node), (value) => value * factor),
      );
    return arrays.norm(e.evaluate(parameter.gradient, { variables, sizes: new Map() })) === 0;
  });
}

/** A slope that is 0 everywhere (`a * 1 - a`, the wrong side of a ReLU) leaves nothing for a whole layer, though it was computed. */
function isCutOff(anatomy: Anatomy, comparison: Comparison): boolean {
  const { trace, layers, parameters } = anatomy;
  const layer = layerOf(anatomy, comparison.parameter);
  if (layer?.bias == null || layer === layers.at(-1) || layer.isIdentity) return false;
  const own = parameters.filter(({ leaf }) => leaf.key === layer.weight.key || leaf.key === layer.bias?.key);
  return own.every(({ gradient, leaf }) => {
    if (![...trace.namesIn(gradient)].some((name) => /^[xyk]/.test(name))) return false;
    const rest = comparison.penalties.reduce((node, each) => {
      const [penalty = leaf] = e.derivative(each, [leaf]);
      return e.sameShape(node.shape, penalty.shape) ? e.subtract(node, penalty) : node;
    }, gradient);
    return arrays.norm(trace.read(rest)) < 1e-12;
  });
}

export function isExplainedBy(
  { gradient, part, factors: own = [] }: Suspicion,
  actual: NumberArray,
  penalties: readonly NumberArray[],
  factors: readonly Factor[],
): boolean {
  const isKnown = (value: number) => isNear(value, 1) || factors.some((each) => isNear(value, each.value));
  const fit = (parts: readonly NumberArray[]) => {
    if (!parts.every((each) => sameShape(each, actual)) || parts.every((each) => arrays.norm(each) === 0))
      return null;
    const found = combination(actual, [...parts, ...penalties]);
    return found?.every((each) => Number.isFinite(each)) === true ? found : null;
  };
  const data = gradient();
  if (part === undefined) {
    const scale = fit([data])?.[0];
    return scale !== undefined && (isKnown(scale) || own.some((each) => isNear(scale, each)));
  }
  const second = part();
  const both = fit([data, second]);
  if (both !== null) {
    const [scale = 0, share = 0] = both;
    return isKnown(scale) && own.some((each) => isNear(share / scale, each));
  }
  // Of one sample both point the same way, and no fit tells them apart.
  return own.some((each) => {
    const scale = fit([arrays.zip(data, second, (u, v) => u + each * v)])?.[0];
    return scale !== undefined && isKnown(scale);
  });
}

function nameNothing({ isBias }: Comparison, [data, ...penalties]: readonly NumberArray[]): Mistake {
  if (data !== undefined && arrays.norm(data) === 0 && penalties.length > 0) return "penalty_missing";
  return isBias ? "bias_missing" : "other";
}

/** A matrix that is turned, and poured back into its shape where it is no square, with its penalties or without them. */
function isTurned(
  actual: NumberArray,
  [data, ...penalties]: readonly NumberArray[],
  factors: readonly Factor[],
): boolean {
  const [rows = 1, columns = 1] = actual.shape;
  if (data === undefined || rows < 2 || columns < 2) return false;
  const turned = (each: NumberArray) => arrays.reshape(arrays.transpose(each), actual.shape);
  return [penalties, penalties.map(turned)].some((others) => {
    const [scale = 0, ...strengths] = combination(actual, [turned(data), ...others]) ?? [];
    const isKnown = isNear(scale, 1) || factors.some(({ value }) => isNear(scale, value));
    return isKnown && strengths.every((each) => isNear(each, 1));
  });
}

interface Factor {
  readonly value: number;
  readonly mistake: Mistake;
}

/** The multiples of the right gradient that known mistakes give. */
export function factorsOf(anatomy: Anatomy, { parameter, data }: Comparison): readonly Factor[] {
  const counts = sampleCounts(anatomy);
  const layer = layerOf(anatomy, parameter);
  const inner = layer?.neurons[0]?.input.shape.map((size) => size.value ?? 1) ?? [];
  const first = anatomy.layers[0]?.neurons[0]?.input.shape.map((size) => size.value ?? 1) ?? [];
  // Weights that are numbers, each of its own, are as many as there are features.
  const singles = anatomy.layers.filter(({ weight }) => weight.shape.length === 0).length;
  // And of those that are multiplied one by one there are as many as the array has.
  const looped = inner.length === 0 ? (layer?.weight.shape.map((size) => size.value ?? 1) ?? []) : [];
  const widths = [...new Set([...first, ...inner, ...looped, ...featureCounts(anatomy), singles])].filter(
    (size) => !counts.includes(size) && size > 1,
  );
  const outputs = outputCounts(anatomy, counts);
  return [
    { value: -1, mistake: "sign" },
    { value: 2, mistake: "factor_two" },
    { value: 0.5, mistake: "factor_two" },
    ...counts.flatMap((count): Factor[] => [
      { value: count, mistake: "missing_mean" },
      { value: 1 / count, mistake: "double_mean" },
      { value: -count, mistake: "sign" },
    ]),
    ...widths.flatMap((width): Factor[] => [
      ...counts.map((count): Factor => ({ value: count / width, mistake: "divided_by_features" })),
      { value: 1 / width, mistake: "divided_by_features" },
    ]),
    // The labels' second axis in place of their first.
    ...outputs.flatMap((size) =>
      counts.map((count): Factor => ({ value: count / size, mistake: "divided_by_features" })),
    ),
    // The mean may go over the outputs too.
    ...outputs.flatMap((size): Factor[] =>
      [1, ...counts].flatMap((count): Factor[] => [
        { value: count * size, mistake: "missing_mean" },
        { value: 1 / (count * size), mistake: "double_mean" },
      ]),
    ),
    ...weightTotals(anatomy, data).flatMap((total): Factor[] => [
      { value: total, mistake: "missing_mean" },
      { value: 1 / total, mistake: "double_mean" },
    ]),
    { value: -2, mistake: "sign" },
    { value: -0.5, mistake: "sign" },
  ];
}

/** The features without a column (or a row) of ones, which whoever divides by their number may count or not. */
function featureCounts({ trace, layers }: Anatomy): number[] {
  const input = layers[0]?.neurons[0]?.input;
  if (input?.shape.length !== 2) return [];
  const value = trace.read(input);
  return [value, arrays.transpose(value)].flatMap((matrix) => {
    const columns = matrix.shape[1] ?? 0;
    const flat = arrays.elements(matrix);
    const isOnes = (column: number) => flat.every((each, at) => at % columns !== column || each === 1);
    return [0, columns - 1].some(isOnes) ? [columns - 1] : [];
  });
}

/** The learner's gradient as α·data + β·penalty: which factor is not one? */
export function nameCombination(
  actual: NumberArray,
  parts: readonly NumberArray[],
  factors: readonly Factor[],
): Mistake | null {
  const fitted = combination(actual, parts);
  if (fitted === null) return null;
  const [scale = 0, ...strengths] = fitted;
  const factor = isNear(scale, 1) ? null : factors.find(({ value }) => isNear(scale, value));
  if (factor === undefined) return null;
  if (factor !== null) return factor.mistake;
  const odd = strengths.find((each) => !isNear(each, 1));
  if (odd === undefined) return null;
  if (isNear(odd, 0)) return "penalty_missing";
  if (odd < 0) return "penalty_sign";
  if (isNear(odd, 2) || isNear(odd, 0.5)) return "factor_two";
  // Not averaged, or averaged where the loss has it whole.
  const counts = factors.flatMap(({ mistake, value }) => (mistake === "missing_mean" ? [value] : []));
  return counts.some((count) => isNear(odd, count) || isNear(odd * count, 1))
    ? "penalty_not_averaged"
    : "other";
}

/** A bias that is the first or last row of the weights, and has a factor of its own. */
function nameBiasRow(
  actual: NumberArray,
  parts: readonly NumberArray[],
  factors: readonly Factor[],
): Mistake | null {
  const rows = actual.shape[0] ?? 1;
  if (rows < 2) return null;
  for (const bias of [0, rows - 1]) {
    const rest = bias === 0 ? 1 : 0;
    const cut = (array: NumberArray, start: number, length: number) =>
      arrays.index(array, [{ start, length, step: 1 }]);
    const row = cut(parts[0] ?? actual, bias, 1);
    const isNone = arrays.norm(cut(actual, bias, 1)) === 0;
    const own = isNone ? 0 : combination(cut(actual, bias, 1), [row])?.[0];
    const weights = parts.map((part) => cut(part, rest, rows - 1));
    const fitted = combination(cut(actual, rest, rows - 1), weights);
    if (fitted === null) continue;
    if (own === undefined) {
      if (fitted.every((each) => isNear(each, 1)) && isWholeSum(cut(actual, bias, 1), row, factors))
        return "bias_axis";
      continue;
    }
    const others = nameCombination(cut(actual, rest, rows - 1), weights, factors);
    if (isNear(own, 1)) {
      if (others !== null) return others;
      continue;
    }
    if (!fitted.every((each) => isNear(each, 1))) continue;
    if (isNear(own, 0)) return "bias_missing";
    const factor = factors.find(({ value }) => isNear(own, value));
    if (factor !== undefined) return factor.mistake === "missing_mean" ? "bias_not_averaged" : factor.mistake;
  }
  return null;
}

/** The rows of the weights alone, where the first or last row is that of the bias and right. */
function besideBias(
  actual: NumberArray,
  expected: NumberArray,
): ((array: NumberArray) => NumberArray) | null {
  const rows = actual.shape[0] ?? 1;
  if (rows < 3) return null;
  const rowsOf = (start: number, length: number) => (array: NumberArray) =>
    arrays.index(array, [{ start, length, step: 1 }]);
  for (const bias of [0, rows - 1]) {
    const row = rowsOf(bias, 1);
    if (arrays.norm(row(expected)) > 0 && relativeDifference(row(actual), row(expected)) < close)
      return rowsOf(bias === 0 ? 1 : 0, rows - 1);
  }
  return null;
}

function sameShape(a: NumberArray, b: NumberArray): boolean {
  return a.shape.join() === b.shape.join();
}

/** Every unit's bias gets the sum over all units. */
function isWholeSum(actual: NumberArray, expected: NumberArray, factors: readonly Factor[]): boolean {
  const values = arrays.elements(actual);
  const total = arrays.elements(expected).reduce((sum, value) => sum + value, 0);
  const [first = 0] = values;
  if (values.length < 2 || !values.every((value) => isNear(value, first))) return false;
  // A softmax's errors add up to nothing.
  if (Math.abs(total) < 1e-9) return Math.abs(first) < 1e-9;
  // The sum over all, or the mean: of the units, and of the samples once more.
  return [1, ...factors.map(({ value }) => value)].some(
    (value) => isNear(first / total, value) || isNear((first / total) * values.length, value),
  );
}

/** The right numbers in another shape, or a bias summed over the wrong axis. */
function nameShape(anatomy: Anatomy, comparison: Comparison): Mistake | null {
  const { actual, expected, isBias } = comparison;
  const factors = [1, ...factorsOf(anatomy, comparison).map(({ value }) => value)];
  const flat = (array: NumberArray) => arrays.reshape(array, [arrays.count(array.shape)]);
  const candidates = [flat(actual), flat(arrays.transpose(actual))];
  const matches = candidates.some(
    (candidate) =>
      candidate.shape[0] === arrays.count(expected.shape) &&
      factors.some(
        (factor) =>
          relativeDifference(
            candidate,
            arrays.map(flat(expected), (value) => value * factor),
          ) < close,
      ),
  );
  if (isBias) return "bias_axis";
  if (matches || isTurnedBeside(anatomy, comparison, factors)) return "transposed_result";
  return isOtherLayersProduct(anatomy, comparison) ? "wrong_layer_input" : null;
}

/** Turned data beside a penalty that is not: NumPy stretches both to all pairs. */
function isTurnedBeside(
  anatomy: Anatomy,
  { parameter, data, penalties, actual }: Comparison,
  factors: readonly number[],
): boolean {
  const [own, ...others] = [data, ...penalties].map((part) => gradientOf(anatomy, part, parameter.leaf));
  if (own?.shape.length !== 2 || !own.shape.includes(1) || others.length === 0) return false;
  const rest = others.reduce((sum, each) => arrays.zip(sum, each, (u, v) => u + v));
  const turned = arrays.transpose(own);
  return factors.some((factor) => {
    const both = arrays.zip(turned, rest, (u, v) => factor * u + v);
    return sameShape(both, actual) && relativeDifference(both, actual) < close;
  });
}

/** The layer's error times the input of another layer (or its own output), which has another width. */
function isOtherLayersProduct(anatomy: Anatomy, comparison: Comparison): boolean {
  const { parameter, data, actual, expected } = comparison;
  const own = layerOf(anatomy, parameter);
  if (own === undefined) return false;
  const errors = own.neurons.map(({ linear }) => asMatrix(gradientOf(anatomy, data, linear)));
  const scales = [1, ...factorsOf(anatomy, comparison).map(({ value }) => value)];
  return anatomy.layers.some(({ neurons }) =>
    (["input", "linear", "activation"] as const).some((which) =>
      orders.some((order) => {
        // A loop over the samples makes one product of each.
        const products = errors.map((error, at) => {
          const other = neurons[at]?.[which];
          return other === undefined ? null : order(error, asMatrix(anatomy.trace.read(other)));
        });
        const total = products.reduce((sum, each) =>
          sum === null || each === null || !sameShape(sum, each)
            ? null
            : arrays.zip(sum, each, (u, v) => u + v),
        );
        if (total === null || (sameShape(total, actual) && sameShape(total, expected))) return false;
        const stretched = stretchedTo(total, actual);
        const scale = stretched === null ? undefined : combination(actual, [stretched])?.[0];
        // Of one number that is stretched over all weights any scale would do.
        return (
          scale !== undefined && (sameShape(total, actual) || scales.some((each) => isNear(scale, each)))
        );
      }),
    ),
  );
}

/** As NumPy stretches it where it is taken from the weights; null where it can't. */
function stretchedTo(array: NumberArray, { shape }: NumberArray): NumberArray | null {
  const isStretched = array.shape.every((size, at) => size === shape[at] || size === 1);
  return isStretched && array.shape.length === shape.length ? arrays.broadcastTo(array, shape) : null;
}

const orders: readonly ((error: NumberArray, other: NumberArray) => NumberArray | null)[] = [
  (error, other) => productOf(arrays.transpose(other), error),
  (error, other) => productOf(arrays.transpose(error), other),
  (error, other) => productOf(error, arrays.transpose(other)),
  (error, other) => productOf(other, arrays.transpose(error)),
];

function productOf(left: NumberArray, right: NumberArray): NumberArray | null {
  return left.shape[1] === right.shape[0] ? arrays.matmul(left, right) : null;
}

/** One sample is a row. */
function asMatrix(array: NumberArray): NumberArray {
  if (array.shape.length === 2) return array;
  return arrays.reshape(array, [1, arrays.count(array.shape)]);
}

/** The step was computed with a weight that had been updated already; with the old one it would be right. */
function usesUpdated(anatomy: Anatomy, { parameter, expected }: Comparison): boolean {
  if (parameter.early.key === parameter.gradient.key) return false;
  return relativeDifference(fitted(anatomy, parameter.early, expected), expected) < close;
}

function fitted(anatomy: Anatomy, node: e.Expression, like: NumberArray): NumberArray {
  const value = anatomy.trace.read(node);
  return arrays.count(value.shape) === arrays.count(like.shape) ? arrays.reshape(value, like.shape) : value;
}

export type { Mistake };
