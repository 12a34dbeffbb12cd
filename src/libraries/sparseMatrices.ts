import type { DtypeKind } from "../algebra/abstract";
import { add, constant, minimum, multiply, type Size, subtract } from "../algebra/size";
import {
  cls,
  fn,
  type LibraryCall,
  type LibraryClass,
  type LibraryFunction,
  type LibraryModule,
} from "../domains/library";
import type { ShapeInstance, ShapeValue } from "../domains/shapes/datum";
import { asMatrix } from "../domains/shapes/matrix";
import { subscript } from "../interpreter/subscript";
import type { Read } from "./estimators";
import { given, itemsOf, maybe, none, sizesOf } from "./values";

// scipy.sparse: matrices of which most entries are zero. They are objects of their own, always of two axes.

const one = constant(1);

/** The two sizes of a matrix; null for what is no such matrix. */
function sparseSizes(call: LibraryCall, value: ShapeValue | undefined): readonly [Size, Size] | null {
  if (value?.kind !== "instance" || !value.attributes.has("__stored__")) return null;
  const stored = value.attributes.get("shape")?.value;
  const [rows, columns] = (itemsOf(stored) ?? []).map((each) => sizeOf(call, each));
  return rows == null || columns == null ? null : [rows, columns];
}

function sizeOf(call: LibraryCall, value: ShapeValue): Size | null {
  const abstract = call.abstract(value);
  if (abstract.kind === "int") return abstract.size;
  if (abstract.kind !== "array" || abstract.shape?.length !== 0) return null;
  return abstract.integer ?? null;
}

const own = (call: LibraryCall): readonly [Size, Size] =>
  sparseSizes(call, call.self) ?? [call.fresh("m"), call.fresh("n")];

const dense: Read = (call) => call.array(own(call), "float");
const same = fn("*args, **kwargs", (call) => call.self);

/** How many entries are kept. */
const stored = (call: LibraryCall): Size => {
  const value = call.attribute("__stored__");
  return (value === undefined ? null : sizeOf(call, value)) ?? call.fresh("nnz");
};

/** What a matrix is made from says how large it is: its sizes, a dense array, or entries and where they stand. */
function sizesFrom(call: LibraryCall, source: ShapeValue): readonly [Size, Size] {
  const sparse = sparseSizes(call, source);
  if (sparse !== null) return sparse;
  const named = (): [Size, Size] => [call.fresh("m"), call.fresh("n")];
  if (source.kind === "tuple") {
    const parts = itemsOf(source) ?? [];
    const [rows, columns] = parts.map((each) => sizeOf(call, each));
    return parts.length === 2 && rows != null && columns != null ? [rows, columns] : named();
  }
  const shape = sizesOf(call, source) ?? [];
  const [rows, columns] = shape.length === 1 ? [one, shape[0]] : shape;
  return rows === undefined || columns === undefined ? named() : [rows, columns];
}

/** `(data, indices, indptr)`: one pointer more than there are rows, or columns. */
function compressedSizes(
  call: LibraryCall,
  format: string,
  source: ShapeValue,
): readonly [Size, Size] | null {
  const parts = source.kind === "tuple" ? (itemsOf(source) ?? []) : [];
  const pointers = parts.length === 3 ? sizesOf(call, parts[2])?.[0] : undefined;
  if (pointers === undefined) return null;
  const across = subtract(pointers, one);
  return format === "csc" ? [call.fresh("m"), across] : [across, call.fresh("n")];
}

/** How many entries the source lists. Only the format of coordinates keeps those that stand at one place apart. */
function storedIn(call: LibraryCall, format: string, source: ShapeValue): Size {
  const [data] = source.kind === "tuple" ? (itemsOf(source) ?? []) : [];
  const listed = format === "coo" ? sizesOf(call, data) : null;
  return listed?.length === 1 && listed[0] !== undefined ? listed[0] : call.fresh("nnz");
}

/** The matrix product with an array, or with another such matrix. */
const product = (reflected: boolean): LibraryFunction =>
  fn("other", (call) => {
    const other = call.arg("other");
    const sizes = sparseSizes(call, other);
    const [rows, columns] = own(call);
    if (sizes !== null)
      return reflected
        ? sparseMatrix(call, [sizes[0], columns], "float")
        : sparseMatrix(call, [rows, sizes[1]], "float");
    return reflected
      ? call.numpy("numpy.matmul", other, dense(call))
      : call.numpy("numpy.matmul", dense(call), other);
  });

/** `*` is the matrix product, but for a number. */
const times = (reflected: boolean): LibraryFunction =>
  fn("other", (call) => {
    const shape = sizesOf(call, call.get("other"));
    return shape?.length === 0 ? call.self : product(reflected).body(call);
  });

/** A sum with another such matrix. With an array it is a matrix that is not sparse. */
const sum = fn("other", (call) => {
  const other = call.arg("other");
  if (sparseSizes(call, other) !== null) return call.self;
  return other.kind === "unknown" ? other : asMatrix(dense(call));
});

