import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { appendFile, truncate, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { isOutOfMemory } from "../../../src/workers/memory";
import { startThread } from "../../../src/workers/node";
import { ThreadService } from "../../../src/workers/thread";
import { readTableFile } from "../../../src/workers/training/file";

const folder = mkdtempSync(join(tmpdir(), "neuron-lens-faults-"));

type Told = { tell: { argument: string; reply: string; event: never } };

/** A thread that answers, and dies of what it is told. */
const script = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", ({ id, argument }) => {
    if (argument === "exit") process.exit(3);
    if (argument === "throw") setTimeout(() => { throw new Error("broken"); });
    if (argument === "hoard") for (const all = [];;) all.push({ at: [all.length] });
    if (argument === "answer") parentPort.postMessage({ type: "reply", id, value: "here" });
  });`;

describe("a real thread that dies", () => {
  it.each([
    ["exit", /code 3/],
    ["throw", /broken/],
    ["hoard", /memory limit/],
  ])("by %s ends what waits with its reason, and the next call has a new one", async (how, reason) => {
    const file = join(folder, "dies.js");
    writeFileSync(file, script);
    const service = new ThreadService<Told>(() => startThread(file, 64));
    await expect(service.call("tell", how)).rejects.toMatchObject({
      reason: "closed",
      message: expect.stringMatching(reason),
    });
    expect(await service.call("tell", "answer")).toBe("here");
    expect(service.starts).toBe(2);
    service.dispose();
  });
});

describe("memory that is not enough", () => {
  it("is told from other faults where a thread dies of it", async () => {
    const code = "const all = []; for (;;) all.push({ at: [all.length] });";
    const worker = new Worker(code, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 24 } });
    const [error] = await once(worker, "error");
    expect(isOutOfMemory(String(error)), String(error)).toBe(true);
  });

  it.each([
    ["an array of numbers", "new Float64Array(2 ** 40)"],
    ["a list", "new Array(2 ** 32)"],
    ["a buffer", "for (const all = [];;) all.push(new ArrayBuffer(2 ** 30))"],
    ["a kernel", "new WebAssembly.Memory({ initial: 65536 })"],
  ])("is told from other faults where %s is refused", (_what, code) => {
    // A computer with so little memory.
    const { stderr } = spawnSync(
      "sh",
      ["-c", `ulimit -v 6000000; exec "$0" -e '${code}'`, process.execPath],
      {
        encoding: "utf8",
      },
    );
    const error = stderr.split("\n").find((line) => /Error/.test(line)) ?? stderr;
    expect(isOutOfMemory(error), stderr).toBe(true);
  });

  it("is not what any other fault is taken for", () => {
    for (const other of [
      "thread ended with code 1",
      "RangeError: Maximum call stack size exceeded",
      "ENOENT",
    ])
      expect(isOutOfMemory(other)).toBe(false);
  });
});

describe("a data file", () => {
  const lines = Array.from({ length: 200_000 }, (_, row) => `${row},${row % 7},${row % 2}`).join("\n");

  it.each([
    ["that is deleted while it is read gives what was opened", unlink, "ok"],
    ["that is cut off meanwhile gives no table", (path: string) => truncate(path, 1000), "problem"],
    ["that grows meanwhile gives no table", (path: string) => appendFile(path, "\n1,2,3"), "problem"],
  ])("%s", async (name, harm, kind) => {
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, `a,b,y\n${lines}`);
    let isHarmed = false;
    const table = await readTableFile(path, "data.csv", {
      onProgress: async () => {
        if (!isHarmed) await harm(path);
        isHarmed = true;
      },
    });
    expect(isHarmed).toBe(true);
    expect(table.kind).toBe(kind);
    if (table.kind === "problem") expect(table.problem).toEqual({ kind: "file-changed" });
    else expect(table.value.rows).toBe(200_000);
  });
});
