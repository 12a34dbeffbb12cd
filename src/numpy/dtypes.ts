import type { Abstract, DtypeKind } from "../algebra/abstract";
import { type Field, recordKind } from "../algebra/record";

/** A kind, and whether its width is not the kind's usual one: then its arithmetic is not followed. */
export interface Kind {
  readonly kind: DtypeKind;
  readonly narrow: boolean;
}

const byCode: Readonly<Record<string, DtypeKind>> = {
  "?": "bool",
  b: "int",
  B: "int",
  h: "int",
  H: "int",
  i: "int",
  I: "int",
  l: "int",
  L: "int",
  q: "int",
  Q: "int",
  u: "int",
  e: "float",
  f: "float",
  d: "float",
  g: "float",
  F: "complex",
  D: "complex",
  c: "complex",
  O: "object",
  S: "str",
  U: "str",
  M: "datetime",
  m: "datetime",
};

const usual = new Set([
  "bool",
  "bool_",
  "?",
  "int",
  "int64",
  "int_",
  "i8",
  "l",
  "q",
  "float",
  "float64",
  "f8",
  "d",
]);

/** The kind that a dtype object, a type, a string or a list of fields names; null where it is not known. */
export function dtypeOf(value: Abstract): Kind | null {
  if (value.kind === "dtype") return { kind: value.dtype, narrow: value.narrow ?? false };
  if (value.kind === "sequence" && value.type === "list") return recordOf(value.items.map(fieldOf));
  if (value.kind !== "str" || value.value === null) return null;
  const parts = value.value.split(/,(?![^(]*\))/);
  if (parts.length > 1 && !parts.includes(""))
    return recordOf(parts.map((part, at) => partOf(`f${at}`, part)));
  return dtypeNamed(value.value.replace(/^[<>=|]/, ""));
}

function recordOf(fields: readonly (Field | null)[]): Kind {
  const known = fields.filter((each) => each !== null);
  return { kind: known.length < fields.length ? "record" : recordKind(known), narrow: true };
}

/** `('pos', 'f8', (3,))` */
function fieldOf(value: Abstract): Field | null {
  if (value.kind !== "sequence" || value.type !== "tuple") return null;
  const [name, dtype, shape] = value.items;
  if (name?.kind !== "str" || name.value === null || dtype === undefined) return null;
  const own = dtype.kind === "str" && dtype.value !== null ? partOf(name.value, dtype.value) : null;
  const plain = own ?? {
    name: name.value,
    dtype: dtypeOf(dtype)?.kind ?? "unknown",
    shape: partShape(dtype),
  };
  if (shape === undefined) return plain;
  const outer = sizesOf(shape);
  return { ...plain, shape: outer === null || plain.shape === null ? null : [...outer, ...plain.shape] };
}

/** What is not known as a kind may have a shape of its own. */
function partShape(dtype: Abstract): readonly number[] | null {
  return dtypeOf(dtype) === null ? null : [];
}

/** `3f8`, `(2, 3)f8`, `<i4` */
function partOf(name: string, text: string): Field {
  const [, many = "", code = ""] = /^\s*(\d+(?!$)|\([\d, ]+\))?(.*?)\s*$/.exec(text) ?? [];
  const dtype = dtypeNamed(code.replace(/^[<>=|]/, ""));
  const shape = many === "1" ? [] : (many.match(/\d+/g)?.map(Number) ?? []);
  return { name, dtype: dtype?.kind ?? "unknown", shape: dtype === null ? null : shape };
}

function sizesOf(value: Abstract): readonly number[] | null {
  if (value.kind === "int") return value.size.value === null ? null : [value.size.value];
  if (value.kind !== "sequence") return null;
  const sizes = value.items.map((item) => (item.kind === "int" ? item.size.value : null));
  const known = sizes.filter((each) => each !== null);
  return known.length < sizes.length ? null : known;
}

export function dtypeNamed(name: string): Kind | null {
  const narrow = !usual.has(name);
  const word = /^(bool|u?int|float|complex|str|object|datetime|timedelta)[_0-9]*$/.exec(name)?.[1];
  if (word !== undefined) {
    const kind = word === "uint" ? "int" : word === "timedelta" ? "datetime" : word;
    return { kind: isKind(kind) ? kind : "unknown", narrow };
  }
  const code = /^([?a-zA-Z])\d*(\[.*\])?$/.exec(name)?.[1];
  const kind = code === undefined ? undefined : byCode[code];
  return kind === undefined ? null : { kind, narrow };
}

function isKind(word: string): word is DtypeKind {
  return ["bool", "int", "float", "complex", "str", "object", "datetime"].includes(word);
}
