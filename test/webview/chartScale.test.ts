import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  entryOf,
  epochAfterKey,
  epochTicks,
  lossRange,
  lossTicks,
  roundDown,
  roundUp,
  tableEpochs,
} from "../../webview/chartScale";

const positive = fc.double({ min: 1e-12, max: 1e12, noNaN: true });

describe("the loss axis", () => {
  it("holds every loss that can be drawn", () => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1 }), (losses) => {
        for (const scale of ["log", "linear"] as const) {
          const range = lossRange([Float64Array.from(losses)], scale);
          expect(range).not.toBeNull();
          const [least, most] = range ?? [0, 0];
          expect(least).toBeLessThanOrEqual(Math.min(...losses));
          expect(most).toBeGreaterThanOrEqual(Math.max(...losses));
          expect(scale === "linear" || least > 0).toBe(true);
        }
      }),
    );
  });

  it("passes over what has no place on it", () => {
    const losses = [Float64Array.of(Number.NaN, 13, 0.11, Number.POSITIVE_INFINITY, 0, -1)];
    expect(lossRange(losses, "log")).toEqual([0.1, 20]);
    expect(lossRange([Float64Array.of(Number.NaN)], "linear")).toBeNull();
    expect(lossRange([Float64Array.of(0)], "log")).toBeNull();
  });

  it("rounds to 1, 2 or 5", () => {
    expect([0.013, 0.02, 3, 7, 10, 130].map(roundDown)).toEqual([0.01, 0.02, 2, 5, 10, 100]);
    expect([0.013, 0.02, 3, 7, 10, 130].map(roundUp)).toEqual([0.02, 0.02, 5, 10, 10, 200]);
  });

  it("names decades, and steps between them where there are few", () => {
    expect(lossTicks([0.1, 20], "log", 5)).toEqual([0.1, 1, 10]);
    expect(lossTicks([2, 20], "log", 5)).toEqual([2, 5, 10, 20]);
    expect(lossTicks([0, 20], "linear", 5)).toEqual([0, 5, 10, 15, 20]);
    for (const most of [1e11, 1e14, 1e65])
      expect(lossTicks([1e5, most], "log", 5).length, String(most)).toBeLessThanOrEqual(7);
  });
});

describe("the epoch axis", () => {
  it("begins at 1, ends at the last epoch, and is in order", () => {
    expect(epochTicks(100, 6)).toEqual([1, 20, 40, 60, 80, 100]);
    expect(epochTicks(100, 3)).toEqual([1, 50, 100]);
    expect(epochTicks(1, 6)).toEqual([1]);
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 1_000_000 }),
        fc.integer({ min: 2, max: 8 }),
        (epochs, wanted) => {
          const ticks = epochTicks(epochs, wanted);
          expect(ticks[0]).toBe(1);
          expect(ticks.at(-1)).toBe(epochs);
          expect([...ticks].sort((a, b) => a - b)).toEqual(ticks);
          expect(ticks.length).toBeLessThanOrEqual(wanted + 1);
        },
      ),
    );
  });
});

describe("the crosshair", () => {
  const dense = Float64Array.from({ length: 100 }, (_, index) => index + 1);
  const thinned = Float64Array.of(1, 4, 8, 12, 16);
  const press = (key: string, pointed: number | null, epochs = dense, shiftKey = false) =>
    epochAfterKey({ key, shiftKey }, pointed, epochs);

  it("moves by one, with Shift by ten, and stays inside", () => {
    expect(press("ArrowLeft", null)).toBe(99);
    expect(press("ArrowRight", 40)).toBe(41);
    expect(press("ArrowLeft", 40, dense, true)).toBe(30);
    expect(press("ArrowLeft", 3, dense, true)).toBe(1);
    expect(press("End", 3)).toBe(100);
    expect(press("Home", 3)).toBe(1);
  });

  it("stands only on epochs that the curve has", () => {
    expect(press("ArrowRight", 4, thinned)).toBe(8);
    expect(press("ArrowLeft", null, thinned)).toBe(12);
    expect(tableEpochs(thinned)).toEqual([1, 4, 8, 16]);
  });

  it("leaves with Escape, and leaves other keys alone", () => {
    expect(press("Escape", 40)).toBeNull();
    expect(press("Escape", null)).toBeUndefined();
    expect(press("Tab", 40)).toBeUndefined();
    expect(press("Home", null, new Float64Array())).toBeUndefined();
  });

  it("finds the nearest entry", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1 }),
        fc.integer({ min: 0, max: 1100 }),
        (epochs, wanted) => {
          const sorted = Float64Array.from(epochs).sort();
          const found = sorted[entryOf(sorted, wanted)] ?? Number.NaN;
          const best = Math.min(...epochs.map((epoch) => Math.abs(epoch - wanted)));
          expect(Math.abs(found - wanted)).toBe(best);
        },
      ),
    );
    expect(entryOf(new Float64Array(), 3)).toBe(-1);
  });
});

it("reads a run of a hundred epochs in a table of a dozen rows", () => {
  const epochs = Float64Array.from({ length: 100 }, (_, index) => index + 1);
  expect(tableEpochs(epochs)).toEqual([1, 2, 3, 5, 7, 10, 20, 30, 50, 70, 100]);
  expect(tableEpochs(new Float64Array())).toEqual([]);
});
