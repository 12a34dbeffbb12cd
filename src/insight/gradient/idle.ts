import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import { isOfItself } from "../../domains/symbolsIdle";
import type { Trace, UpdateTrace } from "../../domains/symbolsTrace";
import { hasRate, rateName } from "../../domains/symbolsUpdates";
import { lastName } from "../../syntax/names";
import { combination } from "./fit";
import type { FrozenBias } from "./frozen";
import { isLossValue } from "./lossNames";

/** Weights that the loss depends on and that are stepped by zeros alone, by a share of themselves or by the data alone. */
export interface IdleWeight extends Omit<FrozenBias, "isLoose"> {
  /** The zeros, the weights, or what is made of the data. */
  readonly given: arrays.NumberArray;
  /** The derivative that they stand in the place of. */
  readonly derivative: arrays.NumberArray;
}

/**
 * `w1 -= rate * w1_grad`, where w1_grad is the zeros that it began with and nothing else is made of them; `w1 -= rate * w1`, and
 * no other step; or one that no parameter decides.
 */
export function findIdle(trace: Trace, loss: e.Expression): IdleWeight[] {
  const sources = new Sources(trace);
  const zeros = [...trace.idle.arrays.values()].flatMap(({ leaf, step }) =>
    leaf.shape.length === 0 || isReallyStepped(trace, leaf) || sources.areFilled(step, leaf)
      ? []
      : [{ leaf, given: trace.read(step) }],
  );
  const shares = [...trace.idle.shares.values()].flatMap(({ leaf, step, order }) => {
    const weights = trace.read(leaf);
    const isShare = combination(trace.read(step), [weights]) !== null;
    return isShare && isUsedBefore(trace, leaf, order) && !mayBeStepped(trace, leaf)
      ? [{ leaf, given: weights }]
      : [];
  });
  const ofData = stepsOfData(trace);
  return [...zeros, ...shares, ...ofData].flatMap((each) => {
    const { leaf, given } = each;
    const [derivative] = e
      .derivative(
        trace.writtenOut(loss, (key) => key !== leaf.key),
        [leaf],
      )
      .map(trace.read);
    if (derivative === undefined || arrays.norm(derivative) < 1e-9) return [];
    // Of a loss that is a product with the data it is the derivative.
    const isSame =
      given.shape.join() === derivative.shape.join() && combination(given, [derivative]) !== null;
    if (isSame && ofData.includes(each)) return [];
    const value = trace.values.find(
      ({ syntax, node, frame }) =>
        node.key === leaf.key && lastName(syntax) !== "" && frame.module.file !== "",
    );
    return value === undefined ? [] : [{ name: lastName(value.syntax), ...value, given, derivative }];
  });
}

/** `w += rate * X.T @ y`: steps that no parameter decides, of what the loss is made of. */
function stepsOfData(trace: Trace) {
  const isOfData = (step: e.Expression) => {
    const names = [...trace.namesIn(step)];
    return hasRate(trace, step) && names.some(isData) && !names.some((name) => name.startsWith("p"));
  };
  const seen = new Set<string>();
  return trace.updates.flatMap(({ before, step, order }) => {
    if (before.kind !== "variable" || before.shape.length === 0 || seen.has(before.key)) return [];
    seen.add(before.key);
    if (!before.name.startsWith("k") || !isOfData(step) || trace.branched || trace.lost.size > 0) return [];
    if ([...trace.namesIn(step)].some((name) => trace.blurred.has(name))) return [];
    const rates = [...e.variablesOf(step).values()].filter(({ tex }) => rateName.test(tex));
    const gradient = e.substitute(step, new Map(rates.map(({ key }) => [key, e.number(1)])));
    return isUsedBefore(trace, before, order) ? [{ leaf: before, given: trace.read(gradient) }] : [];
  });
}

function isData(name: string): boolean {
  return /^[xyk]/.test(name);
}

/** Numbers that are stepped by a share of themselves alone, and that the loss is made of before any step: a rate that decays is not. */
export function idleNumbers(trace: Trace): ReadonlySet<string> {
  const first = Math.min(...trace.updates.map(({ order }) => order));
  const early = trace.values.slice(0, first).filter((value) => isLossValue(trace, value));
  const numbers = [...trace.idle.shares.values()].filter(
    ({ leaf }) => leaf.shape.length === 0 && early.some(({ node }) => trace.namesIn(node).has(leaf.name)),
  );
  return new Set(numbers.map(({ leaf }) => leaf.key));
}

