import { argumentParser } from "./argparse";
import { storeEntry } from "./assign";
import { attributeNamed, dataEntries, fieldNames, replaced } from "./dataclasses";
import { counted, cycled, sliced } from "./endless";
import { automatic } from "./enumeration";
import { overItems } from "./iteration";
import type { Machine } from "./machine";
import { namedTupleType } from "./namedTuple";
import { operatorModule } from "./operatorModule";
import { itemsOf } from "./operators";
import {
  type BuiltinValue,
  type CallArguments,
  type ClassValue,
  type Datum,
  type DictContent,
  type Items,
  none,
  type Site,
  str,
  tuple,
  type Value,
} from "./value";
import { Members } from "./watch";

type Body<D extends Datum> = (args: CallArguments<D>, site: Site<D>) => Value<D>;

/**
 * The modules of the standard library that hand on the program's own values (containers, copies, combinations of
 * functions). Those that compute numbers are the libraries'.
 */
export function standardModule<D extends Datum>(machine: Machine<D>, name: string): Value<D> | null {
  if (builtinModules.has(name)) return builtinModule(machine, name);
  const make = modules[name];
  if (make === undefined) return null;
  const members = new Map<string, Value<D>>();
  const bodies: Readonly<Record<string, Body<D>>> = make(machine);
  for (const [member, call] of Object.entries(bodies)) {
    const value: BuiltinValue<D> = { kind: "builtin", name: `${name}.${member}`, call };
    members.set(member, value);
  }
  const others = machine.domain.module(name);
  const other = (member: string) => (others?.kind === "module" ? others.member(member) : null);
  return { kind: "module", name, frame: null, member: (member) => members.get(member) ?? other(member) };
}

/** Modules from which programs that run under both Pythons import what is there anyway. */
const builtinModules: ReadonlySet<string> = new Set([
  "builtins",
  "__builtin__",
  "past.builtins",
  "future.builtins",
  "six.moves",
]);

function builtinModule<D extends Datum>(machine: Machine<D>, name: string): Value<D> {
  const member = (each: string) => machine.builtins.get(each) ?? machine.domain.builtin(each);
  return { kind: "module", name, frame: null, member };
}

type Make = <D extends Datum>(machine: Machine<D>) => Readonly<Record<string, Body<D>>>;

const modules: Readonly<Record<string, Make>> = {
  collections: (machine) => collections(machine),
  copy: (machine) => ({
    copy: (args) => copied(machine, args.positional[0] ?? none, false, 0),
    deepcopy: (args) => copied(machine, args.positional[0] ?? none, true, 0),
  }),
  itertools: (machine) => itertools(machine),
  functools: (machine) => functools(machine),
  dataclasses: (machine) => ({
    replace: (args, site) => replaced(machine, args, site),
    fields: ({ positional: [of = none] }, site) => {
      const made = (name: string) => ({
        positional: [],
        keywords: new Map([["name", str(name)]]),
        spread: false,
      });
      return tuple(fieldNames(of).map((name) => namespace(machine, made(name), site, "Field")));
    },
    asdict: (args) => {
      const entries = dataEntries(args).map(
        ([name, value]) => [`s:${name}`, { key: str(name), value }] as const,
      );
      return copied(
        machine,
        machine.dict({ kind: "entries", entries: new Map(entries), rest: null }),
        true,
        0,
      );
    },
    astuple: (args) => copied(machine, tuple(dataEntries(args).map(([, value]) => value)), true, 0),
  }),
  operator: (machine) => operatorModule(machine),
  argparse: (machine) => ({
    ArgumentParser: argumentParser(machine),
    Namespace: (args, site) => namespace(machine, args, site, "Namespace"),
  }),
  types: (machine) => ({
    SimpleNamespace: (args, site) => namespace(machine, args, site, "SimpleNamespace"),
  }),
  typing: (machine) => ({ NamedTuple: (args, site) => namedTupleType(machine, args, site) }),
  enum: () => ({
    ...Object.fromEntries(
      ["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"].map((each) => [each, () => none]),
    ),
    auto: () => ({ kind: "builtin", name: automatic, call: () => none }),
    unique: (args) => args.positional[0] ?? none,
  }),
  weakref: () => ({
    ref: (args) => ({ kind: "builtin", name: "ref", bound: args, call: () => args.positional[0] ?? none }),
    proxy: (args) => args.positional[0] ?? none,
  }),
  contextlib: () => ({
    contextmanager: (args) => args.positional[0] ?? none,
    suppress: () => none,
    redirect_stdout: () => none,
  }),
};

