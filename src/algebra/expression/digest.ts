const noWords = new Uint32Array(0);

/** The numbers as they lie in memory; 0 and -0 are two. */
export function bitsOf(data: Float64Array): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, data.length * 2);
}

/**
 * 120 bits of mixing: short keys however large the graph, and no table that would have to forget. Fifteen bits a letter, from
 * among letters that are neither ASCII nor halves of others: a key is made of keys, so short ones are quick ones.
 */
export function digest(content: string, words: Uint32Array = noWords): string {
  let [a, b, c, d] = [0x4174ab97 | 0, 0xdfbc21a6 | 0, 0x5b9d1c64 | 0, 0xc4557655 | 0];
  for (let at = 0; at < content.length; at++) {
    const code = content.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
    c = Math.imul(c ^ code, 2246822507);
    d = Math.imul(d ^ code, 3266489909);
  }
  for (const word of words) {
    a = Math.imul(a ^ word, 2654435761);
    b = Math.imul(b ^ (word >>> 7) ^ (word << 25), 1597334677);
    c = Math.imul(c ^ (word >>> 13) ^ (word << 19), 2246822507);
    d = Math.imul(d ^ (word >>> 19) ^ (word << 13), 3266489909);
  }
  // Each half is stirred with the next, so that no bit depends on the last letters alone.
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(c ^ (c >>> 13), 3266489909);
  c = Math.imul(c ^ (c >>> 16), 2246822507) ^ Math.imul(d ^ (d >>> 13), 3266489909);
  d = Math.imul(d ^ (d >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return String.fromCharCode(
    0x4000 + (a & 0x7fff),
    0x4000 + ((a >>> 15) & 0x7fff),
    0x4000 + (b & 0x7fff),
    0x4000 + ((b >>> 15) & 0x7fff),
    0x4000 + (c & 0x7fff),
    0x4000 + ((c >>> 15) & 0x7fff),
    0x4000 + (d & 0x7fff),
    0x4000 + ((d >>> 15) & 0x7fff),
  );
}
