import type { DtypeKind } from "../algebra/abstract";
import { add, constant, minimum, type Size, subtract } from "../algebra/size";
import { cls, fn, type LibraryCall, type LibraryClass, type LibraryFunction } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import {
  type Frame,
  type FrameColumn,
  frameAttributes,
  frameOf,
  makeFrame,
  makeIndex,
  makeSeries,
  readFrame,
  readSeries,
  withRows,
} from "./frame";
import {
  dropArguments,
  given,
  itemsOf,
  maybe,
  none,
  opaque,
  scalar,
  someText,
  text,
  textsOf,
} from "./values";

// ------------------------------------------------------------------------------------------------ helpers

function ownFrame(call: LibraryCall): Frame | null {
  return readFrame(call, call.self);
}

function lost(call: LibraryCall): ShapeValue {
  return call.unknown("unknown-argument", "pandas.DataFrame", "self");
}

type OfFrame = (call: LibraryCall, frame: Frame) => ShapeValue;
type OfSeries = (call: LibraryCall, rows: Size, dtype: DtypeKind) => ShapeValue;

const onFrame = (signature: string, body: OfFrame): LibraryFunction =>
  fn(signature, (call) => {
    const frame = ownFrame(call);
    return frame === null ? lost(call) : body(call, frame);
  });

const onSeries = (signature: string, body: OfSeries): LibraryFunction =>
  fn(signature, (call) => {
    const series = readSeries(call, call.self);
    return series === null ? lost(call) : body(call, series.rows, series.dtype);
  });

const frameProperty =
  (body: OfFrame) =>
  (call: LibraryCall): ShapeValue => {
    const frame = ownFrame(call);
    return frame === null ? lost(call) : body(call, frame);
  };

const seriesProperty =
  (body: OfSeries) =>
  (call: LibraryCall): ShapeValue => {
    const series = readSeries(call, call.self);
    return series === null ? lost(call) : body(call, series.rows, series.dtype);
  };

/** The result, or the frame itself changed where `inplace=True`. */
function placed(call: LibraryCall, frame: Frame): ShapeValue {
  if (call.flag("inplace", false) !== true) return makeFrame(call, frame);
  for (const [name, value] of Object.entries(frameAttributes(call, frame))) call.setAttribute(name, value);
  return none;
}

const withKind = (frame: Frame, dtype: DtypeKind): Frame => ({
  ...frame,
  dtype,
  columns: frame.columns?.map(({ name }) => ({ name, dtype })) ?? null,
});

// ------------------------------------------------------------------------------------------------ selecting

/** `df[names]` */
function chosen(frame: Frame, names: readonly string[]): Frame {
  const { columns } = frame;
  if (columns === null) return { ...frame, count: constant(names.length), columns: null };
  const found = names.map(
    (name): FrameColumn => columns.find((each) => each.name === name) ?? { name, dtype: "unknown" },
  );
  return frameOf(frame.rows, found);
}

function columnNamed(call: LibraryCall, frame: Frame, name: string): ShapeValue {
  const column = frame.columns?.find((each) => each.name === name);
  return makeSeries(call, frame.rows, column?.dtype ?? "unknown");
}

/** How many rows a mask or a slice leaves. */
function rowsLeft(call: LibraryCall, rows: Size, index: ShapeValue): Size {
  const taken = call.numpy("operator.getitem", call.array([rows], "int"), index);
  return call.shapeOf(taken).shape?.[0] ?? call.fresh("rows");
}

/** The value that NumPy or Python knows of a Series: what `__getitem__` may be given. */
function plainIndex(call: LibraryCall, index: ShapeValue): ShapeValue {
  const series = readSeries(call, index);
  return series === null
    ? index
    : index.kind === "instance"
      ? (index.attributes.get("__array__")?.value ?? index)
      : index;
}

