import type { Abstract, ArrayValue, DtypeKind, Shape } from "../algebra/abstract";
import { broadcast } from "../algebra/shape";
import { add, compare, constant, minimum, multiply, type Size } from "../algebra/size";
import { permuted } from "./axes";
import { type Call, normalizeAxis, type ShapedArray } from "./call";
import { asArray, promote } from "./conversion";
import { diagonalLength } from "./creation";
import { innerProduct } from "./einsum";
import { type Element, elementsOf, makeArray, maxElements } from "./elements";
import { findBinary } from "./elementwise";
import { contract, matmul } from "./linearAlgebra";
import type { Operation, Outcome } from "./operation";
import { fail, giveUp, shapeless, tupleOf } from "./outcome";
import { flattenedArray } from "./picking";

import { reducedShape } from "./reduction";
import { method, row } from "./row";

import { withSizes } from "./shaping";
import { applyBinary } from "./ufunc";

const toFloat = (kind: DtypeKind): DtypeKind => (kind === "bool" || kind === "int" ? "float" : kind);

// ------------------------------------------------------------------------------------------------ products

function outer(call: Call): Abstract | Outcome {
  const [a, b] = [flattenedArray(call, call.array("a")), flattenedArray(call, call.array("b"))];
  const column = withSizes(a, [a.shape[0] ?? constant(1), constant(1)]);
  const row = withSizes(b, [constant(1), b.shape[0] ?? constant(1)]);
  return applyBinary(call, findBinary("multiply"), column, row, null);
}

function inner(call: Call): Abstract | Outcome {
  const result = innerProduct(call);
  if (result !== null) return result;
  return applyBinary(call, findBinary("multiply"), call.array("a"), call.array("b"), null);
}

function vdot(call: Call): Abstract {
  const [a, b] = [flattenedArray(call, call.array("a")), flattenedArray(call, call.array("b"))];
  const [first, second] = [a.shape[0] ?? constant(1), b.shape[0] ?? constant(1)];
  if (compare(first, second) === "different")
    fail("ValueError", `cannot reshape array of size ${second.text} into shape (${first.text},)`);
  const computed = contract(a, b, 0);
  return makeArray([], promote(a.dtype, b.dtype), computed?.data, {
    scalar: true,
    rounded: computed?.rounded,
    integer: call.fresh("k"),
  });
}

function kron(call: Call): Abstract {
  const [a, b] = [call.shaped("a"), call.shaped("b")];
  const ndim = Math.max(a.shape.length, b.shape.length);
  const wide = (shape: Shape): Shape => [
    ...Array.from({ length: ndim - shape.length }, () => constant(1)),
    ...shape,
  ];
  const right = wide(b.shape);
  return makeArray(
    wide(a.shape).map((size, axis) => multiply(size, right[axis] ?? constant(1))),
    promote(a.dtype, b.dtype),
    null,
    {
      integer: call.fresh("k"),
      scalar: true,
    },
  );
}

function multiDot(call: Call): Abstract {
  const value = call.need("arrays");
  if (value.kind !== "sequence") return giveUp("unknown-argument", call.name, "arrays");
  const arrays = value.items.map(asArray);
  if (arrays.length < 2) fail("ValueError", "Expecting at least two arrays.");
  const [first, ...rest] = arrays;
  let product = first ?? giveUp("unknown-argument", call.name, "arrays");
  for (const next of rest) {
    const [inner, other] = [product.shape?.at(-1), next.shape?.[0]];
    if (inner !== undefined && other !== undefined && compare(inner, other) === "different")
      return giveUp("raised", "ValueError", "shapes not aligned");
    product = matmul(product, next) ?? giveUp("unknown-argument", call.name, "arrays");
  }
  const { data: _, ...kept } = product;
  return kept;
}

// ------------------------------------------------------------------------------------------------ diagonals

function diagonalAxes(call: Call, array: ShapedArray): [number, number] {
  const ndim = array.shape.length;
  if (ndim < 2) fail("ValueError", "diag requires an array of at least two dimensions");
  const first = normalizeAxis(call.number("axis1", 0), ndim);
  const second = normalizeAxis(call.number("axis2", 1), ndim);
  if (first === second) fail("ValueError", "axis1 and axis2 cannot be the same");
  return [first, second];
}

