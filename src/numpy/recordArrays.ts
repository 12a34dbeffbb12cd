import type { Abstract, ArrayValue, DtypeKind } from "../algebra/abstract";
import { type Field, fieldsOf, isRecord, recordKind, withNamedFields } from "../algebra/record";
import { constant } from "../algebra/size";
import type { Call } from "./call";
import { asArray, promoteKinds } from "./conversion";
import { dtypeOf } from "./dtypes";
import { makeArray } from "./elements";
import type { Operation } from "./operation";
import { fail, giveUp } from "./outcome";
import { records } from "./records";
import { row } from "./row";

/** `'x, y'`, `['x', 'y']`; null where none were given. */
function namesOf(call: Call, parameter: string): readonly string[] | null {
  const value = call.get(parameter);
  if (value === undefined || value.kind === "none") return null;
  if (value.kind === "str" && value.value !== null) return value.value.split(",").map((each) => each.trim());
  const items = value.kind === "sequence" ? value.items : [];
  const names = items.map((each) => (each.kind === "str" ? each.value : null));
  const known = names.filter((each) => each !== null);
  return known.length < names.length || names.length === 0
    ? giveUp("unknown-argument", call.name, parameter)
    : known;
}

function called(kinds: readonly Omit<Field, "name">[], names: readonly string[] | null): DtypeKind {
  const fields = kinds.map((each, at) => ({ ...each, name: names?.[at] ?? `f${at}` }));
  return recordKind(fields, true);
}

/** The fields that `dtype=`, or `formats=` and `names=`, tell; null where what is in the records decides. */
function statedKind(call: Call): DtypeKind | null {
  if (call.given("dtype")) return withNamedFields(call.dtype()?.kind ?? "record", true);
  const formats = call.get("formats");
  if (formats === undefined || formats.kind === "none") return null;
  const listed = formats.kind === "sequence" ? { ...formats, type: "list" as const } : null;
  const names = namesOf(call, "names");
  const pairs = listed?.items.map(
    (each): Abstract => ({ kind: "sequence", type: "tuple", items: [{ kind: "str", value: "f" }, each] }),
  );
  const told =
    pairs === undefined ? dtypeOf(formats) : dtypeOf({ kind: "sequence", type: "list", items: pairs });
  const fields = told === null ? null : fieldsOf(told.kind);
  return fields === null ? "record" : called(fields, names);
}

/** `np.rec.fromarrays([x, y], names='x,y')`: the arrays, side by side. */
function fromArrays(call: Call, list: Abstract): ArrayValue {
  const items = list.kind === "sequence" ? list.items : giveUp("unknown-argument", call.name, "arrayList");
  const arrays = items.map((each) => call.withShape(asArray(each)));
  const stated = statedKind(call);
  const [first] = arrays;
  if (first === undefined) return giveUp("unknown-argument", call.name, "arrayList");
  const kind =
    stated ??
    called(
      arrays.map((each) => ({ dtype: each.dtype, shape: [] })),
      namesOf(call, "names"),
    );
  const inner = fieldsOf(kind)?.[0]?.shape?.length ?? 0;
  return makeArray(first.shape.slice(0, first.shape.length - inner), kind);
}

/** `np.rec.fromrecords([(1, 'a'), (2, 'b')], names='n,s')` */
function fromRecords(call: Call, list: Abstract): ArrayValue {
  const stated = statedKind(call);
  if (stated !== null) return records(call, list, stated);
  const rows = list.kind === "sequence" ? list.items : giveUp("unknown-argument", call.name, "recList");
  const parts = rows.map((each) => (each.kind === "sequence" && each.type === "tuple" ? each.items : null));
  const [first] = parts;
  if (first == null || parts.some((each) => each?.length !== first.length))
    return giveUp("unknown-argument", call.name, "recList");
  const columns = first.map((_, at) => {
    const column = parts.map((each) => each?.[at] ?? { kind: "none" as const });
    return asArray({ kind: "sequence", type: "list", items: column });
  });
  if (columns.some((each) => each.shape?.length !== 1))
    return giveUp("unknown-argument", call.name, "recList");
  const kind = called(
    columns.map(({ dtype }) => ({ dtype, shape: [] })),
    namesOf(call, "names"),
  );
  return makeArray([constant(rows.length)], kind);
}

/** `np.rec.array`: of records, of arrays, or of an array of records. */
function recordArray(call: Call): ArrayValue {
  const value = call.need("obj");
  if (value.kind === "array" && isRecord(value.dtype))
    return { ...value, dtype: statedKind(call) ?? withNamedFields(value.dtype, true) };
  const [first] = value.kind === "sequence" ? value.items : [];
  if (first?.kind === "sequence") return fromRecords(call, value);
  return first?.kind === "array" ? fromArrays(call, value) : giveUp("unknown-argument", call.name, "obj");
}