function frameItem(call: LibraryCall, frame: Frame): ShapeValue {
  const index = plainIndex(call, call.arg("key"));
  if (index.kind === "str")
    return index.value === null
      ? makeSeries(call, frame.rows, "unknown")
      : columnNamed(call, frame, index.value);
  if (index.kind === "slice") return makeFrame(call, { ...frame, rows: rowsLeft(call, frame.rows, index) });
  const names = textsOf(index) ?? indexNames(index);
  if (names !== null) return makeFrame(call, chosen(frame, names));
  if (index.kind === "unknown") return index;
  const { shape, dtype } = call.shapeOf(index);
  if (dtype === "bool" && shape?.length === 1)
    return makeFrame(call, { ...frame, rows: rowsLeft(call, frame.rows, index) });
  const [count] = shape ?? [];
  if (count === undefined) return makeSeries(call, frame.rows, "unknown");
  return makeFrame(call, { ...frame, count, columns: null, dtype: "unknown" });
}

function indexNames(index: ShapeValue): string[] | null {
  if (index.kind !== "instance") return null;
  const names = index.attributes.get("__names__")?.value;
  if (names?.kind !== "tuple" || names.content.kind !== "items") return null;
  return names.content.items.flatMap((each) =>
    each.kind === "str" && each.value !== null ? [each.value] : [],
  );
}

/** `df.iloc[rows, columns]`: as NumPy's indexing, but that lists on both axes go crosswise. */
function iloc(call: LibraryCall): ShapeValue {
  const target = call.attribute("__target__");
  const index = call.arg("key");
  const frame = readFrame(call, target);
  if (frame === null) return seriesAt(call, target, index);
  const [rowIndex, columnIndex] = index.kind === "tuple" ? (itemsOf(index) ?? []) : [index];
  const rows = rowIndex === undefined ? [frame.rows] : axisLeft(call, frame.rows, rowIndex);
  const columns = columnIndex === undefined ? [frame.count] : axisLeft(call, frame.count, columnIndex);
  if (rows === null || columns === null)
    return call.unknown("unknown-argument", "pandas.DataFrame.iloc", "key");
  const kept = columnIndex === undefined ? frame.columns : pickedColumns(call, frame, columnIndex);
  return cut(call, frame, rows, columns, kept);
}

/** A frame, a column, a row, or an element, by what is left of the two axes. */
function cut(
  call: LibraryCall,
  frame: Frame,
  rows: readonly Size[],
  columns: readonly Size[],
  kept: readonly FrameColumn[] | null,
): ShapeValue {
  const [row] = rows;
  const [column] = columns;
  const dtype = kept === null ? frame.dtype : frameOf(frame.rows, kept).dtype;
  if (row !== undefined && column !== undefined)
    return makeFrame(call, { rows: row, count: column, columns: kept, dtype });
  if (row !== undefined) return makeSeries(call, row, kept?.[0]?.dtype ?? "unknown");
  if (column !== undefined) return makeSeries(call, column, dtype);
  return scalar(call, kept?.[0]?.dtype ?? "unknown");
}

/** The axis after an index on it: gone, or so long. */
function axisLeft(call: LibraryCall, size: Size, index: ShapeValue): readonly Size[] | null {
  const plain = plainIndex(call, index);
  if (plain.kind === "unknown") return null;
  return call.shapeOf(call.numpy("operator.getitem", call.array([size], "int"), plain)).shape;
}

/** Which columns an index takes: found by indexing their numbers. */
function pickedColumns(call: LibraryCall, frame: Frame, index: ShapeValue): readonly FrameColumn[] | null {
  const { columns } = frame;
  if (columns === null) return null;
  const numbers = call.numpy("numpy.arange", call.int(columns.length));
  const picked = call.abstract(call.numpy("operator.getitem", numbers, plainIndex(call, index)));
  if (picked.kind !== "array" || picked.data === undefined) return null;
  return picked.data.flatMap((at) => columns[Number(at)] ?? []);
}

function seriesAt(call: LibraryCall, target: ShapeValue | undefined, index: ShapeValue): ShapeValue {
  const series = readSeries(call, target);
  if (series === null) return lost(call);
  const left = axisLeft(call, series.rows, index);
  const [rows] = left ?? [];
  if (left === null) return call.unknown("unknown-argument", "pandas.Series.iloc", "key");
  return rows === undefined ? scalar(call, series.dtype) : makeSeries(call, rows, series.dtype);
}

