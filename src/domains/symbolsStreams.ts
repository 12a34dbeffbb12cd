import type { Machine } from "../interpreter/machine";
import type { CallArguments, Site, Value } from "../interpreter/value";
import { RandomStream } from "../numpy/draws";
import { isStraight } from "./randomUse";
import type { SymbolDomain } from "./symbols";
import { startAt } from "./symbolsMade";
import { datum, type Trace, type Traced } from "./symbolsTrace";

type Made = Value<Traced>;

/** One of NumPy's functions is called. Where it draws in a way that is not followed, its stream is lost. */
export function drawing(
  trace: Trace,
  machine: Machine<Traced> | null,
  name: string,
  site: Site<Traced>,
  call: () => Made,
): Made {
  if (!name.startsWith("numpy.random.")) return call();
  const { stream } = trace;
  if (!isFollowed(trace, machine, site)) stream.lose();
  const made = call();
  if (made.kind === "unknown") stream.lose();
  return made;
}

function isFollowed(trace: Trace, machine: Machine<Traced> | null, site: Site<Traced>): boolean {
  return trace.options.ownRandom === true && machine !== null && isStraight(machine, site.frame);
}

/** A method of a generator, which draws from the generator's own stream. */
export function fromStream(trace: Trace, stream: RandomStream, method: Made): Made {
  if (method.kind !== "builtin") {
    stream.lose();
    return method;
  }
  return { ...method, call: (args, site) => withStream(trace, stream, () => method.call(args, site)) };
}

export function withStream(trace: Trace, stream: RandomStream, call: () => Made): Made {
  const outer = trace.stream;
  trace.stream = stream;
  try {
    return call();
  } finally {
    trace.stream = outer;
  }
}

/** Random numbers of ours. A single one gets a name, so that what is made of it is known not to be the program's. */
export function inventedBy(
  trace: Trace,
  made: Made,
  args: readonly Made[],
  site: Site<Traced> | null = null,
): Made {
  // `shuffle(x)` has written into what it was given.
  if (made.kind === "none") for (const each of args) inventedBy(trace, each, []);
  if (made.kind !== "datum" || made.value.kind !== "array") return made;
  const { node, dtype } = made.value;
  if (node.kind === "number" && trace.options.ownRandom !== true && site !== null) {
    trace.invent(node);
    return datum(startAt(trace, made.value, site));
  }
  const isNamed = node.kind !== "number" || trace.options.ownRandom !== true;
  const own = isNamed ? made.value : trace.fresh(trace.read(node), dtype);
  trace.invent(own.node);
  return isNamed ? made : datum(own);
}

/** `RandomState(seed)`, `default_rng(seed)` */
export function generator(
  domain: SymbolDomain,
  maker: string,
  args: CallArguments<Traced>,
  site: Site<Traced>,
): Made {
  const seed = args.positional[0] ?? args.keywords.get("seed");
  const stream = new RandomStream();
  const isOwn = isFollowed(domain.trace, domain.machine, site);
  const number = isOwn && seed?.kind === "datum" ? domain.integer(seed) : null;
  loseArguments(args);
  if (maker === "default_rng") stream.seedNew(number);
  else stream.seedOld(number);
  const name = maker === "default_rng" ? "numpy.random.Generator" : "numpy.random.RandomState";
  return datum({ kind: "object", name, stream });
}

/**
 * Somebody whom we do not know may have drawn from the global stream, and from the generators that it was given; and has written
 * into what it was given for that.
 */
export function calledByStranger(trace: Trace, args: CallArguments<Traced>): void {
  trace.globalStream.lose();
  loseArguments(args);
  const out = args.keywords.get("out");
  if (out?.kind === "datum" && out.value.kind === "array") trace.blur(out.value);
}

function loseArguments(args: CallArguments<Traced>): void {
  for (const each of [...args.positional, ...args.keywords.values()])
    if (each.kind === "datum" && each.value.kind === "object") each.value.stream?.lose();
}
