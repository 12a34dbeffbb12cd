import fc from "fast-check";
import { describe, expect, it } from "vitest";
import korean from "../../l10n/parts/present-shapes.ko.json";
import { english, translator } from "../../src/base/translate";
import type { ArrayFact, OperationFact, Problem } from "../../src/insight/facts";
import { hoverPalette, panelPalette, type ThemeKind } from "../../src/present/palette";
import {
  arrayPicture,
  operationPicture,
  type PictureView,
  problemPicture,
} from "../../src/present/picture/picture";
import { array, operand, operation, range, type SizeWord } from "./facts";
import { horizontalRulers, matrices, outside, overlaps, parseSvg, verticalRulers } from "./svgReader";

const dark = hoverPalette("dark");

describe("every picture", () => {
  const sizeWord = fc.oneof(
    fc.integer({ min: 0, max: 12 }),
    fc.constantFrom(1, 1, 30, 40, 41, 364, 60000),
    fc.constantFrom("m", "n_samples", "m=364", "units=10", "m - 1", "min(batch_size, m)"),
  );
  const shape = fc.oneof(fc.array(sizeWord, { maxLength: 4 }), fc.constant(null));
  const text = fc.constantFrom("a", "x.T", "self.activation(np.dot(x, self.w1))", '<b> & "c"', "가중치", "");

  function known(words: readonly SizeWord[] | null, values: number): ArrayFact {
    const count = (words ?? ["m"]).reduce<number>(
      (all, word) => (typeof word === "number" ? all * word : Number.NaN),
      1,
    );
    const hasData = Number.isFinite(count) && count <= 256 && values > 0;
    return array(words, hasData ? { data: range(count).map((each) => each * values), dtype: "float" } : {});
  }

  const fact = fc
    .record({
      kind: fc.constantFrom<OperationFact["kind"]>(
        "product",
        "elementwise",
        "transpose",
        "reshape",
        "reduce",
        "create",
        "other",
      ),
      name: fc.constantFrom("numpy.dot", "operator.add", "numpy.sum", "ndarray.T", "numpy.concatenate"),
      operands: fc.array(fc.tuple(text, shape, fc.constantFrom(0, 1, -0.123456, 1e9)), { maxLength: 4 }),
      result: shape,
      values: fc.constantFrom(0, 1, -7.25),
      axis: fc.constantFrom(null, 0, 1, -1),
    })
    .map(({ kind, name, operands, result, values, axis }) =>
      operation(
        kind,
        name,
        operands.map(([words, sizes, factor]) => ({ ...operand(words, sizes), ...known(sizes, factor) })),
        known(result, values),
        axis,
      ),
    );

  const options = fc.record({
    width: fc.constantFrom(240, 328, 440, 600),
    letters: fc.boolean(),
    outlines: fc.boolean(),
    kind: fc.constantFrom<ThemeKind | "panel">(
      "dark",
      "light",
      "high-contrast",
      "high-contrast-light",
      "panel",
    ),
    ko: fc.boolean(),
  });

  function check(view: PictureView, svg = view.svg): void {
    const nodes = parseSvg(svg);
    expect(outside(nodes, view), svg).toEqual([]);
    expect(svg).not.toMatch(/ style=|viewBox|class=|NaN|undefined|Infinity/);
    for (const size of svg.matchAll(/font-size="([\d.]+)"/g))
      expect(Number(size[1])).toBeGreaterThanOrEqual(11);
    expect(view.alt).not.toBe("");
  }

  it("stays inside its own size, legible, well formed, whatever the fact", () => {
    fc.assert(
      fc.property(
        fact,
        fc.constantFrom("", "z", "w_grad_of_the_second_layer"),
        options,
        (each, name, how) => {
          const palette = how.kind === "panel" ? panelPalette : hoverPalette(how.kind);
          const t = how.ko ? translator(korean) : english;
          check(operationPicture(each, name, { ...how, palette, t }));
          check(arrayPicture(each.result, name || "x", { ...how, palette, t }));
          for (const code of ["matmul-mismatch", "broadcast-mismatch", "outer-broadcast"] as const) {
            const severity = code === "outer-broadcast" ? "warning" : "error";
            const problem: Problem = {
              span: { start: 0, end: 1 },
              severity,
              code,
              numpy: null,
              operands: each.operands,
              result: each.result,
              calls: [],
              fixes: [],
            };
            const view = problemPicture(problem, each, { ...how, palette, t });
            if (view !== null) check(view);
          }
        },
      ),
      { numRuns: 250 },
    );
  });

  const valid = fc
    .record({
      m: sizeWord,
      n: sizeWord,
      k: sizeWord,
      width: fc.constantFrom(328, 440),
      letters: fc.boolean(),
      values: fc.constantFrom(0, 1, -1.5),
    })
    .filter(({ m, n, k }) => ![m, n, k].includes(0));

  it("keeps labels apart, and gives the same size the same length", () => {
    fc.assert(
      fc.property(valid, ({ m, n, k, width, letters, values }) => {
        const how = { palette: dark, t: english, width, letters };
        const product = operation(
          "product",
          "operator.matmul",
          [
            { ...operand("x", [m, n]), ...known([m, n], values) },
            { ...operand("self.w", [n, k]), ...known([n, k], values) },
          ],
          known([m, k], values),
        );
        const sum = operation(
          "elementwise",
          "operator.add",
          [
            { ...operand("z", [m, n]), ...known([m, n], values) },
            { ...operand("b", [n]), ...known([n], values) },
          ],
          known([m, n], values),
        );
        for (const each of [
          product,
          sum,
          operation("transpose", "ndarray.T", [operand("x", [m, n])], array([n, m])),
        ]) {
          const view = operationPicture(each, "z", how);
          const nodes = parseSvg(view.svg);
          expect(overlaps(nodes), view.svg).toEqual([]);
          // Where values must be fitted in, each matrix may have cells as wide as its own values.
          expect(
            sameLengths(
              values === 0 ? [horizontalRulers(nodes), verticalRulers(nodes)] : [verticalRulers(nodes)],
            ),
            view.svg,
          ).toBe(true);
          if (view.width <= width) continue;
          // Long names can't be made shorter; everything else fits.
          expect(
            [m, n, k].some((word) => typeof word === "string" && word.length > 6),
            view.svg,
          ).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("shows what clashes in the narrowest panel, large enough to be seen", () => {
    const size = fc.constantFrom(1, 2, 3, 30, 100, 364, 784, 5000, 60000);
    const clash = fc.record({ m: size, n: size, rows: size, k: size, letters: fc.boolean() });
    fc.assert(
      fc.property(
        clash.filter(({ n, rows }) => n !== rows),
        ({ m, n, rows, k, letters }) => {
          const problem = (
            code: "matmul-mismatch" | "broadcast-mismatch",
            b: readonly number[],
          ): Problem => ({
            span: { start: 0, end: 1 },
            severity: "error",
            code,
            operation: "operator.add",
            numpy: null,
            operands: [operand("x", [m, n]), operand("w", b)],
            calls: [],
            fixes: [],
          });
          for (const each of [
            problem("matmul-mismatch", [rows, k]),
            problem("matmul-mismatch", [rows]),
            problem("broadcast-mismatch", [rows, k]),
            problem("broadcast-mismatch", [rows]),
          ]) {
            const view = problemPicture(each, undefined, { palette: dark, t: english, width: 176, letters });
            const nodes = parseSvg(view?.svg ?? "");
            expect(view?.width, view?.svg).toBeLessThanOrEqual(176);
            expect(overlaps(nodes), view?.svg).toEqual([]);
            const largest = Math.max(...matrices(nodes).map((box) => Math.max(box.width, box.height)));
            if (Math.max(m, n, rows) >= 30) expect(largest, view?.svg).toBeGreaterThanOrEqual(34);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  function sameLengths(directions: readonly ReturnType<typeof horizontalRulers>[]): boolean {
    return directions.every((rulers) =>
      [...rulers.values()].every((lengths) => new Set(lengths.map((each) => Math.round(each))).size === 1),
    );
  }
});
