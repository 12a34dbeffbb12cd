import { type CallArguments, none, type Site, type Value } from "../interpreter/value";
import type { SymbolDomain } from "./symbols";
import type { Traced } from "./symbolsTrace";

type Made = Value<Traced>;

/** Data of ours may stand for the program's: not where its own numbers are asked for. */
export function hasStandIns({ trace }: SymbolDomain): boolean {
  return trace.options.ownRandom !== true;
}

/** A function of a library. */
export function builtin(name: string, call: (args: CallArguments<Traced>, site: Site<Traced>) => Made): Made {
  return { kind: "builtin", name, call };
}

/** An object of a library, known by its members. */
export function tool(name: string, members: Readonly<Record<string, Made>>): Made {
  const own = new Map(Object.entries(members));
  return { kind: "builtin", name, call: () => none, member: (member) => own.get(member) ?? null };
}

/** What learns nothing that matters here: `fit`, `transform` and both at once, of what it is given. */
export function transformer(
  name: string,
  change: (args: CallArguments<Traced>, site: Site<Traced>) => Made,
): Made {
  const made: Made = tool(name, {
    fit_transform: builtin("fit_transform", change),
    transform: builtin("transform", change),
    fit: builtin("fit", () => made),
  });
  return made;
}
