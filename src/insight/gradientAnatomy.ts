import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { rateName } from "../domains/symbols";
import type { Trace, Traced, UpdateTrace, ValueTrace } from "../domains/symbolsTrace";
import type { Frame } from "../interpreter/value";
import type { Expression } from "../syntax/tree";
import { type ActivationName, activate } from "./deriveModel";
import { isLossLike } from "./gradientTrace";

/** The training step of one run, taken apart: parameters and their gradients, the loss, the layers. */
export interface Anatomy {
  readonly trace: Trace;
  readonly parameters: readonly ParameterAnatomy[];
  /** The losses that the program computes of just the samples that the gradient is made of, the best guess first. */
  readonly losses: readonly LossAnatomy[];
  readonly layers: readonly LayerAnatomy[];
  /** Biases that are added and never changed. */
  readonly frozen: readonly FrozenBias[];
  /** Values that the program computed, by the key of their formula. */
  readonly valuesOf: ReadonlyMap<string, readonly ValueTrace[]>;
}

export interface ParameterAnatomy {
  /** As the program calls it: "w", "W1". */
  readonly name: string;
  readonly leaf: e.VariableNode;
  readonly update: UpdateTrace;
  /** What the program takes for the gradient: the step without the learning rate. */
  readonly gradient: e.Expression;
  /** The same where every parameter is taken as it was before the step. */
  readonly early: e.Expression;
}

export interface LossAnatomy {
  readonly node: e.Expression;
  readonly syntax: Expression;
  readonly frame: Frame<Traced>;
  /** Its name says that it is one. */
  readonly named: boolean;
}

/** A layer: one product with the weights, or one a sample where the program goes through them in a loop. */
export interface LayerAnatomy {
  readonly weight: e.VariableNode;
  readonly bias: e.VariableNode | null;
  readonly activation: ActivationName;
  readonly neurons: readonly NeuronAnatomy[];
}

export interface NeuronAnatomy {
  readonly product: e.Expression;
  readonly input: e.Expression;
  readonly linear: e.Expression;
  readonly activation: e.Expression;
}

export interface FrozenBias {
  readonly name: string;
  readonly syntax: Expression;
  readonly frame: Frame<Traced>;
}

export function anatomyOf(trace: Trace, updates: readonly UpdateTrace[]): Anatomy {
  // After the step the program goes on with the new values; the loss is asked for at the old ones.
  const back = rootsOf(trace, updates);
  const values = trace.values;
  const rate = learningRate(trace, updates);
  const parameters = updates.flatMap((update): ParameterAnatomy[] => {
    if (update.before.kind !== "variable") return [];
    // The rate inside a weight that has been updated already is no factor of this step.
    const kept = new Map([...rate, ...updates.map(({ after }) => [after.key, after] as const)]);
    const gradient = e.substitute(update.step, kept);
    const early = withoutGuards(e.substitute(e.substitute(update.step, back), rate));
    return [
      {
        name: parameterName(trace, update),
        leaf: update.before,
        update,
        gradient: withoutGuards(gradient),
        early,
      },
    ];
  });
  const losses = findLosses(trace, parameters, back);
  const [loss] = losses;
  return {
    trace,
    parameters,
    losses,
    layers: loss === undefined ? [] : findLayers(trace, loss.node, parameters),
    frozen: findFrozen(trace, updates),
    valuesOf: groupValues(values),
  };
}

/** What each parameter has become, by key, with the parameter. */
function rootsOf(trace: Trace, updates: readonly UpdateTrace[]): ReadonlyMap<string, e.Expression> {
  const roots = new Map<string, e.Expression>(updates.map(({ before }) => [before.key, before]));
  for (const { before, after } of trace.updates) {
    const root = roots.get(before.key);
    if (root !== undefined) roots.set(after.key, root);
  }
  return roots;
}

