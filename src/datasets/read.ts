import { DelimitedReader, type Sampling } from "./delimited";
import { type Decoder, decoderFor, detectBinary, detectEncoding, type Encoding } from "./encoding";
import { readJson } from "./json";
import { looksLikeLibsvm, readLibsvm } from "./libsvm";
import { readNpy, readNpz } from "./npy";
import { readParquet } from "./parquet";
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
  readonly #rows: DelimitedReader;
  readonly #encoding: Encoding;
  readonly #decoder: Decoder;

  constructor(head: Uint8Array, sampling: Sampling) {
    this.#rows = new DelimitedReader(sampling);
    this.#encoding = detectEncoding(head);
    this.#decoder = decoderFor(this.#encoding);
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

/** A format that is read in one go: the pieces are kept until the last has come. */
class WholeFileReader implements TableReader {
  readonly #pieces: Uint8Array[] = [];
  readonly #read: (bytes: Uint8Array) => Result<Table> | Promise<Result<Table>>;

  constructor(read: (bytes: Uint8Array) => Result<Table> | Promise<Result<Table>>) {
    this.#read = read;
  }

  push(bytes: Uint8Array): boolean {
    this.#pieces.push(bytes.slice());
    return true;
  }

  async finish(): Promise<Result<Table>> {
    return this.#read(joined(this.#pieces.splice(0)));
  }
}

export interface ReaderOptions extends Sampling {
  /** Reads Parquet where it can be given up: a damaged file may keep the decoder busy without end. */
  readonly readParquet?: (bytes: Uint8Array) => Promise<Result<Table>>;
}

/**
 * A reader for the file that begins with `head` (64 KB or more, unless it is smaller). What a file holds counts more than
 * what it is called: a name can lie.
 */
export function createTableReader(name: string, head: Uint8Array, options: ReaderOptions = {}): TableReader {
  const start = new TextDecoder("windows-1252").decode(head.subarray(0, 8));
  if (start.startsWith("PAR1")) return new WholeFileReader(options.readParquet ?? readParquet);
  if (/^.NUMPY/.test(start)) return new WholeFileReader(readNpy);
  const binary = detectBinary(head);
  if (binary === "archive" && namesArrays(head)) return new WholeFileReader(readNpz);
  if (binary !== null) return new ProblemReader({ kind: "binary-file", looksLike: binary });
  const encoding = detectEncoding(head);
  const text = decoderFor(encoding).decode(head.subarray(0, 65_536)).trimStart();
  const decode = (bytes: Uint8Array) => decoderFor(detectEncoding(bytes)).decode(bytes);
  if (/^[[{]/.test(text)) return new WholeFileReader((bytes) => readJson(decode(bytes), name));
  if (looksLikeLibsvm(text)) return new WholeFileReader((bytes) => readLibsvm(decode(bytes)));
  return new TextReader(head, options);
}

/** A zip whose first file is an array: what `np.savez` writes. */
function namesArrays(head: Uint8Array): boolean {
  const length = (head[26] ?? 0) + (head[27] ?? 0) * 256;
  return new TextDecoder().decode(head.subarray(30, 30 + length)).endsWith(".npy");
}

/** A sample of the rows, and a limit of memory, are for delimited text, which is what large files are. */
export interface ReadOptions extends ReaderOptions {
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
  const reader = createTableReader(name, bytes.subarray(0, 1 << 26), { ...options, fileSize: bytes.length });
  for (let from = 0; from < bytes.length; from += pieceSize) {
    if (options.isCancelled?.() === true) return problem({ kind: "cancelled" });
    if (!reader.push(bytes.subarray(from, from + pieceSize))) break;
    await options.onProgress?.(Math.min(1, (from + pieceSize) / bytes.length));
  }
  return reader.finish();
}

/** So much of a file tells its format and its encoding. */
const headSize = 1 << 20;

/**
 * Reads a file that comes in pieces (a stream of the file system), so that it is never in memory as a whole. Give
 * `fileSize` where it is known. What the pieces' source throws is thrown on: it is about the file, not about the data.
 */
export async function readTableStream(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
  options: ReadOptions = {},
): Promise<Result<Table>> {
  let head: Uint8Array[] = [];
  let reader: TableReader | null = null;
  let read = 0;
  for await (const piece of pieces) {
    if (options.isCancelled?.() === true) return problem({ kind: "cancelled" });
    read += piece.length;
    if (reader === null) {
      head.push(piece.slice());
      if (read < headSize) continue;
      reader = begun(name, head, options);
      head = [];
    } else if (!reader.push(piece)) break;
    await options.onProgress?.(Math.min(1, read / Math.max(read, options.fileSize ?? read)));
  }
  if (read === 0) return problem({ kind: "empty-file" });
  return (reader ?? begun(name, head, options)).finish();
}

function begun(name: string, head: readonly Uint8Array[], options: ReadOptions): TableReader {
  const bytes = joined(head);
  const reader = createTableReader(name, bytes, options);
  reader.push(bytes);
  return reader;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Reads the text of an editor, saved or not. */
export function readTableText(text: string, name: string, options: ReadOptions = {}): Promise<Result<Table>> {
  return readTable(new TextEncoder().encode(text), name, options);
}
