import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Trace, Traced, UpdateTrace, ValueTrace } from "../../domains/symbolsTrace";
import { rateName } from "../../domains/symbolsUpdates";
import type { Frame } from "../../interpreter/value";
import { keyOf, lastName } from "../../syntax/names";
import type { Expression } from "../../syntax/tree";
import type { ActivationName } from "../derivation/model";
import { type FrozenBias, findFrozen, leftItems } from "./frozen";
import { withoutGuards } from "./guards";
import { findIdle, type IdleWeight } from "./idle";
import { findLayers } from "./layers";
import { findLosses } from "./loss";
import type { Share } from "./share";
import { attempt, type TracedProgram } from "./trace";

/** The training step of one run, taken apart: parameters and their gradients, the loss, the layers. */
export interface Anatomy {
  readonly trace: Trace;
  /** Of a step after the first of its run. */
  readonly isLater: boolean;
  readonly parameters: readonly ParameterAnatomy[];
  /** The losses that the program computes of just the samples that the gradient is made of, the best guess first. */
  readonly losses: readonly LossAnatomy[];
  /** Other numbers of these samples, under names that say nothing. */
  readonly quiet: readonly LossAnatomy[];
  readonly layers: readonly LayerAnatomy[];
  /** Biases that are added and never changed. */
  readonly frozen: readonly FrozenBias[];
  /** Weights that are stepped by zeros alone. */
  readonly idle: readonly IdleWeight[];
  /** What each parameter has become, by key, with the parameter. */
  readonly back: ReadonlyMap<string, e.Expression>;
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
  /** The same without the share that a line of its own takes away: a loss may know nothing of that. */
  readonly apart?: ParameterAnatomy;
}

export interface LossPlace {
  readonly syntax: Expression;
  readonly frame: Frame<Traced>;
}

export interface LossAnatomy extends LossPlace {
  readonly node: e.Expression;
  readonly rank: LossRank;
  /** It goes by a metric's name wherever it has one: it may only be reported. */
  readonly isMetric?: boolean;
  /** It is made of more of the data than the step, or of less. */
  readonly isWider?: true;
  /** Samples that are arrays of their own are in it, and not in the step. */
  readonly hasOthers?: true;
  /** Where else the program has this number: another run may come to one of the places only. */
  readonly elsewhere?: readonly LossPlace[];
  /** Of a loss of more samples than the step is made of: how the step's own share of it is weighed. */
  readonly share?: Share | undefined;
  /** And how many samples the step is made of. */
  readonly stepSamples?: number;
}

/**
 * What speaks for a number to be the loss: 3, a name that can hardly be that of anything else, or a list of losses that it is
 * noted in; 2, a name that may be a metric's ("error"); 1, no name, but the program prints, keeps or returns it; 0, only that
 * it has a name of its own.
 */
export type LossRank = 0 | 1 | 2 | 3;

/** A layer: one product with the weights, or one a sample where the program goes through them in a loop. */
export interface LayerAnatomy {
  readonly weight: e.VariableNode;
  readonly bias: e.VariableNode | null;
  /** "identity" too for one that has no name here, see `isIdentity`. */
  readonly activation: ActivationName;
  /** z itself goes on to the next layer, or into the loss. */
  readonly isIdentity: boolean;
  readonly neurons: readonly NeuronAnatomy[];
}

export interface NeuronAnatomy {
  readonly product: e.Expression;
  readonly input: e.Expression;
  readonly linear: e.Expression;
  readonly activation: e.Expression;
}

const known = new WeakMap<readonly UpdateTrace[], Anatomy>();

/** Of the steps of a run, once: whoever asks whether there is a loss, and whoever looks for mistakes. */
export function ownAnatomy({ trace, updates }: Pick<TracedProgram, "trace" | "updates">): Anatomy {
  const before = known.get(updates);
  if (before !== undefined) return before;
  const found = anatomyOf(trace, updates);
  known.set(updates, found);
  return found;
}

