import { add, constant, minimum, type Size, subtract } from "../algebra/size";
import { fn, type LibraryCall } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { type Frame, type FrameColumn, frameAttributes, frameOf, makeFrame } from "./frame";
import { onFrame, placed } from "./frameMembers";
import { indexNames } from "./frameSelection";
import { given, none, opaque, textsOf } from "./values";

// What gives another frame: without some columns, with more rows, summed up.

export function dropped(call: LibraryCall, frame: Frame): ShapeValue {
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

export function without(frame: Frame, gone: readonly string[]): Frame {
  if (frame.columns === null) return { ...frame, count: subtract(frame.count, constant(new Set(gone).size)) };
  return frameOf(
    frame.rows,
    frame.columns.filter((each) => !gone.includes(each.name)),
  );
}

export function stored(call: LibraryCall, frame: Frame): ShapeValue {
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

function numericColumns(frame: Frame): readonly FrameColumn[] | null {
  return frame.columns?.filter(({ dtype }) => ["int", "float", "bool"].includes(dtype)) ?? null;
}

export function table(call: LibraryCall, frame: Frame, rows: Size | null): ShapeValue {
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
