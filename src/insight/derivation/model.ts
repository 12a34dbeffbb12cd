import * as e from "../../algebra/expression";
import { constant, type Size, symbol } from "../../algebra/size";
import { isRegression, type LossModel, perSample, sampleWeights, scaled } from "./losses";
import { layerNames } from "./names";
import { type NormGraph, type NormModel, normGraph } from "./norm";

/** What a program computes, told apart from how it writes it: layers of neurons, a loss, penalties. Plain data. */
export interface NeuronModel {
  /** From the input to the output. */
  readonly layers: readonly LayerModel[];
  readonly loss: LossModel;
  readonly penalties: readonly PenaltyModel[];
  readonly sizes: ModelSizes;
  /** Whether a sample is a row of X, which is what is meant where nothing is said, or a column: Z = W X + b. */
  readonly samplesAs?: "rows" | "columns";
}

export interface LayerModel {
  readonly activation: ActivationName;
  /** One neuron, or many. */
  readonly units: "one" | "many";
  /** "scalar": one number for all units. */
  readonly bias: "scalar" | "row" | null;
  /** The bias is taken away: Z = X w − b. */
  readonly takesBias?: boolean;
  /** The product takes the weights' transpose: X Wᵀ, or wᵀ X where samples are columns. */
  readonly turned?: boolean;
  /** What the layer hands on is multiplied, number by number, by what does not depend on the parameters: dropout. */
  readonly mask?: boolean;
  /** Of a leaky ReLU below zero. */
  readonly slope?: number;
  /** What comes between z and the activation. */
  readonly norm?: NormModel;
  /** What the program starts from, where it says so. */
  readonly start?: { readonly weight: StartValue; readonly bias: StartValue } & Partial<
    Record<"scale" | "shift", StartValue>
  >;
}

/** What a layer learns: the weights and the bias, γ and β of its normalisation. */
export type ParameterRole = "weight" | "bias" | "scale" | "shift";

/** A parameter before the first step: one number everywhere, numbers drawn at random, or nobody knows. */
export type StartValue =
  | { readonly kind: "filled"; readonly value: number }
  | { readonly kind: "random" }
  | { readonly kind: "unknown" };

export type ActivationName = "identity" | "sigmoid" | "tanh" | "relu" | "leaky-relu" | "softplus" | "softmax";

/** coefficient · λ/m · Σw² or Σ|w|, over the weights and not the biases. */
export interface PenaltyModel {
  readonly kind: "l1" | "l2";
  readonly coefficient: number;
  readonly average: boolean;
  /** Over the biases too. */
  readonly biases?: boolean;
  /** Without the weights of the first or the last input, a column of ones whose weight is the bias. */
  readonly spares?: "first" | "last";
}

/** The numbers behind the names, where the program fixes them. */
export interface ModelSizes {
  readonly samples: number | null;
  readonly features: number | null;
  /** Of each hidden layer. */
  readonly hidden: readonly (number | null)[];
  readonly outputs: number | null;
}

/** A layer as formulas, with the names that stand for what is computed. */
export interface LayerGraph {
  readonly weight: e.VariableNode;
  readonly bias: e.VariableNode | null;
  /** The weights with 0 in place of those that no penalty is on; `keptName` stands for it. */
  readonly kept: e.Expression;
  readonly keptName: e.VariableNode;
  readonly input: e.Expression;
  readonly linear: e.Expression;
  readonly linearName: e.VariableNode;
  readonly norm: NormGraph | null;
  /** What the activation takes: the linear part, or what the normalisation makes of it. */
  readonly taken: e.Expression;
  readonly takenName: e.VariableNode;
  readonly activation: e.Expression;
  /** The same as its definition is written: of a leaky ReLU max(z, αz), whose derivative is told by its two halves. */
  readonly activationShown: e.Expression;
  /** The name of what it takes where the activation is the identity. */
  readonly activationName: e.VariableNode;
  /** The activations as dropout leaves them, for the next layer; null where there is none. */
  readonly dropped: {
    readonly mask: e.VariableNode;
    readonly value: e.Expression;
    readonly name: e.VariableNode;
  } | null;
}

