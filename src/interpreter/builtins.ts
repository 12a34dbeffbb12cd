import { classAttribute, isSubclass } from "./classes";
import { distinctItems, textOf } from "./contents";
import { openFile } from "./files";
import { enumerated, mapped, overItems, zipped } from "./iteration";
import type { Machine } from "./machine";
import { binary, itemsOf } from "./operators";
import { sortedItems } from "./sorting";
import {
  type BuiltinValue,
  bool,
  type CallArguments,
  type Datum,
  type Items,
  type Iteration,
  maybe,
  none,
  type Site,
  someText,
  str,
  type Value,
} from "./value";

type Body<D extends Datum> = (args: CallArguments<D>, site: Site<D>) => Value<D>;

/** Python's builtins, as far as no number is concerned: those are the domain's. */
export function builtins<D extends Datum>(machine: Machine<D>): ReadonlyMap<string, Value<D>> {
  const table = new Map<string, Value<D>>();
  const add = (bodies: Readonly<Record<string, Body<D>>>, type: boolean) => {
    for (const [name, call] of Object.entries(bodies)) {
      const value: BuiltinValue<D> = { kind: "builtin", name: `builtins.${name}`, call };
      table.set(name, type ? { ...value, type: name } : value);
    }
  };
  add(iterationBuiltins(machine), false);
  add(objectBuiltins(machine), false);
  add(foldBuiltins(machine), false);
  add(types(machine), true);
  for (const name of exceptions) {
    table.set(name, {
      kind: "class",
      name,
      bases: [],
      attributes: new Map(),
      definition: null,
    });
  }
  table.set("NotImplemented", none);
  table.set("Ellipsis", { kind: "ellipsis" });
  return table;
}

const exceptions = [
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
];

function first<D extends Datum>(args: CallArguments<D>): Value<D> {
  return args.positional[0] ?? none;
}

/** The iteration over an argument, and the unknown to pass on where there is none. */
function over<D extends Datum>(
  machine: Machine<D>,
  value: Value<D>,
  site: Site<D>,
  then: (iteration: Iteration<D>) => Value<D>,
): Value<D> {
  if (value.kind === "unknown") return value;
  const iteration = machine.iterate(value, site);
  return iteration === null ? machine.unknown("not-supported", ["iter()"], site) : then(iteration);
}

function iterationBuiltins<D extends Datum>(machine: Machine<D>): Record<string, Body<D>> {
  return {
    range: (args, site) => range(machine, args, site),
    xrange: (args, site) => range(machine, args, site),
    enumerate: (args, site) =>
      over(machine, first(args), site, (inner) => {
        const start =
          machine.asInt(args.positional[1] ?? args.keywords.get("start") ?? none) ?? machine.domain.int(0);
        return machine.iterator(enumerated(machine, inner, start, site));
      }),
    zip: (args, site) => {
      const lost = args.positional.find((each) => each.kind === "unknown");
      if (lost !== undefined && args.positional.length === 1) return lost;
      const parts = args.positional.map(
        (each) =>
          machine.iterate(each, site) ??
          anything<D>(each.kind === "unknown" ? each : machine.unknown("not-supported", ["zip()"], site)),
      );
      return parts.length === 0
        ? machine.unknown("unknown-argument", ["zip", "*"], site)
        : machine.iterator(zipped(machine, parts));
    },
    map: (args, site) => {
      const [call, ...sources] = args.positional;
      const parts = sources.map(
        (each) =>
          machine.iterate(each, site) ?? anything<D>(machine.unknown("not-supported", ["map()"], site)),
      );
      if (call === undefined || parts.length === 0)
        return machine.unknown("unknown-argument", ["map", "function"], site);
      const [only] = parts;
      if (parts.length === 1 && only !== undefined) {
        return machine.iterator(mapped(only, (item) => machine.apply(call, [item], site)));
      }
      const unpacked = (item: Value<D>) =>
        item.kind === "tuple" && item.content.kind === "items"
          ? machine.apply(call, item.content.items, site)
          : item;
      return machine.iterator(mapped(zipped(machine, parts), unpacked));
    },
    filter: (args, site) =>
      over(machine, args.positional[1] ?? none, site, (inner) => {
        const item = inner.any();
        return machine.iterator(
          overItems(machine, { kind: "repeated", length: machine.domain.someInt("k", site), item }),
        );
      }),
    reversed: (args, site) =>
      over(machine, first(args), site, (inner) => {
        const { count } = inner;
        return machine.iterator(
          count === null ? inner : { ...inner, at: (index) => inner.at(count - 1 - index) },
        );
      }),
    sorted: (args, site) =>
      over(machine, first(args), site, (inner) =>
        machine.listOf(sortedItems(machine, itemsOf(machine, inner), args, site)),
      ),
    iter: (args, site) => over(machine, first(args), site, (inner) => machine.iterator(inner)),
    next: (args, site) => {
      const source = first(args);
      if (source.kind === "iterator") {
        const taken = source.cell.value?.count ?? 0;
        machine.state.write(source.cell, { kind: "taken", count: taken + 1 });
        const { count, samples } = source.iteration;
        if (count === null && samples !== undefined) return samples[taken] ?? source.iteration.any();
        return source.iteration.at(taken);
      }
      if (source.kind === "instance")
        return machine.apply(machine.attribute(source, "__next__", site), [], site);
      return over(machine, source, site, (inner) => inner.any());
    },
  };
}

