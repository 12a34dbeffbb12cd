import type { DtypeKind } from "../algebra/abstract";
import { add, constant, floorDivide, type Size, subtract } from "../algebra/size";
import {
  cls,
  fn,
  type LibraryCall,
  type LibraryClass,
  type LibraryFunction,
  type LibraryModule,
} from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import {
  clusterMixin,
  estimator,
  estimators,
  fitted,
  model,
  option,
  perRow,
  regressor,
  remember,
  transformerMixin,
} from "./estimators";
import { withRows } from "./frame";
import { bunchClass, datasets, splitSizes } from "./sklearnDatasets";
import { metrics, pairwise } from "./sklearnMetrics";
import { impute, preprocessing, sparseMatrix } from "./sklearnPreprocessing";
import { given, invoke, itemsOf, none, opaque, rowsOf, scalar, sizeAttribute } from "./values";

// ------------------------------------------------------------------------------------------------ splitting

function trainTestSplit(call: LibraryCall): ShapeValue {
  const [first] = call.rest;
  if (first === undefined) return call.unknown("unknown-argument", "train_test_split", "arrays");
  const sizes = call.shapeOf(first).shape;
  const rows = sizes?.[0];
  const parts = rows === undefined ? null : splitSizes(call, rows);
  const items = call.rest.flatMap((value): ShapeValue[] => {
    if (value.kind === "unknown" || parts === null) return [value, value];
    return [withRows(call, value, parts[0]), withRows(call, value, parts[1])];
  });
  return call.list(items);
}

/** The number of folds: a number, or what a splitter was made with. */
function folds(call: LibraryCall, value: ShapeValue | undefined): Size {
  if (value === undefined || value.kind === "none") return constant(5);
  const abstract = call.abstract(value);
  if (abstract.kind === "int") return abstract.size;
  if (value.kind !== "instance") return call.fresh("folds");
  const many = value.attributes.get("n_splits")?.value;
  const size = many === undefined ? null : call.abstract(many);
  return size?.kind === "int" ? size.size : constant(5);
}

/** Indices of the training rows and of the test rows, for each fold: the first folds may have one row more. */
function foldsOf(call: LibraryCall): ShapeValue {
  const rows = rowsOf(call, call.get("X"));
  const many = option(call, "n_splits", 5);
  const pair = (test: Size) =>
    call.tuple([call.array([subtract(rows, test)], "int"), call.array([test], "int")]);
  const [n, k] = [rows.value, many.value];
  if (n !== null && k !== null && k > 0 && k <= 50)
    return call.list(
      Array.from({ length: k }, (_, index) => pair(constant(Math.floor(n / k) + (index < n % k ? 1 : 0)))),
    );
  return call.repeated(many, pair(floorDivide(rows, many) ?? call.fresh("test")));
}

const splitter = (signature: string): LibraryClass =>
  model(signature, {
    methods: {
      split: fn("X, y=None, groups=None", foldsOf),
      get_n_splits: fn("X=None, y=None, groups=None", (call) => call.int(option(call, "n_splits", 5))),
    },
  });

const shuffleSplitter: LibraryClass = model(
  "n_splits=10, *, test_size=None, train_size=None, random_state=None",
  {
    methods: {
      split: fn("X, y=None, groups=None", (call) => {
        const test = call.fresh("test");
        const rows = rowsOf(call, call.get("X"));
        return call.repeated(
          option(call, "n_splits", 10),
          call.tuple([call.array([subtract(rows, test)], "int"), call.array([test], "int")]),
        );
      }),
    },
  },
);

const scores = (call: LibraryCall): ShapeValue => call.array([folds(call, call.get("cv"))], "float");

function crossValidate(call: LibraryCall): ShapeValue {
  const entries: Record<string, ShapeValue> = {};
  for (const name of ["fit_time", "score_time", "test_score"]) entries[name] = scores(call);
  if (call.flag("return_train_score", false) === true) entries.train_score = scores(call);
  return call.dict(entries);
}

