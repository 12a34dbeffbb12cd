import type { Likeness } from "./domain";
import type { Content, Datum, DictContent, Value } from "./value";
import type { Memory } from "./watch";

/** Deeper tuples are held for different. */
const deepest = 4;

/**
 * Whether a call at `born` that was given, or found, the one would do the same with the other. Objects that can be changed are the
 * same only where they are one; of `distinct` memories each array is one of its own.
 */
export function isAlike<D extends Datum>(
  likeness: Likeness<D>,
  then: Content<D> | undefined,
  now: Content<D> | undefined,
  born: number,
  distinct: ReadonlySet<Memory> = none,
  depth = 0,
): boolean {
  if (then === now) return true;
  if (then === undefined || now === undefined || depth > deepest) return false;
  const inner = (a: Content<D>, b: Content<D> | undefined) =>
    isAlike(likeness, a, b, born, distinct, depth + 1);
  switch (then.kind) {
    case "datum": {
      if (now.kind !== "datum" || !likeness.alike(then, now, born)) return false;
      const memory = distinct.size === 0 ? null : likeness.memory(then);
      return memory === null || !distinct.has(memory);
    }
    case "none":
    case "ellipsis":
      return now.kind === then.kind;
    case "bool":
      return now.kind === "bool" && now.value === then.value;
    case "str":
      return now.kind === "str" && now.value === then.value;
    case "taken":
      return now.kind === "taken" && now.count === then.count;
    case "unknown":
      return now.kind === "unknown" && isSameCause(then.cause, now.cause);
    case "tuple":
      return now.kind === "tuple" && now.type === then.type && inner(then.content, now.content);
    case "method":
      return now.kind === "method" && now.self === then.self && now.target === then.target;
    case "choice":
      return now.kind === "choice" && areAlike(then.options, now.options, inner);
    case "items":
      return now.kind === "items" && areAlike(then.items, now.items, inner);
    case "repeated":
      return now.kind === "repeated" && inner(then.length, now.length) && inner(then.item, now.item);
    case "entries":
      return now.kind === "entries" && areEntriesAlike(then, now, inner);
    default:
      return false;
  }
}

const none: ReadonlySet<Memory> = new Set();

function areAlike<D extends Datum>(
  then: readonly Value<D>[],
  now: readonly Value<D>[],
  inner: (a: Content<D>, b: Content<D> | undefined) => boolean,
): boolean {
  return then.length === now.length && then.every((each, index) => inner(each, now[index]));
}

function areEntriesAlike<D extends Datum>(
  then: DictContent<D>,
  now: DictContent<D>,
  inner: (a: Content<D>, b: Content<D> | undefined) => boolean,
): boolean {
  if (then.entries.size !== now.entries.size) return false;
  const others = [...now.entries];
  let at = 0;
  for (const [name, { key, value }] of then.entries) {
    const [otherName, other] = others[at++] ?? [];
    if (name !== otherName || !inner(key, other?.key) || !inner(value, other?.value)) return false;
  }
  if (then.rest === null || now.rest === null) return then.rest === now.rest;
  return inner(then.rest.key, now.rest.key) && inner(then.rest.value, now.rest.value);
}

function isSameCause(
  a: Extract<Value<Datum>, { kind: "unknown" }>["cause"],
  b: Extract<Value<Datum>, { kind: "unknown" }>["cause"],
): boolean {
  return (
    a.code === b.code &&
    a.args.length === b.args.length &&
    a.args.every((each, index) => each === b.args[index]) &&
    a.at?.file === b.at?.file &&
    a.at?.start === b.at?.start &&
    a.at?.end === b.at?.end
  );
}

/** How many of the numbers and arrays in it fit; what can be changed has its own cell, which is looked at by itself. */
export function countIn<D extends Datum>(
  content: Content<D> | undefined,
  fits: (datum: D) => boolean,
  depth = 0,
): number {
  if (content === undefined || depth > deepest) return 0;
  const sum = (values: readonly Value<D>[]) =>
    values.reduce((count, each) => count + countIn(each, fits, depth + 1), 0);
  switch (content.kind) {
    case "datum":
      return fits(content) ? 1 : 0;
    case "tuple":
      return countIn(content.content, fits, depth + 1);
    case "choice":
      return sum(content.options);
    case "items":
      return sum(content.items);
    case "repeated":
      return countIn(content.item, fits, depth + 1);
    case "entries":
      return sum([...content.entries.values()].flatMap(({ key, value }) => [key, value]));
    default:
      return 0;
  }
}

/** Nothing in it was made after `born` that could be changed: who gets it a second time gets the same. */
export function isOlder<D extends Datum>(
  likeness: Likeness<D>,
  content: Content<D>,
  born: number,
  depth = 0,
): boolean {
  if (depth > deepest) return false;
  const inner = (each: Content<D>) => isOlder(likeness, each, born, depth + 1);
  switch (content.kind) {
    case "datum": {
      const held = likeness.held(content);
      if (likeness.isOwn(content)) return false;
      return held === null || inner(held);
    }
    case "none":
    case "bool":
    case "str":
    case "ellipsis":
    case "taken":
    case "unknown":
      return true;
    case "tuple":
      return inner(content.content);
    case "choice":
      return content.options.every(inner);
    case "items":
      return content.items.every(inner);
    case "repeated":
      return inner(content.item);
    case "entries":
      return (
        [...content.entries.values()].every(({ key, value }) => inner(key) && inner(value)) &&
        (content.rest === null || (inner(content.rest.key) && inner(content.rest.value)))
      );
    case "list":
    case "set":
      return content.cell.born <= born;
    case "dict":
      return content.cell.born <= born && content.owner === undefined && content.factory === undefined;
    case "instance":
    case "class":
      return content.attributes.born <= born;
    case "function":
      return content.closure.variables.born <= born;
    default:
      return false;
  }
}
