import { Cp949Decoder, isCp949 } from "./cp949";
import type { BinaryKind } from "./problem";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "cp949" | "windows-1252";

/** As `TextDecoder`, for the encodings above. */
export interface Decoder {
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}

export function decoderFor(encoding: Encoding): Decoder {
  return encoding === "cp949" ? new Cp949Decoder() : new TextDecoder(encoding);
}

function startsWith(bytes: Uint8Array, ...prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/**
 * The encoding of a text, by its byte order mark, by where its zero bytes stand (UTF-16 without a mark), or by trial:
 * UTF-8 proves itself; what is not UTF-8 is CP949 where that reads without fault, else Western European.
 */
export function detectEncoding(bytes: Uint8Array): Encoding {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return "utf-8";
  if (startsWith(bytes, 0xff, 0xfe)) return "utf-16le";
  if (startsWith(bytes, 0xfe, 0xff)) return "utf-16be";
  const zeros = zeroBytes(bytes.subarray(0, 4096));
  const pairs = Math.floor(Math.min(bytes.length, 4096) / 2);
  if (pairs > 1 && zeros.odd > pairs * 0.4 && zeros.even < pairs * 0.1) return "utf-16le";
  if (pairs > 1 && zeros.even > pairs * 0.4 && zeros.odd < pairs * 0.1) return "utf-16be";
  if (isUtf8(bytes)) return "utf-8";
  return isCp949(bytes) ? "cp949" : "windows-1252";
}

function zeroBytes(bytes: Uint8Array): { even: number; odd: number } {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  return { even, odd };
}

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const piece = 1 << 20;
  try {
    // Piece by piece, as the text itself is not wanted; as a stream, as the bytes may be cut inside a character.
    for (let from = 0; from < bytes.length; from += piece)
      decoder.decode(bytes.subarray(from, from + piece), { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** What a file that is not text says that it is, or null where it may be text. */
export function detectBinary(bytes: Uint8Array): BinaryKind | null {
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return includesAscii(bytes, "xl/") ? "excel" : "archive";
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return "excel";
  // A gzip file comes here unpacked; what is packed in it may be a tape archive.
  if (startsWith(bytes, 0x42, 0x5a, 0x68) || startsWith(bytes.subarray(257), 0x75, 0x73, 0x74, 0x61, 0x72))
    return "archive";
  if (startsWith(bytes, 0x28, 0xb5, 0x2f, 0xfd) || startsWith(bytes, 0xfd, 0x37, 0x7a, 0x58))
    return "archive";
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || startsWith(bytes, 0xff, 0xd8, 0xff)) return "image";
  if (startsWith(bytes, 0x47, 0x49, 0x46, 0x38)) return "image";
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return "pdf";
  if (startsWith(bytes, 0x80) && (bytes[1] ?? 0) >= 2 && (bytes[1] ?? 9) <= 5) return "pickle";
  if (startsWith(bytes, 0x53, 0x51, 0x4c, 0x69, 0x74, 0x65) || startsWith(bytes, 0x89, 0x48, 0x44, 0x46))
    return "database";
  if (/^(<stata_dta>|\$FL[23]@|MATLAB 5|ARROW1|FEA1|RDX[23]|HEADER RECORD)/.test(beginning(bytes)))
    return "statistics";
  const encoding = detectEncoding(bytes.subarray(0, 65536));
  if (encoding === "utf-16le" || encoding === "utf-16be") return null;
  return bytes.subarray(0, 65536).includes(0) || controlBytes(bytes) ? "unknown" : null;
}

/** More than one control character in a hundred: text has tabs and line ends, not bells. */
function controlBytes(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  let controls = 0;
  for (const byte of head)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) controls++;
  return controls > head.length / 100;
}

function includesAscii(bytes: Uint8Array, text: string): boolean {
  return beginning(bytes).includes(text);
}

function beginning(bytes: Uint8Array): string {
  return new TextDecoder("windows-1252").decode(bytes.subarray(0, 4096));
}
