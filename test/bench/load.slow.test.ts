import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

// A small version of what `node test/bench/load.mjs 100000` does. Memory is what is tested here, and not time.
it("keeps memory flat while somebody edits, opens and closes files", () => {
  const script = join(import.meta.dirname, "load.mjs");
  const arguments_ = ["--expose-gc", script, "150", "--json", "--memory"];
  const { stdout, stderr } = spawnSync(process.execPath, arguments_, { encoding: "utf8" });
  const measured: unknown = JSON.parse(stdout || JSON.stringify(stderr));
  // It was 120 KB for each file that was opened and closed, and the file's whole text for each edit in a long one.
  expect(measured).toMatchObject({ editing: { edits: 150 }, longFile: { lines: 4000 } });
  const { editing, longFile } = measured as Record<"editing" | "longFile", { before: number; after: number }>;
  expect(editing.after - editing.before).toBeLessThan(6);
  expect(longFile.after - longFile.before).toBeLessThan(9);
}, 60_000);
