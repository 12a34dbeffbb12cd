import type { Expression, Sequence, Subscript } from "../syntax/tree";
import { classAttribute } from "./classes";
import { containerOf } from "./containerBase";
import type { Machine } from "./machine";
import { withoutNone } from "./subscript";
import type { Datum, DictContent, DictValue, Frame, Items, ListValue, Site, Value } from "./value";

/** `target = value`, for every kind of target. */
export function assign<D extends Datum>(
  machine: Machine<D>,
  target: Expression,
  value: Value<D>,
  source: Expression | null,
  frame: Frame<D>,
): void {
  const site: Site<D> = { node: target, frame };
  switch (target.kind) {
    case "name": {
      const named = value.kind === "datum" ? machine.domain.named(value, target.id, site) : value;
      const owner = frame.redirected.get(target.id) ?? frame;
      // To look at what was there changes nothing, and nothing depends on it.
      machine.observer.assigned(target, owner.variables.get(target.id)?.held, named, source, frame);
      machine.setVariable(frame, target.id, named);
      machine.observer.value(target, named, frame);
      break;
    }
    case "attribute": {
      const object = machine.evaluate(target.object, frame);
      const named = value.kind === "datum" ? machine.domain.named(value, target.name, site) : value;
      assignAttribute(machine, object, target.name, named, site, source);
      machine.observer.value(target, stored(machine, object, target.name, named, site), frame);
      break;
    }
    case "subscript":
      assignSubscript(machine, target, value, frame);
      machine.observer.value(target, value, frame);
      break;
    case "sequence":
      if (value.kind === "unknown" && source?.kind === "attribute" && source.name === "shape") {
        unpackShape(machine, target, source.object, frame);
      } else unpack(machine, target, value, frame);
      break;
    case "starred":
      assign(machine, target.value, value, null, frame);
      break;
    default:
      break;
  }
}

/** What the attribute is after the assignment: a property's setter may have made something else of it. */
function stored<D extends Datum>(
  machine: Machine<D>,
  object: Value<D>,
  name: string,
  value: Value<D>,
  site: Site<D>,
): Value<D> {
  const isProperty = object.kind === "instance" && classAttribute(object.type, name)?.kind === "property";
  return isProperty ? machine.attribute(object, name, site) : value;
}

function assignAttribute<D extends Datum>(
  machine: Machine<D>,
  object: Value<D>,
  name: string,
  value: Value<D>,
  site: Site<D>,
  source: Expression | null,
): void {
  machine.eachApart(object, site, (option) => {
    if (option.kind === "instance") {
      const property = classAttribute(option.type, name);
      if (property?.kind === "property" && property.setter !== null) {
        machine.apply({ kind: "method", self: option, target: property.setter }, [value], site);
        return option;
      }
      machine.observer.assigned(site.node, option.attributes.get(name)?.held, value, source, site.frame);
      machine.setAttribute(option, name, value);
    } else if (option.kind === "class" || option.kind === "function")
      machine.setAttribute(option, name, value);
    else if (option.kind === "module" && option.frame !== null)
      machine.setVariable(option.frame, name, value);
    return option;
  });
}

function assignSubscript<D extends Datum>(
  machine: Machine<D>,
  target: Subscript,
  value: Value<D>,
  frame: Frame<D>,
): void {
  const object = machine.evaluate(target.object, frame);
  const index = machine.evaluate(target.index, frame);
  const site: Site<D> = { node: target, frame };
  const after = machine.eachApart(object, site, (option) => store(machine, option, index, value, site));
  // An array is a value here: what it has become goes back to where it came from.
  if (after !== object && after.kind === "datum") writeBack(machine, target.object, after, frame);
}