/** Beside what other steps are taken from: what is scaled before all steps are data, or where weights start. */
function isUsedBefore(trace: Trace, leaf: e.VariableNode, order: number): boolean {
  const others = trace.updates.flatMap(({ before }) => (before.kind === "variable" ? [before.name] : []));
  const own = trace.sourcesOf(leaf.name);
  return trace.values.slice(0, order).some(({ node }) => {
    const names = [...trace.namesIn(node)];
    if (!names.some((name) => name !== leaf.name && others.includes(name))) return false;
    // What is computed from the weights and the program's own data has a name of its own.
    return names.some((name) => [...own].every((each) => trace.sourcesOf(name).has(each)));
  });
}

/** Where an `if` decides, something is not known, or the array's name has come to hold something else. */
function mayBeStepped(trace: Trace, leaf: e.VariableNode): boolean {
  if (trace.branched || trace.lost.has(leaf.name) || trace.lost.has("") || isReallyStepped(trace, leaf))
    return true;
  const own = trace.values.find(({ syntax, node }) => node.key === leaf.key && lastName(syntax) !== "");
  const name = own === undefined ? "" : lastName(own.syntax);
  const isOwn = ({ key }: e.Expression) => key === leaf.key || trace.idle.kept.get(key)?.key === leaf.key;
  return trace.values.some(
    ({ syntax, node }) =>
      lastName(syntax) === name &&
      e.sameShape(node.shape, leaf.shape) &&
      trace.namesIn(node).has(leaf.name) &&
      !isOwn(node),
  );
}

/** A later step is more than zeros, or than a share of the weights. */
function isReallyStepped(trace: Trace, leaf: e.VariableNode): boolean {
  if (trace.idle.moved.has(leaf.key)) return true;
  const chain = new Set([leaf.key]);
  return [...trace.updates, ...trace.refused].some(({ before, after, step }) => {
    if (!chain.has(before.key)) return false;
    chain.add(after.key);
    return arrays.norm(trace.read(step)) > 0 && !isOfItself(trace, leaf, step);
  });
}

/** The arrays that the values of a run are made of, by name, and what those were made of. */
class Sources {
  readonly #trace: Trace;
  #ofValues: readonly ReadonlySet<string>[] | null = null;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** Something else than the step is made of the zeros: a velocity, a sum that is collected. */
  areFilled(step: e.Expression, leaf: e.VariableNode): boolean {
    const zeros = this.#of(this.#trace.namesIn(step));
    const own = this.#of(this.#trace.namesIn(leaf));
    this.#ofValues ??= this.#kindsOfValues();
    return this.#ofValues.some((all) => {
      const sources = [...all];
      if (sources.some((name) => own.has(name))) return false;
      return sources.some((name) => zeros.has(name)) && sources.some((name) => !zeros.has(name));
    });
  }

  /** Each set of names that some value has, once. */
  #kindsOfValues(): ReadonlySet<string>[] {
    const kinds = new Map<string, ReadonlySet<string>>();
    for (const { node } of this.#trace.values) {
      const names = this.#trace.namesIn(node);
      const kind = [...names].join();
      if (names.size > 0 && !kinds.has(kind)) kinds.set(kind, this.#of(names));
    }
    return [...kinds.values()];
  }

  #of(names: ReadonlySet<string>): ReadonlySet<string> {
    const arrays = [...names].filter((name) => !name.startsWith("h"));
    return new Set(arrays.flatMap((name) => [name, ...this.#trace.sourcesOf(name)]));
  }
}

/** What it was before steps by zeros alone. A look ahead, with no velocity yet, of what is stepped later is none of them. */
export function beforeIdle(trace: Trace, node: e.Expression): e.Expression {
  const own = trace.idle.unmoved.get(node.key);
  const isMoved = ({ before, step }: UpdateTrace) =>
    before.key === own?.key && arrays.norm(trace.read(step)) > 0;
  return own?.kind !== "variable" || trace.updates.some(isMoved) ? node : own;
}