/** A search over parameters fits the estimator that it was given. */
const search = (signature: string): LibraryClass =>
  model(signature, {
    bases: [estimator],
    methods: {
      fit: fn("X, y=None, **kwargs", (call) => {
        const best = call.attribute("estimator");
        const [X, y] = [call.arg("X"), call.get("y")];
        remember(call, X, y);
        if (best !== undefined) {
          if (y === undefined) invoke(call, best, "fit", X);
          else invoke(call, best, "fit", X, y);
          call.setAttribute("best_estimator_", best);
        }
        return call.self;
      }),
      ...Object.fromEntries(
        ["predict", "predict_proba", "transform", "decision_function"].map((name) => [
          name,
          fn("X", (call) => {
            const best = call.attribute("best_estimator_");
            return best === undefined
              ? call.unknown("unknown-attribute", "GridSearchCV", name)
              : invoke(call, best, name, call.arg("X"));
          }),
        ]),
      ),
    },
    properties: {
      best_params_: (call) => call.dict({}),
      best_score_: (call) => call.array([], "float"),
      best_index_: (call) => call.int(call.fresh("k")),
      cv_results_: () => opaque("cv_results_"),
    },
  });

function learningCurve(call: LibraryCall): ShapeValue {
  const sizes = given(call, "train_sizes");
  const many = sizes === null ? constant(5) : (call.shapeOf(sizes).shape?.[0] ?? call.fresh("k"));
  const cv = folds(call, call.get("cv"));
  const curve = call.array([many, cv], "float");
  return call.tuple([call.array([many], "int"), curve, curve]);
}

const modelSelection: LibraryModule = {
  name: "sklearn.model_selection",
  members: {
    train_test_split: fn(
      "*arrays, test_size=None, train_size=None, random_state=None, shuffle=True, stratify=None",
      trainTestSplit,
    ),
    KFold: splitter("n_splits=5, *, shuffle=False, random_state=None"),
    StratifiedKFold: splitter("n_splits=5, *, shuffle=False, random_state=None"),
    GroupKFold: splitter("n_splits=5"),
    RepeatedKFold: shuffleSplitter,
    TimeSeriesSplit: shuffleSplitter,
    ShuffleSplit: shuffleSplitter,
    StratifiedShuffleSplit: shuffleSplitter,
    LeaveOneOut: model("", {
      methods: {
        split: fn("X, y=None, groups=None", (call) => {
          const rows = rowsOf(call, call.get("X"));
          return call.repeated(
            rows,
            call.tuple([call.array([subtract(rows, constant(1))], "int"), call.array([1], "int")]),
          );
        }),
        get_n_splits: fn("X, y=None", (call) => call.int(rowsOf(call, call.get("X")))),
      },
    }),
    cross_val_score: fn("estimator, X, y=None, *, groups=None, scoring=None, cv=None, **kwargs", scores),
    cross_val_predict: fn("estimator, X, y=None, *, cv=None, **kwargs", (call) =>
      call.array(
        [rowsOf(call, call.get("X"))],
        given(call, "y") === null ? "unknown" : call.shapeOf(call.arg("y")).dtype,
      ),
    ),
    cross_validate: fn(
      "estimator, X, y=None, *, scoring=None, cv=None, return_train_score=False, **kwargs",
      crossValidate,
    ),
    learning_curve: fn("estimator, X, y, *, train_sizes=None, cv=None, **kwargs", learningCurve),
    validation_curve: fn(
      "estimator, X, y, *, param_name=None, param_range=None, cv=None, **kwargs",
      (call) => {
        const many = call.shapeOf(call.arg("param_range")).shape?.[0] ?? call.fresh("k");
        const curve = call.array([many, folds(call, call.get("cv"))], "float");
        return call.tuple([curve, curve]);
      },
    ),
    GridSearchCV: search("estimator, param_grid, *, scoring=None, cv=None, **kwargs"),
    RandomizedSearchCV: search(
      "estimator, param_distributions, *, n_iter=10, scoring=None, cv=None, **kwargs",
    ),
    ParameterGrid: fn("param_grid", (call) => call.repeated(call.fresh("k"), call.dict({}))),
  },
};

// ------------------------------------------------------------------------------------------------ pipelines

/** The estimators of a pipeline's steps, in order; null where they are not known. */
function stepsOf(call: LibraryCall): readonly ShapeValue[] | null {
  const steps = itemsOf(call.attribute("steps"));
  return steps?.map((step) => itemsOf(step)?.[1] ?? step) ?? null;
}

