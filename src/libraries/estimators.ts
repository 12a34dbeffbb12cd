import type { DtypeKind } from "../algebra/abstract";
import { constant, minimum, type Size, symbol } from "../algebra/size";
import {
  cls as classOf,
  fn,
  type LibraryCall,
  type LibraryClass,
  type LibraryFunction,
} from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { given, invoke, maybe, none, opaque, realOf, rowsOf, scalar, sizeAttribute, sizesOf } from "./values";

// What scikit-learn's estimators keep when they are fitted, and what they give.

/** The data that an estimator was fitted to. */
interface Fitted {
  readonly rows: Size;
  readonly features: Size;
  /** The target's sizes after the first; null where there was no target. */
  readonly outputs: readonly Size[] | null;
  readonly targetKind: DtypeKind;
  readonly classes: Size;
}

/** A class whose constructor keeps all its arguments, as scikit-learn's do. */
export function model(signature: string, rest: Omit<LibraryClass, "kind" | "signature"> = {}): LibraryClass {
  return classOf(signature, {
    construct: (call) => {
      for (const [name, value] of call.keywords) call.setAttribute(name, value);
    },
    ...rest,
  });
}

/** Keeps what matters of `fit(X, y)`. */
export function remember(call: LibraryCall, X: ShapeValue | undefined, y: ShapeValue | undefined): void {
  const shape = sizesOf(call, X);
  const [rows, features] = shape ?? [];
  if (rows !== undefined) call.setAttribute("__rows__", call.int(rows));
  if (features !== undefined) {
    call.setAttribute("__features__", call.int(features));
    call.setAttribute("n_features_in_", call.int(features));
  }
  call.setAttribute("__target__", y === undefined || y.kind === "none" ? none : targetOf(call, y));
  call.setAttribute("__classes__", call.int(classesOf(call, y)));
}

/** The target as an array: its kind and its sizes. */
function targetOf(call: LibraryCall, y: ShapeValue): ShapeValue {
  const { shape, dtype } = call.shapeOf(y);
  return shape === null ? none : call.array(shape, dtype);
}

/** How many different labels: counted where they are known. */
function classesOf(call: LibraryCall, y: ShapeValue | undefined): Size {
  const labels = y === undefined ? null : call.abstract(y);
  if (labels?.kind === "array" && labels.data !== undefined) return constant(new Set(labels.data).size);
  return call.fresh("classes");
}

export function fitted(call: LibraryCall): Fitted {
  const target = call.attribute("__target__");
  const seen = target === undefined || target.kind === "none" ? null : call.shapeOf(target);
  return {
    rows: sizeAttribute(call, "__rows__") ?? call.fresh("rows"),
    features: sizeAttribute(call, "__features__") ?? call.fresh("features"),
    outputs: seen?.shape?.slice(1) ?? null,
    targetKind: seen?.dtype ?? "unknown",
    classes: sizeAttribute(call, "__classes__") ?? symbol("classes"),
  };
}

/** An integer that the constructor was given, as a size. */
export function option(call: LibraryCall, name: string, otherwise: number): Size {
  const value = call.attribute(name);
  if (value === undefined || value.kind === "none") return constant(otherwise);
  return sizeAttribute(call, name) ?? call.fresh("k");
}

export type Read = (call: LibraryCall) => ShapeValue;

export const self: Read = (call) => call.self;

const fitSignature = "X, y=None, sample_weight=None, **kwargs";

function fit(call: LibraryCall): ShapeValue {
  remember(call, call.get("X"), call.get("y"));
  return call.self;
}

/** What each of the rows of X gets. A row that is not known gives what is known of the reason. */
export function perRow(
  kind: (call: LibraryCall) => DtypeKind,
  sizes: (call: LibraryCall) => readonly Size[],
): LibraryFunction {
  return fn("X, **kwargs", (call) => {
    const X = call.arg("X");
    return X.kind === "unknown" ? X : call.array([rowsOf(call, X), ...sizes(call)], kind(call));
  });
}

