import { parentPort, workerData } from "node:worker_threads";
import { readParquet } from "../../datasets/parquet";

/** Reads one Parquet file and ends; see `parquet.ts`. */
const bytes: Uint8Array = workerData;
void readParquet(bytes).then((table) => parentPort?.postMessage(table));
