import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Site, Value } from "../interpreter/value";
import { type Operand, TracedArray } from "../numpy/valuesOperand";
import { lastName } from "../syntax/names";
import type { BinaryOperator } from "../syntax/tree";
import { plainNumber } from "./symbolsMade";
import { datum, type Trace, type Traced, type TracedValue } from "./symbolsTrace";
import { batchName, isCount, penaltyName, rateName } from "./symbolsUpdates";

/** Names under which programs keep the number of their samples. */
const countName = /^([mn]|(n|num|no)_?(of_)?(samples?|examples?|train\w*|obs|rows|points|data))$/i;

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
    if (rate === null || rate <= 0) return null;
    const count = of.kind === "array" ? this.#trace.byCount.get(of.node.key) : undefined;
    if (count === undefined) return this.#setting(name, rate, () => rate);
    this.#trace.hasCountedRate = true;
    const whole = this.#setting(name, rate * count, () => rate * count);
    return whole.value.kind === "array"
      ? datum(new TracedArray(e.divide(whole.value.node, e.number(count)), "float"))
      : whole;
  }

  /** `eta / len(x)` has the mean over the samples in it, which belongs to the gradient: seen before the quotient gets a rate's name. */
  noteQuotient(
    operator: BinaryOperator,
    by: Operand | null,
    result: Value<Traced>,
    { node }: Site<Traced>,
  ): void {
    if (operator !== "/" || by?.kind !== "int" || by.value < 2 || node.kind !== "binary") return;
    if (result.kind !== "datum" || result.value.kind !== "array" || result.value.node.shape.length > 0)
      return;
    if (isCount(node.right) || countName.test(lastName(node.right)) || batchName.test(lastName(node.right)))
      this.#trace.byCount.set(result.value.node.key, by.value);
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
