import type { NumberArray } from "../../algebra/array";
import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, LayerAnatomy } from "./anatomy";
import { type Comparison, gradientOf, layerOf, type Suspicion, sampleCounts } from "./comparison";
import { looseSuspicions } from "./loose";
import { withoutLabels } from "./lossTerms";
import { extraSlopes, type Local, type Piece, sigmoid, writtenSlopes, wrongSlopes } from "./slopes";
import { turnedSuspicions } from "./turned";

const impliedActivations: readonly ((z: e.Expression) => e.Expression)[] = [
  (z) => e.unary("sigmoid", z),
  (z) => (z.shape.length === 0 ? e.unary("sigmoid", z) : e.softmax(z, z.shape.length - 1)),
  (z) => (z.shape.length < 2 ? e.unary("sigmoid", z) : e.softmax(z, 0)),
  // The expected count of a Poisson regression.
  (z) => e.unary("exp", z),
];

/** The gradient that another error of the layer would give. */
type Through = (error: (piece: Piece) => NumberArray) => () => NumberArray;

const product = (x: NumberArray, y: NumberArray) => arrays.zip(x, y, (u, v) => u * v);
const sum = (x: NumberArray, y: NumberArray) => arrays.zip(x, y, (u, v) => u + v);

/** The gradients that known mistakes in the errors and inputs of the layers give. */
export function* suspicionsOf(anatomy: Anatomy, comparison: Comparison): Generator<Suspicion> {
  const { trace, layers } = anatomy;
  const { parameter, data } = comparison;
  const own = layerOf(anatomy, parameter);
  const from = own === undefined ? 0 : layers.indexOf(own);
  yield* inputSuspicions(anatomy, comparison, own);
  for (const layer of layers.slice(from).toReversed()) {
    const pieces = layer.neurons.map(({ linear, activation }, at): Piece => {
      const [byLinear, byActivation] = e.derivative(data, [linear, activation]);
      const [slope] = e.derivative(e.sum(activation), [linear]);
      return {
        at,
        linear,
        activation,
        z: trace.read(linear),
        a: trace.read(activation),
        error: trace.read(byLinear ?? linear),
        above: trace.read(byActivation ?? linear),
        slope: trace.read(slope ?? linear),
      };
    });
    const through: Through = (error) => () => {
      const terms = pieces.map((piece) =>
        e.sum(e.times(piece.linear, e.constantArray(error(piece), piece.linear.shape))),
      );
      return gradientOf(
        anatomy,
        terms.reduce((sum, term) => e.add(sum, term)),
        parameter.leaf,
      );
    };
    const isShared =
      pieces.length > 1 || layers.some((each) => each !== layer && each.weight === layer.weight);
    const sloped: Through = (slopeOf) =>
      isShared
        ? () => gradientOf(anatomy, withSlopes(data, pieces, slopeOf), parameter.leaf)
        : through((piece) => product(piece.above, slopeOf(piece)));
    const isOutput = layer === layers.at(-1);
    if (!layer.isIdentity) {
      yield {
        mistake: "missing_activation_derivative",
        gradient: sloped(({ slope }) => arrays.map(slope, () => 1)),
      };
      yield {
        mistake: "extra_activation_derivative",
        gradient: sloped(({ slope }) => product(slope, slope)),
      };
    }
    if (isOutput) {
      const factors = errorScales(anatomy, layer);
      // A loss of logits computes no activation of its own.
      const implied = layer.isIdentity
        ? impliedActivations.map(
            (activation) =>
              ({ linear }: Piece) =>
                trace.read(activation(linear)),
          )
        : [];
      for (const predicted of [({ a }: Piece) => a, ...implied]) {
        for (const other of insteadOf(anatomy, layer, data)) {
          const difference = (piece: Piece) =>
            arrays.zip(other === null ? piece.z : trace.read(other), predicted(piece), (u, v) => u - v);
          yield {
            mistake: "uses_z_for_a",
            gradient: through(({ error }) => error),
            part: through(difference),
            factors,
          };
        }
        if (pieces.length > 1)
          yield {
            mistake: "uses_z_for_a",
            gradient: through(({ error }) => error),
            part: through((piece) => arrays.zip(withoutMaximum(piece.z), predicted(piece), (u, v) => u - v)),
            factors,
          };
        yield { mistake: "label_missing", gradient: through(predicted), factors };
        // a + y is 2a - (a - y).
        yield {
          mistake: "sign",
          gradient: through(({ error }) => error),
          part: through(predicted),
          factors: factors.map((each) => -2 * each),
        };
      }
      if (layer.isIdentity) yield* impliedWeights(anatomy, data, through);
      // The slope of an activation that stands in the loss, and has cancelled there.
      for (const predicted of implied)
        yield {
          mistake: "extra_activation_derivative",
          gradient: through((piece) =>
            arrays.zip(piece.error, predicted(piece), (error, a) => error * a * (1 - a)),
          ),
        };
      yield* weighedSuspicions(anatomy, layer, data, through);
      const zeros = withoutLabels(trace, layer.neurons, data);
      // `np.sign(prediction)`
      yield {
        mistake: "label_missing",
        gradient: through(({ linear }) => trace.read(e.derivative(zeros, [linear])[0] ?? linear)),
      };
      if (layer.isIdentity) {
        // Of a hinge loss, and of a softmax's, only the label's own errors are negative.
        yield {
          mistake: "label_missing",
          gradient: through(({ error }) => arrays.map(error, (each) => Math.max(each, 0))),
        };
        // A label of 1 or -1 that stands in front of each error.
        if (hasSigns(anatomy, data))
          yield { mistake: "label_missing", gradient: through(({ error }) => arrays.map(error, Math.abs)) };
      }
      if (!layer.isIdentity && layer.activation !== "softmax")
        yield { mistake: "label_missing", gradient: through(({ a, slope }) => product(a, slope)) };
    }
    if (layer.activation === "softmax" && isOutput) {
      const own: Local = (error, a) => error * a * (1 - a);
      yield {
        mistake: "extra_activation_derivative",
        gradient: through(({ error, a }) => arrays.zip(error, a, own)),
      };
      // Of a class by its own score alone.
      yield {
        mistake: "wrong_activation_derivative",
        gradient: through(({ above, a }) => arrays.zip(above, a, own)),
      };
    }
    if (layer.activation === "softmax") continue;
    if (!layer.isIdentity)
      for (const { mistake, slope } of wrongSlopes(anatomy, layer, pieces))
        yield { mistake, gradient: sloped(slope) };
    // A prediction that is z itself may be taken for one that has come out of an activation, too.
    for (const local of isOutput || layer.isIdentity ? extraSlopes() : [])
      yield {
        mistake: "extra_activation_derivative",
        gradient: through(({ error, z, a }) => product(error, arrays.zip(z, a, local))),
      };
    if (!layer.isIdentity)
      for (const { mistake, slope } of writtenSlopes(anatomy, pieces))
        yield { mistake, gradient: sloped(slope) };
  }
  yield* turnedSuspicions(anatomy, comparison);
  yield* looseSuspicions(anatomy, comparison);
}

