import { type DataCard, dataCard } from "../../datasets/card";
import { type Prepared, prepareDataset } from "../../datasets/prepare";
import type { DatasetProblem } from "../../datasets/problem";
import { readTable } from "../../datasets/read";
import type { DataFile } from "./calls";
import { otherMessages } from "./turns";

export type Read =
  | { readonly type: "ready"; readonly prepared: Prepared; readonly card: DataCard | null }
  | { readonly type: "problem"; readonly problem: DatasetProblem; readonly card: DataCard | null };

/** Reads a data set and makes it ready to be trained on. The card is there wherever the file was a table at all. */
export async function readData(
  data: DataFile,
  isCancelled: () => boolean,
  onShare?: (share: number) => void,
): Promise<Read> {
  const table = await readTable(data.bytes, data.name, {
    isCancelled,
    ...(data.keepEvery === undefined ? {} : { keepEvery: data.keepEvery }),
    onProgress: async (share) => {
      onShare?.(share);
      await otherMessages();
    },
  });
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
    ...(uri === undefined ? {} : { uri }),
    ...(missing === undefined ? {} : { missing }),
    ...chosen,
  });
  if (prepared.kind === "problem") return { type: "problem", problem: prepared.problem, card };
  return { type: "ready", prepared: prepared.value, card };
}
