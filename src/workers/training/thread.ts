import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serve } from "../../protocol/rpc";
import { loadKernelEngines } from "../../training/kernelEngine";
import { memoryGuard, ownPort } from "../own";
import type { TrainingCalls } from "./calls";
import { nodeCrew } from "./crew";
import { readTableFile } from "./file";
import { trainingHandlers } from "./handlers";
import { parquetReader } from "./parquet";

/** The kernels lie beside the bundled thread, and so does what its helpers run. */
const read = async (file: string) => new Uint8Array(await readFile(join(__dirname, "kernels", file)));
const engines = loadKernelEngines(read, { crew: nodeCrew(join(__dirname, "crew.js")), read });

serve<TrainingCalls>(
  ownPort(),
  trainingHandlers(() => performance.now(), engines, {
    readTableFile,
    readParquet: parquetReader(join(__dirname, "parquet.js")),
    guard: memoryGuard(),
  }),
);
