import type { Expression } from "../syntax/tree";
import type { Machine } from "./machine";
import { type CallArguments, type Datum, none, type Site, type Value } from "./value";

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
