import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take by far the longest, which are not the largest ones: begun first, they leave no worker idle at the end. */
const longest = /gradient\/programs\d\.slow|webview\/accessibility\.browser/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLongest = ({ moduleId }: TestSpecification) => Number(longest.test(moduleId));
    return sorted.toSorted((a, b) => isLongest(b) - isLongest(a));
  }
}

// The tests under plain Node. The real editor has a runner of its own (test/tasks/test.mjs). Those that take long are
// called `*.slow.test.ts` (NumPy as the judge, long runs) and `*.browser.test.ts` (Chromium): `npm run check` leaves them
// to `npm test`.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/editor/**", "node_modules/**"],
    testTimeout: 60_000,
    setupFiles: ["test/seed.ts"],
    sequence: { sequencer: LongestFirst },
    pool: "threads",
    maxWorkers: 2,
  },
});
