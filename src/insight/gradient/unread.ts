import { lastName } from "../../syntax/names";
import type { Expression, Module } from "../../syntax/tree";
import { hasPlace, walk } from "../../syntax/walk";

const known = new WeakMap<Module, ReadonlySet<string>>();

/**
 * What a program takes out of its own samples and never reads: the `t` of `for x, t in samples`, `t = row[-1]`, a list
 * of numbers beside the one that it goes through.
 */
export function leftUnread(module: Module): ReadonlySet<string> {
  const before = known.get(module);
  if (before !== undefined) return before;
  const names: Name[] = [];
  const taken = new Set<Name>();
  walk(module.body, (part) => {
    if (hasPlace(part) && part.kind === "name") names.push(part);
    for (const each of boundBy(part)) taken.add(each);
  });
  const read = new Set(names.flatMap((each) => (taken.has(each) ? [] : [each.id])));
  const ids = [...taken].map(({ id }) => id);
  const found = new Set(ids.filter((id) => !id.startsWith("_") && !read.has(id)));
  known.set(module, found);
  return found;
}

const knownItems = new WeakMap<Module, ReadonlySet<Name>>();

/** The names that its loops give an item in each pass, `for a, b in …`, and those that functions give one, `b = v[i]`. */
export function itemTargetsOf(module: Module): ReadonlySet<Name> {
  const before = knownItems.get(module);
  if (before !== undefined) return before;
  const found = new Set<Name>();
  const note = (target: unknown) => {
    if (hasPlace(target)) for (const each of namesIn([target])) found.add(each);
  };
  walk(module.body, (part: Part & { readonly body?: unknown }) => {
    if (part.kind === "for") note(part.target);
    if (part.kind !== "function") return;
    walk(part.body, ({ kind, targets, value }: Part) => {
      if (kind === "assign" && hasPlace(value) && value.kind === "subscript")
        for (const each of listOf(targets)) note(each);
    });
  });
  knownItems.set(module, found);
  return found;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

type Name = Extract<Expression, { readonly kind: "name" }>;

interface Part {
  readonly kind?: unknown;
  readonly target?: unknown;
  readonly targets?: unknown;
  readonly iterable?: unknown;
  readonly value?: unknown;
}

/** The names that hold a part of a sample. */
function boundBy({ kind, target, targets, iterable, value }: Part): readonly Name[] {
  if (kind === "for" && hasPlace(target) && target.kind === "sequence") {
    const isCounted =
      hasPlace(iterable) && iterable.kind === "call" && lastName(iterable.callee) === "enumerate";
    return namesIn(isCounted ? target.items.slice(1) : target.items);
  }
  const [first, ...more]: readonly unknown[] = kind === "assign" && Array.isArray(targets) ? targets : [];
  if (!hasPlace(first) || more.length > 0 || !hasPlace(value)) return [];
  const isPart = value.kind === "subscript" || (value.kind === "sequence" && value.items.length > 2);
  return isPart ? namesIn([first]) : [];
}

function namesIn(all: readonly Expression[]): readonly Name[] {
  return all.flatMap((each) =>
    each.kind === "name" ? [each] : each.kind === "sequence" ? namesIn(each.items) : [],
  );
}
