import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Analyzer } from "../../src/insight/analyze";
import { type SizeStep, sizeTrail, trailOf } from "../../src/insight/trail";
import { testParser } from "../syntax/load";

const parser = await testParser();
const lesson = readFileSync(join(import.meta.dirname, "../../media/lesson/neuron.py"), "utf8");

/** The facts of a program of one or more cells, and the expression that begins at `place` in one of them. */
function at(texts: readonly string[], place: string, shift = 0) {
  const analyzer = new Analyzer(parser);
  const documents = texts.map((text, index) => ({ uri: `cell${index}`, version: 1, text }));
  const facts = analyzer.analyze({ documents });
  const index = texts.findIndex((text) => text.includes(place));
  const start = (texts[index] ?? "").indexOf(place) + shift;
  const fact = facts.documents[index]?.expressions.find(
    ({ span }) => span.start === start && span.end <= start + place.length - shift,
  );
  if (fact === undefined) throw new Error(`nothing is known at ${place}`);
  const moduleOf = (uri: string) => analyzer.moduleOf(uri);
  return { facts, uri: `cell${index}`, fact, moduleOf };
}

function trail(text: string, place: string): readonly string[] {
  const { facts, uri, fact, moduleOf } = at([text], place);
  const shape = (sizes: readonly { readonly text: string }[]) => sizes.map((size) => size.text).join(", ");
  return trailOf(facts, uri, fact, moduleOf).map((step) => `${step.text} (${shape(step.sizes)})`);
}

/** `test_size=0.2: 569, 30 > 455` for each step: what decided, what it was made of, and the sizes that it decided. */
function sizes(texts: string | readonly string[], place: string, shift = 0): readonly string[] {
  const { facts, uri, fact, moduleOf } = at(typeof texts === "string" ? [texts] : texts, place, shift);
  return sizeTrail(facts, uri, fact, moduleOf).map(said);
}

function said({ callee, text, before, decided, line }: SizeStep): string {
  const list = (all: readonly { readonly text: string }[]) => all.map((size) => size.text).join(", ");
  const made = before === null ? "" : `${list(before)} > `;
  return `${line} ${callee ?? text}: ${made}${list(decided)}`;
}

describe("where an array came from", () => {
  it("goes through a call to the argument", () => {
    const text =
      "import numpy as np\ndef f(a):\n    b = a * 2\n    return b\nx = np.ones((3, 4))\ny = x[:2]\nf(y)\n";
    expect(trail(text, "b = a")).toEqual(["a * 2 (2, 4)", "x[:2] (2, 4)", "np.ones((3, 4)) (3, 4)"]);
  });

  it("takes what the variable was bound to last before, in its own function", () => {
    const text =
      "import numpy as np\nx = np.ones((3, 4))\nx = x.T\ndef g():\n    x = np.zeros(9)\n    return x\nz = x + 1\nx = np.ones(1)\n";
    expect(trail(text, "z = x")).toEqual(["x + 1 (4, 3)", "x.T (4, 3)", "np.ones((3, 4)) (3, 4)"]);
  });

  it("ends where a variable is made of itself", () => {
    const text = "import numpy as np\nw = np.ones((3, 1))\nfor i in range(9):\n    w = w * 2\n    w -= 1\n";
    expect(trail(text, "w = w")).toEqual(["w * 2 (3, 1)", "np.ones((3, 1)) (3, 1)"]);
    expect(trail(text, "w -= 1")).toEqual(["w * 2 (3, 1)", "np.ones((3, 1)) (3, 1)"]);
  });
});

describe("where sizes were decided", () => {
  const split = lesson.split("\n").findIndex((line) => line.startsWith("x_all")) + 1;
  const load = `${split - 1} load_breast_cancer: 569, 30`;
  const first = `${split} train_test_split: 569, 30 > 455`;
  const second = `${split + 3} train_test_split: 455, 30 > 364`;

  it("goes back from a gradient through calls and splits to the data set", () => {
    expect(sizes(lesson, "np.dot(x.T, err)")).toEqual([load, first, second]);
    expect(sizes(lesson, "np.dot(x, self.w)")).toEqual([load, first, second]);
  });

  it("names only what decided the sizes that are there", () => {
    expect(sizes(lesson, "mean) / std")).toEqual([`${split - 1} load_breast_cancer: 30`]);
  });

  it("does not take a size for decided where an operand brought it", () => {
    const text =
      "import numpy as np\nx = np.ones((8, 3))\nm = len(x)\nw = np.ones((x.shape[1], 2))\nz = x @ w\nd = np.zeros((m, 5))\n";
    expect(sizes(text, "z = x")).toEqual(["2 np.ones: 8, 3"]);
    expect(sizes(text, "d = np")).toEqual(["2 np.ones: 8", "6 np.zeros: 8 > 5"]);
    expect(sizes(text, "w = np")).toEqual(["2 np.ones: 3", "4 np.ones: 8, 3 > 2"]);
  });

  it("explains a number of rows", () => {
    expect(sizes(lesson, "m = len(x)")).toEqual([load.replace(", 30", ""), first, second]);
  });

  it("goes up through a notebook's cells", () => {
    const cells = [
      "from sklearn.datasets import load_iris\nimport numpy as np\niris = load_iris()\n",
      "x = iris.data[:120]\n",
      "def f():\n    return x.T @ x\n\ng = x.T\nf()\n",
    ];
    const rows = ["3 load_iris: 150, 4", "1 iris.data[:120]: 150, 4 > 120"];
    expect(sizes(cells, "g = x.T")).toEqual(rows);
    expect(sizes(cells, "x.T @ x")).toEqual(rows);
  });

  it("keeps the nearest places and the first of many", () => {
    const cuts = Array.from({ length: 9 }, (_, index) => `x = x[:${90 - index}]`);
    const text = `import numpy as np\nx = np.ones((100, 2))\n${cuts.join("\n")}\ny = x\n`;
    expect(sizes(text, "y = x")).toEqual([
      "2 np.ones: 100, 2",
      "8 x[:85]: 86, 2 > 85",
      "9 x[:84]: 85, 2 > 84",
      "10 x[:83]: 84, 2 > 83",
      "11 x[:82]: 83, 2 > 82",
    ]);
  });
});
