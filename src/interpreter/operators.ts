import type { BinaryOperator, ComparisonOperator } from "../syntax/tree";
import { classAttribute } from "./classes";
import type { Machine } from "./machine";
import { percentFormat } from "./percent";
import { sameContent } from "./same";
import {
  bool,
  type Datum,
  type DictContent,
  type InstanceValue,
  type Items,
  type Iteration,
  maybe,
  type Site,
  str,
  type Value,
} from "./value";

const methods: Readonly<Record<BinaryOperator, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "truediv",
  "//": "floordiv",
  "%": "mod",
  "**": "pow",
  "@": "matmul",
  "&": "and",
  "|": "or",
  "^": "xor",
  "<<": "lshift",
  ">>": "rshift",
};

const comparisons: Readonly<Partial<Record<ComparisonOperator, string>>> = {
  "<": "__lt__",
  "<=": "__le__",
  ">": "__gt__",
  ">=": "__ge__",
  "==": "__eq__",
  "!=": "__ne__",
};

export function unary<D extends Datum>(
  machine: Machine<D>,
  operator: "+" | "-" | "~" | "not",
  operand: Value<D>,
  site: Site<D>,
): Value<D> {
  if (operator === "not") {
    const truth = machine.truth(operand);
    return bool(truth === null ? null : !truth);
  }
  return machine.each(operand, site, (option) => {
    if (option.kind === "unknown") return option;
    if (option.kind === "instance") {
      const name = operator === "-" ? "__neg__" : operator === "+" ? "__pos__" : "__invert__";
      return (
        operatorMethod(machine, option, name, [], site) ?? machine.unknown("not-supported", [operator], site)
      );
    }
    const value = option.kind === "bool" ? machine.asInt(option) : option;
    if (value === null || value.kind !== "datum")
      return machine.fail(site, "TypeError", machine.unknown("not-supported", [operator], site));
    return machine.domain.unary(operator, value, site);
  });
}

export function binary<D extends Datum>(
  machine: Machine<D>,
  operator: BinaryOperator,
  left: Value<D>,
  right: Value<D>,
  site: Site<D>,
): Value<D> {
  return machine.each(left, site, (a) =>
    machine.each(right, site, (b) => binaryOption(machine, operator, a, b, site)),
  );
}

function binaryOption<D extends Datum>(
  machine: Machine<D>,
  operator: BinaryOperator,
  left: Value<D>,
  right: Value<D>,
  site: Site<D>,
): Value<D> {
  if (left.kind === "instance" || right.kind === "instance") {
    const own =
      left.kind === "instance"
        ? operatorMethod(machine, left, `__${methods[operator]}__`, [right], site)
        : null;
    const reflected =
      own === null && right.kind === "instance"
        ? operatorMethod(machine, right, `__r${methods[operator]}__`, [left], site)
        : null;
    const result = own ?? reflected;
    if (result !== null) return result;
    return machine.unknown("not-supported", [operator], site);
  }
  if (left.kind === "unknown") return left;
  if (right.kind === "unknown") return right;
  const own = pythonBinary(machine, operator, left, right, site);
  if (own !== null) return own;
  if (left.kind === "none" || right.kind === "none") {
    return machine.fail(site, "TypeError", machine.unknown("not-supported", [`None ${operator}`], site));
  }
  return machine.domain.binary(operator, number(machine, left), number(machine, right), site);
}

function number<D extends Datum>(machine: Machine<D>, value: Value<D>): Value<D> {
  return value.kind === "bool" ? (machine.asInt(value) ?? value) : value;
}

/** What Python itself means by an operator, where no number or array is concerned; null where the domain decides. */
function pythonBinary<D extends Datum>(
  machine: Machine<D>,
  operator: BinaryOperator,
  left: Value<D>,
  right: Value<D>,
  site: Site<D>,
): Value<D> | null {
  if (
    left.kind === "bool" &&
    right.kind === "bool" &&
    (operator === "&" || operator === "|" || operator === "^")
  ) {
    if (left.value === null || right.value === null) return maybe;
    const [a, b] = [left.value, right.value];
    return bool(operator === "&" ? a && b : operator === "|" ? a || b : a !== b);
  }
  if (left.kind === "str") {
    if (operator === "%") return str(left.value === null ? null : percentFormat(machine, left.value, right));
    if (operator === "+" && right.kind === "str") {
      return str(left.value === null || right.value === null ? null : left.value + right.value);
    }
    const times = machine.integer(right);
    if (operator === "*")
      return str(
        left.value === null || times === null ? null : left.value.repeat(Math.min(99, Math.max(0, times))),
      );
  }
  if (operator === "*") return repeat(machine, left, right) ?? repeat(machine, right, left);
  if (operator === "+") return concatenate(machine, left, right);
  return setOrDict(machine, operator, left, right, site);
}

function repeat<D extends Datum>(machine: Machine<D>, sequence: Value<D>, times: Value<D>): Value<D> | null {
  if (sequence.kind !== "list" && sequence.kind !== "tuple") return null;
  const count = machine.asInt(times);
  const content = sequence.kind === "list" ? sequence.cell.value : sequence.content;
  // A NumPy integer multiplies the elements; only Python's own int repeats.
  if (count === null || content === undefined || machine.domain.types(count)[0] !== "int") return null;
  const known = machine.domain.integer(count);
  let result: Items<D>;
  if (content.kind === "items" && known !== null && content.items.length * Math.max(0, known) <= 300) {
    const items: Value<D>[] = [];
    for (let index = 0; index < known; index++) items.push(...content.items);
    result = { kind: "items", items };
  } else {
    const { length, item } = machine.joiner.repeated(content);
    if (item === null) return sequence;
    result = { kind: "repeated", length: machine.domain.multiply(length, count), item };
  }
  return sequence.kind === "list" ? machine.listOf(result) : { kind: "tuple", content: result };
}

