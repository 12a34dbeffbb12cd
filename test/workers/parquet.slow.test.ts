import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { RandomState } from "../../src/base/randomState";
import { readTable } from "../../src/datasets/read";
import { readTableFile } from "../../src/workers/training/file";
import { parquetReader } from "../../src/workers/training/parquet";
import { parquetOf } from "../datasets/parquetWriter";

const folder = mkdtempSync(join(tmpdir(), "neuron-lens-parquet-"));
const data = join(import.meta.dirname, "../cases/data");
const damaged = { kind: "problem", problem: { kind: "damaged-file", format: "Parquet" } };

beforeAll(() =>
  build({
    entryPoints: { parquet: "src/workers/training/parquetThread.ts" },
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "warning",
  }),
);

describe("Parquet in a thread of its own", () => {
  it("reads what is sound, and says what is not", async () => {
    const readParquet = parquetReader(join(folder, "parquet.js"));
    for (const name of ["people.parquet", "people_gzip.parquet", "people_zstd.parquet"]) {
      const bytes = readFileSync(join(data, name));
      expect(await readTable(bytes, name, { readParquet })).toEqual(await readTable(bytes, name));
    }
  });

  it("reads a file of this machine by its parts, hands it over whole, and can be stopped", async () => {
    const path = join(folder, "groups.parquet");
    const values = Array.from({ length: 5000 }, (_, row) => row / 8);
    const texts = values.map((_, row) => `row ${row % 9}`);
    writeFileSync(
      path,
      parquetOf(
        [
          { name: "a", values },
          { name: "b", texts },
        ],
        700,
      ),
    );
    const readParquet = parquetReader(join(folder, "parquet.js"));
    const shares: number[] = [];
    const onProgress = (share: number) => void shares.push(share);
    const table = await readTableFile(path, "groups.parquet", { readParquet, onProgress });
    expect(table).toEqual(await readTableFile(path, "groups.parquet"));
    expect(table).toEqual(await readTable(readFileSync(path), "groups.parquet"));
    expect(shares).toHaveLength(16);
    const sampled = await readTableFile(path, "groups.parquet", { readParquet, keepEvery: 10 });
    expect(sampled.kind === "ok" && sampled.value.rows).toBe(500);
    const small = await readTableFile(path, "groups.parquet", { readParquet, memory: 5000 });
    expect(small).toEqual({ kind: "problem", problem: { kind: "too-large", rows: 5000, columns: 2 } });
    writeFileSync(join(folder, "endless.js"), "for (;;);");
    const endless = parquetReader(join(folder, "endless.js"));
    const stopped = await readTableFile(path, "groups.parquet", {
      readParquet: endless,
      isCancelled: () => true,
    });
    expect(stopped).toEqual({ kind: "problem", problem: { kind: "cancelled" } });
    const changing = readTableFile(path, "groups.parquet", {
      readParquet,
      onProgress: () => writeFileSync(path, "PAR1 is something else now"),
    });
    expect(await changing).toEqual({ kind: "problem", problem: { kind: "file-changed" } });
  });

  it("is given up when it does not come to an end, or takes all memory, or dies", async () => {
    const bytes = readFileSync(join(data, "people.parquet"));
    const scripts = {
      "loop.js": "for (;;);",
      "memory.js": "const all = []; for (;;) all.push(new Array(1e6).fill({}));",
      "death.js": "process.exit(3)",
      "fault.js": "throw new Error('no')",
    };
    for (const [name, script] of Object.entries(scripts)) {
      writeFileSync(join(folder, name), script);
      const readParquet = parquetReader(join(folder, name), () => 700);
      expect(await readTable(bytes, "people.parquet", { readParquet }), name).toEqual(damaged);
    }
  });

  it("ends with every file that is damaged inside", async () => {
    const readParquet = parquetReader(join(folder, "parquet.js"), () => 2_000);
    const whole = readFileSync(join(data, "people.parquet"));
    const random = new RandomState(4);
    const kinds = new Set<string>();
    for (let file = 0; file < 40; file++) {
      const bytes = new Uint8Array(whole);
      for (let change = 0; change < 3; change++)
        bytes[4 + random.integer(0, whole.length - 8)] = random.integer(0, 256);
      kinds.add((await readTable(bytes, "people.parquet", { readParquet })).kind);
    }
    expect([...kinds].sort()).toEqual(["ok", "problem"]);
  }, 60_000);
});
