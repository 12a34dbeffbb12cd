import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import { type DerivationLine, deriveLines } from "./lines";
import { isRegression, limitName, totalName } from "./losses";
import {
  epsilonName,
  keptMask,
  leak,
  type ModelGraph,
  type NeuronModel,
  type ParameterRole,
  parametersOf,
  type StartValue,
  samplesAreColumns,
  slopeName,
} from "./model";

/** Data for a model, whatever form its formulas want them in. */
export interface NeuronData {
  /** (m, n): rows are samples. */
  readonly inputs: arrays.NumberArray;
  /** One a sample: numbers, or the number of its class. */
  readonly target: readonly number[] | Float64Array;
  /** 0 where the target is numbers. */
  readonly classes: number;
}

/** The lines of a derivation, and everything in them by its number. */
export interface EvaluatedLines {
  readonly lines: readonly DerivationLine[];
  readonly evaluator: e.Evaluator;
  readonly bindings: e.Bindings;
  /** For the lines that take logarithms: what is called 0 or 1 for sure is kept a little off it, as programs do. */
  readonly logarithms: e.Bindings;
}

/** The usual `np.clip(a, 1e-10, 1 - 1e-10)`: without it a loss of ln 0 would be no number. */
const leastAnswer = 1e-10;

/** What is not in the data and not in the program, as it is stated beside the numbers. */
export const statedRate = 0.1;
export const statedPenalty = 0;
/** Of hidden units, where the program's number is not known. */
const statedUnits = 2;

/** Evaluates the derivation of a model: first what is given, then definition by definition. */
export function evaluateLines(
  model: NeuronModel,
  graph: ModelGraph,
  data: NeuronData,
  parameters: ParameterChoice = startParameters,
): EvaluatedLines {
  const sizes = sizesOf(model, data);
  const variables = new Map<string, arrays.NumberArray>();
  const given = new e.Evaluator({ variables, sizes });
  const columns = graph.input.shape[0]?.text === "n";
  variables.set(graph.input.name, columns ? arrays.transpose(data.inputs) : data.inputs);
  const target = targetOf(model, data, sizes.get("K") ?? 1);
  const turned = samplesAreColumns(model) && target.shape.length === 2;
  variables.set(graph.target.name, turned ? arrays.transpose(target) : target);
  // Nothing is dropped where a model is evaluated.
  for (const { dropped } of graph.layers)
    if (dropped !== null)
      variables.set(
        dropped.mask.name,
        arrays.full(
          dropped.mask.shape.map((size) => given.size(size)),
          1,
        ),
      );
  // What the samples weigh is not in the data: as if they counted alike.
  if (graph.importance !== null) {
    const shape = graph.importance.shape.map((size) => given.size(size));
    variables.set(graph.importance.name, arrays.full(shape, 1));
    variables.set(totalName.name, arrays.scalar(arrays.count(shape)));
  }
  for (const [at, layer] of graph.layers.entries())
    for (const [role, parameter] of parametersOf(layer)) {
      const shape = parameter.shape.map((size) => given.size(size));
      variables.set(parameter.name, parameters(model, at, role, shape));
    }
  bindFixed(model, graph, variables, given);
  variables.set("eta", arrays.scalar(statedRate));
  for (const penalty of ["l1", "l2"]) variables.set(penalty, arrays.scalar(statedPenalty));
  const { lines, definitions } = deriveLines(model, graph);
  bindDefinitions(definitions, { variables, sizes });
  const bindings = { variables, sizes };
  const logarithms = { variables: withClipped(model, graph, variables), sizes };
  return { lines, bindings, logarithms, evaluator: new e.Evaluator(bindings) };
}

/** What the program fixes: the slope of a leaky ReLU, the ε of a normalisation, and what a penalty leaves out. */
export function bindFixed(
  model: NeuronModel,
  { layers }: ModelGraph,
  variables: Map<string, arrays.NumberArray>,
  sizes: e.Evaluator,
): void {
  for (const [at, { activation, slope = leak, norm }] of model.layers.entries()) {
    if (activation === "leaky-relu") variables.set(slopeName(model, at).name, arrays.scalar(slope));
    if (norm !== undefined) variables.set(epsilonName(model, at).name, arrays.scalar(norm.epsilon));
  }
  variables.set(limitName.name, arrays.scalar(model.loss.limit ?? 1));
  const spares = model.penalties.find((each) => each.spares !== undefined)?.spares;
  const [layer] = layers;
  if (spares === undefined || layer === undefined) return;
  const shape = layer.weight.shape.map((size) => sizes.size(size));
  const axis = layer.weight.shape[0]?.text === "n" ? 0 : 1;
  const kept = arrays.full(shape, 1);
  const at = spares === "first" ? 0 : (shape[axis] ?? 1) - 1;
  const whole = { start: 0, length: shape[1 - axis] ?? 1, step: 1 };
  arrays.assign(arrays.index(kept, axis === 0 ? [at, whole] : [whole, at]), arrays.scalar(0));
  variables.set(keptMask, kept);
}

