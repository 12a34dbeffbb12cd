import type { DtypeKind } from "../algebra/abstract";
import { constant, type Size } from "../algebra/size";
import type { LibraryCall } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { type Frame, type FrameColumn, frameOf, readFrame } from "./frame";
import { chosen, indexNames } from "./frameSelection";
import { given, itemsOf, textsOf } from "./values";

// What a frame is made of.

export function intOf(call: LibraryCall, size: Size) {
  const value = call.int(size);
  return value.kind === "datum" ? value : call.machine.domain.someInt("k", call.site);
}

/** The kind that an argument `dtype` names. */
export function kindOf(call: LibraryCall): DtypeKind {
  const made = call.numpy("numpy.dtype", call.arg("dtype"));
  const abstract = call.abstract(made);
  return abstract.kind === "dtype" ? abstract.dtype : "unknown";
}

export function asKind(call: LibraryCall, array: ShapeValue): ShapeValue {
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
  const records = fromRecords(call, data);
  if (records !== null) return names === null ? records : chosen(records, names);
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
  // Without names the columns are numbered; a number is kept as its text.
  if (labels === null && count.value !== null && count.value <= 64)
    return frameOf(
      rows,
      Array.from({ length: count.value }, (_, index) => ({ name: String(index), dtype: kind })),
    );
  return { rows, count, columns: null, dtype: kind };
}

/** A list of dicts, one for each row: the columns are the keys of the first. */
function fromRecords(call: LibraryCall, data: ShapeValue | undefined): Frame | null {
  const items = itemsOf(data);
  const [first] = items ?? [];
  if (items === null || first?.kind !== "dict" || !items.every((each) => each.kind === "dict")) return null;
  const content = first.cell.value;
  if (content === undefined || content.rest !== null) return null;
  const columns: FrameColumn[] = [];
  for (const { key, value } of content.entries.values()) {
    if (key.kind !== "str" || key.value === null) return null;
    const { dtype } = call.shapeOf(value);
    columns.push({ name: key.value, dtype: dtype === "str" ? "object" : dtype });
  }
  return frameOf(constant(items.length), columns);
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
