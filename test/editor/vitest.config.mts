import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// The tests in a real VS Code. One file is one editor; they run one after the other, in processes of their own.
// NEURON_LENS_EDITOR_FILE names a file that is no suite: the pictures, the load.
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: [process.env.NEURON_LENS_EDITOR_FILE ?? "test/editor/**/*.suite.ts"],
    testTimeout: 45_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 90_000,
    pool: "forks",
    // A real window on a busy machine now and then swallows a key. What passes only at the second try says so.
    retry: 1,
    fileParallelism: false,
    sequence: { concurrent: false },
  },
});
