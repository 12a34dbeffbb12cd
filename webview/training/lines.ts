import type { PolicyKind } from "../../src/present/training-settings";

/** How a curve is drawn: its policy decides, so that a colour is never the only mark. */
export interface LineStyle {
  readonly role: "ink" | "samples" | "validation";
  readonly width: number;
  readonly dash: readonly number[];
}

export const validationStyle: LineStyle = { role: "validation", width: 1.5, dash: [1.5, 2.5] };

/** Batch is ink, solid and strong; mini-batch blue and dashed; one sample blue and thin, known by its jitter. */
const styles: Readonly<Record<PolicyKind, Omit<LineStyle, "dash">>> = {
  batch: { role: "ink", width: 2 },
  "mini-batch": { role: "samples", width: 2 },
  "one-sample": { role: "samples", width: 1.25 },
};

/** The first run of a policy, then the second and third of the same one: told apart by their dashes. */
const dashes: Readonly<Record<PolicyKind, readonly (readonly number[])[]>> = {
  batch: [[], [12, 3], [12, 3, 2, 3], [18, 3, 6, 3]],
  "mini-batch": [
    [6, 3],
    [6, 3, 2, 3],
    [12, 3, 2, 3],
    [3, 2],
  ],
  "one-sample": [[], [10, 2], [10, 2, 2, 2], [4, 2]],
};

/** `nth`: how many runs of the same policy come before this one in the picture. */
export function lineStyle(policy: PolicyKind, nth: number): LineStyle {
  const own = dashes[policy];
  return { ...styles[policy], dash: own[nth % own.length] ?? [] };
}

/** A style for each, in their order. */
export function lineStyles(policies: readonly PolicyKind[]): readonly LineStyle[] {
  return policies.map((policy, index) =>
    lineStyle(policy, policies.slice(0, index).filter((each) => each === policy).length),
  );
}
