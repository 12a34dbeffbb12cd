import { describe, expect, it } from "vitest";
import korean from "../../l10n/parts/present-shapes.ko.json";
import { english, translator } from "../../src/base/translate";
import type { ExpressionFact, Problem } from "../../src/insight/facts";
import { hoverContent } from "../../src/present/hover";
import { codeSpan, escapeMarkdown, hoverMarkdownText, svgDataUri } from "../../src/present/hoverMarkdown";
import { sentenceText } from "../../src/present/segments";
import { shapesView } from "../../src/present/shapes";
import { array, operand, operation, range, size } from "./facts";

const options = { kind: "dark", t: english } as const;

function expression(text: string, parts: Partial<ExpressionFact>): ExpressionFact {
  return { span: { start: 0, end: text.length }, text, role: "call", values: [], ...parts };
}

const a = operand("a", [10, 3], { data: range(30) });
const b = operand("b", [3, 1], { data: range(3) });
const result = array([10, 1], { data: range(10).map((row) => 5 + 9 * row) });
const dot = operation("product", "numpy.dot", [a, b], result);
const product = expression("np.dot(a, b)", { values: [result], operation: dot });

describe("the hover", () => {
  it("shows the line, the picture and the formula of a product", () => {
    const content = hoverContent(product, options);
    expect(content.line).toBe("(10, 3) · (3, 1) → (10, 1)  int");
    expect(content.tex).toBe(String.raw`c_{i,0} = \sum_{j=0}^{2} a_{ij} \, b_{j,0}`);
    expect(content.alt).toBe("a (10 by 3) times b (3 by 1) gives 10 by 1. The shared size is 3.");
    expect(content.picture?.svg).toContain(">86</text>");
    expect(content.unknown).toBeNull();
  });

  it("says that rows which a condition picks may be none", () => {
    const reason = { code: "data-dependent", args: ["(0,)"] } as const;
    const content = hoverContent(expression("rows", { values: [array(["k", "n=3"])], reason }), options);
    expect(content.unknown).toBe("Where the data leave nothing, NumPy makes (0,) of it.");
  });

  it("names each caller's shape", () => {
    const caller = (line: number, text: string) => ({ uri: "file:///fit.py", line, text });
    const values = [
      { ...array(["m=364", "n=30"]), caller: caller(80, "layer.fit(x_train, y_train)") },
      { ...array(["m=91", "n=30"]), caller: caller(52, "self.score(x_val, y_val)") },
    ];
    const content = hoverContent(expression("x", { role: "parameter", values }), {
      ...options,
      links: { line: (uri, line) => `${uri}#${line}` },
    });
    expect(content.lines.map((line) => line.shapes)).toEqual(["(364, 30)", "(91, 30)"]);
    expect(content.lines.map((line) => line.caller && sentenceText(line.caller))).toEqual([
      "from the call layer.fit(x_train, y_train), line 80",
      "from the call self.score(x_val, y_val), line 52",
    ]);
    expect(hoverMarkdownText(content, {})).toContain("[line 52](file:///fit.py#52)");
  });

  it("says where the sizes came from, in the order of the program", () => {
    const origin = (line: number) => ({ uri: "file:///a.py", line, text: "" });
    const left = {
      ...a,
      shape: [
        { text: "10", value: 10, origin: origin(3) },
        { text: "3", value: 3, origin: origin(3) },
      ],
    };
    const right = {
      ...b,
      shape: [
        { text: "3", value: 3, origin: origin(3) },
        { text: "1", value: 1, origin: origin(6) },
      ],
    };
    const content = hoverContent({ ...product, operation: { ...dot, operands: [right, left] } }, options);
    expect(content.origins.map(sentenceText)).toEqual(["Sizes: 3, 10 from line 3; 1 from line 6."]);
  });

  it("says which places decided the sizes, and what each did", () => {
    const sizes = (...texts: readonly string[]) => texts.map((text) => ({ text, value: Number(text) }));
    const place = (line: number) => ({ uri: "file:///a.py", line, text: "" });
    const trail = [
      {
        ...place(6),
        callee: "load_breast_cancer",
        keywords: [],
        before: null,
        after: sizes("569", "30"),
        decided: sizes("569", "30"),
      },
      {
        ...place(7),
        callee: "train_test_split",
        keywords: [
          { name: "test_size", text: "0.2" },
          { name: "random_state", text: "42" },
        ],
        before: sizes("569", "30"),
        after: sizes("455", "30"),
        decided: sizes("455"),
      },
      {
        ...place(9),
        text: "x.reshape(-1, 5)",
        callee: null,
        keywords: [],
        before: sizes("455", "30"),
        after: sizes("2730", "5"),
        decided: sizes("2730", "5"),
      },
    ];
    const said = hoverContent(product, { ...options, trail }).origins.map(sentenceText);
    expect(said).toEqual([
      "Sizes: 569, 30 from load_breast_cancer (line 6); 569 → 455, test_size=0.2 from train_test_split (line 7); 2730, 5 from x.reshape(-1, 5) (line 9).",
    ]);
  });

  it("says that a shape is unknown, and why", () => {
    const reason = {
      code: "unknown-name",
      args: ["load_data"],
      at: { file: "f", start: 40, end: 49 },
    } as const;
    const content = hoverContent(expression("x", { reason }), { ...options, lineOf: () => 4 });
    expect(content.line).toBeNull();
    expect(content.picture).toBeNull();
    expect(content.unknown).toBe("The shape is not known. The name load_data is not known here (line 4).");
    expect(hoverMarkdownText(content, {})).toContain("The name load\\_data is not known here");
  });

  it("fits with its formula into what VS Code shows of a hover before it scrolls", () => {
    const matrix = operand("x", ["m=364", "n=30"]);
    const facts = [
      dot,
      operation(
        "product",
        "numpy.dot",
        [operand("x.T", ["n=30", "m=364"]), operand("err", ["m=364", 1])],
        array(["n=30", 1]),
      ),
      operation("elementwise", "operator.add", [matrix, operand("b", ["n=30"])], array(["m=364", "n=30"])),
      operation("transpose", "ndarray.T", [matrix], array(["n=30", "m=364"])),
      operation("reduce", "numpy.sum", [a], array([3], { data: [135, 145, 155] }), 0),
      operation(
        "reshape",
        "ndarray.reshape",
        [operand("x", [30], { data: range(30) })],
        array([10, 3], { data: range(30) }),
      ),
    ];
    for (const fact of facts) {
      const { picture } = hoverContent(
        expression("z", { role: "store", values: [fact.result], operation: fact }),
        options,
      );
      expect(picture?.height).toBeLessThanOrEqual(180);
      expect(picture?.width).toBeLessThanOrEqual(440);
    }
    expect(
      hoverContent(product, options).picture?.svg.match(/<text[^>]*>\d+<\/text>/g)?.length,
    ).toBeGreaterThan(43);
  });

  it("tells the expression that raises from those after it", () => {
    const at = { file: "f", start: 2, end: 9 };
    const reason = { code: "raised", args: ["ValueError", "shapes differ"], at } as const;
    const unknown = (start: number, end: number) =>
      hoverContent({ ...expression("x", { reason }), span: { start, end } }, { ...options, lineOf: () => 17 })
        .unknown;
    expect(unknown(2, 9)).toBe("The program stops here, with ValueError: shapes differ");
    expect(unknown(20, 21)).toBe(
      "The shape is not known. The program stops before this, with ValueError: shapes differ (line 17).",
    );
  });

  it("says of a number of Python's own that it has no shape", () => {
    const content = hoverContent(expression("m", { python: "int" }), options);
    expect([content.line, content.unknown, content.picture]).toEqual([null, null, null]);
    expect(content.notes.map(sentenceText)).toEqual(["A value of Python's own (int): it has no shape."]);
    expect(
      shapesView(
        { fact: expression("m", { python: "int" }), code: null, problems: [] },
        { t: english, width: 300 },
      ).state,
    ).toBe("empty");
  });

  it("lets the sizes of an array speak for themselves", () => {
    const items = [size("m=364"), size("n=30")];
    const content = hoverContent(
      expression("x.shape", { python: "int", sizes: { items, isTuple: true } }),
      options,
    );
    expect(content.line).toBe("x.shape = (364, 30)");
    expect(content.notes.map(sentenceText).join(" ")).not.toContain("Python's own");
  });

  it("leaves room for the problem's message, and does not say it again", () => {
    const operands = [operand("x", [364, 30]), operand("err", [364, 1])];
    const numpy = "shapes (364,30) and (364,1) not aligned: 30 (dim 1) != 364 (dim 0)";
    const span = { start: 0, end: 14 };
    const problem: Problem = {
      span,
      severity: "error",
      code: "matmul-mismatch",
      numpy,
      operands,
      calls: [],
      fixes: [],
    };
    const reason = { code: "raised", args: ["ValueError", numpy], at: { file: "f", ...span } } as const;
    const content = hoverContent(expression("np.dot(x, err)", { reason }), { ...options, problem });
    expect([content.line, content.unknown]).toEqual(["(364, 30) · (364, 1)  ValueError", null]);
    expect(content.picture?.height).toBeLessThanOrEqual(124);
  });

  it("keeps what grows in silence side by side under the problem's message", () => {
    const operands = [operand("a", ["rows=364", 1]), operand("y", [364])];
    const grown = operation("elementwise", "operator.sub", operands, array(["rows=364", 364]));
    const problem: Problem = {
      span: { start: 0, end: 5 },
      severity: "warning",
      code: "outer-broadcast",
      numpy: null,
      operands,
      result: grown.result,
      calls: [],
      fixes: [],
    };
    const fact = expression("a - y", { values: [grown.result], operation: grown });
    expect(hoverContent(fact, { ...options, problem }).picture?.height).toBeLessThanOrEqual(124);
  });

  it("draws what is wrong instead of a result that is not there", () => {
    const operands = [operand("x", ["m=364", "n=30"]), operand("err", ["m=364", 1])];
    const problem: Problem = {
      span: { start: 0, end: 3 },
      severity: "error",
      code: "matmul-mismatch",
      numpy: "shapes (364,30) and (364,1) not aligned: 30 (dim 1) != 364 (dim 0)",
      operands,
      calls: [],
      fixes: [],
    };
    const fact = expression("np.dot(x, err)", {
      operation: operation("product", "numpy.dot", operands, array(null)),
    });
    const content = hoverContent(fact, { ...options, problem });
    expect(content.line).toBe("(364, 30) · (364, 1)");
    expect(content.alt).toBe("These do not fit: x (364 by 30) and err (364 by 1).");
  });

  it("says how broadcasting stretches, and what the letters of the formula stand for", () => {
    const sum = operation(
      "elementwise",
      "operator.add",
      [operand("x @ w", ["m=364", 10]), operand("self.b", [10])],
      array(["m=364", 10]),
    );
    const content = hoverContent(
      expression("z", { role: "store", values: [sum.result], operation: sum }),
      options,
    );
    expect(content.notes.map(sentenceText)).toEqual([
      "self.b is stretched: 364 copies.",
      "Here m = 364.",
      "In the formula, a stands for x @ w.",
    ]);
    expect(content.tex).toBe("z_{ij} = a_{ij} + b_{j}");
  });

  it.each([
    [
      operation(
        "elementwise",
        "operator.truediv",
        [operand("grad", [30, 1]), operand("m", [])],
        array([30, 1]),
      ),
      "(30, 1) / m → (30, 1)  float",
    ],
    [
      operation("elementwise", "operator.mul", [operand("0.1", []), operand("g", [4])], array([4])),
      "0.1 × (4,) → (4,)  float",
    ],
    [
      operation("elementwise", "operator.truediv", [operand("grad", [30, 1])], array([30, 1])),
      "(30, 1) → (30, 1)  float",
    ],
    [
      operation("elementwise", "numpy.maximum", [operand("0", []), operand("z", [5])], array([5])),
      "maximum(0, (5,)) → (5,)  float",
    ],
    [operation("elementwise", "operator.neg", [operand("z", [5])], array([5])), "−(5,) → (5,)  float"],
    [operation("other", "operator.getitem", [operand("x", [5])], array([5, 1])), "(5,)[…] → (5, 1)  float"],
    [operation("other", "numpy.exp", [operand("z", [5])], array([5])), "exp((5,)) → (5,)  float"],
    [
      operation(
        "reshape",
        "ndarray.reshape",
        [operand("x", [12]), operand("4", []), operand("3", [])],
        array([4, 3]),
      ),
      "(12,) → (4, 3)  float",
    ],
    [operation("create", "numpy.arange", [operand("0", []), operand("30", [])], array([30])), "(30,)  float"],
    [operation("transpose", "ndarray.T", [operand("x", [3, 4])], array([4, 3])), "(3, 4)ᵀ → (4, 3)  float"],
    [operation("reshape", "ndarray.reshape", [operand("x", [12])], array([4, 3])), "(12,) → (4, 3)  float"],
    [
      operation("reduce", "numpy.sum", [operand("x", [3, 4])], array([4]), 0),
      "sum((3, 4), axis=0) → (4,)  float",
    ],
    [
      operation(
        "other",
        "numpy.concatenate",
        [operand("a", [3, 4]), operand("b", ["m", 4])],
        array(["m + 3", 4]),
      ),
      "concatenate((3, 4), (m, 4)) → (m + 3, 4)  float",
    ],
    [operation("create", "numpy.zeros", [], array([3, 4])), "(3, 4)  float"],
    [
      operation(
        "elementwise",
        "operator.add",
        [operand("a", null), operand("b", [3])],
        array([3], { dtype: "unknown" }),
      ),
      "? + (3,) → (3,)",
    ],
  ])("writes the line of %#", (fact, line) => {
    const content = hoverContent(expression("f()", { values: [fact.result], operation: fact }), options);
    expect(content.line).toBe(line);
    const view = shapesView(
      { fact: expression("f()", { values: [fact.result], operation: fact }), code: null, problems: [] },
      { t: english, width: 300 },
    );
    expect(view.lines[0]?.text).toBe(line.replace(/ {2}.*$/, ""));
  });

  it("speaks Korean", () => {
    const content = hoverContent(product, { kind: "light", t: translator(korean) });
    expect(content.alt).toMatch(/[가-힣]/);
    expect(content.formulaAlt).toMatch(/[가-힣]/);
  });
});

