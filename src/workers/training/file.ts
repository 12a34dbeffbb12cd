import { open } from "node:fs/promises";
import { totalmem } from "node:os";
import { problem, type Result } from "../../datasets/problem";
import { type ReadOptions, readTableStream } from "../../datasets/read";
import type { Table } from "../../datasets/table";

const pieceSize = 1 << 20;

/**
 * Bytes that a table may take, so that a file is too large before the machine is at its end, and before the kernel is: of its
 * 4 GiB the training and validation rows, four in five, have to find place in.
 */
const usableMemory = Math.min(0.6 * totalmem(), 5e9);

/**
 * Reads a data set from a file of this machine, piece by piece, so that the file itself is never in memory. A file that is
 * written to meanwhile gives no table: half of it would be of one time, and half of another.
 */
export async function readTableFile(
  path: string,
  name: string,
  options: ReadOptions = {},
): Promise<Result<Table>> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, "r");
  } catch (error) {
    return unreadable(error);
  }
  try {
    const before = await file.stat();
    if (!before.isFile()) return unreadable(new Error("EISDIR"));
    const table = await readTableStream(piecesOf(file), name, {
      memory: usableMemory,
      ...options,
      fileSize: before.size,
    });
    if (table.kind === "problem" && table.problem.kind === "cancelled") return table;
    const after = await file.stat();
    const isSame = before.size === after.size && before.mtimeMs === after.mtimeMs;
    return isSame ? table : problem({ kind: "file-changed" });
  } catch (error) {
    return unreadable(error);
  } finally {
    await file.close();
  }
}

/** One buffer for all pieces: who reads them keeps none. */
async function* piecesOf(file: Awaited<ReturnType<typeof open>>): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(pieceSize);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, pieceSize, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

function unreadable(error: unknown): Result<Table> {
  const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return problem({ kind: "unreadable-file", reason });
}
