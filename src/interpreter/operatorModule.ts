import type { BinaryOperator } from "../syntax/tree";
import type { Machine } from "./machine";
import { binary, unary } from "./operators";
import { subscript } from "./subscript";
import { type CallArguments, type Datum, none, type Site, tuple, type Value } from "./value";

type Body<D extends Datum> = (args: CallArguments<D>, site: Site<D>) => Value<D>;

const binaries: readonly (readonly [string, BinaryOperator])[] = [
  ["add", "+"],
  ["concat", "+"],
  ["iadd", "+"],
  ["sub", "-"],
  ["mul", "*"],
  ["truediv", "/"],
  ["floordiv", "//"],
  ["mod", "%"],
  ["pow", "**"],
  ["matmul", "@"],
  ["and_", "&"],
  ["or_", "|"],
  ["xor", "^"],
];

/** Python's `operator`: the operators as functions, and what takes an item or an attribute. */
export function operatorModule<D extends Datum>(machine: Machine<D>): Readonly<Record<string, Body<D>>> {
  const bodies: Record<string, Body<D>> = {
    neg: ({ positional: [value = none] }, site) => unary(machine, "-", value, site),
    getitem: ({ positional: [object = none, index = none] }, site) => subscript(machine, object, index, site),
    itemgetter: ({ positional }) =>
      getter("itemgetter", positional, (object, index, site) => subscript(machine, object, index, site)),
    attrgetter: ({ positional }) =>
      getter("attrgetter", positional, (object, name, site) =>
        name.kind === "str" && name.value !== null
          ? name.value
              .split(".")
              .reduce<Value<D>>((inner, part) => machine.attribute(inner, part, site), object)
          : machine.unknown("unknown-argument", ["attrgetter", "attr"], site),
      ),
  };
  for (const [name, operator] of binaries)
    bodies[name] = ({ positional: [left = none, right = none] }, site) =>
      binary(machine, operator, left, right, site);
  return bodies;
}

/** A function that takes one thing of what it is given, or a tuple of several. */
function getter<D extends Datum>(
  name: string,
  wanted: readonly Value<D>[],
  take: (object: Value<D>, what: Value<D>, site: Site<D>) => Value<D>,
): Value<D> {
  const call: Body<D> = ({ positional: [object = none] }, site) => {
    const [first = none] = wanted;
    return wanted.length === 1
      ? take(object, first, site)
      : tuple(wanted.map((each) => take(object, each, site)));
  };
  return { kind: "builtin", name: `operator.${name}`, call, bound: call };
}
