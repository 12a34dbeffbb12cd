import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import korean from "../../l10n/parts/verdict.ko.json";
import { english, translator } from "../../src/base/translate";
import { runCheck } from "../../src/cli/check";

// Only a bundle has the parser inside it; here it is read from its files.
vi.mock("../../src/syntax/embedded", async () => {
  const { testParser } = await import("../syntax/load");
  return { loadEmbeddedParser: testParser };
});

const lesson = readFileSync(join(import.meta.dirname, "../../media/lesson/neuron.py"), "utf8");
const gradient = "w_grad = np.dot(x.T, err) / m";
const missing = lesson.replace(gradient, "w_grad = np.dot(x.T, err)");

/** The line (from 1) of the first `part`. */
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split("\n").length;

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "check-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function notebook(
  ...cells: readonly { readonly type: "code" | "markdown"; readonly text: string }[]
): string {
  return JSON.stringify({
    nbformat: 4,
    cells: cells.map(({ type, text }) => ({ cell_type: type, source: text.split(/(?<=\n)/) })),
  });
}

async function check(args: readonly string[], t = english) {
  let out = "";
  let err = "";
  const code = await runCheck(args, {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    readFile: (path) => readFile(path),
    isTerminal: false,
    t,
  });
  return { code, out, err };
}

const json = async (...args: readonly string[]) => {
  const { code, out, err } = await check([...args, "--json"]);
  const entries: unknown = JSON.parse(out);
  if (!Array.isArray(entries)) throw new Error("no list");
  return { code, err, entries: entries as readonly Record<string, unknown>[] };
};

