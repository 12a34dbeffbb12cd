import type { DtypeKind } from "../../algebra/abstract";
import { constant } from "../../algebra/size";
import { itemsOf } from "../../interpreter/operators";
import { bool, type CallArguments, maybe, none, str } from "../../interpreter/value";
import { Members } from "../../interpreter/watch";
import type { Operation } from "../../numpy/operation";
import type { Expression } from "../../syntax/tree";
import { dtypeNames, namedDtype, wholeNumber } from "./convert";
import {
  contentOf,
  datum,
  floatDatum,
  type ShapeBuiltin,
  type ShapeDatum,
  type ShapeMachine,
  type ShapeSite,
  type ShapeValue,
} from "./datum";
import { madeMatrix, writtenMatrix } from "./matrix";
import { iterationFunction } from "./numpyIteration";

export type Table = ReadonlyMap<string, Operation>;

/** Applies an operation of the table to a call's arguments. */
export type Apply = (operation: Operation, args: CallArguments<ShapeDatum>, site: ShapeSite) => ShapeValue;

const constants: Readonly<Record<string, number>> = {
  pi: Math.PI,
  e: Math.E,
  euler_gamma: 0.5772156649015329,
  inf: Number.POSITIVE_INFINITY,
  Inf: Number.POSITIVE_INFINITY,
  infty: Number.POSITIVE_INFINITY,
  PINF: Number.POSITIVE_INFINITY,
  NINF: Number.NEGATIVE_INFINITY,
};

/** Constants that are no number. */
const openConstants = new Set(["nan", "NaN", "NAN"]);

/** Types of NumPy that are no dtype. */
const classes: Readonly<Record<string, string>> = {
  ndarray: "ndarray",
  recarray: "recarray",
  generic: "generic",
  dtype: "dtype",
};

/** What only prints, sets or saves. */
const silent = new Set([
  "set_printoptions",
  "seterr",
  "save",
  "savez",
  "savez_compressed",
  "savetxt",
  "testing.assert_allclose",
  "testing.assert_almost_equal",
  "testing.assert_array_almost_equal",
  "testing.assert_array_equal",
  "testing.assert_equal",
  "testing.assert_array_less",
  "testing.assert_approx_equal",
  "testing.assert_string_equal",
  "testing.assert_array_max_ulp",
  "testing.assert_array_almost_equal_nulp",
  "testing.assert_",
  "errstate",
  "printoptions",
]);

/** The modules that a table's names stand in. A program of many sections asks for each of them anew. */
const knownPrefixes = new WeakMap<Table, ReadonlySet<string>>();

function prefixesOf(table: Table): ReadonlySet<string> {
  const known = knownPrefixes.get(table);
  if (known !== undefined) return known;
  const prefixes = new Set([
    "numpy",
    "numpy.random",
    "numpy.linalg",
    "numpy.testing",
    "numpy.lib",
    "numpy.ma",
  ]);
  for (const name of table.keys()) {
    const parts = name.split(".");
    if (parts[0] === "numpy")
      for (let length = 1; length < parts.length; length++) prefixes.add(parts.slice(0, length).join("."));
  }
  knownPrefixes.set(table, prefixes);
  return prefixes;
}

/** NumPy as the program sees it: the rows of the operation table, dtypes and constants. */
export class NumpyModule {
  readonly #functions = new Map<string, ShapeValue | null>();
  readonly #prefixes: ReadonlySet<string>;

  constructor(
    private readonly machine: ShapeMachine,
    private readonly table: Table,
    private readonly apply: Apply,
    /** What else is known under a module's name: functions that read files. */
    private readonly more: (module: string, name: string) => ShapeValue | null,
  ) {
    this.#prefixes = prefixesOf(table);
  }

