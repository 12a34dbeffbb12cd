import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineFactory } from "../../src/training/engine";
import { kernelEngine } from "../../src/training/kernelEngine";
import { buildKernels } from "../../src/training/kernels/build.mjs";

/** The reproducible kernel, compiled from its sources as they are. */
export async function builtKernel(): Promise<EngineFactory> {
  const folder = mkdtempSync(join(tmpdir(), "neuron-lens-kernels-"));
  await buildKernels(folder);
  return kernelEngine(new WebAssembly.Module(readFileSync(join(folder, "neuron.wasm"))), "kernel");
}
