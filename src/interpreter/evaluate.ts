import { assertNever } from "../base/never";
import type {
  Call,
  Comparison,
  DictLiteral,
  Expression,
  Logical,
  Sequence,
  StringLiteral,
} from "../syntax/tree";
import { forkValues } from "./branch";
import { compare } from "./comparisons";
import { comprehend } from "./comprehension";
import { distinctItems, textOf } from "./contents";
import { makeFunction } from "./define";
import { starMember } from "./imports";
import type { Machine } from "./machine";
import { narrow } from "./narrow";
import { binary, unary } from "./operators";
import { subscript } from "./subscript";
import {
  bool,
  type CallArguments,
  type Datum,
  type DictContent,
  ellipsis,
  type Frame,
  type Items,
  mostYields,
  no,
  noKeywords,
  none,
  str,
  type Value,
  yes,
} from "./value";

/** The value of an expression. Tells the observer of everything that it comes by. */
export function evaluate<D extends Datum>(machine: Machine<D>, node: Expression, frame: Frame<D>): Value<D> {
  machine.step();
  const value = compute(machine, node, frame);
  machine.observer.value(node, value, frame);
  return value;
}

function compute<D extends Datum>(machine: Machine<D>, node: Expression, frame: Frame<D>): Value<D> {
  switch (node.kind) {
    case "name":
      return lookup(machine, node.id, frame) ?? machine.unknown("unknown-name", [node.id], { node, frame });
    case "number":
      return node.type === "int"
        ? machine.domain.int(node.value)
        : node.type === "float"
          ? machine.domain.float(node.value)
          : machine.domain.complex(node.value);
    case "string":
      return text(machine, node, frame);
    case "constant":
      return node.value === "None"
        ? none
        : node.value === "True"
          ? yes
          : node.value === "False"
            ? no
            : ellipsis;
    case "sequence":
      return sequence(machine, node, frame);
    case "dict":
      return dictionary(machine, node, frame);
    case "unary":
      return unary(machine, node.operator, machine.evaluate(node.operand, frame), { node, frame });
    case "binary": {
      const left = machine.evaluate(node.left, frame);
      const right = machine.evaluate(node.right, frame);
      return binary(machine, node.operator, left, right, { node, frame });
    }
    case "logical":
      return logical(machine, node, frame);
    case "comparison":
      return comparison(machine, node, frame);
    case "call":
      return call(machine, node, frame);
    case "attribute":
      return machine.attribute(machine.evaluate(node.object, frame), node.name, { node, frame });
    case "subscript": {
      const object = machine.evaluate(node.object, frame);
      // A size of an array that is not known is an integer all the same.
      if (
        object.kind === "unknown" &&
        node.object.kind === "attribute" &&
        node.object.name === "shape" &&
        node.index.kind !== "slice"
      ) {
        machine.evaluate(node.index, frame);
        return machine.domain.someInt("k", { node, frame });
      }
      return subscript(machine, object, machine.evaluate(node.index, frame), { node, frame });
    }
    default:
      return rare(machine, node, frame);
  }
}

type Rare = Exclude<
  Expression,
  {
    kind:
      | "name"
      | "number"
      | "string"
      | "constant"
      | "sequence"
      | "dict"
      | "unary"
      | "binary"
      | "logical"
      | "comparison"
      | "call"
      | "attribute"
      | "subscript";
  }
>;

