import { isImmutable } from "./callMemory";
import { classAttribute } from "./classes";
import { containerOf } from "./containerBase";
import { membersOf } from "./enumeration";
import { type Machine, PathEnd } from "./machine";
import { sameContent } from "./same";
import {
  type Datum,
  type DictContent,
  type InstanceValue,
  type Items,
  type Iteration,
  type Site,
  someText,
  str,
  tuple,
  type Value,
} from "./value";

/** What a `for` over the value goes through; null when that is not known. */
export function iterate<D extends Datum>(
  machine: Machine<D>,
  value: Value<D>,
  site: Site<D> | null,
): Iteration<D> | null {
  switch (value.kind) {
    case "datum":
      return machine.domain.iterate(value, site);
    case "tuple":
      return overItems(machine, value.content);
    case "list":
    case "set":
      return value.cell.value === undefined ? null : overItems(machine, value.cell.value);
    case "dict":
      return value.cell.value === undefined ? null : overEntries(machine, value.cell.value, "key");
    case "str": {
      const { value: text } = value;
      if (text === null) {
        if (site === null) return null;
        return overItems(machine, {
          kind: "repeated",
          length: machine.domain.someInt("k", site),
          item: someText,
        });
      }
      const letters = [...text];
      return letters.length <= (machine.domain.exact ? 5000 : 300)
        ? overItems(machine, { kind: "items", items: letters.map((each) => str(each)) })
        : overItems(machine, {
            kind: "repeated",
            length: machine.domain.int(letters.length),
            item: someText,
          });
    }
    case "iterator":
      return value.iteration;
    case "choice":
      return overChoice(machine, value.options, site);
    case "instance":
      return overInstance(machine, value, site);
    case "class": {
      const members = membersOf(value);
      return members === null ? null : overItems(machine, { kind: "items", items: members });
    }
    default:
      return null;
  }
}

function overChoice<D extends Datum>(
  machine: Machine<D>,
  options: readonly Value<D>[],
  site: Site<D> | null,
): Iteration<D> | null {
  const all = options.flatMap((each) => iterate(machine, each, site) ?? []);
  const [first] = all;
  if (first === undefined) return null;
  const any = () => machine.joiner.all(all.map((each) => each.any())) ?? first.any();
  const same = all.every((each) => each.count === first.count && each.count !== null);
  return {
    length: same ? first.length : null,
    count: same ? first.count : null,
    at: (index) => machine.joiner.all(all.map((each) => each.at(index))) ?? first.at(index),
    any,
    distinct: all.some((each) => each.distinct),
  };
}

function overInstance<D extends Datum>(
  machine: Machine<D>,
  value: InstanceValue<D>,
  site: Site<D> | null,
): Iteration<D> | null {
  if (site === null) return null;
  if (classAttribute(value.type, "__iter__") !== null) {
    const made = machine.apply(machine.attribute(value, "__iter__", site), [], site);
    if (made !== value) return iterate(machine, made, site);
    if (classAttribute(value.type, "__next__") === null) return null;
    return pulled(machine, value, site);
  }
  const container = containerOf(value);
  if (container !== null) return iterate(machine, container, site);
  if (classAttribute(value.type, "__getitem__") === null) return null;
  const item = () =>
    machine.apply(machine.attribute(value, "__getitem__", site), [machine.domain.someInt("i", site)], site);
  const length =
    classAttribute(value.type, "__len__") === null
      ? null
      : machine.asInt(machine.apply(machine.attribute(value, "__len__", site), [], site));
  return { length, count: null, at: item, any: item, distinct: false };
}

/** An object with `__next__`: asked for one item after the other until it raises StopIteration. */
function pulled<D extends Datum>(machine: Machine<D>, value: InstanceValue<D>, site: Site<D>): Iteration<D> {
  const pull = (): Value<D> | null => {
    machine.catching += 1;
    try {
      return machine.apply(machine.attribute(value, "__next__", site), [], site);
    } catch (error) {
      if (error instanceof PathEnd) return null;
      throw error;
    } finally {
      machine.catching -= 1;
    }
  };
  const any = () => pull() ?? machine.unknown("not-supported", ["__next__"], site);
  return { length: null, count: null, at: any, any, distinct: true, pull };
}

/** Fewer items than this are gone through one by one. */
const ALIKE = 4;

/** So many numbers each get a pass of their own: layers, folds. */
const FEW_NUMBERS = 12;

