import fc, { type Arbitrary } from "fast-check";
import { operations } from "../../src/numpy/table";
import {
  anyArray,
  anyAxis,
  arrayOf,
  axisOf,
  bool,
  cases,
  dtype,
  filled,
  float,
  floatOrInt,
  int,
  ints,
  list,
  none,
  pair,
  plainCase,
  realNumber,
  scalar,
  shapeOf,
  size,
  str,
  tuple,
  validAxis,
  wholeNumber,
} from "./arbitraries";
import type { Case, Concrete, ConcreteArray } from "./concrete";
import { generate, withMethod } from "./registry";

// Generated arguments for statistics, linear algebra, sums of products, polynomials, constants.

const small = fc.integer({ min: 1, max: 4 });
const float64: Arbitrary<"float"> = fc.constant("float");

const axisCase = (arrays: Arbitrary<ConcreteArray>): Arbitrary<Case> =>
  arrays.chain((array) =>
    cases(fc.constant([array]), {
      axis: fc.oneof(
        { weight: 4, arbitrary: validAxis(array.shape.length) },
        { weight: 1, arbitrary: axisOf(array.shape.length) },
      ),
    }),
  );

// ------------------------------------------------------------------------------------------------ statistics

withMethod("numpy.cumsum", axisCase(arrayOf(shapeOf(1, 3))));
withMethod("numpy.cumprod", axisCase(arrayOf(shapeOf(1, 3), floatOrInt)));
generate(
  ["numpy.nancumsum", "numpy.nancumprod", "numpy.cumproduct"],
  axisCase(arrayOf(shapeOf(1, 3), floatOrInt)),
);
generate(
  "numpy.diff",
  arrayOf(shapeOf(0, 3)).chain((array) =>
    cases(fc.constant([array]), {
      n: fc.nat(3).map(int),
      axis: fc.oneof(validAxis(array.shape.length), axisOf(array.shape.length)),
    }),
  ),
);
generate(
  "numpy.ediff1d",
  cases(fc.tuple(arrayOf(shapeOf(1, 2), floatOrInt)), { to_end: fc.constant(int(1)) }),
);
generate("numpy.gradient", cases(fc.tuple(arrayOf(shapeOf(1, 2), floatOrInt))));
generate(
  "numpy.average",
  fc.oneof(
    arrayOf(shapeOf(1, 3, small)).chain((array) =>
      cases(fc.constant([array]), { axis: anyAxis(array.shape.length) }),
    ),
    arrayOf(shapeOf(1, 2, small), floatOrInt).chain((array) =>
      fc
        .tuple(
          fc.constantFrom(array.shape, array.shape.slice(0, 1), [2]),
          validAxis(array.shape.length),
          fc.boolean(),
          fc.boolean(),
        )
        .chain(([shape, axis, withAxis, returned]) =>
          filled(shape, "float", fc.constant(1)).map(
            (weights): Case => ({
              args: [array],
              kwargs: {
                weights,
                ...(withAxis ? { axis } : {}),
                ...(returned ? { returned: bool(true) } : {}),
              },
            }),
          ),
        ),
    ),
  ),
);
generate(
  ["numpy.percentile", "numpy.quantile", "numpy.nanpercentile", "numpy.nanquantile"],
  arrayOf(shapeOf(1, 3, small), floatOrInt).chain((array) =>
    cases(
      fc.tuple(fc.constant(array), fc.constantFrom(float(0.5), list(float(0.25), float(0.75)), float(1))),
      {
        axis: anyAxis(array.shape.length),
        keepdims: fc.boolean().map(bool),
      },
    ),
  ),
);
generate(
  ["numpy.cov", "numpy.corrcoef"],
  fc.oneof(
    cases(fc.tuple(arrayOf(shapeOf(1, 2, fc.integer({ min: 2, max: 4 })), floatOrInt)), {
      rowvar: fc.boolean().map(bool),
    }),
    fc
      .integer({ min: 2, max: 5 })
      .chain((n) => cases(fc.tuple(arrayOf(fc.constant([n]), float64), arrayOf(fc.constant([n]), float64)))),
  ),
);
const bins: Arbitrary<Concrete> = fc.oneof(
  fc.integer({ min: 0, max: 6 }).map(int),
  fc.constant(list(float(0), float(1), float(2))),
);
generate(
  "numpy.histogram",
  cases(fc.tuple(arrayOf(shapeOf(1, 2), floatOrInt)), { bins, density: fc.boolean().map(bool) }),
);
generate(
  "numpy.histogram_bin_edges",
  cases(fc.tuple(arrayOf(shapeOf(1, 1), floatOrInt)), { bins: fc.integer({ min: 1, max: 6 }).map(int) }),
);
generate(
  "numpy.histogram2d",
  small.chain((n) =>
    cases(fc.tuple(arrayOf(fc.constant([n]), float64), arrayOf(fc.constant([n]), float64)), {
      bins: fc.constantFrom(int(3), tuple(int(2), int(4))),
    }),
  ),
);
generate(
  ["numpy.convolve", "numpy.correlate"],
  cases(fc.tuple(arrayOf(shapeOf(0, 1), floatOrInt), arrayOf(shapeOf(1, 1), floatOrInt)), {
    mode: fc.constantFrom("full", "same", "valid").map(str),
  }),
);
const points = small.chain((n) =>
  fc.tuple(arrayOf(shapeOf(0, 2), float64), filled([n], "float"), filled([n], "float")),
);
generate(
  "numpy.interp",
  fc.oneof(
    { weight: 5, arbitrary: cases(points) },
    { weight: 1, arbitrary: cases(fc.tuple(scalar, filled([2], "float"), filled([3], "float"))) },
  ),
);
generate("numpy.trapz", cases(fc.tuple(arrayOf(shapeOf(1, 2, small), floatOrInt))));
withMethod("numpy.round", cases(fc.tuple(anyArray), { decimals: fc.integer({ min: -1, max: 3 }).map(int) }));
generate(["numpy.around", "numpy.round_"], cases(fc.tuple(anyArray), { decimals: fc.nat(2).map(int) }));
generate("numpy.fix", cases(fc.tuple(arrayOf(shapeOf(0, 2), floatOrInt))));
const clipping: Arbitrary<readonly Concrete[]> = fc.oneof(
  fc.tuple(arrayOf(shapeOf(0, 3), floatOrInt), realNumber.map(float), realNumber.map(float)),
  fc.tuple(arrayOf(shapeOf(0, 3), floatOrInt), wholeNumber.map(int), wholeNumber.map(int)),
  fc.tuple(arrayOf(shapeOf(1, 2), floatOrInt), fc.constant(none), wholeNumber.map(int)),
  fc.tuple(arrayOf(shapeOf(1, 2), floatOrInt), fc.constant(none), fc.constant(none)),
);
generate(["numpy.clip", "ndarray.clip"], cases(clipping));
generate(["numpy.isclose", "numpy.allclose"], fc.oneof(cases(pair()), cases(fc.tuple(arrayOf(), scalar))));
generate(["numpy.array_equal", "numpy.array_equiv"], cases(pair()));
generate(
  "numpy.cross",
  fc.oneof(
    cases(
      fc
        .constantFrom([3], [2], [4, 3], [4, 2])
        .chain((shape) =>
          fc.tuple(
            arrayOf(fc.constant(shape), floatOrInt),
            arrayOf(fc.constantFrom([3], [2], [4, 3]), floatOrInt),
          ),
        ),
    ),
    {
      weight: 1,
      arbitrary: cases(fc.tuple(arrayOf(shapeOf(1, 2), floatOrInt), arrayOf(shapeOf(1, 2), floatOrInt))),
    },
  ),
);
generate("numpy.nan_to_num", cases(fc.tuple(anyArray)));
generate(
  ["numpy.nanvar", "numpy.nanstd"],
  arrayOf(shapeOf(1, 3, small), floatOrInt).chain((array) =>
    cases(fc.constant([array]), { axis: validAxis(array.shape.length) }),
  ),
);
generate(
  ["numpy.nanargmax", "numpy.nanargmin"],
  arrayOf(shapeOf(1, 3, small), floatOrInt).chain((array) =>
    cases(fc.constant([array]), { axis: validAxis(array.shape.length) }),
  ),
);

