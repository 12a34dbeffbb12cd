/** A learning curve in characters, for a terminal: one row a mark of the scale, one column a span of epochs. */
export function textCurve(
  series: readonly { readonly mark: string; readonly values: Float64Array }[],
  size: { readonly width: number; readonly height: number },
): string[] {
  const all = series.flatMap(({ values }) => [...values]).filter(Number.isFinite);
  const points = Math.max(...series.map(({ values }) => values.length));
  if (all.length === 0 || points === 0) return [];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const span = high - low || 1;
  const width = Math.min(size.width, points);
  const grid = Array.from({ length: size.height }, () => Array.from({ length: width }, () => " "));
  for (const { mark, values } of series)
    for (let column = 0; column < width; column++) {
      const value = values[Math.round((column * (values.length - 1)) / Math.max(1, width - 1))] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      const row = grid[size.height - 1 - Math.round(((value - low) / span) * (size.height - 1))];
      if (row !== undefined) row[column] = mark;
    }
  return grid.map((row, index) => {
    const label = high - (span * index) / (size.height - 1);
    const isLabelled = index % 2 === 0 || index === size.height - 1;
    return `${(isLabelled ? label.toPrecision(3) : "").padStart(9)} ┤${row.join("").trimEnd()}`;
  });
}
