import type { DtypeKind } from "../../algebra/abstract";
import type { ArrayFact } from "../../insight/facts";

/** The elements of an array as they stand in its cells, all with the same number of decimals; null while not known. */
export function cellTexts(array: ArrayFact): readonly string[] | null {
  const { data } = array;
  if (data === undefined) return null;
  const known = written.get(data);
  if (known?.dtype === array.dtype) return known.texts;
  const texts = writeCells(array, data);
  written.set(data, { dtype: array.dtype, texts });
  return texts;
}

/** A picture is tried at several scales; its values are written once. */
const written = new WeakMap<object, { readonly dtype: DtypeKind; readonly texts: readonly string[] }>();

function writeCells(array: ArrayFact, data: readonly (number | boolean)[]): readonly string[] {
  const decimals = decimalsOf(data.filter((value) => typeof value === "number"));
  return data.map((value) => valueText(value, array.dtype === "float" ? decimals : 0));
}

export function valueText(value: number | boolean, decimals: number): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "−inf";
  const magnitude = Math.abs(value);
  const text =
    magnitude >= 1e6 || (magnitude > 0 && magnitude < 5e-5)
      ? exponential(magnitude)
      : magnitude.toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

function exponential(magnitude: number): string {
  return Number.isInteger(magnitude) && magnitude < 1e9
    ? String(magnitude)
    : magnitude.toExponential(2).replace("e+", "e");
}

/** As many decimals as the values need, at least one for a float, at most four. */
export function decimalsOf(values: readonly number[]): number {
  for (const decimals of [1, 2, 3]) {
    const exact = values.every(
      (value) => !Number.isFinite(value) || Math.abs(value - Number(value.toFixed(decimals))) < 1e-9,
    );
    if (exact) return decimals;
  }
  return 4;
}

/** `0·0 + 1·1 + 2·2`: the terms of a sum with a sign for each; long ones keep three terms and the last. */
export function sumText(terms: readonly string[], head = 3): string {
  const shown = terms.length > head + 2 ? [...terms.slice(0, head), "…", ...terms.slice(-1)] : terms;
  return shown.join(" + ");
}

/** A negative factor or summand in brackets, so that signs don't meet. */
export function bracketed(text: string): string {
  return text.startsWith("−") ? `(${text})` : text;
}

/** 132496 → "132,496". */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
