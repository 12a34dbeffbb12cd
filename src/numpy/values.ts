import { ShapeError } from "../algebra/array";
import { valuesComparison } from "./valuesComparison";
import { valuesCreation } from "./valuesCreation";
import { valuesElementwise } from "./valuesElementwise";
import { valuesIndexing } from "./valuesIndexing";
import { valuesOfData } from "./valuesOfData";
import type { Operand, ValueArguments, ValueContext, ValueRow } from "./valuesOperand";
import { valuesOrder } from "./valuesOrder";
import { valuesPicking } from "./valuesPicking";
import { valuesProducts } from "./valuesProducts";
import { valuesRandom } from "./valuesRandom";
import { valuesReduction } from "./valuesReduction";
import { valuesShaping } from "./valuesShaping";
import { valuesSpecial } from "./valuesSpecial";
import { valuesUfunc } from "./valuesUfunc";

/** What the operations compute, by their full names: the value column of the operation table. */
export const valueRows: ReadonlyMap<string, ValueRow> = new Map(
  [
    valuesComparison,
    valuesElementwise,
    valuesProducts,
    valuesReduction,
    valuesShaping,
    valuesSpecial,
    valuesCreation,
    valuesRandom,
    valuesIndexing,
    valuesOrder,
    valuesPicking,
    valuesOfData,
    valuesUfunc,
  ]
    .flat()
    .map((row) => [row.name, row]),
);

export type ValueOutcome =
  | { readonly kind: "value"; readonly value: Operand }
  | { readonly kind: "raise"; readonly message: string }
  /** The operation, or this use of it, has no value rule. */
  | { readonly kind: "unknown" };

/** Applies an operation to arguments as a call passes them; a method's receiver comes first. Never throws. */
export function applyValue(
  name: string,
  positional: readonly Operand[],
  keywords: ReadonlyMap<string, Operand>,
  context: ValueContext,
): ValueOutcome {
  const row = valueRows.get(name);
  if (row === undefined || !takes(row, positional, keywords)) return { kind: "unknown" };
  try {
    const value = row.apply(bind(row, positional, keywords), context);
    return value === null ? { kind: "unknown" } : { kind: "value", value };
  } catch (error) {
    // ShapeError is NumPy's complaint; anything else that a strange argument provokes is "not known".
    return error instanceof ShapeError ? { kind: "raise", message: error.message } : { kind: "unknown" };
  }
}

/** Arguments that change no number. */
const harmless: ReadonlySet<string> = new Set(["order", "copy", "subok", "casting", "dtype"]);

/** `np.sum(x, where=mask)` is another number than `np.sum(x)`: where a row does not know an argument, nothing is known. */
function takes(
  row: ValueRow,
  positional: readonly Operand[],
  keywords: ReadonlyMap<string, Operand>,
): boolean {
  const names = row.parameters.split(" ").filter((each) => each !== "");
  if (positional.length > names.length && names.at(-1)?.startsWith("*") !== true) return false;
  return [...keywords].every(
    ([name, { kind }]) => kind === "none" || names.includes(name) || harmless.has(name),
  );
}

function bind(
  row: ValueRow,
  positional: readonly Operand[],
  keywords: ReadonlyMap<string, Operand>,
): ValueArguments {
  const bound = new Map<string, Operand>(keywords);
  const names = row.parameters.split(" ").filter((each) => each !== "");
  const rest = names.at(-1)?.startsWith("*") === true;
  const plain = rest ? names.slice(0, -1) : names;
  positional.slice(0, plain.length).forEach((value, at) => {
    bound.set(plain[at] ?? "", value);
  });
  return { get: (name) => bound.get(name), rest: rest ? positional.slice(plain.length) : [] };
}
