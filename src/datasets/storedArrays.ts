import { Unzip, UnzipInflate } from "fflate";
import { parseLayout } from "./npy";

/** What an array's file says of it: its sizes, and NumPy's letter for its kind (`f`, `i`, `u`, `b`, `U` …). */
export interface StoredArray {
  readonly shape: readonly number[];
  readonly letter: string;
}

/** The array of a `.npy` file; null where it is damaged. */
export function storedArray(bytes: Uint8Array): StoredArray | null {
  const layout = parseLayout(bytes);
  if (layout?.kind !== "layout") return null;
  const { shape, type = "" } = layout;
  return { shape, letter: /^[<>|=]?(\w)/.exec(type)?.[1] ?? "" };
}

const pieceSize = 1 << 16;

/** The arrays of a `.npz` file, by name: those whose headers can be read. Never holds more than a piece of each. */
export function storedArrays(bytes: Uint8Array): ReadonlyMap<string, StoredArray> {
  const found = new Map<string, StoredArray>();
  const unzip = new Unzip((file) => {
    if (!file.name.endsWith(".npy")) return;
    let isFirst = true;
    file.ondata = (error, piece) => {
      const array = error === null && isFirst ? storedArray(piece) : null;
      // A header is shorter than what comes at once.
      isFirst = isFirst && piece.length === 0;
      if (array !== null) found.set(file.name.replace(/\.npy$/, ""), array);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let from = 0; from < bytes.length; from += pieceSize)
      unzip.push(bytes.subarray(from, from + pieceSize), from + pieceSize >= bytes.length);
  } catch {
    // A damaged archive: what was read of it stands.
  }
  return found;
}
