import type { DtypeKind } from "../algebra/abstract";
import { add, constant, floorDivide, maximum, minimum, multiply, type Size, subtract } from "../algebra/size";
import {
  cls,
  fn,
  type LibraryCall,
  type LibraryClass,
  type LibraryFunction,
  type LibraryMember,
  type LibraryModule,
  value,
} from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { archiveClass } from "./archive";
import { sparseClass, sparseMatrix } from "./sklearnPreprocessing";
import { given, itemsOf, none, opaque, rowsOf, scalar, sizesOf } from "./values";

// ------------------------------------------------------------------------------------------------ elementwise

/** The shape that all arguments broadcast to, as floats: computed by NumPy's own rule for a sum. */
function broadcastFloats(call: LibraryCall, values: readonly ShapeValue[]): ShapeValue {
  const [first, ...others] = values;
  if (first === undefined) return call.unknown("unknown-argument", "scipy", "x");
  const start = call.numpy("numpy.multiply", first, call.float(1));
  return others.reduce((sum: ShapeValue, each) => call.numpy("numpy.multiply", sum, each), start);
}

const elementwise: LibraryFunction = fn("*args, out=None, **kwargs", (call) =>
  broadcastFloats(call, call.rest),
);

const elementwiseNames = [
  "expit",
  "logit",
  "log_expit",
  "erf",
  "erfc",
  "erfinv",
  "gamma",
  "gammaln",
  "loggamma",
  "digamma",
  "psi",
  "beta",
  "betaln",
  "xlogy",
  "xlog1py",
  "entr",
  "rel_entr",
  "kl_div",
  "exp2",
  "cbrt",
  "log1p",
  "expm1",
  "i0",
  "i1",
  "jv",
  "factorial",
  "comb",
  "binom",
  "perm",
  "huber",
  "zeta",
  "sinc",
  "softplus",
  "ndtr",
  "ndtri",
];

const like = (parameter: string): LibraryFunction =>
  fn(`${parameter}, *args, **kwargs`, (call) => call.like(call.arg(parameter), "float"));

/** `logsumexp(a, axis)`: as a sum. */
const reduced: LibraryFunction = fn("a, axis=None, b=None, keepdims=False, return_sign=False", (call) => {
  const axis = call.get("axis") ?? none;
  const floats = call.like(call.arg("a"), "float");
  const keepdims = call.get("keepdims") ?? { kind: "bool", value: false };
  return call.numpy("numpy.sum", floats, axis, none, none, keepdims);
});

const special: LibraryModule = {
  name: "scipy.special",
  members: {
    ...Object.fromEntries(elementwiseNames.map((name) => [name, elementwise])),
    softmax: like("x"),
    log_softmax: like("x"),
    logsumexp: reduced,
  },
};

// ------------------------------------------------------------------------------------------------ stats

/** A draw of so many. */
const draw = (kind: DtypeKind): LibraryFunction =>
  fn("*args, size=None, random_state=None, **kwargs", (call) => {
    const size = given(call, "size");
    if (size === null) return call.float();
    const shape = call.numpy("numpy.empty", size);
    return call.like(shape, kind);
  });

/** `norm.pdf(x, loc, scale)`, `norm(loc, scale).pdf(x)`: point by point, as their shapes meet. */
const density: LibraryFunction = fn("x, *args, **kwargs", (call) =>
  broadcastFloats(call, [
    call.arg("x"),
    ...call.rest,
    ...call.keywords.values(),
    ...(itemsOf(call.attribute("__args__")) ?? []),
  ]),
);

const distribution = (kind: DtypeKind): LibraryMember =>
  cls("*args, **kwargs", {
    methods: {
      ...Object.fromEntries(
        ["pdf", "logpdf", "cdf", "logcdf", "sf", "ppf", "pmf", "logpmf", "isf"].map((name) => [
          name,
          density,
        ]),
      ),
      rvs: draw(kind),
      mean: fn("*args, **kwargs", (call) => call.float()),
      std: fn("*args, **kwargs", (call) => call.float()),
      var: fn("*args, **kwargs", (call) => call.float()),
      entropy: fn("*args, **kwargs", (call) => call.float()),
      interval: fn("*args, **kwargs", (call) => call.tuple([call.float(), call.float()])),
      fit: fn("data, *args, **kwargs", (call) => call.tuple([call.float(), call.float()])),
      __call__: fn("*args, **kwargs", (call) => {
        if (call.self.kind !== "instance") return call.self;
        const frozen = call.machine.instance(call.self.type);
        call.machine.setAttribute(frozen, "__args__", call.tuple([...call.rest, ...call.keywords.values()]));
        return frozen;
      }),
    },
  });

