import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Analyzer, type Program, type ProgramDocument } from "../../src/insight/analyze";
import { testParser } from "../syntax/load";

const parser = await testParser();
const folder = join(import.meta.dirname, "../cases/shapes");

/** Small and large, scripts and classes; those that take long to interpret at all are left to the judge. */
const scripts = readdirSync(folder)
  .filter((name) => name.endsWith(".py"))
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }))
  .filter(({ text }) => text.length < 6500);

/** A row of numbers that is the same in each run of the test. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

const typed = ["x", "(", ")", "'", '"', "\n", " ", "#", ":", "0", ".", ",", "]", "    ", "\n\n", "\\"];
const lines = [
  "# a comment",
  "# x: (m, n)",
  "    # indented, W (3, 4)",
  "",
  "a = np.ones((3, 4))",
  "W = W.T",
  "def helper(x):\n    return x @ x.T",
  "class Layer:\n    def forward(self, x):\n        return x + 1",
  "import os",
  "for i in range(3):\n    x = np.zeros((i + 1, 2))",
  "global x",
  "from math import *",
];

/** What a learner's hands do: type a character, take one away, write a line or a comment, take a line away, go back. */
function edited(text: string, below: (limit: number) => number, original: string): string {
  const at = below(text.length + 1);
  const lineStart = text.lastIndexOf("\n", Math.max(0, at - 1)) + 1;
  const lineEnd = text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at);
  switch (below(9)) {
    case 0:
    case 1:
      return text.slice(0, at) + (typed[below(typed.length)] ?? "") + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at + 1 + below(3));
    case 3:
    case 4:
      return `${text.slice(0, lineStart)}${lines[below(lines.length)] ?? ""}\n${text.slice(lineStart)}`;
    case 5:
      return `${text.slice(0, lineEnd)}  # ${"typed ".repeat(1 + below(4))}${text.slice(lineEnd)}`;
    case 6:
      return text.slice(0, lineStart) + text.slice(lineEnd + 1);
    case 7:
      return `${text.slice(0, lineEnd)}\n${text.slice(lineStart, lineEnd)}${text.slice(lineEnd)}`;
    default:
      return original;
  }
}

/** Texts in which one statement is wrong but the others hold are what is being typed: two edits from the true one. */
function session(documents: readonly string[], seed: number, length: number): readonly (readonly string[])[] {
  const below = random(seed);
  let texts = documents;
  return Array.from({ length }, (_, step) => {
    const which = below(documents.length);
    const base = step % 3 === 0 ? documents : texts;
    texts = base.map((text, index) => (index === which ? edited(text, below, documents[index] ?? "") : text));
    return texts;
  });
}

function programOf(name: string, texts: readonly string[], version: number): Program {
  const documents = texts.map(
    (text, cell): ProgramDocument => ({ uri: `/home/learner/${name}#${cell}`, version, text }),
  );
  return { documents };
}

function expectSameAsFresh(name: string, documents: readonly string[], seed: number, length: number): void {
  const analyzer = new Analyzer(parser);
  analyzer.look(programOf(name, documents, 0));
  session(documents, seed, length).forEach((texts, index) => {
    const program = programOf(name, texts, index + 1);
    const incremental = analyzer.look(program);
    const fresh = new Analyzer(parser).look(program);
    expect(incremental, `${name}, edit ${index} of seed ${seed}:\n${texts.join("\n#%%\n")}`).toEqual(fresh);
  });
}

/** One piece: layers in a list, a closure that counts, arrays that are written in place, a function that a class calls. */
const connected = `import numpy as np

rate = 0.1

def scaled(x, by=2):
    return x * by

class Layer:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_in, n_out)
        self.b = np.zeros(n_out)
        self.seen = 0

    def forward(self, x):
        self.x = x
        self.seen += 1
        return scaled(x @ self.W + self.b)

    def backward(self, grad):
        self.W -= rate * self.x.T @ grad
        self.b[:] = self.b - rate * grad.sum(axis=0)
        return grad @ self.W.T

class Wide(Layer):
    def forward(self, x):
        return np.hstack([super().forward(x), x])

def counter():
    count = 0
    def step(x):
        nonlocal count
        count += 1
        return x[:count]
    return step

step = counter()
layers = [Layer(4, 5), Wide(5, 3), Layer(8, 2)]
history = {"loss": []}
x = np.ones((6, 4))
for epoch in range(20):
    out = x
    for layer in layers:
        out = layer.forward(out)
    grad = out - 1
    for layer in reversed(layers[:1]):
        layer.backward(grad @ np.ones((2, 5)))
    history["loss"].append((grad ** 2).mean())
first = step(x)
second = step(x)
view = layers[0].b[:2]
view[0] = 7
total = np.array(history["loss"])
`;

