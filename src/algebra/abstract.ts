import type { Reason } from "./reason";
import type { RecordKind } from "./record";
import type { Size } from "./size";

/** What an array's elements are, as `dtype.kind` tells them apart. */
export type DtypeKind =
  | "bool"
  | "int"
  | "float"
  | "complex"
  | "str"
  | "datetime"
  | "object"
  | "unknown"
  | RecordKind;

/** Sizes from the outermost axis inwards. `[]` is a 0-d array or a NumPy scalar. */
export type Shape = readonly Size[];

/**
 * What is known of an array without running anything.
 * `shape` is null when not even the number of axes is known; `reason` then says why. `scalar` marks what NumPy gives
 * back as a scalar (`np.float64`) rather than as a 0-d array; both have shape `()`.
 * `data` holds the elements in C order where the program fixes them and there are few (at most 256).
 */
export interface ArrayValue {
  readonly kind: "array";
  readonly shape: Shape | null;
  readonly dtype: DtypeKind;
  readonly scalar?: boolean;
  readonly data?: readonly (number | boolean)[];
  /** The data went through `exp`, a sum of fractions or the like: right to some 12 digits, not to the last one. */
  readonly rounded?: boolean;
  /** The value of an integer scalar or 0-d array, which may serve as a size: `np.prod(x.shape)`, `np.max(y) + 1`. */
  readonly integer?: Size;
  /** How many elements of a boolean array are true, so that `x[mask]` and `y[mask]` get the same size. */
  readonly count?: Size;
  /** Why the shape is not known; beside a shape, why it may be another one. */
  readonly reason?: Reason;
}

/**
 * A Python value as the operation table sees it in the domain of shapes. The interpreter converts to and from it at each
 * call. Numbers are followed as far as they are known; an `int` always has a Size (a constant, an expression of named
 * sizes, or a fresh symbol that stands for an unknown number).
 */
export type Abstract =
  | ArrayValue
  | { readonly kind: "none" }
  | { readonly kind: "bool"; readonly value: boolean | null }
  | { readonly kind: "int"; readonly size: Size }
  | { readonly kind: "float"; readonly value: number | null }
  /** `imaginary` is the n of `nj`, which `np.mgrid[0:1:5j]` counts with. */
  | { readonly kind: "complex"; readonly imaginary?: number }
  | { readonly kind: "str"; readonly value: string | null }
  | { readonly kind: "sequence"; readonly type: "list" | "tuple"; readonly items: readonly Abstract[] }
  /** A list or tuple whose items are alike but whose length is not a number: `item` stands for each of them. */
  | {
      readonly kind: "repeated";
      readonly type: "list" | "tuple";
      readonly length: Size;
      readonly item: Abstract;
      readonly mayBeEmpty?: boolean;
    }
  | { readonly kind: "slice"; readonly start: Abstract; readonly stop: Abstract; readonly step: Abstract }
  | { readonly kind: "ellipsis" }
  /** `narrow` marks a width that is not the kind's usual one (float32, uint8): its arithmetic is not followed. */
  | { readonly kind: "dtype"; readonly dtype: DtypeKind; readonly narrow?: boolean }
  | { readonly kind: "unknown"; readonly reason: Reason }
  /** Any other Python object: a function, an instance, a module. `name` is its type's name. */
  | { readonly kind: "object"; readonly name: string };