/** `asked`: the losses of another run of the same program; only they are looked for. */
export function anatomyOf(
  trace: Trace,
  updates: readonly UpdateTrace[],
  asked?: readonly LossAnatomy[],
  isLater = false,
): Anatomy {
  // After the step the program goes on with the new values; the loss is asked for at the old ones.
  const back = rootsOf(trace, updates);
  const values = trace.values;
  const { rates, steps } = ratesOf(trace, updates);
  const own = (update: UpdateTrace, rate: Rate): ParameterAnatomy | null => {
    if (update.before.kind !== "variable") return null;
    // The rate inside a weight that has been updated already is no factor of this step.
    const kept = new Map([...rate, ...updates.map(({ after }) => [after.key, after] as const)]);
    const without = (step: e.Expression, by: ReadonlyMap<string, e.Expression>) =>
      isOnce(step, rate) ? e.substitute(step, by) : withoutFactors(step, rate);
    const gradient = without(update.step, kept);
    const early = withoutGuards(without(e.substitute(update.step, back), rate));
    return {
      name: parameterName(trace, update),
      leaf: update.before,
      update,
      gradient: withoutGuards(gradient),
      early,
    };
  };
  const stepped = steps.flatMap((update, at): ParameterAnatomy[] => {
    const rate = rates[at] ?? new Map<string, e.Expression>();
    const whole = own(update, rate);
    if (whole === null) return [];
    if (update.apart === undefined) return [whole];
    const named = namedRate(trace, update.apart);
    const apart = own({ ...update, step: update.apart }, named.size > 0 ? named : rate);
    return [apart === null ? whole : { ...whole, apart }];
  });
  const { losses, quiet } = findLosses(trace, stepped, back, asked);
  const [loss] = losses;
  const parameters = stepped.filter((each) => !isAverage(trace, each, updates, loss));
  return {
    trace,
    isLater,
    parameters,
    losses,
    quiet,
    layers: loss === undefined ? [] : findLayers(trace, loss.node, parameters),
    // Only the first run is asked for these.
    get frozen() {
      if (loss === undefined) return [];
      return [...findFrozen(trace, updates, loss, back), ...leftItems(trace, updates, loss.node)];
    },
    get idle() {
      return loss === undefined ? [] : findIdle(trace, loss.node);
    },
    back,
    valuesOf: groupValues(values),
  };
}

/** `mean_w += (w - mean_w) / epoch`: made of what a parameter has become, and the loss knows nothing of it. */
function isAverage(
  trace: Trace,
  { leaf, gradient, update }: ParameterAnatomy,
  updates: readonly UpdateTrace[],
  loss: LossAnatomy | undefined,
): boolean {
  if (loss === undefined || trace.namesIn(loss.node).has(leaf.name)) return false;
  const parts = new Set(e.topological(gradient).map(({ key }) => key));
  return updates.some(({ after }) => after.key !== update.after.key && parts.has(after.key));
}

type Rate = ReadonlyMap<string, e.Expression>;

/**
 * The rate of each step, replaced by 1: named ones, or a literal that all steps share. It may be hidden in an array that was
 * computed from the program's own data alone: `0.1 * X.T @ error`.
 */
function ratesOf(trace: Trace, updates: readonly UpdateTrace[]) {
  const named = updates.map(({ step }) => namedRate(trace, step));
  const own = (update: UpdateTrace) => literalRate(trace, [update], true);
  if (named.some((rate) => rate.size > 0)) {
    // `w -= rate * dw` and `b -= 0.01 * db`
    const rates = updates.map((each, at) => (named[at]?.size === 0 ? own(each) : (named[at] ?? new Map())));
    return { rates, steps: updates };
  }
  const literal = literalRate(trace, updates);
  if (literal.size > 0) return { rates: updates.map(() => literal), steps: updates };
  // `w -= 0.01 * dw` and `b -= 0.1 * db`
  const apart = updates.map(own);
  if (apart.every((rate) => rate.size > 0)) return { rates: apart, steps: updates };
  const steps = updates.map((each) => ({ ...each, step: trace.writtenOut(each.step) }));
  const hidden = literalRate(trace, steps);
  return { rates: updates.map(() => hidden), steps: hidden.size > 0 ? steps : updates };
}

