/** Losses that span more than this factor are drawn by their logarithm: else all but the first would lie on the floor. */
const widest = 30;

/** A learning curve in characters, for a terminal: one row a mark of the scale, one column a span of epochs. */
export function textCurve(
  series: readonly { readonly mark: string; readonly values: Float64Array }[],
  size: { readonly width: number; readonly height: number },
): string[] {
  const all = series.flatMap(({ values }) => [...values]).filter(Number.isFinite);
  const points = Math.max(...series.map(({ values }) => values.length));
  if (all.length === 0 || points === 0) return [];
  const low = all.reduce((least, value) => Math.min(least, value));
  const high = all.reduce((most, value) => Math.max(most, value));
  const isLog = low > 0 && high / low > widest;
  const onScale = (value: number) => (isLog ? Math.log(value) : value);
  const span = onScale(high) - onScale(low) || 1;
  const width = Math.min(size.width, points);
  const grid = Array.from({ length: size.height }, () => Array.from({ length: width }, () => " "));
  // Every value leaves its mark, so that a peak between two columns is not lost.
  for (const { mark, values } of series)
    for (const [index, value] of values.entries()) {
      if (!Number.isFinite(value)) continue;
      const column = Math.floor((index * width) / values.length);
      const height = (onScale(value) - onScale(low)) / span;
      const row = grid[size.height - 1 - Math.round(height * (size.height - 1))];
      if (row !== undefined) row[column] = mark;
    }
  return grid.map((row, index) => {
    const at = onScale(high) - (span * index) / (size.height - 1);
    const label = isLog ? Math.exp(at) : at;
    const isLabelled = index % 2 === 0 || index === size.height - 1;
    return `${(isLabelled ? label.toPrecision(3) : "").padStart(9)} ┤${row.join("").trimEnd()}`;
  });
}

/** Columns that a text takes on a terminal: Korean and other wide characters take two. */
export function displayWidth(text: string): number {
  const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/;
  return [...text].reduce((width, character) => width + (wide.test(character) ? 2 : 1), 0);
}

export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - displayWidth(text))) + text;
}