export const fixed = (kind: DtypeKind) => (): DtypeKind => kind;
export const nothing = (): readonly Size[] => [];

/** What all estimators have. */
export const estimator: LibraryClass = model("**kwargs", {
  methods: {
    fit: fn(fitSignature, fit),
    partial_fit: fn(fitSignature, fit),
    set_params: fn("**params", self),
    get_params: fn("deep=True", (call) => call.dict({})),
    score: fn("X, y=None, sample_weight=None", (call) => scalar(call, "float")),
    __sklearn_clone__: fn("", self),
  },
});

export const clusterMixin: LibraryClass = model("", {
  methods: {
    fit_predict: fn(fitSignature, (call) => {
      const fitting = invoke(call, call.self, "fit", call.arg("X"));
      return fitting.kind === "unknown" ? fitting : call.array([rowsOf(call, call.get("X"))], "int");
    }),
  },
});

/** `fit_transform` is `fit` and then `transform`, of the program's own transformers too. */
export const transformerMixin: LibraryClass = model("", {
  methods: {
    fit_transform: fn("X, y=None, **kwargs", (call) => {
      const [X, y] = [call.arg("X"), call.get("y")];
      const fitting =
        y === undefined ? invoke(call, call.self, "fit", X) : invoke(call, call.self, "fit", X, y);
      return invoke(call, fitting.kind === "unknown" ? call.self : fitting, "transform", X);
    }),
    set_output: fn("*, transform=None", self),
    get_feature_names_out: fn("input_features=None", (call) =>
      call.array([call.fresh("features")], "object"),
    ),
  },
});

export const outputsOf = (call: LibraryCall): readonly Size[] => fitted(call).outputs ?? [];
const labelKind = (call: LibraryCall): DtypeKind => {
  const kind = fitted(call).targetKind;
  return kind === "str" ? "str" : kind;
};

/** One weight for each feature; for several outputs, a row of them each. */
export const weights: Read = (call) => {
  const { outputs, features } = fitted(call);
  return call.array([...(outputs ?? []), features], "float");
};

const intercept: Read = (call) => {
  if (call.machine.truth(call.attribute("fit_intercept") ?? maybe) === false) return call.float(0);
  return call.array(outputsOf(call), "float");
};

export const importances: Read = (call) => call.array([fitted(call).features], "float");

export const regressor: LibraryClass = model("**kwargs", {
  bases: [estimator],
  methods: { predict: perRow(fixed("float"), outputsOf) },
});

/** Two classes share one row of weights. */
const rowsOfWeights = (call: LibraryCall): Size => {
  const { classes } = fitted(call);
  return classes.value === 2 ? constant(1) : classes.value === null ? call.fresh("k") : classes;
};

const proba = perRow(fixed("float"), (call) => [fitted(call).classes]);

export const classifier: LibraryClass = model("**kwargs", {
  bases: [estimator],
  methods: {
    predict: perRow(labelKind, outputsOf),
    predict_proba: proba,
    predict_log_proba: proba,
    decision_function: perRow(fixed("float"), (call) => {
      const { classes } = fitted(call);
      return classes.value === 2 ? [] : classes.value === null ? [call.fresh("k")] : [classes];
    }),
  },
  properties: {
    classes_: (call) => call.array([fitted(call).classes], labelKind(call)),
    n_classes_: (call) => call.int(fitted(call).classes),
  },
});

/** How many scores a row gets depends on whether there are two classes, which is seldom known. */
const binaryOrMore: Read = (call) => {
  const X = call.arg("X");
  if (X.kind === "unknown") return X;
  const { classes } = fitted(call);
  if (classes.value === null) return call.unknown("data-dependent", "decision_function");
  return call.array([rowsOf(call, X), ...(classes.value === 2 ? [] : [classes])], "float");
};

export const withScores: LibraryClass = model("**kwargs", {
  bases: [classifier],
  methods: { decision_function: fn("X", binaryOrMore) },
});