/** `df.loc[rows, columns]`: rows by mask or label, columns by name. */
function loc(call: LibraryCall): ShapeValue {
  const target = call.attribute("__target__");
  const index = call.arg("key");
  const frame = readFrame(call, target);
  if (frame === null) return seriesLoc(call, target, index);
  const [rowIndex = index, columnIndex] = index.kind === "tuple" ? (itemsOf(index) ?? []) : [index];
  const rows = labelledRows(call, frame.rows, rowIndex);
  if (columnIndex === undefined) return cut(call, frame, rows, [frame.count], frame.columns);
  const names = namedColumns(call, frame, columnIndex);
  if (names === null) return call.unknown("unknown-argument", "pandas.DataFrame.loc", "key");
  const kept = chosen(frame, names).columns;
  return cut(call, frame, rows, columnIndex.kind === "str" ? [] : [constant(names.length)], kept);
}

function namedColumns(_call: LibraryCall, frame: Frame, index: ShapeValue): string[] | null {
  if (index.kind === "str") return index.value === null ? null : [index.value];
  const listed = textsOf(index) ?? indexNames(index);
  if (listed !== null) return listed;
  if (index.kind !== "slice" || frame.columns === null) return null;
  const names = frame.columns.map((each) => each.name);
  const at = (end: ShapeValue, otherwise: number) =>
    end.kind === "none"
      ? otherwise
      : end.kind === "str" && end.value !== null
        ? names.indexOf(end.value)
        : -1;
  const [start, stop] = [at(index.start, 0), at(index.stop, names.length - 1)];
  return start < 0 || stop < 0 ? null : names.slice(start, stop + 1);
}

/** Labels are not followed: a mask, a list and a slice leave rows, one label leaves none. */
function labelledRows(call: LibraryCall, rows: Size, index: ShapeValue): readonly Size[] {
  const plain = plainIndex(call, index);
  if (plain.kind === "slice") {
    const whole = plain.start.kind === "none" && plain.stop.kind === "none" && plain.step.kind === "none";
    return [whole ? rows : call.fresh("rows")];
  }
  const { shape, dtype } = call.shapeOf(plain);
  const [size] = shape ?? [];
  if (dtype === "bool" && size !== undefined) return [rowsLeft(call, rows, plain)];
  return size === undefined ? (shape === null ? [call.fresh("rows")] : []) : [size];
}

function seriesLoc(call: LibraryCall, target: ShapeValue | undefined, index: ShapeValue): ShapeValue {
  const series = readSeries(call, target);
  if (series === null) return lost(call);
  const [rows] = labelledRows(call, series.rows, index);
  return rows === undefined ? scalar(call, series.dtype) : makeSeries(call, rows, series.dtype);
}

const indexer = (read: (call: LibraryCall) => ShapeValue): LibraryClass =>
  cls("", { methods: { __getitem__: fn("key", read), __setitem__: fn("key, value", () => none) } });

const ilocClass = indexer(iloc);
const locClass = indexer(loc);

const indexerOf =
  (type: LibraryClass, name: string) =>
  (call: LibraryCall): ShapeValue =>
    call.instance(name, type, { __target__: call.self });

const indexers = {
  iloc: indexerOf(ilocClass, "pandas.iloc"),
  loc: indexerOf(locClass, "pandas.loc"),
  iat: indexerOf(ilocClass, "pandas.iloc"),
  at: indexerOf(locClass, "pandas.loc"),
  ix: indexerOf(locClass, "pandas.loc"),
};

// ------------------------------------------------------------------------------------------------ operators

const arithmetic = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow"];
const comparisons = ["lt", "le", "gt", "ge", "eq", "ne"];
const logical = ["and", "or", "xor"];

