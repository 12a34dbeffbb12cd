import type { ComparisonOperator } from "../syntax/tree";
import { classAttribute, hasUnknownBase } from "./classes";
import { containerOf } from "./containerBase";
import type { Machine } from "./machine";
import { number, operatorMethod, unary } from "./operators";
import { sameContent } from "./same";
import { bool, type Datum, type InstanceValue, type Items, maybe, type Site, type Value } from "./value";

const comparisons: Readonly<Partial<Record<ComparisonOperator, string>>> = {
  "<": "__lt__",
  "<=": "__le__",
  ">": "__gt__",
  ">=": "__ge__",
  "==": "__eq__",
  "!=": "__ne__",
};

export function compare<D extends Datum>(
  machine: Machine<D>,
  operator: ComparisonOperator,
  left: Value<D>,
  right: Value<D>,
  site: Site<D>,
): Value<D> {
  if (operator === "is" || operator === "is not") {
    const same = identical(machine, left, right);
    return bool(same === null ? null : same === (operator === "is"));
  }
  if (operator === "in" || operator === "not in") {
    const found = contains(machine, right, left, site);
    return bool(found === null ? null : found === (operator === "in"));
  }
  return machine.each(left, site, (a) =>
    machine.each(right, site, (b) => compareOption(machine, operator, a, b, site)),
  );
}

function compareOption<D extends Datum>(
  machine: Machine<D>,
  operator: ComparisonOperator,
  left: Value<D>,
  right: Value<D>,
  site: Site<D>,
): Value<D> {
  const method = comparisons[operator];
  if (left.kind === "instance" && method !== undefined) {
    const own = operatorMethod(machine, left, method, [right], site);
    if (own !== null) return own;
    const opposite = operator === "!=" ? operatorMethod(machine, left, "__eq__", [right], site) : null;
    if (opposite !== null) return unary(machine, "not", opposite, site);
    const equal = equalObjects(machine, left, right);
    return operator === "==" ? bool(equal) : operator === "!=" ? bool(equal === null ? null : !equal) : maybe;
  }
  if (left.kind === "unknown") return left;
  if (right.kind === "unknown") return right;
  if (left.kind === "none" || right.kind === "none") {
    if (operator !== "==" && operator !== "!=") {
      return machine.fail(site, "TypeError", machine.unknown("not-supported", [`None ${operator}`], site));
    }
    if (left.kind === "datum" || right.kind === "datum") return bool(operator === "!=");
  }
  if (left.kind === "datum" || right.kind === "datum") {
    if (isPlain(left) && isPlain(right)) {
      return machine.domain.compare(operator, number(machine, left), number(machine, right), site);
    }
    return operator === "==" ? bool(false) : operator === "!=" ? bool(true) : maybe;
  }
  if (left.kind === "bool" && right.kind === "bool") {
    return machine.domain.compare(operator, number(machine, left), number(machine, right), site);
  }
  const equal = equals(machine, left, right);
  if (operator === "==") return bool(equal);
  if (operator === "!=") return bool(equal === null ? null : !equal);
  if (left.kind === "str" && right.kind === "str" && left.value !== null && right.value !== null) {
    const [a, b] = [left.value, right.value];
    return bool(operator === "<" ? a < b : operator === "<=" ? a <= b : operator === ">" ? a > b : a >= b);
  }
  return maybe;
}

/** Without a method of its own an object equals itself alone; null where it is not known to be one object. */
function equalObjects<D extends Datum>(
  machine: Machine<D>,
  left: InstanceValue<D>,
  right: Value<D>,
): boolean | null {
  const isOpen = containerOf(left) !== null || hasUnknownBase(left.type) || left.type.definition === null;
  if (isOpen || right.kind !== "instance" || classAttribute(right.type, "__eq__") !== null) return null;
  return identical(machine, left, right);
}

/** What the domain compares with: numbers, arrays and what NumPy turns into an array. */
function isPlain<D extends Datum>(value: Value<D>): boolean {
  return ["datum", "bool", "list", "tuple", "str"].includes(value.kind);
}

