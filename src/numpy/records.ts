import type { Abstract, ArrayValue, DtypeKind, Shape } from "../algebra/abstract";
import {
  type Field,
  fieldNamed,
  fieldsOf,
  hasNamedFields,
  isRecord,
  recordKind,
  withNamedFields,
} from "../algebra/record";
import { constant, type Size } from "../algebra/size";
import type { Call } from "./call";
import { makeArray } from "./elements";
import { fail, shapeless } from "./outcome";

// Arrays of records: each element has named parts, and `a['pos']` is an array of one part of all elements.

/** What `np.array(value, dtype=[…])` gives: a tuple is one element. */
export function records(call: Call, value: Abstract, kind: DtypeKind): ArrayValue {
  const sizes: Size[] = [];
  let each = value;
  for (;;) {
    if (each.kind === "unknown") return shapeless(kind, each.reason);
    if ((each.kind !== "sequence" && each.kind !== "repeated") || each.type === "tuple") break;
    const inner: Abstract | undefined = each.kind === "sequence" ? each.items[0] : each.item;
    sizes.push(each.kind === "sequence" ? constant(each.items.length) : each.length);
    if (inner === undefined) break;
    each = inner;
  }
  if (each.kind !== "array") return makeArray(sizes, kind);
  if (each.shape === null || !isRecord(each.dtype)) return shapeless(kind, call.unknownArgument("dtype"));
  return makeArray([...sizes, ...each.shape], kind);
}

/** The names that an index asks for: `'age'`, or `['age', 'name']`. Null where it is another index. */
function askedNames(index: Abstract): readonly (string | null)[] | null {
  if (index.kind === "str") return [index.value];
  if (index.kind !== "sequence" || index.type !== "list" || index.items.length === 0) return null;
  const names = index.items.map((each) => (each.kind === "str" ? each.value : undefined));
  const known = names.filter((each) => each !== undefined);
  return known.length < names.length ? null : known;
}

/** `people['age']`, `people[['age', 'name']]`; null where the index names no fields, or the elements are no records. */
export function fieldItem(call: Call, array: ArrayValue, index: Abstract): ArrayValue | null {
  if (!isRecord(array.dtype) && array.dtype !== "unknown") return null;
  if (index.kind === "int") return partAt(call, array, index.size.value);
  const names = askedNames(index);
  if (names === null) return null;
  const found = names.map((name) => fieldNamed(array.dtype, name));
  const missing = found.indexOf(null);
  if (missing >= 0) noField(names[missing] ?? "", index.kind === "sequence");
  if (index.kind === "sequence") return several(array, found);
  const [field] = found;
  return field == null ? shapeless("unknown", call.unknownArgument("dtype")) : partOf(call, array, field);
}

function noField(name: string, several: boolean): never {
  return several ? fail("KeyError", `'${name}'`) : fail("ValueError", `no field of name ${name}`);
}

function several(array: ArrayValue, found: readonly (Field | null | undefined)[]): ArrayValue {
  const known = found.filter((each) => each != null);
  const dtype = known.length < found.length ? "record" : recordKind(known, hasNamedFields(array.dtype));
  const { data: _data, integer: _integer, ...kept } = array;
  return { ...kept, dtype };
}

/** `record[1]`: a record is like a tuple. */
function partAt(call: Call, array: ArrayValue, index: number | null): ArrayValue | null {
  const parts = index === null ? null : partsOf(call, array);
  if (parts === null || index === null) return null;
  return parts.at(index) ?? fail("IndexError", `invalid index (${index})`);
}

/** One part of every element. */
export function partOf(call: Call, array: ArrayValue, field: Field): ArrayValue {
  if (array.shape === null) return shapeless(field.dtype, array.reason ?? call.unknownArgument("a"));
  if (field.shape === null) return shapeless(field.dtype, call.unknownArgument("dtype"));
  const shape: Shape = [...array.shape, ...field.shape.map((size) => constant(size))];
  const kind = hasNamedFields(array.dtype) ? withNamedFields(field.dtype, true) : field.dtype;
  return makeArray(shape, kind, null, {
    scalar: array.scalar === true,
    integer: field.dtype === "int" && shape.length === 0 ? call.fresh("k") : undefined,
  });
}

/** The parts of one record in their order, which `x, y = people[0]` takes; null where they are not known. */
export function partsOf(call: Call, record: ArrayValue): readonly ArrayValue[] | null {
  const fields = fieldsOf(record.dtype);
  if (fields === null || record.scalar !== true) return null;
  return fields.map((field) => partOf(call, record, field));
}
