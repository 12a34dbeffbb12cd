import type { Domain } from "./domain";
import { cell } from "./state";
import {
  type Cause,
  type ChoiceValue,
  type Content,
  type Datum,
  type DictContent,
  type FunctionValue,
  type InstanceValue,
  type Items,
  maybe,
  someText,
  type TupleValue,
  type Value,
} from "./value";
import { Members } from "./watch";

/** More alternatives than this are no help to a reader, and slow. */
export const MAX_CHOICES = 8;

/** A text that is one of so few is known as that. */
export const MAX_TEXTS = 4;

/** So many objects are kept apart where the program may write through whichever of them it is. */
const MAX_OBJECTS = 16;

const MAX_DEPTH = 6;

/** Joins values that different paths through the program lead to. */
export class Joiner<D extends Datum> {
  constructor(private readonly domain: Domain<D>) {}

  readonly content = (a: Content<D>, b: Content<D>, depth = 0): Content<D> => {
    if (a === b) return a;
    if (a.kind === "items" || a.kind === "repeated") {
      return b.kind === "items" || b.kind === "repeated" ? this.items(a, b, depth) : a;
    }
    if (a.kind === "entries") return b.kind === "entries" ? this.entries(a, b, depth) : a;
    if (a.kind === "taken") return b.kind === "taken" && b.count > a.count ? b : a;
    if (b.kind === "items" || b.kind === "repeated" || b.kind === "entries" || b.kind === "taken") return b;
    return this.values(a, b, depth);
  };

  /** What two paths led to, and the data choose which of them: a size in which they differ has a name. */
  readonly ofPaths = (a: Content<D>, b: Content<D>): Content<D> =>
    isNumeric(a) && isNumeric(b) ? this.eitherPath(a, b) : this.content(a, b);

  eitherPath(a: Value<D>, b: Value<D>): Value<D> {
    return isNumeric(a) && isNumeric(b) ? (this.element([a, b]) ?? a) : this.values(a, b);
  }

  values(a: Value<D>, b: Value<D>, depth = 0): Value<D> {
    if (a === b) return a;
    if (a.kind === "unknown") return a;
    if (b.kind === "unknown") return b;
    if (a.kind === "choice" || b.kind === "choice") {
      const options = a.kind === "choice" ? [...a.options] : [a];
      for (const each of b.kind === "choice" ? b.options : [b]) this.#include(options, each, depth);
      return this.#choice(options);
    }
    return this.#pair(a, b, depth) ?? this.#choice([a, b]);
  }

  all(values: readonly Value<D>[]): Value<D> | null {
    let joined: Value<D> | null = null;
    for (const each of values) joined = joined === null ? each : this.values(joined, each);
    return joined;
  }

  /** One of several elements, and the data choose which: a size in which they differ has a name. */
  element(values: readonly Value<D>[]): Value<D> | null {
    const joined = this.all(values);
    if (joined?.kind !== "choice" || this.domain.eitherElement === undefined) return joined;
    const options: Value<D>[] = [];
    for (const each of joined.options) {
      const at = options.findIndex((other) => this.#eitherElement(other, each) !== null);
      const one = at < 0 ? null : this.#eitherElement(options[at] ?? each, each);
      if (one === null) options.push(each);
      else options[at] = one;
    }
    return this.#choice(options);
  }

  #eitherElement(a: Value<D>, b: Value<D>): Value<D> | null {
    return a.kind === "datum" && b.kind === "datum" ? (this.domain.eitherElement?.(a, b) ?? null) : null;
  }

  /** Keeps values apart that are different objects: for a write through whichever of them it is. */
  apart(values: readonly Value<D>[]): Value<D> | null {
    const options: Value<D>[] = [];
    for (const each of values) if (!options.includes(each)) options.push(each);
    if (options.length > MAX_OBJECTS || options.some((each) => !isMutable(each))) return this.element(values);
    const [only] = options;
    return options.length > 1 ? { kind: "choice", options } : (only ?? null);
  }

  /**
   * One object in place of many: for a container of more than can be kept apart, where a write may reach any of them. Null
   * where they are few, or not all objects.
   */
  oneForAll(values: readonly Value<D>[]): Value<D> | null {
    if (values.length <= MAX_OBJECTS || !values.every(isMutable) || new Set(values).size <= MAX_OBJECTS)
      return null;
    return this.#oneInstance(values) ?? this.#fewer(values);
  }

  items(a: Items<D>, b: Items<D>, depth = 0): Items<D> {
    if (a === b) return a;
    if (a.kind === "items" && b.kind === "items" && a.items.length === b.items.length) {
      const items = a.items.map((item, index) => this.values(item, b.items[index] ?? item, depth + 1));
      return { kind: "items", items };
    }
    const left = this.repeated(a);
    const right = this.repeated(b);
    const length = this.domain.same(left.length, right.length)
      ? left.length
      : this.domain.widen(left.length, right.length, "k");
    const open = canBeEmpty(a) || canBeEmpty(b) ? { mayBeEmpty: true } : {};
    if (left.item === null || right.item === null) {
      const item = left.item ?? right.item;
      return item === null ? a : { kind: "repeated", length, item, ...open };
    }
    return { kind: "repeated", length, item: this.values(left.item, right.item, depth + 1), ...open };
  }