function rare<D extends Datum>(machine: Machine<D>, node: Rare, frame: Frame<D>): Value<D> {
  const optional = (each: Expression | null): Value<D> =>
    each === null ? none : machine.evaluate(each, frame);
  switch (node.kind) {
    case "slice":
      return {
        kind: "slice",
        start: optional(node.start),
        stop: optional(node.stop),
        step: optional(node.step),
      };
    case "conditional": {
      const truth = machine.truth(machine.evaluate(node.test, frame));
      if (truth !== null) return machine.evaluate(truth ? node.whenTrue : node.whenFalse, frame);
      const either = forkValues(
        machine,
        () => {
          narrow(machine, node.test, true, frame);
          return machine.evaluate(node.whenTrue, frame);
        },
        () => {
          narrow(machine, node.test, false, frame);
          return machine.evaluate(node.whenFalse, frame);
        },
      );
      return either ?? machine.unknown("not-supported", ["if"], { node, frame });
    }
    case "lambda":
      return makeFunction(machine, node, frame);
    case "comprehension":
      return comprehend(machine, node, frame);
    case "starred":
      return machine.evaluate(node.value, frame);
    case "walrus": {
      const value = machine.evaluate(node.value, frame);
      let owner = frame;
      while (owner.kind === "comprehension" && owner.parent !== null) owner = owner.parent;
      machine.assign(node.target, value, node.value, owner);
      return value;
    }
    case "yield":
      return yielded(machine, optional(node.value), node.from, { node, frame });
    case "await":
      return machine.evaluate(node.value, frame);
    case "hole":
      for (const part of node.parts) machine.evaluate(part, frame);
      return machine.unknown("syntax", [], { node, frame });
    default:
      return assertNever(node);
  }
}

function yielded<D extends Datum>(
  machine: Machine<D>,
  value: Value<D>,
  from: boolean,
  site: { readonly node: Expression; readonly frame: Frame<D> },
): Value<D> {
  let owner = site.frame;
  while (owner.kind === "comprehension" && owner.parent !== null) owner = owner.parent;
  if (!from) {
    if (machine.uncertain > (machine.active.at(-1)?.uncertain ?? 0)) {
      machine.skipped += 1;
      owner.mayYield = true;
    }
    if (owner.yields.length < mostYields) owner.yields.push(value);
    return none;
  }
  const iteration = machine.iterate(value, site);
  if (iteration === null) owner.yields.push(machine.unknown("not-supported", ["yield from"], site));
  else if (iteration.count !== null && iteration.count <= 50) {
    for (let index = 0; index < iteration.count; index++) owner.yields.push(iteration.at(index));
  } else owner.yields.push(iteration.any());
  return none;
}

/** A name as Python looks it up: the function's own, those around it, the module's, the builtins. */
export function lookup<D extends Datum>(machine: Machine<D>, name: string, frame: Frame<D>): Value<D> | null {
  const redirected = frame.redirected.get(name);
  let scope: Frame<D> | null = redirected ?? frame;
  while (scope !== null) {
    const found = scope.variables.get(name);
    if (found?.value !== undefined) {
      if (scope !== frame) found.shared = true;
      return found.value;
    }
    const starred = scope.stars.length > 0 ? starMember(scope, name) : null;
    if (starred !== null) return starred;
    scope = scope.parent;
  }
  if (name === "__name__") return str(frame.module.name);
  if (name === "__file__") return str(frame.module.file);
  return machine.builtins.get(name) ?? machine.domain.builtin(name);
}

function text<D extends Datum>(machine: Machine<D>, node: StringLiteral, frame: Frame<D>): Value<D> {
  let whole: string | null = "";
  for (const part of node.parts) {
    if (typeof part === "string") {
      if (whole !== null) whole += part;
      continue;
    }
    const value = machine.evaluate(part.value, frame);
    const printed = part.formatted ? null : textOf(machine, value);
    whole = whole === null || printed === null ? null : whole + printed;
  }
  return str(whole);
}

function sequence<D extends Datum>(machine: Machine<D>, node: Sequence, frame: Frame<D>): Value<D> {
  const content = machine.limited(evaluateItems(machine, node.items, frame));
  if (node.type === "tuple") return { kind: "tuple", content };
  return node.type === "list"
    ? machine.listOf(content)
    : machine.setOf(distinctItems(machine, content, { node, frame }));
}

export function evaluateItems<D extends Datum>(
  machine: Machine<D>,
  nodes: readonly Expression[],
  frame: Frame<D>,
): Items<D> {
  const items: Value<D>[] = [];
  let openEnded: Value<D> | null = null;
  for (const each of nodes) {
    const value = machine.evaluate(each, frame);
    if (each.kind !== "starred") {
      items.push(value);
      continue;
    }
    const iteration = machine.iterate(value, { node: each, frame });
    if (iteration !== null && iteration.count !== null && iteration.count <= 300) {
      for (let index = 0; index < iteration.count; index++) items.push(iteration.at(index));
    } else openEnded = iteration?.any() ?? machine.unknown("not-supported", ["*"], { node: each, frame });
  }
  if (openEnded === null) return { kind: "items", items };
  const item = machine.joiner.all([...items, openEnded]) ?? openEnded;
  return { kind: "repeated", length: machine.domain.someInt("k", null), item };
}