/** `object[index] = value`: what the object is afterwards. */
function store<D extends Datum>(
  machine: Machine<D>,
  object: Value<D>,
  index: Value<D>,
  value: Value<D>,
  site: Site<D>,
): Value<D> {
  switch (object.kind) {
    case "datum":
      return machine.domain.store(object, index, value, site);
    case "list":
      storeItem(machine, object, index, value, site);
      return object;
    case "dict":
      storeEntry(machine, object, index, value);
      return object;
    case "instance": {
      if (classAttribute(object.type, "__setitem__") !== null) {
        machine.apply(machine.attribute(object, "__setitem__", site), [index, value], site);
        return object;
      }
      const container = containerOf(object);
      if (container !== null) store(machine, container, index, value, site);
      return object;
    }
    default:
      return object;
  }
}

/** An array that changed goes back to the variable, attribute or item that it came from. */
export function writeBack<D extends Datum>(
  machine: Machine<D>,
  target: Expression,
  value: D,
  frame: Frame<D>,
): void {
  switch (target.kind) {
    case "name": {
      // Only where the name is the function's own (or was declared): the array itself is changed wherever it lives.
      let scope: Frame<D> | null = frame.redirected.get(target.id) ?? frame;
      while (scope !== null && scope.variables.get(target.id)?.value === undefined) scope = scope.parent;
      const variable = scope?.variables.get(target.id);
      if (variable !== undefined) machine.state.write(variable, value);
      break;
    }
    case "attribute": {
      const object = machine.evaluate(target.object, frame);
      if (object.kind === "instance") machine.setAttribute(object, target.name, value);
      break;
    }
    case "subscript": {
      const object = machine.evaluate(target.object, frame);
      const site = { node: target, frame };
      if (object.kind === "list" || object.kind === "dict")
        store(machine, object, machine.evaluate(target.index, frame), value, site);
      break;
    }
    default:
      break;
  }
}

function storeItem<D extends Datum>(
  machine: Machine<D>,
  list: ListValue<D>,
  index: Value<D>,
  value: Value<D>,
  site: Site<D>,
): void {
  const content = list.cell.value;
  if (content === undefined) return;
  if (index.kind === "slice") {
    const iteration = machine.iterate(value, site);
    const item = iteration?.any() ?? machine.unknown("not-supported", ["[:]="], site);
    const before = machine.joiner.repeated(content);
    const joined = before.item === null ? item : machine.joiner.values(before.item, item);
    const whole = index.start.kind === "none" && index.stop.kind === "none";
    const length = whole
      ? (iteration?.length ?? machine.domain.someInt("k", site))
      : machine.domain.someInt("k", site);
    machine.state.write(list.cell, { kind: "repeated", length, item: whole ? item : joined });
    return;
  }
  const position = machine.integer(index);
  if (content.kind === "repeated") {
    machine.state.write(list.cell, { ...content, item: machine.joiner.values(content.item, value) });
    return;
  }
  const size = content.items.length;
  const at = position === null ? null : position < 0 ? position + size : position;
  const items: Items<D> = {
    kind: "items",
    items: content.items.map((item, each) =>
      at === null ? machine.joiner.values(item, value) : each === at ? value : item,
    ),
  };
  machine.state.write(list.cell, items);
}

export function storeEntry<D extends Datum>(
  machine: Machine<D>,
  dict: DictValue<D>,
  index: Value<D>,
  value: Value<D>,
): void {
  const content = dict.cell.value;
  if (content === undefined) return;
  const key = machine.key(index);
  if (dict.owner !== undefined && index.kind === "str" && index.value !== null)
    machine.setAttribute(dict.owner, index.value, value);
  if (key !== null) {
    const entries: DictContent<D>["entries"] = new Map([...content.entries, [key, { key: index, value }]]);
    if (entries.size <= 400) {
      machine.state.write(dict.cell, { ...content, entries });
      return;
    }
  }
  const rest = {
    key: index,
    value: content.rest === null ? value : machine.joiner.values(content.rest.value, value),
  };
  const entries = new Map(content.entries);
  if (key === null) {
    for (const [each, entry] of entries)
      entries.set(each, { key: entry.key, value: machine.joiner.values(entry.value, value) });
  }
  machine.state.write(dict.cell, { kind: "entries", entries, rest });
}