  /** A length and one item for all; the item is null for an empty list. */
  repeated(content: Items<D>): { readonly length: D; readonly item: Value<D> | null } {
    if (content.kind === "repeated") return content;
    return { length: this.domain.int(content.items.length), item: this.element(content.items) };
  }

  /** `areOthers`: of two dicts, and the data choose which of them. */
  entries(a: DictContent<D>, b: DictContent<D>, depth = 0, areOthers = false): DictContent<D> {
    const meet = (one: Value<D>, other: Value<D>) =>
      areOthers && isNumeric(one) && isNumeric(other)
        ? this.eitherPath(one, other)
        : this.values(one, other, depth + 1);
    const entries = new Map(a.entries);
    for (const [key, entry] of b.entries) {
      const mine = entries.get(key);
      entries.set(key, mine === undefined ? entry : { key: mine.key, value: meet(mine.value, entry.value) });
    }
    const rest =
      a.rest === null || b.rest === null
        ? (a.rest ?? b.rest)
        : {
            key: this.values(a.rest.key, b.rest.key, depth + 1),
            value: this.values(a.rest.value, b.rest.value, depth + 1),
          };
    return { kind: "entries", entries, rest };
  }

  #pair(a: Value<D>, b: Value<D>, depth: number): Value<D> | null {
    if (a.kind === "datum") return b.kind === "datum" ? this.domain.join(a, b) : this.#boolAndNumber(b, a);
    if (b.kind === "datum") return this.#boolAndNumber(a, b);
    switch (a.kind) {
      case "none":
      case "ellipsis":
        return b.kind === a.kind ? a : null;
      case "bool":
        return b.kind === "bool" ? (a.value === b.value ? a : maybe) : null;
      case "str":
        if (b.kind !== "str") return null;
        // Options by name stay apart, as long as they are few.
        return a.value === b.value ? a : a.value === null || b.value === null ? someText : null;
      case "tuple":
        return b.kind === "tuple" ? this.#tuples(a, b, depth) : null;
      case "list":
      case "set": {
        if (b.kind !== a.kind || depth > MAX_DEPTH) return null;
        const mine = a.cell.value;
        const theirs = b.cell.value;
        if (mine === undefined || theirs === undefined) return a;
        return { kind: a.kind, cell: cell<D, Items<D>>(this.items(mine, theirs, depth + 1)) };
      }
      case "dict": {
        if (b.kind !== "dict" || depth > MAX_DEPTH) return null;
        const mine = a.cell.value;
        const theirs = b.cell.value;
        if (mine === undefined || theirs === undefined) return a;
        return { ...a, cell: cell<D, DictContent<D>>(this.entries(mine, theirs, depth + 1, true)) };
      }
      case "function":
        return b.kind === "function" && isSameFunction(a, b) ? a : null;
      case "method":
        return b.kind === "method" && a.self === b.self && sameTarget(a.target, b.target) ? a : null;
      case "builtin":
        return b.kind === "builtin" && a.name === b.name && a.name !== "" && a.bound === b.bound ? a : null;
      case "slice":
        return b.kind === "slice"
          ? {
              kind: "slice",
              start: this.values(a.start, b.start, depth + 1),
              stop: this.values(a.stop, b.stop, depth + 1),
              step: this.values(a.step, b.step, depth + 1),
            }
          : null;
      case "module":
        return b.kind === "module" && a.name === b.name ? a : null;
      default:
        return null;
    }
  }

  /** A bool is an int: `count = False` and `count = 3` meet in the domain. */
  #boolAndNumber(other: Value<D>, datum: D): Value<D> | null {
    if (other.kind !== "bool" || !this.domain.isInteger(datum)) return null;
    return this.domain.join(this.domain.int(other.value === true ? 1 : 0), datum);
  }

  #tuples(a: TupleValue<D>, b: TupleValue<D>, depth: number): Value<D> | null {
    const [x, y] = [a.content, b.content];
    const sameLength = x.kind === "items" && y.kind === "items" && x.items.length === y.items.length;
    if ((!sameLength && x.kind === "items" && y.kind === "items") || depth > MAX_DEPTH) return null;
    const content = this.items(x, y, depth + 1);
    return a.type === b.type ? { ...a, content } : { kind: "tuple", content };
  }

  #include(options: Value<D>[], added: Value<D>, depth: number): void {
    for (let index = 0; index < options.length; index++) {
      const option = options[index];
      if (option === undefined) continue;
      if (option === added) return;
      const joined = isMutable(option) && isMutable(added) ? null : this.#pair(option, added, depth);
      if (joined === null) continue;
      options[index] = joined;
      return;
    }
    options.push(added);
  }

  #choice(all: readonly Value<D>[]): Value<D> {
    const options = withFewTexts(all);
    const [only] = options;
    if (options.length === 1 && only !== undefined) return only;
    if (options.length <= (options.every(isObject) ? MAX_OBJECTS : MAX_CHOICES))
      return { kind: "choice", options } satisfies ChoiceValue<D>;
    const cause: Cause = { code: "data-dependent", args: ["branches"] };
    return (
      this.#oneInstance(options) ??
      this.#widest(options) ??
      this.#fewer(options) ?? { kind: "unknown", cause }
    );
  }

  /** Too many containers of one kind (the best split found so far, of each pass) become one that stands for all. */
  #fewer(options: readonly Value<D>[]): Value<D> | null {
    // Containers that hold each other would be merged without end.
    if (this.#merging > 0) return null;
    this.#merging += 1;
    try {
      return this.#gathered(options);
    } finally {
      this.#merging -= 1;
    }
  }

  #gathered(options: readonly Value<D>[]): Value<D> | null {
    const fewer: Value<D>[] = [];
    for (const each of options) {
      const at = fewer.findIndex((other) => other.kind === each.kind);
      const known = fewer[at];
      const joined = known === undefined ? null : this.#pair(known, each, MAX_DEPTH - 2);
      if (joined === null) fewer.push(each);
      else fewer[at] = standingForMany(joined);
    }
    const [only] = fewer;
    if (fewer.length > MAX_CHOICES) return null;
    return fewer.length === 1 && only !== undefined ? only : { kind: "choice", options: fewer };
  }

  /** Too many instances of one class become one that stands for all. */
  #oneInstance(options: readonly Value<D>[]): InstanceValue<D> | null {
    const [first] = options;
    // Objects that hold each other would be merged without end.
    if (first?.kind !== "instance" || this.#merging > 1) return null;
    this.#merging += 1;
    try {
      return this.#mergeInstances(first, options);
    } finally {
      this.#merging -= 1;
    }
  }

  #merging = 0;

  #mergeInstances(first: InstanceValue<D>, options: readonly Value<D>[]): InstanceValue<D> | null {
    const merged: InstanceValue<D> = {
      kind: "instance",
      type: first.type,
      attributes: new Members(),
      isMany: true,
    };
    for (const each of options) {
      if (each.kind !== "instance" || each.type !== first.type) return null;
      for (const [name, attribute] of each.attributes) {
        const mine = merged.attributes.get(name)?.value;
        const theirs = attribute.value;
        const value =
          mine === undefined || theirs === undefined
            ? (mine ?? theirs)
            : this.values(mine, theirs, MAX_DEPTH);
        merged.attributes.set(name, cell<D, Value<D>>(value, true));
      }
    }
    return merged;
  }

  #widest(options: readonly Value<D>[]): D | null {
    let widest: D | null = null;
    for (const each of options) {
      if (each.kind !== "datum") return null;
      widest = widest === null ? each : this.domain.widen(widest, each, "k");
    }
    return widest;
  }
}

