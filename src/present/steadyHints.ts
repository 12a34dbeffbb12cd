/** A hint as it stands in a line of code. */
export interface LineHint {
  /** From 0. */
  readonly line: number;
  /** Where in the line the name ends, from 0. */
  readonly column: number;
  readonly label: string;
  readonly tooltip: string;
}

/** Hints with the lines that they were made for. */
export interface ShownHints {
  readonly hints: readonly LineHint[];
  readonly lines: readonly string[];
}

/**
 * What to show while somebody types: half a line makes nonsense of all that comes after it, and hints that come and go push
 * the code about. So each line that is as it was keeps its hints as they were; a line that is being written keeps those of
 * the names that it still begins with, and gets none; what is new is shown on lines that are new and whole.
 */
export function steadyHints(shown: ShownHints, now: ShownHints, typedLine: number): readonly LineHint[] {
  const before = hintsByLine(shown);
  const after = hintsByLine(now);
  const partner = partners(shown.lines, now.lines);
  return now.lines.flatMap((text, line): readonly LineHint[] => {
    const old = partner[line];
    if (old !== undefined) return (before.get(old) ?? []).map((hint) => ({ ...hint, line }));
    if (line !== typedLine) return after.get(line) ?? [];
    const was = shown.lines[line] ?? "";
    return (before.get(line) ?? []).filter(
      ({ column }) => text.slice(0, column) === was.slice(0, column) && !/\w/.test(text[column] ?? ""),
    );
  });
}

function hintsByLine({ hints }: ShownHints): ReadonlyMap<number, readonly LineHint[]> {
  const byLine = new Map<number, LineHint[]>();
  for (const hint of hints) {
    const known = byLine.get(hint.line);
    if (known === undefined) byLine.set(hint.line, [hint]);
    else known.push(hint);
  }
  return byLine;
}

/** For each line the one that it was: the lines above the edit and those below it, counted from both ends. */
function partners(before: readonly string[], now: readonly string[]): readonly (number | undefined)[] {
  const shorter = Math.min(before.length, now.length);
  let head = 0;
  while (head < shorter && before[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const moved = before.length - now.length;
  return now.map((_, line) => (line < head ? line : line >= now.length - tail ? line + moved : undefined));
}
