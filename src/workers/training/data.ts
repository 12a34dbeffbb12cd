import { type DataCard, dataCard } from "../../datasets/card";
import type { ReadParquet } from "../../datasets/parquet";
import { type Prepared, prepareDataset } from "../../datasets/prepare";
import type { DatasetProblem, Result } from "../../datasets/problem";
import { type ReadOptions, readTable } from "../../datasets/read";
import type { Table } from "../../datasets/table";
import type { DataFile } from "./calls";
import { otherMessages } from "./turns";

export type Read =
  | { readonly type: "ready"; readonly prepared: Prepared; readonly card: DataCard | null }
  | { readonly type: "problem"; readonly problem: DatasetProblem; readonly card: DataCard | null };

/** What a host with files and threads can do beyond a browser: `file.ts` and `parquet.ts`. */
export interface FileReading {
  readTableFile(path: string, name: string, options: ReadOptions): Promise<Result<Table>>;
  readonly readParquet: ReadParquet;
  /** Called after each piece of a file: looks after this thread's memory (`memoryGuard`). */
  readonly guard: () => void;
}

/** Reads a data set and makes it ready to be trained on. The card is there wherever the file was a table at all. */
export async function readData(
  data: DataFile,
  isCancelled: () => boolean,
  onShare?: (share: number) => void,
  files?: FileReading,
): Promise<Read> {
  const options: ReadOptions = {
    isCancelled,
    ...(files === undefined ? {} : { readParquet: files.readParquet }),
    ...(data.keepEvery === undefined ? {} : { keepEvery: data.keepEvery }),
    onProgress: async (share) => {
      files?.guard();
      onShare?.(share);
      await otherMessages();
    },
  };
  const table =
    data.path === undefined || files === undefined
      ? await readTable(data.bytes, data.name, options)
      : await files.readTableFile(data.path, data.name, options);
  if (table.kind === "problem") return { type: "problem", problem: table.problem, card: null };
  const { name, source, uri, missing } = data;
  const chosen = {
    ...(data.target === undefined ? {} : { target: data.target }),
    ...(data.without === undefined ? {} : { without: data.without }),
  };
  const card = dataCard(table.value, chosen);
  const prepared = prepareDataset(table.value, {
    name,
    source,
    consume: true,
    ...(uri === undefined ? {} : { uri }),
    ...(missing === undefined ? {} : { missing }),
    ...chosen,
  });
  if (prepared.kind === "problem") return { type: "problem", problem: prepared.problem, card };
  return { type: "ready", prepared: prepared.value, card };
}
