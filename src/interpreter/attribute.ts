import { attributeAfter, classAttribute, hasUnknownBase } from "./classes";
import { containerOf, fillContainer } from "./containerBase";
import type { Machine } from "./machine";
import { methodOf } from "./methods";
import { namedTupleMember, namedTupleTypeMember } from "./namedTuple";
import { setAttribute } from "./objectBuiltins";
import { cell } from "./state";
import {
  type ChoiceValue,
  type ClassValue,
  type Datum,
  type DictContent,
  type InstanceValue,
  none,
  type Site,
  type SuperValue,
  str,
  type Value,
} from "./value";

/** What dicts, lists and texts have, and no number or array. */
const ofContainers: ReadonlySet<string> = new Set([
  "append",
  "extend",
  "get",
  "insert",
  "items",
  "join",
  "keys",
  "lower",
  "pop",
  "setdefault",
  "split",
  "strip",
  "update",
  "upper",
  "values",
]);

/** A node of a tree or what a leaf holds: as the program asks it for its keys, it is no number. */
function withoutData<D extends Datum>(object: ChoiceValue<D>): Value<D> {
  const options = object.options.filter((each) => each.kind !== "datum");
  const [only] = options;
  if (only === undefined) return object;
  return options.length === 1 ? only : { kind: "choice", options };
}

/** `object.name` */
export function attribute<D extends Datum>(
  machine: Machine<D>,
  object: Value<D>,
  name: string,
  site: Site<D>,
): Value<D> {
  const options = object.kind === "choice" && ofContainers.has(name) ? withoutData(object) : object;
  return machine.each(options, site, (option) => attributeOption(machine, option, name, site));
}

function attributeOption<D extends Datum>(
  machine: Machine<D>,
  object: Exclude<Value<D>, never>,
  name: string,
  site: Site<D>,
): Value<D> {
  switch (object.kind) {
    case "datum":
      return machine.domain.attribute(object, name, site);
    case "unknown":
      return machine.domain.unknownAttribute?.(object, name, site) ?? object;
    case "instance":
      return instanceAttribute(machine, object, name, site);
    case "class":
      return ofClass(machine, object, name, site);
    case "super":
      return superAttribute(machine, object, name, site);
    case "module":
      return object.member(name) ?? machine.unknown("unknown-attribute", [object.name, name], site);
    case "function":
      if (name === "__name__") return str(object.name);
      return (
        object.attributes.get(name)?.value ?? machine.unknown("unknown-attribute", [object.name, name], site)
      );
    case "method":
      if (name === "__name__") return str(object.target.name);
      if (object.target.kind === "function") return attributeOption(machine, object.target, name, site);
      return machine.unknown("unknown-attribute", [object.target.name, name], site);
    case "builtin":
      if (name === "__name__") return str(object.type ?? object.name.split(".").at(-1) ?? object.name);
      return object.member?.(name) ?? machine.unknown("unknown-attribute", [object.name, name], site);
    case "none":
      return machine.fail(site, "AttributeError", machine.unknown("unknown-attribute", ["None", name], site));
    case "property":
      if (name === "setter")
        return { kind: "builtin", name: "setter", call: (args) => args.positional[0] ?? none };
      return machine.unknown("unknown-attribute", ["property", name], site);
    case "tuple": {
      const { type } = object;
      const own = type === undefined ? null : namedTupleMember(machine, object, type, name);
      if (own !== null) return own;
      const inherited = type === undefined ? null : classAttribute(type, name);
      if (inherited !== null && type !== undefined) return bind(machine, inherited, object, type, site);
      break;
    }
    default:
      break;
  }
  return (
    methodOf(machine, object, name) ??
    machine.fail(site, "AttributeError", machine.unknown("unknown-attribute", [object.kind, name], site))
  );
}