/**
 * The loss with each activation as a straight line of another slope through the same point: where one output goes into the next
 * (through time), or a weight stands in two layers, no single error tells what the gradient would be.
 */
function withSlopes(
  data: e.Expression,
  pieces: readonly Piece[],
  slopeOf: (piece: Piece) => NumberArray,
): e.Expression {
  const by = new Map<string, e.Expression>();
  for (const piece of pieces) {
    const slope = slopeOf(piece);
    const rest = arrays.zip(piece.a, product(piece.z, slope), (a, line) => a - line);
    const { shape } = piece.linear;
    const line = e.times(e.substitute(piece.linear, by), e.constantArray(slope, shape));
    by.set(piece.activation.key, e.add(line, e.constantArray(rest, shape)));
  }
  return e.substitute(data, by);
}

/**
 * Of a loss that has the activation inside, w (A(z) - y) in each error: w is what the error's own slope has besides that of A.
 */
function* impliedWeights({ trace }: Anatomy, data: e.Expression, through: Through): Generator<Suspicion> {
  const ways: readonly (readonly [activation: Local, slope: Local])[] = [
    [(z) => sigmoid(z), (_, a) => a * (1 - a)],
    // The expected count of a Poisson regression.
    [(z) => Math.exp(z), (_, a) => a],
  ];
  for (const [activation, slope] of ways) {
    const partsOf = ({ linear, z }: Piece) => {
      const a = arrays.map(z, (each) => activation(each, 0));
      const [error = linear] = e.derivative(data, [linear]);
      const [bend = linear] = e.derivative(e.sum(error), [linear]);
      const slopes = arrays.zip(z, a, slope);
      return { a, slopes, weights: arrays.zip(trace.read(bend), slopes, (u, v) => u / v) };
    };
    yield {
      mistake: "label_missing",
      gradient: through((piece) => {
        const { a, weights } = partsOf(piece);
        return product(weights, a);
      }),
    };
    yield {
      mistake: "uses_z_for_a",
      gradient: through((piece) => {
        const { a, weights } = partsOf(piece);
        return sum(
          piece.error,
          product(
            weights,
            arrays.zip(piece.z, a, (z, own) => z - own),
          ),
        );
      }),
    };
    yield {
      mistake: "extra_activation_derivative",
      gradient: through((piece) => product(piece.error, partsOf(piece).slopes)),
    };
  }
}