describe("neuron-lens check", () => {
  it("says 0 and why to a right gradient", async () => {
    const path = write("right.py", lesson);
    const { code, out, err } = await check([path]);
    expect([code, err]).toEqual([0, ""]);
    const [first, ...parameters] = out.trimEnd().split("\n");
    const line = lineOf(lesson, "def backprop");
    expect(first).toMatch(
      new RegExp(
        `^.*right\\.py:${line}: backprop: ✓ matches the derivative of your loss \\(checked on 5 .*\\)$`,
      ),
    );
    expect(parameters.map((each) => each.trim().split(/\s+/).slice(0, 3))).toEqual([
      ["✓", "w", `:${lineOf(lesson, "w_grad = np.dot")}`],
      ["✓", "b", `:${lineOf(lesson, "b_grad = np.sum")}`],
    ]);
  });

  it("says 1 and names the mistake of a wrong one, with the program's own number of samples", async () => {
    const { code, out } = await check([write("wrong.py", missing)]);
    expect(code).toBe(1);
    expect(out).toContain("backprop: ✗ Missing / m: yours is 364 times too large\n");
    expect(out).toMatch(/✓ b /);
  });

  it("prints a list with an entry for each backward pass as JSON", async () => {
    const path = write("wrong.py", missing);
    const { code, entries, err } = await json(path);
    expect([code, err]).toEqual([1, ""]);
    expect(entries).toEqual([
      {
        file: path,
        cell: null,
        line: lineOf(missing, "def backprop"),
        endLine: lineOf(missing, "return w_grad, b_grad"),
        function: "backprop",
        verdict: "wrong",
        mistake: "missing_mean",
        message: "Missing / m: yours is 364 times too large",
        parameters: [
          { name: "w", verdict: "wrong", mistake: "missing_mean", line: lineOf(missing, "w_grad = np.dot") },
          { name: "b", verdict: "right", mistake: null, line: lineOf(missing, "b_grad = np.sum") },
        ],
      },
    ]);
  });

  it("has a verdict where the model is none that it knows", async () => {
    const text = readFileSync(join(import.meta.dirname, "../cases/gradient/svm_gradient_method.py"), "utf8");
    const gradient = "return 2 * self.lambda_param * self.w - np.dot(X[idx], y[idx]), y[idx]";
    expect(text).toContain(gradient);
    const wrong = text.replaceAll(gradient, "return -np.dot(X[idx], y[idx]), y[idx]");
    const { code, out } = await check(["--json", write("svm.py", wrong)]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ verdict: "wrong", mistake: "penalty_missing" }]);
  });

  it("says 2 where there is nothing to check", async () => {
    const path = write("plain.py", "import numpy as np\nprint(np.zeros((3, 4)))\n");
    const { code, out } = await check([path]);
    expect(code).toBe(2);
    expect(out).toBe(`${path}: nothing to check: no weights that are updated by a gradient\n`);
    expect(await json(path)).toEqual({ code: 2, err: "", entries: [] });
  });

  it("reads a notebook's cells as one program, and names the cell among all cells", async () => {
    const [before = "", after = ""] = lesson.split("# --- 3. The neuron");
    const path = write(
      "lesson.ipynb",
      notebook(
        { type: "markdown", text: "# A neuron\n" },
        { type: "code", text: before },
        { type: "markdown", text: "## The class\n" },
        { type: "code", text: `# --- 3. The neuron${after.replace(gradient, "w_grad = np.dot(x.T, err)")}` },
      ),
    );
    const { code, entries } = await json(path);
    expect(code).toBe(1);
    expect(entries).toMatchObject([
      { cell: 3, function: "backprop", verdict: "wrong", mistake: "missing_mean" },
    ]);
    const cell = lesson.slice(before.length);
    expect(entries[0]?.line).toBe(lineOf(cell, "def backprop"));
    expect((await check([path])).out).toContain(`${path}[3]:`);
  });

  it("grades a folder in one call, and no broken file stops the rest", async () => {
    write("class/a/right.py", lesson);
    write("class/b/wrong.py", missing);
    write("class/c/broken.py", "def f(:\n  x = (1,\n");
    write("class/d/broken.ipynb", "{ not json");
    write("class/e/right.ipynb", notebook({ type: "code", text: lesson }));
    write("class/e/notes.txt", "not a program");
    write("class/.hidden/wrong.py", missing);
    write("class/node_modules/wrong.py", missing);
    const { code, entries, err } = await json(join(folder, "class"));
    expect(code).toBe(1);
    expect(entries.map(({ file, verdict }) => [String(file).slice(folder.length), verdict])).toEqual([
      ["/class/a/right.py", "right"],
      ["/class/b/wrong.py", "wrong"],
      ["/class/e/right.ipynb", "right"],
    ]);
    expect(err).toMatch(/^[^\n]*broken\.ipynb is not a notebook: [^\n]+\n$/);
  });

  it("still checks a file with a syntax error elsewhere in it", async () => {
    const path = write("typing.py", `${missing}\nprint(x_train[\n`);
    expect(await json(path)).toMatchObject({ code: 1, entries: [{ mistake: "missing_mean" }] });
  });

  it("says 2 where a file cannot be read, unless another is wrong", async () => {
    const right = write("right.py", lesson);
    const wrong = write("wrong.py", missing);
    const none = join(folder, "none.py");
    const answer = await json(right, none);
    expect(answer.code).toBe(2);
    expect(answer.entries).toHaveLength(1);
    expect(answer.err).toMatch(/none\.py cannot be read/);
    expect((await json(none, wrong)).code).toBe(1);
  });

  it("is called rightly, or says how", async () => {
    expect(await check([])).toMatchObject({ code: 2, out: "", err: expect.stringContaining("Which file?") });
    expect(await check(["a.py", "--jsn"])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("There is no option --jsn"),
    });
    const help = await check(["--help"]);
    expect(help).toMatchObject({ code: 0, err: "" });
    expect(help.out).toContain("--json");
  });

  it("speaks Korean, and the JSON's names stay as they are", async () => {
    const path = write("wrong.py", missing);
    const { out } = await check([path], translator(korean));
    expect(out).toContain("/ m이 빠졌습니다: 값이 364배로 큽니다");
    const { out: text } = await check([path, "--json"], translator(korean));
    expect(JSON.parse(text)).toMatchObject([{ verdict: "wrong", mistake: "missing_mean" }]);
  });
});
