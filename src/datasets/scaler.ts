import type { DesignMatrix } from "./summary";

/** scikit-learn's `StandardScaler`: x ↦ (x − mean) / scale, with the population's standard deviation as the scale. */
export interface Scaler {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

export function fitScaler(matrix: DesignMatrix): Scaler {
  const { samples: m, features: n, data } = matrix;
  const mean = new Float64Array(n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) mean[j] = (mean[j] ?? 0) + (data[i * n + j] ?? 0);
  for (let j = 0; j < n; j++) mean[j] = (mean[j] ?? 0) / m;
  // Two passes: the sum of the deviations should be 0, and its rounding error corrects the sum of their squares.
  const sum = new Float64Array(n);
  const squares = new Float64Array(n);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      const deviation = (data[i * n + j] ?? 0) - (mean[j] ?? 0);
      sum[j] = (sum[j] ?? 0) + deviation;
      squares[j] = (squares[j] ?? 0) + deviation * deviation;
    }
  const scale = squares.map((square, j) =>
    deviationOf((square - (sum[j] ?? 0) ** 2 / m) / m, mean[j] ?? 0, m),
  );
  return { mean, scale };
}

/** The standard deviation, or 1 for a column that is constant but for rounding, which would divide by 0. */
function deviationOf(variance: number, mean: number, samples: number): number {
  const bound = samples * Number.EPSILON * variance + (samples * mean * Number.EPSILON) ** 2;
  return variance <= bound ? 1 : Math.sqrt(variance);
}

/** Standardises in place. */
export function applyScaler(scaler: Scaler, matrix: DesignMatrix): void {
  const { samples: m, features: n, data } = matrix;
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      const at = i * n + j;
      data[at] = ((data[at] ?? 0) - (scaler.mean[j] ?? 0)) / (scaler.scale[j] ?? 1);
    }
}
