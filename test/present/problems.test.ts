import { describe, expect, it } from "vitest";
import korean from "../../l10n/parts/present-shapes.ko.json";
import type { ReasonCode } from "../../src/algebra/reason";
import { english, translator } from "../../src/base/translate";
import type { ExpressionFact, Fix, Problem, ProblemCode, ProgramFacts } from "../../src/insight/facts";
import { inlayHintText, inlayHintTooltip } from "../../src/present/inlayHints";
import { lostShapes } from "../../src/present/lostShapes";
import {
  fixTitle,
  problemHeading,
  problemMessage,
  problemVerdict,
  statusText,
  statusTooltip,
} from "../../src/present/problems";
import { reasonSentence, reasonWithLine } from "../../src/present/reasons";
import { array, operand } from "./facts";

const ko = translator(korean);
const hangul = /[가-힣]/;

const mismatch: Problem = {
  span: { start: 0, end: 14 },
  severity: "error",
  code: "matmul-mismatch",
  numpy: "shapes (364,30) and (364,1) not aligned: 30 (dim 1) != 364 (dim 0)",
  operands: [operand("x", [364, 30]), operand("err", [364, 1])],
  calls: [],
  fixes: [{ code: "transpose", shape: "(30, 1)", edits: [{ span: { start: 7, end: 8 }, text: "x.T" }] }],
};

const codes: Record<ProblemCode, true> = {
  "matmul-mismatch": true,
  "broadcast-mismatch": true,
  "reshape-mismatch": true,
  "concatenate-mismatch": true,
  "axis-out-of-bounds": true,
  "index-out-of-bounds": true,
  "assign-mismatch": true,
  "bad-argument": true,
  "outer-broadcast": true,
  "parameter-shape-changes": true,
  "gradient-shape": true,
  "vector-transpose": true,
};
const problemCodes = Object.keys(codes).filter((code): code is ProblemCode => code in codes);

describe("a problem's message", () => {
  it("opens with NumPy's sentence, then says which is which and what would fit", () => {
    expect(problemMessage(mismatch, english).split("\n")).toEqual([
      "shapes (364,30) and (364,1) not aligned: 30 (dim 1) != 364 (dim 0)",
      "Here x is (364, 30), err is (364, 1).",
      "The last size of x is 30, but err has 364 rows; they must be equal.",
      "What would fit: Use x.T: (30, 1).",
    ]);
  });

  it("never translates NumPy's sentence, and translates all else", () => {
    const [first, ...rest] = problemMessage(mismatch, ko).split("\n");
    expect(first).toBe(mismatch.numpy);
    expect(rest).toHaveLength(3);
    for (const line of rest) expect(line).toMatch(hangul);
    expect(rest[0]).toBe("여기서 x의 모양은 (364, 30), err의 모양은 (364, 1)입니다.");
  });

  it("counts the elements of a vector, not its rows", () => {
    const vector = { ...mismatch, operands: [operand("x", [3, 4]), operand("w", [5])] };
    expect(problemMessage(vector, english)).toContain(
      "The last size of x is 4, but w has 5 elements; they must be equal.",
    );
  });

  it("finds the sizes that clash from the right, past those that are 1", () => {
    const clash: Problem = {
      ...mismatch,
      code: "broadcast-mismatch",
      operands: [operand("a", [3, 1, 4]), operand("b", [5, 2, 1])],
    };
    expect(problemMessage(clash, english)).toContain("Compared from the right, 3 meets 5;");
    expect(problemMessage(clash, english)).not.toContain("4 meets");
  });

  it("says what grows in silence", () => {
    const silent: Problem = {
      ...mismatch,
      severity: "warning",
      code: "outer-broadcast",
      numpy: null,
      operands: [operand("a", [364, 1]), operand("y", [364])],
      result: array([364, 364]),
      fixes: [],
    };
    expect(problemMessage(silent, english)).toBe(
      "NumPy raises nothing here: it stretches both, and the result is (364, 364).\nHere a is (364, 1), y is (364,).",
    );
    expect(problemVerdict(silent, english)).toBe("grows in silence");
    expect(problemHeading(mismatch, english)).toBe("NumPy will raise ValueError");
  });

  it.each(problemCodes)("has words for %s in both languages, with and without operands", (code) => {
    for (const severity of ["error", "warning"] as const)
      for (const operands of [mismatch.operands, [operand("a", null)], []]) {
        const problem: Problem = {
          ...mismatch,
          code,
          severity,
          operands,
          numpy: severity === "error" ? "NumPy says so" : null,
        };
        expect(problemMessage(problem, english)).not.toMatch(/\{\d\}|undefined/);
        expect(problemHeading(problem, ko)).toMatch(hangul);
        expect(problemVerdict(problem, ko)).toMatch(hangul);
        expect(problemHeading(problem, english)).not.toMatch(hangul);
      }
  });
});

describe("a fix's title", () => {
  const fix = (code: Fix["code"], ...texts: string[]): Fix => ({
    code,
    shape: "(364, 1)",
    edits: texts.map((text) => ({ span: { start: 0, end: 1 }, text })),
  });

  it.each([
    [fix("transpose", "x.T"), "Use x.T: (364, 1)"],
    [fix("transpose", "np.transpose(x)"), "Transpose: (364, 1)"],
    [fix("swap", "b", "a"), "Swap the operands: (364, 1)"],
    [fix("reshape-column", ".reshape(-1, 1)"), "Make it a column with reshape(-1, 1): (364, 1)"],
    [fix("ravel", ".ravel()"), "Make it a vector with ravel(): (364, 1)"],
    [fix("keepdims", ", keepdims=True"), "Keep the axis with keepdims=True: (364, 1)"],
    [fix("newaxis", "[:, np.newaxis]"), "Add an axis with np.newaxis: (364, 1)"],
    [fix("tuple", "(3, 4)"), "Give the sizes as a tuple: (364, 1)"],
    [fix("dot-outer", "np.outer"), "Use np.outer: (364, 1)"],
  ])("names the change and the shape that comes out (%#)", (given, title) => {
    expect(fixTitle(given, english)).toBe(title);
    expect(fixTitle(given, ko)).toContain("(364, 1)");
    expect(fixTitle(given, ko)).toMatch(hangul);
  });
});

