import type { DtypeKind } from "../algebra/abstract";
import { constant, type Size } from "../algebra/size";
import { cls, fn, type LibraryCall, type LibraryClass } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { makeFrame, makeIndex, makeSeries, readSeries, withRows } from "./frame";
import { drawing, silent, some } from "./frameChanges";
import { asKind, kindOf } from "./frameMaking";
import { onSeries, seriesProperty } from "./frameMembers";
import { operators } from "./frameOperators";
import { axisLeft, indexers, plainIndex } from "./frameSelection";
import { dropArguments, given, maybe, scalar, someText } from "./values";

const sameSeries = (dtype: DtypeKind | null = null, signature = "*args, **kwargs") =>
  onSeries(signature, (call, rows, own) => makeSeries(call, rows, dtype ?? own));

const fewerItems = onSeries("*args, **kwargs", (call, _rows, dtype) =>
  makeSeries(call, call.fresh("rows"), dtype),
);

export const reduced = (dtype: DtypeKind | null) =>
  onSeries("*args, **kwargs", (call, _rows, own) => scalar(call, dtype ?? own));

const firstItems = onSeries("n=5", (call, rows, dtype) =>
  makeSeries(call, some(rows, call.integer("n", 5)), dtype),
);

function seriesItem(call: LibraryCall, rows: Size, dtype: DtypeKind): ShapeValue {
  const index = plainIndex(call, call.arg("key"));
  if (index.kind === "str") return scalar(call, dtype);
  const left = axisLeft(call, rows, index);
  const [size] = left ?? [];
  if (left === null) return call.unknown("unknown-argument", "pandas.Series", "key");
  return size === undefined ? scalar(call, dtype) : makeSeries(call, size, dtype);
}

function pythonItem(call: LibraryCall, dtype: DtypeKind): ShapeValue {
  if (dtype === "int") return call.int(call.fresh("k"));
  if (dtype === "float") return call.float();
  if (dtype === "bool") return maybe;
  return dtype === "str" || dtype === "object" ? someText : call.unknown("data-dependent", "pandas.Series");
}

/** The kind that a function gives of each element, or that a dict holds. */
function mappedKind(call: LibraryCall, parameter: string, dtype: DtypeKind): DtypeKind {
  const by = call.arg(parameter);
  if (by.kind === "dict") {
    const kinds = [...(by.cell.value?.entries.values() ?? [])].map(
      (entry) => call.shapeOf(entry.value).dtype,
    );
    const [first = "unknown"] = kinds;
    return kinds.every((kind) => kind === first) ? first : "unknown";
  }
  if (by.kind === "unknown") return "unknown";
  const element = dtype === "object" || dtype === "str" ? someText : scalar(call, dtype);
  const { shape, dtype: kind } = call.shapeOf(call.apply(by, element));
  return shape?.length === 0 ? kind : "unknown";
}

