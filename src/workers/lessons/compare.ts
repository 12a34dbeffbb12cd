import type { CheckResult } from "../../lessons/result";
import { isClose, type Known } from "./known";

type Numbers = Extract<Known, { kind: "numbers" }>;

/** The learner's numbers against those that are wanted: all, some in the right shape, or the right ones in another shape. */
export function compareNumbers(
  yours: Numbers,
  wanted: Numbers,
  within: number,
): Pick<CheckResult, "state" | "detail"> {
  const all = wanted.data.length;
  const sameCount = yours.data.length === all;
  const agree = (at: number) => isClose(yours.data[at] ?? Number.NaN, wanted.data[at] ?? Number.NaN, within);
  const right = sameCount ? [...wanted.data.keys()].filter(agree).length : 0;
  if (yours.shape.join() !== wanted.shape.join()) {
    const detail = { code: "shape", yours: yours.shape, wanted: wanted.shape } as const;
    return { state: right === all && all > 0 ? "partly" : "failed", detail };
  }
  if (right === all) return { state: "passed", detail: null };
  const at = [...wanted.data.keys()].find((each) => !agree(each)) ?? 0;
  const first = {
    at: placeOf(at, wanted.shape),
    yours: yours.data[at] ?? Number.NaN,
    wanted: wanted.data[at] ?? Number.NaN,
  };
  return { state: right > 0 ? "partly" : "failed", detail: { code: "numbers", right, all, first } };
}

/** The index of an element, from its number in C order. */
function placeOf(at: number, shape: readonly number[]): number[] {
  let rest = at;
  return shape
    .toReversed()
    .map((size) => {
      const index = rest % size;
      rest = Math.floor(rest / size);
      return index;
    })
    .toReversed();
}
