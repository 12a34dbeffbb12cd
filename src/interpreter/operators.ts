import type { BinaryOperator } from "../syntax/tree";
import { classAttribute } from "./classes";
import { combined } from "./contents";
import type { Machine } from "./machine";
import { operatorNames } from "./operatorNames";
import { percentFormat } from "./percent";
import {
  bool,
  type Datum,
  type DictContent,
  type InstanceValue,
  type Items,
  type Iteration,
  type ListValue,
  maybe,
  type Site,
  str,
  type Value,
} from "./value";

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
        ? operatorMethod(machine, left, `__${operatorNames[operator]}__`, [right], site)
        : null;
    const reflected =
      own === null && right.kind === "instance"
        ? operatorMethod(machine, right, `__r${operatorNames[operator]}__`, [left], site)
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

/** A bool is an int to arithmetic. */
export function number<D extends Datum>(machine: Machine<D>, value: Value<D>): Value<D> {
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
    const exact =
      operator === "|" || operator === "&" || operator === "-" || operator === "^"
        ? combined(machine, operator, left.cell.value, right.cell.value)
        : null;
    if (exact !== null) return machine.setOf(exact);
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
    if (option.kind === "list" && operator === "+")
      return machine.eachApart(right, site, (added) => extended(machine, option, added, site));
    if (option.kind === "instance") {
      const own = operatorMethod(machine, option, `__i${operatorNames[operator]}__`, [right], site);
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

/** `list += right`: an array adds the list to itself, before the list is asked whether it can be extended. */
function extended<D extends Datum>(
  machine: Machine<D>,
  list: ListValue<D>,
  right: Value<D>,
  site: Site<D>,
): Value<D> {
  if (right.kind === "unknown") return right;
  const iteration = right.kind === "datum" ? null : machine.iterate(right, site);
  const added: Items<D> | null =
    right.kind === "list"
      ? (right.cell.value ?? null)
      : iteration === null
        ? null
        : itemsOf(machine, iteration);
  const joined = added === null ? null : append(machine, list.cell.value, added);
  if (joined === null) return binary(machine, "+", list, right, site);
  machine.state.write(list.cell, joined);
  return list;
}

export function itemsOf<D extends Datum>(machine: Machine<D>, iteration: Iteration<D>): Items<D> {
  if (iteration.pull !== undefined) return pulledItems(machine, iteration.pull);
  if (iteration.count !== null && iteration.count <= (machine.domain.exact ? 5000 : 300)) {
    return {
      kind: "items",
      items: Array.from({ length: iteration.count }, (_, index) => iteration.at(index)),
    };
  }
  machine.domain.supposing?.();
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
    if (items.length < (machine.domain.exact ? 5000 : 100)) continue;
    machine.domain.supposing?.();
    return {
      kind: "repeated",
      length: machine.domain.someInt("k", null),
      item: machine.joiner.all(items) ?? item,
    };
  }
  return { kind: "items", items };
}

/** An operator that the program's own class defines; null when it does not. */
export function operatorMethod<D extends Datum>(
  machine: Machine<D>,
  object: InstanceValue<D>,
  name: string,
  args: readonly Value<D>[],
  site: Site<D>,
): Value<D> | null {
  if (classAttribute(object.type, name) === null) return null;
  return machine.apply(machine.attribute(object, name, site), args, site);
}