  /** `name` is "numpy", "numpy.random" … */
  module(name: string): ShapeValue | null {
    if (name === "numpy.random.mtrand") return this.module("numpy.random");
    if (!this.#prefixes.has(name) || this.table.has(name)) return null;
    return { kind: "module", name, frame: null, member: (member) => this.member(name, member) };
  }

  member(prefix: string, name: string): ShapeValue | null {
    const full = `${prefix}.${name}`;
    const known = this.#functions.get(full);
    if (known !== undefined) return known;
    // The generator behind the functions of numpy.random is asked as they are.
    if (full === "numpy.random._rand") return this.module(prefix);
    const made = this.more(prefix, name) ?? this.#make(full, prefix === "numpy" ? name : "");
    // What holds no state may be shared; an attribute row may be a fresh array each time.
    if (made === null || made.kind === "builtin") this.#functions.set(full, made);
    return made;
  }

  #make(full: string, name: string): ShapeValue | null {
    if (name === "newaxis") return none;
    if (name === "__version__") return str("1.24.2");
    const constant = constants[name];
    if (constant !== undefined) return floatDatum(constant);
    if (openConstants.has(name)) return floatDatum(null);
    const dtype = dtypeNames[name];
    if (dtype !== undefined) return this.dtype(name, dtype);
    const special = this.#special(full);
    if (special !== null) return special;
    const type = classes[name];
    const operation = this.table.get(full);
    if (type !== undefined) return this.#type(type, operation);
    if (operation?.attribute === true) return this.apply(operation, noArguments, this.#nowhere());
    if (operation !== undefined) return this.#function(full, operation);
    if (this.table.has(`${full}.getitem`)) return datum({ kind: "object", name: full });
    return this.module(full);
  }

  #function(full: string, operation: Operation): ShapeBuiltin {
    return {
      kind: "builtin",
      name: full,
      call: (args, site) => this.apply(operation, args, site),
      member: (method) => {
        const inner = this.table.get(`${full}.${method}`);
        return inner === undefined ? null : this.#function(`${full}.${method}`, inner);
      },
    };
  }