/** The name that stands for a parameter: `self.w` → w, `params["W1"]` → W1, `self.weights[i]` → weights. */
export function targetName(target: Expression): string {
  switch (target.kind) {
    case "name":
      return target.id;
    case "attribute":
      return target.name;
    case "subscript":
      return target.index.kind === "string" && target.index.parts.every((part) => typeof part === "string")
        ? target.index.parts.join("")
        : targetName(target.object);
    default:
      return "";
  }
}

/** `params[key] -= …` does not say which it is; the forward pass does. */
function parameterName(trace: Trace, { target, before }: UpdateTrace): string {
  if (target.kind !== "subscript" || target.index.kind === "string") return targetName(target);
  const literal = trace.values.find(
    ({ syntax, node }) =>
      node.key === before.key &&
      (syntax.kind === "name" ||
        syntax.kind === "attribute" ||
        (syntax.kind === "subscript" && syntax.index.kind === "string")),
  );
  return literal === undefined ? targetName(target) : targetName(literal.syntax);
}

/** The number by which every step is multiplied, replaced by 1: a named one, or a literal that all steps share. */
function learningRate(trace: Trace, updates: readonly UpdateTrace[]): ReadonlyMap<string, e.Expression> {
  const shared = (nodes: readonly (readonly e.Expression[])[]): e.Expression | undefined =>
    nodes[0]?.find((node) => nodes.every((list) => list.some((each) => each.key === node.key)));
  const named = updates.map(({ step }) =>
    [...e.variablesOf(step).values()].filter((each) => rateName.test(each.tex)),
  );
  const name = shared(named);
  if (name !== undefined) return new Map([[name.key, e.number(1)]]);
  const literals = updates.map(({ step }) => literalFactors(trace, step));
  const literal = shared(literals);
  return new Map(literal === undefined ? [] : [[literal.key, e.number(1)]]);
}

/** Numbers that multiply the whole, and that the program writes as numbers: 1/len(x) is none. */
function literalFactors(trace: Trace, node: e.Expression): readonly e.Expression[] {
  const inside = (...parts: readonly e.Expression[]) => parts.flatMap((part) => literalFactors(trace, part));
  switch (node.kind) {
    case "number":
      return isWritten(trace, node) ? [node] : [];
    case "matmul":
      return inside(node.left, node.right);
    case "transpose":
    case "reshape":
    case "broadcast":
    case "sum":
      return inside(node.of);
    case "unary":
      return node.operation === "negate" ? inside(node.of) : [];
    case "binary":
      if (node.operation === "multiply") return inside(node.left, node.right);
      return node.operation === "divide" ? inside(node.left) : [];
    default:
      return [];
  }
}

function isWritten(trace: Trace, node: e.Expression): boolean {
  return (
    node.kind === "number" &&
    !Number.isInteger(node.value) &&
    trace.values.some((each) => each.syntax.kind === "number" && each.node.key === node.key)
  );
}

/** log(a + 1e-8) is meant as log(a): tiny summands are left out before anything is compared. */
export function withoutGuards(node: e.Expression): e.Expression {
  const tiny = (each: e.Expression) =>
    each.kind === "number" && each.value !== 0 && Math.abs(each.value) <= 1e-4;
  return e.rewrite(node, (each) => {
    if (each.kind !== "binary" || (each.operation !== "add" && each.operation !== "subtract")) return null;
    if (each.left.kind === "number" && each.right.kind === "number") return null;
    if (tiny(each.right) && e.sameShape(each.left.shape, each.shape)) return each.left;
    return each.operation === "add" && tiny(each.left) && e.sameShape(each.right.shape, each.shape)
      ? each.right
      : null;
  });
}

function groupValues(values: readonly ValueTrace[]): ReadonlyMap<string, readonly ValueTrace[]> {
  const groups = new Map<string, ValueTrace[]>();
  for (const value of values) {
    const group = groups.get(value.node.key);
    if (group === undefined) groups.set(value.node.key, [value]);
    else group.push(value);
  }
  return groups;
}

/** Whether a run computes a loss that goes with its updates. */
export function hasOwnLoss(trace: Trace, updates: readonly UpdateTrace[]): boolean {
  return anatomyOf(trace, updates).losses.some(({ named }) => named);
}