// ------------------------------------------------------------------------------------------------ linear algebra

generate("numpy.outer", cases(fc.tuple(anyArray, anyArray)));
const inner = fc.tuple(shapeOf(0, 2), shapeOf(0, 2), fc.nat(5)).chain(([a, b, luck]) => {
  const fitting = luck > 0 && b.length > 0 && a.length > 0 ? [...b.slice(0, -1), a[a.length - 1] ?? 1] : b;
  return fc.tuple(arrayOf(fc.constant(a), floatOrInt), arrayOf(fc.constant(fitting), floatOrInt));
});
generate("numpy.inner", cases(inner));
generate(
  "numpy.vdot",
  cases(
    fc.oneof(
      inner,
      size.chain((n) =>
        fc.tuple(arrayOf(fc.constant([n]), floatOrInt), arrayOf(fc.constant([n]), floatOrInt)),
      ),
    ),
  ),
);
generate(
  "numpy.kron",
  cases(fc.tuple(arrayOf(shapeOf(1, 2, small), floatOrInt), arrayOf(shapeOf(1, 2, small), floatOrInt))),
);
const diagonals = arrayOf(shapeOf(1, 3)).chain((array) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: cases(fc.constant([array]), { offset: fc.integer({ min: -2, max: 2 }).map(int) }),
    },
    { weight: 1, arbitrary: cases(fc.constant([array, int(0), int(1), int(0)])) },
  ),
);
withMethod("numpy.diagonal", diagonals);
withMethod("numpy.trace", diagonals);
const offsets = { k: fc.integer({ min: -2, max: 2 }).map(int) };
generate("numpy.diag", cases(fc.tuple(arrayOf()), offsets));
generate("numpy.diagflat", cases(fc.tuple(arrayOf(shapeOf(1, 2))), offsets));
generate(["numpy.tril", "numpy.triu"], cases(fc.tuple(arrayOf(shapeOf(1, 3))), offsets));
generate("numpy.vander", cases(fc.tuple(arrayOf(shapeOf(1, 2))), { N: fc.nat(4).map(int) }));