function isIdle(step: ShapeValue): boolean {
  return step.kind === "str" || step.kind === "none";
}

/** Fits all steps but the last, each to what the one before gave; gives what the last one sees. */
function upToLast(
  call: LibraryCall,
  steps: readonly ShapeValue[],
  method: "transform" | "fit_transform",
): ShapeValue {
  let X = call.arg("X");
  const y = call.get("y");
  for (const step of steps.slice(0, -1)) {
    if (isIdle(step)) continue;
    X =
      method === "fit_transform" && y !== undefined
        ? invoke(call, step, method, X, y)
        : invoke(call, step, method, X);
  }
  return X;
}

const unknownSteps = (call: LibraryCall) => call.unknown("unknown-argument", "Pipeline", "steps");

const throughSteps = (method: string): LibraryFunction =>
  fn("X, y=None, **kwargs", (call) => {
    const steps = stepsOf(call);
    const last = steps?.at(-1);
    if (steps === null || last === undefined) return unknownSteps(call);
    const X = upToLast(call, steps, method.startsWith("fit") ? "fit_transform" : "transform");
    const y = call.get("y");
    if (isIdle(last)) return method === "fit" ? call.self : X;
    const result = y === undefined ? invoke(call, last, method, X) : invoke(call, last, method, X, y);
    return method === "fit" ? call.self : result;
  });

const pipelineMethods = [
  "fit",
  "predict",
  "predict_proba",
  "decision_function",
  "transform",
  "fit_transform",
  "fit_predict",
  "score",
];

const pipelineClass: LibraryClass = cls("steps, *, memory=None, verbose=False", {
  bases: [estimator],
  methods: {
    ...Object.fromEntries(pipelineMethods.map((name) => [name, throughSteps(name)])),
    inverse_transform: fn("X", (call) => call.arg("X")),
    __getitem__: fn("key", (call) => {
      const key = call.arg("key");
      const steps = itemsOf(call.attribute("steps"));
      const at = call.machine.integer(key);
      if (steps !== null && at !== null) return itemsOf(steps.at(at))?.[1] ?? unknownSteps(call);
      return stepNamed(call, key.kind === "str" ? key.value : null);
    }),
    __len__: fn("", (call) => call.int(itemsOf(call.attribute("steps"))?.length ?? call.fresh("steps"))),
  },
  properties: {
    named_steps: (call) => {
      const entries = (itemsOf(call.attribute("steps")) ?? []).map((step) => itemsOf(step) ?? []);
      const named: Record<string, ShapeValue> = {};
      for (const [name, step] of entries)
        if (name?.kind === "str" && name.value !== null && step !== undefined) named[name.value] = step;
      return call.instance("sklearn.utils.Bunch", bunchClass, named);
    },
  },
});

function stepNamed(call: LibraryCall, name: string | null): ShapeValue {
  for (const step of itemsOf(call.attribute("steps")) ?? []) {
    const [key, value] = itemsOf(step) ?? [];
    if (key?.kind === "str" && key.value === name && value !== undefined) return value;
  }
  return unknownSteps(call);
}

/** Several transformers side by side: the sum of their features. */
const unionClass: LibraryClass = cls("transformer_list, **kwargs", {
  bases: [estimator],
  methods: Object.fromEntries(
    ["transform", "fit_transform"].map((method) => [
      method,
      fn("X, y=None", (call) => {
        const X = call.arg("X");
        const parts = (itemsOf(call.attribute("transformer_list")) ?? []).map(
          (each) => itemsOf(each)?.[1] ?? each,
        );
        const sizes = parts.map(
          (part) => call.shapeOf(invoke(call, part, method, X)).shape?.[1] ?? call.fresh("features"),
        );
        return call.array([rowsOf(call, X), sizes.reduce(add, constant(0))], "float");
      }),
    ]),
  ),
});

const columnTransformer: LibraryClass = model("transformers, **kwargs", {
  bases: [estimator],
  methods: {
    transform: perRow(
      () => "float",
      (call) => [sizeAttribute(call, "__made__") ?? call.fresh("features")],
    ),
    fit_transform: fn("X, y=None", (call) => {
      const made = call.fresh("features");
      call.setAttribute("__made__", call.int(made));
      return call.array([rowsOf(call, call.get("X")), made], "float");
    }),
  },
});