export const linearClassifier: LibraryClass = model("**kwargs", {
  bases: [withScores],
  properties: {
    coef_: (call) => call.array([rowsOfWeights(call), fitted(call).features], "float"),
    intercept_: (call) => call.array([rowsOfWeights(call)], "float"),
    n_iter_: (call) => call.array([call.fresh("k")], "int"),
  },
});

export const linearRegressor: LibraryClass = model("**kwargs", {
  bases: [regressor],
  properties: { coef_: weights, intercept_: intercept, alpha_: (call) => call.float() },
});

export const treeLike = (base: LibraryClass): LibraryClass =>
  model("**kwargs", {
    bases: [base],
    methods: {
      apply: perRow(fixed("int"), nothing),
      get_depth: fn("", (call) => call.int(call.fresh("depth"))),
      get_n_leaves: fn("", (call) => call.int(call.fresh("leaves"))),
      staged_predict: fn("X", (call) =>
        call.repeated(call.fresh("k"), invoke(call, call.self, "predict", call.arg("X"))),
      ),
    },
    properties: {
      feature_importances_: importances,
      tree_: () => opaque("sklearn.tree"),
      estimators_: (call) => call.repeated(call.fresh("k"), opaque("sklearn.estimator")),
      train_score_: (call) => call.array([option(call, "n_estimators", 100)], "float"),
    },
  });

export const vectorMachine = (base: LibraryClass): LibraryClass =>
  model("**kwargs", {
    bases: [base],
    properties: {
      support_vectors_: (call) => call.array([call.fresh("vectors"), fitted(call).features], "float"),
      support_: (call) => call.array([call.fresh("vectors")], "int"),
      n_support_: (call) => call.array([call.fresh("classes")], "int"),
      dual_coef_: (call) => call.array([call.fresh("k"), call.fresh("vectors")], "float"),
      coef_: (call) => call.array([call.fresh("k"), fitted(call).features], "float"),
      intercept_: (call) => call.array([call.fresh("k")], "float"),
    },
  });

export const neighbors: LibraryFunction = fn("X=None, n_neighbors=None, return_distance=True", (call) => {
  const X = given(call, "X");
  const rows = X === null ? fitted(call).rows : rowsOf(call, X);
  const many =
    given(call, "n_neighbors") === null ? option(call, "n_neighbors", 5) : call.integer("n_neighbors", 5);
  const indices = call.array([rows, many], "int");
  return call.flag("return_distance", true) === false
    ? indices
    : call.tuple([call.array([rows, many], "float"), indices]);
});

export const withNeighbors = (base: LibraryClass, signature: string): LibraryClass =>
  model(signature, { bases: [base], methods: { kneighbors: neighbors } });

export const neighborsSignature = "n_neighbors=5, **kwargs";
export const cluster = (signature: string): LibraryClass => {
  const many = (call: LibraryCall) => option(call, "n_clusters", 8);
  return model(signature, {
    bases: [estimator, clusterMixin, transformerMixin],
    methods: {
      predict: perRow(fixed("int"), nothing),
      transform: perRow(fixed("float"), (call) => [many(call)]),
      fit_transform: fn("X, y=None", (call) =>
        call.array([rowsOf(call, call.get("X")), many(call)], "float"),
      ),
    },
    properties: {
      cluster_centers_: (call) => call.array([many(call), fitted(call).features], "float"),
      labels_: (call) => call.array([fitted(call).rows], "int"),
      inertia_: (call) => call.float(),
      n_iter_: (call) => call.int(call.fresh("k")),
    },
  });
};

/** Clusterers that find the number of clusters themselves, or keep no centres. */
export const grouping = (signature: string): LibraryClass =>
  model(signature, {
    bases: [estimator, clusterMixin],
    methods: { predict: perRow(fixed("int"), nothing) },
    properties: {
      labels_: (call) => call.array([fitted(call).rows], "int"),
      core_sample_indices_: (call) => call.array([call.fresh("k")], "int"),
      cluster_centers_: (call) => call.array([call.fresh("k"), fitted(call).features], "float"),
      children_: (call) => call.array([call.fresh("k"), constant(2)], "int"),
    },
  });