/** `SimpleNamespace(w=w, b=0.0)`: an object with these attributes. */
function namespace<D extends Datum>(
  machine: Machine<D>,
  args: CallArguments<D>,
  site: Site<D>,
  name: string,
): Value<D> {
  const type: ClassValue<D> = {
    kind: "class",
    name,
    bases: [],
    attributes: new Members(),
    definition: null,
  };
  const made = machine.instance(type);
  for (const [attribute, value] of args.keywords)
    machine.setAttribute(made, attribute, attributeNamed(machine, value, attribute, site));
  return made;
}

function emptyDict<D extends Datum>(): DictContent<D> {
  return { kind: "entries", entries: new Map(), rest: null };
}

function collections<D extends Datum>(machine: Machine<D>): Readonly<Record<string, Body<D>>> {
  const plainDict: Body<D> = (args, site) => {
    const dict = machine.builtins.get("dict");
    return dict === undefined ? machine.dict(emptyDict()) : machine.call(dict, args, site);
  };
  return {
    OrderedDict: plainDict,
    ChainMap: plainDict,
    defaultdict: (args) => machine.dict(emptyDict(), args.positional[0] ?? none),
    deque: (args, site) => {
      const iteration = machine.iterate(args.positional[0] ?? none, site);
      return machine.listOf(iteration === null ? { kind: "items", items: [] } : itemsOf(machine, iteration));
    },
    Counter: (args, site) => counter(machine, args, site),
    namedtuple: (args, site) => namedTupleType(machine, args, site),
  };
}

/** Counts by item. Which items, and how often, is rarely known: one entry stands for all. */
function counter<D extends Datum>(machine: Machine<D>, args: CallArguments<D>, site: Site<D>): Value<D> {
  const [source] = args.positional;
  const dict = machine.dict(emptyDict());
  if (source === undefined) return machine.dict(emptyDict(), zero(machine));
  const iteration = machine.iterate(source, site);
  if (iteration === null) return source.kind === "unknown" ? source : dict;
  const content = itemsOf(machine, iteration);
  const count = machine.domain.someInt("count", site);
  for (const item of content.kind === "items" ? content.items : [content.item])
    storeEntry(machine, dict, item, count);
  return dict;
}

function zero<D extends Datum>(machine: Machine<D>): Value<D> {
  return { kind: "builtin", name: "int", call: () => machine.domain.int(0) };
}

/** A copy of a value. Arrays are values here, and need none. */
export function copied<D extends Datum>(
  machine: Machine<D>,
  value: Value<D>,
  deep: boolean,
  depth: number,
): Value<D> {
  if (depth > 6) return value;
  const inner = (each: Value<D>) => (deep ? copied(machine, each, deep, depth + 1) : each);
  switch (value.kind) {
    case "datum":
      return machine.domain.copied?.(value) ?? value;
    case "list":
      return value.cell.value === undefined ? value : machine.listOf(eachItem(value.cell.value, inner));
    case "set":
      return value.cell.value === undefined ? value : machine.setOf(value.cell.value);
    case "tuple":
      return deep ? { ...value, content: eachItem(value.content, inner) } : value;
    case "dict": {
      const content = value.cell.value;
      if (content === undefined) return value;
      const entries = new Map(
        [...content.entries].map(([key, entry]) => [key, { key: entry.key, value: inner(entry.value) }]),
      );
      const rest = content.rest === null ? null : { key: content.rest.key, value: inner(content.rest.value) };
      return machine.dict({ kind: "entries", entries, rest }, value.factory);
    }
    case "instance": {
      const made = machine.instance(value.type);
      for (const [name, attribute] of value.attributes) {
        if (attribute.value !== undefined) machine.setAttribute(made, name, inner(attribute.value));
      }
      return made;
    }
    default:
      return value;
  }
}

