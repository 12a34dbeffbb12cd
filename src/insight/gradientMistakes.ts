import type { NumberArray } from "../algebra/array";
import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Anatomy, LayerAnatomy, ParameterAnatomy } from "./gradientAnatomy";

/** What a learner's gradient does wrong, by name. */
export type Mistake =
  | "missing_mean"
  | "double_mean"
  | "divided_by_features"
  | "sign"
  | "extra_activation_derivative"
  | "missing_activation_derivative"
  | "wrong_activation_derivative"
  | "uses_z_for_a"
  | "transposed_result"
  | "penalty_missing"
  | "penalty_sign"
  | "penalty_not_averaged"
  | "bias_missing"
  | "bias_not_averaged"
  | "bias_axis"
  | "wrong_layer_input"
  | "updated_weight_used_in_backprop"
  | "label_missing"
  | "factor_two"
  | "other";

/** The learner's gradient against the loss's derivative, in one run. */
export interface Comparison {
  readonly parameter: ParameterAnatomy;
  /** The loss of the data, and each penalty by itself. */
  readonly data: e.Expression;
  readonly penalties: readonly e.Expression[];
  readonly expected: NumberArray;
  readonly actual: NumberArray;
  readonly isBias: boolean;
}

/** A wrong gradient that a known mistake would give, without the penalties' part. */
export interface Suspicion {
  readonly mistake: Mistake;
  readonly gradient: () => NumberArray;
}

const close = 1e-6;

export function relativeDifference(a: NumberArray, b: NumberArray): number {
  const difference = arrays.norm(arrays.zip(a, b, (left, right) => left - right));
  const scale = arrays.norm(a) + arrays.norm(b);
  return scale === 0 ? 0 : difference / scale;
}

/** Names what distinguishes the learner's gradient from the right one; null when nothing known does. */
export function nameMistake(anatomy: Anatomy, comparison: Comparison): Mistake | null {
  const { actual, expected, parameter } = comparison;
  if (!sameShape(actual, expected)) return nameShape(anatomy, comparison);
  if (comparison.isBias && isWholeSum(actual, expected)) return "bias_axis";
  const parts = [comparison.data, ...comparison.penalties].map((part) =>
    gradientOf(anatomy, part, parameter.leaf),
  );
  if (arrays.norm(actual) === 0) return nameNothing(comparison, parts);
  const factors = factorsOf(anatomy, comparison);
  const byFactor = nameCombination(actual, parts, factors);
  if (byFactor !== null) return byFactor;
  if (usesUpdated(anatomy, comparison)) return "updated_weight_used_in_backprop";
  for (const suspicion of suspicionsOf(anatomy, comparison)) {
    const [data, ...penalties] = [suspicion.gradient(), ...parts.slice(1)];
    if (data === undefined || !sameShape(data, actual) || arrays.norm(data) === 0) continue;
    const fitted = combination(actual, [data, ...penalties]);
    if (fitted === null) continue;
    const [scale = 0, ...strengths] = fitted;
    const known = isNear(scale, 1) || factors.some(({ value }) => isNear(scale, value));
    if (known && strengths.every((each) => Number.isFinite(each))) return suspicion.mistake;
  }
  return null;
}

function nameNothing({ isBias }: Comparison, [data, ...penalties]: readonly NumberArray[]): Mistake {
  if (data !== undefined && arrays.norm(data) === 0 && penalties.length > 0) return "penalty_missing";
  return isBias ? "bias_missing" : "other";
}

interface Factor {
  readonly value: number;
  readonly mistake: Mistake;
}

/** The multiples of the right gradient that known mistakes give. */
function factorsOf(anatomy: Anatomy, { parameter }: Comparison): readonly Factor[] {
  const counts = sampleCounts(anatomy);
  const layer = layerOf(anatomy, parameter);
  const inner = layer?.neurons[0]?.input.shape.map((size) => size.value ?? 1) ?? [];
  const first = anatomy.layers[0]?.neurons[0]?.input.shape.map((size) => size.value ?? 1) ?? [];
  const widths = [...new Set([...first, ...inner])].filter((size) => !counts.includes(size) && size !== 1);
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
    { value: -2, mistake: "sign" },
    { value: -0.5, mistake: "sign" },
  ];
}