function combinedKind(operator: string, a: DtypeKind, b: DtypeKind): DtypeKind {
  if (comparisons.includes(operator)) return "bool";
  if (operator === "truediv") return a === "object" ? "object" : "float";
  if (a === "int" && b === "int") return "int";
  if (a === "bool" && b === "bool") return "bool";
  return a === "object" || b === "object" ? "object" : a === "unknown" ? "unknown" : "float";
}

function operators(): Record<string, LibraryFunction> {
  const methods: Record<string, LibraryFunction> = {};
  for (const operator of [...arithmetic, ...comparisons, ...logical]) {
    const body = fn("other", (call) => {
      const other = call.shapeOf(call.arg("other"));
      const frame = ownFrame(call);
      if (frame !== null)
        return makeFrame(call, withKind(frame, combinedKind(operator, frame.dtype, other.dtype)));
      const wider = readFrame(call, call.arg("other"));
      const series = readSeries(call, call.self);
      if (wider !== null)
        return makeFrame(call, withKind(wider, combinedKind(operator, wider.dtype, wider.dtype)));
      return series === null
        ? lost(call)
        : makeSeries(call, series.rows, combinedKind(operator, series.dtype, other.dtype));
    });
    methods[`__${operator}__`] = body;
    if (!comparisons.includes(operator)) methods[`__r${operator}__`] = body;
  }
  const same = fn("", (call) => call.self);
  return { ...methods, __neg__: same, __pos__: same, __invert__: same, __abs__: same };
}

// ------------------------------------------------------------------------------------------------ classes

const sameFrame = (signature = "*args, inplace=False, **kwargs") =>
  onFrame(signature, (call, frame) => placed(call, frame));

const fewerRows = (signature = "*args, inplace=False, **kwargs") =>
  onFrame(signature, (call, frame) => placed(call, { ...frame, rows: call.fresh("rows") }));

/** One number for each column. */
const perColumn = (dtype: DtypeKind | null) =>
  onFrame("axis=0, skipna=True, level=None, numeric_only=None, **kwargs", (call, frame) => {
    const axis = call.get("axis");
    const along = axis?.kind === "str" ? axis.value : axis === undefined ? 0 : call.machine.integer(axis);
    const size = along === 1 || along === "columns" ? frame.rows : frame.count;
    return makeSeries(call, size, dtype ?? frame.dtype);
  });

function dropped(call: LibraryCall, frame: Frame): ShapeValue {
  const axis = call.get("axis");
  const columnwise =
    axis?.kind === "str" ? axis.value === "columns" : axis !== undefined && call.machine.integer(axis) === 1;
  const named = given(call, "columns") ?? (columnwise ? given(call, "labels") : null);
  if (named !== null) {
    const gone =
      named.kind === "str" && named.value !== null ? [named.value] : (textsOf(named) ?? indexNames(named));
    return placed(
      call,
      gone === null ? { ...frame, count: call.fresh("columns"), columns: null } : without(frame, gone),
    );
  }
  const labels = given(call, "index") ?? given(call, "labels");
  const single = labels !== null && call.shapeOf(labels).shape?.length === 0;
  const many = labels === null ? null : single ? constant(1) : (call.shapeOf(labels).shape?.[0] ?? null);
  return placed(call, { ...frame, rows: many === null ? call.fresh("rows") : subtract(frame.rows, many) });
}

function without(frame: Frame, gone: readonly string[]): Frame {
  if (frame.columns === null) return { ...frame, count: subtract(frame.count, constant(new Set(gone).size)) };
  return frameOf(
    frame.rows,
    frame.columns.filter((each) => !gone.includes(each.name)),
  );
}

function stored(call: LibraryCall, frame: Frame): ShapeValue {
  const key = call.arg("key");
  const names = key.kind === "str" && key.value !== null ? [key.value] : textsOf(key);
  if (names === null) return none;
  const { dtype } = call.shapeOf(call.arg("value"));
  const changed = (columns: readonly FrameColumn[]) => [
    ...columns.map((each) => (names.includes(each.name) ? { ...each, dtype } : each)),
    ...names.filter((name) => !columns.some((each) => each.name === name)).map((name) => ({ name, dtype })),
  ];
  const next =
    frame.columns === null
      ? { ...frame, count: call.fresh("columns"), dtype: "unknown" as const }
      : frameOf(frame.rows, changed(frame.columns));
  for (const [name, value] of Object.entries(frameAttributes(call, next))) call.setAttribute(name, value);
  return none;
}

