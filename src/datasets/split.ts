import { RandomState } from "./random";

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
  const train: number[] = [];
  const test: number[] = [];
  members.forEach((own, index) => {
    const order = Array.from(random.permutation(own.length), (position) => own[position] ?? 0);
    const cut = trainCounts[index] ?? 0;
    for (const row of order.slice(0, cut)) train.push(row);
    for (const row of order.slice(cut, cut + (testCounts[index] ?? 0))) test.push(row);
  });
  const shuffledTrain = Int32Array.from(train);
  const shuffledTest = Int32Array.from(test);
  random.shuffle(shuffledTrain);
  random.shuffle(shuffledTest);
  return { train: shuffledTrain, test: shuffledTest };
}

/** Rows of each class that occurs, by class number, in the order of the rows. */
function rowsByClass(classes: ArrayLike<number>): number[][] {
  const found: number[][] = [];
  for (let row = 0; row < classes.length; row++) {
    const label = classes[row] ?? 0;
    while (found.length <= label) found.push([]);
    found[label]?.push(row);
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
