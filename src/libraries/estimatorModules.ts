import { fn, type LibraryClass } from "../domains/library";
import {
  classifier,
  cluster,
  clusterMixin,
  decomposition,
  estimator,
  fitted,
  fixed,
  grouping,
  linearClassifier,
  linearRegressor,
  mixture,
  model,
  neighborsSignature,
  network,
  nothing,
  outputsOf,
  perRow,
  regressor,
  transformerMixin,
  treeLike,
  vectorMachine,
  withNeighbors,
  withScores,
} from "./estimators";
import { none, opaque, rowsOf, sizeAttribute } from "./values";

// Which estimators are found in which module of scikit-learn.

export const named = (names: readonly string[], type: LibraryClass): Record<string, LibraryClass> =>
  Object.fromEntries(names.map((name) => [name, model(type.signature, { bases: [type] })]));

export const estimators = {
  linear_model: {
    ...named(
      [
        "LinearRegression",
        "Ridge",
        "RidgeCV",
        "Lasso",
        "LassoCV",
        "ElasticNet",
        "ElasticNetCV",
        "BayesianRidge",
        "ARDRegression",
        "HuberRegressor",
        "TheilSenRegressor",
        "RANSACRegressor",
        "SGDRegressor",
        "Lars",
        "LassoLars",
        "OrthogonalMatchingPursuit",
        "PoissonRegressor",
        "PassiveAggressiveRegressor",
        "QuantileRegressor",
        "TweedieRegressor",
        "GammaRegressor",
      ],
      linearRegressor,
    ),
    ...named(
      [
        "LogisticRegression",
        "LogisticRegressionCV",
        "SGDClassifier",
        "Perceptron",
        "RidgeClassifier",
        "RidgeClassifierCV",
        "PassiveAggressiveClassifier",
      ],
      linearClassifier,
    ),
  },
  neighbors: {
    KNeighborsClassifier: withNeighbors(classifier, neighborsSignature),
    KNeighborsRegressor: withNeighbors(regressor, neighborsSignature),
    RadiusNeighborsClassifier: classifier,
    NearestNeighbors: withNeighbors(estimator, "*, n_neighbors=5, **kwargs"),
    NearestCentroid: classifier,
    LocalOutlierFactor: grouping("n_neighbors=20, **kwargs"),
    KernelDensity: model("**kwargs", {
      bases: [estimator],
      methods: { score_samples: perRow(fixed("float"), nothing) },
    }),
    KDTree: model("X, **kwargs"),
    BallTree: model("X, **kwargs"),
  },
  tree: {
    ...named(["DecisionTreeClassifier", "ExtraTreeClassifier"], treeLike(classifier)),
    ...named(["DecisionTreeRegressor", "ExtraTreeRegressor"], treeLike(regressor)),
    plot_tree: fn("*args, **kwargs", (call) => call.repeated(call.fresh("k"), opaque("matplotlib"))),
    export_text: fn("*args, **kwargs", () => ({ kind: "str", value: null })),
    export_graphviz: fn("*args, **kwargs", () => none),
  },
  ensemble: {
    ...named(
      [
        "RandomForestClassifier",
        "ExtraTreesClassifier",
        "GradientBoostingClassifier",
        "HistGradientBoostingClassifier",
        "AdaBoostClassifier",
        "BaggingClassifier",
        "VotingClassifier",
        "StackingClassifier",
      ],
      treeLike(classifier),
    ),
    ...named(
      [
        "RandomForestRegressor",
        "ExtraTreesRegressor",
        "GradientBoostingRegressor",
        "HistGradientBoostingRegressor",
        "AdaBoostRegressor",
        "BaggingRegressor",
        "VotingRegressor",
        "StackingRegressor",
      ],
      treeLike(regressor),
    ),
    IsolationForest: model("**kwargs", {
      bases: [estimator, clusterMixin],
      methods: {
        predict: perRow(fixed("int"), nothing),
        decision_function: perRow(fixed("float"), nothing),
        score_samples: perRow(fixed("float"), nothing),
      },
    }),
  },
  svm: {
    ...named(["SVC", "NuSVC"], vectorMachine(withScores)),
    ...named(["SVR", "NuSVR"], vectorMachine(regressor)),
    LinearSVC: linearClassifier,
    LinearSVR: linearRegressor,
    OneClassSVM: model("**kwargs", {
      bases: [estimator, clusterMixin],
      methods: { predict: perRow(fixed("int"), nothing), decision_function: perRow(fixed("float"), nothing) },
    }),
  },
  naive_bayes: named(
    ["GaussianNB", "MultinomialNB", "BernoulliNB", "ComplementNB", "CategoricalNB"],
    model("**kwargs", {
      bases: [classifier],
      properties: {
        theta_: (call) => call.array([fitted(call).classes, fitted(call).features], "float"),
        var_: (call) => call.array([fitted(call).classes, fitted(call).features], "float"),
        class_prior_: (call) => call.array([fitted(call).classes], "float"),
        class_count_: (call) => call.array([fitted(call).classes], "float"),
      },
    }),
  ),
  cluster: {
    KMeans: cluster("n_clusters=8, **kwargs"),
    MiniBatchKMeans: cluster("n_clusters=8, **kwargs"),
    BisectingKMeans: cluster("n_clusters=8, **kwargs"),
    DBSCAN: grouping("eps=0.5, **kwargs"),
    OPTICS: grouping("**kwargs"),
    AgglomerativeClustering: grouping("n_clusters=2, **kwargs"),
    SpectralClustering: grouping("n_clusters=8, **kwargs"),
    MeanShift: grouping("**kwargs"),
    AffinityPropagation: grouping("**kwargs"),
    Birch: grouping("**kwargs"),
  },
  mixture: { GaussianMixture: mixture, BayesianGaussianMixture: mixture },
  decomposition: {
    PCA: decomposition("n_components=None, **kwargs", null),
    IncrementalPCA: decomposition("n_components=None, **kwargs", null),
    KernelPCA: decomposition("n_components=None, **kwargs", null),
    SparsePCA: decomposition("n_components=None, **kwargs", null),
    FastICA: decomposition("n_components=None, **kwargs", null),
    FactorAnalysis: decomposition("n_components=None, **kwargs", null),
    NMF: decomposition("n_components=None, **kwargs", null),
    TruncatedSVD: decomposition("n_components=2, **kwargs", 2),
    LatentDirichletAllocation: decomposition("n_components=10, **kwargs", 10),
    DictionaryLearning: decomposition("n_components=None, **kwargs", null),
  },
  manifold: Object.fromEntries(
    ["TSNE", "MDS", "Isomap", "LocallyLinearEmbedding", "SpectralEmbedding"].map((name) => [
      name,
      decomposition(
        name === "TSNE" || name === "MDS" || name === "SpectralEmbedding"
          ? "n_components=2, **kwargs"
          : "*, n_neighbors=5, n_components=2, **kwargs",
        2,
      ),
    ]),
  ),
  discriminant_analysis: {
    LinearDiscriminantAnalysis: model(
      "solver='svd', shrinkage=None, priors=None, n_components=None, **kwargs",
      {
        bases: [linearClassifier, transformerMixin],
        methods: {
          transform: perRow(fixed("float"), (call) => [
            sizeAttribute(call, "n_components") ?? call.fresh("components"),
          ]),
        },
      },
    ),
    QuadraticDiscriminantAnalysis: classifier,
  },
  neural_network: {
    MLPClassifier: network(classifier),
    MLPRegressor: network(regressor),
    BernoulliRBM: decomposition("n_components=256, **kwargs", 256),
  },
  gaussian_process: {
    GaussianProcessRegressor: model("kernel=None, **kwargs", {
      bases: [regressor],
      methods: {
        predict: fn("X, return_std=False, return_cov=False", (call) => {
          const rows = rowsOf(call, call.get("X"));
          const mean = call.array([rows, ...outputsOf(call)], "float");
          if (call.flag("return_std", false) === true) return call.tuple([mean, call.array([rows], "float")]);
          return call.flag("return_cov", false) === true
            ? call.tuple([mean, call.array([rows, rows], "float")])
            : mean;
        }),
      },
    }),
    GaussianProcessClassifier: classifier,
  },
  dummy: { DummyClassifier: classifier, DummyRegressor: regressor },
  multiclass: named(["OneVsRestClassifier", "OneVsOneClassifier"], classifier),
  calibration: { CalibratedClassifierCV: classifier },
  kernel_ridge: { KernelRidge: regressor },
  isotonic: { IsotonicRegression: regressor },
  cross_decomposition: { PLSRegression: regressor },
} as const;

export type { classifier, regressor };
