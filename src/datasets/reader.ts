import type { DatasetProblem, Result } from "./problem";
import type { Table } from "./table";

/** Reads one file as it arrives, piece by piece. No file access: the caller brings the bytes, and may use them again. */
export interface TableReader {
  /** False once the file cannot be read: the rest need not be brought. */
  push(bytes: Uint8Array): boolean;
  /** Never throws. */
  finish(): Promise<Result<Table>>;
}

/** For files that are too large as a whole. */
export interface Sampling {
  /** 10 keeps each tenth row. */
  readonly keepEvery?: number;
  /** Bytes that the columns may take; beyond that the file is too large. */
  readonly memory?: number;
  /** Bytes of the file, where they are known: columns are then made large enough at once. */
  readonly fileSize?: number;
}

/** Counts the rows that go by, says which of them are kept, and when they are too many. */
export class RowSample {
  readonly keepEvery: number;
  readonly #memory: number;
  #seen = 0;
  #kept = 0;

  constructor({ keepEvery = 1, memory = Number.POSITIVE_INFINITY }: Sampling = {}) {
    this.keepEvery = keepEvery;
    this.#memory = memory;
  }

  /** Rows that were kept. */
  get kept(): number {
    return this.#kept;
  }

  /** The next row goes by: is it kept? */
  next(): boolean {
    if (this.#seen++ % this.keepEvery !== 0) return false;
    this.#kept++;
    return true;
  }

  fits(rows: number, columns: number): boolean {
    return rows * columns * 8 <= this.#memory;
  }

  /** Does some work. The problem where more is held after it than may be, or the host cannot give so much. */
  within(columns: () => number, work: () => void): DatasetProblem | null {
    try {
      work();
      if (this.fits(this.#kept, columns())) return null;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    return { kind: "too-large", rows: this.#seen, columns: columns() };
  }
}