function anything<D extends Datum>(item: Value<D>): Iteration<D> {
  return { length: null, count: null, at: () => item, any: () => item, distinct: false, uniform: true };
}

function range<D extends Datum>(machine: Machine<D>, args: CallArguments<D>, site: Site<D>): Value<D> {
  const { domain } = machine;
  const given = args.positional.map((each) => machine.asInt(machine.each(each, site, (option) => option)));
  const [one, two, three] = given;
  const lost = args.positional.find((each) => machine.asInt(each) === null);
  if (lost?.kind === "unknown") return lost;
  if (one == null || given.includes(null)) {
    const item = domain.someInt("i", site);
    return machine.iterator({
      length: domain.someInt("k", site),
      count: null,
      at: () => item,
      any: () => item,
      distinct: false,
    });
  }
  const start = two == null ? domain.int(0) : one;
  const stop = two ?? one;
  const step = three ?? domain.int(1);
  const [from, by] = [domain.integer(start), domain.integer(step)];
  const length = rangeLength(machine, start, stop, step, site);
  const count = length === null ? null : domain.integer(length);
  const item = () => domain.someInt("i", site);
  return machine.iterator({
    length,
    count: count === null ? null : Math.max(0, count),
    at: (index) => {
      if (from !== null && by !== null) return domain.int(from + by * index);
      return domain.add(start, domain.multiply(step, domain.int(index)));
    },
    any: item,
    distinct: false,
  });
}

function rangeLength<D extends Datum>(
  machine: Machine<D>,
  start: D,
  stop: D,
  step: D,
  site: Site<D>,
): D | null {
  const { domain } = machine;
  const by = domain.integer(step);
  const [from, to] = [domain.integer(start), domain.integer(stop)];
  if (by === 0) return null;
  if (from !== null && to !== null && by !== null)
    return domain.int(Math.max(0, Math.ceil((to - from) / by)));
  const distance = domain.add(stop, domain.multiply(start, domain.int(-1)));
  if (by === 1) return distance;
  // ceil(distance / step)
  const rounded = domain.add(distance, domain.add(step, domain.int(-1)));
  const quotient = domain.binary("//", rounded, step, site);
  return quotient.kind === "datum" && domain.isInteger(quotient) ? quotient : null;
}

export function lengthOf<D extends Datum>(machine: Machine<D>, value: Value<D>, site: Site<D>): Value<D> {
  switch (value.kind) {
    case "str":
      return value.value === null
        ? machine.domain.someInt("k", site)
        : machine.domain.int(value.value.length);
    case "unknown":
      return machine.domain.someInt("k", site);
    case "instance":
      return classAttribute(value.type, "__len__") === null
        ? machine.domain.someInt("k", site)
        : machine.apply(machine.attribute(value, "__len__", site), [], site);
    case "none":
      return machine.fail(site, "TypeError", machine.unknown("not-supported", ["len(None)"], site));
    case "choice":
      return machine.each(value, site, (option) => lengthOf(machine, option, site));
    default:
      return machine.iterate(value, site)?.length ?? machine.domain.someInt("k", site);
  }
}

