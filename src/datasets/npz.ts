import { Unzip, type UnzipFile, UnzipInflate } from "fflate";
import { ArrayReader, ArrayTable } from "./npy";
import { type DatasetProblem, problem, type Result } from "./problem";
import type { Sampling, TableReader } from "./reader";
import type { Table } from "./table";

const damaged: DatasetProblem = { kind: "damaged-file", format: "npz" };

/** A zip ends with its table of contents, and that with a record of so many bytes, and at most 64 KB of comment. */
const endRecord = 22;
const longestEnd = endRecord + 0xffff;

/** Bytes that are unpacked at a time: what comes of them is in memory as a whole, and may be a thousand times as much. */
const sip = 1 << 14;

/** `np.savez`, compressed or not: each array goes into its columns as it comes. */
export class NpzReader implements TableReader {
  readonly #table: ArrayTable;
  readonly #zip: Unzip;
  #tail: Uint8Array<ArrayBufferLike> = new Uint8Array(0);
  #files = 0;
  #problem: DatasetProblem | null = null;

  constructor(sampling: Sampling) {
    this.#table = new ArrayTable(sampling);
    this.#zip = new Unzip((file) => this.#begin(file));
    this.#zip.register(UnzipInflate);
  }

  push(bytes: Uint8Array): boolean {
    // The unzipper keeps parts of what it is given until the next piece, and the caller uses its bytes again.
    const own = bytes.slice();
    this.#tail = lastOf(this.#tail, own);
    for (let from = 0; from < own.length; from += sip) this.#pushToZip(own.subarray(from, from + sip), false);
    return this.#problem === null;
  }

  async finish(): Promise<Result<Table>> {
    this.#pushToZip(new Uint8Array(0), true);
    if (this.#problem !== null) return problem(this.#problem);
    // Where a file is cut off between two arrays, only its missing end tells.
    return this.#files === filesIn(this.#tail) ? this.#table.finish("npz") : problem(damaged);
  }

  #pushToZip(bytes: Uint8Array, isLast: boolean): void {
    if (this.#problem !== null) return;
    const found = this.#table.guarded(() => {
      this.#zip.push(bytes, isLast);
      return null;
    }, "npz");
    this.#problem ??= found;
  }

  #begin(file: UnzipFile): void {
    this.#files++;
    const name = file.name.replace(/\.npy$/, "");
    const isArray = name !== file.name;
    const array = new ArrayReader((header) => this.#table.open(name, header, file.originalSize));
    file.ondata = (error, data) => {
      if (error !== null) this.#problem ??= damaged;
      else if (isArray && this.#problem === null) this.#problem = array.push(data);
    };
    // What is not started would be kept until it is.
    file.start();
  }
}

function lastOf(before: Uint8Array, piece: Uint8Array): Uint8Array {
  if (piece.length >= longestEnd) return piece.subarray(piece.length - longestEnd);
  const kept = before.subarray(Math.max(0, before.length + piece.length - longestEnd));
  const both = new Uint8Array(kept.length + piece.length);
  both.set(kept);
  both.set(piece, kept.length);
  return both;
}

/** How many files the end of a zip counts; null where it is no end. */
function filesIn(tail: Uint8Array): number | null {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = tail.length - endRecord; at >= 0; at--)
    if (view.getUint32(at, true) === 0x06054b50) return view.getUint16(at + 10, true);
  return null;
}
