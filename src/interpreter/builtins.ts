import { type Body, first, over } from "./builtinArguments";
import { distinctItems, textOf } from "./contents";
import { iterationBuiltins } from "./iterationBuiltins";
import type { Machine } from "./machine";
import { objectBuiltins, setAttribute, typesOf } from "./objectBuiltins";
import { binary, itemsOf } from "./operators";
import { extreme } from "./sorting";
import {
  type Builtins,
  type BuiltinValue,
  bool,
  type CallArguments,
  type Datum,
  type Items,
  type Iteration,
  none,
  type Site,
  someText,
  str,
  type Value,
} from "./value";
import { Members } from "./watch";

/**
 * Python's builtins, as far as no number is concerned: those are the domain's. Each is made when it is first asked for,
 * since every section of a program is interpreted by a machine of its own.
 */
export function builtins<D extends Datum>(machine: Machine<D>): Builtins<D> {
  let classes: Bodies<D> | null = null;
  let functions: readonly Bodies<D>[] | null = null;
  const make = (name: string): Value<D> | undefined => {
    if (name === "NotImplemented") return none;
    if (name === "Ellipsis") return { kind: "ellipsis" };
    if (exceptions.has(name))
      return { kind: "class", name, bases: [], attributes: new Members(), definition: null };
    classes ??= types(machine);
    functions ??= [iterationBuiltins(machine), objectBuiltins(machine), foldBuiltins(machine)];
    const type = ownBody(classes, name);
    const holder = functions.find((each) => Object.hasOwn(each, name));
    const call = type ?? holder?.[name];
    if (call === undefined) return undefined;
    const value: BuiltinValue<D> = { kind: "builtin", name: `builtins.${name}`, call };
    if (type === undefined) return value;
    if (name === "dict") return { ...value, type: name, member: (member) => dictMember(machine, member) };
    if (name === "object") return { ...value, type: name, member: (member) => objectMember(machine, member) };
    return { ...value, type: name };
  };
  const made = new Map<string, Value<D> | undefined>();
  return {
    get: (name) => {
      if (!made.has(name)) made.set(name, make(name));
      return made.get(name);
    },
  };
}

type Bodies<D extends Datum> = Readonly<Record<string, Body<D>>>;

function ownBody<D extends Datum>(bodies: Bodies<D>, name: string): Body<D> | undefined {
  return Object.hasOwn(bodies, name) ? bodies[name] : undefined;
}

const exceptions: ReadonlySet<string> = new Set([
  "Exception",
  "BaseException",
  "ValueError",
  "TypeError",
  "IndexError",
  "KeyError",
  "AttributeError",
  "NotImplementedError",
  "RuntimeError",
  "AssertionError",
  "ImportError",
  "ModuleNotFoundError",
  "FileNotFoundError",
  "OSError",
  "IOError",
  "StopIteration",
  "ZeroDivisionError",
  "ArithmeticError",
  "OverflowError",
  "KeyboardInterrupt",
  "NameError",
  "LookupError",
  "UserWarning",
  "Warning",
  "DeprecationWarning",
  "FutureWarning",
  "RuntimeWarning",
  "SystemExit",
  "MemoryError",
  "UnicodeDecodeError",
]);

function foldBuiltins<D extends Datum>(machine: Machine<D>): Record<string, Body<D>> {
  return {
    sum: (args, site) =>
      over(machine, first(args), site, (inner) => {
        const start = args.positional[1] ?? args.keywords.get("start") ?? machine.domain.int(0);
        return sum(machine, inner, start, site);
      }),
    min: (args, site) => extremum(machine, "min", args, site),
    max: (args, site) => extremum(machine, "max", args, site),
    any: (args, site) => over(machine, first(args), site, (inner) => bool(quantified(machine, inner, true))),
    all: (args, site) => over(machine, first(args), site, (inner) => bool(quantified(machine, inner, false))),
  };
}

function quantified<D extends Datum>(
  machine: Machine<D>,
  inner: Iteration<D>,
  looked: boolean,
): boolean | null {
  const content = itemsOf(machine, inner);
  if (content.kind === "repeated") return machine.truth(content.item) === !looked ? !looked : null;
  const truths = content.items.map((each) => machine.truth(each));
  return truths.includes(looked) ? looked : truths.includes(null) ? null : !looked;
}

function sum<D extends Datum>(
  machine: Machine<D>,
  inner: Iteration<D>,
  start: Value<D>,
  site: Site<D>,
): Value<D> {
  const content = itemsOf(machine, inner);
  if (content.kind === "items") {
    return content.items.reduce((total, item) => binary(machine, "+", total, item, site), start);
  }
  const once = binary(machine, "+", start, content.item, site);
  const twice = binary(machine, "+", once, content.item, site);
  return once.kind === "datum" && twice.kind === "datum" ? machine.domain.widen(once, twice, "k") : twice;
}

function extremum<D extends Datum>(
  machine: Machine<D>,
  name: "min" | "max",
  args: CallArguments<D>,
  site: Site<D>,
): Value<D> {
  if (args.positional.length === 1 && first(args).kind === "unknown") return first(args);
  const iteration = args.positional.length === 1 ? machine.iterate(first(args), site) : null;
  const content: Items<D> =
    iteration === null ? { kind: "items", items: args.positional } : itemsOf(machine, iteration);
  const items = content.kind === "items" ? content.items : [content.item, content.item];
  const lost = items.find((each) => each.kind === "unknown");
  if (lost !== undefined) return lost;
  const numbers = items.flatMap((each) => (each.kind === "datum" ? [each] : (machine.asInt(each) ?? [])));
  if (args.keywords.has("key") || numbers.length < items.length) {
    return (
      extreme(machine, name, content, args, site) ??
      machine.joiner.apart(items) ??
      args.keywords.get("default") ??
      machine.unknown("not-supported", [`${name}()`], site)
    );
  }
  if (content.kind === "repeated") {
    const known = machine.domain.integer(numbers[0] ?? machine.domain.int(0));
    return known === null
      ? machine.domain.extremum(
          name,
          numbers.map((each) => machine.domain.widen(each, each, "k")),
          site,
        )
      : content.item;
  }
  return numbers.length === 0
    ? machine.unknown("not-supported", [`${name}()`], site)
    : machine.domain.extremum(name, numbers, site);
}

