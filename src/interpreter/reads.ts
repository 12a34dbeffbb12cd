import type { Expression, Statement } from "../syntax/tree";

const known = new WeakMap<object, ReadonlySet<string>>();

/** Every name that occurs in statements, as far down as they go. */
export function namesIn(body: readonly Statement[]): ReadonlySet<string> {
  let names = known.get(body);
  if (names === undefined) {
    const found = new Set<string>();
    collect(body, found);
    names = found;
    known.set(body, names);
  }
  return names;
}

/** Whether statements read any of the names that a target binds. */
export function readsTarget(body: readonly Statement[], target: Expression): boolean {
  const names = namesIn(body);
  const some = (node: Expression): boolean => {
    switch (node.kind) {
      case "name":
        return names.has(node.id);
      case "sequence":
        return node.items.some(some);
      case "starred":
        return some(node.value);
      default:
        return true;
    }
  };
  return some(target);
}

/** Trees are plain data: names are found without knowing every kind of node. */
function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) collect(each, found);
    return;
  }
  if ("kind" in value && value.kind === "name" && "id" in value && typeof value.id === "string") {
    found.add(value.id);
    return;
  }
  for (const each of Object.values(value)) collect(each, found);
}
