import { describe, expect, it } from "vitest";
import { createTypesetter, type Formula, type TypesetOptions } from "../../src/typeset/typesetter";

const typeset = createTypesetter();

function formula(tex: string, options: TypesetOptions = { display: true }): Formula {
  const result = typeset(tex, options);
  if (result.kind === "error") throw new Error(result.message);
  return result;
}

describe("the typesetter", () => {
  it("sets a sum as one self-contained picture", () => {
    const { svg, width, height, depth } = formula(String.raw`z_{i} = \sum_{j=0}^{2} a_{ij} b_{j}`);
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg.match(/<path /g)?.length).toBeGreaterThan(10);
    expect(svg).not.toMatch(/style=|class=|data-(?!breaks=)|<use|href|<script/);
    expect(svg).toContain(`width="${width.toFixed(2)}"`);
    expect(width).toBeGreaterThan(60);
    expect(width).toBeLessThan(160);
    expect(depth).toBeGreaterThan(0);
    expect(depth).toBeLessThan(height);
  });

  it.each([
    ["a = b + c - d", 3],
    ["a = -b", 1],
    ["-b", 0],
    ["w \\leftarrow w - \\eta \\nabla_w J", 2],
    ["a(1 - a)", 0],
    ["\\textstyle J = -\\frac1m\\bigl[Y^\\top \\ln A + (1 - Y)^\\top \\ln(1 - A)\\bigr]", 2],
    ["\\textstyle \\nabla_{Z} J = E W^\\top \\odot A \\odot (1 - A)", 3],
    [
      "\\textstyle J = -\\frac1m\\bigl[(1 - Y)^\\top \\ln A\\bigr] + \\frac{\\lambda}{2m} w^\\top w + \\|w\\|_1",
      3,
    ],
    ["a - y =: e", 2],
    ["\\textstyle E = R \\odot [|R| \\le \\delta] + \\delta", 3],
    ["\\textstyle J = \\sum (Y \\odot \\ln A + (1 - Y) \\odot \\ln(1 - A))", 4],
  ])("says of %s at how many places it may be broken: %i", (tex, count) => {
    const { svg } = formula(tex);
    const breaks = (/data-breaks="([^"]+)"/.exec(svg)?.[1] ?? "").split(" ").filter(Boolean).map(Number);
    const [, , , width = 0] = /viewBox="(\S+) (\S+) (\S+) /.exec(svg) ?? [];
    expect(breaks).toHaveLength(count);
    expect([...breaks].sort((a, b) => a - b)).toEqual(breaks);
    for (const each of breaks) {
      expect(each).toBeGreaterThan(0);
      expect(each).toBeLessThan(Number(width));
    }
  });

  it("grows with the size of the type and puts limits beside the sum in a line of text", () => {
    const tex = String.raw`\sum_{j=0}^{2} a_j`;
    const small = formula(tex, { display: true, fontSize: 14 });
    const large = formula(tex, { display: true, fontSize: 28 });
    expect(large.width).toBeCloseTo(2 * small.width, 3);
    expect(formula(tex, { display: false }).height).toBeLessThan(small.height);
  });

  it("paints with the colour that is asked for, and with nothing that could break out of it", () => {
    expect(formula("x").svg).toContain("currentColor");
    const { svg } = formula("x", { display: false, color: '#cccccc"><script>' });
    expect(svg).not.toContain("currentColor");
    expect(svg).toContain('fill="#cccccc');
    expect(svg).not.toContain("<script");
  });

  it("sets Korean and code in text", () => {
    expect(formula(String.raw`\text{손실} = \mathrm{w\_grad}`).svg).toContain("손");
  });

  it.each([
    String.raw`\frac{1}{`,
    String.raw`\unknownmacro{x}`,
    "a_b_c",
    "}",
    String.raw`\href{javascript:alert(1)}{x}`,
    String.raw`\style{color:red}{x}`,
    String.raw`\require{html}`,
    String.raw`\def\x{\x}\x`,
    "x".repeat(30_000),
  ])("returns an error for %.40s and still works afterwards", (tex) => {
    const result = typeset(tex, { display: true });
    expect(result.kind).toBe("error");
    expect(result.kind === "error" && result.message.length).toBeGreaterThan(3);
    expect(formula("x^2").width).toBeGreaterThan(5);
  });

  it("has the text of TeX escaped", () => {
    expect(formula(String.raw`\text{<img onerror=1>한}`).svg).not.toContain("<img");
  });
});
