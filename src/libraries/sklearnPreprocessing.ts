import type { DtypeKind } from "../algebra/abstract";
import { add, constant, floorDivide, multiply, type Size, subtract } from "../algebra/size";
import { cls, fn, type LibraryCall, type LibraryClass, type LibraryModule } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import {
  estimator,
  fitted,
  model,
  option,
  perRow,
  type Read,
  remember,
  transformerMixin,
} from "./estimators";
import { sparseMatrix } from "./sparseMatrices";
import { rowsOf, sizeAttribute, sizesOf } from "./values";

// ------------------------------------------------------------------------------------------------ scalers

const perFeature: Read = (call) => call.array([fitted(call).features], "float");
const sameShape = fn("X, **kwargs", (call) => {
  const X = call.arg("X");
  return X.kind === "unknown" ? X : floating(call, X);
});

/** The same sizes as numbers with fractions. */
function floating(call: LibraryCall, X: ShapeValue): ShapeValue {
  const shape = sizesOf(call, X);
  return shape === null ? call.like(X, "float") : call.array(shape, "float");
}

const fitTransform = fn("X, y=None, **kwargs", (call) => {
  const X = call.arg("X");
  if (X.kind === "unknown") return X;
  remember(call, X, call.get("y"));
  return floating(call, X);
});

const scaler = (signature: string, properties: readonly string[]): LibraryClass =>
  model(signature, {
    bases: [estimator, transformerMixin],
    methods: { transform: sameShape, fit_transform: fitTransform, inverse_transform: sameShape },
    properties: Object.fromEntries(properties.map((name) => [name, perFeature])),
  });

// ------------------------------------------------------------------------------------------------ polynomial features

/** How many monomials of exactly so many variables, with or without powers: n over d with repetition or without. */
function choose(n: Size, d: number): Size {
  let numerator = constant(1);
  let denominator = 1;
  for (let each = 0; each < d; each++) {
    numerator = multiply(numerator, subtract(n, constant(each)));
    denominator *= each + 1;
  }
  return floorDivide(numerator, constant(denominator)) ?? numerator;
}

/** The columns that `PolynomialFeatures` makes. */
function polynomialColumns(call: LibraryCall, features: Size): Size {
  const degree = option(call, "degree", 2).value;
  const truth = (name: string, otherwise: boolean) => {
    const value = call.attribute(name);
    return value === undefined ? otherwise : call.machine.truth(value);
  };
  const [bias, mixed] = [truth("include_bias", true), truth("interaction_only", false)];
  if (degree === null || bias === null || mixed === null || degree > 12) return call.fresh("features");
  let total = constant(bias ? 1 : 0);
  for (let d = 1; d <= degree; d++) {
    const top = mixed ? features : add(features, constant(d - 1));
    total = add(
      total,
      features.value !== null && top.value !== null && top.value < d ? constant(0) : choose(top, d),
    );
  }
  return total;
}

const polynomial: LibraryClass = model("degree=2, *, interaction_only=False, include_bias=True, order='C'", {
  bases: [estimator, transformerMixin],
  methods: {
    transform: perRow(
      () => "float",
      (call) => [polynomialColumns(call, fitted(call).features)],
    ),
    fit_transform: fn("X, y=None", (call) => {
      const X = call.arg("X");
      if (X.kind === "unknown") return X;
      remember(call, X, undefined);
      return call.array([rowsOf(call, X), polynomialColumns(call, fitted(call).features)], "float");
    }),
    get_feature_names_out: fn("input_features=None", (call) =>
      call.array([polynomialColumns(call, fitted(call).features)], "object"),
    ),
  },
  properties: {
    powers_: (call) =>
      call.array([polynomialColumns(call, fitted(call).features), fitted(call).features], "int"),
    n_output_features_: (call) => call.int(polynomialColumns(call, fitted(call).features)),
  },
});

// ------------------------------------------------------------------------------------------------ encoders

/** How many classes: counted where the labels are known. */
function classCount(call: LibraryCall, labels: ShapeValue | undefined): Size {
  const abstract = labels === undefined ? null : call.abstract(labels);
  if (abstract?.kind === "array" && abstract.data !== undefined) return constant(new Set(abstract.data).size);
  return call.fresh("classes");
}

const keptClasses = (call: LibraryCall): Size => sizeAttribute(call, "__classes__") ?? call.fresh("classes");

const labelEncoder: LibraryClass = cls("", {
  methods: {
    fit: fn("y", (call) => {
      call.setAttribute("__classes__", call.int(classCount(call, call.get("y"))));
      return call.self;
    }),
    fit_transform: fn("y", (call) => {
      call.setAttribute("__classes__", call.int(classCount(call, call.get("y"))));
      const y = call.arg("y");
      return y.kind === "unknown" ? y : call.array([rowsOf(call, y)], "int");
    }),
    transform: fn("y", (call) => call.array([rowsOf(call, call.get("y"))], "int")),
    inverse_transform: fn("y", (call) => call.array([rowsOf(call, call.get("y"))], "unknown")),
  },
  properties: { classes_: (call) => call.array([keptClasses(call)], "unknown") },
});

/** One column for each class; two classes share one. */
const indicatorColumns = (classes: Size): Size => (classes.value === 2 ? constant(1) : classes);