function dictionary<D extends Datum>(machine: Machine<D>, node: DictLiteral, frame: Frame<D>): Value<D> {
  const entries = new Map<string, { key: Value<D>; value: Value<D> }>();
  let rest: DictContent<D>["rest"] = null;
  for (const entry of node.entries) {
    const value = machine.evaluate(entry.value, frame);
    if (entry.key === null) {
      const content = value.kind === "dict" ? value.cell.value : undefined;
      for (const [key, each] of content?.entries ?? []) entries.set(key, each);
      rest = content === undefined ? { key: value, value } : (content.rest ?? rest);
      continue;
    }
    const key = machine.evaluate(entry.key, frame);
    const text = machine.key(key);
    if (text !== null) entries.set(text, { key, value });
    else rest = rest === null ? { key, value } : { key, value: machine.joiner.values(rest.value, value) };
  }
  return machine.dict({ kind: "entries", entries, rest });
}

function logical<D extends Datum>(machine: Machine<D>, node: Logical, frame: Frame<D>): Value<D> {
  const left = machine.evaluate(node.left, frame);
  const truth = machine.truth(left);
  const stops = node.operator === "or";
  if (truth === stops) return left;
  if (truth === !stops) return machine.evaluate(node.right, frame);
  const either = forkValues(
    machine,
    () => left,
    () => {
      narrow(machine, node.left, !stops, frame);
      return machine.evaluate(node.right, frame);
    },
  );
  return either ?? left;
}

function comparison<D extends Datum>(machine: Machine<D>, node: Comparison, frame: Frame<D>): Value<D> {
  const values = node.operands.map((each) => machine.evaluate(each, frame));
  let result: Value<D> = yes;
  for (const [index, operator] of node.operators.entries()) {
    const left = values[index];
    const right = values[index + 1];
    if (left === undefined || right === undefined) continue;
    const next = compare(machine, operator, left, right, { node, frame });
    if (index === 0) result = next;
    else if (machine.truth(result) === false) return result;
    else if (machine.truth(result) === true || next.kind === "datum") result = next;
    else result = bool(machine.truth(next) === false ? false : null);
  }
  return result;
}

function call<D extends Datum>(machine: Machine<D>, node: Call, frame: Frame<D>): Value<D> {
  const site = { node, frame };
  const { callee } = node;
  if (callee.kind === "name" && callee.id === "super" && node.arguments.length === 0) {
    const owner = frame.function?.owner;
    if (owner != null && frame.self !== null) return { kind: "super", self: frame.self, after: owner };
  }
  return machine.call(machine.evaluate(callee, frame), evaluateArguments(machine, node, frame), site);
}

export function evaluateArguments<D extends Datum>(
  machine: Machine<D>,
  node: Call,
  frame: Frame<D>,
): CallArguments<D> {
  const positional: Value<D>[] = [];
  let keywords: Map<string, Value<D>> | null = null;
  let spread = false;
  for (const argument of node.arguments) {
    const value = machine.evaluate(argument.value, frame);
    switch (argument.kind) {
      case "positional":
        positional.push(value);
        break;
      case "keyword":
        keywords ??= new Map();
        keywords.set(argument.name ?? "", value);
        break;
      case "star": {
        const iteration = machine.iterate(value, { node: argument.value, frame });
        if (iteration !== null && iteration.count !== null && iteration.count <= 300) {
          for (let index = 0; index < iteration.count; index++) positional.push(iteration.at(index));
        } else spread = true;
        break;
      }
      case "double-star": {
        const content = value.kind === "dict" ? value.cell.value : undefined;
        keywords ??= new Map();
        for (const { key, value: each } of content?.entries.values() ?? []) {
          if (key.kind === "str" && key.value !== null) keywords.set(key.value, each);
        }
        if (content === undefined || content.rest !== null) spread = true;
        break;
      }
    }
  }
  return { positional, keywords: keywords ?? noKeywords, spread };
}
