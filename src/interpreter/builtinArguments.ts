import type { Machine } from "./machine";
import { type CallArguments, type Datum, type Iteration, none, type Site, type Value } from "./value";

/** A builtin's body. */
export type Body<D extends Datum> = (args: CallArguments<D>, site: Site<D>) => Value<D>;

export function first<D extends Datum>(args: CallArguments<D>): Value<D> {
  return args.positional[0] ?? none;
}

/** The iteration over an argument, and the unknown to pass on where there is none. */
export function over<D extends Datum>(
  machine: Machine<D>,
  value: Value<D>,
  site: Site<D>,
  then: (iteration: Iteration<D>) => Value<D>,
): Value<D> {
  if (value.kind === "unknown") return value;
  const iteration = machine.iterate(value, site);
  return iteration === null ? machine.unknown("not-supported", ["iter()"], site) : then(iteration);
}