function findLosses(
  trace: Trace,
  parameters: readonly ParameterAnatomy[],
  back: ReadonlyMap<string, e.Expression>,
): LossAnatomy[] {
  const names = parameters.map(({ leaf }) => leaf.name);
  const wanted = union(parameters.map(({ gradient }) => support(trace, gradient)));
  const found = new Map<string, LossAnatomy & { readonly order: number }>();
  for (const [order, { syntax, node, frame }] of trace.values.entries()) {
    if (!e.isSingle(node.shape)) continue;
    const used = trace.namesIn(node);
    if (!names.some((name) => used.has(name))) continue;
    const named = isLossLike(trace, syntax);
    if (!named && syntax.kind !== "name") continue;
    const at = withoutGuards(e.reshape(e.substitute(node, back), []));
    const before = found.get(at.key);
    if (before !== undefined && (before.named || !named)) continue;
    // In a later round the same line gives another number (a new dropout mask): the first belongs to the first step.
    if ([...found.values()].some((each) => each.named === named && each.syntax === syntax)) continue;
    found.set(at.key, { node: at, syntax, frame, named, order });
  }
  const supports = [...found.values()].map((loss) => ({
    loss,
    own: support(trace, loss.node),
    // Labels that became places (t.argmax(axis=1)) are not seen any more.
    looksUp: e.topological(loss.node).some((node) => node.kind === "gather"),
  }));
  const strict = supports.filter(({ own, looksUp }) => sameSupport(wanted, own, false, looksUp));
  // A mistake may hide samples from the gradient; but where rows are picked, a loss of more rows is another loss.
  const picks = parameters.some(({ update }) => picksRows(trace, update.step));
  const chosen =
    strict.length > 0 || picks
      ? strict
      : supports.filter(({ own, looksUp }) => sameSupport(wanted, own, true, looksUp));
  const all = chosen.map(({ loss }) => loss);
  const largest = all.filter(
    (each) =>
      each.named &&
      !isPartOf(
        each,
        all.filter((other) => other.named),
      ),
  );
  const others = all.filter((each) => !each.named && !isPartOf(each, all));
  const size = (each: LossAnatomy) => trace.namesIn(each.node).size;
  return [
    ...largest.sort((a, b) => size(b) - size(a) || a.order - b.order),
    ...(largest.length > 0 ? [] : others),
  ];
}

function isPartOf(loss: LossAnatomy, all: readonly LossAnatomy[]): boolean {
  return all.some(
    (other) =>
      other !== loss && e.topological(other.node).some((node) => node.key === unshaped(loss.node).key),
  );
}

function unshaped(node: e.Expression): e.Expression {
  return node.kind === "reshape" ? node.of : node;
}

/** Which elements of the data a formula depends on, by the data's name. */
function support(trace: Trace, node: e.Expression): ReadonlyMap<string, string> {
  const names = [...e.variablesOf(node).values()].filter(
    (each) => /^[xyk]/.test(each.name) && each.shape.length > 0,
  );
  const weights = e.constantArray(
    arrays.map(trace.read(e.broadcastTo(e.number(1), node.shape)), () => 0.5 + trace.random()),
  );
  const gradients = e.derivative(e.sum(e.times(node, weights)), names);
  return new Map(
    names.map((name, at) => {
      const gradient = arrays.elements(trace.read(gradients[at] ?? name));
      return [name.name, Array.from(gradient, (value) => (value === 0 ? "0" : "1")).join("")];
    }),
  );
}

/** A unit that is off hides a sample from one parameter's gradient, not from all. */
function union(supports: readonly ReadonlyMap<string, string>[]): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const each of supports)
    for (const [name, pattern] of each) {
      const before = all.get(name);
      all.set(name, before === undefined ? pattern : either(before, pattern));
    }
  return all;
}

function either(a: string, b: string): string {
  return Array.from(a, (mark, at) => (mark === "1" || b[at] === "1" ? "1" : "0")).join("");
}

/**
 * The same samples: what the gradient takes from the data, the loss takes too. A label that enters only as a place
 * (p[range(m), y]) has no derivative and says nothing.
 */
