import { beforeAll, describe, expect, it } from "vitest";
import { analyze } from "../../src/insight/analyze";
import { flowAt } from "../../src/insight/flow";
import type { Parser } from "../../src/syntax/parser";
import { testParser } from "../syntax/load";

let parser: Parser;
beforeAll(async () => {
  parser = await testParser();
});

const program = `import numpy as np

class Neuron:
    def fit(self, x, y, epochs=2):
        m = len(x)
        y = y.reshape(-1, 1)
        self.w = np.ones((x.shape[1], 1))
        for _ in range(epochs):
            z = x @ self.w
            err = z - y
            if m > 1:
                self.w -= x.T @ err / m
        return x @ self.w

neuron = Neuron()
data = np.ones((8, 3))
out = neuron.fit(data, np.zeros(8))
`;

function flow(text: string, at: string) {
  const facts = analyze({ documents: [{ uri: "a.py", version: 1, text }] }, parser);
  const [document] = facts.documents;
  if (document === undefined) throw new Error("no facts");
  const offset = text.indexOf(at);
  expect(offset).toBeGreaterThanOrEqual(0);
  const found = flowAt(parser.parse(text), document, offset);
  return {
    ...found,
    lines: found.entries.map(({ kind, text: name, values, reads }) => {
      const shape = values[0]?.shape?.map((size) => size.text).join(",");
      return `${kind} ${name} (${shape}) < ${reads.map((index) => found.entries[index]?.text).join(" ")}`;
    }),
  };
}

describe("the flow of arrays", () => {
  it("goes through the function around the cursor, into its loops and branches", () => {
    const { name, lines } = flow(program, "z - y");
    expect(name).toBe("fit");
    expect(lines).toEqual([
      "parameter x (8,3) < ",
      "parameter y (8) < ",
      "assigned y (8,1) < y",
      "assigned self.w (3,1) < x",
      "assigned z (8,1) < x self.w",
      "assigned err (8,1) < y z",
      "assigned self.w (3,1) < x self.w err",
      "returned x @ self.w (8,1) < x self.w",
    ]);
  });

  it("goes through the program where there is no function", () => {
    const { name, lines } = flow(program, "data =");
    expect(name).toBeNull();
    expect(lines).toEqual(["assigned data (8,3) < ", "assigned out (8,1) < data"]);
  });

  it("has an end", () => {
    const long = `import numpy as np\n${Array.from({ length: 200 }, (_, at) => `a${at} = np.ones((3, ${at + 1}))`).join("\n")}\n`;
    expect(flow(long, "a0").entries.length).toBe(60);
  });

  it("bears a broken program", () => {
    expect(
      flow("import numpy as np\ndef f(x:\n  return np.ones(3) @\n", "return").entries.length,
    ).toBeGreaterThanOrEqual(0);
  });
});