const labelBinarizer: LibraryClass = cls("*, neg_label=0, pos_label=1, sparse_output=False", {
  methods: {
    fit: fn("y", (call) => {
      call.setAttribute("__classes__", call.int(classCount(call, call.get("y"))));
      return call.self;
    }),
    fit_transform: fn("y", (call) => {
      const classes = classCount(call, call.get("y"));
      call.setAttribute("__classes__", call.int(classes));
      return call.array([rowsOf(call, call.get("y")), indicatorColumns(classes)], "int");
    }),
    transform: fn("y", (call) =>
      call.array([rowsOf(call, call.get("y")), indicatorColumns(keptClasses(call))], "int"),
    ),
    inverse_transform: fn("Y", (call) => call.array([rowsOf(call, call.get("Y"))], "unknown")),
  },
  properties: { classes_: (call) => call.array([keptClasses(call)], "unknown") },
});

/** The columns that one-hot encoding makes: counted where all of one feature's values are known. */
function oneHotColumns(call: LibraryCall, X: ShapeValue | undefined): Size {
  const abstract = X === undefined ? null : call.abstract(X);
  const features = abstract?.kind === "array" ? abstract.shape?.[1]?.value : undefined;
  if (abstract?.kind === "array" && abstract.data !== undefined && features === 1)
    return constant(new Set(abstract.data).size);
  return call.fresh("columns");
}

function encoded(call: LibraryCall, X: ShapeValue | undefined, columns: Size): ShapeValue {
  const shape = [rowsOf(call, X), columns];
  const dense = ["sparse", "sparse_output"].some((name) => {
    const value = call.attribute(name);
    return value !== undefined && call.machine.truth(value) === false;
  });
  return dense ? call.array(shape, "float") : sparseMatrix(call, shape, "float");
}

const oneHot: LibraryClass = model(
  "*, categories='auto', drop=None, sparse='deprecated', sparse_output=True, **kwargs",
  {
    methods: {
      fit: fn("X, y=None", (call) => {
        call.setAttribute("__columns_made__", call.int(oneHotColumns(call, call.get("X"))));
        return call.self;
      }),
      transform: fn("X", (call) =>
        encoded(call, call.get("X"), sizeAttribute(call, "__columns_made__") ?? call.fresh("columns")),
      ),
      fit_transform: fn("X, y=None", (call) => {
        const columns = oneHotColumns(call, call.get("X"));
        call.setAttribute("__columns_made__", call.int(columns));
        return encoded(call, call.get("X"), columns);
      }),
      get_feature_names_out: fn("input_features=None", (call) =>
        call.array([sizeAttribute(call, "__columns_made__") ?? call.fresh("columns")], "object"),
      ),
    },
    properties: {
      categories_: (call) => call.repeated(call.fresh("features"), call.array([call.fresh("k")], "unknown")),
    },
  },
);

const sameAs =
  (parameter: string, kind: DtypeKind) =>
  (call: LibraryCall): ShapeValue =>
    call.like(call.arg(parameter), kind);

function labelBinarize(call: LibraryCall): ShapeValue {
  const classes = sizesOf(call, call.get("classes"))?.[0] ?? call.fresh("classes");
  return call.array([rowsOf(call, call.get("y")), indicatorColumns(classes)], "int");
}

const imputer = scaler("*, strategy='mean', **kwargs", ["statistics_"]);

export const preprocessing: LibraryModule = {
  name: "sklearn.preprocessing",
  members: {
    StandardScaler: scaler("*, copy=True, with_mean=True, with_std=True", ["mean_", "scale_", "var_"]),
    MinMaxScaler: scaler("feature_range=(0, 1), *, copy=True, clip=False", [
      "min_",
      "scale_",
      "data_min_",
      "data_max_",
      "data_range_",
    ]),
    MaxAbsScaler: scaler("*, copy=True", ["max_abs_", "scale_"]),
    RobustScaler: scaler("**kwargs", ["center_", "scale_"]),
    Normalizer: scaler("norm='l2', *, copy=True", []),
    Binarizer: scaler("*, threshold=0.0, copy=True", []),
    PowerTransformer: scaler("method='yeo-johnson', **kwargs", ["lambdas_"]),
    QuantileTransformer: scaler("**kwargs", []),
    OrdinalEncoder: scaler("**kwargs", []),
    KBinsDiscretizer: scaler("n_bins=5, **kwargs", []),
    FunctionTransformer: model("func=None, inverse_func=None, **kwargs", {
      bases: [estimator, transformerMixin],
      methods: {
        transform: fn("X", (call) => {
          const applied = call.attribute("func");
          return applied === undefined || applied.kind === "none"
            ? call.arg("X")
            : call.apply(applied, call.arg("X"));
        }),
      },
    }),
    PolynomialFeatures: polynomial,
    LabelEncoder: labelEncoder,
    LabelBinarizer: labelBinarizer,
    MultiLabelBinarizer: labelBinarizer,
    OneHotEncoder: oneHot,
    scale: fn("X, *, axis=0, with_mean=True, with_std=True, copy=True", sameAs("X", "float")),
    minmax_scale: fn("X, feature_range=(0, 1), *, axis=0, copy=True", sameAs("X", "float")),
    maxabs_scale: fn("X, *, axis=0, copy=True", sameAs("X", "float")),
    normalize: fn("X, norm='l2', *, axis=1, copy=True, return_norm=False", sameAs("X", "float")),
    binarize: fn("X, *, threshold=0.0, copy=True", sameAs("X", "float")),
    label_binarize: fn("y, *, classes, neg_label=0, pos_label=1, sparse_output=False", labelBinarize),
    add_dummy_feature: fn("X, value=1.0", (call) => {
      const [rows, features] = sizesOf(call, call.get("X")) ?? [];
      if (rows === undefined || features === undefined) return call.arg("X");
      return call.array([rows, add(features, constant(1))], "float");
    }),
  },
};

export const impute: LibraryModule = {
  name: "sklearn.impute",
  members: { SimpleImputer: imputer, KNNImputer: imputer, IterativeImputer: imputer },
};