function sameSupport(
  gradient: ReadonlyMap<string, string>,
  loss: ReadonlyMap<string, string>,
  wider: boolean,
  looksUp: boolean,
): boolean {
  for (const [name, pattern] of gradient) {
    if (!pattern.includes("1")) continue;
    const other = loss.get(name);
    // An array of zeros that a gradient starts from (a velocity, a sum) is none of the data.
    if (other === undefined && (name.startsWith("k") || (name.startsWith("y") && looksUp))) continue;
    if (other !== pattern && !(wider && other !== undefined && either(other, pattern) === other))
      return false;
  }
  return true;
}

/** Some rows of the data are taken out: one sample, a mini-batch. */
function picksRows(trace: Trace, step: e.Expression): boolean {
  return e.topological(step).some((node) => {
    if (node.kind !== "gather" && node.kind !== "index") return false;
    return (
      [...trace.namesIn(node.of)].every((name) => /^[xyk]/.test(name)) &&
      e.sizeOf(node.shape).value !== e.sizeOf(node.of.shape).value
    );
  });
}

/** The loss as a sum: what no data enters is a penalty, one for each strength. */
export function splitLoss(
  { trace }: Anatomy,
  loss: e.Expression,
): { readonly data: e.Expression; readonly penalties: readonly e.Expression[] } {
  const penalties = new Map<string, e.Expression>();
  let data: e.Expression = e.number(0);
  for (const term of summands(trace, loss)) {
    const names = [...trace.namesIn(term)];
    if (names.some((name) => /^[xyk]/.test(name)) || !names.some((name) => name.startsWith("p")))
      data = e.add(data, term);
    else {
      const key = names
        .filter((name) => name.startsWith("h"))
        .sort()
        .join();
      const before = penalties.get(key);
      penalties.set(key, before === undefined ? term : e.add(before, term));
    }
  }
  return { data, penalties: [...penalties.values()] };
}

function summands(trace: Anatomy["trace"], node: e.Expression): readonly e.Expression[] {
  const isPlain = (each: e.Expression) => [...trace.namesIn(each)].every((name) => name.startsWith("h"));
  if (node.kind === "reshape" && e.isSingle(node.of.shape))
    return summands(trace, node.of).map((term) => e.reshape(term, node.shape));
  if (node.kind === "unary" && node.operation === "negate") return summands(trace, node.of).map(e.negate);
  if (node.kind !== "binary") return [node];
  const { left, right } = node;
  switch (node.operation) {
    case "add":
      return [...summands(trace, left), ...summands(trace, right)];
    case "subtract":
      return [...summands(trace, left), ...summands(trace, right).map(e.negate)];
    case "multiply":
      if (isPlain(left)) return summands(trace, right).map((term) => e.times(left, term));
      return isPlain(right) ? summands(trace, left).map((term) => e.times(term, right)) : [node];
    case "divide":
      return isPlain(right) ? summands(trace, left).map((term) => e.divide(term, right)) : [node];
    default:
      return [node];
  }
}

