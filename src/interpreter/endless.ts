import type { Machine } from "./machine";
import type { CallArguments, Datum, Iteration, Site, Value } from "./value";
import { mostYields, none } from "./value";

// What goes on without an end (`itertools.count`, `itertools.cycle`), and the first of it (`itertools.islice`), where each item is
// looked at: as many items as are kept of a generator. null where that is not asked, or something is not known.

export function counted<D extends Datum>(machine: Machine<D>, args: CallArguments<D>): Value<D> | null {
  const { domain } = machine;
  const whole = (value: Value<D> | undefined, instead: number): number | null =>
    value === undefined ? instead : value.kind === "datum" ? domain.integer(value) : null;
  const [first, by] = args.positional;
  const start = whole(first ?? args.keywords.get("start"), 0);
  const step = whole(by ?? args.keywords.get("step"), 1);
  if (domain.exact !== true || start === null || step === null) return null;
  return some(machine, mostYields, (index) => domain.int(start + index * step));
}

export function cycled<D extends Datum>(
  machine: Machine<D>,
  args: CallArguments<D>,
  site: Site<D>,
): Value<D> | null {
  const source = machine.iterate(args.positional[0] ?? none, site);
  const count = source?.count ?? 0;
  if (machine.domain.exact !== true || source === null || count === 0) return null;
  return some(machine, Math.max(count, mostYields), (index) => source.at(index % count));
}

export function sliced<D extends Datum>(
  machine: Machine<D>,
  args: CallArguments<D>,
  site: Site<D>,
): Value<D> | null {
  const [items = none, ...bounds] = args.positional;
  const source = machine.iterate(items, site);
  const known = bounds.map((each) => (each.kind === "datum" ? machine.domain.integer(each) : null));
  const [start, stop, step] =
    known.length === 1
      ? [0, known[0], 1]
      : [bounds[0]?.kind === "none" ? 0 : known[0], known[1], known[2] ?? 1];
  if (machine.domain.exact !== true || source === null || source.count === null) return null;
  if (start == null || stop == null || step == null || step < 1) return null;
  const count = Math.ceil((Math.min(stop, source.count) - start) / step);
  return some(machine, Math.max(0, count), (index) => source.at(start + index * step));
}

function some<D extends Datum>(machine: Machine<D>, count: number, at: Iteration<D>["at"]): Value<D> {
  const length = machine.domain.int(count);
  return machine.iterator({ length, count, at, any: () => at(0), distinct: true });
}
