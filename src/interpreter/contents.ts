import type { Machine } from "./machine";
import type { Datum, Items, Site, Value } from "./value";

/** What `str()` makes of a value; null when not known. */
export function textOf<D extends Datum>(machine: Machine<D>, value: Value<D>): string | null {
  switch (value.kind) {
    case "str":
      return value.value;
    case "datum":
      return machine.domain.text(value);
    case "bool":
      return value.value === null ? null : value.value ? "True" : "False";
    case "none":
      return "None";
    default:
      return null;
  }
}

/** The items of a set: each once, as far as that can be told. */
export function distinctItems<D extends Datum>(
  machine: Machine<D>,
  content: Items<D>,
  site: Site<D>,
): Items<D> {
  if (content.kind === "repeated") return { ...content, length: machine.domain.someInt("k", site) };
  const byKey = new Map<string, Value<D>>();
  for (const item of content.items) {
    const key = machine.key(item);
    if (key === null) {
      const any = machine.joiner.all(content.items);
      return any === null
        ? content
        : { kind: "repeated", length: machine.domain.someInt("k", site), item: any };
    }
    byKey.set(key, item);
  }
  return { kind: "items", items: [...byKey.values()] };
}

export type SetOperator = "|" | "&" | "-" | "^";

/** So many items of a set are known one by one. */
const MOST_OF_A_SET = 2000;

/** Two sets of which each item is known, put together; null where some are not. */
export function combined<D extends Datum>(
  machine: Machine<D>,
  operator: SetOperator,
  a: Items<D> | undefined,
  b: Items<D> | undefined,
): Items<D> | null {
  const [mine, theirs] = [keyed(machine, a), keyed(machine, b)];
  if (mine === null || theirs === null) return null;
  const kept = [...mine].filter(([key]) => operator === "|" || theirs.has(key) === (operator === "&"));
  const added = operator === "|" || operator === "^" ? [...theirs].filter(([key]) => !mine.has(key)) : [];
  const items = [...kept, ...added].map(([, item]) => item);
  return items.length > MOST_OF_A_SET ? null : { kind: "items", items };
}

function keyed<D extends Datum>(
  machine: Machine<D>,
  content: Items<D> | undefined,
): Map<string, Value<D>> | null {
  if (content?.kind !== "items") return null;
  const found = new Map<string, Value<D>>();
  for (const item of content.items) {
    const key = machine.key(item);
    if (key === null) return null;
    found.set(key, item);
  }
  return found;
}