function resetIndex(call: LibraryCall, frame: Frame): ShapeValue {
  if (call.flag("drop", false) === true) return placed(call, frame);
  const index: FrameColumn = { name: "index", dtype: "unknown" };
  return placed(call, {
    ...frame,
    count: add(frame.count, constant(1)),
    columns: frame.columns === null ? null : [index, ...frame.columns],
    dtype: "unknown",
  });
}

function numericColumns(frame: Frame): readonly FrameColumn[] | null {
  return frame.columns?.filter(({ dtype }) => ["int", "float", "bool"].includes(dtype)) ?? null;
}

function table(call: LibraryCall, frame: Frame, rows: Size | null): ShapeValue {
  const columns = numericColumns(frame);
  const uncertain = columns === null || columns.some(({ dtype }) => dtype === "unknown");
  const count = uncertain
    ? frame.dtype === "float" || frame.dtype === "int"
      ? frame.count
      : call.fresh("columns")
    : constant(columns.length);
  return makeFrame(call, { rows: rows ?? count, count, columns: null, dtype: "float" });
}

/** `head(n)` */
const some = (rows: Size, many: Size): Size => {
  const { value } = many;
  return value !== null && value < 0 ? add(rows, many) : minimum(rows, many);
};

const firstRows = onFrame("n=5", (call, frame) =>
  makeFrame(call, { ...frame, rows: some(frame.rows, call.integer("n", 5)) }),
);

const sampled = onFrame(
  "n=None, frac=None, replace=False, weights=None, random_state=None, axis=None, ignore_index=False",
  (call, frame) => {
    const frac = given(call, "frac");
    if (frac === null) return makeFrame(call, { ...frame, rows: call.integer("n", 1) });
    const part = call.abstract(frac);
    const share = part.kind === "float" ? part.value : part.kind === "int" ? part.size.value : null;
    if (share === 1) return makeFrame(call, frame);
    const rows =
      frame.rows.value !== null && share !== null
        ? constant(Math.round(frame.rows.value * share))
        : call.fresh("rows");
    return makeFrame(call, { ...frame, rows });
  },
);

const silent = fn("*args, **kwargs", () => none);
const drawing = fn("*args, **kwargs", () => opaque("pandas.plot"));