const more = "shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None";

function knownFields(call: Call, parameter: string): readonly Field[] {
  const { dtype } = call.array(parameter);
  return fieldsOf(dtype) ?? giveUp("unknown-argument", call.name, parameter);
}

/** `structured_to_unstructured`: all numbers of a record along one axis. */
function unstructured(call: Call): ArrayValue {
  const array = call.shaped("arr");
  if (array.dtype !== "unknown" && !isRecord(array.dtype))
    fail("ValueError", "arr must be a structured array");
  const fields = knownFields(call, "arr");
  const counts = fields.map(({ shape }) => shape?.reduce((a, b) => a * b, 1) ?? null);
  const known = counts.filter((each) => each !== null);
  const isFlat = fields.every((each) => !isRecord(each.dtype));
  if (known.length < counts.length || !isFlat) return giveUp("unknown-argument", call.name, "arr");
  const last = constant(known.reduce((a, b) => a + b, 0));
  return makeArray(
    [...array.shape, last],
    call.dtype()?.kind ?? promoteKinds(fields.map((each) => each.dtype)),
  );
}

/** `unstructured_to_structured`: the last axis becomes fields. */
function structured(call: Call): ArrayValue {
  const array = call.shaped("arr");
  const width = array.shape.at(-1) ?? fail("ValueError", "arr must have at least one dimension");
  const kind = call.dtype()?.kind;
  const names = namesOf(call, "names");
  const many = width.value ?? names?.length ?? null;
  const told =
    kind ??
    (many === null
      ? "record"
      : recordKind(
          Array.from({ length: many }, (_, at) => ({
            name: names?.[at] ?? `f${at}`,
            dtype: array.dtype,
            shape: [],
          })),
        ));
  return makeArray(array.shape.slice(0, -1), told);
}

function appended(call: Call): ArrayValue {
  const base = call.shaped("base");
  const fields = knownFields(call, "base");
  const asked = call.need("names");
  const names = asked.kind === "str" && asked.value !== null ? [asked.value] : (namesOf(call, "names") ?? []);
  const data = call.need("data");
  const columns = asked.kind === "str" || data.kind !== "sequence" ? [data] : data.items;
  if (columns.length !== names.length) return giveUp("unknown-argument", call.name, "data");
  const kinds = call.given("dtypes") ? null : columns.map((each) => asArray(each).dtype);
  const added = names.map((name, at) => ({ name, dtype: kinds?.[at] ?? "unknown", shape: [] }));
  return makeArray(base.shape, recordKind([...fields, ...added]));
}

function dropped(call: Call): ArrayValue {
  const base = call.shaped("base");
  const gone = namesOf(call, "drop_names") ?? [];
  const kept = knownFields(call, "base").filter((each) => !gone.includes(each.name));
  return makeArray(base.shape, recordKind(kept));
}

export const recordArrays: readonly Operation[] = [
  row(
    "numpy.recarray",
    `shape, dtype=None, buf=None, offset=0, strides=None, formats=None, names=None, titles=None, byteorder=None, aligned=False, order='C'`,
    (call) => makeArray(call.shape("shape"), statedKind(call) ?? "record"),
  ),
  row(
    "numpy.rec.array",
    `obj, dtype=None, shape=None, offset=0, strides=None, formats=None, names=None, titles=None, aligned=False, byteorder=None, copy=True`,
    recordArray,
  ),
  row("numpy.rec.fromarrays", `arrayList, dtype=None, ${more}`, (call) =>
    fromArrays(call, call.need("arrayList")),
  ),
  row("numpy.rec.fromrecords", `recList, dtype=None, ${more}`, (call) =>
    fromRecords(call, call.need("recList")),
  ),
  row(
    "numpy.lib.recfunctions.structured_to_unstructured",
    "arr, dtype=None, copy=False, casting='unsafe'",
    unstructured,
  ),
  row(
    "numpy.lib.recfunctions.unstructured_to_structured",
    "arr, dtype=None, names=None, align=False, copy=False, casting='unsafe'",
    structured,
  ),
  row(
    "numpy.lib.recfunctions.append_fields",
    "base, names, data, dtypes=None, fill_value=-1, usemask=True, asrecarray=False",
    appended,
  ),
  row("numpy.lib.recfunctions.drop_fields", "base, drop_names, usemask=True, asrecarray=False", dropped),
];