export function overItems<D extends Datum>(machine: Machine<D>, content: Items<D>): Iteration<D> {
  if (content.kind === "repeated") {
    return {
      length: content.length,
      count: machine.domain.integer(content.length),
      at: () => content.item,
      any: () => content.item,
      distinct: false,
      uniform: true,
    };
  }
  const { items } = content;
  const unknownItem = (): Value<D> => ({ kind: "unknown", cause: { code: "not-supported", args: ["[]"] } });
  const any = () => machine.joiner.all(items) ?? unknownItem();
  const [first] = items;
  // Many items that look the same deserve no pass of their own each: a list of samples.
  const alike =
    first !== undefined &&
    items.length > ALIKE &&
    items.every((each) => isImmutable(each) && sameContent(machine.domain, first, each));
  return {
    length: machine.domain.int(items.length),
    count: items.length,
    at: (index) => items[index] ?? any(),
    any: alike ? () => first : any,
    // Of many numbers, or pairs of them, one goes the way of the other, as with a range.
    distinct: !alike && !(items.length > FEW_NUMBERS && items.every((each) => isOfNumbers(machine, each))),
    uniform: alike,
  };
}

function isOfNumbers<D extends Datum>(machine: Machine<D>, value: Value<D>): boolean {
  if (value.kind === "datum") return machine.domain.isInteger(value);
  return (
    value.kind === "tuple" &&
    value.content.kind === "items" &&
    value.content.items.every((each) => isOfNumbers(machine, each))
  );
}

export function overEntries<D extends Datum>(
  machine: Machine<D>,
  content: DictContent<D>,
  part: "key" | "value" | "item",
): Iteration<D> {
  const pick = (entry: { readonly key: Value<D>; readonly value: Value<D> }): Value<D> =>
    part === "item" ? tuple([entry.key, entry.value]) : entry[part];
  const items = [...content.entries.values()].map(pick);
  if (content.rest === null) return overItems(machine, { kind: "items", items });
  items.push(pick(content.rest));
  const item = machine.joiner.all(items) ?? pick(content.rest);
  return overItems(machine, { kind: "repeated", length: machine.domain.someInt("k", null), item });
}

/** Several iterations side by side, as `zip` does it. */
export function zipped<D extends Datum>(machine: Machine<D>, parts: readonly Iteration<D>[]): Iteration<D> {
  const counts = parts.map((each) => each.count);
  const known = counts.filter((each): each is number => each !== null);
  const count = known.length === counts.length && known.length > 0 ? Math.min(...known) : null;
  const lengths = parts.flatMap((each) => each.length ?? []);
  const [first] = lengths;
  const samples = zippedSamples(parts);
  const same = first !== undefined && lengths.every((each) => machine.domain.same(each, first));
  return {
    length: count !== null ? machine.domain.int(count) : same ? first : null,
    count,
    at: (index) => tuple(parts.map((each) => each.at(index))),
    any: () => tuple(parts.map((each) => each.any())),
    distinct: parts.some((each) => each.distinct),
    uniform: parts.every((each) => each.uniform === true),
    ...(samples === null ? {} : { samples }),
    ...(parts.some((each) => each.isOpen === true) ? { isOpen: true } : {}),
  };
}

function zippedSamples<D extends Datum>(parts: readonly Iteration<D>[]): readonly Value<D>[] | null {
  const sampled = parts.find((each) => each.samples !== undefined)?.samples;
  return sampled === undefined
    ? null
    : sampled.map((_, index) => tuple(parts.map((each) => each.samples?.[index] ?? each.any())));
}

export function enumerated<D extends Datum>(
  machine: Machine<D>,
  inner: Iteration<D>,
  start: D,
  site: Site<D>,
): Iteration<D> {
  const from = machine.domain.integer(start);
  const { samples } = inner;
  return {
    ...inner,
    uniform: false,
    ...(samples === undefined
      ? {}
      : { samples: samples.map((each) => tuple<D>([machine.domain.someInt("i", site), each])) }),
    at: (index) =>
      tuple([
        from === null ? machine.domain.someInt("i", site) : machine.domain.int(from + index),
        inner.at(index),
      ]),
    any: () => tuple([machine.domain.someInt("i", site), inner.any()]),
  };
}

export function mapped<D extends Datum>(
  inner: Iteration<D>,
  change: (item: Value<D>) => Value<D>,
): Iteration<D> {
  const { samples } = inner;
  return {
    ...inner,
    ...(samples === undefined ? {} : { samples: samples.map(change) }),
    at: (index) => change(inner.at(index)),
    any: () => change(inner.any()),
  };
}