/** `m, n = x.shape` of an x that is not known: now it is known to have two axes. */
function unpackShape<D extends Datum>(
  machine: Machine<D>,
  target: Sequence,
  object: Expression,
  frame: Frame<D>,
): void {
  const sizes = target.items.map((each, axis) => {
    const name = each.kind === "name" && each.id !== "_" ? each.id : `k${axis}`;
    return machine.domain.someInt(name, { node: each, frame });
  });
  const array = machine.domain.arrayOfSizes?.(sizes);
  if (array !== undefined && !target.items.some((each) => each.kind === "starred"))
    writeBack(machine, object, array, frame);
  target.items.forEach((each, axis) => {
    const size = sizes[axis];
    if (size !== undefined) assign(machine, each, size, null, frame);
  });
}

function unpack<D extends Datum>(
  machine: Machine<D>,
  target: Sequence,
  value: Value<D>,
  frame: Frame<D>,
): void {
  const site: Site<D> = { node: target, frame };
  const targets = target.items;
  // None cannot be unpacked: as the program goes on, it was something else.
  const given = value.kind === "choice" ? withoutNone(value) : value;
  const parts = machine.each(given, site, (option) => {
    const items = spread(machine, option, targets, site);
    return items === null
      ? machine.unknown("not-supported", ["unpacking"], site)
      : { kind: "tuple", content: { kind: "items", items } };
  });
  targets.forEach((each, index) => {
    // `_, _, v = …`: after it the name holds what came last.
    const from =
      each.kind === "name"
        ? targets.findLastIndex((other) => other.kind === "name" && other.id === each.id)
        : index;
    const part =
      parts.kind === "tuple" && parts.content.kind === "items"
        ? parts.content.items[from]
        : value.kind === "unknown"
          ? value
          : undefined;
    const inner = each.kind === "starred" ? each.value : each;
    assign(
      machine,
      inner,
      part ?? (value.kind === "unknown" ? value : machine.unknown("not-supported", ["unpacking"], site)),
      null,
      frame,
    );
  });
}

/** One value for each target; a starred target gets a list. */
function spread<D extends Datum>(
  machine: Machine<D>,
  value: Value<D>,
  targets: readonly Expression[],
  site: Site<D>,
): readonly Value<D>[] | null {
  if (value.kind === "unknown") return targets.map(() => value);
  const iteration = machine.iterate(value, site);
  if (iteration === null) return null;
  const star = targets.findIndex((each) => each.kind === "starred");
  if (iteration.count === null || iteration.count > 400) {
    return targets.map((each) =>
      each.kind === "starred"
        ? machine.listOf({
            kind: "repeated",
            length: machine.domain.someInt("k", site),
            item: iteration.any(),
          })
        : iteration.length === null || iteration.count === null
          ? another(machine, iteration.any(), each, site)
          : iteration.at(targets.indexOf(each)),
    );
  }
  const items = Array.from({ length: iteration.count }, (_, index) => {
    const item = iteration.at(index);
    const target = targets[index];
    return iteration.uniform === true && target !== undefined ? another(machine, item, target, site) : item;
  });
  if (star < 0) {
    if (items.length === targets.length) return items;
    machine.fail(site, "ValueError", machine.unknown("not-supported", ["unpacking"], site));
    return null;
  }
  const behind = targets.length - star - 1;
  const middle = machine.list(items.slice(star, items.length - behind));
  return [...items.slice(0, star), middle, ...items.slice(items.length - behind)];
}

/** `i, j = np.random.randint(0, n, 2)`: nothing says that the two are the same number. */
function another<D extends Datum>(
  machine: Machine<D>,
  item: Value<D>,
  target: Expression,
  { frame }: Site<D>,
): Value<D> {
  const name = target.kind === "name" ? target.id : "i";
  return item.kind === "datum"
    ? (machine.domain.another?.(item, name, { node: target, frame }) ?? item)
    : item;
}
