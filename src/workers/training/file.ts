import { type FileHandle, open } from "node:fs/promises";
import { totalmem } from "node:os";
import { readParquet } from "../../datasets/parquet";
import { problem, type Result } from "../../datasets/problem";
import { isParquet, type ReadOptions, readTableStream } from "../../datasets/read";
import type { Table } from "../../datasets/table";
import { fileRanges } from "./fileRanges";

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
  given: ReadOptions = {},
): Promise<Result<Table>> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    return unreadable(error);
  }
  try {
    const before = await file.stat();
    if (!before.isFile()) return unreadable(new Error("EISDIR"));
    const options: ReadOptions = { memory: usableMemory, ...given, fileSize: before.size };
    const table = (await beginsAsParquet(file))
      ? await readRanges({ path, file, size: before.size }, options)
      : await readTableStream(piecesOf(file), name, options);
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

async function beginsAsParquet(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(4), 0, 4, 0);
  return bytesRead === 4 && isParquet(buffer);
}

interface OpenFile {
  readonly path: string;
  readonly file: FileHandle;
  readonly size: number;
}

function readRanges({ path, file, size }: OpenFile, options: ReadOptions): Promise<Result<Table>> {
  const { readParquet: read } = options;
  return read === undefined
    ? readParquet(fileRanges(file, size), options)
    : read({ kind: "file", path, size }, options);
}

/** One buffer for all pieces: who reads them keeps none. */
async function* piecesOf(file: FileHandle): AsyncGenerator<Uint8Array> {
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
