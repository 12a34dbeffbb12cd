import { classAttribute, hasUnknownBase, resolutionOrder } from "./classes";
import type { Machine } from "./machine";
import type {
  CallArguments,
  ClassValue,
  Datum,
  DictValue,
  InstanceValue,
  ListValue,
  Site,
  Value,
} from "./value";

// Classes that derive from `dict` or `list`: what such an object holds as one lies in an attribute of its own.

const held = "__container__";

const dicts: ReadonlySet<string> = new Set([
  "builtins.dict",
  "collections.OrderedDict",
  "collections.defaultdict",
  "collections.UserDict",
]);
const lists: ReadonlySet<string> = new Set(["builtins.list", "collections.deque", "collections.UserList"]);

/** The container that an object of the class holds from the beginning; null where the class derives from none. */
export function holdContainer<D extends Datum>(
  machine: Machine<D>,
  made: InstanceValue<D>,
  type: ClassValue<D>,
): void {
  const base = resolutionOrder(type)
    .flatMap((each) => each.bases)
    .find((each) => each.kind === "builtin" && (dicts.has(each.name) || lists.has(each.name)));
  if (base?.kind !== "builtin") return;
  // Attributes that are kept as entries are not followed.
  if (classAttribute(type, "__setattr__") !== null || classAttribute(type, "__getattr__") !== null) return;
  const container = dicts.has(base.name)
    ? machine.dict({ kind: "entries", entries: new Map(), rest: null })
    : machine.list([]);
  machine.setAttribute(made, held, container);
}

/** What an object is as a dict or list; null where it is neither. */
export function containerOf<D extends Datum>(object: InstanceValue<D>): DictValue<D> | ListValue<D> | null {
  const value: Value<D> | undefined = object.attributes.get(held)?.value;
  return value?.kind === "dict" || value?.kind === "list" ? value : null;
}

/** Whether an object is true whatever it holds: its class, all of which is known, says neither its truth nor its length. */
export function isTrue<D extends Datum>(object: InstanceValue<D>): boolean {
  const { type } = object;
  return (
    type.definition !== null &&
    !hasUnknownBase(type) &&
    containerOf(object) === null &&
    classAttribute(type, "__bool__") === null &&
    classAttribute(type, "__len__") === null
  );
}

/** `dict.__init__(self, …)`, `list.__init__(self, …)` */
export function fillContainer<D extends Datum>(
  machine: Machine<D>,
  object: InstanceValue<D>,
  args: CallArguments<D>,
  site: Site<D>,
): void {
  const container = containerOf(object);
  if (container === null) return;
  const make = machine.builtins.get(container.kind);
  const made = make === undefined ? null : machine.call(make, args, site);
  if (made?.kind === "dict" && made.cell.value !== undefined && container.kind === "dict")
    machine.state.write(container.cell, made.cell.value);
  if (made?.kind === "list" && made.cell.value !== undefined && container.kind === "list")
    machine.state.write(container.cell, made.cell.value);
}