const quotient = fn("other", (call) => {
  const shape = sizesOf(call, call.get("other"));
  return shape?.length === 0 ? call.self : call.unknown("not-supported", "/");
});

/** Along an axis: what remains keeps both axes. */
const folded = (keeps: (call: LibraryCall, sizes: readonly [Size, Size]) => ShapeValue): LibraryFunction =>
  fn("axis=None, *args, **kwargs", (call) => {
    const axis = given(call, "axis");
    if (axis === null) return call.array([], "float");
    const number = call.machine.integer(axis);
    const [rows, columns] = own(call);
    if (number === null) return call.unknown("unknown-argument", "sum", "axis");
    return keeps(call, number === 0 || number === -2 ? [one, columns] : [rows, one]);
  });

const asDense = (call: LibraryCall, sizes: readonly [Size, Size]) => asMatrix(call.array(sizes, "float"));
const asSparse = (call: LibraryCall, sizes: readonly [Size, Size]) => sparseMatrix(call, sizes, "float");

/** How much of an axis an index leaves; null for a single place. */
function left(call: LibraryCall, size: Size, index: ShapeValue): Size | "one" | null {
  if (sizesOf(call, index)?.length === 0) return "one";
  const picked = subscript(call.machine, call.array([size], "int"), index, call.site);
  const shape = sizesOf(call, picked);
  return shape?.length === 1 ? (shape[0] ?? null) : null;
}

const item = fn("key", (call) => {
  const key = call.arg("key");
  const [rows, columns] = own(call);
  const whole: ShapeValue = { kind: "slice", start: none, stop: none, step: none };
  const indices = key.kind === "tuple" ? (itemsOf(key) ?? []) : [key];
  const [first = whole, second = whole] = indices;
  const [a, b] = [left(call, rows, first), left(call, columns, second)];
  if (a === null || b === null) return call.unknown("not-supported", "[]");
  if (a === "one" && b === "one") return call.array([], "float");
  // Two lists pick single entries, pairwise.
  if (a !== "one" && b !== "one" && first.kind !== "slice" && second.kind !== "slice")
    return call.unknown("not-supported", "[]");
  return sparseMatrix(call, [a === "one" ? one : a, b === "one" ? one : b], "float");
});

const vector =
  (dtype: DtypeKind): Read =>
  (call) =>
    call.array([stored(call)], dtype);

const formats = ["csr", "csc", "coo", "lil", "dok"];

const sparseClass = (format: string): LibraryClass =>
  cls("arg1, shape=None, dtype=None, copy=False", {
    construct: (call) => {
      const source = call.arg("arg1");
      const stated = itemsOf(call.get("shape"))?.map((each) => sizeOf(call, each)) ?? [];
      const made = compressedSizes(call, format, source) ?? sizesFrom(call, source);
      const sizes = made.map((size, axis) => stated[axis] ?? size);
      keep(call, sizes, storedIn(call, format, source));
    },
    methods: {
      toarray: fn("*args", dense),
      todense: fn("*args", (call) => asMatrix(dense(call))),
      ...Object.fromEntries(formats.map((each) => [`to${each}`, same])),
      copy: same,
      astype: same,
      conj: same,
      power: same,
      sqrt: same,
      getnnz: fn("axis=None", (call) =>
        given(call, "axis") === null ? call.int(stored(call)) : call.unknown("not-supported", "getnnz"),
      ),
      count_nonzero: fn("", (call) => call.int(call.fresh("k"))),
      dot: product(false),
      transpose: fn("*args, **kwargs", (call) => transposed(call)),
      sum: folded(asDense),
      mean: folded(asDense),
      max: folded(asSparse),
      min: folded(asSparse),
      argmax: folded(asDense),
      argmin: folded(asDense),
      getrow: fn("i", (call) => sparseMatrix(call, [one, own(call)[1]], "float")),
      getcol: fn("j", (call) => sparseMatrix(call, [own(call)[0], one], "float")),
      diagonal: fn("k=0", (call) => call.array([minimum(...own(call))], "float")),
      nonzero: fn("", (call) => {
        const count = call.fresh("nnz");
        return call.tuple([call.array([count], "int"), call.array([count], "int")]);
      }),
      multiply: fn("other", (call) => {
        const other = call.arg("other");
        const sizes = sparseSizes(call, other);
        const operand = sizes === null ? other : call.array(sizes, "float");
        const shape = sizesOf(call, call.numpy("numpy.multiply", dense(call), operand));
        return shape === null
          ? call.unknown("unknown-argument", "multiply", "other")
          : sparseFrom(call, shape);
      }),
      ...Object.fromEntries(
        ["setdiag", "eliminate_zeros", "sum_duplicates", "sort_indices", "resize", "__setitem__"].map(
          (name) => [name, fn("*args, **kwargs", () => none)],
        ),
      ),
      __getitem__: item,
      __matmul__: product(false),
      __rmatmul__: product(true),
      __mul__: times(false),
      __rmul__: times(true),
      __add__: sum,
      __radd__: sum,
      __sub__: sum,
      __rsub__: sum,
      __truediv__: quotient,
      __pow__: same,
      __neg__: same,
      __abs__: same,
    },
    properties: {
      A: dense,
      T: (call) => transposed(call),
      nnz: (call) => call.int(stored(call)),
      ndim: (call) => call.int(2),
      data: (call) =>
        ["lil", "dok"].includes(format) ? call.unknown("not-supported", "data") : vector("float")(call),
      ...(format === "coo" ? { row: vector("int"), col: vector("int") } : {}),
      ...(format === "csr" || format === "csc"
        ? {
            indices: vector("int"),
            indptr: (call: LibraryCall) => call.array([add(own(call)[format === "csr" ? 0 : 1], one)], "int"),
          }
        : {}),
    },
  });

