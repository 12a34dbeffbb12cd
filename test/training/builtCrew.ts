import { build } from "esbuild";
import { buildKernels } from "../../src/training/kernels/build.mjs";

/** The kernels and the script of a thread that helps with them (`crew.js`), as the product has them. */
export async function buildCrew(folder: string): Promise<void> {
  await buildKernels(folder);
  await build({
    entryPoints: { crew: "src/workers/training/crewThread.ts" },
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "warning",
  });
}
