import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serve } from "../../protocol/rpc";
import { loadKernelEngines } from "../../training/kernelEngine";
import { ownPort } from "../own";
import type { TrainingCalls } from "./calls";
import { trainingHandlers } from "./handlers";

/** The kernels lie beside the bundled thread. */
const engines = loadKernelEngines(
  async (file) => new Uint8Array(await readFile(join(__dirname, "kernels", file))),
);

serve<TrainingCalls>(
  ownPort(),
  trainingHandlers(() => performance.now(), engines),
);