/** The model as formulas. Names are put in for what is computed only when a formula is printed. */
export interface ModelGraph {
  readonly kind: "sample" | "batch";
  readonly input: e.VariableNode;
  readonly target: e.VariableNode;
  readonly layers: readonly LayerGraph[];
  /** The loss without penalties, as summands over which the derivative can be shown one by one. */
  readonly lossTerms: readonly e.Expression[];
  /** The loss of the data, then with the penalties. */
  readonly dataLoss: e.Expression;
  readonly penalty: e.Expression | null;
  readonly loss: e.Expression;
  readonly lossTex: string;
  /** How much each sample counts, where they do not count alike. */
  readonly importance: e.VariableNode | null;
}

const one = constant(1);

/** The whole batch: rows of X are samples, or its columns where the model says so. */
export function batchGraph(model: NeuronModel): ModelGraph {
  return buildGraph(model, "batch", symbol("m"));
}

/** One sample. A single neuron reads it as a column (z = wᵀx + b), a layer as a row (s = xW + c). */
export function sampleGraph(model: NeuronModel): ModelGraph {
  return buildGraph(model, "sample", one);
}

/** The graph of one sample, then that of the batch; one sample has no mean and no deviation to be normalised by. */
export function graphsOf(model: NeuronModel): readonly ModelGraph[] {
  return isNormalised(model) ? [batchGraph(model)] : [sampleGraph(model), batchGraph(model)];
}

export function isNormalised({ layers }: Pick<NeuronModel, "layers">): boolean {
  return layers.some(({ norm }) => norm !== undefined);
}

/** What a layer learns, in the order in which it is put to use. */
export function parametersOf({
  weight,
  bias,
  norm,
}: LayerGraph): readonly (readonly [ParameterRole, e.VariableNode])[] {
  const all = [
    ["weight", weight],
    ["bias", bias],
    ["scale", norm?.scale ?? null],
    ["shift", norm?.shift ?? null],
  ] as const;
  return all.flatMap(([role, node]) => (node === null ? [] : [[role, node] as const]));
}

function buildGraph(model: NeuronModel, kind: ModelGraph["kind"], rows: Size): ModelGraph {
  const column = kind === "sample" && isSingleNeuron(model);
  const columns = samplesAreColumns(model);
  const letter = (name: string) => (kind === "sample" ? name.toLowerCase() : name);
  const n = symbol("n");
  const input = e.variable(letter("X"), column || columns ? [n, rows] : [rows, n]);
  const layers: LayerGraph[] = [];
  let width = n;
  let from: e.Expression = input;
  let shown: e.Expression = input;
  for (const [at, layer] of model.layers.entries()) {
    const units = layer.units === "one" ? one : layerWidth(model, at);
    const graph = buildLayer(model, { at, layer, width, units, rows, from, shown, column, letter });
    layers.push(graph);
    width = units;
    from = graph.dropped?.value ?? graph.activation;
    shown = graph.dropped?.name ?? graph.activationName;
  }
  const output = layers.at(-1);
  const categorical = model.loss.kind === "categorical";
  const targetLetter = isRegression(model.loss) ? "T" : "Y";
  const target = e.variable(
    letter(targetLetter),
    output?.linear.shape ?? [rows, one],
    letter(targetLetter),
    categorical ? (columns ? "one-hot-columns" : "one-hot") : "data",
  );
  const scale = kind === "batch" ? model.loss : { ...model.loss, average: false };
  const losses = perSample(model.loss, output?.activation ?? input, target);
  const importance = model.loss.weights === undefined ? null : sampleWeights(letter, rows, columns);
  const terms = importance === null ? losses : losses.map((term) => e.times(importance, term));
  const dataLoss = scaled(scale, sumOf(terms) ?? e.number(0), rows);
  const penalty =
    kind === "sample" ? null : sumOf(model.penalties.flatMap((each) => penaltyTerms(each, layers, rows)));
  return {
    kind,
    input,
    target,
    layers,
    lossTerms: terms.map((term) => scaled(scale, term, rows)),
    dataLoss,
    penalty,
    loss: penalty === null ? dataLoss : e.add(dataLoss, penalty),
    lossTex: kind === "sample" ? "\\ell" : "J",
    importance,
  };
}