/** Positive definite, so that nothing is singular. */
const definite: Arbitrary<ConcreteArray> = fc.tuple(small, fc.nat(2)).map(([n, many]) => {
  const one = Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? n + 1 : 1));
  return many === 0
    ? { k: "array", shape: [n, n], dtype: "float", data: one }
    : {
        k: "array",
        shape: [many, n, n],
        dtype: "float",
        data: Array.from({ length: many }, () => one).flat(),
      };
});
const oblong = arrayOf(shapeOf(0, 3, small), float64);
const squareOrNot = fc.oneof(
  { weight: 4, arbitrary: definite },
  { weight: 1, arbitrary: oblong.filter(({ shape }) => shape.length < 2 || shape.at(-1) !== shape.at(-2)) },
);
for (const name of ["inv", "cholesky", "det", "slogdet", "eig", "eigvals", "eigh", "eigvalsh"])
  generate(`numpy.linalg.${name}`, cases(fc.tuple(squareOrNot)));
generate("numpy.linalg.matrix_power", cases(fc.tuple(squareOrNot, fc.constantFrom(int(2), int(0), int(-1)))));
generate("numpy.linalg.pinv", cases(fc.tuple(oblong)));
generate(
  "numpy.linalg.solve",
  definite.chain((a) => {
    const n = a.shape.at(-1) ?? 1;
    const b = fc.constantFrom([n], [n, 2], [n + 1], [n + 1, 2], [n, n]);
    return cases(fc.tuple(fc.constant(a), arrayOf(b, float64)));
  }),
);
generate(
  "numpy.linalg.svd",
  cases(fc.tuple(oblong), { full_matrices: fc.boolean().map(bool), compute_uv: fc.boolean().map(bool) }),
);
generate(
  "numpy.linalg.qr",
  cases(fc.tuple(oblong), { mode: fc.constantFrom("reduced", "complete", "r").map(str) }),
);
generate(
  "numpy.linalg.lstsq",
  fc.tuple(small, small, fc.nat(5)).chain(([m, n, luck]) => {
    const rows = luck === 0 ? m + 1 : m;
    return cases(
      fc.tuple(arrayOf(fc.constant([m, n]), float64), arrayOf(fc.constantFrom([rows], [rows, 2]), float64)),
      { rcond: fc.constant(none) },
    );
  }),
);
generate(
  "numpy.linalg.norm",
  arrayOf(shapeOf(1, 3), floatOrInt).chain((array) =>
    cases(fc.constant([array]), { axis: anyAxis(array.shape.length), keepdims: fc.boolean().map(bool) }),
  ),
);
generate("numpy.linalg.cond", cases(fc.tuple(oblong)));
generate("numpy.linalg.matrix_rank", cases(fc.tuple(oblong)));
generate(
  "numpy.linalg.multi_dot",
  fc
    .tuple(small, small, small, small)
    .chain(([a, b, c, d]) =>
      cases(
        fc
          .tuple(
            arrayOf(fc.constant([a, b]), float64),
            arrayOf(fc.constant([b, c]), float64),
            arrayOf(fc.constant([c, d]), float64),
          )
          .map((each) => [list(...each)]),
      ),
    ),
);
const subscripts: readonly (readonly [string, readonly (readonly number[])[]])[] = [
  [
    "ij,jk->ik",
    [
      [2, 3],
      [3, 4],
    ],
  ],
  [
    "ij,jk",
    [
      [2, 3],
      [3, 4],
    ],
  ],
  ["ii->i", [[3, 3]]],
  ["ii", [[3, 3]]],
  ["ij->ji", [[2, 3]]],
  ["ij->", [[2, 3]]],
  ["i,j->ij", [[2], [3]]],
  ["i,i", [[3], [3]]],
  [
    "bij,bjk->bik",
    [
      [5, 2, 3],
      [5, 3, 4],
    ],
  ],
  [
    "...ij,...jk->...ik",
    [
      [5, 2, 3],
      [5, 3, 4],
    ],
  ],
  [
    "...i,...i->...",
    [
      [5, 3],
      [5, 3],
    ],
  ],
  ["i...->...", [[5, 3, 2]]],
  ["...ij->...ji", [[2, 3]]],
  [
    "ij,kj",
    [
      [2, 3],
      [4, 3],
    ],
  ],
  [
    "nhd,mhd->hnm",
    [
      [4, 2, 3],
      [5, 2, 3],
    ],
  ],
  [
    "i j , j k -> i k",
    [
      [2, 3],
      [3, 4],
    ],
  ],
  [
    "ij,jk,kl->il",
    [
      [2, 3],
      [3, 4],
      [4, 5],
    ],
  ],
  ["ij->ijk", [[2, 3]]],
  ["ij->ii", [[2, 3]]],
  ["ijk->i", [[2, 3]]],
  ["i->i", [[2, 3]]],
  ["ij,jk->ik", [[2, 3]]],
];
generate(
  "numpy.einsum",
  fc
    .constantFrom(...subscripts)
    .chain(([text, shapes]) =>
      fc
        .tuple(...shapes.map((shape) => arrayOf(fc.constant(shape), floatOrInt)))
        .map((each) => plainCase(str(text), ...each)),
    ),
);
generate(
  "numpy.tensordot",
  fc.oneof(
    cases(
      fc.tuple(
        arrayOf(fc.constantFrom([2, 3], [4, 2, 3], [3]), floatOrInt),
        arrayOf(fc.constantFrom([2, 3], [3], [3, 5]), floatOrInt),
      ),
      {
        axes: fc.constantFrom(
          int(0),
          int(1),
          int(2),
          tuple(list(int(-1)), list(int(0))),
          tuple(int(1), int(1)),
          tuple(list(int(0), int(1)), list(int(0), int(1))),
        ),
      },
    ),
  ),
);

