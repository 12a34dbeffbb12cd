import type { DtypeKind } from "../algebra/abstract";
import { isRecord, openRecord } from "../algebra/record";
import { constant } from "../algebra/size";
import { cls, type DataFile, fn, type LibraryCall, type LibraryModule } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { archiveClass } from "./archive";
import { archive, dataFileOf, save, saveArchive, saveText, writtenTo } from "./fileContents";
import { arrayFromFile, given, itemsOf, none, realOf, text } from "./values";

const loadSignature =
  "fname, dtype=float, comments='#', delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0, encoding='bytes', max_rows=None, skip_header=0, **kwargs";

/** `np.loadtxt`: the rows of the file without those skipped; one column or one row makes a vector. */
function loadText(call: LibraryCall): ShapeValue {
  const path = call.text("fname");
  const written = call.keywords.size === 0 && isPlainRead(call) ? writtenTo(call, path) : null;
  if (written !== null) return written;
  const file = dataFileOf(call, "fname");
  const kind = recordsIn(call, file);
  if (kind !== null) return readRecords(call, file, kind);
  const dtype: DtypeKind = given(call, "dtype") === null ? "float" : "unknown";
  if (file === null || file.kind !== "table") return unreadText(call, path, dtype);
  const rows = constant(linesLeft(call, file));
  const columns = usedColumns(call, file.columns.length);
  const least = realOf(call, call.get("ndmin")) ?? 0;
  if (columns === null) return call.array([rows, call.fresh("columns")], dtype);
  if (call.flag("unpack", false) === true) {
    const one = call.array([rows], dtype);
    return columns === 1 ? one : call.array([constant(columns), rows], dtype);
  }
  if (columns === 1 && least < 2) return call.array([rows], dtype);
  if (rows.value === 1 && least < 2) return call.array([constant(columns)], dtype);
  return call.array([rows, constant(columns)], dtype);
}

/** The kind of what a call with `names=`, or with a dtype of fields, reads: records; null where it reads plain numbers. */
function recordsIn(call: LibraryCall, file: DataFile | null): DtypeKind | null {
  const stated = call.get("dtype");
  const told = stated === undefined ? null : call.abstract(call.numpy("numpy.dtype", stated));
  if (told?.kind === "dtype" && isRecord(told.dtype)) return told.dtype;
  const names = call.keywords.get("names");
  if (names !== undefined && names.kind !== "none")
    return openRecord(stated === undefined ? "float" : told?.kind === "dtype" ? told.dtype : "unknown");
  // With `dtype=None` each column keeps its own kind.
  const kinds =
    stated?.kind === "none" && file?.kind === "table" ? file.columns.map((each) => each.dtype) : [];
  return new Set(kinds).size > 1 ? openRecord("unknown") : null;
}

/** An array of records for a file's lines; its columns one by one with `unpack=`. */
function readRecords(call: LibraryCall, file: DataFile | null, kind: DtypeKind): ShapeValue {
  if (call.flag("unpack", false) !== false) return call.unknown("unknown-argument", "np.loadtxt", "unpack");
  const header = call.keywords.get("names")?.kind === "bool" ? 1 : 0;
  const rows = file?.kind === "table" ? linesLeft(call, file, header) : null;
  return call.array(rows === 1 ? [] : [rows ?? call.fresh("rows")], kind);
}

/** The lines of a file without those that the call skips. */
function linesLeft(call: LibraryCall, file: Extract<DataFile, { kind: "table" }>, header = 0): number {
  const skipped = (realOf(call, call.get("skiprows")) ?? 0) + (realOf(call, call.get("skip_header")) ?? 0);
  const all = Math.max(0, file.rows + (file.hasHeader ? 1 : 0) - skipped - header);
  const most = realOf(call, given(call, "max_rows") ?? undefined);
  return most === null ? all : Math.min(all, most);
}

/** Nothing is asked for that would change the shape of what was saved. */
function isPlainRead(call: LibraryCall): boolean {
  return ["skiprows", "skip_header", "usecols", "unpack", "max_rows", "ndmin"].every(
    (each) => given(call, each) === null,
  );
}

/** A file that is not here: rows and columns where the arguments say that there are two axes. */
function unreadText(call: LibraryCall, path: string | null, dtype: DtypeKind): ShapeValue {
  const columns = given(call, "usecols") === null ? null : usedColumns(call, 2);
  const rows = call.fresh("rows");
  if (columns === 1) return call.array([rows], dtype);
  if (columns !== null && call.flag("unpack", false) !== true) return call.array([rows, columns], dtype);
  return arrayFromFile(call, "np.loadtxt", path, dtype);
}

function usedColumns(call: LibraryCall, all: number): number | null {
  const usecols = given(call, "usecols");
  if (usecols === null) return all;
  const { shape } = call.shapeOf(usecols);
  return shape === null ? null : shape.length === 0 ? 1 : (shape[0]?.value ?? null);
}

function load(call: LibraryCall): ShapeValue {
  const path = call.text("file");
  const written = writtenTo(call, path);
  if (written !== null) return written;
  const file = dataFileOf(call, "file");
  if (file?.kind === "array") return call.array(file.shape, file.dtype);
  if (file?.kind === "archive") {
    const entries = Object.entries(file.entries).map(
      ([name, { shape, dtype }]) => [name, call.array(shape, dtype)] as const,
    );
    return call.instance("numpy.NpzFile", archive, { entries: call.dict(Object.fromEntries(entries)) });
  }
  if (path?.endsWith(".npz"))
    return call.instance("numpy.NpzFile", archiveClass("np.load"), { __path__: text(path) });
  return path === null
    ? call.unknown("file-data", "np.load", "")
    : arrayFromFile(call, "np.load", path, "unknown");
}

/** `np.fromfunction(f, shape)`: the function sees the index arrays, and its result is the array. */
function fromFunction(call: LibraryCall): ShapeValue {
  const sizes = itemsOf(call.get("shape"));
  if (sizes === null) return call.unknown("unknown-argument", "np.fromfunction", "shape");
  const index = call.numpy("numpy.zeros", call.arg("shape"));
  return call.apply(call.arg("function"), ...sizes.map(() => index));
}

/** A polynomial that can be called. */
const polynomial = cls("c_or_r, r=False, variable=None", {
  methods: {
    __call__: fn("val", (call) => call.numpy("numpy.polyval", coefficients(call), call.arg("val"))),
    deriv: fn("m=1", (call) => call.self),
    integ: fn("m=1, k=0", (call) => call.self),
  },
  properties: {
    coeffs: (call) => coefficients(call),
    coef: (call) => coefficients(call),
    c: (call) => coefficients(call),
    order: (call) => call.int(call.fresh("degree")),
    roots: (call) => call.numpy("numpy.roots", coefficients(call)),
  },
});

function coefficients(call: LibraryCall): ShapeValue {
  return call.numpy("numpy.asarray", call.attribute("c_or_r") ?? none);
}

/** What the operation table cannot say of NumPy: what is in files, and what calls the program's own functions. */
export const numpyLibrary: LibraryModule = {
  name: "numpy",
  members: {
    fromfunction: fn("function, shape, *, dtype=float, **kwargs", fromFunction),
    poly1d: polynomial,
    loadtxt: fn(loadSignature, loadText),
    genfromtxt: fn(
      loadSignature
        .replace("converters=None, skiprows=0,", "skip_header=0, skip_footer=0, converters=None,")
        .replace(", skip_header=0, **", ", **"),
      loadText,
    ),
    save,
    savez: saveArchive,
    savez_compressed: saveArchive,
    savetxt: saveText,
    load: fn("file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII', **kwargs", load),
  },
};
