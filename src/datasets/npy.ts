import { joined } from "./bytes";
import { ColumnBuilder } from "./columnBuilder";
import { type ElementType, elementType } from "./npyElements";
import { type DatasetProblem, ok, problem, type Result } from "./problem";
import { RowSample, type Sampling, type TableReader } from "./reader";
import { addValue, mostColumns, tableOf } from "./records";
import type { Table } from "./table";

/** What stands before the numbers of an array. */
export interface ArrayHeader {
  /** A matrix's, a vector's or a single number's: of more axes, all but the first are one (a picture's dots). */
  readonly shape: readonly number[];
  readonly element: ElementType;
  /** Column after column, as in Fortran. */
  readonly byColumns: boolean;
  /** Bytes of the header, and of what follows. */
  readonly start: number;
  readonly body: number;
}

/** The longest header that is believed: one of many thousand fields is still shorter. */
const longestHeader = 1 << 20;

const damaged: DatasetProblem = { kind: "damaged-file", format: "npy" };

/** What the header says, whether or not the elements can be read. */
interface Layout {
  readonly kind: "layout";
  readonly shape: readonly number[];
  /** NumPy's code of the elements' type; undefined for records. */
  readonly type: string | undefined;
  readonly byColumns: boolean;
  readonly start: number;
}

/** null while there is not enough of it. */
export function parseLayout(bytes: Uint8Array): Layout | DatasetProblem | null {
  if (bytes.length < 12) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] !== 0x93 || new TextDecoder().decode(bytes.subarray(1, 6)) !== "NUMPY") return damaged;
  const wide = view.getUint8(6) > 1;
  const start = wide ? 12 : 10;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  if (length > longestHeader) return damaged;
  if (bytes.length < start + length) return null;
  const header = new TextDecoder().decode(bytes.subarray(start, start + length));
  const type = /'descr':\s*'([^']+)'/.exec(header)?.[1];
  const shapeText = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (shapeText === undefined) return damaged;
  const shape = shapeText
    .split(",")
    .filter((size) => size.trim() !== "")
    .map(Number);
  if (!shape.every((size) => Number.isInteger(size) && size >= 0)) return damaged;
  const byColumns = /'fortran_order':\s*True/.test(header) && shape.length > 1;
  return { kind: "layout", shape, type, byColumns, start: start + length };
}

/** null while there is not enough of it. */
export function parseHeader(bytes: Uint8Array): ArrayHeader | DatasetProblem | null {
  const layout = parseLayout(bytes);
  if (layout === null || layout.kind !== "layout") return layout;
  const { shape, type, byColumns, start } = layout;
  const element = type === undefined ? null : elementType(type);
  if (type === undefined || element === null)
    return {
      kind: "unsupported-format",
      format: "npy",
      detail: type === undefined ? "records" : /^.O/.test(type) ? "Python objects" : type,
    };
  const [rows = 0, ...others] = shape;
  if (byColumns && others.length > 1)
    return { kind: "unsupported-format", format: "npy", detail: `${shape.length}-D (fortran_order)` };
  const flat = others.length > 1 ? [rows, others.reduce((product, size) => product * size)] : shape;
  return {
    shape: flat,
    element,
    byColumns,
    start,
    body: shape.reduce((product, size) => product * size, element.size),
  };
}

/** Fills the columns of a matrix, or of a vector, with the elements as they come, in whatever pieces. */
export class ArrayColumns {
  readonly #header: ArrayHeader;
  readonly #columns: readonly ColumnBuilder[];
  readonly #count: number;
  readonly #keepEvery: number;
  /** The beginning of an element whose end has not come yet. */
  #rest = new Uint8Array(0);
  #next = 0;

  constructor(header: ArrayHeader, keepEvery: number) {
    this.#header = header;
    this.#keepEvery = keepEvery;
    this.#count = header.body / header.element.size;
    const rows = Math.ceil((header.shape[0] ?? 0) / keepEvery);
    this.#columns = Array.from({ length: header.shape[1] ?? 1 }, () => new ColumnBuilder(false, rows));
  }

  get isComplete(): boolean {
    return this.#next === this.#count;
  }

