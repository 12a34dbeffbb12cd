// Compiles the kernels, one source. `neuron.wasm` gives the same bits on every machine; `neuron-fma.wasm` fuses each
// product with its sum where the engine has relaxed SIMD. Each once more over a memory that threads can share.
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const here = dirname(fileURLToPath(import.meta.url));

// A kernel that is begun over a memory in which others work must not put zeros where these have written.
const once = ["--importMemory", "--zeroFilledMemory"];
const shared = ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65536"];
const plain = ["--enable", "simd", "--use", "FMA=0"];
const fused = ["--enable", "simd,relaxed-simd", "--use", "FMA=1"];
const builds = [
  { file: "neuron.wasm", options: plain },
  { file: "neuron-fma.wasm", options: fused },
  { file: "neuron-shared.wasm", options: [...plain, ...shared] },
  { file: "neuron-fma-shared.wasm", options: [...fused, ...shared] },
];

/** Writes both builds into `folder`, usually `dist/kernels`. Throws with the compiler's words. */
export async function buildKernels(folder = join(here, "../../../dist/kernels")) {
  await mkdir(folder, { recursive: true });
  for (const { file, options } of builds) {
    const { error, stderr } = await asc.main([
      join(here, "index.ts"),
      ...["--outFile", join(folder, file), "-O3", "--noAssert", "--runtime", "stub"],
      ...once,
      ...options,
    ]);
    if (error) throw new Error(`${file}: ${error.message}\n${stderr.toString()}`);
  }
  return builds.map(({ file }) => join(folder, file));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const path of await buildKernels(process.argv[2])) console.log(path);
}
