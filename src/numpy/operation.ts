import type { Abstract } from "../algebra/abstract";
import type { Size } from "../algebra/size";

/** An exception that NumPy raises, with NumPy's own sentence (spaces at the end trimmed). */
export interface Raise {
  readonly exception:
    | "ValueError"
    | "TypeError"
    | "IndexError"
    | "KeyError"
    | "AxisError"
    | "LinAlgError"
    | "ZeroDivisionError"
    | "AttributeError"
    | "OverflowError"
    | "UFuncTypeError";
  readonly message: string;
}

/** What happens when an operation is applied, as far as it can be told without running it. */
export type Outcome =
  | {
      readonly kind: "value";
      readonly value: Abstract;
      readonly notice?: Notice;
      /** What the objects that were passed have become, by parameter: of `x.sort()`, `out=`, `np.add.at`, `x[i] = v`. */
      readonly mutated?: Readonly<Record<string, Abstract>>;
    }
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
  /** Never throws. Without a context, names of sizes that only the data decides are numbered. */
  readonly shape: (args: Arguments<Abstract>, context?: Context) => Outcome;
  /** Reading the name is the call: `x.T` (signature "self"), `np.pi` (no parameters). */
  readonly attribute?: boolean;
  /** The parameter whose memory the result shares (or may share): writing into the one changes the other. */
  readonly view?: string;
}

/** What the place of a call lends to the operation. */
export interface Context {
  /**
   * A size that only the data decides, under a name like "k". The same place in the program must get the same name again,
   * and another place another, or else loops never settle and unrelated sizes look equal.
   */
  readonly fresh: (hint: string) => Size;
}
