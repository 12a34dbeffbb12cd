import { defineConfig } from "vitest/config";

// The tests under plain Node. The real editor has a runner of its own (test/tasks/test.mjs). Those that take long are
// called `*.slow.test.ts` (NumPy as the judge, long runs) and `*.browser.test.ts` (Chromium): `npm run check` leaves them
// to `npm test`.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/editor/**", "node_modules/**"],
    testTimeout: 60_000,
    setupFiles: ["test/seed.ts"],
    pool: "threads",
    maxWorkers: 2,
  },
});