// ------------------------------------------------------------------------------------------------ methods of ufuncs

const reducibleCase = arrayOf(shapeOf(1, 3, small), floatOrInt).chain((array) =>
  cases(fc.constant([array]), { axis: anyAxis(array.shape.length), keepdims: fc.boolean().map(bool) }),
);
const wholeArrays = arrayOf(shapeOf(1, 2, small), fc.constantFrom("int", "bool"));
for (const name of operations.keys()) {
  const [, ufunc = "", method] =
    /^numpy\.(?!linalg)(\w+)\.(reduce|accumulate|reduceat|outer|at)$/.exec(name) ?? [];
  if (method === undefined) continue;
  const bitwise = ufunc.startsWith("bitwise");
  const compared = /less|greater|equal/.test(ufunc);
  const arrays = bitwise ? wholeArrays : arrayOf(shapeOf(1, 2, small), floatOrInt);
  if (ufunc === "power" && method !== "outer" && method !== "at" && method !== "reduceat") {
    generate(name, cases(fc.tuple(filled([2, 3], "float", fc.constant(2)))));
    continue;
  }
  if (method === "reduce")
    generate(
      name,
      bitwise
        ? cases(fc.tuple(wholeArrays))
        : compared
          ? cases(fc.tuple(arrayOf(shapeOf(1, 2, fc.integer({ min: 2, max: 4 })), fc.constant("bool"))))
          : reducibleCase,
    );
  if (method === "accumulate")
    generate(name, cases(fc.tuple(compared ? arrayOf(shapeOf(1, 2, small), fc.constant("bool")) : arrays)));
  if (method === "reduceat") {
    const kind = fc.constant(compared ? ("bool" as const) : ("float" as const));
    const whole = compared || ufunc === "power" ? arrayOf(shapeOf(1, 2, small), kind) : arrays;
    const starts = fc.oneof(
      { weight: 4, arbitrary: filled([2], "int", fc.constantFrom(0, 1)) },
      { weight: 1, arbitrary: filled([3], "int", fc.integer({ min: -1, max: 4 })) },
    );
    generate(name, cases(fc.tuple(whole, starts), { axis: fc.constantFrom(0, -1, 1).map(int) }));
  }
  if (method === "outer") generate(name, cases(fc.tuple(arrays, arrays)));
  if (method === "at") {
    const target = arrayOf(
      fc.constant([4]),
      fc.constant(bitwise ? "int" : compared || ufunc.startsWith("logical") ? "bool" : "float"),
    );
    generate(
      name,
      cases(
        fc.oneof(
          {
            weight: 4,
            arbitrary: fc.tuple(
              target,
              filled([3], "int", fc.nat(3)),
              wholeNumber.map((each) => (compared ? bool(true) : int(Math.abs(each)))),
            ),
          },
          {
            weight: 1,
            arbitrary: fc.tuple(
              target,
              filled([3], "int", fc.nat(3)),
              arrayOf(fc.constantFrom([3], [2]), fc.constant(bitwise ? "int" : "bool")),
            ),
          },
        ),
      ),
    );
  }
}

