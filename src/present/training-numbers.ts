/** Numbers as the panel prints them: tabular, a true minus, the same on both sides of the message channel. */

const minus = "\u2212";

/** A loss or a weight: three decimals where they tell something, an exponent where they would not. */
export function formatValue(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${minus}∞`;
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 99_999.5 || size < 0.000_95) return signed(value, exponential(size));
  const decimals = size >= 999.5 ? 0 : size >= 99.95 ? 1 : size >= 9.995 ? 2 : size < 0.009_95 ? 5 : 3;
  return signed(value, size.toFixed(decimals));
}

/** A share between 0 and 1, such as an accuracy. */
export function formatShare(value: number): string {
  return Number.isFinite(value) ? signed(value, Math.abs(value).toFixed(3)) : formatValue(value);
}

/** A count with its thousands apart: 14,560. */
export function formatCount(value: number): string {
  return signed(value, String(Math.abs(Math.round(value))).replace(/\B(?=(\d{3})+$)/g, ","));
}

/** A setting as it is typed, so an ASCII minus and no rounding. */
export function formatSetting(value: number): string {
  return String(value);
}

function exponential(size: number): string {
  const [mantissa = "", exponent = ""] = size.toExponential(1).split("e");
  return `${mantissa}e${exponent.replace("+", "").replace("-", minus)}`;
}

function signed(value: number, text: string): string {
  return value < 0 && /[1-9]/.test(text) ? `${minus}${text}` : text;
}
