import type { Expression } from "../syntax/tree";
import { resolutionOrder } from "./classes";
import type { Machine } from "./machine";
import { annotatedNames } from "./namedTuple";
import {
  type CallArguments,
  type ClassValue,
  type Datum,
  none,
  type Site,
  str,
  tuple,
  type Value,
} from "./value";
import { Members } from "./watch";

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

/** `fields(model)`, of an object or its class: each with its name. */
export function dataFields<D extends Datum>(machine: Machine<D>, args: CallArguments<D>): Value<D> {
  const [of = none] = args.positional;
  const type: ClassValue<D> = {
    kind: "class",
    name: "Field",
    bases: [],
    attributes: new Members(),
    definition: null,
  };
  const made = fieldNames(of).map((name) => {
    const field = machine.instance(type);
    machine.setAttribute(field, "name", str(name));
    return field;
  });
  return tuple(made);
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

/** The fields of its bases come first. */
function fieldNames<D extends Datum>(of: Value<D>): readonly string[] {
  const type = of.kind === "instance" ? of.type : of;
  if (type.kind !== "class") return [];
  const classes = resolutionOrder(type).toReversed();
  return [
    ...new Set(classes.flatMap(({ definition }) => (definition === null ? [] : annotatedNames(definition)))),
  ];
}