/** The elements on a diagonal, last. */
function diagonal(call: Call, array: ShapedArray, k: number): ShapedArray {
  const [first, second] = diagonalAxes(call, array);
  const rest = array.shape.map((_, axis) => axis).filter((axis) => axis !== first && axis !== second);
  const turned = permuted(array, [...rest, first, second]);
  const [n = constant(1), m = constant(1)] = turned.shape.slice(-2);
  const length = diagonalLength(n, m, k);
  const shape = [...turned.shape.slice(0, -2), length];
  const known = elementsOf(turned);
  let data: Element[] | null = null;
  if (
    known !== null &&
    length.value !== null &&
    length.value <= maxElements &&
    n.value !== null &&
    m.value !== null
  ) {
    const [block, width] = [n.value * m.value, m.value];
    const starts =
      block === 0 ? [] : Array.from({ length: known.data.length / block }, (_, index) => index * block);
    const from = k >= 0 ? k : -k * width;
    const along = Array.from({ length: length.value }, (_, index) => from + index * (width + 1));
    data = starts.flatMap((start) => along.map((each) => known.data[start + each] ?? Number.NaN));
  }
  const result = makeArray(shape, array.dtype, data, { rounded: array.rounded });
  return { ...result, shape };
}

function diag(call: Call): Abstract {
  const array = call.shaped("v");
  const k = call.number("k", 0);
  if (array.shape.length === 2) return diagonal(call, array, k);
  if (array.shape.length !== 1) fail("ValueError", "Input must be 1- or 2-d.");
  return onDiagonal(array, k);
}

function onDiagonal(array: ShapedArray, k: number): ArrayValue {
  const [n = constant(1)] = array.shape;
  const { value } = n;
  if (value === null) {
    const size = add(n, constant(Math.abs(k)));
    return makeArray([size, size], array.dtype);
  }
  const width = value + Math.abs(k);
  const data =
    array.data === undefined || width * width > maxElements
      ? null
      : new Array<Element>(width * width).fill(array.dtype === "bool" ? false : 0);
  if (data !== null)
    for (const [index, each] of (array.data ?? []).entries())
      data[(index + Math.max(0, -k)) * width + index + Math.max(0, k)] = each;
  return makeArray([constant(width), constant(width)], array.dtype, data, { rounded: array.rounded });
}

function trace(call: Call): Abstract {
  const array = call.shaped("a");
  if (array.shape.length < 2) fail("ValueError", "diag requires an array of at least two dimensions");
  const k = call.number("offset", 0);
  const line = diagonal(call, array, k);
  const kind = array.dtype === "bool" ? "int" : array.dtype;
  const shape = line.shape.slice(0, -1);
  const single = shape.length === 0 && line.data !== undefined;
  const total = single ? (line.data ?? []).reduce((a: number, b) => a + Number(b), 0) : null;
  return makeArray(shape, kind, total === null ? null : [total], {
    scalar: true,
    rounded: kind === "float",
    integer: call.fresh("k"),
  });
}

/** `tril` and `triu`: the other triangle is zero. */
function triangular(call: Call, upper: boolean): Abstract {
  const array = call.shaped("m");
  if (array.shape.length === 0) fail("TypeError", "tuple index out of range");
  const [n = constant(1)] = array.shape;
  const shape = array.shape.length === 1 ? [n, n] : array.shape;
  const k = call.number("k", 0);
  const known = elementsOf(array);
  const width = shape[shape.length - 1]?.value ?? 0;
  const height = shape[shape.length - 2]?.value ?? 0;
  const zero = array.dtype === "bool" ? false : 0;
  const data =
    known === null || array.shape.length === 1
      ? null
      : known.data.map((each, at) => {
          const [i, j] = [Math.floor(at / width) % height, at % width];
          return (upper ? j - i >= k : j - i <= k) ? each : zero;
        });
  return makeArray(shape, array.dtype, data, { rounded: array.rounded });
}

// ------------------------------------------------------------------------------------------------ linalg

function stackOfMatrices(call: Call, parameter = "a"): ShapedArray {
  const array = call.shaped(parameter);
  if (array.shape.length < 2)
    fail(
      "LinAlgError",
      `${array.shape.length}-dimensional array given. Array must be at least two-dimensional`,
    );
  return array;
}

function squareMatrices(call: Call, parameter = "a"): ShapedArray {
  const array = stackOfMatrices(call, parameter);
  const [n, m] = array.shape.slice(-2);
  if (n !== undefined && m !== undefined && compare(n, m) === "different")
    fail("LinAlgError", "Last 2 dimensions of the array must be square");
  return array;
}

function sameShape(call: Call): Abstract {
  const array = squareMatrices(call);
  return makeArray(array.shape, toFloat(array.dtype));
}