function instanceAttribute<D extends Datum>(
  machine: Machine<D>,
  object: InstanceValue<D>,
  name: string,
  site: Site<D>,
): Value<D> {
  const own = object.attributes.get(name)?.value;
  if (own !== undefined) return own;
  const inherited = classAttribute(object.type, name);
  if (inherited !== null) return bind(machine, inherited, object, object.type, site);
  if (name === "__class__") return object.type;
  if (name === "__dict__") return attributesAsDict(machine, object);
  const container = containerOf(object);
  const ofContainer = container === null ? null : methodOf(machine, container, name);
  if (ofContainer !== null) return ofContainer;
  // `self.__dict__ = self`
  const entry =
    object.attributes.has("__dict__") && container?.kind === "dict"
      ? container.cell.value?.entries.get(`s:${name}`)
      : undefined;
  if (entry !== undefined) return entry.value;
  const fallback = classAttribute(object.type, "__getattr__");
  if (fallback !== null)
    return machine.apply(bind(machine, fallback, object, object.type, site), [str(name)], site);
  const missing = machine.unknown("unknown-attribute", [object.type.name, name], site);
  return hasUnknownBase(object.type) || object.type.definition === null
    ? missing
    : machine.fail(site, "AttributeError", missing);
}

function attributesAsDict<D extends Datum>(machine: Machine<D>, object: InstanceValue<D>): Value<D> {
  const entries = new Map<string, { key: Value<D>; value: Value<D> }>();
  for (const [name, { value }] of object.attributes) {
    if (value !== undefined) entries.set(`s:${name}`, { key: str(name), value });
  }
  const made = machine.watch(cell<D, DictContent<D>>({ kind: "entries", entries, rest: null }));
  return { kind: "dict", cell: made, owner: object };
}

/** What an attribute found on the class is on the instance: a function becomes a method, a property its value. */
function bind<D extends Datum>(
  machine: Machine<D>,
  found: Value<D>,
  self: Value<D>,
  type: ClassValue<D>,
  site: Site<D>,
): Value<D> {
  switch (found.kind) {
    case "function":
      if (found.binding === "static") return found;
      return { kind: "method", self: found.binding === "class" ? type : self, target: found };
    case "builtin":
      return found.isStatic === true ? found : { kind: "method", self, target: found };
    case "property":
      return machine.apply({ kind: "method", self, target: found.getter }, [], site);
    default:
      return found;
  }
}

function ofClass<D extends Datum>(
  machine: Machine<D>,
  type: ClassValue<D>,
  name: string,
  site: Site<D>,
): Value<D> {
  const found = classAttribute(type, name);
  if (found?.kind === "function" && found.binding === "class")
    return { kind: "method", self: type, target: found };
  if (found !== null) return found;
  if (name === "__name__" || name === "__qualname__") return str(type.name);
  const ofFields = namedTupleTypeMember(machine, type, name);
  if (ofFields !== null) return ofFields;
  return machine.unknown("unknown-attribute", [type.name, name], site);
}

/** `super().__setattr__(name, value)` in a class's own `__setattr__`: the attribute is set. */
function ownSetter<D extends Datum>(machine: Machine<D>, self: Value<D>): Value<D> {
  return {
    kind: "builtin",
    name: "__setattr__",
    bound: self,
    call: (args) => setAttribute(machine, { ...args, positional: [self, ...args.positional] }),
  };
}

function superAttribute<D extends Datum>(
  machine: Machine<D>,
  object: SuperValue<D>,
  name: string,
  site: Site<D>,
): Value<D> {
  const { self } = object;
  const type = self.kind === "instance" ? self.type : self.kind === "class" ? self : null;
  if (type === null) return machine.unknown("unknown-attribute", ["super()", name], site);
  const found = attributeAfter(type, object.after, name);
  if (found !== null) return bind(machine, found, self, type, site);
  if (name === "__setattr__") return ownSetter(machine, self);
  const container = self.kind === "instance" ? containerOf(self) : null;
  if (self.kind === "instance" && container !== null) {
    if (name === "__init__")
      return {
        kind: "builtin",
        name: "__init__",
        bound: self,
        call: (args, at) => {
          fillContainer(machine, self, args, at);
          return none;
        },
      };
    const ofContainer = methodOf(machine, container, name);
    if (ofContainer !== null) return ofContainer;
  }
  // `object` has an `__init__` that does nothing.
  if (name.startsWith("__init")) return { kind: "builtin", name: "object.__init__", call: () => none };
  return machine.unknown("unknown-attribute", ["super()", name], site);
}
