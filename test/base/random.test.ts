import { describe, expect, it } from "vitest";
import { RandomState } from "../../src/base/randomState";
import { stratifiedSplit, trainTestSplit } from "../../src/datasets/split";
import golden from "../golden/random_state.json";
import splits from "../golden/train_test_split.json";

describe("NumPy's RandomState", () => {
  it.each(Object.entries(golden.permutation))("permutes %s numbers alike", (count, wanted) => {
    expect([...new RandomState(golden.seed).permutation(Number(count))]).toEqual(wanted);
  });

  it("draws the same normal, uniform and whole numbers, bit by bit", () => {
    const normal = new RandomState(golden.seed);
    expect(golden.normal_first20.map(() => normal.normal())).toEqual(golden.normal_first20);
    const uniform = new RandomState(golden.seed);
    expect(golden.uniform_first5.map(() => uniform.random())).toEqual(golden.uniform_first5);
    const whole = new RandomState(golden.seed);
    expect(golden.randint.map(() => whole.integer(0, 100))).toEqual(golden.randint);
  });

  it("goes on from a kept state, the waiting normal number included", () => {
    const random = new RandomState(7);
    random.normal();
    const copy = RandomState.fromState(random.state());
    const draw = (state: RandomState) => [state.normal(), state.normal(), ...state.permutation(700)];
    expect(draw(copy)).toEqual(draw(random));
  });
});

// The file gives each data set's target once.
const targets = new Map(
  splits.splits.flatMap(({ dataset, target }) => (target === null ? [] : [[dataset, target]])),
);

describe("scikit-learn's train_test_split", () => {
  it.each(splits.splits)("$dataset, stratify $stratify, share $test_size, seed $random_state", (wanted) => {
    const target = targets.get(wanted.dataset) ?? [];
    const split = wanted.stratify
      ? stratifiedSplit(target, wanted.test_size, wanted.random_state)
      : trainTestSplit(target.length, wanted.test_size, wanted.random_state);
    if ("kind" in split) throw new Error(split.kind);
    expect([...split.train]).toEqual(wanted.train);
    expect([...split.test]).toEqual(wanted.test);
  });
});
