import { spawnSync } from "node:child_process";
import { appendFile, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readTable } from "../../src/datasets/read";
import { readTableFile } from "../../src/workers/training/file";
import { parquetOf } from "../datasets/parquetWriter";

const folder = await mkdtemp(join(tmpdir(), "neuron-lens-file-"));
const line = (row: number) => `${row * 0.5},${Math.sin(row).toFixed(6)},${row % 2}\n`;

async function written(name: string, rows: number): Promise<string> {
  const path = join(folder, name);
  const lines = Array.from({ length: rows }, (_, row) => line(row));
  await writeFile(path, `a,b,y\n${lines.join("")}`);
  return path;
}

describe("a file that is read by its path", () => {
  it("gives what its bytes give", async () => {
    const path = await written("same.csv", 120_000);
    const lines = Array.from({ length: 120_000 }, (_, row) => line(row));
    const bytes = new TextEncoder().encode(`a,b,y\n${lines.join("")}`);
    expect(await readTableFile(path, "same.csv")).toEqual(await readTable(bytes, "same.csv"));
  });

  it("gives no table when it is written to meanwhile", async () => {
    const path = await written("growing.csv", 200_000);
    let isWritten = false;
    const result = await readTableFile(path, "growing.csv", {
      onProgress: async () => {
        if (isWritten) return;
        isWritten = true;
        await appendFile(path, line(7));
      },
    });
    expect(isWritten).toBe(true);
    expect(result).toEqual({ kind: "problem", problem: { kind: "file-changed" } });
  });

  it("stops where it is when it is cancelled, and says why it cannot be read", async () => {
    const path = await written("long.csv", 200_000);
    let shares = 0;
    const cancelled = await readTableFile(path, "long.csv", {
      onProgress: () => void shares++,
      isCancelled: () => shares > 0,
    });
    expect(cancelled).toEqual({ kind: "problem", problem: { kind: "cancelled" } });
    expect(shares).toBe(1);
    const gone = await readTableFile(join(folder, "gone.csv"), "gone.csv");
    expect(gone).toEqual({ kind: "problem", problem: { kind: "unreadable-file", reason: "ENOENT" } });
    expect(await readTableFile(folder, "folder")).toMatchObject({ problem: { kind: "unreadable-file" } });
  });

  it.each(["csv", "jsonl", "npy", "npz", "parquet"])(
    "is never in memory as a whole, as %s: the process grows by the matrix, and not by the file",
    async (ending) => {
      const path = join(folder, `large.${ending}`);
      await writeFile(path, large(ending));
      const { growth, rows: read, file, cells } = await measured(path);
      expect([read, cells]).toEqual([rows, rows * columns]);
      const matrix = rows * columns * 8;
      // The parser's own litter is some tens of megabytes, whatever the file's size.
      expect(growth).toBeGreaterThan(0.8 * matrix);
      expect(growth).toBeLessThan(1.5 * matrix + 110e6);
      const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
      console.log(
        `${ending}: a matrix of ${megabytes(matrix)}, a file of ${megabytes(file)}: the process grew by ${megabytes(growth)}`,
      );
    },
    120_000,
  );
});

const [rows, columns] = [150_000, 30];
const names = Array.from({ length: columns }, (_, j) => `x${j}`);
/** Numbers of full length, each row another window of them. */
const numbers = Array.from({ length: 997 }, (_, at) => Number(Math.sin(at + 1).toFixed(15)));
const rowOf = (row: number) => numbers.slice((row * 31) % 900, ((row * 31) % 900) + columns);

function large(ending: string): string | Uint8Array | Iterable<string> {
  switch (ending) {
    case "csv":
      return lines(names.join(","), (row) => rowOf(row).join(","));
    case "jsonl":
      return lines(null, (row) =>
        JSON.stringify(Object.fromEntries(rowOf(row).map((value, j) => [names[j], value]))),
      );
    case "parquet":
      return parquetOf(
        names.map((name, j) => ({
          name,
          values: Array.from({ length: rows }, (_, row) => numbers[((row * 31) % 900) + j] ?? 0),
        })),
        10_000,
      );
    case "npz":
      return zipSync({ "X.npy": array() }, { level: 1 });
    default:
      return array();
  }
}

function* lines(head: string | null, line: (row: number) => string): Generator<string> {
  if (head !== null) yield `${head}\n`;
  for (let row = 0; row < rows; row++) yield `${line(row)}\n`;
}

function array(): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`.padEnd(117);
  const start = new TextEncoder().encode(`?NUMPY\u0001\u0000\u0076\u0000${header}\n`);
  start[0] = 0x93;
  const whole = new Uint8Array(128 + rows * columns * 8);
  whole.set(start);
  const values = new Float64Array(whole.buffer, 128);
  for (let row = 0; row < rows; row++) values.set(rowOf(row), row * columns);
  return whole;
}

/** In a process of its own, which holds nothing else. */
async function measured(path: string): Promise<Record<"growth" | "rows" | "cells" | "file", number>> {
  const script = join(folder, "measure.mjs");
  await build({
    stdin: {
      contents: `
        import { statSync } from "node:fs";
        import { readTableFile } from "./src/workers/training/file";
        // What the process holds at once; the system's own figure begins with that of the process that started it.
        const before = process.memoryUsage().rss;
        let most = before;
        const onProgress = () => { most = Math.max(most, process.memoryUsage().rss); };
        const [, , file] = process.argv;
        const { value } = await readTableFile(file, file, { onProgress });
        onProgress();
        const cells = value?.columns.reduce((sum, column) => sum + column.values.length, 0);
        console.log(JSON.stringify({ growth: most - before, rows: value?.rows, cells, file: statSync(file).size }));`,
      resolveDir: join(import.meta.dirname, "../.."),
      loader: "ts",
    },
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
  const { stdout, stderr } = spawnSync(process.execPath, [script, path], { encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}