/** The names of rates by which the whole step is multiplied. */
function namedRate(trace: Trace, step: e.Expression): Rate {
  const names = [...e.variablesOf(step).values()].filter(
    (each) => rateName.test(each.tex) && scales(trace, each, step),
  );
  return new Map(names.map(({ key }) => [key, e.number(1)]));
}

/** What each parameter has become, by key, with the parameter. */
function rootsOf(trace: Trace, updates: readonly UpdateTrace[]): ReadonlyMap<string, e.Expression> {
  const roots = new Map<string, e.Expression>(updates.map(({ before }) => [before.key, before]));
  for (const [key, leaf] of trace.idle.unmoved) roots.set(key, leaf);
  const names = new Map(updates.map(({ before, target }) => [before.key, lastName(target)]));
  for (const { before, after, target } of trace.updates) {
    const root = roots.get(before.key);
    // A sum that starts with a weight (`z = w[-1]; z += …`) is none of its steps.
    if (names.has(before.key) && names.get(before.key) !== lastName(target)) continue;
    // Data of another form may stretch what is stepped: that is the parameter no more.
    if (root !== undefined && e.sameShape(before.shape, after.shape)) roots.set(after.key, root);
  }
  for (const [key, before] of trace.stages) {
    const root = roots.get(before.key);
    if (root !== undefined) roots.set(key, root);
  }
  return roots;
}

/** `params[key] -= …` does not say which it is; the forward pass does. */
function parameterName(trace: Trace, { target, before }: UpdateTrace): string {
  const isItem = target.kind === "subscript" && keyOf(target.index) === null && before.shape.length > 0;
  // `setattr(self, name, getattr(self, name) - …)`
  if (!isItem && target.kind !== "call") return lastName(target);
  const literal = trace.values.find(
    ({ syntax, node }) =>
      node.key === before.key &&
      (syntax.kind === "name" ||
        syntax.kind === "attribute" ||
        (syntax.kind === "subscript" && keyOf(syntax.index) !== null)),
  );
  return literal === undefined ? lastName(target) : lastName(literal.syntax);
}

/** The number that all steps are multiplied by; `here`: written in the line of the step itself. */
function literalRate(trace: Trace, updates: readonly UpdateTrace[], here = false): Rate {
  const shared = (nodes: readonly (readonly e.Expression[])[]): e.Expression | undefined =>
    nodes[0]?.find((node) => nodes.every((list) => list.some((each) => each.key === node.key)));
  // The step that a call of ours takes has no rate: a number in there belongs to the gradient.
  const own = updates.filter(({ frame }) => frame.module.file !== "");
  if (own.length === 0) return new Map();
  const literal =
    shared(
      own.map((update) => literalFactors(trace, update.step).filter((each) => isIn(trace, each, update))),
    ) ?? (here ? undefined : shared(own.map(({ step }) => literalFactors(trace, step))));
  if (literal?.kind !== "number") return new Map();
  return new Map([
    [literal.key, e.number(literal.value / (writtenRate(trace, literal.value) ?? literal.value))],
  ]);
}

/** Whether the rate stands in one place alone: a number like 0.1 may be among the data too. */
function isOnce(step: e.Expression, rate: Rate): boolean {
  const uses = e.topological(step).flatMap((node) => e.operands(node).filter(({ key }) => rate.has(key)));
  return uses.length < 2 || uses.some(({ kind }) => kind !== "number");
}

function withoutFactors(step: e.Expression, rate: Rate): e.Expression {
  const factors = [...rate.entries()].flatMap(([key, instead]) => {
    const own = e.topological(step).find((node) => node.key === key);
    return own === undefined ? [] : [e.divide(instead, own)];
  });
  return factors.reduce((node, factor) => e.times(node, factor), step);
}

