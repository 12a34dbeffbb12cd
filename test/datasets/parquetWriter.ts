/**
 * Parquet as simple as it can be: columns of doubles or of text, plain and not compressed, in row groups of any size. The
 * product reads Parquet with a library; this writes what it is tried on.
 */
export type ParquetColumn =
  | { readonly name: string; readonly values: readonly number[] }
  | { readonly name: string; readonly texts: readonly string[] };

type Field = readonly [id: number, value: Thrift];
type Thrift =
  | { readonly i32: number }
  | { readonly i64: number }
  | { readonly text: string }
  | { readonly list: readonly Thrift[] }
  | { readonly fields: readonly Field[] };

const utf8 = new TextEncoder();
const doubles = 5;
const byteArrays = 6;

export function parquetOf(columns: readonly ParquetColumn[], rowsInGroup: number): Uint8Array<ArrayBuffer> {
  const out = new Bytes();
  out.add(utf8.encode("PAR1"));
  const rows = columns[0] === undefined ? 0 : lengthOf(columns[0]);
  const groups: Thrift[] = [];
  for (let from = 0; from < rows; from += rowsInGroup) {
    const to = Math.min(rows, from + rowsInGroup);
    const chunks = columns.map((column) => writeChunk(out, column, from, to));
    groups.push({
      fields: [
        [1, { list: chunks }],
        [2, { i64: out.length }],
        [3, { i64: to - from }],
      ],
    });
  }
  const footer = encode({
    fields: [
      [1, { i32: 1 }],
      [2, { list: [rootElement(columns.length), ...columns.map(schemaElement)] }],
      [3, { i64: rows }],
      [4, { list: groups }],
    ],
  });
  out.add(Uint8Array.from(footer));
  out.add(new Uint8Array(Uint32Array.of(footer.length).buffer));
  out.add(utf8.encode("PAR1"));
  return out.joined();
}

class Bytes {
  readonly #parts: Uint8Array[] = [];
  length = 0;

  add(part: Uint8Array): void {
    this.#parts.push(part);
    this.length += part.length;
  }

  joined(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

function lengthOf(column: ParquetColumn): number {
  return "values" in column ? column.values.length : column.texts.length;
}

function typeOf(column: ParquetColumn): number {
  return "values" in column ? doubles : byteArrays;
}

function rootElement(children: number): Thrift {
  return {
    fields: [
      [4, { text: "schema" }],
      [5, { i32: children }],
    ],
  };
}

function schemaElement(column: ParquetColumn): Thrift {
  const required = 0;
  const isText = "texts" in column ? [[6, { i32: 0 }] as const] : [];
  return {
    fields: [[1, { i32: typeOf(column) }], [3, { i32: required }], [4, { text: column.name }], ...isText],
  };
}

/** One page of one column, and what the table of contents says of it. */
function writeChunk(out: Bytes, column: ParquetColumn, from: number, to: number): Thrift {
  const body =
    "values" in column
      ? new Uint8Array(Float64Array.from(column.values.slice(from, to)).buffer)
      : Uint8Array.from(
          column.texts.slice(from, to).flatMap((text) => {
            const bytes = utf8.encode(text);
            return [...new Uint8Array(Uint32Array.of(bytes.length).buffer), ...bytes];
          }),
        );
  const [plain, runs] = [0, 3];
  const page: Thrift = {
    fields: [
      [1, { i32: 0 }],
      [2, { i32: body.length }],
      [3, { i32: body.length }],
      [
        5,
        {
          fields: [
            [1, { i32: to - from }],
            [2, { i32: plain }],
            [3, { i32: runs }],
            [4, { i32: runs }],
          ],
        },
      ],
    ],
  };
  const offset = out.length;
  out.add(Uint8Array.from(encode(page)));
  out.add(body);
  const size = out.length - offset;
  const metadata: Thrift = {
    fields: [
      [1, { i32: typeOf(column) }],
      [2, { list: [{ i32: plain }] }],
      [3, { list: [{ text: column.name }] }],
      [4, { i32: 0 }],
      [5, { i64: to - from }],
      [6, { i64: size }],
      [7, { i64: size }],
      [9, { i64: offset }],
    ],
  };
  return {
    fields: [
      [2, { i64: offset }],
      [3, metadata],
    ],
  };
}

/** Thrift's compact protocol. */
function encode(value: Thrift): number[] {
  if ("i32" in value) return varint(value.i32 * 2);
  if ("i64" in value) return varint(value.i64 * 2);
  if ("text" in value) {
    const bytes = utf8.encode(value.text);
    return [...varint(bytes.length), ...bytes];
  }
  if ("list" in value) {
    const [first] = value.list;
    const kind = first === undefined ? 12 : kindOf(first);
    const size = value.list.length;
    const head = size < 15 ? [(size << 4) | kind] : [0xf0 | kind, ...varint(size)];
    return [...head, ...value.list.flatMap(encode)];
  }
  let before = 0;
  const bytes = value.fields.flatMap(([id, field]) => {
    const head = ((id - before) << 4) | kindOf(field);
    before = id;
    return [head, ...encode(field)];
  });
  return [...bytes, 0];
}

function kindOf(value: Thrift): number {
  if ("i32" in value) return 5;
  if ("i64" in value) return 6;
  if ("text" in value) return 8;
  return "list" in value ? 9 : 12;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}
