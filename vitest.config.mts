import { defineConfig } from "vitest/config";

// The fast tests: pure rooms under plain Node. The real editor has a runner of its own (test/tasks/test.mjs).
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/editor/**", "node_modules/**"],
    testTimeout: 30_000,
    pool: "threads",
    maxWorkers: 2,
  },
});
