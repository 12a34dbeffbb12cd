import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyzed } from "./shapesOf";

const folder = join(import.meta.dirname, "..", "cases", "shapes");
const programs = ["single_layer_lesson.py", "operator_class.py", "decision_tree.py", "functional_mlp.py"].map(
  (name) => readFileSync(join(folder, name), "utf8"),
);

function survives(text: string): void {
  const start = performance.now();
  expect(() => analyzed(text)).not.toThrow();
  expect(performance.now() - start).toBeLessThan(8000);
}

describe("any text", () => {
  it("is survived: truncated programs", () => {
    for (const text of programs) {
      for (let part = 1; part < 12; part++) survives(text.slice(0, Math.floor((text.length * part) / 12)));
    }
  });

  it("is survived: tokens swapped, dropped and doubled", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...programs),
        fc.nat(),
        fc.nat(),
        fc.nat(2),
        (text, first, second, kind) => {
          const tokens = text.split(/(\w+|\s+|[^\w\s])/).filter((token) => token !== "");
          const [a, b] = [first % tokens.length, second % tokens.length];
          const [x = "", y = ""] = [tokens[a], tokens[b]];
          if (kind === 0) [tokens[a], tokens[b]] = [y, x];
          else if (kind === 1) tokens[a] = "";
          else tokens.splice(a, 0, y);
          survives(tokens.join(""));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is survived: words of Python in any order", () => {
    const words = fc.constantFrom(
      ..."def class for in if else while return yield lambda import from np zeros ( ) [ ] { } : , . = == + - * @ ** 3 4 x y self None True 'a' f'{x}' \n    # ! % \\ try except with as match case async await global nonlocal del raise assert *args **kwargs := ... 1e9 0x1 \"\"\"".split(
        " ",
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 120 }), (all) => survives(all.join(" "))),
      { numRuns: 150 },
    );
  });

  it.each([
    ["deep brackets", `x = ${"(".repeat(3000)}1${")".repeat(3000)}`],
    ["deep lists", `x = ${"[".repeat(3000)}1${"]".repeat(3000)}`],
    ["a long sum", `x = ${"1 + ".repeat(5000)}1`],
    ["endless recursion", "def f(x):\n    return f(x) + f(x + 1)\nf(1)"],
    ["mutual recursion", "def f(x):\n    return g(x)\ndef g(x):\n    return f([x])\nf(1)"],
    ["a class that is its own base", "class A(A):\n    pass\nA().x"],
    ["a list in itself", "a = []\na.append(a)\nb = a + a\nimport numpy as np\nc = np.array(a)"],
    ["big powers", "x = 9 ** 9 ** 9\ny = [0] * x\nimport numpy as np\nz = np.zeros(x)"],
    ["generators of generators", "def g(n):\n    yield from g(n)\nfor x in g(1):\n    pass"],
    [
      "objects in a ring",
      "class A:\n    pass\na = A()\nb = A()\na.x = b\nb.x = a\nfor i in range(99):\n    a = a.x if i else b.x\n    a.y = [a, b]",
    ],
    ["doubling lists", "x = [1]\nfor i in range(100):\n    x = x + x\n    y = [x] * 9"],
  ])("is survived: %s", (_name, text) => survives(text));
});
