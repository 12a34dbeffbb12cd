import type { Size } from "../algebra/size";
import { add, constant } from "../algebra/size";
import { fn, type LibraryCall, type LibraryFunction, type LibraryModule } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { given, none, opaque, rowsOf, scalar, sizesOf, someText } from "./values";

const npScore = fn("y_true, y_pred, *args, **kwargs", (call) => scalar(call, "float"));

/** The number of classes in labels that are known one by one; else a name. */
function classCount(call: LibraryCall): Size {
  const labels = given(call, "labels");
  if (labels !== null) return sizesOf(call, labels)?.[0] ?? call.fresh("classes");
  const seen = new Set<number | boolean>();
  for (const parameter of ["y_true", "y_pred"]) {
    const abstract = call.abstract(call.arg(parameter));
    if (abstract.kind !== "array" || abstract.data === undefined) return call.fresh("classes");
    for (const each of abstract.data) seen.add(each);
  }
  return constant(seen.size);
}

const square = fn("y_true, y_pred, *, labels=None, sample_weight=None, normalize=None", (call) => {
  const classes = classCount(call);
  return call.array([classes, classes], call.get("normalize") === undefined ? "int" : "float");
});

/** Precision and its kin: one number, or one for each class where `average=None`. */
const averaged = fn("y_true, y_pred, *, labels=None, pos_label=1, average='binary', **kwargs", (call) =>
  call.get("average")?.kind === "none" ? call.array([classCount(call)], "float") : scalar(call, "float"),
);

/** Error measures: one number, or one for each output where `multioutput='raw_values'`. */
const error = fn(
  "y_true, y_pred, *, sample_weight=None, multioutput='uniform_average', squared=True",
  (call) => {
    if (call.text("multioutput") !== "raw_values") return scalar(call, "float");
    const outputs = sizesOf(call, call.get("y_true"))?.[1] ?? constant(1);
    return call.array([outputs], "float");
  },
);

/** A curve has one point for each threshold, which the scores decide. */
function curve(more: readonly number[]): LibraryFunction {
  return fn("y_true, y_score, *args, **kwargs", (call) => {
    const thresholds = call.fresh("thresholds");
    return call.tuple(more.map((each) => call.array([add(thresholds, constant(each))], "float")));
  });
}

const text = fn("*args, **kwargs", () => someText);

/** Distances between the rows of X and those of Y. */
const between = fn("X, Y=None, *args, **kwargs", (call) => {
  const rows = rowsOf(call, call.get("X"));
  const other = given(call, "Y");
  return call.array([rows, other === null ? rows : rowsOf(call, other)], "float");
});

const pairwiseFunctions: Readonly<Record<string, LibraryFunction>> = {
  ...Object.fromEntries(
    [
      "euclidean_distances",
      "manhattan_distances",
      "cosine_distances",
      "cosine_similarity",
      "pairwise_distances",
      "rbf_kernel",
      "linear_kernel",
      "polynomial_kernel",
      "pairwise_kernels",
      "haversine_distances",
    ].map((name) => [name, between]),
  ),
  pairwise_distances_argmin: fn("X, Y, **kwargs", (call) => call.array([rowsOf(call, call.get("X"))], "int")),
};

const perRow = (call: LibraryCall): ShapeValue => call.array([rowsOf(call, call.get("X"))], "float");

const floats = [
  "accuracy_score",
  "balanced_accuracy_score",
  "log_loss",
  "zero_one_loss",
  "hamming_loss",
  "hinge_loss",
  "cohen_kappa_score",
  "explained_variance_score",
  "max_error",
  "adjusted_rand_score",
  "rand_score",
  "normalized_mutual_info_score",
  "adjusted_mutual_info_score",
  "mutual_info_score",
  "homogeneity_score",
  "completeness_score",
  "v_measure_score",
  "fowlkes_mallows_score",
  "brier_score_loss",
];

const numpyFloats = [
  "roc_auc_score",
  "auc",
  "average_precision_score",
  "matthews_corrcoef",
  "silhouette_score",
  "calinski_harabasz_score",
  "davies_bouldin_score",
];

export const metrics: LibraryModule = {
  name: "sklearn.metrics",
  members: {
    ...Object.fromEntries(floats.map((name) => [name, npScore])),
    ...Object.fromEntries(numpyFloats.map((name) => [name, npScore])),
    ...Object.fromEntries(
      [
        "mean_squared_error",
        "mean_absolute_error",
        "mean_squared_log_error",
        "median_absolute_error",
        "mean_absolute_percentage_error",
      ].map((name) => [name, error]),
    ),
    r2_score: fn("y_true, y_pred, *, sample_weight=None, multioutput='uniform_average'", (call) =>
      scalar(call, "float"),
    ),
    ...Object.fromEntries(
      ["precision_score", "recall_score", "f1_score", "jaccard_score"].map((name) => [name, averaged]),
    ),
    fbeta_score: averaged,
    precision_recall_fscore_support: fn("y_true, y_pred, *, labels=None, average=None, **kwargs", (call) => {
      const one =
        given(call, "average") === null ? call.array([classCount(call)], "float") : scalar(call, "float");
      return call.tuple([
        one,
        one,
        one,
        given(call, "average") === null ? call.array([classCount(call)], "int") : none,
      ]);
    }),
    confusion_matrix: square,
    multilabel_confusion_matrix: fn("y_true, y_pred, *, labels=None, **kwargs", (call) =>
      call.array([classCount(call), 2, 2], "int"),
    ),
    classification_report: text,
    roc_curve: curve([0, 0, 0]),
    precision_recall_curve: curve([1, 1, 0]),
    silhouette_samples: fn("X, labels, **kwargs", perRow),
    make_scorer: fn("*args, **kwargs", () => opaque("sklearn.scorer")),
    get_scorer: fn("*args", () => opaque("sklearn.scorer")),
    ConfusionMatrixDisplay: { kind: "constant", value: () => opaque("sklearn.display") },
    RocCurveDisplay: { kind: "constant", value: () => opaque("sklearn.display") },
    PrecisionRecallDisplay: { kind: "constant", value: () => opaque("sklearn.display") },
    plot_confusion_matrix: fn("*args, **kwargs", () => opaque("sklearn.display")),
    ...pairwiseFunctions,
  },
};

export const pairwise: LibraryModule = { name: "sklearn.metrics.pairwise", members: pairwiseFunctions };
