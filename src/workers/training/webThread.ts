import plain from "#kernels/neuron.wasm";
import fused from "#kernels/neuron-fma.wasm";
import { serve } from "../../protocol/rpc";
import { loadKernelEngines } from "../../training/kernelEngine";
import { ownPort } from "../own";
import type { TrainingCalls } from "./calls";
import { trainingHandlers } from "./handlers";

/** A browser's worker can read no files, so its bundle holds the kernels. */
const kernels = { "neuron.wasm": plain, "neuron-fma.wasm": fused };

serve<TrainingCalls>(
  ownPort(),
  trainingHandlers(
    () => performance.now(),
    loadKernelEngines(async (file) => new Uint8Array(kernels[file])),
  ),
);
