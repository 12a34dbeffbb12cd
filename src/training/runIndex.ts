import { fingerprintOf } from "../datasets/fingerprint";
import { isRecord, number, plain, readRun } from "./keep";
import { type ListedRun, readAbout } from "./keptRun";

/** Tells whether a file is the one that was read. */
export interface Stamp {
  readonly changed: number;
  readonly bytes: number;
}

export function isSameStamp(a: Stamp | null, b: Stamp | null): boolean {
  return a?.changed === b?.changed && a?.bytes === b?.bytes;
}

/** A run as it was read from a file, by the file's name. */
export interface Indexed {
  readonly stamp: Stamp;
  readonly kept: ListedRun;
}

/**
 * The listed runs in one file, so that a thousand of them need not be parsed one by one. Nothing but a copy: what it says
 * counts only for a file that still has the stamp, and what is damaged is made anew. A fingerprint of all that follows, the
 * length of a text as JSON, the text, and the arrays, which the text names by their places.
 */
export function writeIndex(runs: ReadonlyMap<string, Indexed>): Uint8Array {
  const arrays: Float64Array[] = [];
  let length = 0;
  const text = JSON.stringify({ version, runs: [...runs] }, (_key, value: unknown) => {
    if (!(value instanceof Float64Array)) return typeof value === "number" ? plain(value) : value;
    arrays.push(value);
    length += value.length;
    return { from: length - value.length, to: length };
  });
  const encoded = new TextEncoder().encode(text);
  const textBytes = Math.ceil(encoded.length / 8) * 8;
  const bytes = new Uint8Array(head + textBytes + 8 * length).fill(space, head, head + textBytes);
  bytes.set(encoded, head);
  const numbers = new Float64Array(bytes.buffer);
  numbers[head / 8 - 1] = textBytes;
  let at = (head + textBytes) / 8;
  for (const array of arrays) {
    numbers.set(array, at);
    at += array.length;
  }
  bytes.set(new TextEncoder().encode(fingerprintOf([numbers.subarray(fingerprintBytes / 8)])));
  return bytes;
}

/** null for what `writeIndex` has not written, or not to its end. */
export function readIndex(written: Uint8Array): Map<string, Indexed> | null {
  if (written.length < head || written.length % 8 !== 0) return null;
  // Numbers are read where they lie, and lie at multiples of eight.
  const bytes = written.byteOffset % 8 === 0 ? written : written.slice();
  const all = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  const decoder = new TextDecoder();
  if (decoder.decode(bytes.subarray(0, fingerprintBytes)) !== fingerprintOf([all.subarray(2)])) return null;
  const textBytes = all[head / 8 - 1] ?? 0;
  const value: unknown = JSON.parse(decoder.decode(bytes.subarray(head, head + textBytes)));
  if (!isRecord(value) || value.version !== version || !Array.isArray(value.runs)) return null;
  const numbers = all.subarray((head + textBytes) / 8);
  const read = (place: unknown) =>
    isRecord(place) ? numbers.slice(number(place.from), number(place.to)) : null;
  const found = new Map<string, Indexed>();
  for (const entry of value.runs as readonly unknown[]) {
    const [name, indexed] = Array.isArray(entry) ? entry : [];
    if (typeof name !== "string" || !isRecord(indexed) || !isRecord(indexed.kept)) return null;
    const run = readRun(indexed.kept.run, read);
    const about = readAbout(indexed.kept.about);
    if (run === null || about === null || !isRecord(indexed.stamp)) return null;
    const { changed, bytes: size } = indexed.stamp;
    found.set(name, { stamp: { changed: number(changed), bytes: number(size) }, kept: { run, about } });
  }
  return found;
}

const version = 1;
const fingerprintBytes = 16;
/** Bytes before the text. */
const head = fingerprintBytes + 8;
const space = 0x20;
