import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Trace } from "../../domains/symbolsTrace";
import { type ActivationName, activate } from "../derivation/model";
import type { LayerAnatomy, NeuronAnatomy, ParameterAnatomy } from "./anatomy";
import { splitLoss } from "./lossTerms";

/** The layers that a loss is computed with, from the input to the output. */
export function findLayers(
  trace: Trace,
  loss: e.Expression,
  parameters: readonly ParameterAnatomy[],
): LayerAnatomy[] {
  // A penalty multiplies parameters too.
  const order = e.topological(splitLoss(trace, loss).data);
  const users = usersOf(order);
  const layers: LayerAnatomy[] = [];
  // A weight that is used as it is and turned (tied weights) has a layer for each.
  for (const { leaf, isTurned } of parameters.flatMap(({ leaf: each }) =>
    [false, true].map((turned) => ({ leaf: each, isTurned: turned })),
  )) {
    const neurons: NeuronAnatomy[] = [];
    let bias: e.VariableNode | null = null;
    for (const node of order) {
      const input = productInput(node, leaf, isTurned);
      if (input === null) continue;
      const summed = biasedBy(trace, node, users, parameters);
      bias ??= summed.bias;
      const linear = summed.linear;
      neurons.push({ product: node, input, linear, activation: linear });
    }
    if (neurons.length === 0) continue;
    // A sum that is collected product by product has one z.
    const summed = new Map(neurons.toReversed().map((each) => [each.linear.key, each]));
    neurons.splice(0, neurons.length, ...[...summed.values()].reverse());
    const { nodes, ...named } = activationsOf(trace, order, neurons);
    layers.push({
      weight: leaf,
      bias,
      ...named,
      neurons: neurons.map((each, at) => ({ ...each, activation: nodes[at] ?? each.linear })),
    });
  }
  const place = new Map(order.map((node, at) => [node.key, at]));
  const at = (layer: LayerAnatomy) => place.get(layer.neurons[0]?.product.key ?? "") ?? 0;
  return layers.sort((a, b) => at(a) - at(b));
}

function usersOf(order: readonly e.Expression[]): ReadonlyMap<string, readonly e.Expression[]> {
  const users = new Map<string, e.Expression[]>();
  for (const node of order)
    for (const part of e.operands(node)) users.set(part.key, [...(users.get(part.key) ?? []), node]);
  return users;
}

/**
 * The other factor, where a node is a product with the parameter: a matrix product, a sum of elementwise products, or one number of
 * it times another.
 */
function productInput(node: e.Expression, parameter: e.Expression, isTurned?: boolean): e.Expression | null {
  // Weights that are numbers, each of its own: w1 * x1 + w2 * x2.
  const isNumber =
    node.kind === "binary" &&
    node.operation === "multiply" &&
    (e.isSingle(parameter.shape) || (e.isSingle(node.shape) && node.shape.length === 0));
  const pair =
    node.kind === "matmul" || isNumber
      ? node
      : node.kind === "sum" && node.of.kind === "binary" && node.of.operation === "multiply"
        ? node.of
        : null;
  if (pair === null) return null;
  const [left, right] = [isSame(pair.left, parameter), isSame(pair.right, parameter)];
  if (left === right) return null;
  const [own, other] = left ? [pair.left, pair.right] : [pair.right, pair.left];
  return isTurned === undefined || isTransposed(own) === isTurned ? other : null;
}

/** Turned an odd number of times on the way from the parameter. */
function isTransposed(node: e.Expression): boolean {
  switch (node.kind) {
    case "transpose":
      return !isTransposed(node.of);
    case "reshape":
    case "index":
    case "broadcast":
      return isTransposed(node.of);
    default:
      return false;
  }
}

/** The parameter itself, turned, reshaped or taken apart. */
function isSame(node: e.Expression, parameter: e.Expression): boolean {
  if (node.key === parameter.key) return true;
  switch (node.kind) {
    case "transpose":
    case "reshape":
    case "index":
    case "broadcast":
      return isSame(node.of, parameter);
    default:
      return false;
  }
}

