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
import { type FrameColumn, frameOf, makeFrame, makeSeries } from "./frame";
import { given, itemsOf, sizesOf, text } from "./values";

/** What `load_iris()` gives: a dict whose keys are attributes too. */
export const bunchClass: LibraryClass = cls("**kwargs", {
  construct: (call) => {
    for (const [name, value] of call.keywords) call.setAttribute(name, value);
  },
  methods: {
    __getitem__: fn("key", (call) => {
      const name = call.text("key");
      return (
        (name === null ? undefined : call.attribute(name)) ??
        call.unknown("unknown-attribute", "Bunch", name ?? "")
      );
    }),
    keys: fn("", (call) =>
      call.list(
        call.self.kind === "instance"
          ? [...call.self.attributes.keys()].map((name): ShapeValue => text(name))
          : [],
      ),
    ),
    get: fn(
      "key, default=None",
      (call) => call.attribute(call.text("key") ?? "") ?? call.get("default") ?? { kind: "none" },
    ),
  },
});

/** A data set that scikit-learn brings along or fetches: its sizes are facts of the data set. */
interface Bundled {
  readonly rows: number;
  readonly features: number;
  readonly target: DtypeKind;
  /** Columns of the target, where it has several. */
  readonly outputs?: number;
  readonly classes?: number;
  /** `feature_names` and `target_names`: a list in some data sets, an array in others. */
  readonly featureNames?: "list" | "array";
  readonly targetNames?: "list" | "array";
  readonly names?: readonly string[];
  readonly images?: readonly number[];
}

const iris = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"];
const diabetes = ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"];
const california = [
  "MedInc",
  "HouseAge",
  "AveRooms",
  "AveBedrms",
  "Population",
  "AveOccup",
  "Latitude",
  "Longitude",
];

const bundled: Readonly<Record<string, Bundled>> = {
  load_iris: {
    rows: 150,
    features: 4,
    target: "int",
    classes: 3,
    featureNames: "list",
    targetNames: "array",
    names: iris,
  },
  load_wine: {
    rows: 178,
    features: 13,
    target: "int",
    classes: 3,
    featureNames: "list",
    targetNames: "array",
  },
  load_breast_cancer: {
    rows: 569,
    features: 30,
    target: "int",
    classes: 2,
    featureNames: "array",
    targetNames: "array",
  },
  load_diabetes: { rows: 442, features: 10, target: "float", featureNames: "list", names: diabetes },
  load_linnerud: {
    rows: 20,
    features: 3,
    target: "float",
    outputs: 3,
    featureNames: "list",
    targetNames: "list",
    names: ["Chins", "Situps", "Jumps"],
  },
  load_boston: { rows: 506, features: 13, target: "float", featureNames: "array" },
  load_digits: {
    rows: 1797,
    features: 64,
    target: "int",
    classes: 10,
    featureNames: "list",
    targetNames: "array",
    images: [8, 8],
  },
  fetch_california_housing: {
    rows: 20640,
    features: 8,
    target: "float",
    featureNames: "list",
    targetNames: "list",
    names: california,
  },
  fetch_olivetti_faces: { rows: 400, features: 4096, target: "int", images: [64, 64] },
  fetch_covtype: { rows: 581012, features: 54, target: "int", featureNames: "list", targetNames: "list" },
};

const arrayOfTexts = (call: LibraryCall, size: number | Size): ShapeValue => call.array([size], "str");

function loaded(call: LibraryCall, data: Bundled): ShapeValue {
  const rows = call.get("n_class") === undefined ? constant(data.rows) : digitsRows(call, data);
  const target = data.outputs === undefined ? [rows] : [rows, data.outputs];
  const asFrame = call.flag("as_frame", false) === true;
  const columns = columnsOf(data);
  const X = asFrame
    ? makeFrame(
        call,
        columns === null
          ? { rows, count: constant(data.features), columns: null, dtype: "float" }
          : frameOf(rows, columns),
      )
    : call.array([rows, data.features], "float");
  const y =
    asFrame && data.outputs === undefined
      ? makeSeries(call, rows, data.target)
      : call.array(target, data.target);
  if (call.flag("return_X_y", false) === true) return call.tuple([X, y]);
  return call.instance("sklearn.utils.Bunch", bunchClass, bunchAttributes(call, data, rows, X, y, asFrame));
}

