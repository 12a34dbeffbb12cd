export interface MovableSpan {
  start: number;
  end: number;
}

/**
 * Every span below `value`, each once, for moving them in place: after an edit the statements behind it are the same, only
 * further on.
 */
export function spansIn(value: unknown): MovableSpan[] {
  const spans: MovableSpan[] = [];
  collect(value, spans, new Set());
  return spans;
}

function collect(value: unknown, spans: MovableSpan[], seen: Set<object>): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  if (Array.isArray(value)) for (const each of value) collect(each, spans, seen);
  else if (isSpan(value)) spans.push(value);
  else for (const each of Object.values(value)) collect(each, spans, seen);
}

function isSpan(value: object): value is MovableSpan {
  return (
    "start" in value && "end" in value && typeof value.start === "number" && typeof value.end === "number"
  );
}