/** How many samples there are: of the run's own data, and the axis of the first layer's input that is not summed over. */
function sampleCounts({ trace, layers }: Anatomy): readonly number[] {
  const neuron = layers[0]?.neurons[0];
  const width = layers[0]?.weight.shape.map((size) => size.value ?? 1) ?? [];
  const rows = (neuron?.input.shape ?? []).flatMap((size) =>
    size.value !== null && size.value > 1 && !width.includes(size.value) ? [size.value] : [],
  );
  const given = [...trace.variables].some(([name]) => name.startsWith("x"));
  const looped = layers[0]?.neurons.length ?? 0;
  const all = new Set([...rows, ...(looped > 1 ? [looped] : []), ...(given ? [trace.options.samples] : [])]);
  return [...all, ...(all.size === 0 ? dataLengths(trace, width) : [])];
}

/** A loop over the program's own data, sample by sample: the longest axes that are no weight's. */
function dataLengths(trace: Anatomy["trace"], width: readonly number[]): number[] {
  const lengths = [...trace.variables].flatMap(([name, { shape }]) =>
    name.startsWith("k") ? [shape[0] ?? 1] : [],
  );
  return [...new Set(lengths)].filter((length) => length > 1 && !width.includes(length));
}

/** The learner's gradient as α·data + β·penalty: which factor is not one? */
function nameCombination(
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
  const mean = factors.find(({ mistake }) => mistake === "missing_mean");
  if (mean !== undefined && isNear(odd, mean.value)) return "penalty_not_averaged";
  return isNear(odd, 2) || isNear(odd, 0.5) ? "factor_two" : "other";
}

function isNear(value: number, target: number): boolean {
  return Math.abs(value - target) <= close * Math.max(1, Math.abs(target));
}

/** Least squares: the multiples of the parts that add up to the whole; null where they don't. Parts that vanish get 1. */
export function combination(whole: NumberArray, parts: readonly NumberArray[]): number[] | null {
  const target = arrays.elements(whole);
  const used = parts.map((part) => arrays.elements(part));
  const active = used.flatMap((part, at) => (part.some((value) => value !== 0) ? [at] : []));
  const matrix = active.map((i) => active.map((j) => dot(used[i], used[j])));
  const right = active.map((i) => dot(used[i], target));
  const solved = solve(matrix, right);
  if (solved === null) return null;
  const size = Math.sqrt(dot(target, target));
  const rest = target.map((value, at) =>
    active.reduce((left, each, which) => left - (solved[which] ?? 0) * (used[each]?.[at] ?? 0), value),
  );
  if (Math.sqrt(dot(rest, rest)) > close * size) return null;
  return parts.map((_, at) => {
    const which = active.indexOf(at);
    return which < 0 ? 1 : (solved[which] ?? 0);
  });
}

function dot(a: Float64Array | undefined, b: Float64Array | undefined): number {
  return (a ?? new Float64Array()).reduce((total, value, at) => total + value * (b?.[at] ?? 0), 0);
}

