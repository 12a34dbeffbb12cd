import type { Abstract, DtypeKind } from "../algebra/abstract";
import type { Reason } from "../algebra/reason";
import type { Size } from "../algebra/size";
import type { ShapeInstance, ShapeMachine, ShapeSite, ShapeValue } from "./shapes/datum";

/**
 * How a library (scikit-learn, pandas, the standard library) tells the domain of shapes what its functions, classes and
 * instances mean.
 *
 * A library is a list of modules; a module is a table of members by name:
 *
 *     export const preprocessing: LibraryModule = {
 *       name: "sklearn.preprocessing",
 *       members: {
 *         normalize: fn("X, norm='l2', *, axis=1, copy=True", (call) => call.like(call.arg("X"), "float")),
 *         StandardScaler: cls("*, copy=True, with_mean=True", {
 *           methods: {
 *             fit: fn("X, y=None", (call) => call.self),
 *             transform: fn("X", (call) => call.like(call.arg("X"), "float")),
 *           },
 *         }),
 *       },
 *     };
 *
 * A function's body gets one `LibraryCall` and returns a value. It never throws; where it cannot tell, it returns
 * `call.unknown(code, …)`. Signatures are written as in Python. An argument that is not known arrives as an unknown value:
 * passing it on (`return call.arg("X")`) keeps the first reason.
 */
export interface LibraryModule {
  /** As it is imported: "sklearn.preprocessing". */
  readonly name: string;
  readonly members: Readonly<Record<string, LibraryMember>>;
  /** What the module is when a name is asked for that is not in the table; default: an unknown function. */
  readonly fallback?: (name: string, host: LibraryHost) => ShapeValue | null;
}

export type LibraryMember = LibraryFunction | LibraryClass | LibraryConstant;

export interface LibraryFunction {
  readonly kind: "function";
  /** Python's signature, without `self`. */
  readonly signature: string;
  readonly body: (call: LibraryCall) => ShapeValue;
}

export interface LibraryClass {
  readonly kind: "class";
  /** The constructor's signature, without `self`. Its arguments become attributes of the same names. */
  readonly signature: string;
  /** Sets further attributes on `call.self`. */
  readonly construct?: (call: LibraryCall) => void;
  readonly methods?: Readonly<Record<string, LibraryFunction>>;
  /** Attributes that are computed when read. */
  readonly properties?: Readonly<Record<string, (call: LibraryCall) => ShapeValue>>;
  /** What assigning to such an attribute does; the parameter is the value. */
  readonly setters?: Readonly<Record<string, LibraryFunction>>;
  /** Classes whose members it has too. */
  readonly bases?: readonly LibraryClass[];
}

export interface LibraryConstant {
  readonly kind: "constant";
  readonly value: (host: LibraryHost) => ShapeValue;
}

export function fn(signature: string, body: LibraryFunction["body"]): LibraryFunction {
  return { kind: "function", signature, body };
}

export function cls(signature: string, rest: Omit<LibraryClass, "kind" | "signature"> = {}): LibraryClass {
  return { kind: "class", signature, ...rest };
}

export function value(make: LibraryConstant["value"]): LibraryConstant {
  return { kind: "constant", value: make };
}

/** What a library needs to make values. */
export interface LibraryHost {
  readonly machine: ShapeMachine;
  array(shape: readonly (Size | number)[], dtype: DtypeKind): ShapeValue;
  int(size: Size | number): ShapeValue;
  float(number?: number | null): ShapeValue;
  /** A Python list or tuple of these. */
  list(items: readonly ShapeValue[]): ShapeValue;
  tuple(items: readonly ShapeValue[]): ShapeValue;
  /** A list of which only the length is known. */
  repeated(length: Size | number, item: ShapeValue): ShapeValue;
  dict(entries: Readonly<Record<string, ShapeValue>>): ShapeValue;
  /** A function value. */
  function(name: string, body: LibraryFunction): ShapeValue;
  /** A new instance of a class of a library, without running its constructor; `attributes` are set on it. */
  instance(
    name: string,
    type: LibraryClass,
    attributes?: Readonly<Record<string, ShapeValue>>,
  ): ShapeInstance;
  /** The shape and dtype that NumPy would see: of an array, a list, an object with an attribute `__array__`. */
  shapeOf(value: ShapeValue): {
    readonly shape: readonly Size[] | null;
    readonly dtype: DtypeKind;
    readonly reason?: Reason;
  };
  /** The value as the operation table reads it. */
  abstract(value: ShapeValue): Abstract;
  /** What the program has written to files, by path. */
  readonly written: { get(path: string): ShapeValue | null; set(path: string, contents: ShapeValue): void };
  /** Data files of the workspace; null when there is no such file, or it cannot be read. */
  readonly files: DataFiles;
}

/** One call of a library's function. */
export interface LibraryCall extends LibraryHost {
  readonly site: ShapeSite;
  /** The instance whose method is called; for functions, None. */
  readonly self: ShapeValue;
  /** An argument by its parameter's name; undefined when it was not passed. */
  get(parameter: string): ShapeValue | undefined;
  /** As `get`, with an unknown value where it was not passed. */
  arg(parameter: string): ShapeValue;
  /** What `*args` caught. */
  readonly rest: readonly ShapeValue[];
  /** What `**kwargs` caught. */
  readonly keywords: ReadonlyMap<string, ShapeValue>;
  integer(parameter: string, otherwise: number): Size;
  text(parameter: string): string | null;
  flag(parameter: string, otherwise: boolean): boolean | null;
  attribute(name: string): ShapeValue | undefined;
  setAttribute(name: string, value: ShapeValue): void;
  /** Calls a function of the program, or of NumPy by its full name: `call.numpy("numpy.dot", a, b)`. */
  apply(callee: ShapeValue, ...args: ShapeValue[]): ShapeValue;
  numpy(operation: string, ...args: ShapeValue[]): ShapeValue;
  /** An array of the same shape. */
  like(value: ShapeValue, dtype?: DtypeKind): ShapeValue;
  /** A size that only the data decides. */
  fresh(hint: string): Size;
  /** Where the program stands: the folder that relative paths start from. */
  readonly file: string;
  unknown(code: Reason["code"], ...args: (string | number)[]): ShapeValue;
}

/** What is known of the data files of a workspace. Paths are as the program writes them. */
export interface DataFiles {
  /** `from` is the file of the program that reads it. */
  describe(path: string, from: string): DataFile | null;
}

export type DataFile =
  /** A table of text: CSV, TSV and the like. `rows` counts the data rows, without the header. */
  | {
      readonly kind: "table";
      readonly rows: number;
      readonly columns: readonly { readonly name: string; readonly dtype: DtypeKind }[];
      readonly hasHeader: boolean;
    }
  /** `.npy` */
  | { readonly kind: "array"; readonly shape: readonly number[]; readonly dtype: DtypeKind }
  /** `.npz` */
  | {
      readonly kind: "archive";
      readonly entries: Readonly<
        Record<string, { readonly shape: readonly number[]; readonly dtype: DtypeKind }>
      >;
    };

export const noFiles: DataFiles = { describe: () => null };