const continuous = [
  "norm",
  "uniform",
  "expon",
  "gamma",
  "beta",
  "t",
  "chi2",
  "f",
  "laplace",
  "logistic",
  "lognorm",
  "cauchy",
  "pareto",
  "truncnorm",
  "weibull_min",
];
const discrete = ["bernoulli", "binom", "poisson", "geom", "randint"];

function distributions(): Record<string, LibraryMember> {
  const made: Record<string, LibraryMember> = {};
  for (const [names, kind] of [
    [continuous, "float"],
    [discrete, "int"],
  ] as const)
    for (const name of names) {
      const type = distribution(kind);
      if (type.kind === "class")
        made[name] = { kind: "constant", value: (host) => host.instance(`scipy.stats.${name}`, type) };
    }
  return made;
}

/** `multivariate_normal(mean, cov).pdf(x)`: the last axis of x is used up. */
const multivariate: LibraryFunction = fn("x, mean=None, cov=1, **kwargs", (call) => {
  const shape = sizesOf(call, call.get("x"));
  if (shape === null) return call.unknown("unknown-argument", "multivariate_normal", "x");
  const [mean, cov] = [
    given(call, "mean") ?? frozen(call, "mean"),
    given(call, "cov") ?? frozen(call, "cov"),
  ];
  const stated = mean ?? cov;
  const sizes = stated === null ? [] : sizesOf(call, stated);
  // In one dimension a vector is that many points.
  const isFlat = sizes?.every((size) => size.value === 1);
  const points = isFlat && shape.length === 1 ? shape : shape.slice(0, -1);
  return call.array(
    points.filter((size) => size.value !== 1),
    "float",
  );
});

/** An attribute of the distribution that was given to it when it was made. */
function frozen(call: LibraryCall, name: string): ShapeValue | null {
  const kept = call.attribute(name);
  return kept === undefined || kept.kind === "none" ? null : kept;
}

const multivariateNormal: LibraryClass = cls("mean=None, cov=1, **kwargs", {
  methods: {
    // `multivariate_normal(mean, cov)` is of the same kind, with its mean and covariance kept.
    __call__: fn("mean=None, cov=1, **kwargs", (call) =>
      call.instance("scipy.stats.multivariate_normal", multivariateNormal, {
        mean: call.get("mean") ?? none,
        cov: call.get("cov") ?? call.int(1),
      }),
    ),
    pdf: multivariate,
    logpdf: multivariate,
    cdf: multivariate,
    logcdf: multivariate,
    rvs: fn("first=None, second=None, third=None, mean=None, cov=1, size=1, random_state=None", (call) => {
      const kept = frozen(call, "mean");
      const mean = kept ?? given(call, "mean") ?? given(call, "first");
      const [dimension] = mean === null ? [] : (sizesOf(call, mean) ?? []);
      const stated = given(call, "size") === null ? (kept === null ? "third" : "first") : "size";
      const size = call.integer(stated, 1);
      const shape = size.value === 1 ? [] : [size];
      return call.array(dimension === undefined ? shape : [...shape, dimension], "float");
    }),
  },
});

const test: LibraryFunction = fn("*args, **kwargs", (call) =>
  call.tuple([call.array([], "float"), call.array([], "float")]),
);