function columnsOf(data: Bundled): FrameColumn[] | null {
  return data.names?.map((name) => ({ name, dtype: "float" })) ?? null;
}

/** `load_digits(n_class=k)`: the first k digits. How many samples each digit has. */
const digitCounts = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180];

function digitsRows(call: LibraryCall, data: Bundled): Size {
  const many = call.integer("n_class", 10).value;
  if (many === null) return call.fresh("rows");
  return many >= 10 ? constant(data.rows) : constant(digitCounts.slice(0, many).reduce((a, b) => a + b, 0));
}

function bunchAttributes(
  call: LibraryCall,
  data: Bundled,
  rows: Size,
  X: ShapeValue,
  y: ShapeValue,
  asFrame: boolean,
): Record<string, ShapeValue> {
  const attributes: Record<string, ShapeValue> = { data: X, target: y, DESCR: { kind: "str", value: null } };
  const listed = (size: number, names?: readonly string[]) =>
    names === undefined ? call.repeated(size, { kind: "str", value: null }) : call.list(names.map(text));
  if (data.featureNames !== undefined)
    attributes.feature_names =
      data.featureNames === "list" ? listed(data.features, data.names) : arrayOfTexts(call, data.features);
  const named = data.classes ?? data.outputs ?? 1;
  if (data.targetNames !== undefined)
    attributes.target_names = data.targetNames === "list" ? listed(named) : targetNames(call, data, named);
  if (data.images !== undefined) attributes.images = call.array([rows, ...data.images], "float");
  attributes.filename = { kind: "str", value: null };
  attributes.frame = asFrame
    ? makeFrame(call, {
        rows,
        count: constant(data.features + (data.outputs ?? 1)),
        columns: frameColumns(data),
        dtype: "float",
      })
    : { kind: "none" };
  return attributes;
}

function targetNames(call: LibraryCall, data: Bundled, many: number): ShapeValue {
  return data.images === undefined ? arrayOfTexts(call, many) : call.array([many], "int");
}

function frameColumns(data: Bundled): FrameColumn[] | null {
  const columns = columnsOf(data);
  return columns === null || data.outputs !== undefined
    ? null
    : [...columns, { name: "target", dtype: data.target }];
}

// ------------------------------------------------------------------------------------------------ fetched by name

const openml: Readonly<Record<string, { rows: number; features: number; target: DtypeKind }>> = {
  mnist_784: { rows: 70000, features: 784, target: "object" },
  "Fashion-MNIST": { rows: 70000, features: 784, target: "object" },
  iris: { rows: 150, features: 4, target: "object" },
  boston: { rows: 506, features: 13, target: "float" },
  titanic: { rows: 1309, features: 13, target: "object" },
  diabetes: { rows: 768, features: 8, target: "object" },
};

function fetchOpenml(call: LibraryCall): ShapeValue {
  const name = call.text("name");
  const data = name === null ? undefined : openml[name];
  const rows = data === undefined ? call.fresh("rows") : constant(data.rows);
  const features = data === undefined ? call.fresh("features") : constant(data.features);
  const target = data?.target ?? "object";
  const frame = call.get("as_frame");
  const plain = frame !== undefined && frame.kind !== "str" && call.machine.truth(frame) === false;
  const X = plain
    ? call.array([rows, features], "float")
    : makeFrame(call, { rows, count: features, columns: null, dtype: "float" });
  const y = plain ? call.array([rows], target) : makeSeries(call, rows, target);
  if (call.flag("return_X_y", false) === true) return call.tuple([X, y]);
  return call.instance("sklearn.utils.Bunch", bunchClass, {
    data: X,
    target: y,
    feature_names: call.repeated(features, { kind: "str", value: null }),
    target_names: call.list([text("class")]),
    DESCR: { kind: "str", value: null },
  });
}

