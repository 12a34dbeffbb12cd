import { type Body, first, over } from "./builtinArguments";
import { enumerated, mapped, overItems, zipped } from "./iteration";
import type { Machine } from "./machine";
import { itemsOf } from "./operators";
import { sortedItems } from "./sorting";
import { type CallArguments, type Datum, type Iteration, none, type Site, type Value } from "./value";

/** What goes through things: `range`, `zip`, `sorted` … */
export function iterationBuiltins<D extends Datum>(machine: Machine<D>): Record<string, Body<D>> {
  return {
    range: (args, site) => range(machine, args, site),
    xrange: (args, site) => range(machine, args, site),
    enumerate: (args, site) =>
      over(machine, first(args), site, (inner) => {
        const start =
          machine.asInt(args.positional[1] ?? args.keywords.get("start") ?? none) ?? machine.domain.int(0);
        return machine.iterator(enumerated(machine, inner, start, site));
      }),
    zip: (args, site) => {
      const lost = args.positional.find((each) => each.kind === "unknown");
      if (lost !== undefined && args.positional.length === 1) return lost;
      const parts = args.positional.map(
        (each) =>
          machine.iterate(each, site) ??
          anything<D>(each.kind === "unknown" ? each : machine.unknown("not-supported", ["zip()"], site)),
      );
      return parts.length === 0
        ? machine.unknown("unknown-argument", ["zip", "*"], site)
        : machine.iterator(zipped(machine, parts));
    },
    map: (args, site) => {
      const [call, ...sources] = args.positional;
      const parts = sources.map(
        (each) =>
          machine.iterate(each, site) ?? anything<D>(machine.unknown("not-supported", ["map()"], site)),
      );
      if (call === undefined || parts.length === 0)
        return machine.unknown("unknown-argument", ["map", "function"], site);
      const [only] = parts;
      if (parts.length === 1 && only !== undefined) {
        return machine.iterator(mapped(only, (item) => machine.apply(call, [item], site)));
      }
      const unpacked = (item: Value<D>) =>
        item.kind === "tuple" && item.content.kind === "items"
          ? machine.apply(call, item.content.items, site)
          : item;
      return machine.iterator(mapped(zipped(machine, parts), unpacked));
    },
    ...orderBuiltins(machine),
  };
}

/** What goes through things in another order, or step by step. */
function orderBuiltins<D extends Datum>(machine: Machine<D>): Record<string, Body<D>> {
  return {
    filter: (args, site) =>
      over(machine, args.positional[1] ?? none, site, (inner) => {
        const item = inner.any();
        return machine.iterator(
          overItems(machine, { kind: "repeated", length: machine.domain.someInt("k", site), item }),
        );
      }),
    reversed: (args, site) =>
      over(machine, first(args), site, (inner) => {
        const { count } = inner;
        return machine.iterator(
          count === null ? inner : { ...inner, at: (index) => inner.at(count - 1 - index) },
        );
      }),
    sorted: (args, site) =>
      over(machine, first(args), site, (inner) =>
        machine.listOf(sortedItems(machine, itemsOf(machine, inner), args, site)),
      ),
    iter: (args, site) => over(machine, first(args), site, (inner) => machine.iterator(inner)),
    next: (args, site) => {
      const source = first(args);
      if (source.kind === "iterator") {
        const taken = source.cell.value?.count ?? 0;
        machine.state.write(source.cell, { kind: "taken", count: taken + 1 });
        const { count, samples, isOpen } = source.iteration;
        if (isOpen === true) return source.iteration.any();
        if (count === null && samples !== undefined) return samples[taken] ?? source.iteration.any();
        return source.iteration.at(taken);
      }
      if (source.kind === "instance")
        return machine.apply(machine.attribute(source, "__next__", site), [], site);
      return over(machine, source, site, (inner) => inner.any());
    },
  };
}

function anything<D extends Datum>(item: Value<D>): Iteration<D> {
  return { length: null, count: null, at: () => item, any: () => item, distinct: false, uniform: true };
}

function range<D extends Datum>(machine: Machine<D>, args: CallArguments<D>, site: Site<D>): Value<D> {
  const { domain } = machine;
  const given = args.positional.map((each) => machine.asInt(machine.each(each, site, (option) => option)));
  const [one, two, three] = given;
  const lost = args.positional.find((each) => machine.asInt(each) === null);
  if (lost?.kind === "unknown") return lost;
  if (one == null || given.includes(null)) {
    const item = domain.someInt("i", site);
    return machine.iterator({
      length: domain.someInt("k", site),
      count: null,
      at: () => item,
      any: () => item,
      distinct: false,
    });
  }
  const start = two == null ? domain.int(0) : one;
  const stop = two ?? one;
  const step = three ?? domain.int(1);
  const [from, by] = [domain.integer(start), domain.integer(step)];
  const length = rangeLength(machine, start, stop, step, site);
  const count = length === null ? null : domain.integer(length);
  const item = () => domain.someInt("i", site);
  return machine.iterator({
    length,
    count: count === null ? null : Math.max(0, count),
    at: (index) => {
      if (from !== null && by !== null) return domain.int(from + by * index);
      return domain.add(start, domain.multiply(step, domain.int(index)));
    },
    any: item,
    distinct: false,
  });
}

function rangeLength<D extends Datum>(
  machine: Machine<D>,
  start: D,
  stop: D,
  step: D,
  site: Site<D>,
): D | null {
  const { domain } = machine;
  const by = domain.integer(step);
  const [from, to] = [domain.integer(start), domain.integer(stop)];
  if (by === 0) return null;
  if (from !== null && to !== null && by !== null)
    return domain.int(Math.max(0, Math.ceil((to - from) / by)));
  const distance = domain.add(stop, domain.multiply(start, domain.int(-1)));
  if (by === 1) return distance;
  // ceil(distance / step)
  const rounded = domain.add(distance, domain.add(step, domain.int(-1)));
  const quotient = domain.binary("//", rounded, step, site);
  return quotient.kind === "datum" && domain.isInteger(quotient) ? quotient : null;
}
