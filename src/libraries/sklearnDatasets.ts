import type { DtypeKind } from "../algebra/abstract";
import { constant, type Size } from "../algebra/size";
import { cls, fn, type LibraryCall, type LibraryClass, type LibraryModule } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { type FrameColumn, frameOf, makeFrame, makeSeries } from "./frame";
import { madeDatasets } from "./sklearnMade";
import { text } from "./values";

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
    ...madeDatasets,
  },
};