const classes = Object.fromEntries(formats.map((format) => [`${format}_matrix`, sparseClass(format)]));
/** What scikit-learn and products give. */
const csr = sparseClass("csr");

function keep(call: LibraryCall, sizes: readonly Size[], count: Size): void {
  const shape = call.tuple(sizes.map((size) => call.int(size)));
  call.setAttribute("shape", shape);
  call.setAttribute("__stored__", call.int(count));
}

const transposed = (call: LibraryCall): ShapeValue => {
  const [rows, columns] = own(call);
  return sparseMatrix(call, [columns, rows], "float");
};

const sparseFrom = (call: LibraryCall, shape: readonly Size[]): ShapeValue =>
  sparseMatrix(call, shape, "float");

export function sparseMatrix(call: LibraryCall, shape: readonly Size[], _dtype: DtypeKind): ShapeInstance {
  return call.instance("scipy.sparse.csr_matrix", csr, {
    shape: call.tuple(shape.map((size) => call.int(size))),
    __stored__: call.int(call.fresh("nnz")),
  });
}

// ------------------------------------------------------------------------------------------------ functions

/** Matrices on top of one another or side by side. */
const stacked = (axis: 0 | 1): LibraryFunction =>
  fn("blocks, format=None, dtype=None", (call) => {
    const blocks = itemsOf(call.get("blocks"));
    const shapes = blocks?.map((each) => sparseSizes(call, each) ?? sizesOf(call, each)) ?? [];
    const [first] = shapes;
    if (first == null || shapes.some((each) => each?.length !== 2))
      return sparseMatrix(call, [call.fresh("m"), call.fresh("n")], "float");
    const along = shapes.map((each) => each?.[axis] ?? one).reduce(add);
    const across = first[1 - axis] ?? one;
    return sparseMatrix(call, axis === 0 ? [along, across] : [across, along], "float");
  });

const sized = (signature: string): LibraryFunction =>
  fn(signature, (call) => {
    const rows = call.integer("m", 1);
    return sparseMatrix(call, [rows, given(call, "n") === null ? rows : call.integer("n", 1)], "float");
  });

export const sparse: LibraryModule = {
  name: "scipy.sparse",
  members: {
    ...classes,
    diags: fn("diagonals, offsets=0, shape=None, format=None, dtype=None", (call) => {
      const stated = itemsOf(call.get("shape"))?.map((each) => sizeOf(call, each)) ?? [];
      const [first] = itemsOf(call.get("diagonals")) ?? [];
      const [offset] = itemsOf(call.get("offsets")) ?? [call.get("offsets") ?? call.int(0)];
      const shift = offset === undefined ? null : call.machine.integer(offset);
      const length = sizesOf(call, first)?.[0] ?? sizesOf(call, call.get("diagonals"))?.[0];
      // A diagonal is as long as the square is wide, less what it lies off the middle.
      const side =
        length === undefined || shift === null ? call.fresh("n") : add(length, constant(Math.abs(shift)));
      return sparseMatrix(call, [stated[0] ?? side, stated[1] ?? side], "float");
    }),
    eye: sized("m, n=None, *args, **kwargs"),
    identity: sized("m, dtype=None, format=None"),
    random: sized("m, n, *args, **kwargs"),
    rand: sized("m, n, *args, **kwargs"),
    vstack: stacked(0),
    hstack: stacked(1),
    kron: fn("A, B, format=None", (call) => {
      const [a, b] = ["A", "B"].map((name) => {
        const value = call.get(name);
        return sparseSizes(call, value) ?? sizesOf(call, value);
      });
      const sizes = [0, 1].map((axis) => {
        const [x, y] = [a?.[axis], b?.[axis]];
        return x === undefined || y === undefined ? call.fresh("k") : multiply(x, y);
      });
      return sparseMatrix(call, sizes, "float");
    }),
    issparse: fn("x", (call) =>
      sparseSizes(call, call.get("x")) === null ? maybe : { kind: "bool", value: true },
    ),
    isspmatrix: fn("x", (call) =>
      sparseSizes(call, call.get("x")) === null ? maybe : { kind: "bool", value: true },
    ),
  },
};
