import type { DtypeKind } from "../../algebra/abstract";
import { readTable } from "../../datasets/read";
import { type StoredArray, storedArray, storedArrays } from "../../datasets/storedArrays";
import type { Column } from "../../datasets/table";
import type { DataFile, DataFiles } from "../../domains/library";
import { dataFiles } from "./project";

/** What a program gets from a data file: its rows and columns, or its arrays. Null when the file cannot be read. */
export async function describeData(bytes: Uint8Array, name: string): Promise<DataFile | null> {
  if (/\.npy$/i.test(name)) {
    const array = storedArray(bytes);
    return array === null ? null : { kind: "array", ...arrayOf(array) };
  }
  if (/\.npz$/i.test(name)) {
    const arrays = storedArrays(bytes);
    if (arrays.size === 0) return null;
    const entries = Object.fromEntries([...arrays].map(([key, array]) => [key, arrayOf(array)]));
    return { kind: "archive", entries };
  }
  const table = await readTable(bytes, name);
  if (table.kind === "problem" || table.value.format.kind !== "csv") return null;
  const { rows, format, rowNames } = table.value;
  // No reader of a program's passes over the same lines.
  if ((format.skip ?? 0) > 0) return null;
  // pandas makes them its index.
  const columns = table.value.columns.slice(rowNames === true ? 1 : 0);
  return {
    kind: "table",
    rows,
    columns: columns.map((column) => ({ name: column.name, dtype: dtypeOf(column) })),
    hasHeader: format.header === true,
  };
}

const kindsOfLetters: Readonly<Record<string, DtypeKind>> = {
  f: "float",
  i: "int",
  u: "int",
  b: "bool",
  c: "complex",
  U: "str",
  S: "str",
  O: "object",
};

function arrayOf({ shape, letter }: StoredArray): { shape: readonly number[]; dtype: DtypeKind } {
  return { shape, dtype: kindsOfLetters[letter] ?? "unknown" };
}

/** As pandas tells them: whole numbers without a hole are ints, other numbers floats, text and `12 kg` objects. */
function dtypeOf(column: Column): DtypeKind {
  if (column.kind === "text" || column.mark !== undefined) return "object";
  return column.missing === 0 && column.values.every(Number.isInteger) ? "int" : "float";
}

/** The data files that the thread was told of. */
export class DescribedData {
  readonly #known = new Map<string, DataFile>();
  /** For each program the files that it reads, the same object as long as they are the same: facts are kept by it. */
  readonly #files = new Map<string, { readonly entries: readonly Entry[]; readonly files: DataFiles }>();

  set(uri: string, description: DataFile): void {
    this.#known.set(uri, description);
  }

  delete(uri: string): void {
    this.#known.delete(uri);
  }

  files(program: string, uris: readonly string[]): DataFiles {
    const entries = uris.flatMap((uri): Entry[] => {
      const description = this.#known.get(uri);
      return description === undefined ? [] : [[uri, description]];
    });
    const before = this.#files.get(program);
    if (before !== undefined && isSame(before.entries, entries)) return before.files;
    const files = dataFiles(new Map(entries));
    this.#files.set(program, { entries, files });
    return files;
  }

  forget(program: string): void {
    this.#files.delete(program);
  }
}

type Entry = readonly [uri: string, description: DataFile];

function isSame(a: readonly Entry[], b: readonly Entry[]): boolean {
  return (
    a.length === b.length && a.every(([uri, file], index) => b[index]?.[0] === uri && b[index]?.[1] === file)
  );
}