// ------------------------------------------------------------------------------------------------ polynomials, transforms

generate(
  "numpy.polyfit",
  fc.integer({ min: 3, max: 6 }).chain((n) =>
    cases(
      fc.tuple(
        fc.constant<Concrete>({
          k: "array",
          shape: [n],
          dtype: "float",
          data: Array.from({ length: n }, (_, at) => at),
        }),
        filled([n], "float"),
        fc.nat(2).map(int),
      ),
    ),
  ),
);
generate(
  "numpy.polyval",
  cases(
    fc.tuple(arrayOf(shapeOf(1, 1, small), floatOrInt), fc.oneof(scalar, arrayOf(shapeOf(0, 2), floatOrInt))),
  ),
);
generate("numpy.roots", cases(fc.tuple(filled([3], "float", fc.constantFrom(0, 1, 2, -3)))));
generate("numpy.poly", cases(fc.tuple(arrayOf(fc.constantFrom([2], [3]), floatOrInt))));
generate(
  ["numpy.polymul", "numpy.polyadd", "numpy.polysub"],
  cases(fc.tuple(filled([3], "float", fc.constant(1)), filled([2], "float", fc.constant(2)))),
);
generate("numpy.polyder", cases(fc.tuple(arrayOf(fc.constantFrom([4], [3]), floatOrInt))));
generate("numpy.poly1d", cases(fc.constant([list(int(1), int(2))])));
generate(
  "numpy.poly1d.__call__",
  cases(fc.tuple(fc.constant({ k: "object", v: "numpy.poly1d" } as const), arrayOf(shapeOf(0, 2), float64))),
);
generate(
  [
    "numpy.fft.fft",
    "numpy.fft.ifft",
    "numpy.fft.rfft",
    "numpy.fft.irfft",
    "numpy.fft.hfft",
    "numpy.fft.ihfft",
  ],
  arrayOf(shapeOf(1, 2, fc.integer({ min: 2, max: 6 })), float64).chain((array) =>
    cases(fc.constant([array]), { n: small.map(int), axis: validAxis(array.shape.length) }),
  ),
);
generate(
  ["numpy.fft.fft2", "numpy.fft.ifft2", "numpy.fft.fftn", "numpy.fft.ifftn"],
  cases(fc.tuple(arrayOf(shapeOf(2, 3, small), float64))),
);
generate(["numpy.fft.fftshift", "numpy.fft.ifftshift"], cases(fc.tuple(arrayOf(shapeOf(1, 2), float64))));
generate(["numpy.fft.fftfreq", "numpy.fft.rfftfreq"], cases(fc.tuple(small.map(int))));
generate(
  ["numpy.hanning", "numpy.hamming", "numpy.blackman", "numpy.bartlett"],
  cases(fc.tuple(small.map(int))),
);
generate("numpy.kaiser", cases(fc.tuple(small.map(int), small.map(int))));

