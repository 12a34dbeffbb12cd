import type { Cell } from "./state";
import type { ClassValue, Datum, Value } from "./value";

/** The order in which Python looks attributes up: the class, then its bases from left to right, each once. */
export function resolutionOrder<D extends Datum>(type: ClassValue<D>): readonly ClassValue<D>[] {
  // A class keeps its bases, and is asked with every attribute of its objects.
  type.order ??= orderWithin(type, new Set());
  return type.order;
}

function orderWithin<D extends Datum>(type: ClassValue<D>, seen: ReadonlySet<object>): ClassValue<D>[] {
  if (seen.has(type)) return [];
  const within = new Set([...seen, type]);
  const order: ClassValue<D>[] = [type];
  for (const base of type.bases) {
    for (const option of base.kind === "choice" ? base.options : [base]) {
      if (option.kind !== "class") continue;
      for (const each of orderWithin(option, within)) {
        // A shared base comes after all that derive from it.
        const at = order.indexOf(each);
        if (at >= 0) order.splice(at, 1);
        order.push(each);
      }
    }
  }
  return order;
}

export function classAttribute<D extends Datum>(type: ClassValue<D>, name: string): Value<D> | null {
  return classCell(type, name)?.value ?? null;
}

export function classCell<D extends Datum>(type: ClassValue<D>, name: string): Cell<D, Value<D>> | null {
  if (type.bases.length === 0) {
    const own = type.attributes.get(name);
    return own?.value === undefined ? null : own;
  }
  for (const each of resolutionOrder(type)) {
    const found = each.attributes.get(name);
    if (found?.value !== undefined) return found;
  }
  return null;
}

/** As `super()` sees it: behind `after` in the order of the instance's class. */
export function attributeAfter<D extends Datum>(
  type: ClassValue<D>,
  after: ClassValue<D>,
  name: string,
): Value<D> | null {
  const order = resolutionOrder(type);
  for (const each of order.slice(order.indexOf(after) + 1)) {
    const found = each.attributes.get(name)?.value;
    if (found !== undefined) return found;
  }
  return null;
}

/** Whether a base is something that is not known, so that an attribute that is not found may be there. */
export function hasUnknownBase<D extends Datum>(type: ClassValue<D>): boolean {
  return resolutionOrder(type).some((each) =>
    each.bases.some((base) => base.kind === "unknown" || base.kind === "choice"),
  );
}

export function isSubclass<D extends Datum>(type: ClassValue<D>, of: ClassValue<D>): boolean {
  return resolutionOrder(type).includes(of);
}