/** More texts than these are just some text. */
function withFewTexts<D extends Datum>(options: readonly Value<D>[]): readonly Value<D>[] {
  const others = options.filter(({ kind }) => kind !== "str");
  return options.length - others.length <= MAX_TEXTS ? options : [...others, someText];
}

function isNumeric<D extends Datum>(each: Content<D>): each is D | ChoiceValue<D> {
  return (
    each.kind === "datum" || (each.kind === "choice" && each.options.every(({ kind }) => kind === "datum"))
  );
}

/** A write into it may be one into any of those that it stands for. */
function standingForMany<D extends Datum>(value: Value<D>): Value<D> {
  if (value.kind === "list" || value.kind === "set" || value.kind === "dict") value.cell.weak = true;
  return value;
}

/** Nothing is in it on some path. */
export function canBeEmpty<D extends Datum>(content: Items<D>): boolean {
  return content.kind === "items" ? content.items.length === 0 : content.mayBeEmpty === true;
}

/** The same code, seeing the same names; what it keeps on itself is not lost. */
function isSameFunction<D extends Datum>(a: FunctionValue<D>, b: FunctionValue<D>): boolean {
  if (a.definition !== b.definition || a.closure !== b.closure) return false;
  return a.attributes === b.attributes || (a.attributes.size === 0 && b.attributes.size === 0);
}

function sameTarget<D extends Datum>(a: Value<D>, b: Value<D>): boolean {
  if (a.kind === "function" && b.kind === "function") return a.definition === b.definition;
  return a.kind === "builtin" && b.kind === "builtin" && a.name === b.name;
}

/** What the program may write through: an object that changes, or a method of one. */
function isObject<D extends Datum>(value: Value<D>): boolean {
  return (
    isMutable(value) || value.kind === "method" || (value.kind === "builtin" && value.bound !== undefined)
  );
}

export function isMutable<D extends Datum>(value: Value<D>): boolean {
  return value.kind === "list" || value.kind === "dict" || value.kind === "set" || value.kind === "instance";
}
