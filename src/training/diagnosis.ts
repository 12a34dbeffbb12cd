import { risingShare } from "./compare";
import type { Run } from "./run";

/** What a run's curves say about its settings: codes; the sentences are in `src/present/run.ts`. */
export type Diagnosis =
  | {
      readonly kind: "diverged";
      readonly epoch: number;
      readonly learningRate: number;
      readonly tryRate: number;
    }
  | {
      readonly kind: "oscillates";
      readonly share: number;
      readonly learningRate: number;
      readonly tryRate: number;
    }
  | { readonly kind: "overfits"; readonly bestEpoch: number; readonly best: number; readonly last: number }
  | { readonly kind: "still-falling"; readonly epochs: number; readonly tryEpochs: number }
  | { readonly kind: "stopped-early"; readonly bestEpoch: number; readonly epoch: number };

/** The validation loss has risen so much above its lowest. */
const overfitting = 1.1;
/** The loss of the last tenth of the epochs has fallen by more than this share. */
const falling = 0.05;

export function diagnose(run: Run): Diagnosis[] {
  const { metrics, spec } = run;
  const epochs = run.epochsRun ?? metrics.trainLoss.length;
  const tryRate = spec.learningRate / 10;
  if (run.status === "diverged")
    return [{ kind: "diverged", epoch: epochs, learningRate: spec.learningRate, tryRate }];
  const found: Diagnosis[] = [];
  if (run.bestEpoch !== undefined)
    found.push({ kind: "stopped-early", bestEpoch: run.bestEpoch, epoch: epochs });
  const share = risingShare(metrics.trainLoss.slice(-50));
  // Single samples and small batches wander by nature; the loss of all rows should only fall.
  if (spec.policy.kind === "batch" && metrics.trainLoss.length > 5 && share > 0.2)
    found.push({
      kind: "oscillates",
      share,
      learningRate: spec.learningRate,
      tryRate: spec.learningRate / 3,
    });
  const overfit = overfits(run);
  if (overfit !== null && run.bestEpoch === undefined) found.push(overfit);
  if (found.length === 0 && isFalling(metrics.trainLoss))
    found.push({ kind: "still-falling", epochs, tryEpochs: epochs * 3 });
  return found;
}

function overfits({ metrics }: Run): Diagnosis | null {
  const losses = metrics.validationLoss;
  let at = 0;
  losses.forEach((loss, index) => {
    if (loss < (losses[at] ?? Number.POSITIVE_INFINITY)) at = index;
  });
  const best = losses[at] ?? 0;
  const last = losses.at(-1) ?? 0;
  const trainFell = (metrics.trainLoss.at(-1) ?? 0) < (metrics.trainLoss[at] ?? 0);
  if (losses.length < 10 || !trainFell || last <= best * overfitting) return null;
  return { kind: "overfits", bestEpoch: metrics.epochNumbers?.[at] ?? at + 1, best, last };
}

function isFalling(losses: Float64Array): boolean {
  if (losses.length < 20) return false;
  const before = losses[Math.floor(losses.length * 0.9)] ?? 0;
  return (losses.at(-1) ?? 0) < before * (1 - falling);
}
