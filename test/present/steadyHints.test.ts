import { describe, expect, it } from "vitest";
import { type LineHint, type ShownHints, steadyHints } from "../../src/present/steadyHints";

const hint = (line: number, label: string): LineHint => ({ line, column: 1, label, tooltip: "" });
const text = (lines: readonly string[], ...hints: LineHint[]): ShownHints => ({ lines, hints });

const before = text(
  ["x = f()", "y = x.T", "z = y @ y"],
  hint(0, "(2, 3)"),
  hint(1, "(3, 2)"),
  hint(2, "(2, 2)"),
);

describe("hints while somebody types", () => {
  it("stay on the lines below, whatever half a line makes of them", () => {
    const now = text(["x = f(", "y = x.T", "z = y @ y"]);
    expect(steadyHints(before, now, 0)).toEqual(before.hints);
  });

  it("go down with their lines when one is written above them", () => {
    const now = text(["x = f()", "w = ", "y = x.T", "z = y @ y"], hint(0, "(2, 3)"));
    expect(steadyHints(before, now, 1)).toEqual([hint(0, "(2, 3)"), hint(2, "(3, 2)"), hint(3, "(2, 2)")]);
  });

  it("do not come to the line that is being written, and leave it when its name changes", () => {
    const fresh = text(["x = f()", "y = x.T", "z = y @ y", "q = z"], hint(3, "(2, 2)"));
    expect(steadyHints(before, fresh, 3).some(({ line }) => line === 3)).toBe(false);
    const gone = text(["v = f()", "y = x.T", "z = y @ y"]);
    expect(steadyHints(before, gone, 0).filter(({ line }) => line === 0)).toEqual([]);
  });

  it("come to lines that are pasted", () => {
    const now = text(["x = f()", "a = 1", "b = g()", "y = x.T", "z = y @ y"], hint(2, "(9,)"));
    expect(steadyHints(before, now, 1)).toContainEqual(hint(2, "(9,)"));
  });
});
