import { defineConfig } from "vitest/config";

// The tests under plain Node. The real editor has a runner of its own (test/tasks/test.mjs). `npm run check` leaves out
// those that take long: `*.slow.test.ts` (real NumPy as the judge, long runs) and `*.browser.test.ts` (Chromium).
const fast = process.env.NEURON_LENS_FAST !== undefined;
const long = ["test/**/*.slow.test.ts", "test/**/*.browser.test.ts"];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/editor/**", "node_modules/**", ...(fast ? long : [])],
    testTimeout: 30_000,
    pool: "threads",
    maxWorkers: 2,
  },
});
