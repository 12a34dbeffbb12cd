/**
 * CP949, the encoding that Korean Windows saves text in. The web's name for it is "euc-kr", but some hosts decode only
 * the older half of it under that name and drop the rest without a word. So the table is built here: the half that all
 * know (KS X 1001) is asked of the host, and the other half follows from it, as it holds the modern Hangul syllables
 * that the first half lacks, in order, in all the places that are left.
 */
const replacement = 0xfffd;
let built: Uint16Array | null = null;

/** For lead byte a and trail byte b the UTF-16 unit at (a − 0x81) · 256 + b; 0 where there is none. */
function table(): Uint16Array {
  built ??= buildTable();
  return built;
}

function buildTable(): Uint16Array {
  const units = new Uint16Array(126 * 256);
  const known = new Set<number>();
  const host = new TextDecoder("euc-kr");
  for (let lead = 0xa1; lead <= 0xfe; lead++)
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      const text = host.decode(Uint8Array.of(lead, trail));
      const unit = text.charCodeAt(0);
      if (text.length !== 1 || unit === replacement) continue;
      units[(lead - 0x81) * 256 + trail] = unit;
      known.add(unit);
    }
  // Added to the standard in 1998, and not known to every host.
  units[(0xa2 - 0x81) * 256 + 0xe6] = 0x20ac; // €
  units[(0xa2 - 0x81) * 256 + 0xe7] = 0xae; // ®
  let syllable = 0xac00;
  for (let lead = 0x81; lead <= 0xc6; lead++)
    for (const trail of extensionTrails(lead)) {
      while (known.has(syllable)) syllable++;
      if (syllable > 0xd7a3) return units;
      units[(lead - 0x81) * 256 + trail] = syllable++;
    }
  return units;
}

/** Letters, and the bytes that KS X 1001 leaves free. */
function extensionTrails(lead: number): number[] {
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return [...range(0x41, 0x5a), ...range(0x61, 0x7a), ...range(0x81, lead <= 0xa0 ? 0xfe : 0xa0)];
}

/** Decodes pieces of a text; a piece may end between the two bytes of a character. */
export class Cp949Decoder {
  #lead = 0;

  decode(bytes: Uint8Array = new Uint8Array(), options: { readonly stream?: boolean } = {}): string {
    const units = new Uint16Array(bytes.length + 1);
    const pairs = table();
    let length = 0;
    for (const byte of bytes) {
      if (this.#lead !== 0) {
        const unit = pairs[(this.#lead - 0x81) * 256 + byte] ?? 0;
        units[length++] = unit === 0 ? replacement : unit;
        this.#lead = 0;
      } else if (byte < 0x80) units[length++] = byte;
      else if (byte === 0x80 || byte === 0xff) units[length++] = replacement;
      else this.#lead = byte;
    }
    if (options.stream !== true && this.#lead !== 0) {
      units[length++] = replacement;
      this.#lead = 0;
    }
    return textOf(units.subarray(0, length));
  }
}

function textOf(units: Uint16Array): string {
  let text = "";
  for (let from = 0; from < units.length; from += 8192)
    text += String.fromCharCode(...units.subarray(from, from + 8192));
  return text;
}

/** Whether the bytes are CP949 throughout; the last may be the first half of a character. */
export function isCp949(bytes: Uint8Array): boolean {
  const pairs = table();
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    if (byte === 0x80 || byte === 0xff) return false;
    at++;
    if (at < bytes.length && (pairs[(byte - 0x81) * 256 + (bytes[at] ?? 0)] ?? 0) === 0) return false;
  }
  return true;
}
