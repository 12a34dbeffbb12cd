import type { Abstract } from "../algebra/abstract";

/** An exception that NumPy raises, with NumPy's own sentence (spaces at the end trimmed). */
export interface Raise {
  readonly exception:
    | "ValueError"
    | "TypeError"
    | "IndexError"
    | "AxisError"
    | "LinAlgError"
    | "ZeroDivisionError"
    | "AttributeError";
  readonly message: string;
}

/** What happens when an operation is applied, as far as it can be told without running it. */
export type Outcome =
  | { readonly kind: "value"; readonly value: Abstract; readonly notice?: Notice }
  /** Certain to raise: only when the sizes that clash are certain. */
  | { readonly kind: "raise"; readonly raise: Raise };

/** Legal, silent, and usually a mistake. The room `insight` decides whether to warn. */
export type Notice =
  /** A column met a row and grew into a matrix: `(m,1)` with `(m,)`. */
  | { readonly kind: "outer-broadcast" }
  /** `.T` of a vector does nothing. */
  | { readonly kind: "vector-transpose" };

/** The arguments of one call, bound to the parameters of the operation's signature. */
export type Arguments<V> = Readonly<Record<string, V | undefined>> & {
  /** What `*args` caught. */
  readonly "*"?: readonly V[];
};

/**
 * One row of the operation table: all that one NumPy function means. Adding a NumPy function to the product is adding one
 * of these to the file of its family, and one case to the tests.
 */
export interface Operation {
  /** Full name: "numpy.dot", "numpy.random.randn", "numpy.linalg.inv", "ndarray.reshape", "operator.add". */
  readonly name: string;
  /** Python's signature, e.g. "a, axis=None, dtype=None, out=None, keepdims=False" or "*args". `/` and `*` as in Python. */
  readonly signature: string;
  readonly shape: (args: Arguments<Abstract>) => Outcome;
}
