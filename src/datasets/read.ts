import { joined } from "./bytes";
import { DelimitedReader } from "./delimited";
import { type Decoder, decoderFor, detectBinary, detectEncoding, type Encoding } from "./encoding";
import { GzipReader, isGzip } from "./gzip";
import { JsonLines, looksLikeJsonLines, mostJson, readJson } from "./json";
import { JsonListReader } from "./jsonList";
import { LibsvmLines, looksLikeLibsvm } from "./libsvm";
import { LineReader } from "./lines";
import { NpyReader } from "./npy";
import { NpzReader } from "./npz";
import { type ParquetOptions, type ReadParquet, rangesOf, readParquet } from "./parquet";
import { type DatasetProblem, problem, type Result } from "./problem";
import type { Sampling, TableReader } from "./reader";
import type { Table } from "./table";

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

/** A format that can't be read piece by piece: the pieces are kept until the last has come. */
class WholeFileReader implements TableReader {
  readonly #pieces: Uint8Array[] = [];
  readonly #read: (bytes: Uint8Array) => Result<Table> | Promise<Result<Table>>;
  readonly #most: number;
  #size = 0;

  constructor(
    read: (bytes: Uint8Array) => Result<Table> | Promise<Result<Table>>,
    most = Number.POSITIVE_INFINITY,
    fileSize = 0,
  ) {
    this.#read = read;
    this.#most = most;
    // A file that is known to be too large need not be brought first.
    if (fileSize > most) this.#size = fileSize;
  }

  push(bytes: Uint8Array): boolean {
    this.#size += this.#size > this.#most ? 0 : bytes.length;
    if (this.#size > this.#most) this.#pieces.length = 0;
    else this.#pieces.push(bytes.slice());
    return this.#size <= this.#most;
  }

  async finish(): Promise<Result<Table>> {
    if (this.#size > this.#most)
      return problem({ kind: "json-too-large", bytes: this.#size, most: this.#most });
    return this.#read(joined(this.#pieces.splice(0)));
  }
}

/** So much of a file tells its format and its encoding. */
const headSize = 1 << 20;

export interface ReadOptions extends ParquetOptions {
  /** Reads Parquet where it can be given up: a damaged file may keep the decoder busy without end. */
  readonly readParquet?: ReadParquet;
}

/**
 * A reader for the file that begins with `head` (64 KB or more, unless it is smaller). What a file holds counts more than
 * what it is called: a name can lie.
 */
export function createTableReader(name: string, head: Uint8Array, options: ReadOptions = {}): TableReader {
  if (isGzip(head)) {
    const { fileSize: _, ...unpacked } = options;
    const inner = name.replace(/\.gz$/i, "");
    return new GzipReader((begin) => createTableReader(inner, begin, unpacked), headSize);
  }
  if (isParquet(head)) {
    const { readParquet: read } = options;
    return new WholeFileReader((bytes) =>
      read === undefined ? readParquet(rangesOf(bytes), options) : read({ kind: "bytes", bytes }, options),
    );
  }
  if (/^.NUMPY/.test(new TextDecoder("windows-1252").decode(head.subarray(0, 8))))
    return new NpyReader(options);
  const binary = detectBinary(head);
  if (binary === "archive" && namesArrays(head)) return new NpzReader(options);
  if (binary !== null) return new ProblemReader({ kind: "binary-file", looksLike: binary });
  const encoding = detectEncoding(head);
  const text = decoderFor(encoding).decode(head.subarray(0, headSize)).trimStart();
  const decode = (bytes: Uint8Array) => decoderFor(detectEncoding(bytes)).decode(bytes);
  // Lines of a log begin with a bracket, too.
  if (/^([[{]\s*["[{\]}]|[[{]\s*$)/.test(text) || (/^[[{]/.test(text) && isNamedJson.test(name)))
    return looksLikeJsonLines(text, name)
      ? new LineReader(encoding, options, new JsonLines())
      : text.startsWith("[")
        ? new JsonListReader(encoding, options)
        : new WholeFileReader((bytes) => readJson(decode(bytes)), mostJson, options.fileSize);
  if (/^(<\?xml[^>]*>\s*)?<(!doctype html|html)\b/i.test(text))
    return new ProblemReader({ kind: "not-a-table", looksLike: "web-page" });
  if (/^<\?xml\b/i.test(text)) return new ProblemReader({ kind: "not-a-table", looksLike: "xml" });
  if (/^(%.*\s+)*@relation\s/i.test(text))
    return new ProblemReader({ kind: "not-a-table", looksLike: "arff" });
  if (looksLikeLibsvm(text)) return new LineReader(encoding, options, new LibsvmLines());
  return new TextReader(head, options);
}

const isNamedJson = /jsonl?$/i;

/** A file that has its table of contents at its end, so whoever can read parts of it in any order should. */
export function isParquet(head: Uint8Array): boolean {
  return new TextDecoder("windows-1252").decode(head.subarray(0, 4)) === "PAR1";
}

/** A zip whose first file is an array: what `np.savez` writes. */
function namesArrays(head: Uint8Array): boolean {
  const length = (head[26] ?? 0) + (head[27] ?? 0) * 256;
  return new TextDecoder().decode(head.subarray(30, 30 + length)).endsWith(".npy");
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

/** Reads the text of an editor, saved or not. */
export function readTableText(text: string, name: string, options: ReadOptions = {}): Promise<Result<Table>> {
  return readTable(new TextEncoder().encode(text), name, options);
}
