import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Anchor } from "../../../src/lessons/lesson";
import { applyEdit, editOf } from "../../../src/workers/lessons/edits";
import { findPlace, startPlace } from "../../../src/workers/lessons/place";
import { testParser } from "../../syntax/load";

let parse: (text: string) => ReturnType<Awaited<ReturnType<typeof testParser>>["parse"]>;

beforeAll(async () => {
  const parser = await testParser();
  parse = (text) => parser.parse(text);
});

const start = `import numpy as np

x = np.ones((4, 3))
w = np.ones((3, 1))


class Neuron:
    def forpass(self, x):
        """Forward."""
        z = ...
        return z

    def fit(self, x):
        for i in range(3):
            self.w = ...
        return ...


def loss(a, y):
    # the mean
    a = np.clip(a, 0, 1)
    return ...


z = ...
neuron = Neuron()
neuron.fit(x)
`;

const none: Anchor = {
  in: null,
  part: "statement",
  assigns: null,
  calls: null,
  through: null,
  nth: 1,
  pattern: null,
};
const anchors: readonly { readonly anchor: Partial<Anchor>; readonly code: string }[] = [
  { anchor: { assigns: "z" }, code: "z = ..." },
  { anchor: { assigns: "x", through: "w" }, code: "x = np.ones((4, 3))\nw = np.ones((3, 1))" },
  { anchor: { in: "Neuron.forpass", assigns: "z" }, code: "z = ..." },
  { anchor: { in: "Neuron.fit", assigns: "self.w" }, code: "self.w = ..." },
  { anchor: { in: "Neuron.fit", part: "loop" }, code: "for i in range(3):\n            self.w = ..." },
  { anchor: { in: "Neuron.fit", part: "return" }, code: "return ..." },
  { anchor: { in: "loss", part: "body" }, code: "a = np.clip(a, 0, 1)\n    return ..." },
  { anchor: { in: "Neuron.forpass", part: "body" }, code: "z = ...\n        return z" },
  { anchor: { calls: "neuron.fit" }, code: "neuron.fit(x)" },
];

function find(anchor: Partial<Anchor>, text: string) {
  const whole = { ...none, ...anchor };
  return findPlace(whole, startPlace(whole, start, parse), [{ uri: "a.py", text }], parse);
}

function codeAt(text: string, found: ReturnType<typeof find>): string | null {
  return found.kind === "found" ? text.slice(found.place.span.start, found.place.span.end) : null;
}

const lines = start.split("\n");
/** Where a line may be put in without cutting a statement: before each line that has the indentation of its block. */
const strange = [
  "# z = ...",
  "",
  "    # return ...",
  "print('z = ...')",
  "unused = 1",
  "def helper(z):\n    z = 1\n    return z\n",
  "if True:\n    other = 2\n",
];
const atTop = [0, 1, 2, 3, 6, 17, 23, 24, 25, 26];

describe("a step's place", () => {
  it.each(anchors)("is found in the starting file: $anchor", ({ anchor, code }) => {
    const found = find(anchor, start);
    expect(found).toMatchObject({ kind: "found", by: "tree" });
    expect(codeAt(start, found)).toBe(code);
  });

  it("survives what is written around it", () => {
    const insertion = fc.tuple(fc.constantFrom(...atTop), fc.constantFrom(...strange));
    fc.assert(
      fc.property(
        fc.constantFrom(...anchors),
        fc.array(insertion, { maxLength: 8 }),
        ({ anchor, code }, insertions) => {
          const text = lines.flatMap((line, at) => [
            ...insertions
              .filter(
                ([where, put]) =>
                  where === at && !(anchor.through !== undefined && at === 3 && put.includes("\n")),
              )
              .map(([, put]) => put),
            line,
          ]);
          const now = text.join("\n");
          const found = find(anchor, now);
          expect(found).toMatchObject({ kind: "found", by: "tree" });
          const covered = codeAt(now, found) ?? "";
          expect(covered.startsWith(code.split("\n")[0] ?? "")).toBe(true);
          if (anchor.through === undefined) expect(covered).toBe(code);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("survives being answered, in any form", () => {
    const answers = fc.constantFrom(
      "np.dot(x, w)",
      "(\n    x @ w\n)",
      "x @ w + 1",
      "[row for row in x]",
      "x.dot(\n  w)",
    );
    fc.assert(
      fc.property(answers, (answer) => {
        const now = start.replace(/^z = \.\.\.$/m, `z = ${answer}`);
        const found = find({ assigns: "z" }, now);
        expect(codeAt(now, found)).toBe(`z = ${answer}`);
      }),
    );
  });

  it("is found by its look where the tree has no such place", () => {
    const renamed = start.replace("def forpass", "def forward");
    const found = find({ in: "Neuron.forpass", assigns: "z" }, renamed);
    expect(found).toMatchObject({ kind: "found", by: "pattern", place: { line: 10 } });
    const broken = start.replace("class Neuron:", "class Neuron");
    expect(find({ in: "Neuron.fit", assigns: "self.w" }, broken)).toMatchObject({
      kind: "found",
      place: { line: 15 },
    });
  });

  it("is found by its line where the neighbours still stand", () => {
    const renamed = start.replace(/^z = \.\.\.$/m, "result = 3");
    expect(find({ assigns: "z" }, renamed.replaceAll("z = ...", "q = 0"))).toMatchObject({
      kind: "found",
      by: "line",
      place: { line: 25 },
    });
  });

  it("is not found where nothing is left of it", () => {
    expect(find({ in: "loss", part: "return" }, "import numpy as np\n\ny = 3\n")).toEqual({
      kind: "not-found",
    });
    expect(find({ assigns: "z" }, "import numpy as np\n\ny = 3\n")).toEqual({ kind: "not-found" });
    expect(find({ in: "loss", part: "body" }, "")).toEqual({ kind: "not-found" });
  });

  it("changes nothing but its own lines, and only where they still stand", () => {
    fc.assert(
      fc.property(fc.constantFrom(...anchors), fc.boolean(), ({ anchor, code }, windows) => {
        const text = windows ? start.replaceAll("\n", "\r\n") : start;
        const documents = [{ uri: "a.py", text }];
        const whole = { ...none, ...anchor };
        const edit = editOf(
          findPlace(whole, startPlace(whole, start, parse), documents, parse),
          documents,
          "one = 1\ntwo = 2",
        );
        if (edit === null) throw new Error("no edit");
        const after = applyEdit(text, edit) ?? "";
        const end = windows ? "\r\n" : "\n";
        const indent = /[^\n]*$/.exec(text.slice(0, edit.span.start))?.[0] ?? "";
        expect(after).toBe(
          `${text.slice(0, edit.span.start)}one = 1${end}${indent}two = 2${text.slice(edit.span.end)}`,
        );
        expect(edit.expected.replaceAll("\r\n", "\n")).toBe(code);
        expect(applyEdit(`# ${text}`, edit)).toBeNull();
      }),
    );
  });

  it("is looked for in every cell of a notebook", () => {
    const cells = ["import numpy as np\nx = 1", "y = 2", "z = ..."].map((text, at) => ({
      uri: `cell${at}`,
      text,
    }));
    const whole = { ...none, assigns: "z" };
    const found = findPlace(whole, startPlace(whole, start, parse), cells, parse);
    expect(found).toMatchObject({ kind: "found", by: "tree", place: { uri: "cell2", line: 1 } });
  });
});