/**
 * The same where samples or classes count differently: what stands in front of a - y in each error is the error's own slope. Of a
 * cross-entropy the activation's derivative has cancelled, of a squared error it stands beside.
 */
function* weighedSuspicions(
  { trace }: Anatomy,
  layer: LayerAnatomy,
  data: e.Expression,
  through: Through,
): Generator<Suspicion> {
  const weightsOf = (isCancelled: boolean) => (piece: Piece) => {
    const gate = e.variable("gate", piece.activation.shape);
    const variables = new Map(trace.variables).set(gate.name, piece.a);
    const read = (node: e.Expression) => e.evaluate(node, { variables, sizes: new Map() });
    const [above = gate] = e.derivative(e.substitute(data, new Map([[piece.activation.key, gate]])), [gate]);
    if (layer.activation === "softmax") return rowWeights(read(above), piece.a, trace.read(piece.linear));
    const error = isCancelled ? e.times(above, e.times(gate, e.subtract(e.number(1), gate))) : above;
    return read(e.derivative(e.sum(error), [gate])[0] ?? gate);
  };
  const ways = layer.isIdentity ? [false] : layer.activation === "softmax" ? [true] : [true, false];
  for (const isCancelled of ways) {
    const weights = weightsOf(isCancelled);
    const weighed = (factor: (piece: Piece) => NumberArray) => (piece: Piece) => {
      const error = product(weights(piece), factor(piece));
      return isCancelled ? error : product(error, piece.slope);
    };
    const beyond = weighed(({ z, a }) => arrays.zip(z, a, (u, v) => u - v));
    if (!layer.isIdentity)
      yield { mistake: "uses_z_for_a", gradient: through((piece) => sum(piece.error, beyond(piece))) };
    yield { mistake: "label_missing", gradient: through(weighed(({ a }) => a)) };
  }
}

/** Some of the data are 1 and -1, or their signs stand in the formula. */
function hasSigns({ trace }: Anatomy, data: e.Expression): boolean {
  const isSign = (leaf: e.VariableNode) => {
    const values = arrays.elements(trace.variables.get(leaf.name) ?? arrays.scalar(0));
    return values.some((each) => each < 0) && values.every((each) => Math.abs(each) === 1);
  };
  const given = [...e.variablesOf(data).values()].filter(({ name }) => /^[xyk]/.test(name));
  return given.some(isSign) || given.some(({ name }) => name.startsWith("y")) || given.length === 0;
}