export const mixture: LibraryClass = model("n_components=1, *, covariance_type='full', **kwargs", {
  bases: [estimator, clusterMixin],
  methods: {
    predict: perRow(fixed("int"), nothing),
    predict_proba: perRow(fixed("float"), (call) => [option(call, "n_components", 1)]),
    score_samples: perRow(fixed("float"), nothing),
    bic: fn("X", (call) => call.float()),
    aic: fn("X", (call) => call.float()),
    sample: fn("n_samples=1", (call) =>
      call.tuple([
        call.array([call.integer("n_samples", 1), fitted(call).features], "float"),
        call.array([call.integer("n_samples", 1)], "int"),
      ]),
    ),
  },
  properties: {
    means_: (call) => call.array([option(call, "n_components", 1), fitted(call).features], "float"),
    weights_: (call) => call.array([option(call, "n_components", 1)], "float"),
    covariances_: (call) => {
      const { features } = fitted(call);
      const type = call.attribute("covariance_type");
      const full = type === undefined || (type.kind === "str" && type.value === "full");
      const many = option(call, "n_components", 1);
      return full
        ? call.array([many, features, features], "float")
        : call.unknown("unknown-argument", "GaussianMixture", "covariance_type");
    },
  },
});

// ------------------------------------------------------------------------------------------------ decompositions

/** `n_components`: a number, all that there can be, or as many as explain a share of the variance. */
export const components = (call: LibraryCall, otherwise: number | null): Size => {
  const value = call.attribute("n_components");
  const { rows, features } = fitted(call);
  if (value === undefined || value.kind === "none")
    return otherwise === null ? minimum(rows, features) : constant(otherwise);
  const size = sizeAttribute(call, "n_components");
  return size ?? (realOf(call, value) === 1 ? minimum(rows, features) : call.fresh("components"));
};

export function decomposition(signature: string, otherwise: number | null): LibraryClass {
  const many = (call: LibraryCall) => components(call, otherwise);
  const vector: Read = (call) => call.array([many(call)], "float");
  return model(signature, {
    bases: [estimator, transformerMixin],
    methods: {
      transform: perRow(fixed("float"), (call) => [many(call)]),
      fit_transform: fn("X, y=None, **kwargs", (call) => {
        const X = call.arg("X");
        if (X.kind === "unknown") return X;
        remember(call, X, call.get("y"));
        return call.array([rowsOf(call, X), many(call)], "float");
      }),
      inverse_transform: perRow(fixed("float"), (call) => [fitted(call).features]),
      get_covariance: fn("", (call) => call.array([fitted(call).features, fitted(call).features], "float")),
    },
    properties: {
      components_: (call) => call.array([many(call), fitted(call).features], "float"),
      explained_variance_: vector,
      explained_variance_ratio_: vector,
      singular_values_: vector,
      mean_: (call) => call.array([fitted(call).features], "float"),
      mixing_: (call) => call.array([fitted(call).features, many(call)], "float"),
      embedding_: (call) => call.array([fitted(call).rows, many(call)], "float"),
      n_components_: (call) => call.int(many(call)),
      noise_variance_: (call) => call.float(),
    },
  });
}

export const network = (base: LibraryClass): LibraryClass =>
  model("hidden_layer_sizes=(100,), **kwargs", {
    bases: [base],
    properties: {
      coefs_: (call) => call.repeated(call.fresh("layers"), call.unknown("data-dependent", "coefs_")),
      loss_curve_: (call) => call.repeated(call.fresh("epochs"), call.float()),
      loss_: (call) => call.float(),
      n_iter_: (call) => call.int(call.fresh("epochs")),
    },
  });
