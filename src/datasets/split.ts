import { RandomState } from "../base/randomState";

/** Row numbers of the two parts, in the order in which scikit-learn returns them. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** Why rows cannot be split: in the whole, or for one class. */
export type SplitProblem =
  | { readonly kind: "too-few-rows"; readonly rows: number }
  | { readonly kind: "class-too-small"; readonly class: number; readonly rows: number };

/** scikit-learn rounds the test part up and gives the rest to training. */
export function splitSizes(rows: number, testShare: number): { train: number; test: number } {
  const test = testShare < 1 ? Math.ceil(testShare * rows) : testShare;
  return { train: rows - test, test };
}

/**
 * The rows of `train_test_split(X, test_size=testShare, random_state=seed)`: one permutation, the test rows first.
 */
export function trainTestSplit(rows: number, testShare: number, seed: number): Split | SplitProblem {
  const sizes = splitSizes(rows, testShare);
  if (sizes.train < 1 || sizes.test < 1) return { kind: "too-few-rows", rows };
  const order = new RandomState(seed).permutation(rows);
  return { test: order.slice(0, sizes.test), train: order.slice(sizes.test) };
}

/**
 * The rows of `train_test_split(X, test_size=testShare, random_state=seed, stratify=classes)`. `classes` holds class
 * numbers 0 … K−1; classes are visited in the order of their numbers, so the numbering changes the split.
 */
export function stratifiedSplit(
  classes: ArrayLike<number>,
  testShare: number,
  seed: number,
): Split | SplitProblem {
  const rows = classes.length;
  const members = rowsByClass(classes);
  const counts = members.map((each) => each.length);
  const sizes = splitSizes(rows, testShare);
  const smallest = counts.findIndex((count) => count > 0 && count < 2);
  if (smallest >= 0) return { kind: "class-too-small", class: smallest, rows: counts[smallest] ?? 0 };
  if (Math.min(sizes.train, sizes.test) < Math.max(1, members.length)) return { kind: "too-few-rows", rows };
  const random = new RandomState(seed);
  const trainCounts = approximateMode(counts, sizes.train, random);
  const left = counts.map((count, index) => count - (trainCounts[index] ?? 0));
  const testCounts = approximateMode(left, sizes.test, random);
  const train = new Int32Array(sizes.train);
  const test = new Int32Array(sizes.test);
  let trained = 0;
  let tested = 0;
  members.forEach((own, index) => {
    const order = random.permutation(own.length).map((position) => own[position] ?? 0);
    const cut = trainCounts[index] ?? 0;
    const drawn = order.subarray(0, cut);
    const others = order.subarray(cut, cut + (testCounts[index] ?? 0));
    train.set(drawn, trained);
    test.set(others, tested);
    trained += drawn.length;
    tested += others.length;
  });
  random.shuffle(train);
  random.shuffle(test);
  return { train, test };
}

/** Rows of each class that occurs, by class number, in the order of the rows. */
function rowsByClass(classes: ArrayLike<number>): Int32Array[] {
  const counts: number[] = [];
  for (let row = 0; row < classes.length; row++) {
    const label = classes[row] ?? 0;
    while (counts.length <= label) counts.push(0);
    counts[label] = (counts[label] ?? 0) + 1;
  }
  const found = counts.map((count) => new Int32Array(count));
  const filled = counts.map(() => 0);
  for (let row = 0; row < classes.length; row++) {
    const label = classes[row] ?? 0;
    const at = filled[label] ?? 0;
    filled[label] = at + 1;
    const own = found[label];
    if (own !== undefined) own[at] = row;
  }
  return found.filter((rows) => rows.length > 0);
}

/**
 * How many of each class to draw: shares rounded down, what is left over goes to the largest remainders, ties by lot.
 * (The approximate mode of the multivariate hypergeometric distribution, with scikit-learn's use of the generator.)
 */
function approximateMode(counts: readonly number[], draws: number, random: RandomState): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => (count / total) * draws);
  const drawn = shares.map(Math.floor);
  let left = Math.trunc(draws - drawn.reduce((sum, count) => sum + count, 0));
  const remainders = shares.map((share, index) => share - (drawn[index] ?? 0));
  for (const value of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (left <= 0) break;
    const tied = remainders.flatMap((remainder, index) => (remainder === value ? [index] : []));
    const chosen = random.choice(tied.length, Math.min(tied.length, left), false);
    for (const position of chosen) {
      const index = tied[position] ?? 0;
      drawn[index] = (drawn[index] ?? 0) + 1;
    }
    left -= chosen.length;
  }
  return drawn;
}
