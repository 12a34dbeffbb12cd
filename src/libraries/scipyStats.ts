import type { DtypeKind } from "../algebra/abstract";
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
import { broadcastFloats } from "./scipySpecial";
import { given, itemsOf, like, none, opaque, sizesOf } from "./values";

// scipy.stats: distributions and tests.

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

export const stats: LibraryModule = {
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
