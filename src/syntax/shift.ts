/**
 * Moves every span below `value` by `distance`, in place: after an edit the statements behind it are the same, only
 * further on. A span object that occurs twice is moved once.
 */
export function shift(value: unknown, distance: number, seen: Set<object> = new Set()): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  if (Array.isArray(value)) {
    for (const each of value) shift(each, distance, seen);
    return;
  }
  if (isSpan(value)) {
    value.start += distance;
    value.end += distance;
    return;
  }
  for (const each of Object.values(value)) shift(each, distance, seen);
}

function isSpan(value: object): value is { start: number; end: number } {
  return (
    "start" in value && "end" in value && typeof value.start === "number" && typeof value.end === "number"
  );
}