function eachItem<D extends Datum>(content: Items<D>, change: (item: Value<D>) => Value<D>): Items<D> {
  return content.kind === "items"
    ? { kind: "items", items: content.items.map(change) }
    : { ...content, item: change(content.item) };
}

function itertools<D extends Datum>(machine: Machine<D>): Readonly<Record<string, Body<D>>> {
  const many = (item: Value<D>, site: Site<D>): Value<D> =>
    machine.iterator(
      overItems(machine, { kind: "repeated", length: machine.domain.someInt("k", site), item }),
    );
  const anyOf = (value: Value<D>, site: Site<D>): Value<D> =>
    machine.iterate(value, site)?.any() ??
    (value.kind === "unknown" ? value : machine.unknown("not-supported", ["itertools"], site));
  const chain: Body<D> = (args, site) => {
    const parts = args.positional.map((each) => machine.iterate(each, site));
    const items: Value<D>[] = [];
    for (const [index, part] of parts.entries()) {
      const content = part === null ? null : itemsOf(machine, part);
      if (content?.kind !== "items") {
        const all = machine.joiner.all(args.positional.map((each) => anyOf(each, site)));
        return all === null ? (args.positional[index] ?? none) : many(all, site);
      }
      items.push(...content.items);
    }
    return machine.iterator(overItems(machine, machine.limited({ kind: "items", items })));
  };
  return {
    chain,
    product: (args, site) =>
      product(machine, args, site) ?? many(tuple(args.positional.map((each) => anyOf(each, site))), site),
    combinations: (args, site) => chosen(machine, args, site, follows.combinations, many),
    combinations_with_replacement: (args, site) =>
      chosen(machine, args, site, follows.combinations_with_replacement, many),
    permutations: (args, site) => chosen(machine, args, site, follows.permutations, many),
    repeat: (args, site) => {
      const [item = none, times] = args.positional;
      const length = (times === undefined ? null : machine.asInt(times)) ?? machine.domain.someInt("k", site);
      return machine.iterator(overItems(machine, { kind: "repeated", length, item }));
    },
    cycle: (args, site) => cycled(machine, args, site) ?? many(anyOf(args.positional[0] ?? none, site), site),
    count: (args, site) => counted(machine, args) ?? many(machine.domain.someInt("i", site), site),
    islice: (args, site) =>
      sliced(machine, args, site) ?? many(anyOf(args.positional[0] ?? none, site), site),
    accumulate: (args, site) => many(anyOf(args.positional[0] ?? none, site), site),
    zip_longest: (args, site) => many(tuple(args.positional.map((each) => anyOf(each, site))), site),
  };
}

/** Which items may follow those at `indices`, as positions in the source. */
type Follows = (indices: readonly number[], count: number) => number[];

const follows = {
  combinations: (indices, count) => range((indices.at(-1) ?? -1) + 1, count),
  combinations_with_replacement: (indices, count) => range(indices.at(-1) ?? 0, count),
  permutations: (indices, count) => range(0, count).filter((each) => !indices.includes(each)),
} satisfies Readonly<Record<string, Follows>>;

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

const mostTuples = 300;