// ------------------------------------------------------------------------------------------------ views by strides and others

generate(
  "numpy.lib.stride_tricks.sliding_window_view",
  arrayOf(shapeOf(1, 2, small)).chain((array) =>
    fc.oneof(
      cases(fc.tuple(fc.constant(array), shapeOf(1, 2, small).map(ints))),
      cases(fc.tuple(fc.constant(array), small.map(int)), { axis: validAxis(array.shape.length) }),
    ),
  ),
);
generate(
  "numpy.lib.stride_tricks.as_strided",
  cases(
    fc
      .tuple(
        arrayOf(fc.constant([6]), float64),
        fc.constantFrom(ints([2, 3]), ints([4])),
        fc.constant(ints([8, 8])),
      )
      .map(([x, shape, strides]) =>
        shape.k === "tuple" && shape.items.length === 2 ? [x, shape, strides] : [x, shape, ints([8])],
      ),
  ),
);
generate("numpy.broadcast_arrays", cases(pair()));
generate("numpy.broadcast_shapes", cases(fc.tuple(shapeOf(0, 2).map(ints), shapeOf(0, 2).map(ints))));
generate(
  "numpy.fromiter",
  cases(
    fc.tuple(
      shapeOf(0, 1).map((each) => list(...each.map(int))),
      fc.constant(dtype("int")),
    ),
  ),
);
generate("numpy.fromstring", fc.constant({ args: [str("1 2 3")], kwargs: { sep: str(" ") } }));
generate(["numpy.real", "numpy.imag", "numpy.isreal"], cases(fc.tuple(arrayOf())));
generate(["numpy.angle", "numpy.sinc"], cases(fc.tuple(arrayOf(shapeOf(0, 2), floatOrInt))));
generate("numpy.trim_zeros", cases(fc.tuple(arrayOf(fc.constantFrom([3], [4]), float64))));

// ------------------------------------------------------------------------------------------------ constants and the like

for (const [name, operation] of operations)
  if (operation.attribute && operation.signature === "") generate(name, fc.constant(plainCase()));
generate(
  "dtype.call",
  cases(
    fc.oneof(
      fc.tuple(
        fc
          .constantFrom("float", "int", "bool")
          .map((each) => dtype(each === "float" ? "float" : each === "int" ? "int" : "bool")),
        fc.oneof(scalar, arrayOf(shapeOf(0, 2))),
      ),
      fc.constant([dtype("float")]),
    ),
  ),
);
generate(
  "numpy.dtype",
  cases(fc.constantFrom([str("float32")], [dtype("int")], [str("i4")], [str("<f8")], [str("bool")])),
);
generate("numpy.set_printoptions", fc.constant({ args: [], kwargs: { precision: int(8) } }));
for (const name of [
  "assert_allclose",
  "assert_almost_equal",
  "assert_array_almost_equal",
  "assert_array_equal",
  "assert_equal",
])
  generate(
    `numpy.testing.${name}`,
    arrayOf().map((array) => plainCase(array, array)),
  );
generate(["numpy.array2string", "numpy.array_str", "numpy.array_repr"], cases(fc.tuple(arrayOf())));
generate("numpy.errstate", fc.constant({ args: [], kwargs: { divide: str("ignore") } }));
generate("numpy.printoptions", fc.constant({ args: [], kwargs: { precision: int(3) } }));
generate("numpy.seterr", fc.constant({ args: [], kwargs: { all: str("ignore") } }));
generate(["numpy.geterr", "numpy.get_printoptions"], fc.constant(plainCase()));
generate("numpy.finfo", fc.constant(plainCase(dtype("float"))));
generate("numpy.iinfo", fc.constant(plainCase(dtype("int"))));
generate("numpy.vectorize", fc.constant(plainCase({ k: "object", v: "function" })));
generate(["numpy.nditer", "numpy.ndenumerate"], cases(fc.tuple(arrayOf(shapeOf(1, 2, small)))));
for (const name of ["eps", "max", "min", "tiny"])
  generate(`numpy.finfo.${name}`, fc.constant(plainCase({ k: "object", v: "finfo" })));
