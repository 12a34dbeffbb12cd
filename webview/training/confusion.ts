import { formatCount } from "../../src/present/training-numbers";
import type { ConfusionView } from "../../src/present/training-result";
import { confusionAt, type TwoClassScores } from "../../src/present/training-scores";
import type { TrainingStrings } from "../../src/present/training-strings";
import { say } from "./say";

/** The threshold at which the trainer itself calls a row the second class, in hundredths. */
export const trainersThreshold = 50;

/** Who is called what when a row is the second class above another threshold (in hundredths) than the trainer's. */
export function confusionAtThreshold(
  scores: TwoClassScores,
  threshold: number,
  words: TrainingStrings,
): ConfusionView {
  const counts = confusionAt(scores, Math.round((threshold / 100) * scores.counts[0].length));
  const at = formatThreshold(threshold);
  return {
    rowsText: say(words.validationRowsCounted, formatCount(scores.rows[0] + scores.rows[1])),
    columns: scores.classes,
    rows: scores.classes.map((name, row) => ({
      name,
      rowsText: say(words.rowsCounted, formatCount(scores.rows[row] ?? 0)),
      cells: scores.classes.map((called, column) => {
        const count = counts[row]?.[column] ?? 0;
        return {
          count: formatCount(count),
          right: row === column,
          share: count / Math.max(1, scores.rows[row] ?? 0),
          text: say(words.rowsCalled, formatCount(count), name, called),
        };
      }),
    })),
    sentence: mistakeSentence(scores, counts, at, words),
    note: null,
  };
}

/** The class that is missed most, as a share of its own rows. */
function mistakeSentence(
  scores: TwoClassScores,
  counts: readonly (readonly number[])[],
  at: string,
  words: TrainingStrings,
): string {
  const missed = [0, 1].map((row) => ({ row, count: counts[row]?.[1 - row] ?? 0 }));
  const share = ({ row, count }: { row: number; count: number }) =>
    count / Math.max(1, scores.rows[row] ?? 0);
  const worst = missed.reduce((a, b) => (share(b) > share(a) ? b : a));
  if (worst.count === 0) return say(words.allRightAt, at);
  const names = [scores.classes[worst.row] ?? "", scores.classes[1 - worst.row] ?? ""];
  return say(
    words.missedAt,
    formatCount(worst.count),
    formatCount(scores.rows[worst.row] ?? 0),
    names[0] ?? "",
    names[1] ?? "",
    at,
  );
}

export function formatThreshold(threshold: number): string {
  return String(threshold / 100);
}