const pipelineModule: LibraryModule = {
  name: "sklearn.pipeline",
  members: {
    Pipeline: pipelineClass,
    make_pipeline: fn("*steps, memory=None, verbose=False", (call) =>
      call.instance("sklearn.pipeline.Pipeline", pipelineClass, {
        steps: call.list(call.rest.map((step) => call.tuple([{ kind: "str", value: stepName(step) }, step]))),
      }),
    ),
    FeatureUnion: unionClass,
    make_union: fn("*transformers, **kwargs", (call) =>
      call.instance("sklearn.pipeline.FeatureUnion", unionClass, {
        transformer_list: call.list(
          call.rest.map((step) => call.tuple([{ kind: "str", value: stepName(step) }, step])),
        ),
      }),
    ),
  },
};

function stepName(step: ShapeValue): string {
  return step.kind === "instance" ? step.type.name.toLowerCase() : "step";
}

// ------------------------------------------------------------------------------------------------ the rest

const mixin: LibraryClass = cls("", {});

const base: LibraryModule = {
  name: "sklearn.base",
  members: {
    BaseEstimator: cls("", {
      methods: {
        get_params: fn("deep=True", (call) => call.dict({})),
        set_params: fn("**params", (call) => call.self),
      },
    }),
    ClassifierMixin: cls("", {
      methods: { score: fn("X, y, sample_weight=None", (call) => scalar(call, "float")) },
    }),
    RegressorMixin: cls("", {
      methods: { score: fn("X, y, sample_weight=None", (call) => scalar(call, "float")) },
    }),
    TransformerMixin: transformerMixin,
    ClusterMixin: clusterMixin,
    MetaEstimatorMixin: mixin,
    OneToOneFeatureMixin: mixin,
    clone: fn("estimator, *, safe=True", (call) => call.arg("estimator")),
    is_classifier: fn("estimator", () => ({ kind: "bool", value: null })),
    is_regressor: fn("estimator", () => ({ kind: "bool", value: null })),
  },
};

/** Rows in another order, or so many of them. */
function shuffled(call: LibraryCall): ShapeValue {
  const many = given(call, "n_samples");
  const items = call.rest.map((value) =>
    value.kind === "unknown" || many === null
      ? unordered(call, value)
      : withRows(call, value, call.integer("n_samples", 1)),
  );
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : call.list(items);
}

function unordered(call: LibraryCall, value: ShapeValue): ShapeValue {
  const { shape } = call.shapeOf(value);
  return shape?.[0] === undefined ? value : withRows(call, value, shape[0]);
}

const utils: LibraryModule = {
  name: "sklearn.utils",
  members: {
    Bunch: bunchClass,
    shuffle: fn("*arrays, random_state=None, n_samples=None", shuffled),
    resample: fn("*arrays, replace=True, n_samples=None, random_state=None, stratify=None", shuffled),
    check_random_state: fn("seed", (call) => call.numpy("numpy.random.RandomState")),
    check_array: fn("array, **kwargs", (call) => call.like(call.arg("array"))),
    check_X_y: fn("X, y, **kwargs", (call) =>
      call.tuple([call.like(call.arg("X")), call.like(call.arg("y"))]),
    ),
    gen_batches: fn("n, batch_size, **kwargs", (call) => call.unknown("not-supported", "gen_batches")),
  },
};

const featureSelection: LibraryModule = {
  name: "sklearn.feature_selection",
  members: {
    ...Object.fromEntries(
      ["SelectKBest", "RFE", "RFECV", "SelectFromModel", "VarianceThreshold", "SelectPercentile"].map(
        (name) => [
          name,
          model(name === "SelectKBest" ? "score_func=None, *, k=10" : "**kwargs", {
            bases: [estimator, transformerMixin],
            methods: {
              transform: perRow(
                () => "float",
                (call) => [name === "SelectKBest" ? option(call, "k", 10) : call.fresh("features")],
              ),
              get_support: fn("indices=False", (call) => call.array([fitted(call).features], "bool")),
            },
            properties: {
              scores_: (call) => call.array([fitted(call).features], "float"),
              pvalues_: (call) => call.array([fitted(call).features], "float"),
              ranking_: (call) => call.array([fitted(call).features], "int"),
              support_: (call) => call.array([fitted(call).features], "bool"),
            },
          }),
        ],
      ),
    ),
    ...Object.fromEntries(
      ["f_classif", "chi2", "f_regression"].map((name) => [
        name,
        fn("X, y", (call) => {
          const features = call.shapeOf(call.arg("X")).shape?.[1] ?? call.fresh("features");
          return call.tuple([call.array([features], "float"), call.array([features], "float")]);
        }),
      ]),
    ),
  },
};