function concatenate<D extends Datum>(machine: Machine<D>, left: Value<D>, right: Value<D>): Value<D> | null {
  if (left.kind === "list" && right.kind === "list") {
    const joined = append(machine, left.cell.value, right.cell.value);
    return joined === null ? null : machine.listOf(joined);
  }
  if (left.kind === "tuple" && right.kind === "tuple") {
    const content = append(machine, left.content, right.content);
    return content === null ? null : { kind: "tuple", content };
  }
  return null;
}

export function append<D extends Datum>(
  machine: Machine<D>,
  a: Items<D> | undefined,
  b: Items<D> | undefined,
): Items<D> | null {
  if (a === undefined || b === undefined) return null;
  if (a.kind === "items" && b.kind === "items")
    return machine.limited({ kind: "items", items: [...a.items, ...b.items] });
  const left = machine.joiner.repeated(a);
  const right = machine.joiner.repeated(b);
  const item =
    left.item === null
      ? right.item
      : right.item === null
        ? left.item
        : machine.joiner.values(left.item, right.item);
  if (item === null) return a;
  return { kind: "repeated", length: machine.domain.add(left.length, right.length), item };
}

function setOrDict<D extends Datum>(
  machine: Machine<D>,
  operator: BinaryOperator,
  left: Value<D>,
  right: Value<D>,
  site: Site<D>,
): Value<D> | null {
  if (left.kind === "set" && right.kind === "set") {
    const joined = append(machine, left.cell.value, right.cell.value);
    const { item } = joined === null ? { item: null } : machine.joiner.repeated(joined);
    if (item === null) return left;
    return machine.setOf({ kind: "repeated", length: machine.domain.someInt("k", site), item });
  }
  if (left.kind === "dict" && right.kind === "dict" && operator === "|") {
    const [a, b] = [left.cell.value, right.cell.value];
    if (a === undefined || b === undefined) return null;
    const content: DictContent<D> = {
      kind: "entries",
      entries: new Map([...a.entries, ...b.entries]),
      rest: a.rest ?? b.rest,
    };
    return machine.dict(content);
  }
  return null;
}

/** `left op= right`. Lists and arrays are changed in place; whatever else is replaced. */
export function augmented<D extends Datum>(
  machine: Machine<D>,
  operator: BinaryOperator,
  left: Value<D>,
  right: Value<D>,
  site: Site<D>,
): Value<D> {
  return machine.each(left, site, (option) => {
    if (option.kind === "list" && operator === "+") {
      const iteration = machine.iterate(right, site);
      const added: Items<D> | null =
        right.kind === "list"
          ? (right.cell.value ?? null)
          : iteration === null
            ? null
            : itemsOf(machine, iteration);
      const joined = added === null ? null : append(machine, option.cell.value, added);
      if (joined === null) {
        return right.kind === "unknown" ? right : binary(machine, operator, option, right, site);
      }
      machine.state.write(option.cell, joined);
      return option;
    }
    if (option.kind === "instance") {
      const own = operatorMethod(machine, option, `__i${methods[operator]}__`, [right], site);
      if (own !== null) return own;
    }
    if (option.kind === "datum" && right.kind !== "instance") {
      return machine.each(right, site, (operand) =>
        operand.kind === "unknown"
          ? (machine.domain.written?.(option) ?? operand)
          : machine.domain.inPlace(operator, option, number(machine, operand), site),
      );
    }
    return binary(machine, operator, option, right, site);
  });
}

export function itemsOf<D extends Datum>(machine: Machine<D>, iteration: Iteration<D>): Items<D> {
  if (iteration.pull !== undefined) return pulledItems(machine, iteration.pull);
  if (iteration.count !== null && iteration.count <= 300) {
    return {
      kind: "items",
      items: Array.from({ length: iteration.count }, (_, index) => iteration.at(index)),
    };
  }
  return {
    kind: "repeated",
    length: iteration.length ?? machine.domain.someInt("k", null),
    item: iteration.any(),
  };
}

function pulledItems<D extends Datum>(machine: Machine<D>, pull: () => Value<D> | null): Items<D> {
  const items: Value<D>[] = [];
  for (let item = pull(); item !== null; item = pull()) {
    items.push(item);
    if (items.length < 100) continue;
    return {
      kind: "repeated",
      length: machine.domain.someInt("k", null),
      item: machine.joiner.all(items) ?? item,
    };
  }
  return { kind: "items", items };
}

function operatorMethod<D extends Datum>(
  machine: Machine<D>,
  object: InstanceValue<D>,
  name: string,
  args: readonly Value<D>[],
  site: Site<D>,
): Value<D> | null {
  if (classAttribute(object.type, name) === null) return null;
  return machine.apply(machine.attribute(object, name, site), args, site);
}

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
    return operatorMethod(machine, left, method, [right], site) ?? maybe;
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
  return left.kind === right.kind ? null : false;
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
  if (content.items.some((each) => sameContent(machine.domain, each, item) && each.kind !== "unknown"))
    return null;
  return keys.includes(null) ? null : false;
}
