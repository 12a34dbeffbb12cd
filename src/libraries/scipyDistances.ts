import { add, constant, floorDivide, multiply, type Size, subtract } from "../algebra/size";
import { fn, type LibraryFunction, type LibraryModule } from "../domains/library";
import { given, opaque, rowsOf, scalar, sizesOf } from "./values";

// scipy.spatial.distance and scipy.cluster.hierarchy.

const between: LibraryFunction = fn("XA, XB, *args, **kwargs", (call) =>
  call.array([rowsOf(call, call.get("XA")), rowsOf(call, call.get("XB"))], "float"),
);

/** How many pairs of n things there are. */
const pairs = (n: Size): Size => floorDivide(multiply(n, subtract(n, constant(1))), constant(2)) ?? n;

const vectorDistance: LibraryFunction = fn("u, v, *args, **kwargs", (call) => scalar(call, "float"));

export const distance: LibraryModule = {
  name: "scipy.spatial.distance",
  members: {
    cdist: between,
    pdist: fn("X, *args, **kwargs", (call) => call.array([pairs(rowsOf(call, call.get("X")))], "float")),
    squareform: fn("X, *args, **kwargs", (call) => {
      const shape = sizesOf(call, call.get("X"));
      const [n] = shape ?? [];
      if (shape === null || n === undefined) return call.unknown("unknown-argument", "squareform", "X");
      if (shape.length === 2) return call.array([pairs(n)], "float");
      const side =
        n.value === null ? call.fresh("n") : constant(Math.round((1 + Math.sqrt(1 + 8 * n.value)) / 2));
      return call.array([side, side], "float");
    }),
    ...Object.fromEntries(
      [
        "euclidean",
        "cosine",
        "cityblock",
        "minkowski",
        "hamming",
        "jaccard",
        "correlation",
        "chebyshev",
        "sqeuclidean",
        "mahalanobis",
      ].map((name) => [name, vectorDistance]),
    ),
  },
};

export const hierarchy: LibraryModule = {
  name: "scipy.cluster.hierarchy",
  members: {
    linkage: fn("y, method='single', metric='euclidean', optimal_ordering=False", (call) => {
      const shape = sizesOf(call, call.get("y"));
      const [n] = shape ?? [];
      if (shape === null || n === undefined) return call.arg("y");
      const rows =
        shape.length === 2
          ? n
          : n.value === null
            ? call.fresh("n")
            : constant(Math.round((1 + Math.sqrt(1 + 8 * n.value)) / 2));
      return call.array([subtract(rows, constant(1)), 4], "float");
    }),
    fcluster: fn("Z, t, *args, **kwargs", (call) =>
      call.array([add(rowsOf(call, call.get("Z")), constant(1))], "int"),
    ),
    dendrogram: fn("Z, *args, **kwargs", () => opaque("scipy.dendrogram")),
    cophenet: fn("Z, Y=None", (call) =>
      given(call, "Y") === null
        ? call.array([call.fresh("n")], "float")
        : call.tuple([call.array([], "float"), call.array([call.fresh("n")], "float")]),
    ),
    inconsistent: fn("Z, d=2", (call) => call.array([rowsOf(call, call.get("Z")), 4], "float")),
  },
};
