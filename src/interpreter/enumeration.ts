import { classAttribute } from "./classes";
import type { Machine } from "./machine";
import { cell } from "./state";
import {
  type CallArguments,
  type ClassValue,
  type Datum,
  type Frame,
  type InstanceValue,
  type Site,
  str,
  type Value,
} from "./value";

// Classes that derive from `Enum`: each name that the body binds is one object of the class.

const bases: ReadonlySet<string> = new Set(["enum.Enum", "enum.StrEnum", "enum.Flag"]);

/** What `auto()` gives until the class is made. */
export const automatic = "enum.auto()";

/** Makes objects of what the body of an enumeration bound; another class stays as it is. */
export function makeMembers<D extends Datum>(
  machine: Machine<D>,
  type: ClassValue<D>,
  frame: Frame<D>,
): void {
  if (!type.bases.some((each) => each.kind === "builtin" && bases.has(each.name))) return;
  let last: D = machine.domain.int(0);
  for (const name of boundNames(type)) {
    const bound = type.attributes.get(name)?.value;
    if (bound === undefined || bound.kind === "function" || bound.kind === "property") continue;
    const value =
      bound.kind === "builtin" && bound.name === automatic
        ? machine.domain.add(last, machine.domain.int(1))
        : bound;
    if (value.kind === "datum") last = value;
    const member = machine.instance(type);
    machine.setAttribute(member, "name", str(name));
    machine.setAttribute(member, "value", value);
    type.attributes.set(name, cell<D, Value<D>>(member));
    if (type.definition === null || classAttribute(type, "__init__") === null) continue;
    const site = { node: { kind: "name", span: type.definition.span, id: name } as const, frame };
    const given = value.kind === "tuple" && value.content.kind === "items" ? value.content.items : [value];
    machine.apply(machine.attribute(member, "__init__", site), given, site);
  }
}

function boundNames<D extends Datum>(type: ClassValue<D>): string[] {
  return (type.definition?.body ?? []).flatMap((each) => {
    const [target] = each.kind === "assign" ? each.targets : [];
    return target?.kind === "name" && !target.id.startsWith("_") ? [target.id] : [];
  });
}

/** The objects of an enumeration, in order; null for another class. */
export function membersOf<D extends Datum>(type: ClassValue<D>): readonly InstanceValue<D>[] | null {
  if (type.bases.length === 0) return null;
  const members = boundNames(type).flatMap((name) => {
    const value = type.attributes.get(name)?.value;
    return value?.kind === "instance" && value.type === type ? [value] : [];
  });
  return members.length === 0 ? null : members;
}

/** `Color(1)`: the member of that value. */
export function memberOfValue<D extends Datum>(
  machine: Machine<D>,
  type: ClassValue<D>,
  members: readonly InstanceValue<D>[],
  args: CallArguments<D>,
  site: Site<D>,
): Value<D> {
  const [value] = args.positional;
  const key = value === undefined ? null : machine.key(value);
  const found = members.find((each) => {
    const own = each.attributes.get("value")?.value;
    return key !== null && own !== undefined && machine.key(own) === key;
  });
  return (
    found ?? machine.joiner.all(members) ?? machine.unknown("unknown-argument", [type.name, "value"], site)
  );
}

/** `Color["RED"]`; null where the name is not known, or none of its members. */
export function memberOfName<D extends Datum>(type: ClassValue<D>, name: Value<D>): Value<D> | null {
  const members = name.kind === "str" && name.value !== null ? membersOf(type) : null;
  return members === null || name.kind !== "str"
    ? null
    : (type.attributes.get(name.value ?? "")?.value ?? null);
}
