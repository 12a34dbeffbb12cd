import * as e from "../../algebra/expression";
import type { SymbolDomain } from "../../domains/symbols";
import { datum, type Trace, type Traced } from "../../domains/symbolsTrace";
import { placeOf } from "../../domains/symbolsUpdates";
import type { DictValue, Frame, ListValue, Value } from "../../interpreter/value";
import { TracedArray } from "../../numpy/valuesOperand";
import type { Expression } from "../../syntax/tree";

/**
 * Weights that are Python's own numbers in lists and dicts. A number there has no name, and no memory of its own: the list is known by
 * the place that made it, and where that is a place of parameters, all numbers in it are.
 */
export class WeightLists {
  readonly #domain: SymbolDomain;
  /** Where each list was made. */
  readonly #made = new Map<object, string>();
  /** The list that an expression came to last. */
  readonly #held = new Map<Expression, object>();

  constructor(domain: SymbolDomain) {
    this.#domain = domain;
  }

  seen(syntax: Expression, list: ListValue<Traced> | DictValue<Traced>, frame: Frame<Traced>): void {
    this.#held.set(syntax, list.cell);
    if (this.#made.has(list.cell)) return;
    const place = placeOf({ node: syntax, frame });
    this.#made.set(list.cell, place);
    if (this.#domain.trace.options.places.arrays.has(place)) this.#convert(list, place);
  }

  /** The place of the list that `weights[j]` is an item of. */
  placeOf(target: Expression): string | undefined {
    const list = target.kind === "subscript" ? this.#held.get(target.object) : undefined;
    return list === undefined ? undefined : this.#made.get(list);
  }

  #convert(list: ListValue<Traced> | DictValue<Traced>, place: string): void {
    const { trace, machine } = this.#domain;
    if (machine === null) return;
    const parameter = (item: Value<Traced>): Value<Traced> =>
      isNumber(trace, item) ? datum(new TracedArray(trace.parameter([], place), "float")) : item;
    if (list.kind === "list") {
      const content = list.cell.value;
      if (content?.kind !== "items") return;
      machine.state.write(list.cell, { kind: "items", items: content.items.map(parameter) });
      return;
    }
    const content = list.cell.value;
    if (content === undefined) return;
    const entries = [...content.entries].map(
      ([key, each]) => [key, { ...each, value: parameter(each.value) }] as const,
    );
    machine.state.write(list.cell, { ...content, entries: new Map(entries) });
  }
}

/** Also -0.1, which is made of a number. */
function isNumber(trace: Trace, item: Value<Traced>): boolean {
  if (item.kind !== "datum") return false;
  const { value } = item;
  return (
    value.kind === "int" ||
    (value.kind === "array" && e.isSingle(value.node.shape) && trace.namesIn(value.node).size === 0)
  );
}
