/** What an axis stands for. Hue and mark go with it: m blue solid, n yellow dashed, k purple dotted, other in ink. */
export type AxisRole = "m" | "n" | "k" | "other";