for (const name of ["max", "min"])
  generate(`numpy.iinfo.${name}`, fc.constant(plainCase({ k: "object", v: "iinfo" })));
generate(
  ["numpy.ndim", "numpy.shape", "numpy.isscalar", "numpy.iterable", "numpy.iscomplexobj"],
  cases(fc.tuple(anyArray)),
);
generate(
  "numpy.size",
  arrayOf().chain((array) => cases(fc.constant([array]), { axis: axisOf(array.shape.length) })),
);
generate(
  ["numpy.may_share_memory", "numpy.shares_memory"],
  cases(fc.tuple(arrayOf(shapeOf(1, 1, small)), arrayOf(shapeOf(1, 1, small)))),
);
generate("numpy.issubdtype", fc.constant(plainCase(dtype("int"), dtype("float"))));
generate("numpy.can_cast", fc.constant(plainCase(dtype("int"), dtype("float"))));

// ------------------------------------------------------------------------------------------------ seldom used

generate(
  "numpy.block",
  cases(
    fc.tuple(small, small).chain(([n, m]) => {
      const part = arrayOf(fc.constant([n, m]), floatOrInt);
      return fc
        .tuple(part, part, part, part)
        .map(([a, b, c, d]): [Concrete] => [list(list(a, b), list(c, d))]);
    }),
  ),
);
generate(
  ["numpy.modf", "numpy.frexp", "numpy.spacing", "numpy.isposinf", "numpy.isneginf"],
  cases(fc.tuple(arrayOf(shapeOf(0, 2), floatOrInt))),
);
generate(["numpy.iscomplex", "numpy.isrealobj", "numpy.isfortran"], cases(fc.tuple(arrayOf(shapeOf(1, 2)))));
generate("numpy.i0", cases(fc.tuple(arrayOf(shapeOf(1, 2), float64))));
generate("numpy.divmod", cases(pair(floatOrInt)));
generate("numpy.ldexp", cases(fc.tuple(arrayOf(shapeOf(1, 1, small), float64), wholeNumber.map(int))));
generate("numpy.nextafter", cases(pair(float64)));
generate(
  ["numpy.asfarray", "numpy.asarray_chkfinite", "numpy.require"],
  cases(fc.tuple(arrayOf(shapeOf(1, 2), floatOrInt))),
);
generate("numpy.unwrap", cases(fc.tuple(arrayOf(shapeOf(1, 2, small), float64))));
generate(
  ["numpy.triu_indices_from", "numpy.tril_indices_from"],
  cases(fc.tuple(arrayOf(shapeOf(2, 2, small))), offsets),
);
generate("numpy.diag_indices_from", cases(fc.tuple(small.chain((n) => arrayOf(fc.constant([n, n]))))));
generate("numpy.polyint", cases(fc.tuple(filled([3], "float", fc.constant(1)))));
generate(
  "numpy.polydiv",
  cases(fc.tuple(filled([4], "float", fc.constant(1)), filled([2], "float", fc.constant(2)))),
);
generate("numpy.packbits", cases(fc.tuple(arrayOf(shapeOf(1, 1, small), fc.constant("bool")))));
generate(["numpy.fft.rfft2", "numpy.fft.rfftn"], cases(fc.tuple(arrayOf(shapeOf(2, 2, small), float64))));
generate(["numpy.base_repr", "numpy.binary_repr"], cases(fc.constant([int(5)])));
generate("numpy.disp", cases(fc.constant([str("a")])));
generate(["numpy.result_type", "numpy.promote_types"], cases(fc.constant([dtype("int"), dtype("float")])));
generate("numpy.ndarray", cases(fc.tuple(shapeOf(0, 2).map(ints))));
generate(
  "numpy.histogramdd",
  cases(fc.tuple(arrayOf(fc.constantFrom([5, 2], [4, 3]), float64)), { bins: small.map(int) }),
);
