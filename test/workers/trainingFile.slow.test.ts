import { spawnSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { appendFile, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { readTable } from "../../src/datasets/read";
import { readTableFile } from "../../src/workers/training/file";

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

  it("is never in memory as a whole: the process grows by the matrix, and not by the file", async () => {
    const [rows, columns] = [150_000, 30];
    const path = join(folder, "large.csv");
    const out = createWriteStream(path);
    out.write(`${Array.from({ length: columns }, (_, j) => `x${j}`).join(",")}\n`);
    const cells = Array.from({ length: 997 }, (_, at) => Math.sin(at + 1).toFixed(15));
    for (let row = 0; row < rows; row++) {
      const at = (row * 31) % 900;
      const isTaken = out.write(`${cells.slice(at, at + columns).join(",")}\n`);
      if (!isTaken) await new Promise<void>((resolve) => out.once("drain", () => resolve()));
    }
    await new Promise<void>((resolve) => out.end(() => resolve()));
    await build({
      stdin: {
        contents: `
          import { statSync } from "node:fs";
          import { readTableFile } from "./src/workers/training/file";
          // What the process holds at once; the system's own figure begins with that of the process that started it.
          const before = process.memoryUsage().rss;
          let most = before;
          const onProgress = () => { most = Math.max(most, process.memoryUsage().rss); };
          const result = await readTableFile(process.argv[2], "large.csv", { onProgress });
          onProgress();
          const growth = most - before;
          console.log(JSON.stringify({ growth, rows: result.value?.rows, file: statSync(process.argv[2]).size }));`,
        resolveDir: join(import.meta.dirname, "../.."),
        loader: "ts",
      },
      outfile: join(folder, "measure.mjs"),
      bundle: true,
      platform: "node",
      format: "esm",
      logLevel: "warning",
    });
    const { stdout } = spawnSync(process.execPath, [join(folder, "measure.mjs"), path], { encoding: "utf8" });
    const { growth, rows: read, file } = JSON.parse(stdout);
    const matrix = rows * columns * 8;
    expect(read).toBe(rows);
    expect(file).toBeGreaterThan(2 * matrix);
    // The parser's own litter is some tens of megabytes, whatever the file's size.
    expect(growth).toBeGreaterThan(matrix);
    expect(growth).toBeLessThan(1.5 * matrix + 90e6);
    console.log(
      `a matrix of ${matrix / 1e6} MB, a file of ${file / 1e6} MB: the process grew by ${growth / 1e6} MB`,
    );
  }, 120_000);
});