/** Counts of words: a sparse matrix of as many columns as there are words. */
const vectorizer: LibraryClass = model("**kwargs", {
  bases: [estimator],
  methods: {
    fit: fn("raw_documents, y=None", (call) => {
      call.setAttribute("__words__", call.int(call.fresh("words")));
      return call.self;
    }),
    fit_transform: fn("raw_documents, y=None", (call) => {
      const words = call.fresh("words");
      call.setAttribute("__words__", call.int(words));
      return sparseMatrix(call, [rowsOf(call, call.get("raw_documents")), words], "float");
    }),
    transform: fn("raw_documents", (call) =>
      sparseMatrix(
        call,
        [rowsOf(call, call.get("raw_documents")), sizeAttribute(call, "__words__") ?? call.fresh("words")],
        "float",
      ),
    ),
    get_feature_names_out: fn("input_features=None", (call) =>
      call.array([sizeAttribute(call, "__words__") ?? call.fresh("words")], "object"),
    ),
    get_feature_names: fn("", (call) =>
      call.repeated(sizeAttribute(call, "__words__") ?? call.fresh("words"), { kind: "str", value: null }),
    ),
  },
  properties: { vocabulary_: (call) => call.dict({}) },
});

const plain = (name: string, members: LibraryModule["members"]): LibraryModule => ({ name, members });

export const sklearn: readonly LibraryModule[] = [
  datasets,
  modelSelection,
  preprocessing,
  impute,
  pipelineModule,
  metrics,
  pairwise,
  base,
  utils,
  featureSelection,
  plain("sklearn.feature_extraction.text", {
    CountVectorizer: vectorizer,
    TfidfVectorizer: vectorizer,
    HashingVectorizer: vectorizer,
  }),
  plain("sklearn.compose", {
    ColumnTransformer: columnTransformer,
    TransformedTargetRegressor: regressor,
    make_column_transformer: fn("*transformers, **kwargs", (call) =>
      call.instance("sklearn.compose.ColumnTransformer", columnTransformer),
    ),
  }),
  plain("sklearn.experimental", { enable_iterative_imputer: { kind: "constant", value: () => none } }),
  plain("sklearn.inspection", {
    permutation_importance: fn("estimator, X, y, *, n_repeats=5, **kwargs", (call) => {
      const features = call.shapeOf(call.arg("X")).shape?.[1] ?? call.fresh("features");
      const kind: DtypeKind = "float";
      return call.instance("sklearn.utils.Bunch", bunchClass, {
        importances: call.array([features, call.integer("n_repeats", 5)], kind),
        importances_mean: call.array([features], kind),
        importances_std: call.array([features], kind),
      });
    }),
    DecisionBoundaryDisplay: { kind: "constant", value: () => opaque("sklearn.display") },
  }),
  plain(
    "sklearn.exceptions",
    Object.fromEntries(
      ["ConvergenceWarning", "NotFittedError", "DataConversionWarning"].map((name) => [name, cls("*args")]),
    ),
  ),
  plain("sklearn.utils.multiclass", {
    unique_labels: fn("*ys", (call) =>
      call.array(
        [call.fresh("classes")],
        call.rest[0] === undefined ? "unknown" : call.shapeOf(call.rest[0]).dtype,
      ),
    ),
  }),
  plain("sklearn.utils.validation", {
    check_is_fitted: fn("*args, **kwargs", () => none),
    check_X_y: utils.members.check_X_y ?? fn("", () => none),
    check_array: utils.members.check_array ?? fn("", () => none),
  }),
  ...Object.entries(estimators).map(([name, members]) => plain(`sklearn.${name}`, members)),
];
