/** What is written beside every number of a column: a sign of money before it, a unit or a percent sign behind it. */
export interface Mark {
  readonly before: string;
  readonly behind: string;
}

const money = String.raw`(?:[A-Z]{2,3} ?)?\p{Sc}|(?:USD|EUR|GBP|JPY|KRW|CNY|CHF|INR)`;
const unit = String.raw`${money}|[%‰°]|[°µ]?\p{L}{1,6}(?:[²³]|/\p{L}{1,4}[²³]?)?|[\u3380-\u33ff]`;
const number = String.raw`[-+−]?(?:\d[\d.,'’\u0020\u00a0\u202f]*|[.,]\d+)`;
const marked = new RegExp(String.raw`^([-+−]?)\s*(${money})?\s*(${number})\s*(${unit})?$`, "u");

/** What a cell's number carries; null where it is no number with something beside it. */
export function markOf(text: string): Mark | null {
  const found = marked.exec(text);
  const before = found?.[2] ?? "";
  const behind = found?.[4] ?? "";
  return before === "" && behind === "" ? null : { before, behind };
}

/** The number's text without its mark, the sign in front; null for a cell that has another mark, or none. */
export function withoutMark(text: string, { before, behind }: Mark): string | null {
  const found = marked.exec(text);
  if (found === null || (found[2] ?? "") !== before || (found[4] ?? "") !== behind) return null;
  return `${found[1] ?? ""}${found[3] ?? ""}`.trim();
}
