import { Gunzip } from "fflate";
import { joined } from "./bytes";
import { type DatasetProblem, problem, type Result } from "./problem";
import type { TableReader } from "./reader";
import type { Table } from "./table";

const damaged: DatasetProblem = { kind: "damaged-file", format: "gzip" };

/** Bytes that are unpacked at a time: what comes of them is in memory as a whole, and may be a thousand times as much. */
const sip = 1 << 14;

/** A packed stream ends with how many bytes it held, modulo 2³². */
const sizeBytes = 4;

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * What `gzip` packed, whatever it is: it goes to the reader of its own format as it is unpacked. `begin` makes that reader
 * of the first `headSize` bytes, or of all there are.
 */
export class GzipReader implements TableReader {
  readonly #begin: (head: Uint8Array) => TableReader;
  readonly #headSize: number;
  readonly #gunzip = new Gunzip((bytes) => this.#unpacked(bytes));
  #head: Uint8Array[] = [];
  #reader: TableReader | null = null;
  #goesOn = true;
  #isDamaged = false;
  #streams = 1;
  #size = 0;
  #end = new Uint8Array(0);

  constructor(begin: (head: Uint8Array) => TableReader, headSize: number) {
    this.#begin = begin;
    this.#headSize = headSize;
    this.#gunzip.onmember = () => this.#streams++;
  }

  push(bytes: Uint8Array): boolean {
    // The unpacker keeps parts of what it is given until the next piece, and the caller uses its bytes again.
    const own = bytes.slice();
    this.#end = joined([this.#end, own.subarray(-sizeBytes)]).slice(-sizeBytes);
    for (let from = 0; from < own.length && this.#goesOn; from += sip)
      this.#unpack(own.subarray(from, from + sip), false);
    return this.#goesOn;
  }

  async finish(): Promise<Result<Table>> {
    if (this.#goesOn) this.#unpack(new Uint8Array(0), true);
    if (this.#isDamaged || (this.#goesOn && !this.#isWhole())) return problem(damaged);
    if (this.#size === 0) return problem({ kind: "empty-file" });
    const read = await (this.#reader ?? this.#begun()).finish();
    if (read.kind === "problem") return read;
    return { kind: "ok", value: { ...read.value, format: { ...read.value.format, packed: "gzip" } } };
  }

  #unpack(bytes: Uint8Array, isLast: boolean): void {
    try {
      this.#gunzip.push(bytes, isLast);
    } catch (error) {
      // The unpacker's own errors have a number.
      if (!(error instanceof Error && "code" in error)) throw error;
      this.#isDamaged = true;
      this.#goesOn = false;
    }
  }

  #unpacked(bytes: Uint8Array): void {
    if (!this.#goesOn) return;
    this.#size += bytes.length;
    if (this.#reader !== null) {
      this.#goesOn = this.#reader.push(bytes);
      return;
    }
    this.#head.push(bytes.slice());
    if (this.#size >= this.#headSize) this.#begun();
  }

  #begun(): TableReader {
    const head = joined(this.#head);
    this.#head = [];
    const reader = this.#begin(head);
    this.#reader = reader;
    this.#goesOn = reader.push(head);
    return reader;
  }

  /** Of several streams in one file each has a size of its own. */
  #isWhole(): boolean {
    if (this.#streams > 1) return true;
    const { buffer, byteOffset, length } = this.#end;
    return (
      length === sizeBytes && new DataView(buffer, byteOffset).getUint32(0, true) === this.#size % 2 ** 32
    );
  }
}