export const seriesClass: LibraryClass = cls("data=None, index=None, dtype=None, name=None, copy=False", {
  construct: (call) => {
    dropArguments(call, "data", "index", "dtype", "copy");
    const data = call.get("data");
    if (data?.kind === "dict") {
      call.setAttribute("__array__", call.array([constant(data.cell.value?.entries.size ?? 0)], "unknown"));
      return;
    }
    const { shape, dtype } =
      data === undefined ? { shape: null, dtype: "unknown" as const } : call.shapeOf(data);
    const index = given(call, "index");
    const rows =
      shape?.[0] ?? (index === null ? undefined : call.shapeOf(index).shape?.[0]) ?? call.fresh("rows");
    call.setAttribute("__array__", call.array([rows], dtype === "str" ? "object" : dtype));
  },
  methods: {
    ...operators(),
    __getitem__: onSeries("key", seriesItem),
    __setitem__: silent,
    __len__: onSeries("", (call, rows) => call.int(rows)),
    __iter__: onSeries("", (call, rows, dtype) => call.repeated(rows, pythonItem(call, dtype))),
    __contains__: fn("item", () => maybe),
    to_numpy: onSeries("dtype=None, copy=False, na_value=None", (call, rows, dtype) =>
      asKind(call, call.array([rows], dtype)),
    ),
    tolist: onSeries("", (call, rows, dtype) => call.repeated(rows, pythonItem(call, dtype))),
    to_list: onSeries("", (call, rows, dtype) => call.repeated(rows, pythonItem(call, dtype))),
    unique: onSeries("", (call, _rows, dtype) => call.array([call.fresh("k")], dtype)),
    nunique: onSeries("dropna=True", (call) => call.int(call.fresh("k"))),
    value_counts: onSeries("*args, **kwargs", (call) => makeSeries(call, call.fresh("k"), "int")),
    head: firstItems,
    tail: firstItems,
    dropna: fewerItems,
    drop_duplicates: fewerItems,
    drop: fewerItems,
    sample: fewerItems,
    nlargest: firstItems,
    nsmallest: firstItems,
    astype: onSeries("dtype, copy=True, errors='raise'", (call, rows) =>
      makeSeries(call, rows, kindOf(call)),
    ),
    map: onSeries("arg, na_action=None", (call, rows, dtype) =>
      makeSeries(call, rows, mappedKind(call, "arg", dtype)),
    ),
    apply: onSeries("func, convert_dtype=True, args=(), **kwargs", (call, rows, dtype) =>
      makeSeries(call, rows, mappedKind(call, "func", dtype)),
    ),
    replace: sameSeries("unknown"),
    isnull: sameSeries("bool"),
    isna: sameSeries("bool"),
    notnull: sameSeries("bool"),
    notna: sameSeries("bool"),
    isin: sameSeries("bool"),
    between: sameSeries("bool"),
    duplicated: sameSeries("bool"),
    fillna: sameSeries(),
    copy: sameSeries(),
    sort_values: sameSeries(),
    sort_index: sameSeries(),
    reset_index: onSeries("level=None, drop=False, name=None, inplace=False", (call, rows, dtype) =>
      call.flag("drop", false) === true
        ? makeSeries(call, rows, dtype)
        : makeFrame(call, { rows, count: constant(2), columns: null, dtype: "unknown" }),
    ),
    rename: sameSeries(),
    clip: sameSeries(),
    round: sameSeries(),
    abs: sameSeries(),
    cumsum: sameSeries(),
    diff: sameSeries("float"),
    shift: sameSeries("unknown"),
    pct_change: sameSeries("float"),
    to_frame: onSeries("name=None", (call, rows, dtype) =>
      makeFrame(call, { rows, count: constant(1), columns: null, dtype }),
    ),
    to_dict: onSeries("*args", (call) => call.dict({})),
    mean: reduced("float"),
    std: reduced("float"),
    var: reduced("float"),
    median: reduced("float"),
    quantile: reduced("float"),
    sum: reduced(null),
    min: reduced(null),
    max: reduced(null),
    prod: reduced(null),
    count: reduced("int"),
    any: reduced("bool"),
    all: reduced("bool"),
    argmax: onSeries("*args, **kwargs", (call) => call.int(call.fresh("k"))),
    argmin: onSeries("*args, **kwargs", (call) => call.int(call.fresh("k"))),
    items: onSeries("", (call, rows, dtype) =>
      call.repeated(rows, call.tuple([call.int(call.fresh("i")), pythonItem(call, dtype)])),
    ),
    plot: drawing,
    hist: drawing,
    groupby: drawing,
    rolling: drawing,
    to_csv: silent,
  },
  properties: {
    ...indexers,
    values: seriesProperty((call, rows, dtype) => call.array([rows], dtype)),
    array: seriesProperty((call, rows, dtype) => call.array([rows], dtype)),
    T: (call) => call.self,
    shape: seriesProperty((call, rows) => call.tuple([call.int(rows)])),
    size: seriesProperty((call, rows) => call.int(rows)),
    ndim: (call) => call.int(1),
    index: seriesProperty((call, rows) => makeIndex(call, rows, null)),
    dtype: seriesProperty((call, rows, dtype) =>
      call.machine.attribute(call.array([rows], dtype), "dtype", call.site),
    ),
    str: (call) => call.instance("pandas.StringMethods", stringMethods, { __target__: call.self }),
    dt: (call) => call.instance("pandas.DatetimeProperties", stringMethods, { __target__: call.self }),
    cat: (call) => call.instance("pandas.CategoricalAccessor", categorical, { __target__: call.self }),
  },
});

export const categorical: LibraryClass = cls("", {
  properties: {
    codes: (call) =>
      withRows(call, call.like(call.attribute("__target__") ?? call.self, "int"), targetRows(call)),
    categories: (call) => makeIndex(call, call.fresh("k"), null),
  },
});

function targetRows(call: LibraryCall): Size {
  return readSeries(call, call.attribute("__target__"))?.rows ?? call.fresh("rows");
}

/** `s.str.lower()`, `s.dt.year`: as many as there were. */
const stringMethods: LibraryClass = cls("", {
  methods: {
    __getattr__: fn("name", (call) => {
      const rows = targetRows(call);
      const made: ShapeValue = makeSeries(call, rows, "unknown");
      return ["year", "month", "day", "hour", "minute", "dayofweek", "weekday"].includes(
        call.text("name") ?? "",
      )
        ? made
        : { kind: "builtin", name: "pandas.str", call: () => makeSeries(call, rows, "unknown") };
    }),
  },
});
