import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Trace } from "../domains/symbolsTrace";
import { lastName } from "../syntax/names";
import type { FrozenBias } from "./gradientFrozen";

/** Weights that the loss depends on and that are stepped by zeros alone. */
export interface IdleWeight extends Omit<FrozenBias, "isLoose"> {
  /** The derivative that the zeros stand in the place of. */
  readonly derivative: arrays.NumberArray;
}

/** `w1 -= rate * w1_grad`, where w1_grad is the zeros that it began with and nothing else is made of them. */
export function findIdle(trace: Trace, loss: e.Expression): IdleWeight[] {
  const sources = new Sources(trace);
  return [...trace.idle.arrays.values()].flatMap(({ leaf, step }) => {
    if (leaf.shape.length === 0 || isReallyStepped(trace, leaf) || sources.areFilled(step, leaf)) return [];
    const [derivative] = e.derivative(trace.writtenOut(loss, leaf), [leaf]).map(trace.read);
    if (derivative === undefined || arrays.norm(derivative) < 1e-9) return [];
    const value = trace.values.find(
      ({ syntax, node, frame }) =>
        node.key === leaf.key && lastName(syntax) !== "" && frame.module.file !== "",
    );
    return value === undefined ? [] : [{ name: lastName(value.syntax), ...value, derivative }];
  });
}

/** A later step is more than zeros. */
function isReallyStepped(trace: Trace, leaf: e.VariableNode): boolean {
  const chain = new Set([leaf.key]);
  return [...trace.updates, ...trace.refused].some(({ before, after, step }) => {
    if (!chain.has(before.key)) return false;
    chain.add(after.key);
    return arrays.norm(trace.read(step)) > 0;
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
