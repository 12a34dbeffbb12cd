import type { DtypeKind } from "./abstract";

/**
 * One named part of each element of an array of records: `np.dtype([('pos', 'f8', (3,))])` has one, with three numbers.
 * `shape` is null where the program does not fix it.
 */
export interface Field {
  readonly name: string;
  readonly dtype: DtypeKind;
  readonly shape: readonly number[] | null;
}

/**
 * The kind of records. It spells out its fields, so that it is plain text as all kinds are: equal where the fields are
 * equal, and every operation that hands on a kind hands on the fields. A bare `record` says nothing of them.
 */
export type RecordKind = `record${string}`;

interface Written {
  readonly fields: readonly (readonly [string, DtypeKind, readonly number[] | null])[];
  /** `x.pos` reads a field: the elements are `np.record`. */
  readonly named?: true;
}

/** A field of this name stands for any: the columns of a file. */
const anyName = "*";

/** Records whose fields have names that are not followed, and one element each. */
export function openRecord(dtype: DtypeKind): RecordKind {
  return recordKind([{ name: anyName, dtype, shape: [] }]);
}

export function isRecord(kind: DtypeKind): kind is RecordKind {
  return kind.startsWith("record");
}

export function recordKind(fields: readonly Field[], named = false): RecordKind {
  const written: Written = {
    fields: fields.map(({ name, dtype, shape }) => [name, dtype, shape]),
    ...(named ? { named } : {}),
  };
  return `record ${JSON.stringify(written)}`;
}

function read(kind: DtypeKind): Written | null {
  return kind.startsWith("record {") ? JSON.parse(kind.slice("record ".length)) : null;
}

function all(kind: DtypeKind): readonly Field[] | null {
  return read(kind)?.fields.map(([name, dtype, shape]) => ({ name, dtype, shape })) ?? null;
}

/** The fields of records; null where they are not known, and of what is no record. */
export function fieldsOf(kind: DtypeKind): readonly Field[] | null {
  const fields = all(kind);
  return fields?.some((each) => each.name === anyName) === true ? null : fields;
}

/** Whether fields are attributes too: of `np.recarray`. */
export function hasNamedFields(kind: DtypeKind): boolean {
  return read(kind)?.named === true;
}

/** The same records as `np.recarray` has them, or as a plain array does. */
export function withNamedFields(kind: DtypeKind, named: boolean): DtypeKind {
  const fields = all(kind);
  return fields === null ? kind : recordKind(fields, named);
}

/** The field of a name; null where there is certainly none, undefined where that can't be told. */
export function fieldNamed(kind: DtypeKind, name: string | null): Field | null | undefined {
  const fields = all(kind);
  const [first] = fields ?? [];
  if (fields === null || first === undefined) return undefined;
  if (name !== null) return fields.find((each) => each.name === name || each.name === anyName) ?? null;
  const alike = (each: Field) => each.dtype === first.dtype && each.shape?.join() === first.shape?.join();
  return fields.every(alike) ? { ...first, name: anyName } : undefined;
}

/** As a reader sees a kind, who knows the fields. */
export function withoutFields(kind: DtypeKind): DtypeKind {
  return isRecord(kind) ? "record" : kind;
}
