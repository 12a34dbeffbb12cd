/** X of matrix · X = right, by Gaussian elimination with pivoting; null for a singular matrix. */
export function solve(
  matrix: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
): number[][] | null {
  const size = matrix.length;
  const rows = matrix.map((row, at) => [...row, ...(right[at] ?? [])]);
  for (let column = 0; column < size; column++) {
    const sizes = rows.slice(column).map((row) => Math.abs(row[column] ?? 0));
    const pivot = column + sizes.indexOf(Math.max(...sizes));
    const [top, chosen] = [rows[column], rows[pivot]];
    if (top === undefined || chosen === undefined || Math.abs(chosen[column] ?? 0) < 1e-14) return null;
    rows[pivot] = top;
    rows[column] = chosen;
    for (const [at, row] of rows.entries()) {
      if (at === column) continue;
      const factor = (row[column] ?? 0) / (chosen[column] ?? 1);
      rows[at] = row.map((value, each) => value - factor * (chosen[each] ?? 0));
    }
  }
  return rows.map((row, at) => row.slice(size).map((value) => value / (row[at] ?? 1)));
}
