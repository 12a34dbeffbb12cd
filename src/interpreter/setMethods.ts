import type { Body } from "./builtinArguments";
import { combined, type SetOperator } from "./contents";
import { overItems } from "./iteration";
import type { Machine } from "./machine";
import { itemsOf } from "./operators";
import { type Datum, type Items, none, type SetValue, type Site, type Value } from "./value";

// The methods of sets.

const setOperators: Readonly<Record<string, SetOperator>> = {
  union: "|",
  intersection: "&",
  difference: "-",
  symmetric_difference: "^",
};

/** What a set of known items holds after a method that changes it; null where that is not known. */
function changed<D extends Datum>(
  machine: Machine<D>,
  name: string,
  content: Items<D>,
  args: readonly Value<D>[],
  site: Site<D>,
): Items<D> | null {
  if (name === "clear") return { kind: "items", items: [] };
  let now: Items<D> | null = content;
  for (const each of args) {
    const iteration = name === "update" ? machine.iterate(each, site) : null;
    if (now === null || (name === "update" && iteration === null)) return null;
    const theirs: Items<D> =
      iteration === null ? { kind: "items", items: [each] } : itemsOf(machine, iteration);
    now = combined(machine, name === "update" ? "|" : "-", now, theirs);
  }
  return now;
}

export function setMethod<D extends Datum>(
  machine: Machine<D>,
  set: SetValue<D>,
  name: string,
): Body<D> | null {
  const content = () => set.cell.value ?? { kind: "items" as const, items: [] };
  switch (name) {
    case "add":
      return (args, site) => {
        const now = content();
        const [item] = args.positional;
        if (item === undefined) return none;
        const key = machine.key(item);
        if (now.kind === "items" && key !== null && now.items.every((each) => machine.key(each) !== null)) {
          if (!now.items.some((each) => machine.key(each) === key))
            machine.state.write(set.cell, { kind: "items", items: [...now.items, item] });
          return none;
        }
        const joined = machine.joiner.repeated(now).item;
        machine.state.write(set.cell, {
          kind: "repeated",
          length: machine.domain.someInt("k", site),
          item: joined === null ? item : machine.joiner.values(joined, item),
        });
        return none;
      };
    case "update":
    case "remove":
    case "discard":
    case "clear":
      return (args, site) => {
        const exact = changed(machine, name, content(), args.positional, site);
        if (exact !== null) {
          machine.state.write(set.cell, exact);
          return none;
        }
        const { item } = machine.joiner.repeated(content());
        if (item !== null)
          machine.state.write(set.cell, {
            kind: "repeated",
            length: machine.domain.someInt("k", site),
            item,
          });
        return none;
      };
    case "union":
    case "intersection":
    case "difference":
    case "symmetric_difference":
    case "copy":
      return (args, site) => {
        const [other] = args.positional;
        const theirs = other === undefined ? null : machine.iterate(other, site);
        const operator = setOperators[name];
        const exact =
          operator !== undefined && theirs !== null && args.positional.length === 1
            ? combined(machine, operator, content(), itemsOf(machine, theirs))
            : null;
        if (exact !== null) return machine.setOf(exact);
        const items = [...(theirs === null ? [] : [theirs.any()])];
        const mine = machine.joiner.repeated(content()).item;
        if (mine !== null) items.push(mine);
        const item = machine.joiner.all(items);
        return item === null
          ? set
          : machine.setOf({ kind: "repeated", length: machine.domain.someInt("k", site), item });
      };
    case "pop":
      return (_args, site) =>
        overItems(machine, content()).any() ?? machine.unknown("not-supported", ["pop"], site);
    default:
      return null;
  }
}
