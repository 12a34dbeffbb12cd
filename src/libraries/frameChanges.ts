import { add, constant, minimum, type Size, subtract } from "../algebra/size";
import { fn, type LibraryCall } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { type Frame, type FrameColumn, frameAttributes, frameOf, makeFrame, makeSeries } from "./frame";
import { onFrame, placed, withKind } from "./frameMembers";
import { indexNames } from "./frameSelection";
import { given, none, opaque, textsOf } from "./values";

// What gives another frame: without some columns, with more rows, summed up.

function isColumnwise(call: LibraryCall): boolean {
  const axis = call.get("axis");
  return axis?.kind === "str"
    ? axis.value === "columns"
    : axis !== undefined && call.machine.integer(axis) === 1;
}

/** `df.dropna()`: only the data know how many rows, or columns, are left. */
export function withoutGaps(call: LibraryCall, frame: Frame): ShapeValue {
  return isColumnwise(call)
    ? placed(call, { ...frame, count: call.fresh("columns"), columns: null })
    : placed(call, { ...frame, rows: call.fresh("rows") });
}

export function dropped(call: LibraryCall, frame: Frame): ShapeValue {
  const columnwise = isColumnwise(call);
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

export function without(frame: Frame, gone: readonly string[]): Frame {
  if (frame.columns === null) return { ...frame, count: subtract(frame.count, constant(new Set(gone).size)) };
  return frameOf(
    frame.rows,
    frame.columns.filter((each) => !gone.includes(each.name)),
  );
}

export function stored(call: LibraryCall, frame: Frame): ShapeValue {
  const key = call.arg("key");
  const number = call.machine.integer(key);
  const names =
    number !== null
      ? [String(number)]
      : key.kind === "str" && key.value !== null
        ? [key.value]
        : textsOf(key);
  // Which column is stored to is not known: there may be one more.
  if (names === null && key.kind !== "unknown" && key.kind !== "str") return none;
  const { dtype } = call.shapeOf(call.arg("value"));
  const changed = (columns: readonly FrameColumn[], stored: readonly string[]) => [
    ...columns.map((each) => (stored.includes(each.name) ? { ...each, dtype } : each)),
    ...stored.filter((name) => !columns.some((each) => each.name === name)).map((name) => ({ name, dtype })),
  ];
  const next =
    frame.columns === null || names === null
      ? { ...frame, columns: null, count: call.fresh("columns"), dtype: "unknown" as const }
      : frameOf(frame.rows, changed(frame.columns, names));
  for (const [name, value] of Object.entries(frameAttributes(call, next))) call.setAttribute(name, value);
  return none;
}

export function resetIndex(call: LibraryCall, frame: Frame): ShapeValue {
  if (call.flag("drop", false) === true) return placed(call, frame);
  const index: FrameColumn = { name: "index", dtype: "unknown" };
  return placed(call, {
    ...frame,
    count: add(frame.count, constant(1)),
    columns: frame.columns === null ? null : [index, ...frame.columns],
    dtype: "unknown",
  });
}

/** How many columns hold numbers; null where the kind of one is not known, or where it is a matter of taste (booleans). */
function numericCount(frame: Frame): Size | null {
  if (frame.columns === null) return frame.dtype === "float" || frame.dtype === "int" ? frame.count : null;
  if (frame.columns.some(({ dtype }) => dtype === "unknown" || dtype === "bool")) return null;
  const many = frame.columns.filter(({ dtype }) => dtype === "int" || dtype === "float").length;
  return many === 0 ? null : constant(many);
}

/** A table of statistics, with a column for each column of numbers. */
export function table(call: LibraryCall, frame: Frame, rows: Size | null): ShapeValue {
  const count = numericCount(frame) ?? call.fresh("columns");
  return makeFrame(call, { rows: rows ?? count, count, columns: null, dtype: "float" });
}

/** `df.apply(f)`: f sees each column, or each row. What it gives decides whether a column or a frame results. */
export function applied(call: LibraryCall, frame: Frame): ShapeValue {
  const axis = call.get("axis");
  const byRow =
    axis?.kind === "str"
      ? axis.value !== "index" && axis.value !== "rows"
      : axis !== undefined && call.machine.integer(axis) === 1;
  const seen = makeSeries(
    call,
    byRow ? frame.count : frame.rows,
    frame.dtype === "object" ? "unknown" : frame.dtype,
  );
  const result = call.apply(call.arg("func"), seen);
  const { shape, dtype } = call.shapeOf(result);
  const [size] = shape ?? [];
  if (shape === null) return call.unknown("data-dependent", "pandas.DataFrame.apply");
  if (size === undefined) return makeSeries(call, byRow ? frame.rows : frame.count, dtype);
  if (byRow) return makeFrame(call, { rows: frame.rows, count: size, columns: null, dtype });
  return makeFrame(call, withKind({ ...frame, rows: size }, dtype));
}

/** `head(n)` */
export const some = (rows: Size, many: Size): Size => {
  const { value } = many;
  return value !== null && value < 0 ? add(rows, many) : minimum(rows, many);
};

export const firstRows = onFrame("n=5", (call, frame) =>
  makeFrame(call, { ...frame, rows: some(frame.rows, call.integer("n", 5)) }),
);

export const sampled = onFrame(
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

export const silent = fn("*args, **kwargs", () => none);
export const drawing = fn("*args, **kwargs", () => opaque("pandas.plot"));

/** `df.columns = names` */
export function renamed(call: LibraryCall, frame: Frame): ShapeValue {
  const value = call.arg("value");
  const names = textsOf(value) ?? indexNames(value);
  const columns =
    names?.map((name, at): FrameColumn => ({ name, dtype: frame.columns?.[at]?.dtype ?? frame.dtype })) ??
    null;
  for (const [name, attribute] of Object.entries(frameAttributes(call, { ...frame, columns })))
    call.setAttribute(name, attribute);
  return none;
}