export const frameClass: LibraryClass = cls("data=None, index=None, columns=None, dtype=None, copy=None", {
  construct: (call) => {
    dropArguments(call, "data", "index", "columns", "dtype", "copy");
    for (const [name, value] of Object.entries(frameAttributes(call, frameFrom(call))))
      call.setAttribute(name, value);
  },
  methods: {
    ...operators(),
    __getitem__: onFrame("key", frameItem),
    __setitem__: onFrame("key, value", stored),
    __delitem__: onFrame("key", (call, frame) => {
      const key = call.arg("key");
      const next = without(frame, key.kind === "str" && key.value !== null ? [key.value] : []);
      for (const [name, value] of Object.entries(frameAttributes(call, next))) call.setAttribute(name, value);
      return none;
    }),
    __len__: onFrame("", (call, frame) => call.int(frame.rows)),
    __iter__: onFrame("", (call, frame) =>
      frame.columns === null
        ? call.repeated(frame.count, someText)
        : call.list(frame.columns.map((each) => text(each.name))),
    ),
    __contains__: fn("item", () => maybe),
    __getattr__: onFrame("name", (call, frame) => {
      const name = call.text("name");
      const column = frame.columns?.some((each) => each.name === name);
      return name !== null && column === true
        ? columnNamed(call, frame, name)
        : call.unknown("unknown-attribute", "pandas.DataFrame", name ?? "");
    }),
    to_numpy: onFrame("dtype=None, copy=False, na_value=None", (call, frame) =>
      asKind(call, call.array([frame.rows, frame.count], frame.dtype)),
    ),
    as_matrix: onFrame("columns=None", (call, frame) => call.array([frame.rows, frame.count], frame.dtype)),
    head: firstRows,
    tail: firstRows,
    sample: sampled,
    drop: onFrame(
      "labels=None, axis=0, index=None, columns=None, level=None, inplace=False, errors='raise'",
      dropped,
    ),
    pop: onFrame("item", (call, frame) => {
      const name = call.text("item") ?? "";
      for (const [key, value] of Object.entries(frameAttributes(call, without(frame, [name]))))
        call.setAttribute(key, value);
      return columnNamed(call, frame, name);
    }),
    insert: fn("loc, column, value, allow_duplicates=False", (call) => {
      const frame = ownFrame(call);
      if (frame === null) return none;
      const next = {
        ...frame,
        count: add(frame.count, constant(1)),
        columns: null,
        dtype: "unknown" as const,
      };
      for (const [key, value] of Object.entries(frameAttributes(call, next))) call.setAttribute(key, value);
      return none;
    }),
    dropna: fewerRows(),
    drop_duplicates: fewerRows(),
    query: fewerRows("expr, inplace=False, **kwargs"),
    fillna: sameFrame("value=None, method=None, axis=None, inplace=False, **kwargs"),
    replace: sameFrame("to_replace=None, value=None, inplace=False, **kwargs"),
    copy: sameFrame("deep=True"),
    sort_values: sameFrame("by, axis=0, ascending=True, inplace=False, **kwargs"),
    sort_index: sameFrame(),
    interpolate: sameFrame(),
    ffill: sameFrame(),
    bfill: sameFrame(),
    round: sameFrame("decimals=0, **kwargs"),
    abs: sameFrame(""),
    clip: sameFrame(),
    cumsum: sameFrame(),
    shift: sameFrame("periods=1, **kwargs"),
    diff: sameFrame("periods=1, axis=0"),
    applymap: onFrame("func, **kwargs", (call, frame) => makeFrame(call, withKind(frame, "unknown"))),
    rename: onFrame(
      "mapper=None, index=None, columns=None, axis=None, inplace=False, **kwargs",
      (call, frame) => placed(call, given(call, "columns") === null ? frame : { ...frame, columns: null }),
    ),
    astype: onFrame("dtype, copy=True, errors='raise'", (call, frame) => {
      const dtype = call.abstract(call.arg("dtype"));
      const kind = kindOf(call);
      return makeFrame(
        call,
        dtype.kind === "object" ? { ...frame, dtype: "unknown" } : withKind(frame, kind),
      );
    }),
    isnull: onFrame("", (call, frame) => makeFrame(call, withKind(frame, "bool"))),
    isna: onFrame("", (call, frame) => makeFrame(call, withKind(frame, "bool"))),
    notnull: onFrame("", (call, frame) => makeFrame(call, withKind(frame, "bool"))),
    notna: onFrame("", (call, frame) => makeFrame(call, withKind(frame, "bool"))),
    duplicated: onFrame("*args, **kwargs", (call, frame) => makeSeries(call, frame.rows, "bool")),
    reset_index: onFrame("level=None, drop=False, inplace=False, **kwargs", resetIndex),
    set_index: onFrame(
      "keys, drop=True, append=False, inplace=False, verify_integrity=False",
      (call, frame) => {
        const key = call.arg("keys");
        const gone = key.kind === "str" && key.value !== null ? [key.value] : textsOf(key);
        return placed(
          call,
          gone === null ? { ...frame, count: call.fresh("columns"), columns: null } : without(frame, gone),
        );
      },
    ),
    transpose: onFrame("*args", (call, frame) =>
      makeFrame(call, { ...frame, rows: frame.count, count: frame.rows, columns: null }),
    ),
    describe: onFrame("percentiles=None, include=None, exclude=None", (call, frame) =>
      table(call, frame, constant(8)),
    ),
    corr: onFrame("method='pearson', min_periods=1, numeric_only=None", (call, frame) =>
      table(call, frame, null),
    ),
    cov: onFrame("min_periods=None, ddof=1, numeric_only=None", (call, frame) => table(call, frame, null)),
    mean: perColumn("float"),
    std: perColumn("float"),
    var: perColumn("float"),
    median: perColumn("float"),
    quantile: perColumn("float"),
    sum: perColumn(null),
    min: perColumn(null),
    max: perColumn(null),
    count: perColumn("int"),
    nunique: perColumn("int"),
    any: perColumn("bool"),
    all: perColumn("bool"),
    iterrows: onFrame("", (call, frame) =>
      call.repeated(
        frame.rows,
        call.tuple([call.int(call.fresh("i")), makeSeries(call, frame.count, frame.dtype)]),
      ),
    ),
    itertuples: onFrame("index=True, name='Pandas'", (call, frame) =>
      call.repeated(frame.rows, opaque("pandas.row")),
    ),
    keys: onFrame("", (call, frame) =>
      makeIndex(call, frame.count, frame.columns?.map((each) => each.name) ?? null),
    ),
    get: onFrame("key, default=None", frameItem),
    info: silent,
    to_csv: silent,
    to_excel: silent,
    to_pickle: silent,
    hist: drawing,
    boxplot: drawing,
    groupby: drawing,
    rolling: drawing,
  },
  properties: {
    ...indexers,
    values: frameProperty((call, frame) => call.array([frame.rows, frame.count], frame.dtype)),
    T: frameProperty((call, frame) =>
      makeFrame(call, { ...frame, rows: frame.count, count: frame.rows, columns: null }),
    ),
    shape: frameProperty((call, frame) => call.tuple([call.int(frame.rows), call.int(frame.count)])),
    ndim: (call) => call.int(2),
    size: frameProperty((call, frame) =>
      call.machine.domain.multiply(intOf(call, frame.rows), intOf(call, frame.count)),
    ),
    columns: frameProperty((call, frame) =>
      makeIndex(call, frame.count, frame.columns?.map((each) => each.name) ?? null),
    ),
    index: frameProperty((call, frame) => makeIndex(call, frame.rows, null)),
    dtypes: frameProperty((call, frame) => makeSeries(call, frame.count, "object")),
    plot: () => opaque("pandas.plot"),
    style: () => opaque("pandas.style"),
    empty: () => maybe,
  },
});

