import { storeEntry } from "./assign";
import { overEntries } from "./iteration";
import type { Machine } from "./machine";
import { append, itemsOf } from "./operators";
import { setMethod } from "./setMethods";
import { sortedItems } from "./sorting";
import { subscript } from "./subscript";
import { textMethod } from "./textMethods";
import {
  type BuiltinValue,
  type CallArguments,
  type Datum,
  type DictContent,
  type DictValue,
  type ListValue,
  none,
  type Site,
  type Value,
} from "./value";

type Body<D extends Datum> = (args: CallArguments<D>, site: Site<D>) => Value<D>;

/** A method of one of Python's own containers or of a string, bound to its object; null when there is none. */
export function methodOf<D extends Datum>(
  machine: Machine<D>,
  object: Value<D>,
  name: string,
): Value<D> | null {
  const body = bodyOf(machine, object, name);
  if (body === null) return null;
  const method: BuiltinValue<D> = {
    kind: "builtin",
    name: `${object.kind}.${name}`,
    call: body,
    bound: object,
  };
  return method;
}

function bodyOf<D extends Datum>(machine: Machine<D>, object: Value<D>, name: string): Body<D> | null {
  switch (object.kind) {
    case "list":
      return listMethod(machine, object, name);
    case "dict":
      return dictMethod(machine, object, name);
    case "set":
      return setMethod(machine, object, name);
    case "str":
      return textMethod(machine, object, name);
    case "tuple":
      if (name === "count" || name === "index") return (_args, site) => machine.domain.someInt("i", site);
      return null;
    case "iterator":
      if (name === "__next__" || name === "next") return () => object.iteration.any();
      if (name === "send" || name === "close") return () => none;
      return null;
    default:
      return null;
  }
}

function listMethod<D extends Datum>(machine: Machine<D>, list: ListValue<D>, name: string): Body<D> | null {
  const content = () => list.cell.value ?? { kind: "items" as const, items: [] };
  const write = (next: Parameters<typeof machine.limited>[0]) =>
    machine.state.write(list.cell, machine.limited(next));
  switch (name) {
    case "append":
      return (args) => {
        const joined = append(machine, content(), { kind: "items", items: args.positional.slice(0, 1) });
        if (joined !== null) write(joined);
        return none;
      };
    case "extend":
      return (args, site) => {
        const iteration = machine.iterate(args.positional[0] ?? none, site);
        const added = iteration === null ? null : append(machine, content(), itemsOf(machine, iteration));
        if (added !== null) write(added);
        else write(openEnded(machine, list, args.positional[0] ?? none, site));
        return none;
      };
    case "insert":
      return (args) => {
        const position = machine.integer(args.positional[0] ?? none);
        const value = args.positional[1];
        const now = content();
        if (value === undefined) return none;
        if (now.kind === "items" && position !== null)
          write({ kind: "items", items: now.items.toSpliced(position, 0, value) });
        else {
          const joined = append(machine, now, { kind: "items", items: [value] });
          if (joined !== null) write(blurred(machine, joined));
        }
        return none;
      };
    case "pop":
      return (args, site) => pop(machine, list, args.positional[0], site);
    case "popleft":
      return (_args, site) => pop(machine, list, machine.domain.int(0), site);
    case "appendleft":
      return (args) => {
        const joined = append(machine, { kind: "items", items: args.positional.slice(0, 1) }, content());
        if (joined !== null) write(joined);
        return none;
      };
    default:
      return listOrderMethod(machine, list, name);
  }
}

/** The methods of a list that move its items, or count them. */
function listOrderMethod<D extends Datum>(
  machine: Machine<D>,
  list: ListValue<D>,
  name: string,
): Body<D> | null {
  const content = () => list.cell.value ?? { kind: "items" as const, items: [] };
  const write = (next: Parameters<typeof machine.limited>[0]) =>
    machine.state.write(list.cell, machine.limited(next));
  switch (name) {
    case "copy":
      return () => machine.listOf(content());
    case "clear":
      return () => {
        write({ kind: "items", items: [] });
        return none;
      };
    case "reverse":
      return () => {
        const now = content();
        if (now.kind === "items") write({ kind: "items", items: [...now.items].reverse() });
        return none;
      };
    case "sort":
      return (args, site) => {
        write(sortedItems(machine, content(), args, site));
        return none;
      };
    case "remove":
      return (_args, site) => {
        const now = machine.joiner.repeated(content());
        if (now.item !== null)
          write({
            kind: "repeated",
            length: machine.domain.add(now.length, machine.domain.int(-1)),
            item: now.item,
          });
        return machine.truth(machine.domain.someInt("i", site)) === null ? none : none;
      };
    case "rotate":
      return () => {
        write(blurred(machine, content()));
        return none;
      };
    case "index":
    case "count":
      return (_args, site) => machine.domain.someInt("i", site);
    default:
      return null;
  }
}

/** The same number of items, in an order that is not known. */
function blurred<D extends Datum>(
  machine: Machine<D>,
  content: Parameters<Machine<D>["limited"]>[0],
): typeof content {
  if (content.kind === "repeated") return content;
  const item = machine.joiner.all(content.items);
  return item === null ? content : { kind: "items", items: content.items.map(() => item) };
}