describe("the hover's Markdown", () => {
  const hostile = [
    "a_b*",
    "<img src=x onerror=alert(1)>",
    "`` ` ``",
    "[x](command:evil)",
    "![x](http://evil)",
    "&lt;b&gt;",
    "$(trash)",
    "https://evil.example",
    "a\n\n# heading\n---\n",
    "\\",
    "**bold** ~~no~~ | table",
  ];

  it.each(hostile)("keeps %j text", (text) => {
    const reason = { code: "unknown-name", args: [text] } as const;
    const fact = expression(text, {
      values: [
        { ...array([3]), caller: { uri: `file:///${text}`, line: 1, text } },
        { ...array([4]), caller: { uri: "u", line: 2, text } },
      ],
      operation: operation(
        "elementwise",
        "operator.add",
        [operand(text, [3]), operand(text, [1])],
        array([3]),
      ),
      reason,
    });
    const content = hoverContent(fact, {
      ...options,
      links: { line: () => "command:go", actions: [{ title: text, target: "command:x?[1]" }] },
    });
    const markdown = hoverMarkdownText(
      { ...content, unknown: text },
      { picture: "data:p", formula: "data:f" },
    );
    const outside = withoutCode(markdown);
    expect(outside).not.toMatch(/(^|[^\\])(<[a-z]|\$|\*\*bold)/i);
    expect(outside).not.toMatch(/https:\/\/evil/);
    expect(outside.match(/\]\(/g)?.filter((_) => true).length).toBe(countLinks(content) + 2);
    expect(outside).not.toMatch(/^# heading/m);
    expect(content.picture?.svg).not.toMatch(/<(?!\/?(svg|rect|line|path|text|tspan|g|circle)\b)/);
  });

  function withoutCode(markdown: string): string {
    return markdown.replace(/(?<![\\`])(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, "").replace(/\\\]\\\(/g, "");
  }

  function countLinks(content: ReturnType<typeof hoverContent>): number {
    return content.lines.filter((line) => line.caller !== null).length + content.actions.length;
  }

  it("escapes every mark that Markdown knows, and nothing else", () => {
    expect(escapeMarkdown("a_b*[x](y)<i>")).toBe("a\\_b\\*\\[x\\]\\(y\\)&lt;i\\>");
    expect(escapeMarkdown("$(trash) & more")).toBe("&#36;\\(trash\\) &amp; more");
    expect(escapeMarkdown("모양 (3, 4)")).toBe("모양 \\(3, 4\\)");
    expect(codeSpan("a`b")).toBe("``a`b``");
    expect(codeSpan("`")).toBe("`` ` ``");
  });

  it("drops the values first, then the formula, then the picture, when it would be too long", () => {
    const content = hoverContent(product, options);
    const long = "p".repeat(95_000);
    const shown = (picture: string, outlines: string, formula: string) => {
      const text = hoverMarkdownText(content, {
        picture: `P${picture}`,
        outlines: `O${outlines}`,
        formula: `F${formula}`,
      });
      expect(text.length).toBeLessThan(100_000);
      expect(text).toContain("(10, 3) · (3, 1) → (10, 1)");
      return [...text.matchAll(/\]\(([POF])/g)].map((match) => match[1]).join("");
    };
    expect(shown("", "", "")).toBe("PF");
    expect(shown(long, "", "f".repeat(20_000))).toBe("OF");
    expect(shown("", "", long + long)).toBe("O");
    expect(shown(long + long, "", long + long)).toBe("O");
    expect(shown(long + long, long + long, "")).toBe("");
  });

  it("stays below the limit for the largest grids there are", () => {
    const data = range(256).map((value) => -1 - value / 7);
    const square = operand("x", [16, 16], { data, dtype: "float" });
    const fact = operation(
      "elementwise",
      "operator.add",
      [square, operand("y", [16], { data: data.slice(0, 16), dtype: "float" })],
      array([16, 16], { data, dtype: "float" }),
    );
    const content = hoverContent(expression("x + y", { values: [fact.result], operation: fact }), {
      ...options,
      width: 2000,
    });
    const picture = svgDataUri(content.picture?.svg ?? "");
    const outlines = svgDataUri(content.outlines?.svg ?? content.picture?.svg ?? "");
    const text = hoverMarkdownText(content, { picture, outlines, formula: `data:${"f".repeat(30_000)}` });
    expect(text.length).toBeLessThan(100_000);
    expect(text).toContain("data:image/svg+xml");
    expect(text).toContain("fff");
  });

  it("makes addresses that hold the very picture, Korean included", () => {
    const uri = svgDataUri("<svg>모양 ·</svg>");
    expect(Buffer.from(uri.slice(uri.indexOf(",") + 1), "base64").toString("utf8")).toBe("<svg>모양 ·</svg>");
  });
});