function intOf(call: LibraryCall, size: Size) {
  const value = call.int(size);
  return value.kind === "datum" ? value : call.machine.domain.someInt("k", call.site);
}

/** The kind that an argument `dtype` names. */
function kindOf(call: LibraryCall): DtypeKind {
  const made = call.numpy("numpy.dtype", call.arg("dtype"));
  const abstract = call.abstract(made);
  return abstract.kind === "dtype" ? abstract.dtype : "unknown";
}

function asKind(call: LibraryCall, array: ShapeValue): ShapeValue {
  return given(call, "dtype") === null ? array : call.like(array, kindOf(call));
}

/** What `pd.DataFrame(data, columns=…)` holds. */
export function frameFrom(call: LibraryCall): Frame {
  const data = call.get("data");
  const labels = given(call, "columns");
  const names = labels === null ? null : (textsOf(labels) ?? indexNames(labels));
  const existing = readFrame(call, data);
  if (existing !== null) return names === null ? existing : chosen(existing, names);
  if (data?.kind === "dict") return fromDict(call, data, names);
  const { shape, dtype } =
    data === undefined ? { shape: null, dtype: "unknown" as const } : call.shapeOf(data);
  const rows = shape?.[0] ?? call.fresh("rows");
  const kind = dtype === "str" ? "object" : dtype;
  if (names !== null)
    return frameOf(
      rows,
      names.map((name) => ({ name, dtype: kind })),
    );
  const labelled = labels === null ? undefined : call.shapeOf(labels).shape?.[0];
  const count = shape === null ? (labelled ?? call.fresh("columns")) : (shape[1] ?? constant(1));
  return { rows, count, columns: null, dtype: kind };
}

