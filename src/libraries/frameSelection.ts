import { constant, type Size } from "../algebra/size";
import { cls, fn, type LibraryCall, type LibraryClass } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { type Frame, type FrameColumn, frameOf, makeFrame, makeSeries, readFrame, readSeries } from "./frame";
import { lost } from "./frameMembers";
import { itemsOf, none, scalar, textsOf } from "./values";

// Selecting rows and columns: `df[…]`, `df.iloc[…]`, `df.loc[…]`.

/** `df[names]` */
export function chosen(frame: Frame, names: readonly string[]): Frame {
  const { columns } = frame;
  if (columns === null) return { ...frame, count: constant(names.length), columns: null };
  const found = names.map(
    (name): FrameColumn => columns.find((each) => each.name === name) ?? { name, dtype: "unknown" },
  );
  return frameOf(frame.rows, found);
}

export function columnNamed(call: LibraryCall, frame: Frame, name: string): ShapeValue {
  const column = frame.columns?.find((each) => each.name === name);
  return makeSeries(call, frame.rows, column?.dtype ?? "unknown");
}

/** How many rows a mask or a slice leaves. */
function rowsLeft(call: LibraryCall, rows: Size, index: ShapeValue): Size {
  const taken = call.numpy("operator.getitem", call.array([rows], "int"), index);
  return call.shapeOf(taken).shape?.[0] ?? call.fresh("rows");
}

/** The value that NumPy or Python knows of a Series: what `__getitem__` may be given. */
export function plainIndex(call: LibraryCall, index: ShapeValue): ShapeValue {
  const series = readSeries(call, index);
  return series === null
    ? index
    : index.kind === "instance"
      ? (index.attributes.get("__array__")?.value ?? index)
      : index;
}

export function frameItem(call: LibraryCall, frame: Frame): ShapeValue {
  const index = plainIndex(call, call.arg("key"));
  if (index.kind === "str")
    return index.value === null
      ? makeSeries(call, frame.rows, "unknown")
      : columnNamed(call, frame, index.value);
  const number = index.kind === "datum" ? call.machine.integer(index) : null;
  if (number !== null) return columnNamed(call, frame, String(number));
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

export function indexNames(index: ShapeValue): string[] | null {
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
export function cut(
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
export function axisLeft(call: LibraryCall, size: Size, index: ShapeValue): readonly Size[] | null {
  const plain = plainIndex(call, index);
  if (plain.kind === "unknown") return null;
  return call.shapeOf(call.numpy("operator.getitem", call.array([size], "int"), plain)).shape;
}

/** Which columns an index takes: found by indexing their numbers. */
export function pickedColumns(
  call: LibraryCall,
  frame: Frame,
  index: ShapeValue,
): readonly FrameColumn[] | null {
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
export function loc(call: LibraryCall): ShapeValue {
  const target = call.attribute("__target__");
  const index = call.arg("key");
  const frame = readFrame(call, target);
  if (frame === null) return seriesLoc(call, target, index);
  const [rowIndex = index, columnIndex] = index.kind === "tuple" ? (itemsOf(index) ?? []) : [index];
  const rows = labelledRows(call, frame.rows, rowIndex);
  if (columnIndex === undefined) return cut(call, frame, rows, [frame.count], frame.columns);
  if (call.shapeOf(plainIndex(call, columnIndex)).dtype === "bool") {
    const left = axisLeft(call, frame.count, columnIndex);
    if (left !== null) return cut(call, frame, rows, left, pickedColumns(call, frame, columnIndex));
  }
  // One label that is not known is one column.
  if (columnIndex.kind === "str" && columnIndex.value === null) {
    const alike = new Set(frame.columns?.map((each) => each.dtype)).size === 1;
    return cut(call, frame, rows, [], alike ? frame.columns : null);
  }
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

export const indexers = {
  iloc: indexerOf(ilocClass, "pandas.iloc"),
  loc: indexerOf(locClass, "pandas.loc"),
  iat: indexerOf(ilocClass, "pandas.iloc"),
  at: indexerOf(locClass, "pandas.loc"),
  ix: indexerOf(locClass, "pandas.loc"),
};
