import type { DtypeKind } from "../algebra/abstract";
import { constant, type Size } from "../algebra/size";
import type { LibraryHost } from "../domains/library";
import type { ShapeInstance, ShapeValue } from "../domains/shapes/datum";
import { Members } from "../interpreter/watch";
import { none, text } from "./values";

/** One column of a data frame. */
export interface FrameColumn {
  readonly name: string;
  readonly dtype: DtypeKind;
}

/** What is known of a pandas DataFrame. */
export interface Frame {
  readonly rows: Size;
  readonly count: Size;
  /** null where the names are not known. */
  readonly columns: readonly FrameColumn[] | null;
  readonly dtype: DtypeKind;
}

export interface Series {
  readonly rows: Size;
  readonly dtype: DtypeKind;
}

// An instance keeps what is known of it in attributes of these names, where branches of the program join them.
const arrayName = "__array__";
const columnsName = "__columns__";

const ladder: readonly DtypeKind[] = ["bool", "int", "float", "complex"];

/** The kind that `values` has: NumPy's for numbers, object where text is among them. */
function commonKind(kinds: readonly DtypeKind[]): DtypeKind {
  if (kinds.length === 0) return "float";
  if (kinds.includes("unknown")) return "unknown";
  const [first] = kinds;
  if (first !== undefined && kinds.every((kind) => kind === first)) return first === "str" ? "object" : first;
  if (kinds.some((kind) => !ladder.includes(kind))) return "object";
  // A boolean column among numbers makes objects.
  if (kinds.includes("bool")) return "object";
  return ladder[Math.max(...kinds.map((kind) => ladder.indexOf(kind)))] ?? "object";
}

export function frameOf(rows: Size, columns: readonly FrameColumn[]): Frame {
  return {
    rows,
    columns,
    count: constant(columns.length),
    dtype: commonKind(columns.map((each) => each.dtype)),
  };
}

/** A new object of a class of pandas, which is found where a program finds it. */
function made(host: LibraryHost, name: string, attributes: Record<string, ShapeValue>): ShapeInstance {
  const { machine } = host;
  const pandas = machine.domain.module("pandas");
  const type = pandas?.kind === "module" ? pandas.member(name) : null;
  const plain: ShapeInstance["type"] = {
    kind: "class",
    name,
    bases: [],
    attributes: new Members(),
    definition: null,
  };
  const instance: ShapeInstance = machine.instance(type?.kind === "class" ? type : plain);
  for (const [key, value] of Object.entries(attributes)) machine.setAttribute(instance, key, value);
  return instance;
}

export function makeFrame(host: LibraryHost, frame: Frame): ShapeInstance {
  return made(host, "DataFrame", frameAttributes(host, frame));
}

export function frameAttributes(host: LibraryHost, frame: Frame): Record<string, ShapeValue> {
  return {
    [arrayName]: host.array([frame.rows, frame.count], frame.dtype),
    [columnsName]:
      frame.columns === null
        ? none
        : host.tuple(frame.columns.map((column) => host.tuple([text(column.name), text(column.dtype)]))),
  };
}

export function makeSeries(host: LibraryHost, rows: Size, dtype: DtypeKind): ShapeInstance {
  const kind = dtype === "str" ? "object" : dtype;
  return made(host, "Series", { [arrayName]: host.array([rows], kind) });
}

export function makeIndex(host: LibraryHost, size: Size, names: readonly string[] | null): ShapeInstance {
  return made(host, "Index", {
    [arrayName]: host.array([size], names === null ? "unknown" : "object"),
    __names__: names === null ? none : host.tuple(names.map(text)),
  });
}

/** What is known of a value that is a DataFrame; null for anything else. */
export function readFrame(host: LibraryHost, value: ShapeValue | undefined): Frame | null {
  if (value?.kind !== "instance") return null;
  const stored = value.attributes.get(columnsName)?.value;
  if (stored === undefined) return null;
  const { shape, dtype } = host.shapeOf(value);
  const [rows, count] = shape ?? [];
  if (rows === undefined || count === undefined) return null;
  return { rows, count, dtype, columns: readColumns(stored) };
}

function readColumns(stored: ShapeValue): FrameColumn[] | null {
  if (stored.kind !== "tuple" || stored.content.kind !== "items") return null;
  const columns: FrameColumn[] = [];
  for (const item of stored.content.items) {
    if (item.kind !== "tuple" || item.content.kind !== "items") return null;
    const [name, dtype] = item.content.items;
    if (name?.kind !== "str" || name.value === null || dtype?.kind !== "str") return null;
    columns.push({ name: name.value, dtype: kindNamed(dtype.value) });
  }
  return columns;
}

const kinds: readonly DtypeKind[] = ["bool", "int", "float", "complex", "str", "datetime", "object"];

function kindNamed(name: string | null): DtypeKind {
  return kinds.find((kind) => kind === name) ?? "unknown";
}

/** What is known of a value that is a Series. */
export function readSeries(host: LibraryHost, value: ShapeValue | undefined): Series | null {
  if (value?.kind !== "instance" || value.attributes.has(columnsName) || value.attributes.has("__names__"))
    return null;
  if (!value.attributes.has(arrayName)) return null;
  const { shape, dtype } = host.shapeOf(value);
  const [rows, ...more] = shape ?? [];
  return rows === undefined || more.length > 0 ? null : { rows, dtype };
}

/** The same thing with other rows: of an array, a frame, a series, a list. */
export function withRows(host: LibraryHost, value: ShapeValue, rows: Size): ShapeValue {
  const frame = readFrame(host, value);
  if (frame !== null) return makeFrame(host, { ...frame, rows });
  const series = readSeries(host, value);
  if (series !== null) return makeSeries(host, rows, series.dtype);
  if (value.kind === "list" || value.kind === "tuple") {
    const content = value.kind === "list" ? value.cell.value : value.content;
    const item = content?.kind === "items" ? content.items[0] : content?.item;
    return item === undefined ? value : host.repeated(rows, item);
  }
  const { shape, dtype } = host.shapeOf(value);
  return shape === null ? value : host.array([rows, ...shape.slice(1)], dtype);
}