export function samplesAreColumns(model: NeuronModel): boolean {
  return model.samplesAs === "columns";
}

function sumOf(terms: readonly e.Expression[]): e.Expression | null {
  const [first, ...others] = terms;
  return first === undefined ? null : others.reduce((sum, term) => e.add(sum, term), first);
}

interface LayerPlace {
  readonly at: number;
  readonly layer: LayerModel;
  readonly width: Size;
  readonly units: Size;
  readonly rows: Size;
  readonly from: e.Expression;
  readonly shown: e.Expression;
  readonly column: boolean;
  readonly letter: (name: string) => string;
}

function buildLayer(model: NeuronModel, place: LayerPlace): LayerGraph {
  const { at, layer, width, units, rows, letter, column } = place;
  const names = layerNames(model, at);
  const columns = column || samplesAreColumns(model);
  // One sample of a single neuron is a column, whatever the batch is; its weights stay as the batch has them.
  const lying = samplesAreColumns(model) ? layer.turned !== true : layer.turned === true;
  const weightShape = lying ? [units, width] : [width, units];
  const weight = e.variable(names.weight, weightShape, names.weight, "parameter");
  const biasShape = layer.bias === "row" ? (samplesAreColumns(model) ? [units, one] : [one, units]) : [];
  const bias = layer.bias === null ? null : e.variable(names.bias, biasShape, names.bias, "parameter");
  const build = (from: e.Expression) => {
    const product = columns
      ? e.matmul(lying ? weight : e.transpose(weight), from)
      : e.matmul(from, lying ? e.transpose(weight) : weight);
    if (bias === null) return product;
    return layer.takesBias === true ? e.subtract(product, bias) : e.add(product, bias);
  };
  const linear = build(place.from);
  const slope = slopeName(model, at);
  const shape = columns ? [units, rows] : [rows, units];
  const linearName = e.variable(letter(names.linear), shape, letter(names.linear), "computed");
  const axis = columns ? 1 : 0;
  const norm =
    layer.norm === undefined
      ? null
      : normGraph(layer.norm, linear, { number: at + 1, epsilon: epsilonName(model, at), axis, units });
  const taken = norm?.scaled ?? linear;
  const takenName = norm?.scaledName ?? linearName;
  const activation =
    layer.activation === "leaky-relu"
      ? leakyParts(taken, slope)
      : activate(layer.activation, taken, leak, columns ? 0 : 1);
  const identity = layer.activation === "identity";
  const activationTex = letter(names.activation);
  const keptTex = `\\bar ${names.weight}`;
  return {
    weight,
    bias,
    kept: e.times(e.variable(keptMask, weightShape), weight),
    keptName: e.variable(keptTex, weightShape, keptTex, "computed"),
    input: place.shown,
    linear,
    linearName,
    norm,
    taken,
    takenName,
    activation,
    activationShown:
      layer.activation === "leaky-relu" ? e.binary("maximum", taken, e.times(slope, taken)) : activation,
    activationName: identity ? takenName : e.variable(activationTex, shape, activationTex, "computed"),
    dropped: layer.mask === true ? droppedParts(letter, at, activation, shape) : null,
  };
}

