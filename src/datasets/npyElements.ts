/** How one element of a NumPy array lies in a file. */
export interface ElementType {
  /** Bytes. */
  readonly size: number;
  read(view: DataView, at: number): number | string;
}

/** NumPy's type codes: byte order, kind, bytes (for U: characters). */
export function elementType(type: string): ElementType | null {
  const [, order = "<", kind = "", digits = ""] = /^([<>|=])(\w)(\d*)$/.exec(type) ?? [];
  const little = order !== ">";
  const size = kind === "U" ? Number(digits) * 4 : Number(digits);
  const number = numberAt(`${kind}${digits}`, little);
  if (number !== null) return { size, read: number };
  if ((kind !== "U" && kind !== "S") || size === 0) return null;
  const step = kind === "U" ? 4 : 1;
  return { size, read: (view, at) => textAt(view, at, size, step, little) };
}

function numberAt(code: string, little: boolean): ((view: DataView, at: number) => number) | null {
  switch (code) {
    case "f8":
      return (view, at) => view.getFloat64(at, little);
    case "f4":
      return (view, at) => view.getFloat32(at, little);
    case "f2":
      return (view, at) => halfFloat(view.getUint16(at, little));
    case "i8":
      return (view, at) => Number(view.getBigInt64(at, little));
    case "u8":
      return (view, at) => Number(view.getBigUint64(at, little));
    case "i4":
      return (view, at) => view.getInt32(at, little);
    case "u4":
      return (view, at) => view.getUint32(at, little);
    case "i2":
      return (view, at) => view.getInt16(at, little);
    case "u2":
      return (view, at) => view.getUint16(at, little);
    case "i1":
      return (view, at) => view.getInt8(at);
    case "u1":
    case "b1":
      return (view, at) => view.getUint8(at);
    default:
      return null;
  }
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function textAt(view: DataView, from: number, size: number, step: number, little: boolean): string {
  let text = "";
  for (let at = from; at < from + size; at += step) {
    const code = step === 4 ? view.getUint32(at, little) : view.getUint8(at);
    if (code === 0) break;
    if (code > 0x10ffff) throw new Error("not a character");
    text += String.fromCodePoint(code);
  }
  return text;
}