function objectBuiltins<D extends Datum>(machine: Machine<D>): Record<string, Body<D>> {
  return {
    print: () => none,
    len: (args, site) => lengthOf(machine, first(args), site),
    input: () => someText,
    raw_input: () => someText,
    open: (_args, site) => openFile(machine, site),
    id: (_args, site) => machine.domain.someInt("id", site),
    hash: (_args, site) => machine.domain.someInt("hash", site),
    repr: () => someText,
    format: () => someText,
    chr: () => someText,
    ord: (_args, site) => machine.domain.someInt("ord", site),
    callable: (args) => {
      const value = first(args);
      if (value.kind === "unknown" || value.kind === "instance" || value.kind === "choice") return maybe;
      return bool(["function", "method", "builtin", "class"].includes(value.kind));
    },
    isinstance: (args) => bool(isInstance(machine, first(args), args.positional[1] ?? none)),
    issubclass: (args) => {
      const [type, of] = args.positional;
      return type?.kind === "class" && of?.kind === "class" ? bool(isSubclass(type, of)) : maybe;
    },
    hasattr: (args, site) => hasAttribute(machine, args, site),
    getattr: (args, site) => {
      const [object, name, otherwise] = args.positional;
      if (object === undefined || name?.kind !== "str" || name.value === null)
        return machine.unknown("unknown-argument", ["getattr", "name"], site);
      if (otherwise === undefined) return machine.attribute(object, name.value, site);
      return machine.truth(hasAttribute(machine, args, site)) === false
        ? otherwise
        : machine.attribute(object, name.value, site);
    },
    setattr: (args) => {
      const [object, name, value] = args.positional;
      if (object?.kind === "instance" && name?.kind === "str" && name.value !== null && value !== undefined) {
        machine.setAttribute(object, name.value, value);
      }
      return none;
    },
    vars: (args, site) =>
      args.positional.length > 0
        ? machine.attribute(first(args), "__dict__", site)
        : machine.unknown("not-supported", ["vars()"], site),
    exit: () => none,
    quit: () => none,
    staticmethod: (args) => {
      const value = first(args);
      return value.kind === "function" ? { ...value, binding: "static" } : value;
    },
    classmethod: (args) => {
      const value = first(args);
      return value.kind === "function" ? { ...value, binding: "class" } : value;
    },
    property: (args) => {
      const [getter, setter] = args.positional;
      if (getter?.kind !== "function") return none;
      return { kind: "property", getter, setter: setter?.kind === "function" ? setter : null };
    },
    super: (args, site) => {
      const [type, self] = args.positional;
      if (type?.kind === "class" && self !== undefined) return { kind: "super", self, after: type };
      return machine.unknown("not-supported", ["super()"], site);
    },
    globals: (_args, site) => globals(machine, site),
    locals: (_args, site) => machine.unknown("not-supported", ["locals()"], site),
  };
}

function hasAttribute<D extends Datum>(machine: Machine<D>, args: CallArguments<D>, site: Site<D>): Value<D> {
  const [object, name] = args.positional;
  if (object === undefined || name?.kind !== "str" || name.value === null) return maybe;
  if (object.kind === "instance") {
    return bool(
      object.attributes.get(name.value)?.value !== undefined ||
        classAttribute(object.type, name.value) !== null,
    );
  }
  if (object.kind === "unknown" || object.kind === "choice") return maybe;
  const found = machine.attribute(object, name.value, site);
  return bool(found.kind !== "unknown");
}

function isInstance<D extends Datum>(machine: Machine<D>, value: Value<D>, type: Value<D>): boolean | null {
  if (value.kind === "unknown" || type.kind === "unknown" || type.kind === "choice") return null;
  if (value.kind === "choice") {
    const verdicts = value.options.map((each) => isInstance(machine, each, type));
    const [only = null] = verdicts;
    return verdicts.every((each) => each === only) ? only : null;
  }
  if (type.kind === "tuple") {
    if (type.content.kind === "repeated") return null;
    const verdicts = type.content.items.map((each) => isInstance(machine, value, each));
    return verdicts.includes(true) ? true : verdicts.includes(null) ? null : false;
  }
  if (value.kind === "instance") return type.kind === "class" ? isSubclass(value.type, type) : false;
  if (type.kind === "class") return type.definition === null && value.kind === "datum" ? null : false;
  if (type.kind !== "builtin" || type.type === undefined) return null;
  return typesOf(machine, value).includes(type.type) || type.type === "object";
}

function typesOf<D extends Datum>(machine: Machine<D>, value: Value<D>): readonly string[] {
  switch (value.kind) {
    case "datum":
      return machine.domain.types(value);
    case "bool":
      return ["bool", "int"];
    case "function":
    case "builtin":
    case "method":
      return ["function"];
    default:
      return [value.kind];
  }
}

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
  return {
    list: (args, site) => collect(args, site, (content) => machine.listOf(content)),
    tuple: (args, site) => collect(args, site, (content) => ({ kind: "tuple", content })),
    set: (args, site) => collect(args, site, (content) => machine.setOf(distinctItems(machine, content))),
    frozenset: (args, site) =>
      collect(args, site, (content) => machine.setOf(distinctItems(machine, content))),
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

function typeOf<D extends Datum>(machine: Machine<D>, value: Value<D>, site: Site<D>): Value<D> {
  if (value.kind === "instance") return value.type;
  const [name] = typesOf(machine, value);
  const builtin = name === undefined ? null : (machine.builtins.get(name) ?? machine.domain.builtin(name));
  return value.kind === "unknown" ? value : (builtin ?? machine.unknown("not-supported", ["type()"], site));
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

/** The variables of the module, as they are now. */
function globals<D extends Datum>(machine: Machine<D>, site: Site<D>): Value<D> {
  let frame = site.frame;
  while (frame.parent !== null) frame = frame.parent;
  const entries = new Map<string, { key: Value<D>; value: Value<D> }>();
  for (const [name, variable] of frame.variables) {
    if (variable.value !== undefined) entries.set(`s:${name}`, { key: str(name), value: variable.value });
  }
  return machine.dict({ kind: "entries", entries, rest: null });
}