  #type(type: string, operation: Operation | undefined): ShapeBuiltin {
    return {
      kind: "builtin",
      name: `numpy.${type}`,
      type,
      call: (args, site) =>
        operation === undefined
          ? this.machine.unknown("unknown-function", [`numpy.${type}`], site)
          : this.apply(operation, args, site),
      member: (name) => this.#method(name),
    };
  }

  /** `np.ndarray.sum(x)`: a method that is given its array. */
  #method(name: string): ShapeBuiltin | null {
    const method = this.table.get(`ndarray.${name}`);
    return method === undefined || method.attribute === true
      ? null
      : this.#function(`ndarray.${name}`, method);
  }

  /** `np.float32`: a dtype, and a function that makes a scalar or converts an array. */
  dtype(name: string, dtype: DtypeKind): ShapeBuiltin {
    return {
      kind: "builtin",
      name: `numpy.${name}`,
      type: name,
      call: (args, site) => {
        const array = this.table.get("numpy.array");
        const [value] = args.positional;
        if (value === undefined) return datum({ kind: "array", shape: [], dtype, scalar: true });
        if (value.kind === "unknown" || array === undefined) return value;
        const keywords = new Map<string, ShapeValue>([
          ["dtype", datum(namedDtype(name) ?? { kind: "dtype", dtype })],
        ]);
        const made = this.apply(array, { positional: [value], keywords, spread: false }, site);
        if (made.kind !== "datum") return made;
        const content = contentOf(made);
        if (content.kind !== "array" || content.shape?.length !== 0) return made;
        const whole = content.integer === undefined && dtype === "int" ? wholeNumber(value, name) : null;
        return datum({ ...content, scalar: true, ...(whole === null ? {} : { integer: constant(whole) }) });
      },
    };
  }

  /** Functions that call the program's own functions. */
  #special(full: string): ShapeValue | null {
    const builtin = (call: ShapeBuiltin["call"]): ShapeBuiltin => ({ kind: "builtin", name: full, call });
    const { machine } = this;
    if (silent.has(full.slice("numpy.".length))) return builtin(() => none);
    switch (full) {
      case "numpy.vectorize":
      case "numpy.frompyfunc":
        return builtin((made) => {
          const [call = none] = made.positional;
          return {
            kind: "builtin",
            name: "vectorized",
            call: (args, site) => this.#vectorized(call, args, site),
          };
        });
      case "numpy.mat":
      case "numpy.matrix":
      case "numpy.asmatrix":
        return {
          ...builtin((args, site) => {
            const array = this.table.get("numpy.array");
            if (array === undefined) return machine.unknown("unknown-function", [full], site);
            const [source = none] = args.positional;
            if (source.kind === "str") return writtenMatrix(machine, source.value, site);
            return madeMatrix(machine, this.apply(array, { ...args, positional: [source] }, site), site);
          }),
          member: (name) => this.#method(name),
        };
      case "numpy.isscalar":
        return builtin((args) => {
          const [value = none] = args.positional;
          return machine.each(value, { node: nothing, frame: this.#nowhere().frame }, (option) =>
            isScalar(option),
          );
        });
      case "numpy.apply_along_axis":
        return builtin((args, site) => this.#alongAxis(args, site));
      case "numpy.fromiter":
        return builtin((args, site) => {
          const [source = none] = args.positional;
          const iteration = machine.iterate(source, site);
          const array = this.table.get("numpy.array");
          if (iteration === null || array === undefined)
            return machine.unknown("unknown-argument", [full, "iter"], site);
          const items = itemsOf(machine, iteration);
          const isKnown = items.kind === "items" && items.items.every((each) => each.kind !== "unknown");
          const row = (isKnown ? undefined : this.table.get(full)) ?? array;
          const given = { ...args, positional: [machine.listOf(items), ...args.positional.slice(1)] };
          return this.apply(row, row === array ? { ...given, keywords: dtypeAlone(args) } : given, site);
        });
      default:
        return iterationFunction(machine, full);
    }
  }

  /** The function sees one element at a time; the result has the shape that the arguments broadcast to. */
  #vectorized(call: ShapeValue, args: CallArguments<ShapeDatum>, site: ShapeSite): ShapeValue {
    const { machine } = this;
    const add = this.table.get("operator.add");
    const [first, ...others] = args.positional;
    if (first === undefined || add === undefined)
      return machine.unknown("unknown-argument", ["numpy.vectorize", "args"], site);
    const element: ShapeValue = datum({ kind: "array", shape: [], dtype: "float", scalar: true });
    const one = machine.apply(
      call,
      args.positional.map(() => element),
      site,
    );
    const asArray = this.table.get("numpy.asarray");
    const plain = (positional: ShapeValue[]): CallArguments<ShapeDatum> => ({
      positional,
      keywords: new Map(),
      spread: false,
    });
    let whole = asArray === undefined ? first : this.apply(asArray, plain([first]), site);
    for (const each of others) whole = this.apply(add, plain([whole, each]), site);
    if (whole.kind !== "datum") return whole;
    const content = contentOf(whole);
    if (content.kind !== "array") return whole;
    const type = one.kind === "datum" ? contentOf(one) : null;
    const dtype: DtypeKind =
      type?.kind === "array"
        ? type.dtype
        : type?.kind === "int"
          ? "int"
          : type?.kind === "float"
            ? "float"
            : one.kind === "bool"
              ? "bool"
              : "unknown";
    return datum({ kind: "array", shape: content.shape, dtype });
  }

  #alongAxis(args: CallArguments<ShapeDatum>, site: ShapeSite): ShapeValue {
    const { machine } = this;
    const [call, axis, array, ...more] = args.positional;
    const axisNumber = axis === undefined ? null : machine.integer(axis);
    const content = array?.kind === "datum" ? contentOf(array) : null;
    if (call === undefined || axisNumber === null || content?.kind !== "array" || content.shape === null) {
      return array?.kind === "unknown"
        ? array
        : machine.unknown("unknown-argument", ["numpy.apply_along_axis", "arr"], site);
    }
    const { shape } = content;
    const at = axisNumber < 0 ? axisNumber + shape.length : axisNumber;
    const slice = datum({ kind: "array", shape: shape.slice(at, at + 1), dtype: content.dtype });
    const one = machine.apply(call, [slice, ...more], site);
    if (one.kind === "unknown") return one;
    const inner = one.kind === "datum" ? contentOf(one) : null;
    const middle = inner?.kind === "array" ? inner.shape : [];
    const dtype = inner?.kind === "array" ? inner.dtype : inner?.kind === "int" ? "int" : "float";
    if (middle === null || one.kind !== "datum")
      return machine.unknown("data-dependent", ["numpy.apply_along_axis"], site);
    return datum({ kind: "array", shape: [...shape.slice(0, at), ...middle, ...shape.slice(at + 1)], dtype });
  }

  #nowhere(): ShapeSite {
    return {
      node: nothing,
      frame: {
        kind: "module",
        variables: new Members(),
        parent: null,
        module: { file: "", name: "numpy" },
        redirected: new Map(),
        function: null,
        classBody: null,
        self: null,
        site: null,
        depth: 0,
        mark: 0,
        returns: [],
        yields: [],
        stars: [],
      },
    };
  }
}

const nothing: Expression = { kind: "constant", span: { start: 0, end: 0 }, value: "None" };

function isScalar(value: ShapeValue): ShapeValue {
  if (value.kind === "unknown") return maybe;
  if (value.kind !== "datum") return bool(value.kind === "bool" || value.kind === "str");
  const content = contentOf(value);
  return bool(content.kind !== "array" ? content.kind !== "object" : content.scalar === true);
}

const noArguments: CallArguments<ShapeDatum> = { positional: [], keywords: new Map(), spread: false };

/** What `np.fromiter` and `np.array` both take by name. */
function dtypeAlone(args: CallArguments<ShapeDatum>): CallArguments<ShapeDatum>["keywords"] {
  const dtype = args.keywords.get("dtype");
  return dtype === undefined ? new Map() : new Map([["dtype", dtype]]);
}
