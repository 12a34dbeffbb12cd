import type { Translate } from "../base/translate";
import type { Result } from "../datasets/problem";
import type { ReadOptions } from "../datasets/read";
import type { Table } from "../datasets/table";

/** What a command may touch of the world; tests give it one of their own. */
export interface Terminal {
  stdout(text: string): void;
  stderr(text: string): void;
  readFile(path: string): Promise<Uint8Array>;
  /** Reads a data set piece by piece, so that a large file is never in memory; without it, `readFile` has to do. */
  readTableFile?(path: string, name: string, options: ReadOptions): Promise<Result<Table>>;
  /** Whether standard output is a terminal that a progress bar can be drawn on. */
  readonly isTerminal: boolean;
  readonly t: Translate;
  /** The reader's language, for texts that are there in several: "ko". */
  readonly language?: string;
}
