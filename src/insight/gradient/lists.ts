import * as e from "../../algebra/expression";
import type { SymbolDomain } from "../../domains/symbols";
import { datum, type Trace, type Traced } from "../../domains/symbolsTrace";
import { placeOf } from "../../domains/symbolsUpdates";
import type { DictValue, Frame, ListValue, Value } from "../../interpreter/value";
import { TracedArray } from "../../numpy/valuesOperand";
import { lastName } from "../../syntax/names";
import type { Assign, Expression, Module } from "../../syntax/tree";
import { walk } from "../../syntax/walk";

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

  readonly #isStepped: (syntax: Expression) => boolean;

  /** `isStepped`: where a list is put together anew of its stepped items. */
  constructor(domain: SymbolDomain, isStepped: (syntax: Expression) => boolean) {
    this.#domain = domain;
    this.#isStepped = isStepped;
  }

  seen(syntax: Expression, list: ListValue<Traced> | DictValue<Traced>, frame: Frame<Traced>): void {
    this.#held.set(syntax, list.cell);
    const known = this.#made.get(list.cell);
    if (known !== undefined) {
      if (this.#isStepped(syntax)) this.#domain.trace.steppedLists.add(known);
      return;
    }
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

const steppedIn = new WeakMap<Module, ReadonlySet<Expression>>();

/** The `w` behind `in` of `w = [a - rate * g for a, g in zip(w, slopes)]`. */
export function steppedListsOf(module: Module): ReadonlySet<Expression> {
  const before = steppedIn.get(module);
  if (before !== undefined) return before;
  const found = new Set<Expression>();
  walk(module.body, (part) => {
    if (!("kind" in part) || part.kind !== "assign" || !("targets" in part) || !("value" in part)) return;
    const list = steppedList(part as Assign);
    if (list !== null) found.add(list);
  });
  steppedIn.set(module, found);
  return found;
}

function steppedList({ targets: [target], value }: Assign): Expression | null {
  if (value?.kind !== "comprehension" || value.type !== "list" || value.element.kind !== "binary")
    return null;
  const { operator, left, right } = value.element;
  const [clause, ...more] = value.clauses;
  const isStep = operator === "-" || (operator === "+" && right.kind === "binary" && right.operator === "*");
  if (!isStep || left.kind !== "name" || clause?.kind !== "for" || more.length > 0) return null;
  const { target: items, iterable } = clause;
  const isZip = iterable.kind === "call" && lastName(iterable.callee) === "zip" && items.kind === "sequence";
  const at = isZip ? items.items.findIndex((each) => each.kind === "name" && each.id === left.id) : 0;
  const list = isZip ? iterable.arguments[at]?.value : iterable;
  return list !== undefined &&
    target !== undefined &&
    lastName(list) !== "" &&
    lastName(list) === lastName(target)
    ? list
    : null;
}
