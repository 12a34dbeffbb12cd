/**
 * Tells whether two data sets are the same, by 64 bits of all their numbers and of their order. Not a cryptographic
 * hash: it finds that a file has changed, not that somebody wanted it to look unchanged.
 */
export function fingerprintOf(arrays: readonly Float64Array[]): string {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (const array of arrays) {
    const words = new Uint32Array(array.buffer, array.byteOffset, array.length * 2);
    a = Math.imul(a ^ words.length, 0x01000193);
    for (let index = 0; index < words.length; index++) {
      const word = words[index] ?? 0;
      a = Math.imul((a ^ word) >>> 0, 0x01000193);
      b = Math.imul(((b << 5) | (b >>> 27)) ^ word, 0x9e3779b1);
    }
  }
  const hex = (value: number) => (value >>> 0).toString(16).padStart(8, "0");
  return hex(a ^ (a >>> 15)) + hex(b ^ (b >>> 13));
}
