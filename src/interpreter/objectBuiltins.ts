import { type Body, first } from "./builtinArguments";
import { classAttribute, isSubclass } from "./classes";
import { containerOf } from "./containerBase";
import { openFile } from "./files";
import type { Machine } from "./machine";
import {
  bool,
  type CallArguments,
  type Datum,
  type InstanceValue,
  maybe,
  none,
  type Site,
  someText,
  str,
  tuple,
  type Value,
} from "./value";

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
        ? lengthOfContainer(machine, value, site)
        : machine.apply(machine.attribute(value, "__len__", site), [], site);
    case "none":
      return machine.fail(site, "TypeError", machine.unknown("not-supported", ["len(None)"], site));
    case "choice":
      return machine.each(value, site, (option) => lengthOf(machine, option, site));
    default:
      return machine.iterate(value, site)?.length ?? machine.domain.someInt("k", site);
  }
}

function lengthOfContainer<D extends Datum>(
  machine: Machine<D>,
  object: InstanceValue<D>,
  site: Site<D>,
): Value<D> {
  const container = containerOf(object);
  return container === null ? machine.domain.someInt("k", site) : lengthOf(machine, container, site);
}

/** Nobody knows the number, but the same object has the same one, and another has another: `id(node) in seen`. */
function identity<D extends Datum>(machine: Machine<D>, value: Value<D>, site: Site<D>): Value<D> {
  if (value.kind === "choice") return machine.each(value, site, (each) => identity(machine, each, site));
  const key = value.kind === "instance" && value.isMany !== true ? machine.key(value) : null;
  return key === null ? machine.domain.someInt("id", site) : tuple<D>([str(key)]);
}

/** What asks about objects: `len`, `isinstance`, `getattr` … */
export function objectBuiltins<D extends Datum>(machine: Machine<D>): Record<string, Body<D>> {
  return {
    print: () => none,
    len: (args, site) => lengthOf(machine, first(args), site),
    input: () => someText,
    raw_input: () => someText,
    open: (args, site) =>
      openFile(machine, args.positional[0], args.positional[1] ?? args.keywords.get("mode"), site),
    id: (args, site) => identity(machine, first(args), site),
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
    ...attributeBuiltins(machine),
  };
}

/** What reads and writes attributes, or makes them. */
function attributeBuiltins<D extends Datum>(machine: Machine<D>): Record<string, Body<D>> {
  return {
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
    setattr: (args) => setAttribute(machine, args),
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

export function setAttribute<D extends Datum>(machine: Machine<D>, args: CallArguments<D>): Value<D> {
  const [object, name, value] = args.positional;
  const holds = object?.kind === "instance" || object?.kind === "class" || object?.kind === "function";
  if (holds && name?.kind === "str" && name.value !== null && value !== undefined) {
    machine.setAttribute(object, name.value, value);
  }
  return none;
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
  if (found.kind !== "unknown") return bool(true);
  return found.cause.code === "unknown-attribute" ? bool(false) : maybe;
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
  if (value.kind === "instance") {
    if (type.kind === "class") return isSubclass(value.type, type);
    return type.kind === "builtin" && type.type !== undefined && containerOf(value)?.kind === type.type;
  }
  if (value.kind === "tuple" && value.type !== undefined && type.kind === "class")
    return isSubclass(value.type, type);
  if (type.kind === "class") return type.definition === null && value.kind === "datum" ? null : false;
  if (type.kind !== "builtin" || type.type === undefined) return null;
  return typesOf(machine, value).includes(type.type) || type.type === "object";
}

export function typesOf<D extends Datum>(machine: Machine<D>, value: Value<D>): readonly string[] {
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