function findLayers(
  trace: Trace,
  loss: e.Expression,
  parameters: readonly ParameterAnatomy[],
): LayerAnatomy[] {
  const order = e.topological(loss);
  const users = usersOf(order);
  const layers: LayerAnatomy[] = [];
  for (const { leaf } of parameters) {
    const neurons: NeuronAnatomy[] = [];
    let bias: e.VariableNode | null = null;
    for (const node of order) {
      const input = productInput(node, leaf);
      if (input === null) continue;
      const summed = biasedBy(trace, node, users, parameters);
      bias ??= summed.bias;
      const linear = summed.linear;
      neurons.push({ product: node, input, linear, activation: linear });
    }
    const [first] = neurons;
    if (first === undefined) continue;
    const { name, nodes } = activationOf(trace, order, neurons);
    layers.push({
      weight: leaf,
      bias,
      activation: name,
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

/** The other factor, where a node is a product with the parameter: a matrix product, or a sum of elementwise products. */
function productInput(node: e.Expression, parameter: e.Expression): e.Expression | null {
  const pair =
    node.kind === "matmul"
      ? node
      : node.kind === "sum" && node.of.kind === "binary" && node.of.operation === "multiply"
        ? node.of
        : null;
  if (pair === null) return null;
  if (isSame(pair.right, parameter)) return isSame(pair.left, parameter) ? null : pair.left;
  return isSame(pair.left, parameter) ? pair.right : null;
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

/** z = product + bias, through reshapes. */
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
    const bias = parameters.find(({ leaf }) => isSame(other, leaf))?.leaf;
    if (bias !== undefined) return { linear: user, bias };
    const constant = [...trace.namesIn(other)].every((name) => /^[kh]/.test(name));
    if (constant) return { linear: user, bias: null };
  }
  return { linear: product, bias: null };
}

const activations: readonly ActivationName[] = ["sigmoid", "tanh", "relu", "softplus", "leaky-relu"];

/** The activation: whatever the program's formula is, its value is that of σ(z), tanh(z) … */
function activationOf(
  trace: Trace,
  order: readonly e.Expression[],
  neurons: readonly NeuronAnatomy[],
): { readonly name: ActivationName; readonly nodes: readonly e.Expression[] } {
  for (const name of [...activations, "softmax", "softmax-columns"] as const) {
    const nodes = neurons.map(({ linear }) => {
      const exact =
        name === "softmax-columns"
          ? e.softmax(linear, 0)
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
            isClose(trace.read(node), value),
        ) ?? null
      );
    });
    if (nodes.every((node, at) => node !== null && isGate(order, neurons[at]?.linear ?? node, node)))
      return {
        name: name === "softmax-columns" ? "softmax" : name,
        nodes: nodes.flatMap((node) => (node === null ? [] : [node])),
      };
  }
  const leaky = neurons.map(({ linear }) => leakyNode(trace, order, linear));
  if (leaky.every((node) => node !== null))
    return { name: "leaky-relu", nodes: leaky.flatMap((node) => (node === null ? [] : [node])) };
  return { name: "identity", nodes: neurons.map(({ linear }) => linear) };
}

/** Nothing but the activation looks at z: a loss of logits takes max(z, 0) and z, and has no ReLU. */
function isGate(order: readonly e.Expression[], linear: e.Expression, activation: e.Expression): boolean {
  const [root] = order.slice(-1);
  if (root === undefined) return false;
  const open = e.variable("gate", activation.shape);
  const rest = e.substitute(root, new Map([[activation.key, open]]));
  return !e.topological(rest).some((node) => node.key === linear.key);
}

/** z where it is positive, some share of z where it is not. */
function leakyNode(trace: Trace, order: readonly e.Expression[], linear: e.Expression): e.Expression | null {
  const z = arrays.elements(trace.read(linear));
  const found = order.find((node) => {
    if (node.key === linear.key || !e.sameShape(node.shape, linear.shape)) return false;
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

const biasName = /^b\d*$|bias|intercept|^b_|^theta_?0$/i;

/** A bias in the forward pass that no update changes: a number or an array that the program made and left. */
function findFrozen(trace: Trace, updates: readonly UpdateTrace[]): FrozenBias[] {
  const changed = new Set([...updates, ...trace.updates].map(({ target }) => targetName(target)));
  const observed = new Map<Expression, e.Expression>();
  for (const { syntax, node } of trace.values) if (!observed.has(syntax)) observed.set(syntax, node);
  const found = new Map<string, FrozenBias>();
  for (const { syntax, frame } of trace.values) {
    if (syntax.kind !== "binary" || syntax.operator !== "+" || frame.module.file === "") continue;
    for (const side of [syntax.left, syntax.right]) {
      const name = targetName(side);
      if (!biasName.test(name) || changed.has(name) || found.has(name)) continue;
      const node = observed.get(side);
      const constant = node === undefined || [...trace.namesIn(node)].every((each) => each.startsWith("k"));
      if (constant) found.set(name, { name, syntax: side, frame });
    }
  }
  return [...found.values()];
}
