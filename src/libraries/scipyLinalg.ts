import { add, constant, minimum, type Size } from "../algebra/size";
import { fn, type LibraryFunction, type LibraryModule } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { given, none, rowsOf, sizesOf } from "./values";

// scipy.linalg, and the solvers for sparse matrices.

const asNumpy = (name: string, parameters: readonly string[]): LibraryFunction =>
  fn(`${parameters.join(", ")}, **kwargs`, (call) =>
    call.numpy(`numpy.linalg.${name}`, ...parameters.flatMap((each) => call.get(each) ?? [])),
  );

/** As the function of NumPy, with the arguments that decide the result's form. */
const likeNumpy = (name: string, signature: string): LibraryFunction =>
  fn(`${signature}, **kwargs`, (call) => {
    const names = signature.split(", ").map((each) => each.replace(/=.*/, ""));
    const passed = names.map((each) => call.get(each));
    const last = passed.findLastIndex((each) => each !== undefined);
    const defaults = signature.split(", ").map((each) => each.split("=")[1]);
    return call.numpy(
      `numpy.linalg.${name}`,
      ...passed.slice(0, last + 1).map((each, at): ShapeValue => {
        if (each !== undefined) return each;
        const fallback = defaults[at];
        return fallback === "True" || fallback === "False"
          ? { kind: "bool", value: fallback === "True" }
          : none;
      }),
    );
  });

/** `solve_triangular(A, b)`: the right side's shape. */
const likeRightSide = fn("a, b, *more, **kwargs", (call) => call.like(call.arg("b"), "float"));

const square = fn("c, *args, **kwargs", (call) => {
  const rows = rowsOf(call, call.get("c"));
  return call.array([rows, rows], "float");
});

const sameShape = fn("A, *args, **kwargs", (call) => call.like(call.arg("A"), "float"));

export const linalg: LibraryModule = {
  name: "scipy.linalg",
  members: {
    ...Object.fromEntries(
      ["inv", "det", "pinv", "eig", "eigvals", "eigvalsh"].map((name) => [name, asNumpy(name, ["a"])]),
    ),
    svd: likeNumpy("svd", "a, full_matrices=True, compute_uv=True"),
    norm: likeNumpy("norm", "a, ord=None, axis=None, keepdims=False"),
    eigh: fn("a, b=None, *, subset_by_index=None, eigvals=None, eigvals_only=False, **kwargs", (call) => {
      if (given(call, "subset_by_index") !== null || given(call, "eigvals") !== null)
        return call.unknown("not-supported", "scipy.linalg.eigh(subset_by_index=…)");
      const only = call.flag("eigvals_only", false);
      if (only === null) return call.unknown("unknown-argument", "scipy.linalg.eigh", "eigvals_only");
      return call.numpy(only ? "numpy.linalg.eigvalsh" : "numpy.linalg.eigh", call.arg("a"));
    }),
    solve_triangular: likeRightSide,
    solve_banded: likeRightSide,
    cho_solve: fn("c_and_lower, b, **kwargs", (call) => call.like(call.arg("b"), "float")),
    lu_solve: fn("lu_and_piv, b, **kwargs", (call) => call.like(call.arg("b"), "float")),
    cho_factor: fn("a, lower=False, **kwargs", (call) =>
      call.tuple([call.like(call.arg("a"), "float"), call.get("lower") ?? { kind: "bool", value: false }]),
    ),
    lu_factor: fn("a, **kwargs", (call) =>
      call.tuple([call.like(call.arg("a"), "float"), call.array([rowsOf(call, call.get("a"))], "int")]),
    ),
    lu: fn("a, permute_l=False, **kwargs", (call) => {
      const [m, n] = sizesOf(call, call.get("a")) ?? [];
      const isShort = call.flag("permute_l", false);
      if (m === undefined || n === undefined || isShort === null)
        return call.unknown("unknown-argument", "scipy.linalg.lu", "a");
      const k = minimum(m, n);
      const parts = [call.array([m, k], "float"), call.array([k, n], "float")];
      return call.tuple(isShort ? parts : [call.array([m, m], "float"), ...parts]);
    }),
    circulant: square,
    hankel: fn("c, r=None", (call) => {
      const rows = rowsOf(call, call.get("c"));
      return call.array([rows, given(call, "r") === null ? rows : rowsOf(call, call.get("r"))], "float");
    }),
    hilbert: fn("n", (call) => call.array([call.integer("n", 1), call.integer("n", 1)], "float")),
    solve: asNumpy("solve", ["a", "b"]),
    lstsq: asNumpy("lstsq", ["a", "b"]),
    cholesky: sameShape,
    expm: sameShape,
    sqrtm: sameShape,
    logm: sameShape,
    qr: fn("a, overwrite_a=False, lwork=None, mode='full', **kwargs", (call) => {
      const [m, n] = sizesOf(call, call.get("a")) ?? [];
      if (m === undefined || n === undefined) return call.unknown("unknown-argument", "scipy.linalg.qr", "a");
      if (call.text("mode") !== "economic")
        return call.tuple([call.array([m, m], "float"), call.array([m, n], "float")]);
      const k = minimum(m, n);
      return call.tuple([call.array([m, k], "float"), call.array([k, n], "float")]);
    }),
    toeplitz: fn("c, r=None", (call) => {
      const rows = rowsOf(call, call.get("c"));
      return call.array([rows, given(call, "r") === null ? rows : rowsOf(call, call.get("r"))], "float");
    }),
    block_diag: fn("*arrs", (call) => {
      const shapes = call.rest.map((each) => sizesOf(call, each));
      const total = (axis: number): Size =>
        shapes.map((shape) => shape?.[axis] ?? constant(1)).reduce(add, constant(0));
      return call.array([total(0), total(1)], "float");
    }),
  },
};

const sparseSolution = (name: string): LibraryFunction =>
  fn("A, b, *args, **kwargs", (call) =>
    name === "spsolve"
      ? call.like(call.arg("b"), "float")
      : call.tuple([call.like(call.arg("b"), "float"), call.int(call.fresh("info"))]),
  );

export const sparseLinalg: LibraryModule = {
  name: "scipy.sparse.linalg",
  members: Object.fromEntries(
    ["spsolve", "cg", "gmres", "bicgstab"].map((name) => [name, sparseSolution(name)]),
  ),
};
