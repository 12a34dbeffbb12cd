import type { DtypeKind } from "../algebra/abstract";
import { fail } from "./outcome";

// What the functions of elements compute, one element at a time.

/** C's floating `%` with Python's sign, as NumPy computes it; an integer `%` by zero is 0. */
export function remainder(a: number, b: number, kind: DtypeKind): number {
  if (kind === "int" && b === 0) return 0;
  const rest = a % b;
  if (rest === 0) return b < 0 ? -0 : 0;
  return b < 0 !== rest < 0 ? rest + b : rest;
}

export function floorQuotient(a: number, b: number, kind: DtypeKind): number {
  if (b === 0) return kind === "int" ? 0 : a / b;
  const exact = (a - remainder(a, b, kind)) / b;
  const floor = Math.floor(exact);
  return exact - floor > 0.5 ? floor + 1 : floor;
}

export function power(a: number, b: number, kind: DtypeKind): number {
  if (kind === "int" && b < 0) fail("ValueError", "Integers to negative integer powers are not allowed.");
  if (b === 2) return a * a;
  if (b === 0.5) return a === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : Math.sqrt(a);
  if (a === 1 || b === 0) return 1;
  return a ** b;
}

/** NumPy's `rint`: halves go to the even neighbour. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? keepSign(floor, x) : keepSign(floor + 1, x);
  return keepSign(floor % 2 === 0 ? floor : floor + 1, x);
}

function keepSign(result: number, of: number): number {
  return result === 0 && (of < 0 || Object.is(of, -0)) ? -0 : result;
}

export function bits(operation: (a: bigint, b: bigint) => bigint): (a: number, b: number) => number {
  return (a, b) => Number(BigInt.asIntN(64, operation(BigInt(a), BigInt(b))));
}

export const unsafe = Number.NaN;

export function leftShift(a: number, b: number): number {
  return b < 0 || b > 52 ? unsafe : a * 2 ** b;
}

export function gcd(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