const stats: LibraryModule = {
  name: "scipy.stats",
  members: {
    ...distributions(),
    multivariate_normal: value((host) =>
      host.instance("scipy.stats.multivariate_normal", multivariateNormal),
    ),
    zscore: like("a"),
    rankdata: like("a"),
    entropy: fn("pk, *args, axis=0, **kwargs", (call) =>
      call.numpy("numpy.sum", call.like(call.arg("pk"), "float"), call.int(0)),
    ),
    ...Object.fromEntries(
      [
        "pearsonr",
        "spearmanr",
        "kendalltau",
        "ttest_ind",
        "ttest_rel",
        "ttest_1samp",
        "chisquare",
        "shapiro",
        "normaltest",
        "kstest",
        "mannwhitneyu",
        "wilcoxon",
        "f_oneway",
        "levene",
      ].map((name) => [name, test]),
    ),
    linregress: fn("*args", (call) => call.tuple(Array.from({ length: 5 }, () => call.array([], "float")))),
    mode: fn("a, axis=0, **kwargs", () => opaque("scipy.stats.ModeResult")),
    gaussian_kde: cls("dataset, **kwargs", {
      methods: {
        __call__: fn("points", (call) => call.like(call.arg("points"), "float")),
        evaluate: like("points"),
      },
    }),
    skew: fn("a, axis=0, **kwargs", (call) => call.numpy("numpy.mean", call.arg("a"), call.int(0))),
    kurtosis: fn("a, axis=0, **kwargs", (call) => call.numpy("numpy.mean", call.arg("a"), call.int(0))),
  },
};

// ------------------------------------------------------------------------------------------------ linear algebra

const asNumpy = (name: string, parameters: readonly string[]): LibraryFunction =>
  fn(`${parameters.join(", ")}, **kwargs`, (call) =>
    call.numpy(`numpy.linalg.${name}`, ...parameters.flatMap((each) => call.get(each) ?? [])),
  );

const sameShape = fn("A, *args, **kwargs", (call) => call.like(call.arg("A"), "float"));

