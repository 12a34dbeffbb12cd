import { zipSync } from "fflate";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Analyzer } from "../../../src/insight/analyze";
import type { CallContext, Handlers } from "../../../src/protocol/rpc";
import type { Parser } from "../../../src/syntax/parser";
import type { AnalysisCalls, ProgramSource } from "../../../src/workers/analysis/calls";
import { analysisHandlers } from "../../../src/workers/analysis/handlers";
import { testParser } from "../../syntax/load";

const program = "file:///home/learner/a.py";
const context: CallContext<never> = {
  signal: new AbortController().signal,
  emit: () => undefined,
  begins: () => undefined,
};

let parser: Parser;
let handlers: Handlers<AnalysisCalls>;

beforeAll(async () => {
  parser = await testParser();
});
beforeEach(() => {
  handlers = analysisHandlers({ parser, analyzer: new Analyzer(parser) });
});

async function update(text: string, version = 1, more: Partial<ProgramSource> = {}) {
  const documents = [{ uri: program, version, text }];
  return handlers.update({ program, documents, sources: [], data: [], ...more }, context);
}

const failing = "import numpy as np\na = np.ones((3, 4))\nb = np.ones((3, 2))\nc = a @ b\n";

describe("an update", () => {
  it("says what fails, and leaves trying the fixes to who asks for them", async () => {
    const { documents } = await update(failing);
    expect(documents[0]?.problems).toMatchObject([{ code: "matmul-mismatch", fixes: [] }]);
    const problems = await handlers.problems({ program }, context);
    expect(problems).toMatchObject([{ version: 1, problems: [{ fixes: [{ code: "transpose" }] }] }]);
    const { problems: here } = await handlers.factAt(
      { program, uri: program, offset: failing.indexOf("@") },
      context,
    );
    expect(here).toMatchObject([{ fixes: [{ shape: "(4, 2)" }] }]);
  });

  it("moves the fixes with the code", async () => {
    await update(failing);
    await update(`# a comment\n\n${failing}`, 2);
    const found = await handlers.problems({ program }, context);
    const start = failing.indexOf("a @ b") + 13;
    expect(found?.[0]?.problems[0]?.fixes[0]?.edits).toEqual([
      { span: { start, end: start + 1 }, text: "a.T" },
    ]);
  });

  it("tells an operand what is wrong around it", async () => {
    const text = "import numpy as np\nW = np.ones((4, 3))\ndW = np.ones((4, 1))\nW -= 0.1 * dW\n";
    await update(text);
    const offset = text.indexOf("W -=");
    const reply = await handlers.factAt({ program, uri: program, offset }, context);
    expect(reply).toMatchObject({ fact: { text: "W" }, problems: [], around: [{ code: "gradient-shape" }] });
  });

  it("tells where the sizes were decided, in the text as it now is", async () => {
    const text = "import numpy as np\nx = np.ones((9, 4))\ny = x[:5]\nz = y * 2\n";
    await update(text);
    const moved = `# a comment\n${text}`;
    await update(moved, 2);
    const offset = moved.indexOf("z =");
    const { trail } = await handlers.factAt({ program, uri: program, offset }, context);
    expect(
      trail.map(({ line, text: made, decided }) => [line, made, ...decided.map((size) => size.text)]),
    ).toEqual([
      [3, "np.ones((9, 4))", "9", "4"],
      [4, "x[:5]", "5"],
    ]);
  });

  it("reads a data file anew when it has changed, and only then", async () => {
    const text = "import pandas as pd\nx = pd.read_csv('a.csv').values\n";
    const uri = "file:///home/learner/a.csv";
    const rows = (count: number) => new TextEncoder().encode(`p,q\n${"1,2\n".repeat(count)}`);
    const shape = async (version: number) => {
      const { documents } = await update(text, version, { data: [uri] });
      return documents[0]?.hints[0]?.values[0]?.shape?.map((size) => size.text);
    };
    await handlers.describeData({ uri, bytes: rows(5) }, context);
    expect(await shape(1)).toEqual(["5", "2"]);
    await handlers.describeData({ uri, bytes: rows(7) }, context);
    expect(await shape(2)).toEqual(["7", "2"]);
  });

  it("takes numbers with a unit for the texts that pandas takes them for", async () => {
    const text = "import pandas as pd\nd = pd.read_csv('a.csv')\nx = d['p'].values\ny = d['q'].values\n";
    const uri = "file:///home/learner/a.csv";
    const bytes = new TextEncoder().encode(`p,q\n${"$1.50,2.5\n".repeat(4)}`);
    await handlers.describeData({ uri, bytes }, context);
    const { documents } = await update(text, 1, { data: [uri] });
    const found = documents[0]?.hints.map(({ text: name, values }) => [name, values[0]?.dtype]);
    expect(found).toEqual(
      expect.arrayContaining([
        ["x", "object"],
        ["y", "float"],
      ]),
    );
  });

  it("reads the sizes of arrays out of their files", async () => {
    const npy = (descr: string, shape: string) => {
      const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117);
      return Uint8Array.from([0x93, ...new TextEncoder().encode(`NUMPY\u0001\u0000v\u0000${header}\n`)]);
    };
    const text =
      "import numpy as np\nx = np.load('x.npy')\nwith np.load('d.npz') as d:\n    y = d['t'] == x\n";
    const [x, d] = ["file:///home/learner/x.npy", "file:///home/learner/d.npz"];
    await handlers.describeData({ uri: x, bytes: npy("<f4", "(7, 28, 28)") }, context);
    await handlers.describeData({ uri: d, bytes: zipSync({ "t.npy": npy("|u1", "(28,)") }) }, context);
    const { documents } = await update(text, 1, { data: [x, d] });
    const shapes = documents[0]?.hints.map(({ text: name, values }) => [
      name,
      values[0]?.shape?.map((size) => size.value),
      values[0]?.dtype,
    ]);
    expect(shapes).toEqual([
      ["x", [7, 28, 28], "float"],
      ["y", [7, 28, 28], "bool"],
    ]);
  });

  it("uses a module as it is by now", async () => {
    const text = "from layers import size\nimport numpy as np\nx = np.ones(size)\n";
    const shape = async (version: number, layers: string) => {
      const sources = [{ uri: "file:///home/learner/layers.py", text: layers }];
      const { documents } = await update(text, version, { sources });
      return documents[0]?.hints[0]?.values[0]?.shape?.map((size) => size.text);
    };
    expect(await shape(1, "size = (3, 4)\n")).toEqual(["3", "4"]);
    expect(await shape(2, "size = (5,)\n")).toEqual(["5"]);
    expect(await shape(3, "size = (5,)\n# a comment\n")).toEqual(["5"]);
  });
});