function withClipped(
  { loss }: NeuronModel,
  { layers }: ModelGraph,
  variables: ReadonlyMap<string, arrays.NumberArray>,
): ReadonlyMap<string, arrays.NumberArray> {
  const answer = layers.at(-1)?.activationName.name ?? "";
  const value = variables.get(answer);
  if (value === undefined || (loss.kind !== "cross-entropy" && loss.kind !== "categorical")) return variables;
  const clipped = arrays.map(value, (a) => Math.min(Math.max(a, leastAnswer), 1 - leastAnswer));
  return new Map(variables).set(answer, clipped);
}

/** Names that stand for other names' formulas: whichever has all its own names bound is next. */
export function bindDefinitions(
  definitions: ReadonlyMap<string, e.Expression>,
  { variables, sizes }: { variables: Map<string, arrays.NumberArray>; sizes: ReadonlyMap<string, number> },
): void {
  for (let left = [...definitions]; left.length > 0; ) {
    const ready = left.filter(([, node]) =>
      [...e.variablesOf(node).keys()].every((name) => variables.has(name)),
    );
    if (ready.length === 0) throw new Error(`no definition of a name in ${left.map(([name]) => name)}`);
    for (const [name, node] of ready) variables.set(name, e.evaluate(node, { variables, sizes }));
    left = left.filter((each) => !ready.includes(each));
  }
}

function sizesOf(model: NeuronModel, { inputs, classes }: NeuronData): ReadonlyMap<string, number> {
  const [samples = 1, features = 1] = inputs.shape;
  const hidden = model.layers.slice(0, -1);
  const sizes = new Map([
    ["m", samples],
    ["n", features],
    ["K", model.loss.kind === "categorical" ? Math.max(classes, 2) : (model.sizes.outputs ?? 1)],
  ]);
  hidden.forEach((_, at) => {
    sizes.set(model.layers.length > 2 ? `h_${at + 1}` : "h", model.sizes.hidden[at] ?? statedUnits);
  });
  return sizes;
}

function targetOf(model: NeuronModel, data: NeuronData, outputs: number): arrays.NumberArray {
  const target = Array.from(data.target);
  const samples = target.length;
  const many = model.layers.at(-1)?.units === "many";
  if (!many && model.loss.kind !== "categorical") {
    const values = isSigned(model) && data.classes > 0 ? target.map((y) => 2 * y - 1) : target;
    return arrays.arrayOf(Float64Array.from(values), [samples, 1]);
  }
  const hot = Float64Array.from({ length: samples * outputs }, (_, at) => {
    const y = target[Math.floor(at / outputs)] ?? 0;
    return data.classes > 0 ? Number(at % outputs === y) : y;
  });
  return arrays.arrayOf(hot, [samples, outputs]);
}

/** Labels are -1 and 1. */
function isSigned({ loss }: NeuronModel): boolean {
  return loss.kind === "hinge" || loss.kind === "margin";
}

/** The numbers of a parameter, in the shape that the formulas have it in. */
export type ParameterChoice = (
  model: NeuronModel,
  layer: number,
  role: ParameterRole,
  shape: readonly number[],
) => arrays.NumberArray;

/** As the program starts them; small fixed numbers stand for random ones. */
export const startParameters: ParameterChoice = (model, layer, role, shape) => {
  const start = startOf(model, layer, role);
  if (start.kind === "filled") return arrays.full(shape, start.value);
  if (start.kind === "unknown" && role !== "weight") return arrays.full(shape, role === "scale" ? 1 : 0);
  return smallNumbers(shape, layer);
};

function startOf(model: NeuronModel, layer: number, role: ParameterRole): StartValue {
  return model.layers[layer]?.start?.[role] ?? { kind: "unknown" };
}

/** Neither equal (then all units would be one) nor large; the same each time. */
function smallNumbers(shape: readonly number[], layer: number): arrays.NumberArray {
  const values = Float64Array.from(
    { length: arrays.count(shape) },
    (_, at) => Math.round(50 * Math.sin(1 + 2.4 * at + 0.7 * layer)) / 100,
  );
  return arrays.arrayOf(values, shape);
}

/** The data set of the textbook: three samples of two features, small enough to reckon by hand. */
export function toyData(model: NeuronModel): NeuronData {
  const inputs = arrays.arrayOf(Float64Array.of(1, 2, 0, -1, 3, 1), [3, 2]);
  const regression = isRegression(model.loss);
  const sigmoid = model.layers.at(-1)?.activation === "sigmoid";
  if (regression && !sigmoid) return { inputs, target: [1, 0, 2], classes: 0 };
  return { inputs, target: [1, 0, 1], classes: 2 };
}

/** A single neuron starts the toy at w = (0.5, −1) and b = 0.1; what has more weights, at small numbers, and γ at 1. */
export const toyParameters: ParameterChoice = (_model, layer, role, shape) => {
  if (role !== "weight") return arrays.full(shape, role === "scale" ? 1 : 0.1);
  if (arrays.count(shape) === 2 && layer === 0) return arrays.arrayOf(Float64Array.of(0.5, -1), shape);
  return smallNumbers(shape, layer);
};