function equals<D extends Datum>(machine: Machine<D>, left: Value<D>, right: Value<D>): boolean | null {
  if (left === right) return true;
  const [a, b] = [machine.key(left), machine.key(right)];
  if (a !== null && b !== null) return a === b;
  if (left.kind !== right.kind) {
    const open = [left, right].some(
      (each) => each.kind === "unknown" || each.kind === "choice" || each.kind === "instance",
    );
    return open ? null : false;
  }
  if (left.kind === "str") return null;
  if (left.kind === "list" && right.kind === "list") {
    const [x, y] = [left.cell.value, right.cell.value];
    if (x?.kind === "items" && y?.kind === "items" && x.items.length !== y.items.length) return false;
  }
  return null;
}

function identical<D extends Datum>(machine: Machine<D>, left: Value<D>, right: Value<D>): boolean | null {
  if (left.kind === "choice") return agreed(left.options.map((each) => identical(machine, each, right)));
  if (right.kind === "choice") return agreed(right.options.map((each) => identical(machine, left, each)));
  if (left.kind === "unknown" || right.kind === "unknown") return null;
  if (left.kind === "none" || right.kind === "none") return left.kind === right.kind;
  if (left.kind === "bool" && right.kind === "bool") {
    return left.value === null || right.value === null ? null : left.value === right.value;
  }
  if (left === right) return true;
  if (left.kind === "datum" && right.kind === "datum") return machine.domain.identical?.(left, right) ?? null;
  if (left.kind === "class" && right.kind === "class") return false;
  if (left.kind === "instance" && right.kind === "instance") return sameObjects(left, right);
  if (
    left.kind === "builtin" &&
    right.kind === "builtin" &&
    left.type !== undefined &&
    right.type !== undefined
  )
    return left.type === right.type;
  return left.kind === right.kind ? null : false;
}

/** Objects that are kept apart are different ones, but where one stands for many. */
function sameObjects<D extends Datum>(left: InstanceValue<D>, right: InstanceValue<D>): boolean | null {
  return left.type === right.type && (left.isMany === true || right.isMany === true) ? null : false;
}

function agreed(answers: readonly (boolean | null)[]): boolean | null {
  const [first = null] = answers;
  return answers.every((each) => each === first) ? first : null;
}

export function contains<D extends Datum>(
  machine: Machine<D>,
  container: Value<D>,
  item: Value<D>,
  site: Site<D>,
): boolean | null {
  const key = machine.key(item);
  switch (container.kind) {
    case "choice":
      return agreed(container.options.map((each) => contains(machine, each, item, site)));
    case "dict": {
      const content = container.cell.value;
      if (content === undefined || key === null) return null;
      return content.entries.has(key) ? true : content.rest === null ? false : null;
    }
    case "list":
    case "set":
      return among(machine, container.cell.value, item, key);
    case "tuple":
      return among(machine, container.content, item, key);
    case "str":
      if (item.kind !== "str" || item.value === null || container.value === null) return null;
      return container.value.includes(item.value);
    case "instance": {
      const inner = containerOf(container);
      if (inner !== null) return contains(machine, inner, item, site);
      const found = operatorMethod(machine, container, "__contains__", [item], site);
      return found === null ? null : machine.truth(found);
    }
    default:
      return null;
  }
}

function among<D extends Datum>(
  machine: Machine<D>,
  content: Items<D> | undefined,
  item: Value<D>,
  key: string | null,
): boolean | null {
  if (content?.kind !== "items") return null;
  if (content.items.length === 0) return false;
  if (key === null) return null;
  const keys = content.items.map((each) => machine.key(each));
  if (keys.includes(key)) return true;
  // An object is itself alone, unless its class says when two are equal.
  if (item.kind === "instance" && classAttribute(item.type, "__eq__") === null)
    return content.items.some((each) => each.kind === "unknown" || each.kind === "choice") ? null : false;
  if (content.items.some((each) => sameContent(machine.domain, each, item) && each.kind !== "unknown"))
    return null;
  return keys.includes(null) ? null : false;
}
