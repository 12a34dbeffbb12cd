import type { Abstract, ArrayValue } from "../algebra/abstract";
import { Call } from "./call";
import type { Arguments, Operation, Outcome } from "./operation";
import { asValue, run } from "./outcome";

/** A rule: reads the call's arguments and gives the result, or stops early (see outcome.ts). */
export type Rule = (call: Call) => Abstract | Outcome;

interface Options {
  readonly attribute?: boolean;
  readonly view?: string;
  /** The parameter that is written into. Where the rule cannot tell what it becomes, its elements are forgotten. */
  readonly mutates?: string;
}

/** One row of the operation table. */
export function row(name: string, signature: string, rule: Rule, options: Options = {}): Operation {
  const { mutates, ...rest } = options;
  return {
    name,
    signature,
    shape: (args, context) => {
      const outcome = run(() => asOutcome(rule(new Call(name, args, context))));
      return forgetful(outcome, args, mutates);
    },
    ...rest,
  };
}

function forgetful(outcome: Outcome, args: Arguments<Abstract>, mutates = "out"): Outcome {
  if (outcome.kind === "raise" || outcome.mutated !== undefined || outcome.value.kind !== "unknown")
    return outcome;
  const target = args[mutates];
  if (target === undefined || Array.isArray(target) || target.kind !== "array") return outcome;
  return { ...outcome, mutated: { [mutates]: forgotten(target) } };
}

/** The array after something was written into it that is not followed. */
export function forgotten(array: ArrayValue): ArrayValue {
  const { data: _data, rounded: _rounded, integer: _integer, count: _count, ...kept } = array;
  return kept;
}

/** The same rule under several names. */
export function rows(
  names: readonly string[],
  signature: string,
  rule: Rule,
  options: Options = {},
): Operation[] {
  return names.map((name) => row(name, signature, rule, options));
}

/** An attribute of arrays: `x.T`. Its rule reads `self`. */
export function attribute(name: string, rule: Rule, options: Options = {}): Operation {
  return row(`ndarray.${name}`, "self", rule, { ...options, attribute: true });
}

/**
 * The method that does what a function does: its receiver is the function's first parameter, and its other parameters are
 * the function's unless given.
 */
export function method(of: Operation, parameters?: string, name = lastPart(of.name)): Operation {
  const [first = "", ...others] = of.signature.split(/,\s*/).filter((part) => part !== "/");
  const receiver = first.replace(/[*\s]|=.*$/g, "");
  const rest = parameters ?? others.join(", ");
  const view = of.view === receiver ? "self" : of.view;
  return {
    name: `ndarray.${name}`,
    signature: rest === "" ? "self" : `self, ${rest}`,
    shape: (args, context) => renamed(of.shape({ ...args, [receiver]: args.self }, context), receiver),
    ...(view === undefined ? {} : { view }),
  };
}

function renamed(outcome: Outcome, receiver: string): Outcome {
  if (outcome.kind === "raise" || outcome.mutated?.[receiver] === undefined) return outcome;
  const { [receiver]: self, ...others } = outcome.mutated;
  return { ...outcome, mutated: self === undefined ? others : { ...others, self } };
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function asOutcome(result: Abstract | Outcome): Outcome {
  return isOutcome(result) ? result : asValue(result);
}

function isOutcome(result: Abstract | Outcome): result is Outcome {
  return result.kind === "value" || result.kind === "raise";
}
