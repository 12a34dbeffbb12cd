import { constant, floorDivide, type Size, subtract } from "../algebra/size";
import { fn, type LibraryCall, type LibraryClass, type LibraryModule } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { estimator, model, option, remember } from "./estimators";
import { withRows } from "./frame";
import { splitSizes } from "./trainTestSplit";
import { given, invoke, opaque, rowsOf } from "./values";

// Splitting data, and judging models by it.

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

export const scores = (call: LibraryCall): ShapeValue => call.array([folds(call, call.get("cv"))], "float");

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

export const modelSelection: LibraryModule = {
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