/** Of a softmax: -Σ p ∂J/∂p over the classes of a sample, which is what its one label counts. */
function rowWeights(above: NumberArray, p: NumberArray, like: NumberArray): NumberArray {
  const node = e.constantArray(product(above, p));
  const isOne = (value: number) => Math.abs(value - 1) < 1e-9;
  // Samples may be columns.
  const isColumns = like.shape.length === 2 && arrays.elements(arrays.sum(p, [0])).every(isOne);
  const axis = isColumns ? 0 : like.shape.length - 1;
  const total = e.negate(e.sum(node, [axis], true));
  return e.evaluate(e.broadcastTo(total, node.shape), { variables: new Map(), sizes: new Map() });
}

/** What may stand in place of the prediction: z (null), z without its maximum, or clipped, or the logarithm of the prediction. */
function insteadOf(
  { trace }: Anatomy,
  { neurons, activation, isIdentity }: LayerAnatomy,
  data: e.Expression,
): readonly (e.Expression | null)[] {
  const [neuron] = neurons;
  if (neuron === undefined || neurons.length > 1) return [null];
  const { linear, activation: predicted } = neuron;
  const isLogit = isIdentity || activation === "softmax";
  const own = trace.namesIn(linear);
  const found = e.topological(isLogit ? data : predicted).filter((node) => {
    if (node.kind !== "binary" || node.key === predicted.key || node.key === linear.key) return false;
    if (!["subtract", "maximum", "minimum"].includes(node.operation)) return false;
    // The error is no prediction: labels take part in it.
    if (![...trace.namesIn(node)].every((name) => own.has(name))) return false;
    return (
      e.sameShape(node.shape, linear.shape) &&
      arrays.norm(arrays.zip(trace.read(node), trace.read(linear), (u, v) => u - v)) > 0 &&
      e.topological(node).some(({ key }) => key === linear.key)
    );
  });
  return [null, ...found.slice(0, 4)];
}

/** Of one sample in a loop, as a softmax takes it. */
function withoutMaximum(z: NumberArray): NumberArray {
  const most = Math.max(...arrays.elements(z));
  return arrays.map(z, (each) => each - most);
}

/** What an average over samples, or over samples and units, and a square's 2 may put in front of an error. */
function errorScales(anatomy: Anatomy, layer: LayerAnatomy): readonly number[] {
  const width = layer.weight.shape.map((size) => size.value ?? 1);
  const counts = sampleCounts(anatomy);
  const averages = [1, ...width, ...counts, ...counts.flatMap((count) => width.map((size) => count * size))];
  return [...new Set(averages)].flatMap((count) => [1 / count, 2 / count, 0.5 / count]);
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
  // z where a belongs, alone or in whatever becomes of a on the way (dropout).
  if (before !== undefined && !before.isIdentity) {
    if (fits(before.neurons[0]?.linear, own.neurons[0]?.input))
      yield { mistake: "uses_z_for_a", gradient: instead((neuron) => before.neurons[neuron]?.linear) };
    yield {
      mistake: "uses_z_for_a",
      gradient: instead((neuron) => {
        const from = before.neurons[neuron];
        const input = own.neurons[neuron]?.input;
        if (from === undefined || input === undefined) return input;
        return e.substitute(input, new Map([[from.activation.key, from.linear]]));
      }),
    };
  }
  for (const layer of anatomy.layers) {
    if (fits(layer.neurons[0]?.input, own.neurons[0]?.input) && layer !== own)
      yield { mistake: "wrong_layer_input", gradient: instead((neuron) => layer.neurons[neuron]?.input) };
    // Without what becomes of it on the way (dropout), its own input is another one too.
    const isPassedOn = layer === before && layer.neurons[0]?.activation.key === own.neurons[0]?.input.key;
    if (fits(layer.neurons[0]?.activation, own.neurons[0]?.input) && !isPassedOn)
      yield {
        mistake: "wrong_layer_input",
        gradient: instead((neuron) => layer.neurons[neuron]?.activation),
      };
  }
}

function fits(a: e.Expression | undefined, b: e.Expression | undefined): boolean {
  return a !== undefined && b !== undefined && e.sameShape(a.shape, b.shape);
}