/** Gaussian elimination with pivoting; null for a singular matrix. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows
      .slice(column)
      .reduce(
        (best, row, at) =>
          Math.abs(row[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0) ? column + at : best,
        column,
      );
    const swapped = rows[pivot];
    const top = rows[column];
    if (swapped === undefined || top === undefined || Math.abs(swapped[column] ?? 0) < 1e-14) return null;
    rows[pivot] = top;
    rows[column] = swapped;
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = (rows[row]?.[column] ?? 0) / (swapped[column] ?? 1);
      rows[row] = (rows[row] ?? []).map((value, at) => value - factor * (swapped[at] ?? 0));
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}

export function gradientOf(anatomy: Anatomy, loss: e.Expression, by: e.Expression): NumberArray {
  const [gradient] = e.derivative(loss, [by]);
  return anatomy.trace.read(gradient ?? by);
}

function sameShape(a: NumberArray, b: NumberArray): boolean {
  return a.shape.join() === b.shape.join();
}

/** Every unit's bias gets the sum over all units. */
function isWholeSum(actual: NumberArray, expected: NumberArray): boolean {
  const values = arrays.elements(actual);
  const total = arrays.elements(expected).reduce((sum, value) => sum + value, 0);
  const [first = 0] = values;
  if (values.length < 2 || !values.every((value) => isNear(value, first))) return false;
  // A softmax's errors add up to nothing.
  return Math.abs(total) < 1e-9 ? Math.abs(first) < 1e-9 : isNear(first / total, 1);
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
  return isBias ? "bias_axis" : matches ? "transposed_result" : null;
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

export function layerOf(anatomy: Anatomy, parameter: ParameterAnatomy): LayerAnatomy | undefined {
  return anatomy.layers.find(
    ({ weight, bias }) => weight.key === parameter.leaf.key || bias?.key === parameter.leaf.key,
  );
}

type Local = (z: number, a: number) => number;

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** What is written in place of the activation's derivative, as functions of z and a. */
const wrongDerivatives: readonly (readonly [Mistake, Local])[] = [
  ["uses_z_for_a", (z) => z * (1 - z)],
  ["uses_z_for_a", (z) => 1 - z * z],
  ["wrong_activation_derivative", (_, a) => a * (1 - a)],
  ["wrong_activation_derivative", (_, a) => 1 - a * a],
  ["wrong_activation_derivative", (_, a) => sigmoid(a) * (1 - sigmoid(a))],
  ["wrong_activation_derivative", (_, a) => 1 - Math.tanh(a) ** 2],
  ["wrong_activation_derivative", (_, a) => 1 - a],
  ["wrong_activation_derivative", (_, a) => a],
  ["wrong_activation_derivative", (_, a) => a * (1 + a)],
  ["wrong_activation_derivative", (_, a) => a * a],
  ["wrong_activation_derivative", (_, a) => 1 + a * a],
  ["wrong_activation_derivative", (z) => (z > 0 ? 1 : 0)],
  ["wrong_activation_derivative", (z) => (z < 0 ? 1 : 0)],
  ["wrong_activation_derivative", (z) => sigmoid(z)],
  ["wrong_activation_derivative", (z) => sigmoid(z) * (1 - sigmoid(z))],
  ["wrong_activation_derivative", (z) => 1 - Math.tanh(z) ** 2],
  ["wrong_activation_derivative", (z) => z],
  ["wrong_activation_derivative", (z) => Math.max(z, 0)],
];

/** The gradients that known mistakes in the errors and inputs of the layers give. */
function* suspicionsOf(anatomy: Anatomy, comparison: Comparison): Generator<Suspicion> {
  const { trace, layers } = anatomy;
  const { parameter, data } = comparison;
  const own = layerOf(anatomy, parameter);
  const from = own === undefined ? 0 : layers.indexOf(own);
  yield* inputSuspicions(anatomy, comparison, own);
  for (const layer of layers.slice(from).toReversed()) {
    const pieces = layer.neurons.map(({ linear, activation }) => {
      const [byLinear, byActivation] = e.derivative(data, [linear, activation]);
      const [slope] = e.derivative(e.sum(activation), [linear]);
      return {
        linear,
        z: trace.read(linear),
        a: trace.read(activation),
        error: trace.read(byLinear ?? linear),
        above: trace.read(byActivation ?? linear),
        slope: trace.read(slope ?? linear),
      };
    });
    type Piece = (typeof pieces)[number];
    const through = (error: (piece: Piece) => NumberArray) => () => {
      const terms = pieces.map((piece) =>
        e.sum(e.times(piece.linear, e.constantArray(error(piece), piece.linear.shape))),
      );
      return gradientOf(
        anatomy,
        terms.reduce((sum, term) => e.add(sum, term)),
        parameter.leaf,
      );
    };
    const product = (x: NumberArray, y: NumberArray) => arrays.zip(x, y, (u, v) => u * v);
    const isOutput = layer === layers.at(-1);
    if (layer.activation !== "identity") {
      yield { mistake: "missing_activation_derivative", gradient: through(({ above }) => above) };
      yield {
        mistake: "extra_activation_derivative",
        gradient: through(({ error, slope }) => product(error, slope)),
      };
    }
    if (isOutput) {
      for (const scale of errorScales(anatomy)) {
        yield {
          mistake: "uses_z_for_a",
          gradient: through(({ error, z, a }) =>
            arrays.zip(
              error,
              arrays.zip(z, a, (u, v) => scale * (u - v)),
              (u, v) => u + v,
            ),
          ),
        };
      }
      yield { mistake: "label_missing", gradient: through(({ a }) => a) };
      if (layer.activation === "identity")
        yield { mistake: "label_missing", gradient: through(({ z }) => arrays.map(z, sigmoid)) };
      if (layer.activation !== "identity" && layer.activation !== "softmax")
        yield { mistake: "label_missing", gradient: through(({ a, slope }) => product(a, slope)) };
    }
    if (layer.activation === "identity" || layer.activation === "softmax") continue;
    for (const [mistake, local] of wrongDerivatives)
      yield { mistake, gradient: through(({ above, z, a }) => product(above, arrays.zip(z, a, local))) };
    // An extra derivative of another kind, on an error from which the activation's own has cancelled.
    for (const [, local] of isOutput ? wrongDerivatives : [])
      yield {
        mistake: "extra_activation_derivative",
        gradient: through(({ error, z, a }) => product(error, arrays.zip(z, a, local))),
      };
  }
}

function errorScales(anatomy: Anatomy): readonly number[] {
  return [1, ...sampleCounts(anatomy).map((count) => 1 / count)].flatMap((scale) => [
    scale,
    2 * scale,
    scale / 2,
  ]);
}

/** Another array in place of the layer's input. */
function* inputSuspicions(
  anatomy: Anatomy,
  { parameter, data }: Comparison,
  own: LayerAnatomy | undefined,
): Generator<Suspicion> {
  if (own === undefined || own.weight.key !== parameter.leaf.key) return;
  const at = anatomy.layers.indexOf(own);
  const before = anatomy.layers[at - 1];
  const errors = own.neurons.map(({ linear }) =>
    anatomy.trace.read(e.derivative(data, [linear])[0] ?? linear),
  );
  const instead = (pick: (neuron: number) => e.Expression | undefined) => () => {
    const terms = own.neurons.map(({ product, input, linear }, neuron) => {
      const other = pick(neuron) ?? input;
      const replaced = e.substitute(
        product,
        new Map([[input.key, e.constantArray(anatomy.trace.read(other), input.shape)]]),
      );
      const error = errors[neuron] ?? arrays.scalar(0);
      void linear;
      return e.sum(
        e.times(
          replaced,
          e.constantArray(
            arrays.reshape(
              error,
              replaced.shape.map((size) => size.value ?? 1),
            ),
            replaced.shape,
          ),
        ),
      );
    });
    return gradientOf(
      anatomy,
      terms.reduce((sum, term) => e.add(sum, term)),
      parameter.leaf,
    );
  };
  if (before !== undefined && fits(before.neurons[0]?.linear, own.neurons[0]?.input))
    yield { mistake: "uses_z_for_a", gradient: instead((neuron) => before.neurons[neuron]?.linear) };
  for (const layer of anatomy.layers) {
    if (fits(layer.neurons[0]?.input, own.neurons[0]?.input) && layer !== own)
      yield { mistake: "wrong_layer_input", gradient: instead((neuron) => layer.neurons[neuron]?.input) };
    if (fits(layer.neurons[0]?.activation, own.neurons[0]?.input) && layer !== before)
      yield {
        mistake: "wrong_layer_input",
        gradient: instead((neuron) => layer.neurons[neuron]?.activation),
      };
  }
}

function fits(a: e.Expression | undefined, b: e.Expression | undefined): boolean {
  return a !== undefined && b !== undefined && e.sameShape(a.shape, b.shape);
}
