import * as e from "../../algebra/expression";
import type { Trace, Traced, UpdateTrace, ValueTrace } from "../../domains/symbolsTrace";
import type { Frame } from "../../interpreter/value";
import { keyOf, lastName } from "../../syntax/names";
import type { Expression } from "../../syntax/tree";
import type { ActivationName } from "../derivation/model";
import { type FrozenBias, findFrozen, leftItems } from "./frozen";
import { withoutGuards } from "./guards";
import { findIdle, type IdleWeight } from "./idle";
import { findLayers } from "./layers";
import { findLosses } from "./loss";
import { isOnce, namedRate, type Rate, ratesOf, withoutFactors } from "./rates";
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
  const all = trace.values.flatMap(({ syntax, node }) => (node.key === before.key ? [syntax] : []));
  // `{k: np.zeros_like(v) for k, v in params.items()}` names each of them v.
  const literal =
    all.find((syntax) => syntax.kind === "subscript" && keyOf(syntax.index) !== null) ??
    all.find(({ kind }) => kind === "name" || kind === "attribute");
  return literal === undefined ? lastName(target) : lastName(literal);
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
