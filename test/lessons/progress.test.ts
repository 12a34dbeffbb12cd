import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CourseProgress,
  progressOf,
  readProgress,
  standing,
  withDone,
  withHint,
  withoutLesson,
  withoutStep,
  withShown,
} from "../../src/lessons/progress";

const steps = ["a", "b", "c"];
const change = fc
  .tuple(
    fc.constantFrom("done", "hint", "shown", "reset"),
    fc.constantFrom("x", "y"),
    fc.constantFrom(...steps),
    fc.nat(3),
  )
  .map(([what, lesson, step, hints]) => (course: CourseProgress) => {
    switch (what) {
      case "done":
        return withDone(course, lesson, step);
      case "hint":
        return withHint(course, lesson, step, hints);
      case "shown":
        return withShown(course, lesson, step);
      default:
        return withoutStep(course, lesson, step);
    }
  });

describe("progress", () => {
  it("is kept and read back unchanged", () => {
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const course = changes.reduce<CourseProgress>((now, each) => each(now), {});
        const again = readProgress(JSON.parse(JSON.stringify(course)));
        for (const lesson of ["x", "y"])
          for (const step of steps)
            expect(progressOf(again, lesson, step)).toEqual(progressOf(course, lesson, step));
      }),
    );
  });

  it("counts, names the next step, and forgets a step or a lesson", () => {
    const course = withHint(withDone(withDone({}, "x", "a"), "x", "c"), "x", "b", 2);
    expect(standing(course, "x", steps)).toEqual({ done: 2, all: 3, next: "b" });
    expect(progressOf(withHint(course, "x", "b", 1), "x", "b").hints).toBe(2);
    expect(standing(withoutStep(course, "x", "a"), "x", steps).next).toBe("a");
    expect(standing(withoutLesson(course, "x"), "x", steps).done).toBe(0);
    expect(standing(withDone(course, "x", "b"), "x", steps).next).toBeNull();
  });

  it("takes what it does not understand for not done", () => {
    fc.assert(fc.property(fc.anything(), (kept) => void readProgress(kept)));
    expect(progressOf(readProgress({ x: { steps: { a: { done: "yes", hints: -1 } } } }), "x", "a")).toEqual({
      done: false,
      hints: 0,
      shown: false,
    });
    expect(progressOf({}, "__proto__", "constructor").done).toBe(false);
  });
});
