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

describe("an analysis after edits", () => {
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
