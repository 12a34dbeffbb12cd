import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { english, translator } from "../../src/base/translate";
import { spokenFormula } from "../../src/present/derivation-speech";

const korean = translator(
  JSON.parse(readFileSync(join(import.meta.dirname, "../../l10n/parts/panel.ko.json"), "utf8")),
);

describe("a formula read aloud", () => {
  it.each([
    [
      "Z = X w + b \\mathbf 1",
      "Z equals X times w plus b times the ones",
      "Z는 X 곱하기 w 더하기 b 곱하기 1 벡터",
    ],
    [
      "\\nabla_w J = \\frac1m X^\\top E",
      "the gradient of J by w equals 1 over m times X transpose times E",
      "w에 대한 J의 그래디언트는 m분의 1 곱하기 X의 전치 곱하기 E",
    ],
    [
      "\\frac{\\partial \\ell}{\\partial z} = a - y =: e",
      "the derivative of l by z equals a minus y, which is e",
      "z에 대한 l의 미분은 a 빼기 y, 곧 e",
    ],
    [
      "\\frac{d a}{d z} = a(1 - a)",
      "the derivative of a by z equals a times open bracket 1 minus a close bracket",
      "z에 대한 a의 미분은 a 곱하기 괄호 열고 1 빼기 a 괄호 닫고",
    ],
    ["\\partial J / \\partial b", "the derivative of J by b", "b에 대한 J의 미분"],
    [
      "w \\leftarrow w - \\eta \\nabla_w J",
      "w becomes w minus eta times the gradient of J by w",
      "w는 새로 w 빼기 에타 곱하기 w에 대한 J의 그래디언트",
    ],
    ["A = \\sigma(Z)", "A equals sigma of Z", "A는 Z의 시그마"],
    [
      "\\sum_{i=1}^{m} e_i x_i",
      "the sum over i from 1 to m of e sub i times x sub i",
      "i가 1부터 m까지일 때 e 아래첨자 i 곱하기 x 아래첨자 i의 합",
    ],
    [
      "D_2 W_2^\\top \\odot A_1",
      "D sub 2 times W sub 2 transpose times, entry by entry, A sub 1",
      "D 아래첨자 2 곱하기 W 아래첨자 2의 전치 원소별 곱하기 A 아래첨자 1",
    ],
    [
      "\\frac12 \\lVert w \\rVert^2",
      "1 over 2 times the norm of w squared",
      "2분의 1 곱하기 w의 노름의 제곱",
    ],
  ])("%s", (tex, inEnglish, inKorean) => {
    expect(spokenFormula(tex, english)).toBe(inEnglish);
    expect(spokenFormula(tex, korean)).toBe(inKorean);
  });

  it("tells a deviation from the function of its letter, and says where a root ends", () => {
    expect(spokenFormula("\\hat Z_1 = \\frac{Z_1 - \\mathbf 1 \\mu_1}{\\sigma_1}", english)).toBe(
      "Z hat sub 1 equals open bracket Z sub 1 minus the ones times mu sub 1 close bracket over sigma sub 1",
    );
    expect(spokenFormula("\\sigma_1 = \\sqrt{\\mu_1 + \\varepsilon}", english)).toBe(
      "sigma sub 1 equals the square root of open bracket mu sub 1 plus epsilon close bracket",
    );
    expect(spokenFormula("\\operatorname{mean}(G_1)", korean)).toMatch(/평균/);
  });

  it("says where a fraction of several terms ends", () => {
    expect(spokenFormula("\\frac{a - y}{m}", english)).toBe("open bracket a minus y close bracket over m");
  });

  it("never throws, and always comes to an end", () => {
    const piece = fc.constantFrom(
      "\\frac",
      "{",
      "}",
      "(",
      ")",
      "^",
      "_",
      "\\top",
      "a",
      "12",
      "+",
      "-",
      "=",
      "\\sum",
      "\\bigl[",
      "]",
      "\\nabla",
      "\\partial",
      "/",
      "'",
      "\\mathbf",
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        expect(typeof spokenFormula(pieces.join(""), english)).toBe("string");
      }),
    );
  });
});