/** Tuples of so many items of the first argument: all of them, where there are few. */
function chosen<D extends Datum>(
  machine: Machine<D>,
  args: CallArguments<D>,
  site: Site<D>,
  next: Follows,
  many: (item: Value<D>, site: Site<D>) => Value<D>,
): Value<D> {
  const [source = none, given] = args.positional;
  const iteration = machine.iterate(source, site);
  const content = iteration === null ? null : itemsOf(machine, iteration);
  const items = content?.kind === "items" ? content.items : null;
  const size = given ?? args.keywords.get("r");
  const count = size === undefined || size.kind === "none" ? (items?.length ?? null) : machine.integer(size);
  if (items !== null && count !== null && count <= 8) {
    let rows: number[][] = [[]];
    for (let step = 0; step < count && rows.length <= mostTuples; step++)
      rows = rows.flatMap((row) => next(row, items.length).map((each) => [...row, each]));
    if (rows.length <= mostTuples) {
      const tuples = rows.map((row) => tuple(row.map((each) => items[each] ?? none)));
      return machine.iterator(overItems(machine, { kind: "items", items: tuples }));
    }
  }
  const item = iteration?.any() ?? source;
  return many(tuple(Array.from({ length: Math.max(0, Math.min(8, count ?? 2)) }, () => item)), site);
}

/** All combinations, where there are few. */
function product<D extends Datum>(
  machine: Machine<D>,
  args: CallArguments<D>,
  site: Site<D>,
): Value<D> | null {
  const repeat = machine.integer(args.keywords.get("repeat") ?? machine.domain.int(1));
  if (repeat === null) return null;
  let rows: Value<D>[][] = [[]];
  for (const each of Array.from({ length: Math.min(6, repeat) }, () => args.positional).flat()) {
    const iteration = machine.iterate(each, site);
    const content = iteration === null ? null : itemsOf(machine, iteration);
    if (content?.kind !== "items" || rows.length * content.items.length > 100) return null;
    rows = rows.flatMap((row) => content.items.map((item) => [...row, item]));
  }
  return machine.iterator(overItems(machine, { kind: "items", items: rows.map((row) => tuple(row)) }));
}

function functools<D extends Datum>(machine: Machine<D>): Readonly<Record<string, Body<D>>> {
  return {
    partial: (args) => {
      const [callee = none, ...first] = args.positional;
      return {
        kind: "builtin",
        name: "partial",
        bound: args,
        call: (more, site) =>
          machine.call(
            callee,
            {
              positional: [...first, ...more.positional],
              keywords: new Map([...args.keywords, ...more.keywords]),
              spread: args.spread || more.spread,
            },
            site,
          ),
      };
    },
    partialmethod: (args) => {
      const [callee = none, ...first] = args.positional;
      return {
        kind: "builtin",
        name: "partialmethod",
        bound: args,
        call: (more, site) => {
          const [self = none, ...rest] = more.positional;
          const keywords = new Map([...args.keywords, ...more.keywords]);
          const spread = args.spread || more.spread;
          return machine.call(callee, { positional: [self, ...first, ...rest], keywords, spread }, site);
        },
      };
    },
    reduce: (args, site) => {
      const [callee = none, source = none, initial] = args.positional;
      const iteration = machine.iterate(source, site);
      if (iteration === null)
        return source.kind === "unknown" ? source : machine.unknown("not-supported", ["reduce"], site);
      const content = itemsOf(machine, iteration);
      const items = content.kind === "items" ? content.items : [content.item, content.item];
      const [first, ...rest] = initial === undefined ? items : [initial, ...items];
      return rest.reduce((total, item) => machine.apply(callee, [total, item], site), first ?? none);
    },
    wraps: () => ({ kind: "builtin", name: "wraps", call: (args) => args.positional[0] ?? none }),
    lru_cache: (args) =>
      args.positional[0] ?? {
        kind: "builtin",
        name: "lru_cache",
        call: (inner) => inner.positional[0] ?? none,
      },
    cache: (args) => args.positional[0] ?? none,
  };
}
