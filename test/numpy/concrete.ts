import type { Abstract, ArrayValue, DtypeKind } from "../../src/algebra/abstract";
import { constant, type Size, symbol } from "../../src/algebra/size";
import { makeArray } from "../../src/numpy/elements";

/** A Python value with all its numbers, as the judge gets it. */
export type Concrete =
  | {
      readonly k: "array";
      readonly shape: readonly number[];
      readonly dtype: DtypeKind;
      readonly data: readonly (number | boolean | string | null)[];
      readonly scalar?: boolean;
    }
  | { readonly k: "int"; readonly v: number }
  | { readonly k: "float"; readonly v: number | string }
  | { readonly k: "bool"; readonly v: boolean }
  | { readonly k: "complex" }
  | { readonly k: "str"; readonly v: string }
  | { readonly k: "none" }
  | { readonly k: "list" | "tuple"; readonly items: readonly Concrete[] }
  | { readonly k: "slice"; readonly start: Concrete; readonly stop: Concrete; readonly step: Concrete }
  | { readonly k: "ellipsis" }
  | { readonly k: "dtype"; readonly v: DtypeKind }
  | { readonly k: "object"; readonly v: string };

export type ConcreteArray = Extract<Concrete, { k: "array" }>;

export interface Case {
  readonly args: readonly Concrete[];
  readonly kwargs: Readonly<Record<string, Concrete>>;
}

/** How much of a concrete value the table is told. */
export interface View {
  /** Whether the elements of arrays are told. */
  readonly data: boolean;
  /** The size that stands for a number. */
  readonly size: (value: number) => Size;
  /** Whether integers are sizes too (they are lifted alike). */
  readonly liftIntegers: boolean;
}

export const exact: View = { data: true, size: (value) => constant(value), liftIntegers: true };
export const shapesOnly: View = { data: false, size: (value) => constant(value), liftIntegers: true };

/** Sizes become names by the number that they are: 5 becomes s5. */
export function lifting(lifted: ReadonlySet<number>): View {
  return {
    data: false,
    size: (value) => (lifted.has(value) ? symbol(`s${value}`) : constant(value)),
    liftIntegers: true,
  };
}

export function toAbstract(value: Concrete, view: View): Abstract {
  switch (value.k) {
    case "array":
      return arrayOf(value, view);
    case "int":
      return { kind: "int", size: view.liftIntegers ? view.size(value.v) : constant(value.v) };
    case "float":
      return { kind: "float", value: Number(value.v) };
    case "bool":
      return { kind: "bool", value: value.v };
    case "complex":
      return { kind: "complex" };
    case "str":
      return { kind: "str", value: value.v };
    case "none":
      return { kind: "none" };
    case "list":
    case "tuple":
      return { kind: "sequence", type: value.k, items: value.items.map((item) => toAbstract(item, view)) };
    case "slice":
      return {
        kind: "slice",
        start: toAbstract(value.start, view),
        stop: toAbstract(value.stop, view),
        step: toAbstract(value.step, { ...view, liftIntegers: false }),
      };
    case "ellipsis":
      return { kind: "ellipsis" };
    case "dtype":
      return { kind: "dtype", dtype: value.v };
    case "object":
      return { kind: "object", name: value.v };
  }
}

function arrayOf(value: ConcreteArray, view: View): ArrayValue {
  const data = view.data ? value.data.map((each) => (typeof each === "boolean" ? each : Number(each))) : null;
  const integer =
    value.dtype === "int" && !view.data && value.data[0] !== 0 ? symbol(`k${value.data[0]}`) : undefined;
  return makeArray(value.shape.map(view.size), value.dtype, data, { scalar: value.scalar, integer });
}
