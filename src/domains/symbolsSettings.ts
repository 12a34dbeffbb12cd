import * as arrays from "../algebra/array";
import type * as e from "../algebra/expression";
import { TracedArray } from "../numpy/valuesOperand";
import { plainNumber } from "./symbolsMade";
import { datum, type Trace, type Traced, type TracedValue } from "./symbolsTrace";
import { penaltyName, rateName } from "./symbolsUpdates";

/** The settings of a program, by their names: learning rates and strengths of penalties. They keep their letter in formulas. */
export class Settings {
  readonly #trace: Trace;
  readonly #known = new Map<string, e.VariableNode>();

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** null for what is none. */
  named(of: TracedValue, name: string): Traced | null {
    const number = plainNumber(this.#trace, of);
    if (number !== null && this.#trace.options.penalties && penaltyName.test(name))
      return this.#setting(name, number, () => 0.4 + this.#trace.random(), this.#trace.strengths);
    if (!rateName.test(name)) return null;
    const rate = number ?? this.#made(of);
    return rate !== null && rate > 0 ? this.#setting(name, rate, () => rate) : null;
  }

  /** `rate / (1 + decay * epoch)`: made of other settings alone. */
  #made(of: TracedValue): number | null {
    if (of.kind !== "array" || of.node.shape.length > 0) return null;
    const isMade = [...this.#trace.namesIn(of.node)].every((name) => name.startsWith("h"));
    return isMade ? arrays.item(this.#trace.read(of.node)) : null;
  }

  /** The same number under the same name is the same thing, however often it is passed on. */
  #setting(name: string, number: number, value: () => number, kind?: Set<string>): Traced {
    const key = `${name} ${number}`;
    const known =
      this.#known.get(key) ?? this.#trace.leaf("h", arrays.scalar(value()), "hyperparameter", name);
    this.#known.set(key, known);
    kind?.add(known.name);
    return datum(new TracedArray(known, "float"));
  }
}