function types<D extends Datum>(machine: Machine<D>): Record<string, Body<D>> {
  const collect = (
    args: CallArguments<D>,
    site: Site<D>,
    make: (content: Items<D>) => Value<D>,
  ): Value<D> => {
    if (args.positional.length === 0) return make({ kind: "items", items: [] });
    return machine.each(first(args), site, (option) =>
      over(machine, option, site, (inner) => make(itemsOf(machine, inner))),
    );
  };
  // Of a long text the letters are few.
  const distinct = ({ positional, ...args }: CallArguments<D>): CallArguments<D> => {
    const [text] = positional;
    if (text?.kind !== "str" || text.value === null) return { positional, ...args };
    return { ...args, positional: [str([...new Set(text.value)].join(""))] };
  };
  return {
    list: (args, site) => collect(args, site, (content) => machine.listOf(content)),
    tuple: (args, site) => collect(args, site, (content) => ({ kind: "tuple", content })),
    set: (args, site) =>
      collect(distinct(args), site, (content) => machine.setOf(distinctItems(machine, content, site))),
    frozenset: (args, site) =>
      collect(distinct(args), site, (content) => machine.setOf(distinctItems(machine, content, site))),
    dict: (args, site) => makeDict(machine, args, site),
    str: (args) => (args.positional.length === 0 ? str("") : str(textOf(machine, first(args)))),
    bytes: () => someText,
    bool: (args) => bool(args.positional.length === 0 ? false : machine.truth(first(args))),
    type: (args, site) => typeOf(machine, first(args), site),
    object: () => none,
    slice: (args) => {
      const [one = none, two, three = none] = args.positional;
      return two === undefined
        ? { kind: "slice", start: none, stop: one, step: none }
        : { kind: "slice", start: one, stop: two, step: three };
    },
  };
}

/** `object.__setattr__(self, name, value)`: how a frozen data class is written all the same. */
function objectMember<D extends Datum>(machine: Machine<D>, name: string): Value<D> | null {
  if (name !== "__setattr__") return null;
  return { kind: "builtin", name: "object.__setattr__", call: (args) => setAttribute(machine, args) };
}

function typeOf<D extends Datum>(machine: Machine<D>, value: Value<D>, site: Site<D>): Value<D> {
  if (value.kind === "instance") return value.type;
  if (value.kind === "choice") return machine.each(value, site, (each) => typeOf(machine, each, site));
  const [name] = value.kind === "class" ? ["type"] : typesOf(machine, value);
  if (name === "ndarray" || name === "function")
    return {
      kind: "builtin",
      name,
      type: name,
      call: (_args, at) => machine.unknown("not-supported", [name], at),
    };
  const builtin = name === undefined ? null : (machine.builtins.get(name) ?? machine.domain.builtin(name));
  return value.kind === "unknown" ? value : (builtin ?? machine.unknown("not-supported", ["type()"], site));
}

/** `dict.fromkeys(words)`: the items that differ, in their order. */
function dictMember<D extends Datum>(machine: Machine<D>, name: string): Value<D> | null {
  if (name !== "fromkeys") return null;
  const call = (args: CallArguments<D>, site: Site<D>): Value<D> => {
    const [source = none, value = none] = args.positional;
    return over(machine, source, site, (iteration) => {
      const content = itemsOf(machine, iteration);
      const entries = new Map<string, { key: Value<D>; value: Value<D> }>();
      let rest: { key: Value<D>; value: Value<D> } | null = null;
      for (const key of content.kind === "items" ? content.items : [content.item]) {
        const text = content.kind === "items" ? machine.key(key) : null;
        if (text === null) rest = { key: rest === null ? key : machine.joiner.values(rest.key, key), value };
        else if (!entries.has(text)) entries.set(text, { key, value });
      }
      return machine.dict({ kind: "entries", entries, rest });
    });
  };
  return { kind: "builtin", name: "dict.fromkeys", call };
}

function makeDict<D extends Datum>(machine: Machine<D>, args: CallArguments<D>, site: Site<D>): Value<D> {
  const source = args.positional[0];
  const entries = new Map<string, { key: Value<D>; value: Value<D> }>();
  let rest: { key: Value<D>; value: Value<D> } | null = null;
  if (source?.kind === "dict" && source.cell.value !== undefined) {
    for (const [key, entry] of source.cell.value.entries) entries.set(key, entry);
    rest = source.cell.value.rest;
  } else if (source !== undefined) {
    const iteration = machine.iterate(source, site);
    if (iteration === null)
      return source.kind === "unknown" ? source : machine.unknown("not-supported", ["dict()"], site);
    const content = itemsOf(machine, iteration);
    for (const item of content.kind === "items" ? content.items : [content.item]) {
      const pair = machine.iterate(item, site);
      const key = pair?.at(0) ?? item;
      const value = pair?.at(1) ?? item;
      const text = content.kind === "items" ? machine.key(key) : null;
      if (text === null)
        rest = { key, value: rest === null ? value : machine.joiner.values(rest.value, value) };
      else entries.set(text, { key, value });
    }
  }
  for (const [name, value] of args.keywords) entries.set(`s:${name}`, { key: str(name), value });
  return machine.dict({ kind: "entries", entries, rest });
}
