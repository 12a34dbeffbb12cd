import { unzipSync } from "fflate";
import { ColumnBuilder } from "./columnBuilder";
import { type DatasetProblem, problem, type Result } from "./problem";
import { addValue, mostColumns, tableOf } from "./records";
import type { Table, TableFormat } from "./table";

/** An array as `np.save` writes it. */
interface NumpyArray {
  readonly shape: readonly number[];
  /** The element at a flat position, rows first, whatever the file's order. */
  at(position: number): number | string;
}

class Unreadable extends Error {
  readonly problem: DatasetProblem;

  constructor(of: DatasetProblem) {
    super(of.kind);
    this.problem = of;
  }
}

/** `np.save`: a matrix is a table of its columns, a vector is one column. */
export function readNpy(bytes: Uint8Array): Result<Table> {
  return guarded("npy", () => tableOfArrays([["column", parseArray(bytes)]], { kind: "npy" }));
}

/** `np.savez`: arrays with as many rows each; matrices give the features, vectors a column each, and come last. */
export function readNpz(bytes: Uint8Array): Result<Table> {
  return guarded("npz", () => {
    const files = Object.entries(unzipSync(bytes)).filter(([name]) => name.endsWith(".npy"));
    const arrays = files.map(([name, content]): [string, NumpyArray] => [
      name.replace(/\.npy$/, ""),
      parseArray(content),
    ]);
    const rows = Math.max(0, ...arrays.map(([, array]) => array.shape[0] ?? 0));
    const alike = arrays.filter(([, array]) => array.shape[0] === rows && array.shape.length <= 2);
    return tableOfArrays(
      alike.sort(([, a], [, b]) => b.shape.length - a.shape.length),
      { kind: "npz" },
    );
  });
}

/** A damaged file makes the decoder throw anything; the reader never does. */
function guarded(format: string, read: () => Result<Table>): Result<Table> {
  try {
    return read();
  } catch (error) {
    return problem(error instanceof Unreadable ? error.problem : { kind: "damaged-file", format });
  }
}

function tableOfArrays(
  arrays: readonly (readonly [string, NumpyArray])[],
  format: TableFormat,
): Result<Table> {
  const columns: [string, ColumnBuilder][] = [];
  let rows = 0;
  for (const [name, array] of arrays) {
    const [m = 0, n] = array.shape;
    if (array.shape.length === 0 || array.shape.length > 2)
      return problem({ kind: "unsupported-format", format: format.kind, detail: `${array.shape.length}-D` });
    if ((n ?? 1) > mostColumns) return problem({ kind: "too-large", rows: m, columns: n ?? 1 });
    rows = m;
    for (let j = 0; j < (n ?? 1); j++) {
      const column = new ColumnBuilder();
      for (let i = 0; i < m; i++) addValue(column, array.at(i * (n ?? 1) + j), i + 1);
      columns.push([n === undefined ? name : `${name}_${j + 1}`, column]);
    }
  }
  return tableOf(columns, rows, format);
}

function parseArray(bytes: Uint8Array): NumpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isNumpy = bytes[0] === 0x93 && new TextDecoder().decode(bytes.subarray(1, 6)) === "NUMPY";
  if (!isNumpy) throw new Unreadable({ kind: "damaged-file", format: "npy" });
  const wide = view.getUint8(6) > 1;
  const start = wide ? 12 : 10;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(start, start + length));
  const type = /'descr':\s*'([^']+)'/.exec(header)?.[1];
  const shapeText = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (shapeText === undefined) throw new Unreadable({ kind: "damaged-file", format: "npy" });
  const shape = shapeText
    .split(",")
    .filter((size) => size.trim() !== "")
    .map(Number);
  if (!shape.every((size) => Number.isInteger(size) && size >= 0))
    throw new Unreadable({ kind: "damaged-file", format: "npy" });
  if (type === undefined)
    throw new Unreadable({ kind: "unsupported-format", format: "npy", detail: "records" });
  const element = elementReader(type, view, start + length);
  const count = shape.reduce((product, size) => product * size, 1);
  if (start + length + count * element.size > bytes.length)
    throw new Unreadable({ kind: "damaged-file", format: "npy" });
  const [m = 1, n = 1] = shape;
  const isFortran = /'fortran_order':\s*True/.test(header) && shape.length === 2;
  return {
    shape,
    at: (position) => element.read(isFortran ? (position % n) * m + Math.floor(position / n) : position),
  };
}

interface ElementReader {
  readonly size: number;
  read(position: number): number | string;
}

/** NumPy's type codes: byte order, kind, bytes (for U: characters). */
function elementReader(type: string, view: DataView, from: number): ElementReader {
  const [, order = "<", kind = "", digits = ""] = /^([<>|=])(\w)(\d*)$/.exec(type) ?? [];
  const little = order !== ">";
  const size = kind === "U" ? Number(digits) * 4 : Number(digits);
  const read = numberReader(`${kind}${digits}`, view, little);
  if (read !== null) return { size, read: (position) => read(from + position * size) };
  if (kind === "U" || kind === "S") {
    const step = kind === "U" ? 4 : 1;
    return { size, read: (position) => textAt(view, from + position * size, size, step, little) };
  }
  throw new Unreadable({
    kind: "unsupported-format",
    format: "npy",
    detail: kind === "O" ? "Python objects" : type,
  });
}

function numberReader(code: string, view: DataView, little: boolean): ((at: number) => number) | null {
  switch (code) {
    case "f8":
      return (at) => view.getFloat64(at, little);
    case "f4":
      return (at) => view.getFloat32(at, little);
    case "f2":
      return (at) => halfFloat(view.getUint16(at, little));
    case "i8":
      return (at) => Number(view.getBigInt64(at, little));
    case "u8":
      return (at) => Number(view.getBigUint64(at, little));
    case "i4":
      return (at) => view.getInt32(at, little);
    case "u4":
      return (at) => view.getUint32(at, little);
    case "i2":
      return (at) => view.getInt16(at, little);
    case "u2":
      return (at) => view.getUint16(at, little);
    case "i1":
      return (at) => view.getInt8(at);
    case "u1":
    case "b1":
      return (at) => view.getUint8(at);
    default:
      return null;
  }
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function textAt(view: DataView, from: number, size: number, step: number, little: boolean): string {
  let text = "";
  for (let at = from; at < from + size; at += step) {
    const code = step === 4 ? view.getUint32(at, little) : view.getUint8(at);
    if (code === 0) break;
    text += String.fromCodePoint(code);
  }
  return text;
}
