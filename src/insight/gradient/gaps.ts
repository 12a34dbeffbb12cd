import { lastName } from "../../syntax/names";
import type { Assign, Expression, Module } from "../../syntax/tree";
import { hasPlace, walk } from "../../syntax/walk";

const known = new WeakMap<Module, ReadonlySet<Expression>>();

/**
 * The `y[i] - h` of `err = y[i] - h`: what is taken from a number in a list and has a name of its own is a gap, and no step of the
 * number, unless it is given back or put somewhere, `w[j] = changed`, or becomes a part of what the item is of,
 * `w = np.array([first, second])`.
 */
export function gapsOf(module: Module): ReadonlySet<Expression> {
  const before = known.get(module);
  if (before !== undefined) return before;
  const gaps: Gap[] = [];
  const ways = new Map<string, Set<string>>();
  const given = new Set<string>();
  walk(module.body, (part) => {
    if (isAssign(part)) {
      const gap = gapIn(part);
      if (gap !== null) gaps.push(gap);
      for (const target of part.targets) noteWays(ways, part.value, ownerOf(target));
      // `changed[key] = own`: whatever the dict becomes.
      if (part.targets.some(({ kind }) => kind !== "name"))
        for (const name of namesIn(part.value)) given.add(name);
    }
    if ("kind" in part && (part.kind === "return" || part.kind === "yield") && "value" in part)
      for (const name of namesIn(part.value)) given.add(name);
    if (
      hasPlace(part) &&
      part.kind === "call" &&
      part.callee.kind === "attribute" &&
      part.callee.name === "append"
    )
      noteWays(ways, part.arguments[0]?.value, lastName(part.callee.object));
  });
  const found = gaps.filter(({ name, of }) => !given.has(name) && !leadsTo(ways, name, of));
  const all = new Set(found.map(({ syntax }) => syntax));
  known.set(module, all);
  return all;
}

interface Gap {
  readonly syntax: Expression;
  readonly name: string;
  /** What the item is one of. */
  readonly of: string;
}

function gapIn({ targets: [target, ...more], value }: Assign): Gap | null {
  if (target?.kind !== "name" || more.length > 0 || value?.kind !== "binary" || value.operator !== "-")
    return null;
  if (value.left.kind !== "subscript" || value.left.index.kind !== "name") return null;
  const of = ownerOf(value.left);
  return of === target.id ? null : { syntax: value, name: target.id, of };
}

/** `w` of `w`, `w[j]` and `self.w[j]`. */
function ownerOf(target: Expression): string {
  return target.kind === "subscript" ? ownerOf(target.object) : lastName(target);
}

function noteWays(ways: Map<string, Set<string>>, value: unknown, to: string): void {
  for (const name of namesIn(value)) ways.set(name, (ways.get(name) ?? new Set()).add(to));
}

/** A name by itself, in a row of several, or as what a function is given to make something of it. */
function namesIn(value: unknown): string[] {
  if (!hasPlace(value)) return [];
  if (value.kind === "sequence") return value.items.flatMap(namesIn);
  if (value.kind === "dict") return value.entries.flatMap((each) => namesIn(each.value));
  if (value.kind === "call") return value.arguments.flatMap((each) => namesIn(each.value));
  return value.kind === "name" ? [value.id] : [];
}

function leadsTo(ways: ReadonlyMap<string, ReadonlySet<string>>, name: string, to: string): boolean {
  const seen = new Set([name]);
  for (const each of seen) for (const next of ways.get(each) ?? []) seen.add(next);
  return seen.has(to);
}

function isAssign(part: object): part is Assign {
  return "kind" in part && part.kind === "assign";
}
