import type { DtypeKind } from "../algebra/abstract";
import { add, constant, type Size } from "../algebra/size";
import { fn, type LibraryCall, type LibraryFunction } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { given, itemsOf, sizesOf } from "./values";

// The data sets that scikit-learn makes up.

const samples = (call: LibraryCall, otherwise: number): Size => {
  const value = given(call, "n_samples");
  const parts = itemsOf(value ?? undefined);
  if (parts !== null) {
    const sizes = parts
      .map((part) => call.abstract(part))
      .map((part) => (part.kind === "int" ? part.size : call.fresh("rows")));
    return sizes.reduce(add, constant(0));
  }
  return call.integer("n_samples", otherwise);
};

const pair = (
  call: LibraryCall,
  rows: Size,
  features: Size | number,
  target: DtypeKind,
  outputs?: Size,
): ShapeValue =>
  call.tuple([
    call.array([rows, features], "float"),
    call.array(outputs === undefined ? [rows] : [rows, outputs], target),
  ]);

const made = (
  signature: string,
  features: number | string,
  target: DtypeKind,
  defaults = { rows: 100, features: 2 },
): LibraryFunction =>
  fn(signature, (call) => {
    const width = typeof features === "number" ? features : call.integer(features, defaults.features);
    return pair(call, samples(call, defaults.rows), width, target);
  });

function blobs(call: LibraryCall): ShapeValue {
  const centers = sizesOf(call, given(call, "centers") ?? undefined);
  const features =
    centers !== null && centers.length === 2 && centers[1] !== undefined
      ? centers[1]
      : call.integer("n_features", 2);
  const result = [
    call.array([samples(call, 100), features], "float"),
    call.array([samples(call, 100)], "int"),
  ];
  if (call.flag("return_centers", false) !== true) return call.tuple(result);
  const many =
    centers?.length === 2 ? centers[0] : centers?.length === 0 ? call.integer("centers", 3) : constant(3);
  return call.tuple([...result, call.array([many ?? 3, features], "float")]);
}

function regression(call: LibraryCall): ShapeValue {
  const rows = samples(call, 100);
  const features = call.integer("n_features", 100);
  const targets = call.integer("n_targets", 1);
  const outputs = targets.value === 1 ? [] : [targets];
  const items = [call.array([rows, features], "float"), call.array([rows, ...outputs], "float")];
  if (call.flag("coef", false) === true) items.push(call.array([features, ...outputs], "float"));
  return call.tuple(items);
}

const common = "*, shuffle=True, noise=None, random_state=None, factor=0.8";

/** `make_blobs` and its like: as many rows and columns as are asked for. */
export const madeDatasets: Readonly<Record<string, LibraryFunction>> = {
  make_blobs: fn(
    "n_samples=100, n_features=2, *, centers=None, cluster_std=1.0, center_box=(-10.0, 10.0), shuffle=True, random_state=None, return_centers=False",
    blobs,
  ),
  make_moons: made(`n_samples=100, ${common}`, 2, "int"),
  make_circles: made(`n_samples=100, ${common}`, 2, "int"),
  make_classification: made("n_samples=100, n_features=20, **kwargs", "n_features", "int", {
    rows: 100,
    features: 20,
  }),
  make_gaussian_quantiles: made(
    "*, mean=None, cov=1.0, n_samples=100, n_features=2, n_classes=3, shuffle=True, random_state=None",
    "n_features",
    "int",
  ),
  make_hastie_10_2: made("n_samples=12000, *, random_state=None", 10, "float", {
    rows: 12000,
    features: 10,
  }),
  make_regression: fn(
    "n_samples=100, n_features=100, *, n_informative=10, n_targets=1, bias=0.0, effective_rank=None, tail_strength=0.5, noise=0.0, shuffle=True, coef=False, random_state=None",
    regression,
  ),
  make_friedman1: made(
    "n_samples=100, n_features=10, *, noise=0.0, random_state=None",
    "n_features",
    "float",
    { rows: 100, features: 10 },
  ),
  make_friedman2: made("n_samples=100, *, noise=0.0, random_state=None", 4, "float"),
  make_friedman3: made("n_samples=100, *, noise=0.0, random_state=None", 4, "float"),
  make_swiss_roll: made("n_samples=100, *, noise=0.0, random_state=None, hole=False", 3, "float"),
  make_s_curve: made("n_samples=100, *, noise=0.0, random_state=None", 3, "float"),
  make_sparse_uncorrelated: made(
    "n_samples=100, n_features=10, *, random_state=None",
    "n_features",
    "float",
    { rows: 100, features: 10 },
  ),
  make_multilabel_classification: fn("n_samples=100, n_features=20, *, n_classes=5, **kwargs", (call) =>
    pair(call, samples(call, 100), call.integer("n_features", 20), "int", call.integer("n_classes", 5)),
  ),
  make_low_rank_matrix: fn("n_samples=100, n_features=100, **kwargs", (call) =>
    call.array([samples(call, 100), call.integer("n_features", 100)], "float"),
  ),
  make_spd_matrix: fn("n_dim, *, random_state=None", (call) => {
    const n = call.integer("n_dim", 1);
    return call.array([n, n], "float");
  }),
};
