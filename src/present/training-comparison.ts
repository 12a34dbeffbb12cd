import type { Translate } from "../base/translate";
import type { Run } from "../training/run";
import { policyKindLabel } from "./training-names";
import { formatCount, formatValue } from "./training-numbers";
import { isUnderWay, type KnownRun, runName } from "./training-runs";
import type { PolicyKind } from "./training-settings";
import { steadinessOf } from "./training-steadiness";

/** Several runs side by side: how steady each was, measured. */
export interface ComparisonView {
  readonly rows: readonly ComparisonRow[];
  /** Its curve rose most often; null where none rose, or the runs can't be compared. */
  readonly leastSteady: PolicyKind | null;
  /** "One sample rose in 50 of 100 epochs, Mini-batch 32 in 0, Batch in 0." */
  readonly sentence: string;
  /** What the gradients' noise was; null where it was not measured. */
  readonly noiseSentence: string | null;
  /** What forbids a comparison or bends it: other data, another seed. Empty for runs of one start. */
  readonly warnings: readonly string[];
  readonly guess: GuessView | null;
}

export interface ComparisonRow {
  readonly runId: string;
  readonly name: string;
  readonly policy: PolicyKind;
  /** Epochs in which the loss rose, of so many. */
  readonly rises: number;
  readonly of: number;
  /** ‖g‖ of all rows and √mean ‖g_B − g‖², at the weights that all start from; formatted. */
  readonly gradient: string;
  readonly noise: string;
}

/** What the learner guessed before, beside what came of it. */
export interface GuessView {
  readonly guess: PolicyKind;
  /** null until the runs have ended. */
  readonly right: boolean | null;
  /** "You guessed that one sample would be the least steady. It rose in 50 of 100 epochs, batch in 0." */
  readonly sentence: string;
}

/** null for fewer than two runs. */
export function comparisonView(runs: readonly KnownRun[], t: Translate): ComparisonView | null {
  if (runs.length < 2) return null;
  const rows = runs.map((known) => rowOf(known, t));
  const least = runs.some(isUnderWay) ? null : leastSteady(rows);
  return {
    rows,
    leastSteady: least?.policy ?? null,
    sentence: risesSentence(rows, t),
    noiseSentence: noiseSentence(rows, runs, t),
    warnings: warningsOf(runs, t),
    guess: guessOf(runs, rows, least, t),
  };
}

function rowOf(known: KnownRun, t: Translate): ComparisonRow {
  const { run, about } = known;
  const noise = about.noiseAtStart;
  return {
    runId: run.id,
    name: runName(known, t),
    policy: run.spec.policy.kind,
    ...steadinessOf(known),
    gradient: formatValue(noise?.gradient ?? Number.NaN),
    noise: formatValue(noise?.noise ?? Number.NaN),
  };
}

const share = ({ rises, of }: ComparisonRow) => (of === 0 ? 0 : rises / of);

/** The one that rose in the largest share of its epochs; null where none rose, or two are level. */
function leastSteady(rows: readonly ComparisonRow[]): ComparisonRow | null {
  const [first, second] = [...rows].sort((a, b) => share(b) - share(a));
  if (first === undefined || share(first) === 0) return null;
  return second !== undefined && share(second) === share(first) ? null : first;
}

function risesSentence(rows: readonly ComparisonRow[], t: Translate): string {
  const sorted = [...rows].sort((a, b) => share(b) - share(a));
  const parts = sorted.map(({ name, rises, of }) =>
    t("{0}: in {1} of {2} epochs", name, formatCount(rises), formatCount(of)),
  );
  return t("The loss of all training rows rose: {0}.", parts.join("; "));
}

/** The noise is told as a share of the gradient: that is what makes a step go astray. */
function noiseSentence(
  rows: readonly ComparisonRow[],
  runs: readonly KnownRun[],
  t: Translate,
): string | null {
  const parts = runs.flatMap(({ about }, index) => {
    const noise = about.noiseAtStart;
    const name = rows[index]?.name;
    if (noise === null || name === undefined || !(noise.gradient > 0)) return [];
    return [t("{0}: {1} %", name, formatCount((noise.noise / noise.gradient) * 100))];
  });
  return parts.length < runs.length
    ? null
    : t("How far one update's gradient strays from that of all rows, at the start: {0}.", parts.join("; "));
}

function warningsOf(runs: readonly KnownRun[], t: Translate): readonly string[] {
  const differs = (of: (run: Run) => unknown) =>
    new Set(runs.map(({ run }) => JSON.stringify(of(run)))).size > 1;
  const warnings: string[] = [];
  if (differs((run) => run.dataset.fingerprint ?? run.dataset.name))
    warnings.push(t("These runs were not made on the same rows, so their losses are not of the same thing."));
  if (differs((run) => run.spec.model)) warnings.push(t("These runs are of different models."));
  if (differs((run) => [run.spec.seed, run.spec.initialWeights]))
    warnings.push(t("These runs did not start from the same weights with the same seed."));
  return warnings;
}

function guessOf(
  runs: readonly KnownRun[],
  rows: readonly ComparisonRow[],
  least: ComparisonRow | null,
  t: Translate,
): GuessView | null {
  const guess = runs.find(({ about }) => about.guess !== null)?.about.guess ?? null;
  const guessed = rows.find(({ policy }) => policy === guess);
  if (guess === null || guessed === undefined) return null;
  const name = policyKindLabel(guess, t);
  if (runs.some(isUnderWay))
    return { guess, right: null, sentence: t("You guessed that {0} would be the least steady.", name) };
  const figures = (row: ComparisonRow) => [formatCount(row.rises), formatCount(row.of)] as const;
  if (least === null)
    return {
      guess,
      right: false,
      sentence: t(
        "You guessed that {0} would be the least steady. It rose in {1} of {2} epochs, and so did another: neither is less steady.",
        name,
        ...figures(guessed),
      ),
    };
  if (least.policy !== guess)
    return {
      guess,
      right: false,
      sentence: t(
        "You guessed that {0} would be the least steady. It rose in {1} of {2} epochs, and {3} in {4} of {5}.",
        name,
        ...figures(guessed),
        least.name,
        ...figures(least),
      ),
    };
  const steadiest = [...rows].sort((a, b) => share(a) - share(b))[0] ?? guessed;
  return {
    guess,
    right: true,
    sentence: t(
      "You guessed that {0} would be the least steady. It rose in {1} of {2} epochs, {3} in {4} of {5}.",
      name,
      ...figures(guessed),
      steadiest.name,
      ...figures(steadiest),
    ),
  };
}
