import type { Expression } from "../syntax/tree";
import { resolutionOrder } from "./classes";
import type { Machine } from "./machine";
import { type CallArguments, type ClassValue, type Datum, none, type Site, type Value } from "./value";

/** A value under the name of the attribute that it is given to, as an assignment would name it. */
export function attributeNamed<D extends Datum>(
  machine: Machine<D>,
  value: Value<D>,
  name: string,
  { node: object, frame }: Site<D>,
): Value<D> {
  if (value.kind !== "datum") return value;
  const { span } = object;
  const node: Expression = { kind: "attribute", object, name, nameSpan: span, span };
  return machine.domain.named(value, name, { node, frame });
}

/** `dataclasses.replace(model, w=…)`: another object of the class, with other values in some fields. */
export function replaced<D extends Datum>(
  machine: Machine<D>,
  { positional, keywords }: CallArguments<D>,
  site: Site<D>,
): Value<D> {
  const [object = none] = positional;
  if (object.kind !== "instance") return machine.unknown("not-supported", ["replace"], site);
  const made = machine.instance(object.type);
  for (const [name, { value }] of object.attributes)
    if (value !== undefined && !keywords.has(name)) machine.setAttribute(made, name, value);
  for (const [name, value] of keywords)
    machine.setAttribute(made, name, attributeNamed(machine, value, name, site));
  return made;
}

/** Each field's name and its value, in their order: for `asdict(model)` and `astuple(model)`. */
export function dataEntries<D extends Datum>(
  args: CallArguments<D>,
): readonly (readonly [string, Value<D>])[] {
  const [of = none] = args.positional;
  if (of.kind !== "instance") return [];
  return fieldNames(of).flatMap((name) => {
    const value = of.attributes.get(name)?.value;
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** The names of the fields of an object, or of its class. */
export function fieldNames<D extends Datum>(of: Value<D>): readonly string[] {
  const type = of.kind === "instance" ? of.type : of;
  return type.kind === "class" ? dataFields(type).map(({ target }) => target.id) : [];
}

/** The annotated names of a class, those of its bases first; one that is given again keeps its place. */
export function dataFields<D extends Datum>(type: ClassValue<D>): readonly DataField[] {
  const lines = resolutionOrder(type)
    .toReversed()
    .flatMap(({ definition }) => definition?.body ?? []);
  const fields = lines.flatMap((each) => {
    const [target] = each.kind === "assign" && each.annotation !== null ? each.targets : [];
    return each.kind === "assign" && target?.kind === "name"
      ? [[target.id, { target, value: each.value }] as const]
      : [];
  });
  return [...new Map(fields).values()];
}

interface DataField {
  readonly target: Extract<Expression, { readonly kind: "name" }>;
  /** What it is where the constructor is given nothing. */
  readonly value: Expression | null;
}