function solve(call: Call): Abstract {
  const [a, b] = [squareMatrices(call), call.shaped("b")];
  const kind = toFloat(promote(a.dtype, b.dtype));
  const vector = b.shape.length === a.shape.length - 1;
  const n = a.shape[a.shape.length - 1];
  const rows = vector ? b.shape[b.shape.length - 1] : b.shape[b.shape.length - 2];
  const name = vector ? "solve1" : "solve";
  const signature = vector ? "(m,m),(m)->(m)" : "(m,m),(m,n)->(m,n)";
  if (rows === undefined)
    return fail(
      "ValueError",
      `${name}: Input operand 1 does not have enough dimensions (has ${b.shape.length}, gufunc core with signature ${signature} requires ${vector ? 1 : 2})`,
    );
  if (n !== undefined && compare(n, rows) === "different")
    fail(
      "ValueError",
      `${name}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature ${signature} (size ${rows.text} is different from ${n.text})`,
    );
  const core = vector ? 1 : 2;
  const outer = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -core));
  if (outer === null) return giveUp("raised", "ValueError", "operands could not be broadcast together");
  return makeArray([...outer, n ?? rows, ...(vector ? [] : b.shape.slice(-1))], kind);
}

function svd(call: Call): Abstract {
  const a = stackOfMatrices(call);
  const [m = constant(1), n = constant(1)] = a.shape.slice(-2);
  const outer = a.shape.slice(0, -2);
  const k = minimum(m, n);
  const kind = toFloat(a.dtype);
  const values = makeArray([...outer, k], kind === "complex" ? "float" : kind);
  if (!call.flag("compute_uv", true)) return values;
  const full = call.flag("full_matrices", true);
  return tupleOf(
    makeArray([...outer, m, full ? m : k], kind),
    values,
    makeArray([...outer, full ? n : k, n], kind),
  );
}

function qr(call: Call): Abstract {
  const a = stackOfMatrices(call);
  const [m = constant(1), n = constant(1)] = a.shape.slice(-2);
  const outer = a.shape.slice(0, -2);
  const mode = call.text("mode", "reduced");
  const kind = toFloat(a.dtype);
  const k = minimum(m, n);
  const made = (rows: Size, columns: Size) => makeArray([...outer, rows, columns], kind);
  if (mode === "r") return made(k, n);
  if (mode === "complete") return tupleOf(made(m, m), made(m, n));
  if (mode === "reduced") return tupleOf(made(m, k), made(k, n));
  return giveUp("unknown-argument", call.name, "mode");
}

function leastSquares(call: Call): Abstract {
  const [a, b] = [call.shaped("a"), call.shaped("b")];
  if (a.shape.length !== 2)
    fail("LinAlgError", `${a.shape.length}-dimensional array given. Array must be two-dimensional`);
  const wide = b.shape.length === 1 ? [...b.shape, constant(1)] : b.shape;
  if (wide.length !== 2)
    fail("LinAlgError", `${wide.length}-dimensional array given. Array must be two-dimensional`);
  const [m = constant(1), n = constant(1)] = a.shape;
  const [rows = constant(1)] = wide;
  if (compare(m, rows) === "different") fail("LinAlgError", "Incompatible dimensions");
  const kind = toFloat(promote(a.dtype, b.dtype));
  const real: DtypeKind = kind === "complex" ? "float" : kind;
  return tupleOf(
    makeArray([n, ...b.shape.slice(1)], kind),
    makeArray([call.fresh("k")], real),
    makeArray([], "int", null, { scalar: true, integer: call.fresh("r") }),
    makeArray([minimum(m, n)], real),
  );
}

function norm(call: Call): Abstract {
  const x = call.array("x");
  const kind: DtypeKind = x.dtype === "complex" ? "float" : toFloat(x.dtype);
  const keep = call.flag("keepdims", false);
  if (x.shape === null)
    return call.given("axis") || keep
      ? shapeless(kind, x.reason ?? call.unknownArgument("x"))
      : makeArray([], kind, null, { scalar: true });
  const axes = call.axes("axis", x.shape.length);
  if (axes === null && call.given("ord") && x.shape.length > 2)
    fail("ValueError", "Improper number of dimensions to norm.");
  if (axes !== null && axes.length !== 1 && axes.length !== 2)
    fail("ValueError", "Improper number of dimensions to norm.");
  const shape = reducedShape(x.shape, axes, keep);
  const plain = !call.given("ord") && axes === null && x.data !== undefined;
  const data = plain
    ? [Math.sqrt((x.data ?? []).reduce((total: number, each) => total + Number(each) ** 2, 0))]
    : null;
  return makeArray(shape, kind, data, { scalar: true, rounded: true });
}

function scalarOver(kind: (of: DtypeKind) => DtypeKind): (call: Call) => Abstract {
  return (call) => {
    const a = squareMatrices(call);
    return makeArray(a.shape.slice(0, -2), kind(a.dtype), null, { scalar: true });
  };
}

