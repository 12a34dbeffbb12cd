import { describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import type { Problem } from "../../src/insight/facts";
import { hoverPalette, panelPalette } from "../../src/present/palette";
import {
  arrayPicture,
  operationPicture,
  type PictureOptions,
  problemPicture,
} from "../../src/present/picture/picture";
import { array, operand, operation, range } from "./facts";
import { matrices, parseSvg } from "./svgReader";

const dark = hoverPalette("dark");
const wide: PictureOptions = { palette: dark, t: english, width: 440 };

const a = operand("a", [10, 3], { data: range(30) });
const b = operand("b", [3, 1], { data: range(3) });
const dot = operation(
  "product",
  "numpy.dot",
  [a, b],
  array([10, 1], { data: range(10).map((row) => 5 + 9 * row) }),
);
const gradient = operation(
  "product",
  "numpy.dot",
  [operand("x.T", ["n=30", "m=364"]), operand("err", ["m=364", 1])],
  array(["n=30", 1]),
);

describe("the picture of a product", () => {
  it("ties the shared size along the left matrix and down the right one", () => {
    const picture = parseSvg(operationPicture(gradient, "w_grad", wide).svg);
    const [left, right] = matrices(picture);
    const tie = picture.find((node) => node.name === "path" && /H.*Q.*V/.test(node.attributes.d ?? ""));
    const [, x1, y1, bend, x2, y2] =
      /^M([\d.]+) ([\d.]+)H([\d.]+)Q([\d.]+).*V([\d.]+)$/.exec(tie?.attributes.d ?? "") ?? [];
    if (left === undefined || right === undefined) throw new Error("no matrices");
    expect(Number(x1)).toBeCloseTo(left.x + 1, 1);
    expect(Number(y1)).toBeLessThan(left.y);
    expect(Number(bend)).toBeGreaterThan(left.x + left.width);
    expect(Number(x2)).toBeLessThan(right.x);
    expect(Number(y2)).toBeCloseTo(right.y + right.height - 1, 1);
    expect(left.width).toBe(right.height);
    expect(tie?.attributes.stroke).toBe(dark.roles.m.line);
    expect(tie?.attributes["stroke-dasharray"]).toBeUndefined();
  });

  it("says what its ink stands for, where the numbers are known and there is room to show them", () => {
    const inked = operation(
      "product",
      "numpy.dot",
      [
        { ...operand("x.T", [30, 364]), numbers: range(30 * 364).map((each) => each - 1234.5678) },
        { ...operand("err", [364, 1]), numbers: range(364).map((each) => each / 1000) },
      ],
      { ...array([30, 1]), numbers: range(30).map(() => 7) },
    );
    expect(operationPicture(inked, "w_grad", { ...wide, pointing: true }).inks).toEqual([
      { name: "x.T", least: "−1230", most: "9680" },
      { name: "err", least: "0", most: "0.363" },
    ]);
    expect(operationPicture(inked, "w_grad", { ...wide, pointing: true, width: 200 }).inks).toBeUndefined();
    expect(operationPicture(inked, "w_grad", wide).inks).toBeUndefined();
  });

  it("ties nothing where the axes are paired in another way", () => {
    const square = [operand("a", [3, 3]), operand("b", [3, 3])];
    for (const name of ["numpy.einsum", "numpy.inner", "numpy.kron"]) {
      const view = operationPicture(operation("product", name, square, array([3, 3])), "", wide);
      expect(view.svg).not.toMatch(/<path d="M[\d. ]+H[\d.]+Q/);
      expect(view.alt).not.toContain("shared");
    }
  });

  it("marks each role with its hue and its dashes", () => {
    const strokes = new Map(
      parseSvg(operationPicture(dot, "", wide).svg)
        .filter(
          (node) =>
            node.attributes["stroke-width"] === "2" && node.attributes["stroke-dasharray"] !== undefined,
        )
        .map((node) => [node.attributes.stroke, node.attributes["stroke-dasharray"]]),
    );
    expect(strokes.get(dark.roles.n.line)).toBe("4 2");
    expect(strokes.get(dark.roles.k.line)).toBe("2 2");
    expect(strokes.has(dark.roles.m.line)).toBe(false);
  });

  it("shows known values, the lit row and column, and their sum of products", () => {
    const { svg } = operationPicture(dot, "", wide);
    const texts = parseSvg(svg)
      .filter((node) => node.name === "text")
      .map((node) => node.text);
    for (const value of [...range(30), 14, 86]) expect(texts).toContain(String(value));
    expect(texts).toContain("0·0 + 1·1 + 2·2");
    expect(texts).toContain("= 5");
  });

  it("has no values to show when asked for outlines", () => {
    const { svg } = operationPicture(dot, "", { ...wide, outlines: true });
    expect(svg).not.toContain(">29<");
    expect(svg).not.toContain("0·0");
    expect(svg.length).toBeLessThan(operationPicture(dot, "", wide).svg.length);
  });

  it("draws sizes up to 40 in proportion, and longer ones elided but longer", () => {
    const square = (rows: number, columns: number) =>
      matrices(parseSvg(arrayPicture(array([rows, columns]), "x", wide).svg))[0] ?? { width: 0, height: 0 };
    expect(square(40, 20).height / square(40, 20).width).toBeCloseTo(2, 1);
    expect(square(364, 20).height / square(364, 20).width).toBeGreaterThan(2);
    expect(square(364, 20).height / square(364, 20).width).toBeLessThan(18);
    const dots = (rows: number) =>
      arrayPicture(array([rows, 20]), "x", wide).svg.match(/<circle/g)?.length ?? 0;
    expect([dots(40), dots(41)]).toEqual([0, 3]);
  });

  it("cuts no side that is too short to show what is on both sides of the cut", () => {
    // The three dots of a cut.
    const dots = (width: number) =>
      (operationPicture(gradient, "c", { ...wide, width }).svg.match(/<circle/g) ?? []).length;
    expect([dots(440), dots(136)]).toEqual([6, 0]);
  });

  it("draws names that stand for a number as elided", () => {
    const { svg, alt } = arrayPicture(array(["m", "m - 1"]), "x", wide);
    expect(svg.match(/<circle/g)).toHaveLength(6);
    expect(svg).toContain(">m - 1</text>");
    expect(alt).toBe("x: m by m - 1.");
  });
});

describe("the picture of an elementwise operation", () => {
  const column = operand("a", ["m=364", 1]);
  const vector = operand("y", ["m=364"]);
  const grown = array(["m=364", "m=364"]);

  it("draws what broadcasting copies as dashed copies beside the real values", () => {
    const add = operation(
      "elementwise",
      "operator.add",
      [operand("a", [3, 1], { data: [0, 10, 20] }), operand("b", [4], { data: [1, 2, 3, 4] })],
      array([3, 4], { data: [1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24] }),
    );
    const picture = parseSvg(operationPicture(add, "", wide).svg);
    expect(
      picture.filter((node) => node.name === "rect" && node.attributes["stroke-dasharray"] === "3 2"),
    ).toHaveLength(2);
    const tens = picture.filter((node) => node.name === "text" && node.text === "10");
    expect(tens).toHaveLength(4);
    expect(picture.filter((node) => node.text === "× 4 copies")).toHaveLength(1);
    expect(picture.filter((node) => node.text === "× 3 copies")).toHaveLength(1);
  });

  it("writes a number as it stands in the code, in a row and in a stack", () => {
    const scaled = operation(
      "elementwise",
      "operator.truediv",
      [operand("w", [3]), operand("m", [])],
      array([3]),
    );
    for (const width of [440, 90]) {
      const texts = parseSvg(operationPicture(scaled, "", { ...wide, width }).svg).map((node) => node.text);
      expect(texts.join(" ")).toMatch(/\/ m =/);
    }
  });

  it("hatches a result that nobody asked for", () => {
    const problem: Problem = {
      span: { start: 0, end: 1 },
      severity: "warning",
      code: "outer-broadcast",
      numpy: null,
      operands: [column, vector],
      result: grown,
      calls: [],
      fixes: [],
    };
    const fact = operation("elementwise", "operator.sub", [column, vector], grown);
    const view = problemPicture(problem, fact, wide);
    const amber = parseSvg(view?.svg ?? "").filter((node) => node.attributes.stroke === dark.warning);
    expect(amber.length).toBeGreaterThan(10);
    const small = { ...problem, operands: [operand("a", [3, 1]), operand("y", [3])], result: array([3, 3]) };
    expect(
      problemPicture(small, undefined, wide)?.svg.match(new RegExp(dark.warning, "g"))?.length,
    ).toBeGreaterThan(6);
    expect(view?.svg).toContain("132,496 values");
    expect(operationPicture(fact, "", wide).svg).not.toContain("132,496");
  });
});

describe("the picture of a mismatch", () => {
  it("ends both rulers in a red fork around a sign", () => {
    const problem: Problem = {
      span: { start: 0, end: 1 },
      severity: "error",
      code: "matmul-mismatch",
      numpy: "…",
      operands: [operand("x", ["m=364", "n=30"]), operand("err", ["m=364", 1])],
      calls: [],
      fixes: [],
    };
    const red = parseSvg(problemPicture(problem, undefined, wide)?.svg ?? "").filter(
      (node) => node.attributes.stroke === dark.wrong,
    );
    expect(red.map((node) => node.name).sort()).toEqual(["circle", "path", "path", "path"]);
  });

  it.each([
    ["broadcast-mismatch", [5, 4], [5], null, ["4", "5"]],
    ["broadcast-mismatch", [3, 1], [2, 7], null, ["3", "2"]],
    [
      "concatenate-mismatch",
      [3, 4],
      [2, 5],
      "… along dimension 1, the array at index 0 has size 4 …",
      ["4", "5"],
    ],
    [
      "concatenate-mismatch",
      [3, 4],
      [2, 5],
      "… along dimension 0, the array at index 0 has size 3 …",
      ["3", "2"],
    ],
    ["gradient-shape", [30, 1], [30, 364], null, ["1", "364"]],
  ] as const)("reddens the axis that clashes, and no other (%s %j %j)", (code, left, right, numpy, red) => {
    const problem: Problem = {
      span: { start: 0, end: 1 },
      severity: "error",
      code,
      numpy,
      operands: [operand("z", left), operand("b", right)],
      calls: [],
      fixes: [],
    };
    for (const width of [440, 200]) {
      const picture = parseSvg(problemPicture(problem, undefined, { ...wide, width })?.svg ?? "");
      const labels = picture.filter((node) => node.name === "text" && node.attributes.fill === dark.wrong);
      expect(labels.map((node) => node.text)).toEqual(red);
    }
  });

  it("keeps the sign of an operator between its operands, with the clash above it", () => {
    const problem: Problem = {
      span: { start: 0, end: 1 },
      severity: "error",
      code: "broadcast-mismatch",
      numpy: null,
      operands: [operand("x", [364, 30]), operand("b", [364])],
      calls: [],
      fixes: [],
    };
    for (const width of [440, 176]) {
      const draw = (operation?: string) =>
        parseSvg(
          problemPicture({ ...problem, ...(operation ? { operation } : {}) }, undefined, { ...wide, width })
            ?.svg ?? "",
        );
      const [sign, ring] = [
        draw("operator.add").find((node) => node.text === "+"),
        draw("operator.add").find((node) => node.attributes.r === "11"),
      ];
      expect(sign?.attributes.x).toBe(ring?.attributes.cx);
      expect(Number(sign?.attributes.y) - Number(ring?.attributes.cy)).toBeGreaterThan(18);
      for (const operation of [undefined, "numpy.maximum"])
        expect(draw(operation).filter((node) => /^[+a-z]{3,}$|\+/.test(node.text))).toEqual([]);
    }
  });

  it("has nothing to draw without operands", () => {
    const empty = {
      span: { start: 0, end: 1 },
      severity: "error",
      code: "bad-argument",
      numpy: "x",
      operands: [],
      calls: [],
      fixes: [],
    } as const;
    expect(problemPicture(empty, undefined, wide)).toBeNull();
  });
});

describe("the palettes", () => {
  it.each(["dark", "light", "high-contrast", "high-contrast-light"] as const)(
    "has enough contrast in %s",
    (kind) => {
      const palette = hoverPalette(kind);
      const text = [palette.ink, palette.dim, ...Object.values(palette.roles).map((role) => role.text)];
      for (const color of text) {
        expect(contrast(color, palette.surface)).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(palette.ink, palette.lit)).toBeGreaterThanOrEqual(4.5);
      for (const role of Object.values(palette.roles))
        expect(contrast(role.line, palette.surface)).toBeGreaterThanOrEqual(3);
      for (const color of [palette.wrong, palette.warning])
        expect(contrast(color, palette.surface)).toBeGreaterThanOrEqual(2.9);
    },
  );

  it("follows the theme by variables alone inside the panel", () => {
    const colors = [
      panelPalette.ink,
      panelPalette.dim,
      panelPalette.cell,
      panelPalette.wrong,
      ...Object.values(panelPalette.roles).flatMap((role) => [role.line, role.text]),
    ];
    for (const color of colors) {
      expect(color).toContain("var(--vscode-");
      expect(color).not.toMatch(/#[0-9a-f]{3}/i);
    }
  });

  function contrast(one: string, other: string): number {
    const [light, low] = [luminance(one), luminance(other)].sort((x, y) => y - x);
    return ((light ?? 0) + 0.05) / ((low ?? 0) + 0.05);
  }

  function luminance(hex: string): number {
    const [r = 0, g = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  }
});
