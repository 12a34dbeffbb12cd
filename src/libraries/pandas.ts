import type { DtypeKind } from "../algebra/abstract";
import { add, constant, minimum, multiply, type Size, subtract } from "../algebra/size";
import {
  cls,
  type DataFile,
  fn,
  type LibraryCall,
  type LibraryFunction,
  type LibraryModule,
  value,
} from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { dataFileOf } from "./fileContents";
import { type Frame, type FrameColumn, frameOf, makeFrame, makeSeries, readFrame, readSeries } from "./frame";
import { frameClass } from "./frameClasses";
import { indexClass } from "./frameIndex";
import { seriesClass } from "./series";
import { given, itemsOf, none, opaque, rowsOf, textsOf } from "./values";

// ------------------------------------------------------------------------------------------------ reading files

type TableFile = Extract<DataFile, { kind: "table" }>;

const readSignature =
  "filepath_or_buffer, *, sep=None, delimiter=None, header='infer', names=None, index_col=None, usecols=None, dtype=None, skiprows=None, nrows=None, **kwargs";

/** `pd.read_csv(path)`: the real file's rows and columns, where it is in the workspace. */
function readTable(call: LibraryCall): ShapeValue {
  const file = dataFileOf(call, call.get("io") === undefined ? "filepath_or_buffer" : "io");
  if (file === null || file.kind !== "table") return unreadTable(call);
  return makeFrame(call, asRead(call, file));
}

/** A file that is not here still has as many columns as the program names. */
function unreadTable(call: LibraryCall): ShapeValue {
  const names = namesGiven(call);
  const rows = call.fresh("rows");
  const nrows = given(call, "nrows");
  const height = nrows === null ? rows : minimum(rows, call.integer("nrows", 0));
  const listed = names?.map((name): FrameColumn => ({ name, dtype: "unknown" }));
  if (listed !== undefined) return makeFrame(call, frameOf(height, listed));
  return makeFrame(call, { rows: height, count: call.fresh("columns"), columns: null, dtype: "unknown" });
}

function namesGiven(call: LibraryCall): string[] | null {
  const names = given(call, "names");
  return names === null ? null : textsOf(names);
}

function asRead(call: LibraryCall, file: TableFile): Frame {
  const header = call.get("header");
  const without = header?.kind === "none" || (header === undefined && given(call, "names") !== null);
  const lines = file.rows + (file.hasHeader ? 1 : 0);
  const skip = skippedLines(call, lines);
  const start = header === undefined || without ? 0 : call.machine.integer(header);
  const all =
    skip === null || start === null
      ? call.fresh("rows")
      : constant(Math.max(0, lines - skip.length - start - (without ? 0 : 1)));
  const headed = skip !== null && !skip.includes(0) && start === 0;
  const rows = given(call, "nrows") === null ? all : minimum(all, call.integer("nrows", 0));
  const names = namesGiven(call);
  const known = file.hasHeader && !without && headed;
  const columns = file.columns.map(
    (column, index): FrameColumn => ({
      name: names?.[index] ?? (known ? column.name : String(index)),
      dtype: without && file.hasHeader && headed ? "object" : column.dtype,
    }),
  );
  return indexed(
    call,
    picked(call, { ...frameOf(rows, columns), columns: known || names !== null ? columns : null }),
  );
}

/** `skiprows=2`, or the numbers of the lines; null where they are not known. */
function skippedLines(call: LibraryCall, lines: number): number[] | null {
  const skip = given(call, "skiprows");
  if (skip === null) return [];
  const listed = itemsOf(skip)?.map((each) => call.machine.integer(each));
  if (listed !== undefined)
    return listed.includes(null)
      ? null
      : [...new Set(listed)].filter((at): at is number => at !== null && at < lines);
  const many = call.machine.integer(skip);
  return many === null ? null : Array.from({ length: Math.min(many, lines) }, (_, at) => at);
}

function picked(call: LibraryCall, frame: Frame): Frame {
  const usecols = given(call, "usecols");
  if (usecols === null) return frame;
  const texts = textsOf(usecols);
  if (texts !== null && frame.columns !== null)
    return frameOf(
      frame.rows,
      frame.columns.filter((column) => texts.includes(column.name)),
    );
  const many = call.shapeOf(usecols).shape?.[0];
  return { ...frame, count: many ?? call.fresh("columns"), columns: null, dtype: "unknown" };
}

function indexed(call: LibraryCall, frame: Frame): Frame {
  const column = given(call, "index_col");
  if (column === null) return frame;
  const at =
    column.kind === "str"
      ? (frame.columns?.findIndex((each) => each.name === column.value) ?? -1)
      : call.machine.integer(column);
  if (at === null || at < 0) return { ...frame, count: subtract(frame.count, constant(1)), columns: null };
  return frame.columns === null
    ? { ...frame, count: subtract(frame.count, constant(1)) }
    : frameOf(
        frame.rows,
        frame.columns.filter((_, index) => index !== at),
      );
}

// ------------------------------------------------------------------------------------------------ making frames

/** `pd.get_dummies`: a column for each value of each text column. Which values there are, only the data know. */
function dummies(call: LibraryCall): ShapeValue {
  const data = call.get("data");
  const rows = rowsOf(call, data);
  const frame = readFrame(call, data);
  const count = call.fresh("columns");
  const dtype: DtypeKind = "int";
  if (frame === null) return makeFrame(call, { rows, count, columns: null, dtype });
  const encoded = textsOf(given(call, "columns") ?? none);
  const numeric =
    encoded === null && frame.columns?.every((column) => ["int", "float", "bool"].includes(column.dtype));
  return numeric ? makeFrame(call, frame) : makeFrame(call, { rows, count, columns: null, dtype: "unknown" });
}