/** z = product + bias, through reshapes; products with other weights may stand in the sum too. */
function biasedBy(
  trace: Trace,
  product: e.Expression,
  users: ReadonlyMap<string, readonly e.Expression[]>,
  parameters: readonly ParameterAnatomy[],
): { readonly linear: e.Expression; readonly bias: e.VariableNode | null } {
  for (const user of users.get(product.key) ?? []) {
    if (user.kind === "reshape" || user.kind === "index" || user.kind === "transpose") {
      const further = biasedBy(trace, user, users, parameters);
      if (further.bias !== null) return further;
    }
    if (user.kind !== "binary" || user.operation !== "add") continue;
    const other = user.left.key === product.key ? user.right : user.left;
    const bias = parameters.find(({ leaf }) => isSame(other, leaf))?.leaf ?? null;
    if (bias === null && !isLinear(trace, other, parameters)) continue;
    const further = biasedBy(trace, user, users, parameters);
    return { linear: further.linear, bias: bias ?? further.bias };
  }
  return { linear: product, bias: null };
}

/** What may stand beside a product in z: a constant, products with weights, biases, and their sums. */
function isLinear(trace: Trace, node: e.Expression, parameters: readonly ParameterAnatomy[]): boolean {
  if ([...trace.namesIn(node)].every((name) => /^[kh]/.test(name))) return true;
  if (parameters.some(({ leaf }) => productInput(node, leaf) !== null || isSame(node, leaf))) return true;
  if (node.kind !== "binary" || node.operation !== "add") return false;
  return isLinear(trace, node.left, parameters) && isLinear(trace, node.right, parameters);
}

const activations: readonly ActivationName[] = ["sigmoid", "tanh", "relu", "softplus", "leaky-relu"];

/** The activations of what is `linear` in each neuron, with a name or of the learner's own. */
export function activationsOf(
  trace: Trace,
  order: readonly e.Expression[],
  neurons: readonly Pick<NeuronAnatomy, "linear">[],
): Pick<LayerAnatomy, "activation" | "isIdentity"> & { readonly nodes: readonly e.Expression[] } {
  const { name, nodes } = activationOf(trace, order, neurons);
  const own = name === "identity" ? ownActivations(order, neurons) : [];
  const isOwn = own.length > 0;
  return { activation: name, isIdentity: name === "identity" && !isOwn, nodes: isOwn ? own : nodes };
}

/** The activation: whatever the program's formula is, its value is that of σ(z), tanh(z) … */
function activationOf(
  trace: Trace,
  order: readonly e.Expression[],
  neurons: readonly Pick<NeuronAnatomy, "linear">[],
): { readonly name: ActivationName; readonly nodes: readonly e.Expression[] } {
  for (const name of [...activations, "sigmoid-negated", "softmax", "softmax-columns"] as const) {
    const nodes = neurons.map(({ linear }) => {
      const exact =
        name === "softmax-columns"
          ? e.softmax(linear, 0)
          : // `1 / (1 + exp(-X @ w))` is made of -X.
            name === "sigmoid-negated"
            ? activate("sigmoid", e.negate(linear))
            : name === "softmax" && linear.shape.length === 0
              ? null
              : activate(name, linear);
      if (exact === null) return null;
      const value = trace.read(exact);
      return (
        order.find(
          (node) =>
            node.key !== linear.key &&
            e.sameShape(node.shape, linear.shape) &&
            isClose(trace.read(node), value) &&
            !isOnlyGuarded(trace, node, linear) &&
            // A column of ones is no softmax of one class.
            e.topological(node).some(({ key }) => key === linear.key),
        ) ?? null
      );
    });
    if (nodes.every((node, at) => node !== null && isGate(order, neurons[at]?.linear ?? node, node)))
      return {
        name: name === "softmax-columns" ? "softmax" : name === "sigmoid-negated" ? "sigmoid" : name,
        nodes: nodes.flatMap((node) => (node === null ? [] : [node])),
      };
  }
  const leaky = neurons.map(({ linear }) => leakyNode(trace, order, linear));
  if (leaky.every((node) => node !== null))
    return { name: "leaky-relu", nodes: leaky.flatMap((node) => (node === null ? [] : [node])) };
  return { name: "identity", nodes: neurons.map(({ linear }) => linear) };
}

/** Where no z is below 0, `np.clip(z, -100, None)` has the values of a ReLU; further down it has them no more. */
function isOnlyGuarded(trace: Trace, node: e.Expression, linear: e.Expression): boolean {
  const z = trace.read(linear);
  if (!isClose(trace.read(node), z) || !isElementwise(node, linear.key)) return false;
  const below = arrays.map(z, (each) => -1 - Math.abs(each));
  const there = trace.read(e.substitute(node, new Map([[linear.key, e.constantArray(below, linear.shape)]])));
  return isClose(there, below);
}

