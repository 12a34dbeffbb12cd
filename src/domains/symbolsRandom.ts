import { type CallArguments, none, type Site, tuple, unknown, type Value } from "../interpreter/value";
import { RandomStream } from "../numpy/draws";
import type { SymbolDomain } from "./symbols";
import { withStream } from "./symbolsStreams";
import type { Traced } from "./symbolsTrace";

type Made = Value<Traced>;
type Body = (args: CallArguments<Traced>, site: Site<Traced>) => Made;

/** Python's own `random`: numbers like NumPy's, and choices among the items of a list. */
export function randomModule(domain: SymbolDomain): Made {
  const bodies = membersOf(domain);
  return {
    kind: "module",
    name: "random",
    frame: null,
    member: (member) => {
      const call = bodies[member];
      return call === undefined ? null : { kind: "builtin", name: `random.${member}`, call };
    },
  };
}

function membersOf(domain: SymbolDomain): Readonly<Record<string, Body>> {
  const drawn =
    (name: string): Body =>
    (args, site) =>
      // Python's own stream, which is not followed, and not NumPy's.
      withStream(domain.trace, new RandomStream(), () =>
        domain.apply(`numpy.random.${name}`, args.positional, args.keywords, site),
      );
  const whole = (low: number, high: number) =>
    domain.int(low + Math.floor(domain.trace.random() * (high - low)));
  const bounds = (args: CallArguments<Traced>) => args.positional.map((each) => integer(domain, each) ?? 0);
  const some = (args: CallArguments<Traced>, count: (length: number) => number): readonly Made[] | null => {
    const items = itemsOf(domain, args.positional[0]);
    return items === null ? null : Array.from({ length: count(items.length) }, (_, at) => items[at] ?? none);
  };
  return {
    random: drawn("random"),
    uniform: drawn("uniform"),
    gauss: drawn("normal"),
    normalvariate: drawn("normal"),
    randint: (args) => {
      const [low = 0, high = 0] = bounds(args);
      return whole(low, high + 1);
    },
    randrange: (args) => {
      const [first = 1, second] = bounds(args);
      return second === undefined ? whole(0, first) : whole(first, second);
    },
    // Any of them: the first sample alone may have nothing to teach.
    choice: (args) => {
      const items = some(args, (length) => length) ?? [];
      return (
        items[Math.floor(domain.trace.random() * items.length)] ?? unknown("not-supported", ["random.choice"])
      );
    },
    sample: (args, site) => {
      domain.heard("random.sample", site);
      const asked = integer(domain, args.positional[1] ?? args.keywords.get("k"));
      const chosen = some(args, (length) => Math.min(asked ?? length, length));
      return chosen === null ? unknown("not-supported", ["random.sample"]) : tuple(chosen);
    },
    // The order of the samples changes nothing that is asked here.
    shuffle: (_, site) => {
      domain.heard("random.shuffle", site);
      return none;
    },
    seed: () => none,
    // A generator of its own draws in the same ways.
    Random: () => randomModule(domain),
  };
}

function integer(domain: SymbolDomain, value: Made | undefined): number | null {
  return value?.kind === "datum" ? domain.integer(value) : null;
}

function itemsOf(domain: SymbolDomain, value: Made | undefined): readonly Made[] | null {
  if (value?.kind === "list" || value?.kind === "tuple") {
    const content = value.kind === "list" ? value.cell.value : value.content;
    return content?.kind === "items" ? content.items : null;
  }
  if (value?.kind === "iterator" && value.iteration.count !== null && value.iteration.count < 1000)
    return Array.from({ length: value.iteration.count }, (_, at) => value.iteration.at(at));
  if (value?.kind !== "datum") return null;
  const iteration = domain.iterate(value, null);
  if (iteration?.count == null) return null;
  return Array.from({ length: iteration.count }, (_, at) => iteration.at(at));
}
