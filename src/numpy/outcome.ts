import type { Abstract, ArrayValue } from "../algebra/abstract";
import type { Reason, ReasonCode } from "../algebra/reason";
import type { Outcome, Raise } from "./operation";

/**
 * Ends a rule early, so that rules read straight on. Caught where a row is made (`row` in row.ts): outside, an operation
 * never throws. Not an Error, since nobody wants its stack.
 */
export class Stop {
  constructor(readonly outcome: Outcome) {}
}

export function asValue(value: Abstract): Outcome {
  return { kind: "value", value };
}

/** NumPy raises, certainly. */
export function fail(exception: Raise["exception"], message: string): never {
  throw new Stop({ kind: "raise", raise: { exception, message: message.trimEnd() } });
}

/** Nothing can be told, for this reason. */
export function giveUp(code: ReasonCode, ...args: (string | number)[]): never {
  throw new Stop(asValue({ kind: "unknown", reason: { code, args } }));
}

export function giveUpFor(reason: Reason): never {
  throw new Stop(asValue({ kind: "unknown", reason }));
}

/** An array of which not even the number of axes is known. */
export function shapeless(dtype: ArrayValue["dtype"], reason: Reason): ArrayValue {
  return { kind: "array", shape: null, dtype, reason };
}

/** The outcome of a rule that may stop early. */
export function run(rule: () => Outcome): Outcome {
  try {
    return rule();
  } catch (stop) {
    if (stop instanceof Stop) return stop.outcome;
    throw stop;
  }
}

export const tupleOf = (...items: readonly Abstract[]): Abstract => ({
  kind: "sequence",
  type: "tuple",
  items,
});
