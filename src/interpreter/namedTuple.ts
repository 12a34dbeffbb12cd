import type { ClassDefinition } from "../syntax/tree";
import { classAttribute, resolutionOrder } from "./classes";
import type { Machine } from "./machine";
import { itemsOf } from "./operators";
import { cell } from "./state";
import {
  type CallArguments,
  type ClassValue,
  type Datum,
  type DictContent,
  none,
  type Site,
  str,
  type TupleValue,
  tuple,
  type Value,
} from "./value";
import { Members } from "./watch";

// Named tuples, however they are declared: by `collections.namedtuple`, by a call of `typing.NamedTuple`, by a class that
// derives from either. Each is a tuple that knows its class.

/** The names of the fields, where the class makes named tuples; null where it makes objects. */
export function fieldsOf<D extends Datum>(type: ClassValue<D>): readonly string[] | null {
  return resolutionOrder(type).find((each) => each.fields !== undefined)?.fields ?? null;
}

/** `namedtuple("Point", "x y")`, `NamedTuple("Point", [("x", int), ("y", int)])` */
export function namedTupleType<D extends Datum>(
  machine: Machine<D>,
  args: CallArguments<D>,
  site: Site<D>,
): ClassValue<D> {
  const [name, names] = args.positional;
  const fields =
    names?.kind === "str" && names.value !== null
      ? names.value.split(/[\s,]+/).filter((each) => each !== "")
      : listed(machine, names ?? args.keywords.get("field_names"), site);
  const title = name?.kind === "str" ? (name.value ?? "tuple") : "tuple";
  const type: ClassValue<D> = {
    kind: "class",
    name: title,
    bases: [],
    attributes: new Members(),
    definition: null,
    fields,
  };
  const defaults = args.keywords.get("defaults");
  const standard = defaults === undefined ? null : machine.iterate(defaults, site);
  const values = standard === null ? null : itemsOf(machine, standard);
  // Defaults are those of the last fields.
  if (values?.kind === "items")
    values.items.forEach((value, index) => {
      const field = fields[fields.length - values.items.length + index];
      if (field !== undefined) type.attributes.set(field, cell<D, Value<D>>(value));
    });
  return type;
}

/** Names alone, or each with its type. */
function listed<D extends Datum>(
  machine: Machine<D>,
  names: Value<D> | undefined,
  site: Site<D>,
): readonly string[] {
  const iteration = names === undefined ? null : machine.iterate(names, site);
  const content = iteration === null ? null : itemsOf(machine, iteration);
  return (content?.kind === "items" ? content.items : []).flatMap((each) => {
    const name = each.kind === "tuple" && each.content.kind === "items" ? each.content.items[0] : each;
    return name?.kind === "str" && name.value !== null ? [name.value] : [];
  });
}

/** The annotated names of a class's body, in order. */
export function annotatedNames(definition: ClassDefinition): readonly string[] {
  return definition.body.flatMap((each) => {
    const [target] = each.kind === "assign" && each.annotation !== null ? each.targets : [];
    return target?.kind === "name" ? [target.id] : [];
  });
}

/** `Point(1, y=2)` */
export function namedTuple<D extends Datum>(
  machine: Machine<D>,
  type: ClassValue<D>,
  fields: readonly string[],
  args: CallArguments<D>,
  site: Site<D>,
): Value<D> {
  if (classAttribute(type, "__new__") !== null)
    return machine.unknown("not-supported", [`${type.name}.__new__`], site);
  const items = fields.map((field, index) => {
    const given = args.positional[index] ?? args.keywords.get(field);
    if (given !== undefined) return fieldValue(machine, field, given, site);
    return (
      (args.spread ? null : classAttribute(type, field)) ??
      machine.unknown("unknown-argument", [type.name, field], site)
    );
  });
  return { kind: "tuple", content: { kind: "items", items }, type };
}

/** A field names its value as an assignment would. */
function fieldValue<D extends Datum>(
  machine: Machine<D>,
  field: string,
  value: Value<D>,
  { node, frame }: Site<D>,
): Value<D> {
  if (value.kind !== "datum") return value;
  return machine.domain.named(value, field, { node: { kind: "name", id: field, span: node.span }, frame });
}

/** `point.x`, `point._replace(x=3)`; null for what any tuple has. */
export function namedTupleMember<D extends Datum>(
  machine: Machine<D>,
  object: TupleValue<D>,
  type: ClassValue<D>,
  name: string,
): Value<D> | null {
  const fields = fieldsOf(type) ?? [];
  const { content } = object;
  const at = fields.indexOf(name);
  if (at >= 0) return content.kind === "items" ? (content.items[at] ?? null) : content.item;
  if (content.kind !== "items") return null;
  if (name === "_replace")
    return {
      kind: "builtin",
      name,
      bound: object,
      call: ({ keywords }, site) => {
        const items = content.items.map((item, index) => {
          const field = fields[index] ?? "";
          const given = keywords.get(field);
          return given === undefined ? item : fieldValue(machine, field, given, site);
        });
        return { ...object, content: { kind: "items", items } };
      },
    };
  if (name === "_asdict")
    return {
      kind: "builtin",
      name,
      bound: object,
      call: () => {
        const entries: DictContent<D>["entries"] = new Map(
          fields.map((field, index) => [
            `s:${field}`,
            { key: str(field), value: content.items[index] ?? none },
          ]),
        );
        return machine.dict({ kind: "entries", entries, rest: null });
      },
    };
  return namedTupleTypeMember(machine, type, name);
}

/** `Point._fields`, `Point._make(row)` */
export function namedTupleTypeMember<D extends Datum>(
  machine: Machine<D>,
  type: ClassValue<D>,
  name: string,
): Value<D> | null {
  const fields = name === "_fields" || name === "_make" ? fieldsOf(type) : null;
  if (fields === null) return null;
  if (name === "_fields") return tuple<D>(fields.map((field) => str(field)));
  return {
    kind: "builtin",
    name,
    bound: type,
    call: (args, site) => {
      const iteration = machine.iterate(args.positional[0] ?? none, site);
      const content = iteration === null ? null : itemsOf(machine, iteration);
      const positional = content?.kind === "items" ? content.items : fields.map(() => content?.item ?? none);
      return namedTuple(machine, type, fields, { positional, keywords: new Map(), spread: false }, site);
    },
  };
}
