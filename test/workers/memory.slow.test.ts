import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { isOutOfMemory } from "../../src/workers/memory";
import { startThread } from "../../src/workers/node";

/** A thread that fills one map, which doubles its room now and then: more at once than engines let pass. */
const contents = `
  import { memoryGuard } from "./src/workers/own";
  const guard = memoryGuard();
  const all = new Map();
  for (let at = 0; ; at++) {
    all.set("number " + at, at);
    if (at % 1024 === 0) guard();
  }`;

it("ends a thread that needs too much memory, and nothing else", async () => {
  const file = join(await mkdtemp(join(tmpdir(), "neuron-lens-memory-")), "thread.js");
  await build({
    stdin: { contents, resolveDir: join(import.meta.dirname, "../..") },
    outfile: file,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "warning",
  });
  for (let memory = 40; memory <= 120; memory += 8) {
    const reason = await new Promise<string>((resolve) => startThread(file, memory).onClose(resolve));
    expect(isOutOfMemory(reason), reason).toBe(true);
  }
});
