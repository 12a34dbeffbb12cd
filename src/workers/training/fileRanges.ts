import type { FileHandle } from "node:fs/promises";
import type { ByteRanges } from "../../datasets/parquet";

/** Parts of an open file, each read when it is asked for. */
export function fileRanges(file: FileHandle, byteLength: number): ByteRanges {
  return {
    byteLength,
    async slice(from, to = byteLength) {
      const part = new ArrayBuffer(Math.max(0, Math.min(to, byteLength) - from));
      for (let at = 0; at < part.byteLength; ) {
        const { bytesRead } = await file.read(new Uint8Array(part), at, part.byteLength - at, from + at);
        // A file that has grown shorter meanwhile is damaged to the decoder, and changed to who looks at it afterwards.
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return part;
    },
  };
}