/** Nothing but the activation looks at z: a loss of logits takes max(z, 0) and z, and has no ReLU. */
function isGate(order: readonly e.Expression[], linear: e.Expression, activation: e.Expression): boolean {
  const [root] = order.slice(-1);
  if (root === undefined) return false;
  const open = e.variable("gate", activation.shape);
  const rest = e.substitute(root, new Map([[activation.key, open]]));
  return !e.topological(rest).some((node) => node.key === linear.key);
}

/**
 * An activation that has no name here (GELU, SiLU, one of the learner's own): the last function of z alone, element by element. Of
 * samples in a loop it is the same of all: where labels are the program's own numbers, z - 2.1 is a function of z, too.
 */
function ownActivations(
  order: readonly e.Expression[],
  neurons: readonly Pick<NeuronAnatomy, "linear">[],
): readonly e.Expression[] {
  const gate = e.variable("gate", []);
  const [first, ...others] = neurons.map(({ linear }) => {
    const nodes = order.filter(
      (node) =>
        node.key !== linear.key && e.sameShape(node.shape, linear.shape) && isElementwise(node, linear.key),
    );
    const isNumber = linear.shape.length === 0 && neurons.length > 1;
    const formula = (node: e.Expression) => e.substitute(node, new Map([[linear.key, gate]])).key;
    return new Map(nodes.map((node, at) => [isNumber ? formula(node) : `${at - nodes.length}`, node]));
  });
  const last = [...(first?.keys() ?? [])].findLast((key) => others.every((each) => each.has(key)));
  const found = [first, ...others].flatMap((each) => (last === undefined ? [] : (each?.get(last) ?? [])));
  const isOpen = found.every((node, at) => isGate(order, neurons[at]?.linear ?? node, node));
  return isOpen ? found : [];
}

function isElementwise(node: e.Expression, of: string): boolean {
  if (node.key === of) return true;
  const parts = (sides: readonly e.Expression[]) => {
    const own = sides.filter((side) => !isFixed(side));
    return own.length > 0 && own.every((side) => isElementwise(side, of));
  };
  switch (node.kind) {
    case "unary":
      return isElementwise(node.of, of);
    case "binary":
      return parts([node.left, node.right]);
    case "where":
      return parts([node.condition, node.yes, node.no]);
    default:
      return false;
  }
}

/** Of formulas that hold many parts more than once. */
const fixed = new WeakMap<e.Expression, boolean>();

function isFixed(node: e.Expression): boolean {
  if (node.kind === "number" || node.kind === "constant" || node.kind === "size") return true;
  // The slope of a leaky ReLU may go by the name of a rate: `alpha`.
  if (node.kind === "variable") return node.name.startsWith("h");
  const known = fixed.get(node);
  if (known !== undefined) return known;
  const found = e.operands(node).every(isFixed);
  fixed.set(node, found);
  return found;
}

/** z where it is positive, some share of z where it is not. */
function leakyNode(trace: Trace, order: readonly e.Expression[], linear: e.Expression): e.Expression | null {
  const z = arrays.elements(trace.read(linear));
  const found = order.find((node) => {
    if (node.key === linear.key || !e.sameShape(node.shape, linear.shape)) return false;
    if (!isElementwise(node, linear.key)) return false;
    const a = arrays.elements(trace.read(node));
    const slopes = Array.from(z, (value, at) => (value < 0 ? (a[at] ?? 0) / value : null)).filter(
      (each) => each !== null,
    );
    const slope = slopes[0] ?? 1;
    if (slope <= 0 || slope >= 0.9 || slopes.some((each) => Math.abs(each - slope) > 1e-9)) return false;
    return z.every((value, at) => value < 0 || Math.abs((a[at] ?? 0) - value) < 1e-9);
  });
  return found ?? null;
}

export function isClose(a: arrays.NumberArray, b: arrays.NumberArray, tolerance = 1e-9): boolean {
  const [left, right] = [arrays.elements(a), arrays.elements(b)];
  return (
    left.length === right.length &&
    left.every((value, at) => Math.abs(value - (right[at] ?? Number.NaN)) <= tolerance)
  );
}