function droppedParts(
  letter: (name: string) => string,
  at: number,
  activation: e.Expression,
  shape: e.Sizes,
): LayerGraph["dropped"] {
  const [mask, name] = [letter(`M_${at + 1}`), letter(`H_${at + 1}`)];
  const own = e.variable(mask, shape);
  return { mask: own, value: e.times(activation, own), name: e.variable(name, shape, name, "computed") };
}

/** 0 for the weights that no penalty is on, 1 for all others. */
export const keptMask = "kept";

export function isSingleNeuron(model: NeuronModel): boolean {
  return model.layers.length === 1 && model.layers[0]?.units === "one";
}

function layerWidth(model: NeuronModel, at: number): Size {
  if (at === model.layers.length - 1) return symbol("K");
  return symbol(model.layers.length > 2 ? `h_${at + 1}` : "h");
}

/** The number behind a size's name, where it is known. */
export function sizeNumbers(model: NeuronModel): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  const put = (name: string, value: number | null | undefined) => {
    if (value !== null && value !== undefined) numbers.set(name, value);
  };
  put("m", model.sizes.samples);
  put("n", model.sizes.features);
  put("K", model.sizes.outputs);
  model.layers.slice(0, -1).forEach((_, at) => {
    put(layerWidth(model, at).text, model.sizes.hidden[at]);
  });
  return numbers;
}

/** The slope of a leaky ReLU below zero: α, with a number where the layers have different ones. */
export function slopeName({ layers }: NeuronModel, at: number): e.VariableNode {
  const slopes = layers.flatMap(({ activation, slope = leak }) =>
    activation === "leaky-relu" ? [slope] : [],
  );
  return settingName("\\alpha", slopes, at);
}

/** What is added to the variance of a normalised layer: ε, with a number where the layers have different ones. */
export function epsilonName({ layers }: NeuronModel, at: number): e.VariableNode {
  const all = layers.flatMap(({ norm }) => (norm === undefined || norm.epsilon === 0 ? [] : [norm.epsilon]));
  return settingName("\\varepsilon", all, at);
}

function settingName(letter: string, values: readonly number[], at: number): e.VariableNode {
  const [first = 0] = values;
  const isOne = values.every((each) => Math.abs(each - first) <= 1e-9 * Math.abs(first));
  const tex = isOne ? letter : `${letter}_${at + 1}`;
  return e.variable(tex, [], tex, "hyperparameter");
}

function leakyParts(z: e.Expression, slope: e.Expression): e.Expression {
  return e.subtract(e.unary("relu", z), e.times(slope, e.unary("relu", e.negate(z))));
}

/** The slope of leaky ReLU below zero when nothing else is said. */
export const leak = 0.01;

export function activate(
  name: ActivationName,
  z: e.Expression,
  slope = leak,
  classAxis = z.shape.length - 1,
): e.Expression {
  switch (name) {
    case "identity":
      return z;
    case "sigmoid":
    case "tanh":
    case "relu":
    case "softplus":
      return e.unary(name, z);
    case "leaky-relu":
      return e.binary("maximum", z, e.times(e.number(slope), z));
    case "softmax":
      return e.softmax(z, classAxis);
  }
}

function penaltyTerms(penalty: PenaltyModel, layers: readonly LayerGraph[], rows: Size): e.Expression[] {
  const tex = penalty.kind === "l1" ? "\\lambda_1" : "\\lambda";
  const strength = e.times(
    e.number(penalty.coefficient),
    e.variable(penalty.kind, [], tex, "hyperparameter"),
  );
  const own = layers.flatMap(({ weight, kept, bias }, at) => [
    penalty.spares !== undefined && at === 0 ? kept : weight,
    ...(penalty.biases === true && bias !== null ? [bias] : []),
  ]);
  return own.map((each) => {
    const size = e.sum(penalty.kind === "l1" ? e.unary("abs", each) : e.times(each, each));
    const term = e.times(strength, size);
    return penalty.average ? e.divide(term, e.sizeNumber(rows)) : term;
  });
}