/** Without it there is no step. The `alpha` of a penalty has a rate's name too, but is not in front of all. */
function scales(trace: Trace, rate: e.VariableNode, step: e.Expression): boolean {
  const without = e.substitute(step, new Map([[rate.key, e.number(0)]]));
  return arrays.norm(trace.read(without)) === 0;
}

/** The number is written in the update itself: `w -= 0.5 * g`, whatever g is made of. */
function isIn(trace: Trace, number: e.Expression, { site, frame }: UpdateTrace): boolean {
  return trace.values.some(
    ({ syntax, node, frame: where }) =>
      node.key === number.key &&
      (syntax.kind === "number" || syntax.kind === "unary" || syntax.kind === "binary") &&
      where.module.file === frame.module.file &&
      syntax.span.start >= site.span.start &&
      syntax.span.end <= site.span.end,
  );
}

/** Numbers that multiply the whole, and that the program writes as numbers: 1/len(x) is none. */
function literalFactors(
  trace: Trace,
  node: e.Expression,
  known = new Map<string, readonly e.Expression[]>(),
): readonly e.Expression[] {
  // A formula holds many parts more than once.
  const before = known.get(node.key);
  if (before !== undefined) return before;
  const found = factorsIn(trace, node, known);
  known.set(node.key, found);
  return found;
}

function factorsIn(
  trace: Trace,
  node: e.Expression,
  known: Map<string, readonly e.Expression[]>,
): readonly e.Expression[] {
  const inside = (...parts: readonly e.Expression[]) => [
    ...new Set(parts.flatMap((part) => literalFactors(trace, part, known))),
  ];
  const ofBoth = (left: e.Expression, right: e.Expression) => {
    if (isZero(left) || isZero(right)) return inside(isZero(left) ? right : left);
    const others = new Set(inside(right).map(({ key }) => key));
    return inside(left).filter(({ key }) => others.has(key));
  };
  switch (node.kind) {
    case "number":
      return isWritten(trace, node) ? [node] : [];
    case "matmul":
      return inside(node.left, node.right);
    case "transpose":
    case "reshape":
    case "broadcast":
    case "sum":
    case "index":
    case "scatter":
      return inside(node.of);
    // A piece among zeros: `theta[1:] -= 0.1 * grad[1:]`.
    case "where":
      return ofBoth(node.yes, node.no);
    case "unary":
      return node.operation === "negate" ? inside(node.of) : [];
    case "binary":
      if (node.operation === "multiply") return inside(node.left, node.right);
      if (node.operation === "add") return ofBoth(node.left, node.right);
      return node.operation === "divide" ? inside(node.left) : [];
    default:
      return [];
  }
}

function isZero(node: e.Expression): boolean {
  if (node.kind === "broadcast" || node.kind === "reshape") return isZero(node.of);
  return node.kind === "number" && node.value === 0;
}

function isWritten(trace: Trace, node: e.Expression): boolean {
  return node.kind === "number" && writtenRate(trace, node.value) !== null;
}

/** The number itself as it is written, or in `0.01 * 2` the one that is no whole number. */
function writtenRate(trace: Trace, number: number): number | null {
  const { key } = e.number(number);
  for (const { syntax, node } of trace.values) {
    if (node.key !== key) continue;
    if (syntax.kind === "number" && !Number.isInteger(number)) return number;
    // `w += -0.1 * g`, `w += -rate * g`
    const isNegated = syntax.kind === "unary" && syntax.operator === "-" && number < 0;
    const negated = isNegated ? writtenRate(trace, -number) : null;
    if (negated !== null) return negated;
    if (syntax.kind !== "binary" || syntax.operator !== "*") continue;
    const rates = [syntax.left, syntax.right].flatMap((side) =>
      side.kind === "number" && !Number.isInteger(side.value) ? [side.value] : [],
    );
    if (rates.length === 1 && [syntax.left, syntax.right].every((side) => side.kind === "number"))
      return rates[0] ?? null;
  }
  return null;
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
  return attempt(() => ownAnatomy({ trace, updates }).losses.some(({ rank }) => rank > 0)) === true;
}
