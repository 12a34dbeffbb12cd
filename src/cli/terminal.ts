import type { Translate } from "../base/translate";

/** What a command may touch of the world; tests give it one of their own. */
export interface Terminal {
  stdout(text: string): void;
  stderr(text: string): void;
  readFile(path: string): Promise<Uint8Array>;
  /** Whether standard output is a terminal that a progress bar can be drawn on. */
  readonly isTerminal: boolean;
  readonly t: Translate;
  /** The reader's language, for texts that are there in several: "ko". */
  readonly language?: string;
}
