import { classAttribute } from "./classes";
import { containerOf } from "./containerBase";
import { memberOfName } from "./enumeration";
import type { Machine } from "./machine";
import { itemsOf } from "./operators";
import {
  type ChoiceValue,
  type Datum,
  type DictContent,
  type DictValue,
  type Items,
  type ListValue,
  type Site,
  type SliceValue,
  someText,
  str,
  type Value,
} from "./value";

/** `object[index]` */
export function subscript<D extends Datum>(
  machine: Machine<D>,
  object: Value<D>,
  index: Value<D>,
  site: Site<D>,
): Value<D> {
  return machine.each(object, site, (option) =>
    index.kind === "choice"
      ? machine.each(withoutNone(index), site, (each) => subscriptOption(machine, option, each, site))
      : subscriptOption(machine, option, index, site),
  );
}

/** None among others is what a variable was before it was set; nobody means `x[None]` by it. */
export function withoutNone<D extends Datum>(index: ChoiceValue<D>): Value<D> {
  const options = index.options.filter((each) => each.kind !== "none");
  const [only] = options;
  return options.length === 1 && only !== undefined
    ? only
    : options.length === 0
      ? index
      : { kind: "choice", options };
}

function subscriptOption<D extends Datum>(
  machine: Machine<D>,
  object: Value<D>,
  index: Value<D>,
  site: Site<D>,
): Value<D> {
  switch (object.kind) {
    case "datum":
      return machine.domain.subscript(object, index, site);
    case "unknown":
      return machine.domain.unknownSubscript?.(index, site) ?? object;
    case "list":
      return object.cell.value === undefined
        ? object
        : fromItems(machine, alikeIfMany(machine, object, index) ?? object.cell.value, index, "list", site);
    case "tuple":
      return fromItems(machine, object.content, index, "tuple", site);
    case "iterator":
      // `range(n)[::-1]`
      return fromItems(machine, itemsOf(machine, object.iteration), index, "list", site);
    case "dict":
      return fromDict(machine, object, index, site);
    case "str":
      return fromText(machine, object.value, index, site);
    case "instance": {
      if (classAttribute(object.type, "__getitem__") !== null) {
        return machine.apply(machine.attribute(object, "__getitem__", site), [index], site);
      }
      const container = containerOf(object);
      if (container !== null) return subscriptOption(machine, container, index, site);
      return machine.unknown("not-supported", [`${object.type.name}[]`], site);
    }
    case "class":
      return memberOfName(object, index) ?? object;
    case "builtin":
      // `iris["data"]`; else `list[int]`, `Generic[T]`
      return (index.kind === "str" && index.value !== null && object.member?.(index.value)) || object;
    case "none":
      return machine.fail(site, "TypeError", machine.unknown("not-supported", ["None[]"], site));
    case "module":
      return machine.unknown("not-supported", [`${object.name}[]`], site);
    default:
      return machine.unknown("not-supported", ["[]"], site);
  }
}

function fromItems<D extends Datum>(
  machine: Machine<D>,
  content: Items<D>,
  index: Value<D>,
  type: "list" | "tuple",
  site: Site<D>,
): Value<D> {
  if (index.kind === "slice") return sliced(machine, content, index, type, site);
  const position = machine.integer(index);
  if (content.kind === "repeated") return content.item;
  if (position === null) {
    return index.kind === "unknown" && content.items.length === 0
      ? index
      : (machine.joiner.apart(content.items) ??
          machine.fail(site, "IndexError", machine.unknown("not-supported", ["[]"], site)));
  }
  const item = content.items[position < 0 ? position + content.items.length : position];
  return (
    item ??
    machine.fail(
      site,
      "IndexError",
      machine.unknown("raised", ["IndexError", `${type} index out of range`], site),
    )
  );
}

/** `groups[k].append(x)` of many groups and a k that is not known: from now on one group stands for each. */
function alikeIfMany<D extends Datum>(
  machine: Machine<D>,
  list: ListValue<D>,
  index: Value<D>,
): Items<D> | null {
  const content = list.cell.value;
  if (content?.kind !== "items" || index.kind === "slice" || machine.integer(index) !== null) return null;
  const item = machine.joiner.oneForAll(content.items);
  if (item === null) return null;
  const alike: Items<D> = { kind: "repeated", length: machine.domain.int(content.items.length), item };
  machine.state.blur(list.cell, alike);
  return alike;
}

function sliced<D extends Datum>(
  machine: Machine<D>,
  content: Items<D>,
  slice: SliceValue<D>,
  type: "list" | "tuple",
  site: Site<D>,
): Value<D> {
  const made = slicedItems(machine, content, slice, site);
  return type === "list" ? machine.listOf(made) : { kind: "tuple", content: made };
}