describe("a reason's sentence", () => {
  const reasons: Record<ReasonCode, readonly (string | number)[]> = {
    "unknown-name": ["load_data"],
    "unknown-import": ["layers"],
    "unknown-attribute": ["self", "w"],
    "unknown-function": ["scipy.special.expit"],
    "unknown-argument": ["reshape", "shape"],
    "data-dependent": ["boolean mask"],
    "file-data": ["pd.read_csv", "iris.csv"],
    parameter: ["x"],
    "not-supported": ["async for"],
    syntax: [],
    raised: ["ValueError", "cannot reshape array of size 12 into shape (5,2)"],
    recursion: ["fib"],
    budget: ["steps"],
  };

  const all = Object.entries(reasons).map(([code, args]) => [code as ReasonCode, args] as const);

  it.each(all)("says %s in both languages with all that it knows", (code, args) => {
    const sentence = reasonSentence({ code, args }, english);
    expect(sentence).not.toMatch(/\{\d\}|undefined|\?/);
    for (const arg of code === "budget" ? [] : args) expect(sentence).toContain(String(arg));
    expect(reasonSentence({ code, args }, ko)).toMatch(hangul);
    expect(reasonSentence({ code, args }, ko)).not.toMatch(/은\(는\)|이\(가\)|을\(를\)|과\(와\)|\{\d\}/);
    expect(reasonSentence({ code, args: [] }, english)).not.toMatch(/undefined/);
  });

  it("has a sentence of its own for each code", () => {
    expect(new Set(all.map(([code, args]) => reasonSentence({ code, args }, english))).size).toBe(all.length);
  });

  it("names the line where knowledge was lost", () => {
    expect(reasonWithLine({ code: "unknown-name", args: ["load_data"] }, 4, english)).toBe(
      "The name load_data is not known here (line 4).",
    );
  });
});

function expression(text: string, parts: Partial<ExpressionFact>): ExpressionFact {
  return { span: { start: 0, end: text.length }, text, role: "store", values: [], ...parts };
}

describe("hints and counts", () => {
  const caller = { uri: "u", line: 7, text: "fit(x, y)" };

  it.each([
    [[array(["m=364", "n=30"])], ": (364, 30)"],
    [[array([3])], ": (3,)"],
    [[array([])], null],
    [[array(null)], null],
    [[], null],
    [[array([364, 30]), array([91, 30])], ": (364, 30) | (91, 30)"],
    [[array([364, 30]), array([364, 30])], ": (364, 30)"],
    [[array([364, 30, 28, 28]), array([91, 30, 28, 28])], ": (364, 30, 28, 28) | …"],
    [[array([]), array([3])], ": () | (3,)"],
  ])("hints shortly (%#)", (values, hint) => {
    expect(inlayHintText(expression("z", { values }))).toBe(hint);
  });

  it("explains a hint", () => {
    const values = [
      { ...array(["m=364", 1]), caller },
      { ...array(["m=91", 1], { dtype: "unknown" }), caller },
    ];
    expect(inlayHintTooltip(expression("z", { values }), english)).toBe(
      "(364, 1), float, m = 364, from the call fit(x, y) in line 7\n(91, 1), m = 91, from the call fit(x, y) in line 7",
    );
  });

  it("counts the shapes that are known", () => {
    expect(statusText({ known: 214, all: 230 }, english)).toBe("shapes 214 of 230");
    expect(statusText({ known: 214, all: 230 }, ko)).toBe("모양 230개 중 214개");
    expect(statusText({ known: 0, all: 0 }, english)).toBeNull();
    expect(statusTooltip({ coverage: { known: 229, all: 230 } }, english)).toContain("229 of 230 (99 %)");
    expect(statusTooltip({ coverage: { known: 3, all: 3 } }, english)).toBe("Shapes known: 3 of 3 (100 %).");
    expect(
      statusTooltip(
        { coverage: { known: 1, all: 2 }, stopped: { code: "budget", args: ["steps"] } },
        english,
      ),
    ).toContain("The analysis stopped at its limit: too many steps.");
  });

  it("lists the places where shapes were lost by what they cost", () => {
    const lost = (text: string, at: number, name: string): ExpressionFact =>
      expression(text, {
        reason: { code: "unknown-name", args: [name], at: { file: "a.py", start: at, end: at + 1 } },
      });
    const facts: ProgramFacts = {
      documents: [
        {
          uri: "a.py",
          version: 1,
          problems: [],
          classes: [],
          expressions: [
            lost("p", 5, "one"),
            lost("q", 90, "two"),
            lost("r", 90, "two"),
            expression("s", { values: [array([3])], reason: { code: "syntax", args: [] } }),
            expression("t", { reason: { code: "data-dependent", args: ["mask"] } }),
          ],
        },
      ],
      coverage: { known: 1, all: 5 },
    };
    expect(
      lostShapes(facts, english).map(({ count, detail, start, uri }) => [count, detail, start, uri]),
    ).toEqual([
      [2, "2 expressions, the first is q", 90, "a.py"],
      [1, "t", 0, "a.py"],
      [1, "p", 5, "a.py"],
    ]);
  });
});