/** What is changed where: a line's text by another; "" takes it away. */
const changes: readonly (readonly [string, string])[] = [
  ["        self.x = x\n", "        self.x = x\n        value = x + 12\n"],
  ["    return x * by\n", "    return x * by + np.ones((x.shape[1],))\n"],
  ["def scaled(x, by=2):\n    return x * by\n", ""],
  ["        self.seen += 1\n", "        self.seen += 1\n        self.last = x.T\n"],
  ["class Wide(Layer):\n", "class Wide(object):\n"],
  ["    def backward(self, grad):\n", "    def backwards(self, grad):\n"],
  ["        self.W -= rate * self.x.T @ grad\n", "        self.W = self.W - rate * grad\n"],
  ["        count += 1\n", "        count += 2\n"],
  ["        nonlocal count\n", ""],
  ["rate = 0.1\n", "rate = np.ones((4, 5))\n"],
  ["rate = 0.1\n", ""],
  ["layers = [Layer(4, 5), Wide(5, 3), Layer(8, 2)]\n", "layers = [Layer(4, 5), Layer(5, 2)]\n"],
  ["x = np.ones((6, 4))\n", "# the data\n\nx = np.ones((9, 4))\n"],
  ["step = counter()\n", "step = counter()\nfor each in range(3):\n    step(np.ones((7, 2)))\n"],
  ["    for layer in layers:\n", "    for layer in layers[:2]:\n"],
  ["        return grad @ self.W.T\n", "        return grad @ self.W\n"],
  ["view[0] = 7\n", "del layers[0].b\nprint(layers[0].b)\n"],
];

describe("an analysis after edits", () => {
  it("is exactly that of a fresh start where all hangs together, one change upon the other", () => {
    const analyzer = new Analyzer(parser);
    analyzer.look(programOf("one.py", [connected], 0));
    for (const [from] of changes) expect(connected).toContain(from);
    const below = random(5);
    let text = connected;
    for (let round = 0; round < 60; round++) {
      const [from = "", to = ""] = changes[round < changes.length ? round : below(changes.length)] ?? [];
      const base = round < changes.length || round % 4 === 0 ? connected : text;
      // Where the line is another already, it is taken back.
      text = base.includes(from) ? base.replace(from, to) : base.replace(to, from);
      const program = programOf("one.py", [text], round + 1);
      expect(analyzer.look(program), text).toEqual(new Analyzer(parser).look(program));
    }
  }, 60_000);

  it("knows the lines of what stands below as many characters on fewer lines", () => {
    const text = "import numpy as np\na = np.ones((3,\n4))\nm = len([1, 2])\nw = np.zeros((m, 2))\n";
    const analyzer = new Analyzer(parser);
    for (const each of [text, text.replace(",\n", ", "), text]) {
      const program = programOf("lines.py", [each], each.length);
      expect(analyzer.look(program), each).toEqual(new Analyzer(parser).look(program));
    }
  });

  it.each(scripts)("is exactly that of a fresh start: $name", ({ name, text }) => {
    expectSameAsFresh(name, [text], text.length, 8);
  });

  it("is so for a notebook too, whatever its cells", () => {
    for (const { name, text } of scripts.slice(0, 12)) {
      const cells = text.split(/\n(?=\n\S)/);
      expectSameAsFresh(name, cells, cells.length, 8);
    }
  });

  it("is so for a file of many programs, of which all but one are taken as they were", () => {
    const text = scripts
      .slice(0, 8)
      .map((each) => each.text)
      .join("\n\n");
    expectSameAsFresh("many.py", [text], 7, 8);
  });
});
