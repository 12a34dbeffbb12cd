import type { Domain } from "./domain";
import type { Content, Datum, DictContent, Items, Value } from "./value";

/** Whether two contents are the same for all that the program could tell: how a loop knows that it has settled. */
export function sameContent<D extends Datum>(
  domain: Domain<D>,
  a: Content<D> | undefined,
  b: Content<D> | undefined,
  depth = 0,
): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || depth > 5) return false;
  if (a.kind === "datum") return b.kind === "datum" && domain.same(a, b);
  if (b.kind === "datum" || a.kind !== b.kind) return false;
  switch (a.kind) {
    case "items":
    case "repeated":
      return (b.kind === "items" || b.kind === "repeated") && sameItems(domain, a, b, depth);
    case "entries":
      return b.kind === "entries" && sameEntries(domain, a, b, depth);
    case "taken":
      return b.kind === "taken" && a.count === b.count;
    default:
      return b.kind !== "items" && b.kind !== "repeated" && b.kind !== "entries" && b.kind !== "taken"
        ? sameObject(domain, a, b, depth)
        : false;
  }
}

function sameObject<D extends Datum>(domain: Domain<D>, a: Value<D>, b: Value<D>, depth: number): boolean {
  switch (a.kind) {
    case "none":
    case "ellipsis":
      return true;
    case "bool":
      return b.kind === "bool" && a.value === b.value;
    case "str":
      return b.kind === "str" && a.value === b.value;
    case "tuple":
      return b.kind === "tuple" && sameContent(domain, a.content, b.content, depth + 1);
    case "list":
    case "set":
      return (
        (b.kind === "list" || b.kind === "set") && sameContent(domain, a.cell.value, b.cell.value, depth + 1)
      );
    case "dict":
      return b.kind === "dict" && sameContent(domain, a.cell.value, b.cell.value, depth + 1);
    case "unknown":
      return true;
    case "choice":
      return (
        b.kind === "choice" &&
        a.options.length === b.options.length &&
        a.options.every((each, index) => sameContent(domain, each, b.options[index], depth + 1))
      );
    case "function":
      return b.kind === "function" && a.definition === b.definition;
    case "method":
      return b.kind === "method" && a.self === b.self && sameContent(domain, a.target, b.target, depth + 1);
    case "builtin":
      return b.kind === "builtin" && a.name === b.name;
    case "instance":
      return (
        b.kind === "instance" && a.type === b.type && sameInstance(domain, a.attributes, b.attributes, depth)
      );
    case "slice":
    case "iterator":
      return true;
    default:
      return false;
  }
}

function sameInstance<D extends Datum>(
  domain: Domain<D>,
  a: ReadonlyMap<string, { readonly value: Value<D> | undefined }>,
  b: ReadonlyMap<string, { readonly value: Value<D> | undefined }>,
  depth: number,
): boolean {
  if (a.size !== b.size) return false;
  for (const [name, attribute] of a) {
    if (!sameContent(domain, attribute.value, b.get(name)?.value, depth + 1)) return false;
  }
  return true;
}

function sameItems<D extends Datum>(domain: Domain<D>, a: Items<D>, b: Items<D>, depth: number): boolean {
  if (a.kind === "items") {
    return (
      b.kind === "items" &&
      a.items.length === b.items.length &&
      a.items.every((item, index) => sameContent(domain, item, b.items[index], depth + 1))
    );
  }
  return (
    b.kind === "repeated" && domain.same(a.length, b.length) && sameContent(domain, a.item, b.item, depth + 1)
  );
}

function sameEntries<D extends Datum>(
  domain: Domain<D>,
  a: DictContent<D>,
  b: DictContent<D>,
  depth: number,
): boolean {
  if (a.entries.size !== b.entries.size || (a.rest === null) !== (b.rest === null)) return false;
  for (const [key, entry] of a.entries) {
    if (!sameContent(domain, entry.value, b.entries.get(key)?.value, depth + 1)) return false;
  }
  return a.rest === null || b.rest === null || sameContent(domain, a.rest.value, b.rest.value, depth + 1);
}