function eigen(kind: (of: DtypeKind) => DtypeKind, vectors: boolean): (call: Call) => Abstract {
  return (call) => {
    const a = squareMatrices(call);
    const values = makeArray(a.shape.slice(0, -1), kind(a.dtype));
    return vectors ? tupleOf(values, makeArray(a.shape, kind(a.dtype))) : values;
  };
}

const decidedByData = (): DtypeKind => "unknown";

const diagonalRow = row(
  "numpy.diagonal",
  "a, offset=0, axis1=0, axis2=1",
  (call) => {
    return diagonal(call, call.shaped("a"), call.number("offset", 0));
  },
  { view: "a" },
);
const traceRow = row("numpy.trace", "a, offset=0, axis1=0, axis2=1, dtype=None, out=None", trace);

export const linalg: readonly Operation[] = [
  row("numpy.outer", "a, b, out=None", outer),
  row("numpy.inner", "a, b, /", inner),
  row("numpy.vdot", "a, b, /", vdot),
  row("numpy.kron", "a, b", kron),
  diagonalRow,
  method(diagonalRow),
  traceRow,
  method(traceRow),
  row("numpy.diag", "v, k=0", diag, { view: "v" }),
  row("numpy.diagflat", "v, k=0", (call) =>
    onDiagonal(flattenedArray(call, call.array("v")), call.number("k", 0)),
  ),
  row("numpy.tril", "m, k=0", (call) => triangular(call, false)),
  row("numpy.triu", "m, k=0", (call) => triangular(call, true)),
  row("numpy.vander", "x, N=None, increasing=False", (call) => {
    const x = call.shaped("x");
    if (x.shape.length !== 1) fail("ValueError", "x must be a one-dimensional array or sequence.");
    const [n = constant(1)] = x.shape;
    return makeArray([n, call.integer("N", n)], x.dtype === "bool" ? "int" : x.dtype);
  }),
  row("numpy.linalg.inv", "a", sameShape),
  row("numpy.linalg.cholesky", "a", sameShape),
  row("numpy.linalg.matrix_power", "a, n", (call) => {
    const a = squareMatrices(call);
    const n = call.integer("n").value;
    return makeArray(a.shape, n !== null && n < 0 ? toFloat(a.dtype) : n === null ? "unknown" : a.dtype);
  }),
  row("numpy.linalg.pinv", "a, rcond=1e-15, hermitian=False", (call) => {
    const a = stackOfMatrices(call);
    const [m = constant(1), n = constant(1)] = a.shape.slice(-2);
    return makeArray([...a.shape.slice(0, -2), n, m], toFloat(a.dtype));
  }),
  row("numpy.linalg.solve", "a, b", solve),
  row("numpy.linalg.det", "a", scalarOver(toFloat)),
  row("numpy.linalg.slogdet", "a", (call) => {
    const a = squareMatrices(call);
    const outer = a.shape.slice(0, -2);
    const kind = toFloat(a.dtype);
    return tupleOf(
      makeArray(outer, kind, null, { scalar: true }),
      makeArray(outer, kind === "complex" ? "float" : kind, null, { scalar: true }),
    );
  }),
  row("numpy.linalg.eig", "a", eigen(decidedByData, true)),
  row("numpy.linalg.eigvals", "a", eigen(decidedByData, false)),
  row("numpy.linalg.eigh", "a, UPLO='L'", eigen(toFloat, true)),
  row("numpy.linalg.eigvalsh", "a, UPLO='L'", eigen(toFloat, false)),
  row("numpy.linalg.svd", "a, full_matrices=True, compute_uv=True, hermitian=False", svd),
  row("numpy.linalg.qr", "a, mode='reduced'", qr),
  row("numpy.linalg.lstsq", "a, b, rcond='warn'", leastSquares),
  row("numpy.linalg.norm", "x, ord=None, axis=None, keepdims=False", norm),
  row("numpy.linalg.cond", "x, p=None", (call) => {
    const x = stackOfMatrices(call, "x");
    return makeArray(x.shape.slice(0, -2), "float", null, { scalar: true });
  }),
  row("numpy.linalg.matrix_rank", "A, tol=None, hermitian=False", (call) => {
    const a = call.shaped("A");
    if (a.shape.length < 2) return { kind: "int", size: call.fresh("r") };
    return makeArray(a.shape.slice(0, -2), "int", null, { scalar: true, integer: call.fresh("r") });
  }),
  row("numpy.linalg.multi_dot", "arrays, *, out=None", multiDot),
];
