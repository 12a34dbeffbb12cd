import { describe, expect, it } from "vitest";
import { textCurve } from "../../src/present/textCurve";

const size = { width: 20, height: 5 };
const heightOf = (lines: readonly string[], column: number) =>
  lines.findIndex((line) => line.slice(line.indexOf("┤") + 1)[column] === "*");

describe("a curve in characters", () => {
  it("is drawn by its size while that is of one order", () => {
    const lines = textCurve([{ mark: "*", values: Float64Array.of(10, 7.5, 5, 2.5, 0) }], size);
    expect([0, 1, 2, 3, 4].map((column) => heightOf(lines, column))).toEqual([0, 1, 2, 3, 4]);
  });

  it("is drawn by its logarithm where it spans many, and its labels say so", () => {
    const lines = textCurve([{ mark: "*", values: Float64Array.of(1e4, 1e3, 100, 10, 1) }], size);
    expect([0, 1, 2, 3, 4].map((column) => heightOf(lines, column))).toEqual([0, 1, 2, 3, 4]);
    expect(lines.map((line) => Number(line.slice(0, 9)))).toEqual([1e4, 0, 100, 0, 1]);
  });

  it("passes over what is no number, and is none where nothing is left", () => {
    expect(
      textCurve([{ mark: "*", values: Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY) }], size),
    ).toEqual([]);
    expect(textCurve([{ mark: "*", values: Float64Array.of(1, Number.NaN, 0) }], size).join("")).toContain(
      "*",
    );
  });
});