/** Faces: how many there are, and how large, is up to the arguments. */
function fetchFaces(call: LibraryCall): ShapeValue {
  const [rows, height, width, classes] = ["rows", "height", "width", "people"].map((hint) =>
    call.fresh(hint),
  );
  if (rows === undefined || height === undefined || width === undefined || classes === undefined)
    return call.unknown("file-data", "fetch_lfw_people");
  return call.instance("sklearn.utils.Bunch", bunchClass, {
    data: call.array([rows, call.fresh("features")], "float"),
    images: call.array([rows, height, width], "float"),
    target: call.array([rows], "int"),
    target_names: call.array([classes], "str"),
  });
}

// ------------------------------------------------------------------------------------------------ made

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

export const datasets: LibraryModule = {
  name: "sklearn.datasets",
  members: {
    ...Object.fromEntries(
      Object.entries(bundled).map(([name, data]) => [
        name,
        fn(
          name === "load_digits"
            ? "*, n_class=10, return_X_y=False, as_frame=False"
            : name.startsWith("load")
              ? "*, return_X_y=False, as_frame=False, scaled=True"
              : "*, data_home=None, download_if_missing=True, return_X_y=False, as_frame=False, **kwargs",
          (call) => loaded(call, data),
        ),
      ]),
    ),
    fetch_openml: fn(
      "name=None, *, version='active', data_id=None, as_frame='auto', return_X_y=False, **kwargs",
      fetchOpenml,
    ),
    fetch_lfw_people: fn("**kwargs", fetchFaces),
    fetch_20newsgroups: fn("*, subset='train', **kwargs", (call) =>
      call.instance("sklearn.utils.Bunch", bunchClass, {
        data: call.repeated(call.fresh("rows"), { kind: "str", value: null }),
        target: call.array([call.fresh("rows")], "int"),
        target_names: call.repeated(call.fresh("classes"), { kind: "str", value: null }),
      }),
    ),
    load_sample_image: fn("image_name", (call) => call.array([427, 640, 3], "int")),
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
  },
};

/** The rows of the test part and of the training part, as scikit-learn counts them. */
export function splitSizes(call: LibraryCall, rows: Size): readonly [Size, Size] {
  const [test, train] = [share(call, "test_size"), share(call, "train_size")];
  const n = rows.value;
  if ([test, train].some((each) => each !== null && Number.isNaN(each.value))) {
    const last = call.fresh("test");
    return [subtract(rows, last), last];
  }
  if (n === null) return namedSplit(call, rows, test, train);
  const testRows = test === null ? null : test.whole ? test.value : Math.ceil(test.value * n);
  const trainRows = train === null ? null : train.whole ? train.value : Math.floor(train.value * n);
  const last = testRows ?? (trainRows === null ? Math.ceil(0.25 * n) : n - trainRows);
  return [constant(trainRows ?? n - last), constant(last)];
}

interface Share {
  /** NaN where the program computes it from what is not known. */
  readonly value: number;
  readonly whole: boolean;
}

function share(call: LibraryCall, parameter: string): Share | null {
  const value = given(call, parameter);
  if (value === null) return null;
  const abstract = call.abstract(value);
  if (abstract.kind === "int" && abstract.size.value !== null)
    return { value: abstract.size.value, whole: true };
  return abstract.kind === "float" && abstract.value !== null
    ? { value: abstract.value, whole: false }
    : { value: Number.NaN, whole: false };
}

function namedSplit(
  call: LibraryCall,
  rows: Size,
  test: Share | null,
  train: Share | null,
): readonly [Size, Size] {
  if (test?.whole) return [subtract(rows, constant(test.value)), constant(test.value)];
  if (train?.whole) return [constant(train.value), subtract(rows, constant(train.value))];
  const part = test === null && train === null ? 0.25 : test === null ? null : test.value;
  const by = part === null ? null : Math.round(1 / part);
  // A quarter, a fifth, a tenth of the rows, rounded up.
  if (part !== null && by !== null && Math.abs(1 / by - part) < 1e-12) {
    const last = floorDivide(add(rows, constant(by - 1)), constant(by)) ?? call.fresh("test");
    return [subtract(rows, last), last];
  }
  const last = call.fresh("test");
  return [subtract(rows, last), last];
}