function concatenated(call: LibraryCall): ShapeValue {
  const parts = itemsOf(given(call, "objs") ?? none);
  const axis = call.get("axis");
  const along =
    axis?.kind === "str"
      ? axis.value === "columns"
        ? 1
        : 0
      : axis === undefined
        ? 0
        : (call.machine.integer(axis) ?? 0);
  const [first] = parts ?? [];
  const allSeries = parts?.every((each) => readSeries(call, each) !== null) ?? false;
  if (parts === null || first === undefined)
    return makeFrame(call, {
      rows: call.fresh("rows"),
      count: call.fresh("columns"),
      columns: null,
      dtype: "unknown",
    });
  const shapes = parts.map((each) => call.shapeOf(each).shape);
  const total = (which: number): Size =>
    shapes.map((shape) => shape?.[which] ?? (which === 1 ? constant(1) : call.fresh("rows"))).reduce(add);
  const dtype = call.shapeOf(first).dtype;
  if (allSeries && along === 0) return makeSeries(call, total(0), dtype);
  const frame = readFrame(call, first);
  if (along === 1)
    return makeFrame(call, { rows: rowsOf(call, first), count: total(1), columns: null, dtype: "unknown" });
  return frame === null
    ? call.unknown("not-supported", "pandas.concat")
    : makeFrame(call, { ...frame, rows: total(0) });
}

const likeSeries =
  (dtype: DtypeKind | null) =>
  (call: LibraryCall): ShapeValue => {
    const value = call.arg(
      ["arg", "x", "obj", "values"].find((name) => call.get(name) !== undefined) ?? "arg",
    );
    const series = readSeries(call, value);
    if (series !== null) return makeSeries(call, series.rows, dtype ?? series.dtype);
    const frame = readFrame(call, value);
    if (frame !== null) return makeFrame(call, { ...frame, dtype: dtype ?? frame.dtype, columns: null });
    return call.like(value, dtype ?? undefined);
  };

const reader = (signature: string): LibraryFunction => fn(signature, readTable);

export const pandas: LibraryModule = {
  name: "pandas",
  members: {
    DataFrame: frameClass,
    Series: seriesClass,
    Index: indexClass,
    read_csv: reader(readSignature),
    read_table: reader(readSignature),
    read_fwf: reader(readSignature),
    read_excel: reader(readSignature.replace("filepath_or_buffer, *,", "io, sheet_name=0, *,")),
    read_json: fn("path_or_buf, **kwargs", unreadTable),
    read_pickle: fn("filepath_or_buffer, **kwargs", (call) =>
      call.unknown("file-data", "pd.read_pickle", call.text("filepath_or_buffer") ?? ""),
    ),
    read_parquet: fn("filepath_or_buffer, **kwargs", readTable),
    read_sql: fn("sql, con, **kwargs", unreadTable),
    read_html: fn("io, **kwargs", (call) => call.unknown("file-data", "pd.read_html", call.text("io") ?? "")),
    get_dummies: fn(
      "data, prefix=None, prefix_sep='_', dummy_na=False, columns=None, sparse=False, drop_first=False, dtype=None",
      dummies,
    ),
    concat: fn("objs, axis=0, join='outer', ignore_index=False, **kwargs", concatenated),
    merge: fn("left, right, how='inner', on=None, **kwargs", (call) =>
      makeFrame(call, {
        rows: call.fresh("rows"),
        count: call.fresh("columns"),
        columns: null,
        dtype: "unknown",
      }),
    ),
    crosstab: fn("index, columns, **kwargs", (call) =>
      makeFrame(call, {
        rows: call.fresh("rows"),
        count: call.fresh("columns"),
        columns: null,
        dtype: "int",
      }),
    ),
    to_numeric: fn("arg, errors='raise', downcast=None", likeSeries("float")),
    to_datetime: fn("arg, **kwargs", likeSeries("datetime")),
    cut: fn("x, bins, **kwargs", likeSeries("object")),
    qcut: fn("x, q, **kwargs", likeSeries("object")),
    isnull: fn("obj", likeSeries("bool")),
    isna: fn("obj", likeSeries("bool")),
    notnull: fn("obj", likeSeries("bool")),
    unique: fn("values", (call) => call.array([call.fresh("k")], call.shapeOf(call.arg("values")).dtype)),
    factorize: fn("values, **kwargs", (call) =>
      call.tuple([
        call.array([rowsOf(call, call.get("values"))], "int"),
        call.array([call.fresh("k")], call.shapeOf(call.arg("values")).dtype),
      ]),
    ),
    Categorical: fn("values, **kwargs", (call) =>
      makeSeries(call, rowsOf(call, call.get("values")), "object"),
    ),
    date_range: fn("start=None, end=None, periods=None, freq=None, **kwargs", (call) =>
      makeSeries(
        call,
        given(call, "periods") === null ? call.fresh("n") : call.integer("periods", 0),
        "datetime",
      ),
    ),
    set_option: fn("*args, **kwargs", () => none),
    option_context: fn("*args, **kwargs", () => opaque("pandas.option_context")),
    options: value(() => opaque("pandas.options")),
    NA: value(() => none),
    melt: fn("frame, **kwargs", (call) => {
      const frame = readFrame(call, call.get("frame"));
      const rows = frame === null ? call.fresh("rows") : multiply(frame.rows, frame.count);
      return makeFrame(call, { rows, count: call.fresh("columns"), columns: null, dtype: "unknown" });
    }),
    ExcelWriter: cls("path, **kwargs", {}),
  },
};