const linalg: LibraryModule = {
  name: "scipy.linalg",
  members: {
    ...Object.fromEntries(
      ["inv", "det", "pinv", "eig", "eigh", "eigvals", "eigvalsh", "svd", "norm"].map((name) => [
        name,
        asNumpy(name, ["a"]),
      ]),
    ),
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

// ------------------------------------------------------------------------------------------------ distances, clusters

const between: LibraryFunction = fn("XA, XB, *args, **kwargs", (call) =>
  call.array([rowsOf(call, call.get("XA")), rowsOf(call, call.get("XB"))], "float"),
);

/** How many pairs of n things there are. */
const pairs = (n: Size): Size => floorDivide(multiply(n, subtract(n, constant(1))), constant(2)) ?? n;

const vectorDistance: LibraryFunction = fn("u, v, *args, **kwargs", (call) => scalar(call, "float"));

const distance: LibraryModule = {
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

const hierarchy: LibraryModule = {
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

// ------------------------------------------------------------------------------------------------ signals, images

/** Convolutions of any number of axes; each axis by itself. */
const convolved = (otherwise: string): LibraryFunction =>
  fn("in1, in2, mode=None, *args, **kwargs", (call) => {
    const [a, b] = [sizesOf(call, call.get("in1")), sizesOf(call, call.get("in2"))];
    if (a === null || b === null || a.length !== b.length)
      return call.unknown("unknown-argument", "scipy.signal", "in1");
    const mode = call.text("mode") ?? otherwise;
    const one = constant(1);
    const sizes = a.map((size, axis) => {
      const other = b[axis] ?? one;
      if (mode === "same") return size;
      if (mode === "valid") return add(subtract(maximum(size, other), minimum(size, other)), one);
      return subtract(add(size, other), one);
    });
    const kinds = ["in1", "in2"].map((name) => call.shapeOf(call.arg(name)).dtype);
    return call.array(sizes, kinds.every((kind) => kind === "int") ? "int" : "float");
  });

const signal: LibraryModule = {
  name: "scipy.signal",
  members: {
    convolve: convolved("full"),
    convolve2d: convolved("full"),
    correlate: convolved("full"),
    correlate2d: convolved("full"),
    fftconvolve: convolved("full"),
    lfilter: fn("b, a, x, *args, **kwargs", (call) => call.like(call.arg("x"), "float")),
    filtfilt: fn("b, a, x, *args, **kwargs", (call) => call.like(call.arg("x"), "float")),
    savgol_filter: like("x"),
    medfilt: like("volume"),
    find_peaks: fn("x, **kwargs", (call) =>
      call.tuple([call.array([call.fresh("peaks")], "int"), call.dict({})]),
    ),
  },
};

const image: LibraryFunction = fn("input, *args, **kwargs", (call) => call.like(call.arg("input")));

const ndimage: LibraryModule = {
  name: "scipy.ndimage",
  members: Object.fromEntries(
    [
      "convolve",
      "correlate",
      "gaussian_filter",
      "uniform_filter",
      "median_filter",
      "sobel",
      "laplace",
      "shift",
      "maximum_filter",
      "minimum_filter",
      "binary_dilation",
      "binary_erosion",
    ].map((name) => [name, image]),
  ),
};

// ------------------------------------------------------------------------------------------------ optimisation, files

/** `minimize(f, x0)`: a result whose `x` has the sizes of `x0`. */
const minimized: LibraryFunction = fn("fun, x0, args=None, **kwargs", (call) => {
  const flat = call.numpy("numpy.ravel", call.arg("x0"));
  call.apply(call.arg("fun"), call.like(flat, "float"), ...(itemsOf(given(call, "args") ?? undefined) ?? []));
  return call.instance("scipy.optimize.OptimizeResult", cls(""), {
    x: call.like(flat, "float"),
    fun: call.float(),
    jac: call.like(flat, "float"),
    nit: call.int(call.fresh("k")),
    nfev: call.int(call.fresh("k")),
    success: { kind: "bool", value: null },
    message: { kind: "str", value: null },
  });
});

/** What the caller hands on to its function with each call. */
function handedOn(call: LibraryCall): readonly ShapeValue[] {
  const given = call.get("args");
  return itemsOf(given) ?? (given === undefined || given.kind === "none" ? [] : [given]);
}

const solution: LibraryFunction = fn("func, x0, *more, args=None, **kwargs", (call) => {
  call.apply(call.arg("func"), call.like(call.arg("x0"), "float"), ...handedOn(call));
  return call.like(call.arg("x0"), "float");
});

/** How many parameters a model has behind its x: as many as its function takes. */
function parametersOf(model: ShapeValue): number | null {
  if (model.kind !== "function") return null;
  const { parameters } = model.definition;
  return parameters.every((each) => each.kind === "plain") ? parameters.length - 1 : null;
}

const optimize: LibraryModule = {
  name: "scipy.optimize",
  members: {
    minimize: minimized,
    least_squares: minimized,
    fmin: solution,
    fmin_cg: solution,
    fmin_bfgs: solution,
    fsolve: solution,
    fmin_tnc: fn("func, x0, *args, **kwargs", (call) =>
      call.tuple([call.like(call.arg("x0"), "float"), call.int(call.fresh("k")), call.int(call.fresh("k"))]),
    ),
    fmin_l_bfgs_b: fn("func, x0, *args, **kwargs", (call) =>
      call.tuple([call.like(call.arg("x0"), "float"), call.float(), call.dict({})]),
    ),
    curve_fit: fn("f, xdata, ydata, p0=None, **kwargs", (call) => {
      const start = given(call, "p0");
      const model = call.arg("f");
      const count = parametersOf(model);
      const many =
        (start === null ? null : sizesOf(call, start)?.[0]) ??
        (count === null ? call.fresh("parameters") : constant(count));
      if (many.value !== null && many.value < 20) {
        const guess = Array.from({ length: many.value }, () => scalar(call, "float"));
        call.apply(model, call.like(call.arg("xdata"), "float"), ...guess);
      }
      return call.tuple([call.array([many], "float"), call.array([many, many], "float")]);
    }),
    linear_sum_assignment: fn("cost_matrix, maximize=False", (call) => {
      const [n, m] = sizesOf(call, call.get("cost_matrix")) ?? [];
      const many = n === undefined || m === undefined ? call.fresh("k") : minimum(n, m);
      return call.tuple([call.array([many], "int"), call.array([many], "int")]);
    }),
    check_grad: fn("*args, **kwargs", (call) => scalar(call, "float")),
    approx_fprime: fn("xk, f, epsilon=None, *args", (call) => call.like(call.arg("xk"), "float")),
  },
};

const io: LibraryModule = {
  name: "scipy.io",
  members: {
    loadmat: fn("file_name, mdict=None, **kwargs", (call) =>
      call.instance("scipy.io.mat", archiveClass("scipy.io.loadmat"), {
        __path__: call.get("file_name") ?? none,
      }),
    ),
    savemat: fn("*args, **kwargs", () => none),
  },
};

const sparse: LibraryModule = {
  name: "scipy.sparse",
  members: {
    ...Object.fromEntries(
      ["csr_matrix", "csc_matrix", "coo_matrix", "lil_matrix"].map((name) => [name, sparseClass]),
    ),
    diags: fn("diagonals, offsets=0, shape=None, format=None, dtype=None", (call) => {
      const stated = itemsOf(call.get("shape"))?.map((each) => call.machine.integer(each)) ?? [];
      const [first] = itemsOf(call.get("diagonals")) ?? [];
      const [offset] = itemsOf(call.get("offsets")) ?? [call.get("offsets") ?? call.int(0)];
      const shift = offset === undefined ? null : call.machine.integer(offset);
      const length = sizesOf(call, first)?.[0];
      // A diagonal is as long as the square is wide, less what it lies off the middle.
      const side =
        length === undefined || shift === null ? call.fresh("n") : add(length, constant(Math.abs(shift)));
      const sizes = [0, 1].map((axis) => {
        const number = stated[axis];
        return number == null ? side : constant(number);
      });
      return sparseMatrix(call, sizes, "float");
    }),
    ...Object.fromEntries(
      ["eye", "identity"].map((name) => [
        name,
        fn("m, n=None, *args, **kwargs", (call) => {
          const rows = call.integer("m", 1);
          return sparseMatrix(call, [rows, given(call, "n") === null ? rows : call.integer("n", 1)], "float");
        }),
      ]),
    ),
    issparse: fn("x", () => ({ kind: "bool", value: null })),
  },
};

const interpolate: LibraryModule = {
  name: "scipy.interpolate",
  members: {
    interp1d: cls("x, y, *args, **kwargs", {
      methods: { __call__: fn("x", (call) => call.like(call.arg("x"), "float")) },
    }),
    ...Object.fromEntries(
      ["CubicSpline", "UnivariateSpline", "InterpolatedUnivariateSpline", "PchipInterpolator"].map((name) => [
        name,
        cls("x, y, *args, **kwargs", {
          methods: { __call__: fn("x, *args, **kwargs", (call) => call.like(call.arg("x"), "float")) },
        }),
      ]),
    ),
    griddata: fn("points, values, xi, *args, **kwargs", (call) => {
      const [first] = itemsOf(call.get("xi")) ?? [];
      return first === undefined ? call.unknown("not-supported", "griddata") : call.like(first, "float");
    }),
  },
};

const integrate: LibraryModule = {
  name: "scipy.integrate",
  members: {
    quad: fn("*args, **kwargs", (call) => call.tuple([call.float(), call.float()])),
    odeint: fn("func, y0, t, args=None, *more, **kwargs", (call) => {
      const start = call.numpy("numpy.atleast_1d", call.like(call.arg("y0"), "float"));
      call.apply(call.arg("func"), start, call.float(), ...handedOn(call));
      return call.array([rowsOf(call, call.get("t")), sizesOf(call, start)?.[0] ?? 1], "float");
    }),
    solve_ivp: fn("fun, t_span, y0, method='RK45', t_eval=None, *more, args=None, **kwargs", (call) => {
      const start = call.like(call.arg("y0"), "float");
      call.apply(call.arg("fun"), scalar(call, "float"), start, ...handedOn(call));
      const times = given(call, "t_eval");
      const many = times === null ? call.fresh("steps") : rowsOf(call, times);
      return call.instance("scipy.integrate.OdeResult", cls(""), {
        t: call.array([many], "float"),
        y: call.array([sizesOf(call, start)?.[0] ?? call.fresh("n"), many], "float"),
        success: { kind: "bool", value: null },
        message: { kind: "str", value: null },
      });
    }),
  },
};

const sparseSolution = (name: string): LibraryFunction =>
  fn("A, b, *args, **kwargs", (call) =>
    name === "spsolve"
      ? call.like(call.arg("b"), "float")
      : call.tuple([call.like(call.arg("b"), "float"), call.int(call.fresh("info"))]),
  );

const sparseLinalg: LibraryModule = {
  name: "scipy.sparse.linalg",
  members: Object.fromEntries(
    ["spsolve", "cg", "gmres", "bicgstab"].map((name) => [name, sparseSolution(name)]),
  ),
};

export const scipy: readonly LibraryModule[] = [
  sparseLinalg,
  special,
  stats,
  linalg,
  distance,
  hierarchy,
  signal,
  ndimage,
  optimize,
  io,
  sparse,
  interpolate,
  integrate,
];
