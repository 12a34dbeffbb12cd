import type { DtypeKind } from "../algebra/abstract";
import { cls, fn, type LibraryCall, type LibraryClass, type LibraryModule } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { estimators } from "./estimatorModules";
import {
  clusterMixin,
  estimator,
  fitted,
  model,
  option,
  perRow,
  regressor,
  transformerMixin,
} from "./estimators";
import { withRows } from "./frame";
import { bunchClass, datasets } from "./sklearnDatasets";
import { metrics, pairwise } from "./sklearnMetrics";
import { modelSelection } from "./sklearnModelSelection";
import { columnTransformer, pipelineModule } from "./sklearnPipeline";
import { impute, preprocessing } from "./sklearnPreprocessing";
import { sparseMatrix } from "./sparseMatrices";
import { given, none, opaque, rowsOf, scalar, sizeAttribute } from "./values";

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