export function slicedItems<D extends Datum>(
  machine: Machine<D>,
  content: Items<D>,
  slice: SliceValue<D>,
  site: Site<D>,
): Items<D> {
  const bound = (value: Value<D>): number | null | undefined =>
    value.kind === "none" ? undefined : machine.integer(value);
  const [start, stop, step] = [bound(slice.start), bound(slice.stop), bound(slice.step)];
  if (content.kind === "items" && start !== null && stop !== null && step !== null) {
    return { kind: "items", items: sliceArray(content.items, start, stop, step) };
  }
  const { length, item } = machine.joiner.repeated(content);
  if (item === null) return content;
  const whole = start === undefined && stop === undefined && (step === undefined || step === -1);
  if (whole) return content;
  // Only the simple forms of a long list are counted: `x[1:]`, `x[:-1]`, `x[:n]`.
  if (start === undefined && step === undefined && typeof stop === "number" && stop < 0) {
    return { kind: "repeated", length: machine.domain.add(length, machine.domain.int(stop)), item };
  }
  if (stop === undefined && step === undefined && typeof start === "number" && start >= 0) {
    return { kind: "repeated", length: machine.domain.add(length, machine.domain.int(-start)), item };
  }
  const known = machine.domain.integer(length);
  if (known !== null && start !== null && stop !== null && step !== null) {
    const count = sliceArray(Array.from({ length: Math.min(known, 100_000) }), start, stop, step).length;
    return { kind: "repeated", length: machine.domain.int(count), item };
  }
  return { kind: "repeated", length: machine.domain.someInt("k", site), item };
}

function sliceArray<T>(
  items: readonly T[],
  start: number | undefined,
  stop: number | undefined,
  step = 1,
): T[] {
  if (step === 1) return items.slice(start, stop);
  const length = items.length;
  const clamp = (at: number, low: number, high: number) =>
    Math.max(low, Math.min(high, at < 0 ? at + length : at));
  const result: T[] = [];
  if (step > 0) {
    for (let at = clamp(start ?? 0, 0, length); at < clamp(stop ?? length, 0, length); at += step)
      result.push(...items.slice(at, at + 1));
  } else if (step < 0) {
    const last = stop === undefined ? -1 : clamp(stop, -1, length - 1);
    for (let at = clamp(start ?? length - 1, -1, length - 1); at > last; at += step)
      result.push(...items.slice(at, at + 1));
  }
  return result;
}

function fromDict<D extends Datum>(
  machine: Machine<D>,
  dict: DictValue<D>,
  index: Value<D>,
  site: Site<D>,
): Value<D> {
  const content = dict.cell.value;
  if (content === undefined) return machine.unknown("not-supported", ["dict"], site);
  const key = machine.key(index);
  if (key !== null) {
    const found = content.entries.get(key);
    if (found !== undefined) return found.value;
    if (dict.factory !== undefined) return missing(machine, dict, dict.factory, index, key, site);
    if (content.rest !== null) return content.rest.value;
    return machine.fail(
      site,
      "KeyError",
      machine.unknown("unknown-argument", ["dict", index.kind === "str" ? `'${index.value}'` : key], site),
    );
  }
  const all = [...content.entries.values()].map((entry) => entry.value);
  if (content.rest !== null) all.push(content.rest.value);
  if (dict.factory !== undefined) {
    const made = machine.apply(dict.factory, [], site);
    const value = machine.joiner.apart([...all, made]) ?? made;
    // Whatever is stored under a key that is not known stands for all such.
    if (content.rest === null) {
      machine.state.write(dict.cell, { ...content, rest: { key: index, value: made } });
      return value;
    }
  }
  if (index.kind === "unknown" && all.length === 0) return index;
  const one = machine.joiner.oneForAll(all);
  if (one !== null) {
    const entries = new Map([...content.entries].map(([each, entry]) => [each, { ...entry, value: one }]));
    const rest = content.rest === null ? null : { ...content.rest, value: one };
    machine.state.blur(dict.cell, { ...content, entries, rest });
    return one;
  }
  return machine.joiner.apart(all) ?? machine.unknown("unknown-argument", ["dict", "[]"], site);
}

function missing<D extends Datum>(
  machine: Machine<D>,
  dict: DictValue<D>,
  factory: Value<D>,
  index: Value<D>,
  key: string,
  site: Site<D>,
): Value<D> {
  const value = machine.apply(factory, [], site);
  const content = dict.cell.value;
  if (content !== undefined) {
    const entries: DictContent<D>["entries"] = new Map([...content.entries, [key, { key: index, value }]]);
    machine.state.write(dict.cell, { ...content, entries });
  }
  return value;
}

function fromText<D extends Datum>(
  machine: Machine<D>,
  text: string | null,
  index: Value<D>,
  site: Site<D>,
): Value<D> {
  if (text === null) return someText;
  if (index.kind === "slice") {
    const content: Items<D> = { kind: "items", items: [...text].map((each) => str(each)) };
    const part = slicedItems(machine, content, index, site);
    if (part.kind !== "items") return someText;
    return str(part.items.map((each) => (each.kind === "str" ? (each.value ?? "") : "")).join(""));
  }
  const position = machine.integer(index);
  return position === null ? someText : str(text.at(position) ?? null);
}
