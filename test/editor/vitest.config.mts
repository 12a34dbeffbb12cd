import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// The tests in a real VS Code. One file is one editor; they run one after the other, in processes of their own.
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    include: ["test/editor/**/*.suite.ts"],
    testTimeout: 45_000,
    hookTimeout: 90_000,
    pool: "forks",
    fileParallelism: false,
    sequence: { concurrent: false },
  },
});
