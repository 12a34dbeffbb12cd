import type { Abstract, DtypeKind } from "../algebra/abstract";
import { constant, product, type Size } from "../algebra/size";
import type { Call } from "./call";
import { recast } from "./creation";
import { dtypeNamed, dtypeOf } from "./dtypes";
import { makeArray } from "./elements";
import type { Operation } from "./operation";
import { fail, giveUp } from "./outcome";
import { row } from "./row";

const named = (name: string, value: Abstract): Operation => row(name, "", () => value, { attribute: true });

const float = (value: number): Abstract => ({ kind: "float", value });

const floats: Readonly<Record<string, number>> = {
  pi: Math.PI,
  e: Math.E,
  euler_gamma: 0.5772156649015329,
  inf: Number.POSITIVE_INFINITY,
  Inf: Number.POSITIVE_INFINITY,
  Infinity: Number.POSITIVE_INFINITY,
  PINF: Number.POSITIVE_INFINITY,
  NINF: Number.NEGATIVE_INFINITY,
  nan: Number.NaN,
  NaN: Number.NaN,
  NAN: Number.NaN,
};

const types = [
  "bool_",
  "bool8",
  "int_",
  "intp",
  "intc",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "float_",
  "float16",
  "float32",
  "float64",
  "double",
  "single",
  "half",
  "longdouble",
  "complex_",
  "complex64",
  "complex128",
  "str_",
  "object_",
  "datetime64",
  "timedelta64",
];

const irregular: Readonly<Record<string, { kind: DtypeKind; narrow: boolean }>> = {
  bool8: { kind: "bool", narrow: false },
  intp: { kind: "int", narrow: false },
  intc: { kind: "int", narrow: true },
  double: { kind: "float", narrow: false },
  float_: { kind: "float", narrow: false },
  single: { kind: "float", narrow: true },
  half: { kind: "float", narrow: true },
  longdouble: { kind: "float", narrow: true },
};

function typeRow(name: string): Operation {
  const found = irregular[name] ?? dtypeNamed(name) ?? { kind: "unknown" as const, narrow: true };
  return named(`numpy.${name}`, {
    kind: "dtype",
    dtype: found.kind,
    ...(found.narrow ? { narrow: true } : {}),
  });
}

/** A type called: `np.float32(x)` is a scalar, or an array where x is one. */
function typeCall(call: Call): Abstract {
  const dtype = dtypeOf(call.need("self"));
  if (dtype === null) return giveUp("unknown-argument", call.name, "self");
  const value = call.get("value");
  if (value === undefined)
    return makeArray([], dtype.kind, dtype.kind === "bool" ? [false] : [0], { scalar: true });
  const array = call.array("value");
  const size: Size | undefined = array.integer;
  const cast = recast(array, dtype.kind, dtype.narrow);
  if (cast.shape === null) return cast;
  // float64 is a subclass of Python's float, which takes an array of one element for a number.
  const single = cast.shape.length > 0 && product(cast.shape).value === 1 && dtype.kind === "float";
  if (single && dtype.narrow) return giveUp("unknown-argument", call.name, "value");
  if (single) return makeArray([], "float", cast.data, { scalar: true, rounded: cast.rounded });
  return makeArray(cast.shape, dtype.kind, cast.data, {
    scalar: true,
    rounded: cast.rounded,
    integer: size ?? (dtype.kind === "int" ? call.fresh("k") : undefined),
  });
}

const nothing = (): Abstract => ({ kind: "none" });

/** Functions that are called for what they do, not for what they give. */
const silent: Readonly<Record<string, string>> = {
  "numpy.set_printoptions": "**kwargs",
  "numpy.save": "file, arr, allow_pickle=True, fix_imports=True",
  "numpy.savez": "file, *args, **kwds",
  "numpy.savez_compressed": "file, *args, **kwds",
  "numpy.savetxt":
    "fname, X, fmt='%.18e', delimiter=' ', newline='\\n', header='', footer='', comments='# ', encoding=None",
  "numpy.testing.assert_allclose":
    "actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True",
  "numpy.testing.assert_almost_equal": "actual, desired, decimal=7, err_msg='', verbose=True",
  "numpy.testing.assert_array_almost_equal": "x, y, decimal=6, err_msg='', verbose=True",
  "numpy.testing.assert_array_equal": "x, y, err_msg='', verbose=True",
  "numpy.testing.assert_equal": "actual, desired, err_msg='', verbose=True",
};

const texts: Readonly<Record<string, string>> = {
  "numpy.array2string": "a, **kwargs",
  "numpy.array_str": "a, max_line_width=None, precision=None, suppress_small=None",
  "numpy.array_repr": "arr, max_line_width=None, precision=None, suppress_small=None",
};

/** Objects whose members are not followed. */
const objects: Readonly<Record<string, { signature: string; name: string }>> = {
  "numpy.errstate": { signature: "**kwargs", name: "numpy.errstate" },
  "numpy.printoptions": { signature: "*args, **kwargs", name: "numpy.printoptions" },
  "numpy.seterr": { signature: "all=None, divide=None, over=None, under=None, invalid=None", name: "dict" },
  "numpy.geterr": { signature: "", name: "dict" },
  "numpy.get_printoptions": { signature: "", name: "dict" },
  "numpy.finfo": { signature: "dtype", name: "numpy.finfo" },
  "numpy.iinfo": { signature: "type", name: "numpy.iinfo" },
  "numpy.vectorize": {
    signature: "pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None",
    name: "numpy.vectorize",
  },
  "numpy.nditer": { signature: "op, *args, **kwargs", name: "numpy.nditer" },
  "numpy.ndenumerate": { signature: "arr", name: "numpy.ndenumerate" },
};

