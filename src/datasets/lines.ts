import { type Decoder, decoderFor, type Encoding } from "./encoding";
import { type DatasetProblem, problem, type Result } from "./problem";
import { RowSample, type Sampling, type TableReader } from "./reader";
import type { Table } from "./table";

/** What a format in which a line is a row makes of its lines. */
export interface LineFormat {
  /** A line that is not blank, and its number from 1. */
  add(line: string, number: number): DatasetProblem | null;
  readonly columns: number;
  finish(): Result<Table>;
}

/** Reads a text line by line; it may be cut anywhere, also inside a character. */
export class LineReader implements TableReader {
  readonly #format: LineFormat;
  readonly #decoder: Decoder;
  readonly #sample: RowSample;
  /** What has come of a line that is not complete yet. */
  #rest: string[] = [];
  #line = 0;
  #problem: DatasetProblem | null = null;

  constructor(encoding: Encoding, sampling: Sampling, format: LineFormat) {
    this.#decoder = decoderFor(encoding);
    this.#sample = new RowSample(sampling);
    this.#format = format;
  }

  push(bytes: Uint8Array): boolean {
    this.#take(this.#decoder.decode(bytes, { stream: true }));
    return this.#problem === null;
  }

  async finish(): Promise<Result<Table>> {
    this.#take(`${this.#decoder.decode()}\n`);
    return this.#problem === null ? this.#format.finish() : problem(this.#problem);
  }

  #take(text: string): void {
    if (this.#problem !== null) return;
    const columns = () => this.#format.columns;
    const tooLarge = this.#sample.within(columns, () => {
      const lines = text.split("\n");
      const last = lines.pop() ?? "";
      for (const line of lines) {
        this.#add(this.#rest.length === 0 ? line : this.#rest.join("") + line);
        this.#rest = [];
        if (this.#problem !== null) return;
      }
      this.#rest.push(last);
    });
    this.#problem ??= tooLarge;
  }

  #add(line: string): void {
    this.#line++;
    // A line that is not kept is not looked at either.
    if (line.trim() !== "" && this.#sample.next()) this.#problem = this.#format.add(line, this.#line);
  }
}