  push(piece: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? piece : joined([this.#rest, piece]);
    const { element, shape, byColumns } = this.#header;
    const [rows = 0, columns = 1] = shape;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const count = Math.min(this.#count - this.#next, Math.floor(bytes.length / element.size));
    for (let at = 0; at < count; at++, this.#next++) {
      const row = byColumns ? this.#next % rows : Math.floor(this.#next / columns);
      if (row % this.#keepEvery !== 0) continue;
      const column = this.#columns[byColumns ? Math.floor(this.#next / rows) : this.#next % columns];
      if (column !== undefined) addValue(column, element.read(view, at * element.size), row + 1);
    }
    this.#rest = bytes.slice(count * element.size);
  }

  /** Under their names: a vector has the array's own, a matrix numbers its columns. */
  named(name: string): readonly (readonly [string, ColumnBuilder])[] {
    const isVector = this.#header.shape.length === 1;
    return this.#columns.map((column, index) => [isVector ? name : `${name}_${index + 1}`, column]);
  }
}

/** The arrays of a file, each read as it comes. Those with the most rows are the table; what has fewer is let go, and told. */
export class ArrayTable {
  readonly #keepEvery: number;
  readonly #sample: RowSample;
  #rows = 0;
  #columns = 0;
  #arrays: { readonly name: string; readonly header: ArrayHeader; readonly columns: ArrayColumns }[] = [];
  readonly #unread: string[] = [];

  constructor(sampling: Sampling) {
    this.#sample = new RowSample(sampling);
    this.#keepEvery = this.#sample.keepEvery;
  }

  /** What an array goes into; null where it is not of the table. `size`: bytes of header and body, where they are known. */
  open(name: string, header: ArrayHeader, size?: number): ArrayColumns | DatasetProblem | null {
    const [rows, columns = 1] = header.shape;
    if (size !== undefined && header.start + header.body > size) return damaged;
    if (rows === undefined || rows < this.#rows) {
      this.#unread.push(name);
      return null;
    }
    if (rows > this.#rows) this.#unread.push(...this.#arrays.splice(0).map((each) => each.name));
    this.#columns = this.#arrays.length === 0 ? columns : this.#columns + columns;
    this.#rows = rows;
    const kept = Math.ceil(rows / this.#keepEvery);
    if (this.#columns > mostColumns || !this.#sample.fits(kept, this.#columns))
      return { kind: "too-large", rows, columns: this.#columns };
    const into = new ArrayColumns(header, this.#keepEvery);
    this.#arrays.push({ name, header, columns: into });
    return into;
  }

  /** Does some work; the problem where the host can't give the memory for it, or the file is damaged. */
  guarded(work: () => DatasetProblem | null, format: string): DatasetProblem | null {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof RangeError)) return { kind: "damaged-file", format };
      return { kind: "too-large", rows: this.#rows, columns: this.#columns };
    }
  }

  /** Matrices give the features, vectors a column each, and come last: the target is one. */
  finish(format: "npy" | "npz"): Result<Table> {
    const arrays = this.#arrays.sort((a, b) => b.header.shape.length - a.header.shape.length);
    if (arrays.some(({ columns }) => !columns.isComplete)) return problem({ kind: "damaged-file", format });
    const named = arrays.flatMap(({ name, columns }) => columns.named(name));
    const table = tableOf(named, Math.ceil(this.#rows / this.#keepEvery), { kind: format });
    if (table.kind === "problem" || this.#unread.length === 0) return table;
    return ok({ ...table.value, unread: this.#unread });
  }
}

/** One array as `np.save` writes it, in whatever pieces it comes. */
export class ArrayReader {
  readonly #open: (header: ArrayHeader) => ArrayColumns | DatasetProblem | null;
  #head: Uint8Array<ArrayBufferLike> = new Uint8Array(0);
  #isOpen = false;
  #columns: ArrayColumns | null = null;

  /** `open` says what an array of that kind goes into; null: nobody wants it. */
  constructor(open: (header: ArrayHeader) => ArrayColumns | DatasetProblem | null) {
    this.#open = open;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  push(piece: Uint8Array): DatasetProblem | null {
    if (this.#isOpen) {
      this.#columns?.push(piece);
      return null;
    }
    this.#head = joined([this.#head, piece]);
    const header = parseHeader(this.#head);
    if (header === null) return null;
    if ("kind" in header) return header;
    const columns = this.#open(header);
    if (columns !== null && "kind" in columns) return columns;
    this.#isOpen = true;
    this.#columns = columns;
    columns?.push(this.#head.subarray(header.start));
    this.#head = new Uint8Array(0);
    return null;
  }
}

/** `np.save`: a matrix is a table of its columns, a vector is one column. */
export class NpyReader implements TableReader {
  readonly #table: ArrayTable;
  readonly #array: ArrayReader;
  #problem: DatasetProblem | null = null;

  constructor(sampling: Sampling) {
    this.#table = new ArrayTable(sampling);
    this.#array = new ArrayReader((header) => {
      if (header.shape.length === 0) return { kind: "unsupported-format", format: "npy", detail: "0-D" };
      return this.#table.open("column", header, sampling.fileSize);
    });
  }

  push(bytes: Uint8Array): boolean {
    this.#problem ??= this.#table.guarded(() => this.#array.push(bytes), "npy");
    return this.#problem === null;
  }

  async finish(): Promise<Result<Table>> {
    if (this.#problem === null && !this.#array.isOpen) return problem(damaged);
    return this.#problem === null ? this.#table.finish("npy") : problem(this.#problem);
  }
}