/** Readers of files: what they give is in the file. */
const readers: Readonly<Record<string, string>> = {
  "numpy.load": "file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII', **kwargs",
  "numpy.loadtxt":
    "fname, dtype=float, comments='#', delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0, encoding='bytes', max_rows=None, **kwargs",
  "numpy.genfromtxt":
    "fname, dtype=float, comments='#', delimiter=None, skip_header=0, skip_footer=0, **kwargs",
};

function reader([name, signature]: [string, string]): Operation {
  const [parameter = ""] = signature.split(",");
  return row(name, signature, (call) => {
    const file = call.get(parameter);
    return giveUp("file-data", call.name, file?.kind === "str" && file.value !== null ? file.value : "");
  });
}

const asInt = (size: Size): Abstract => ({ kind: "int", size });

export const constants: readonly Operation[] = [
  ...Object.entries(floats).map(([name, value]) => named(`numpy.${name}`, float(value))),
  named("numpy.newaxis", { kind: "none" }),
  named("numpy.True_", makeArray([], "bool", [true], { scalar: true })),
  named("numpy.False_", makeArray([], "bool", [false], { scalar: true })),
  named("numpy.__version__", { kind: "str", value: null }),
  ...types.map(typeRow),
  row("dtype.call", "self, value=None", typeCall),
  row("numpy.dtype", "dtype, align=False, copy=False", (call) => {
    const value = call.need("dtype");
    const found = dtypeOf(value);
    return found === null
      ? giveUp("unknown-argument", call.name, "dtype")
      : { kind: "dtype", dtype: found.kind, ...(found.narrow ? { narrow: true } : {}) };
  }),
  ...Object.entries(silent).map(([name, signature]) => row(name, signature, nothing)),
  ...Object.entries(texts).map(([name, signature]) =>
    row(name, signature, () => ({ kind: "str", value: null })),
  ),
  ...Object.entries(objects).map(([name, { signature, name: type }]) =>
    row(name, signature, () => ({ kind: "object", name: type })),
  ),
  ...Object.entries(readers).map(reader),
  row("numpy.fromfile", "file, dtype=float, count=-1, sep='', offset=0, **kwargs", (call) => {
    const many = call.get("count") === undefined ? null : call.number("count");
    const size = many === null || many < 0 ? call.fresh("n") : call.integer("count");
    return makeArray([size], call.dtype()?.kind ?? "float");
  }),
  row("numpy.memmap", "filename, dtype=None, mode='r+', offset=0, shape=None, order='C'", (call) =>
    makeArray(call.given("shape") ? call.shape("shape") : [call.fresh("n")], call.dtype()?.kind ?? "int"),
  ),
  row("numpy.finfo.eps", "self", () => makeArray([], "float", null, { scalar: true }), { attribute: true }),
  row("numpy.finfo.max", "self", () => makeArray([], "float", null, { scalar: true }), { attribute: true }),
  row("numpy.finfo.min", "self", () => makeArray([], "float", null, { scalar: true }), { attribute: true }),
  row("numpy.finfo.tiny", "self", () => makeArray([], "float", null, { scalar: true }), { attribute: true }),
  row("numpy.iinfo.max", "self", (call) => asInt(call.fresh("k")), { attribute: true }),
  row("numpy.iinfo.min", "self", (call) => asInt(call.fresh("k")), { attribute: true }),
  row("numpy.ndim", "a", (call) => asInt(constant(call.shaped("a").shape.length))),
  row("numpy.shape", "a", (call) => ({
    kind: "sequence",
    type: "tuple",
    items: call.shaped("a").shape.map(asInt),
  })),
  row("numpy.size", "a, axis=None", (call) => {
    const a = call.shaped("a");
    const axis = call.given("axis") ? call.number("axis") : null;
    if (axis === null) return asInt(product(a.shape));
    const at = axis < 0 ? axis + a.shape.length : axis;
    const size = a.shape[at];
    return size === undefined ? fail("IndexError", "tuple index out of range") : asInt(size);
  }),
  row("numpy.isscalar", "element", (call) => {
    const value = call.need("element");
    if (value.kind === "unknown" || value.kind === "object") return { kind: "bool", value: null };
    const plain = ["int", "float", "bool", "complex", "str"].includes(value.kind);
    return { kind: "bool", value: plain || (value.kind === "array" && value.scalar === true) };
  }),
  row("numpy.iterable", "y", () => ({ kind: "bool", value: null })),
  row("numpy.iscomplexobj", "x", (call) => {
    const { dtype } = call.array("x");
    return { kind: "bool", value: dtype === "unknown" || dtype === "object" ? null : dtype === "complex" };
  }),
  row("numpy.may_share_memory", "a, b, max_work=None", () => ({ kind: "bool", value: null })),
  row("numpy.shares_memory", "a, b, max_work=None", () => ({ kind: "bool", value: null })),
  row("numpy.issubdtype", "arg1, arg2", () => ({ kind: "bool", value: null })),
  row("numpy.can_cast", "from_, to, casting='safe'", () => ({ kind: "bool", value: null })),
];
