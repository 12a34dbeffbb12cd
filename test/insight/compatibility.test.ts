import { describe, expect, it } from "vitest";
import { expressions, problems, shapeOf } from "./shapesOf";

const np = "import numpy as np\n";

describe("Python as it is found in the wild", () => {
  it.each([
    ["CRLF", "import numpy as np\r\ndef f(x):\r\n    return x.T\r\n\r\na = f(np.ones((3, 2)))\r\n"],
    ["tabs", `${np}def f(x):\n\tif True:\n\t\treturn x.T\na = f(np.ones((3, 2)))\n`],
    ["a very long line", `${np}s = "${"x".repeat(200_000)}"; a = np.ones((2, 3))\n`],
    ["magics", `%matplotlib inline\n!pip install numpy\n${np}a = np.ones((2, 3))\n%timeit a\n`],
    ["Python 2's print", `${np}a = np.ones((2, 3))\nprint "loss", a.sum()\nprint "%d" % 3\n`],
    [
      "match",
      `${np}k = 1\nmatch k:\n    case 1:\n        a = np.ones((2, 3))\n    case _:\n        a = np.ones((2, 3))\n`,
    ],
    ["a type alias", `${np}type Matrix = np.ndarray\na: Matrix = np.ones((2, 3))\n`],
    ["type parameters", `${np}def f[T](x: T) -> T:\n    return x.T\na = f(np.ones((3, 2)))\n`],
    [
      "a generic class",
      `${np}class A[T = int]:\n    def f(self, x):\n        return x.T\na = A().f(np.ones((3, 2)))\n`,
    ],
    ["nested f-strings", `${np}n = 2\ns = f"{f"{n!r:>{n}}"} {'{'}"\na = np.ones((n, 3))\n`],
  ])("%s: shapes are found, and nothing is reported", (_, text) => {
    expect(shapeOf(text, "a")).toBe("(2, 3)");
    expect(problems(text)).toEqual([]);
  });

  it.each(["'😀'", "'한글'", "'e\u0301'", "'👩‍👩‍👧'"])("%s before a token moves no span", (before) => {
    const text = `${np}s = ${before}; 가중치 = np.ones((2, 3)); b = 가중치 @ np.ones((4, 1))\r\n`;
    const stored = expressions(text).find((each) => each.role === "store" && each.text === "가중치");
    expect(stored?.span.start).toBe(text.indexOf("가중치"));
    const [problem] = problems(text);
    expect(text.slice(problem?.span.start, problem?.span.end)).toBe("가중치 @ np.ones((4, 1))");
  });
});
