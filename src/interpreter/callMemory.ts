import type { Machine } from "./machine";
import { sameContent } from "./same";
import type { CallArguments, Datum, FunctionValue, Value } from "./value";

interface Call<D extends Datum> {
  readonly target: FunctionValue<D>;
  readonly args: CallArguments<D>;
  readonly version: number;
  /** It was made in a pass that stands for many. */
  readonly approximate: boolean;
  readonly result: Value<D>;
}

export interface CallStart {
  readonly version: number;
  readonly raised: number;
}

/** So many calls of one function are remembered. */
const KEPT = 6;

/**
 * What calls gave that changed nothing: as long as nothing that functions share has changed, the same arguments give the
 * same again. Loops over samples and features cost little by it.
 */
export class CallMemory<D extends Datum> {
  readonly #calls = new Map<object, Call<D>[]>();

  find(machine: Machine<D>, target: FunctionValue<D>, args: CallArguments<D>): Value<D> | null {
    if (machine.domain.exact || args.spread) return null;
    for (const call of this.#calls.get(target.definition) ?? []) {
      if (call.version !== machine.state.version) continue;
      if (call.approximate && machine.approximate === 0) continue;
      if (sameTarget(call.target, target) && sameArguments(machine, call.args, args)) return call.result;
    }
    return null;
  }

  start(machine: Machine<D>): CallStart {
    return { version: machine.state.version, raised: machine.raised };
  }

  keep(
    machine: Machine<D>,
    target: FunctionValue<D>,
    args: CallArguments<D>,
    start: CallStart,
    result: Value<D>,
  ): void {
    if (machine.state.version !== start.version || machine.raised !== start.raised) return;
    if (args.spread || !isImmutable(result, 0)) return;
    const call = { target, args, version: start.version, approximate: machine.approximate > 0, result };
    const calls = this.#calls.get(target.definition);
    if (calls === undefined) this.#calls.set(target.definition, [call]);
    else {
      calls.unshift(call);
      if (calls.length > KEPT) calls.pop();
    }
  }
}

function sameTarget<D extends Datum>(a: FunctionValue<D>, b: FunctionValue<D>): boolean {
  return a === b || (a.closure === b.closure && a.defaults === b.defaults);
}

function sameArguments<D extends Datum>(
  machine: Machine<D>,
  a: CallArguments<D>,
  b: CallArguments<D>,
): boolean {
  if (a.positional.length !== b.positional.length || a.keywords.size !== b.keywords.size) return false;
  if (!a.positional.every((each, index) => sameValue(machine, each, b.positional[index]))) return false;
  for (const [name, value] of a.keywords) if (!sameValue(machine, value, b.keywords.get(name))) return false;
  return true;
}

function sameValue<D extends Datum>(machine: Machine<D>, a: Value<D>, b: Value<D> | undefined): boolean {
  if (a === b) return true;
  if (b === undefined || a.kind !== b.kind || a.kind === "unknown") return false;
  if (!isImmutable(a, 0) || !isImmutable(b, 0)) return false;
  return sameContent(machine.domain, a, b);
}

/** Nothing in it can be changed, so that two holders may share it. */
export function isImmutable<D extends Datum>(value: Value<D>, depth = 0): boolean {
  switch (value.kind) {
    case "datum":
    case "none":
    case "bool":
    case "str":
    case "ellipsis":
      return true;
    case "tuple":
      if (depth > 3) return false;
      return value.content.kind === "items"
        ? value.content.items.every((each) => isImmutable(each, depth + 1))
        : isImmutable(value.content.item, depth + 1);
    case "choice":
      return value.options.every((each) => isImmutable(each, depth + 1));
    default:
      return false;
  }
}
