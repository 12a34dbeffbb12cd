import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Analyzer } from "../../src/insight/analyze";
import { LineIndex } from "../../src/insight/lines";
import { testParser } from "../syntax/load";
import { hasNumpy, record } from "./compare";
import { type Mutant, mutantsOf } from "./mutate";

const folder = join(import.meta.dirname, "..", "cases", "shapes");

/** Programs that run fast, in the main styles. */
const programs = [
  "single_layer_lesson",
  "korean_minibatch",
  "deep_net_course",
  "two_layer_net_book",
  "layers_framework",
  "linear_regression_gd",
  "functional_mlp",
  "nielsen_network",
  "svm_logistic",
  "lstm_numpy",
  "pca_script",
];

const EACH = 5;

if (!hasNumpy()) console.warn("SKIPPED: real NumPy is not installed, so slips in programs have no judge");

/** What NumPy says when shapes do not fit. */
const aboutShapes =
  /shapes|broadcast|aligned|core dimension|dimensions|axis|concatenat|reshape|out of bounds|as a data type/;

describe.skipIf(!hasNumpy())("slips that NumPy raises for", () => {
  const scratch = mkdtempSync(join(tmpdir(), "slips-"));
  afterAll(() => rmSync(scratch, { recursive: true }));

  it("are reported where they raise, in NumPy's words", { timeout: 300_000 }, async () => {
    const parser = await testParser();
    const mutants = programs.flatMap(chosen);
    const paths = mutants.map((mutant, index) => {
      const path = join(scratch, `${index}.py`);
      writeFileSync(path, mutant.text);
      return path;
    });
    const counts = { raised: 0, reported: 0, worded: 0, false: 0 };
    const notes: string[] = [];
    const repaired: { name: string; text: string }[] = [];
    for (const [index, recording] of record(paths).entries()) {
      const { text = "", name = "" } = mutants[index] ?? {};
      const path = paths[index] ?? "";
      const facts = new Analyzer(parser).analyze({ documents: [{ uri: path, version: 1, text }] });
      const errors = (facts.documents[0]?.problems ?? []).filter((each) => each.severity === "error");
      const { error } = recording;
      if (error === null && errors.length > 0) {
        counts.false += 1;
        notes.push(`false ${name}: ${errors[0]?.numpy}`);
      }
      if (error === null || error.at === null || !aboutShapes.test(error.message)) continue;
      counts.raised += 1;
      const lines = new LineIndex(text);
      const line = error.at[1];
      const here = errors.filter(
        ({ span }) => lines.position(span.start).line <= line && line <= lines.position(span.end).line,
      );
      if (here.length > 0) counts.reported += 1;
      for (const problem of here) {
        for (const fix of problem.fixes)
          repaired.push({ name: `${name}: ${fix.code}`, text: applied(text, fix.edits) });
      }
      if (here.some((each) => each.numpy === error.message)) counts.worded += 1;
      else notes.push(`${name} at ${line}: NumPy "${error.message}", ours "${here[0]?.numpy ?? "nothing"}"`);
    }
    const broken = await stillBroken(repaired);
    console.log(`slips: ${JSON.stringify(counts)}, ${repaired.length} fixes`);
    expect(repaired.length).toBeGreaterThan(15);
    expect(broken, "every fix gives a program that NumPy accepts").toEqual([]);
    expect(counts.raised).toBeGreaterThan(30);
    expect(counts.false, notes.join("\n")).toBe(0);
    expect(counts.reported / counts.raised, notes.join("\n")).toBeGreaterThanOrEqual(0.95);
    expect(counts.worded / counts.raised, notes.join("\n")).toBeGreaterThanOrEqual(0.9);
  });

  async function stillBroken(repaired: readonly { name: string; text: string }[]): Promise<string[]> {
    const paths = repaired.map(({ text }, index) => {
      const path = join(scratch, `fixed${index}.py`);
      writeFileSync(path, text);
      return path;
    });
    return record(paths).flatMap((recording, index) =>
      recording.error !== null && aboutShapes.test(recording.error.message)
        ? [`${repaired[index]?.name}: ${recording.error.message}`]
        : [],
    );
  }

  function chosen(name: string): Mutant[] {
    const all = mutantsOf(readFileSync(join(folder, `${name}.py`), "utf8"));
    const step = Math.max(1, Math.floor(all.length / EACH));
    return all
      .filter((_, index) => index % step === 0)
      .slice(0, EACH)
      .map((mutant) => ({ ...mutant, name: `${basename(name)}, ${mutant.name}, line ${mutant.line}` }));
  }
});

describe("slips that nothing raises for", () => {
  const start = "import numpy as np\nx = np.random.randn(364, 30)\ny = np.random.randint(0, 2, 364)\n";
  it.each([
    ["a column against a row", `${start}w = np.zeros((30, 1))\na = 1 / (1 + np.exp(-x @ w))\nerr = a - y\n`],
    [
      "the same in a method",
      `${start}class N:\n    def fit(self, x, y):\n        self.w = np.ones((x.shape[1], 1))\n        for i in range(100):\n            a = np.dot(x, self.w)\n            err = -(y - a)\n            self.w = self.w - 0.1 * np.dot(x.T, err) / len(x)\nN().fit(x, y)\n`,
    ],
    ["an accuracy", `${start}p = x @ np.zeros((30, 1)) > 0\nacc = np.mean(p == y)\n`],
    [
      "a squared error",
      `${start}w = np.zeros(30)\nloss = np.mean((x @ w - y.reshape(-1, 1)) ** 2)\nq = x @ w\nt = y[:, None]\nloss = np.mean((q - t) ** 2)\n`,
    ],
    [
      "a softmax without keepdims on a square",
      "import numpy as np\ns = np.random.randn(10, 10)\np = np.exp(s) / np.sum(np.exp(s), axis=1)\n",
    ],
    ["a transposed vector", `${start}g = y.T\n`],
    ["a parameter that grows", `${start}w = np.zeros((30, 1))\na = x @ w\nw = w - 0.1 * x.T @ (a - y)\n`],
  ])("are warned of: %s", async (_name, text) => {
    const parser = await testParser();
    const facts = new Analyzer(parser).analyze({ documents: [{ uri: "a.py", version: 1, text }] });
    expect(facts.documents[0]?.problems.filter((each) => each.severity === "warning")).not.toEqual([]);
  });
});

function applied(
  text: string,
  edits: readonly { span: { start: number; end: number }; text: string }[],
): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((result, { span, text: by }) => result.slice(0, span.start) + by + result.slice(span.end), text);
}
