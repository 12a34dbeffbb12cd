import * as arrays from "../../algebra/array";
import type * as e from "../../algebra/expression";
import { datum } from "../../domains/symbols";
import { tableOf } from "../../domains/symbolsLibraries";
import type { Trace, Traced } from "../../domains/symbolsTrace";
import type { Value } from "../../interpreter/value";
import { TracedArray } from "../../numpy/valuesOperand";
import type { Module } from "../../syntax/tree";
import { wholeTable } from "./loaded";

/** The form in which data is given to the program. */
export interface DataForm {
  readonly inputs: "rows" | "columns" | "line";
  readonly targets: "vector" | "column" | "row" | "one-hot";
  readonly classes: number;
  /** How many features, where the program fixes it. */
  readonly features?: number;
  /** How many samples there are, where the usual few are too few. */
  readonly samples?: number;
  /** How many samples a step is made of, in place of the program's own number. */
  readonly batch?: number;
  /** The rows that a library holds back are those that are learned from (`otherData.ts`). */
  readonly heldBack?: "alike";
  /** The parameters are large numbers. */
  readonly areFar?: boolean;
  /** All samples are made of positive numbers. */
  readonly arePositive?: true;
}

/** The forms that are tried, the likely ones first. */
export const forms: readonly DataForm[] = [
  { inputs: "rows", targets: "vector", classes: 2 },
  { inputs: "rows", targets: "column", classes: 2 },
  { inputs: "rows", targets: "one-hot", classes: 3 },
  { inputs: "columns", targets: "row", classes: 2 },
  { inputs: "rows", targets: "vector", classes: 3 },
  { inputs: "columns", targets: "one-hot", classes: 3 },
  { inputs: "columns", targets: "vector", classes: 2 },
  // One feature, as a vector: `theta0 + theta1 * x`.
  { inputs: "line", targets: "vector", classes: 2 },
];

/** A program that looks at margins has labels of -1 and 1: with 0 in their place some samples would have nothing to teach. */
export function hasSignedLabels({ text }: Module): boolean {
  if (/hinge|\bsvm|(maximum|max|clip)\( *(0\.?0? *, *)?1\.?0? *-/i.test(text)) return true;
  return /margin/i.test(text) && !/sigmoid|softmax|\bexp\(/.test(text);
}

/** The data and sizes that an entry's code names. `areSigns`: two classes are -1 and 1; `table`: a file holds all of them, too. */
export function givenValues(
  trace: Trace,
  form: DataForm,
  areSigns: boolean,
  table: boolean,
): ReadonlyMap<string, Value<Traced>> {
  const { samples, features } = trace.options;
  const columns = form.inputs === "columns";
  const whole = (value: number): Value<Traced> => datum({ kind: "int", value });
  const shape = form.inputs === "line" ? [samples] : columns ? [features, samples] : [samples, features];
  const data = (): Value<Traced> => datum(trace.inputs(shape));
  const labels = (): Value<Traced> => {
    if (form.targets !== "one-hot") {
      const shape =
        form.targets === "vector" ? [samples] : form.targets === "column" ? [samples, 1] : [1, samples];
      return datum(trace.targets(shape, form.classes, areSigns && form.classes === 2));
    }
    const rows = trace.oneHot(samples, form.classes);
    return datum(columns ? new TracedArray(turnedLeaf(trace, rows), "float") : rows);
  };
  return new Map<string, Value<Traced>>([
    ["__X", data()],
    ["__y", labels()],
    ["__Xv", data()],
    ["__yv", labels()],
    ["__m", whole(samples)],
    ["__n", whole(features)],
    ["__c", whole(form.classes)],
    ["__k", whole(form.targets === "one-hot" || form.classes > 2 ? form.classes : 1)],
    ...(table ? [[wholeTable, datum(tableOf(trace))] as const] : []),
  ]);
}

function turnedLeaf(trace: Trace, rows: TracedArray): e.Expression {
  const value = arrays.transpose(trace.read(rows.node));
  return trace.leaf("y", arrays.arrayOf(arrays.elements(value), value.shape), "data");
}
