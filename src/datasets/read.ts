import { DelimitedReader } from "./delimited";
import { detectBinary, detectEncoding, type Encoding } from "./encoding";
import { type DatasetProblem, problem, type Result } from "./problem";
import type { Table } from "./table";

/** Reads one file as it arrives, piece by piece. No file access: the caller brings the bytes. */
export interface TableReader {
  /** False once the file cannot be read: the rest need not be brought. */
  push(bytes: Uint8Array): boolean;
  /** Never throws. */
  finish(): Promise<Result<Table>>;
}

/** A text, which may be cut anywhere, also inside a character. */
class TextReader implements TableReader {
  readonly #rows = new DelimitedReader();
  readonly #encoding: Encoding;
  readonly #decoder: TextDecoder;

  constructor(head: Uint8Array) {
    this.#encoding = detectEncoding(head);
    this.#decoder = new TextDecoder(this.#encoding);
  }

  push(bytes: Uint8Array): boolean {
    return this.#rows.push(this.#decoder.decode(bytes, { stream: true }));
  }

  async finish(): Promise<Result<Table>> {
    this.#rows.push(this.#decoder.decode());
    return this.#rows.finish(this.#encoding);
  }
}

class ProblemReader implements TableReader {
  readonly #problem: DatasetProblem;

  constructor(of: DatasetProblem) {
    this.#problem = of;
  }

  push(): boolean {
    return false;
  }

  async finish(): Promise<Result<Table>> {
    return problem(this.#problem);
  }
}

/** A reader for the file that begins with `head` (64 KB or more, unless it is smaller). What it is called counts less than what it is. */
export function createTableReader(_name: string, head: Uint8Array): TableReader {
  const binary = detectBinary(head);
  if (binary !== null) return new ProblemReader({ kind: "binary-file", looksLike: binary });
  return new TextReader(head);
}

export interface ReadOptions {
  /** Called after each piece with the share that is read; may give other work a turn. */
  readonly onProgress?: (share: number) => void | Promise<void>;
  readonly isCancelled?: () => boolean;
}

const pieceSize = 1 << 20;

/** Reads a whole file that is in memory. */
export async function readTable(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions = {},
): Promise<Result<Table>> {
  if (bytes.length === 0) return problem({ kind: "empty-file" });
  // A file is looked at as a whole where that is cheap, so that a late "é" still tells its encoding.
  const reader = createTableReader(name, bytes.subarray(0, 1 << 26));
  for (let from = 0; from < bytes.length; from += pieceSize) {
    if (options.isCancelled?.() === true) return problem({ kind: "cancelled" });
    if (!reader.push(bytes.subarray(from, from + pieceSize))) break;
    await options.onProgress?.(Math.min(1, (from + pieceSize) / bytes.length));
  }
  return reader.finish();
}

/** Reads the text of an editor, saved or not. */
export function readTableText(text: string, name: string, options: ReadOptions = {}): Promise<Result<Table>> {
  return readTable(new TextEncoder().encode(text), name, options);
}