function fromDict(
  call: LibraryCall,
  data: Extract<ShapeValue, { kind: "dict" }>,
  names: string[] | null,
): Frame {
  const content = data.cell.value;
  const columns: FrameColumn[] = [];
  let rows: Size | null = null;
  for (const { key, value } of content?.entries.values() ?? []) {
    const { shape, dtype } = call.shapeOf(value);
    rows = rows ?? shape?.[0] ?? null;
    if (key.kind === "str" && key.value !== null) columns.push({ name: key.value, dtype });
  }
  const height = rows ?? call.fresh("rows");
  if (content === undefined || content.rest !== null)
    return { rows: height, count: call.fresh("columns"), columns: null, dtype: "unknown" };
  const frame = frameOf(height, columns);
  return names === null ? frame : chosen(frame, names);
}

// ------------------------------------------------------------------------------------------------ Series

const sameSeries = (dtype: DtypeKind | null = null, signature = "*args, **kwargs") =>
  onSeries(signature, (call, rows, own) => makeSeries(call, rows, dtype ?? own));

const fewerItems = onSeries("*args, **kwargs", (call, _rows, dtype) =>
  makeSeries(call, call.fresh("rows"), dtype),
);

const reduced = (dtype: DtypeKind | null) =>
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
    map: sameSeries("unknown"),
    apply: sameSeries("unknown"),
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

const categorical: LibraryClass = cls("", {
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

// ------------------------------------------------------------------------------------------------ Index

const ofIndex =
  (body: (call: LibraryCall, size: Size, names: string[] | null, dtype: DtypeKind) => ShapeValue) =>
  (call: LibraryCall) => {
    const { shape, dtype } = call.shapeOf(call.self);
    return body(call, shape?.[0] ?? call.fresh("k"), indexNames(call.self), dtype);
  };

const indexList = ofIndex((call, size, names) =>
  names === null ? call.repeated(size, someText) : call.list(names.map(text)),
);

export const indexClass: LibraryClass = cls("data=None", {
  methods: {
    tolist: fn("", indexList),
    to_list: fn("", indexList),
    __iter__: fn("", indexList),
    __len__: fn(
      "",
      ofIndex((call, size) => call.int(size)),
    ),
    __contains__: fn("item", () => maybe),
    __getitem__: fn(
      "key",
      ofIndex((call, size, names) => {
        const index = call.arg("key");
        const at = call.machine.integer(index);
        if (at !== null && names !== null) return text(names[at < 0 ? at + names.length : at] ?? "");
        if (at !== null) return someText;
        const left = axisLeft(call, size, index);
        const [rest] = left ?? [];
        if (rest === undefined) return someText;
        const picked =
          names === null
            ? null
            : pickedColumns(
                call,
                frameOf(
                  size,
                  names.map((name) => ({ name, dtype: "unknown" })),
                ),
                index,
              );
        return makeIndex(call, rest, picked?.map((each) => each.name) ?? null);
      }),
    ),
    to_numpy: fn(
      "dtype=None",
      ofIndex((call, size, _names, dtype) => call.array([size], dtype)),
    ),
    drop: fn(
      "labels",
      ofIndex((call, size, names) => {
        const labels = call.arg("labels");
        const gone = labels.kind === "str" && labels.value !== null ? [labels.value] : textsOf(labels);
        if (gone === null) return makeIndex(call, call.fresh("k"), null);
        const left = names?.filter((name) => !gone.includes(name)) ?? null;
        return makeIndex(
          call,
          left === null ? subtract(size, constant(gone.length)) : constant(left.length),
          left,
        );
      }),
    ),
    isin: fn(
      "values",
      ofIndex((call, size) => call.array([size], "bool")),
    ),
    get_loc: fn("key", (call) => call.int(call.fresh("k"))),
  },
  properties: {
    values: ofIndex((call, size, _names, dtype) => call.array([size], dtype)),
    shape: ofIndex((call, size) => call.tuple([call.int(size)])),
    size: ofIndex((call, size) => call.int(size)),
  },
});