function openEnded<D extends Datum>(machine: Machine<D>, list: ListValue<D>, added: Value<D>, site: Site<D>) {
  const now = machine.joiner.repeated(list.cell.value ?? { kind: "items", items: [] });
  const more: Value<D> =
    added.kind === "unknown" ? added : machine.unknown("not-supported", ["extend"], site);
  const item = now.item === null ? more : machine.joiner.values(now.item, more);
  return { kind: "repeated" as const, length: machine.domain.someInt("k", site), item };
}

function pop<D extends Datum>(
  machine: Machine<D>,
  list: ListValue<D>,
  at: Value<D> | undefined,
  site: Site<D>,
): Value<D> {
  const now = list.cell.value;
  if (now === undefined) return machine.unknown("not-supported", ["pop"], site);
  const position = at === undefined ? -1 : machine.integer(at);
  if (now.kind === "items" && position !== null) {
    const index = position < 0 ? position + now.items.length : position;
    const item = now.items[index];
    if (item === undefined)
      return machine.fail(
        site,
        "IndexError",
        machine.unknown("raised", ["IndexError", "pop from empty list"], site),
      );
    machine.state.write(list.cell, { kind: "items", items: now.items.toSpliced(index, 1) });
    return item;
  }
  const { length, item } = machine.joiner.repeated(now);
  if (item === null)
    return machine.fail(
      site,
      "IndexError",
      machine.unknown("raised", ["IndexError", "pop from empty list"], site),
    );
  machine.state.write(list.cell, {
    kind: "repeated",
    length: machine.domain.add(length, machine.domain.int(-1)),
    item,
  });
  return item;
}

function dictMethod<D extends Datum>(machine: Machine<D>, dict: DictValue<D>, name: string): Body<D> | null {
  const content = (): DictContent<D> =>
    dict.cell.value ?? { kind: "entries", entries: new Map(), rest: null };
  switch (name) {
    case "keys":
      return () => machine.iterator(overEntries(machine, content(), "key"));
    case "values":
    case "itervalues":
      return () => machine.iterator(overEntries(machine, content(), "value"));
    case "items":
    case "iteritems":
      return () => machine.iterator(overEntries(machine, content(), "item"));
    case "get":
      return (args, site) => lookUp(machine, dict, args, site, false);
    case "setdefault":
      return (args, site) => lookUp(machine, dict, args, site, true);
    case "pop":
      return (args, site) => {
        const found = lookUp(machine, dict, args, site, false);
        const key = machine.key(args.positional[0] ?? none);
        const entries = new Map(content().entries);
        if (key !== null && entries.delete(key)) machine.state.write(dict.cell, { ...content(), entries });
        return found;
      };
    case "update":
      return (args, site) => {
        const source = args.positional[0];
        if (source?.kind === "dict" && source.cell.value !== undefined) {
          const theirs = source.cell.value;
          const entries = new Map([...content().entries, ...theirs.entries]);
          for (const { key, value } of dict.owner === undefined ? [] : theirs.entries.values())
            if (key.kind === "str") storeEntry(machine, dict, key, value);
          machine.state.write(dict.cell, { kind: "entries", entries, rest: theirs.rest ?? content().rest });
        } else if (source !== undefined) {
          storeEntry(
            machine,
            dict,
            machine.unknown("not-supported", ["update"], site),
            source.kind === "unknown" ? source : machine.unknown("not-supported", ["update"], site),
          );
        }
        for (const [key, value] of args.keywords)
          storeEntry(machine, dict, { kind: "str", value: key }, value);
        return none;
      };
    case "copy":
      return () => machine.dict(content(), dict.factory);
    default:
      return dictRareMethod(machine, dict, name);
  }
}

function dictRareMethod<D extends Datum>(
  machine: Machine<D>,
  dict: DictValue<D>,
  name: string,
): Body<D> | null {
  const content = (): DictContent<D> =>
    dict.cell.value ?? { kind: "entries", entries: new Map(), rest: null };
  switch (name) {
    case "clear":
      return () => {
        machine.state.write(dict.cell, { kind: "entries", entries: new Map(), rest: null });
        return none;
      };
    case "popitem":
      return (_args, site) =>
        overEntries(machine, content(), "item").any() ?? machine.unknown("not-supported", ["popitem"], site);
    case "has_key":
      return () => ({ kind: "bool", value: null });
    case "most_common":
      return (args) => {
        const inner = overEntries(machine, content(), "item");
        const wanted = machine.asInt(args.positional[0] ?? none);
        return machine.listOf({
          kind: "repeated",
          length: wanted ?? inner.length ?? machine.domain.someInt("k", null),
          item: inner.any(),
        });
      };
    default:
      return null;
  }
}

function lookUp<D extends Datum>(
  machine: Machine<D>,
  dict: DictValue<D>,
  args: CallArguments<D>,
  site: Site<D>,
  keep: boolean,
): Value<D> {
  const [index = none, otherwise = args.keywords.get("default") ?? none] = args.positional;
  const content = dict.cell.value;
  if (content === undefined) return otherwise;
  const key = machine.key(index);
  const found = key === null ? undefined : content.entries.get(key);
  if (found !== undefined) return found.value;
  if (key !== null && content.rest === null) {
    if (keep) storeEntry(machine, dict, index, otherwise);
    return otherwise;
  }
  if (keep) {
    if (content.rest === null && content.entries.size === 0) storeEntry(machine, dict, index, otherwise);
  }
  if (content.entries.size === 0 && content.rest === null) return otherwise;
  const some = subscript(machine, { ...dict }, index, site);
  return args.positional.length > 1 ? machine.joiner.values(some, otherwise) : some;
}
