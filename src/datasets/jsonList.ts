import { type Decoder, decoderFor, type Encoding } from "./encoding";
import { JsonRows, mostJson, parsed } from "./json";
import { type DatasetProblem, problem, type Result } from "./problem";
import { RowSample, type Sampling, type TableReader } from "./reader";
import { mostColumns } from "./records";
import type { Table } from "./table";

const [newline, space, quote, comma, backslash] = [10, 32, 34, 44, 92];
const [openList, closeList, openObject, closeObject, byteOrderMark] = [91, 93, 123, 125, 0xfeff];

/**
 * Reads a JSON list record by record, as it arrives: it is never in memory as a whole. The text may be cut anywhere, also
 * inside a character.
 */
export class JsonListReader implements TableReader {
  readonly #decoder: Decoder;
  readonly #sample: RowSample;
  readonly #rows = new JsonRows();
  /** Brackets that are open, the list's own among them; inside a string none counts. */
  #depth = 0;
  #isString = false;
  #isEscaped = false;
  #isOver = false;
  /** What has come of a record that is not complete yet, and the line in which it begins. */
  #record: string[] = [];
  #length = 0;
  #recordLine = 1;
  #line = 1;
  /** The last line in which anything stands. */
  #lastLine = 1;
  #problem: DatasetProblem | null = null;

  constructor(encoding: Encoding, sampling: Sampling) {
    this.#decoder = decoderFor(encoding);
    this.#sample = new RowSample(sampling);
  }

  push(bytes: Uint8Array): boolean {
    this.#take(this.#decoder.decode(bytes, { stream: true }));
    return this.#problem === null;
  }

  async finish(): Promise<Result<Table>> {
    this.#take(this.#decoder.decode());
    if (this.#problem === null && !this.#isOver) this.#problem = this.#bad(this.#lastLine);
    return this.#problem === null ? this.#rows.finish() : problem(this.#problem);
  }

  #take(text: string): void {
    if (this.#problem !== null) return;
    const tooLarge = this.#sample.within(
      () => this.#rows.columns,
      () => this.#scan(text),
    );
    this.#problem ??= tooLarge;
  }

  #scan(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length && this.#problem === null; at++) {
      const code = text.charCodeAt(at);
      if (code === newline) this.#line++;
      else if (code > space) this.#lastLine = this.#line;
      if (this.#isString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (code === backslash) this.#isEscaped = true;
        else if (code === quote) this.#isString = false;
      } else if (this.#depth === 0) {
        if (code === openList && !this.#isOver) {
          this.#depth = 1;
          this.#recordLine = this.#line;
          from = at + 1;
        } else if (code > space && code !== byteOrderMark) this.#problem = this.#bad(this.#line);
      } else if (code === quote) this.#isString = true;
      else if (code === openList || code === openObject) this.#depth++;
      else if (this.#depth > 1) {
        if (code === closeList || code === closeObject) this.#depth--;
      } else if (code === comma || code === closeList) {
        this.#keep(text.slice(from, at));
        from = at + 1;
        if (code === closeList) this.#depth = 0;
        this.#isOver = code === closeList;
        if (this.#problem === null) this.#finishRecord();
      }
    }
    if (this.#depth > 0 && this.#problem === null) this.#keep(text.slice(from));
  }

  #keep(text: string): void {
    this.#record.push(text);
    this.#length += text.length;
    if (this.#length > mostJson)
      this.#problem = { kind: "json-too-large", bytes: this.#length, most: mostJson };
  }

  #finishRecord(): void {
    const text = this.#record.join("");
    const [line, isLast] = [this.#recordLine, this.#isOver];
    this.#record = [];
    this.#length = 0;
    this.#recordLine = this.#line;
    if (text.trim() === "") {
      // `[]` has no record; elsewhere one is missing.
      if (!isLast || !this.#rows.isEmpty) this.#problem = this.#bad(this.#line);
      return;
    }
    const isFirst = this.#rows.isEmpty;
    // One that is not kept is not looked at either; the first may be the names.
    if (!isFirst && !this.#sample.next()) return;
    const record = parsed(text);
    if (record.kind === "error") this.#problem = this.#bad(line + record.line - 1);
    else if (!this.#rows.takesAsNames(record.value)) {
      if (isFirst) this.#sample.next();
      this.#problem = this.#rows.add(record.value, line);
      if (this.#rows.columns > mostColumns)
        this.#problem = { kind: "too-large", rows: this.#sample.kept, columns: this.#rows.columns };
    }
  }

  #bad(line: number): DatasetProblem {
    return { kind: "bad-line", format: "JSON", line };
  }
}
