import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import koreanCli from "../../l10n/parts/lesson-cli.ko.json";
import koreanWords from "../../l10n/parts/lesson-words.ko.json";
import { english, translator } from "../../src/base/translate";
import { runCheck } from "../../src/cli/check";

// Only a bundle has the parser inside it; here it is read from its files.
vi.mock("../../src/syntax/embedded", async () => {
  const { testParser } = await import("../syntax/load");
  return { loadEmbeddedParser: testParser };
});

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lesson-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

async function run(args: readonly string[], language = "en") {
  let [stdout, stderr] = ["", ""];
  const code = await runCheck(args, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    readFile: (path) => readFile(path),
    isTerminal: false,
    t: language === "ko" ? translator({ ...koreanCli, ...koreanWords }) : english,
    language,
  });
  return { code, stdout, stderr };
}

const start = readFileSync(
  join(import.meta.dirname, "../../media/lessons/products/start/en/products.py"),
  "utf8",
);
const answers = [
  ["products = ...", "products = row * weights"],
  ["dot = ...", "dot = products.sum()"],
  ["z_loop[i, 0] = ...", "z_loop[i, 0] = np.sum(a[i] * b[:, 0])"],
  ["z = ...", "z = a @ b"],
  ["fourth = ...", "fourth = z[3, 0]"],
  ["z2 = ...", "z2 = np.matmul(a, b2)"],
] as const;
const solved = answers.reduce((text, [dots, code]) => text.replace(dots, code), start);
const wrong = solved.replace("products.sum()", "np.sum(row) * np.sum(weights)");

describe("check --lesson", () => {
  it("grades a file, in other words than the lesson's own", async () => {
    const { code, stdout } = await run(["--lesson", "products", write("alice/products.py", solved)]);
    expect(stdout).toContain("alice/products.py: 6 of 6 steps done");
    expect(stdout).toContain("✓ Which row and which column?");
    expect(code).toBe(0);
  });

  it("says which step is wrong, what was found, and the hint", async () => {
    const { code, stdout } = await run(["--lesson", "products", write("bob/products.py", wrong)]);
    expect(code).toBe(1);
    expect(stdout).toContain("5 of 6 steps done");
    const line = wrong.slice(0, wrong.indexOf("dot =")).split("\n").length;
    expect(stdout).toContain(`✗ Add up, and it is a dot product  (products.py:${line})`);
    expect(stdout).toContain("✗ 3·0 + 4·1 + 5·2: it is 36, and should be 14");
    expect(stdout).toContain("→ You added first and then multiplied.");
  });

  it("grades a class, and any file of a lesson with one", async () => {
    write("class/ann/products.py", solved);
    write("class/ben/products.py", start);
    write("class/ben/other.py", "x = 1");
    const { code, stdout } = await run([
      "--json",
      "--lesson",
      "products",
      join(folder, "class"),
      write("cem.py", solved),
    ]);
    const reports = JSON.parse(stdout) as {
      submission: string;
      done: number;
      steps: { checks: object[] }[];
    }[];
    expect(reports.map(({ submission, done }) => [submission.slice(folder.length + 1), done])).toEqual([
      ["class/ann/products.py", 6],
      ["class/ben/products.py", 0],
      ["cem.py", 6],
    ]);
    expect(reports[1]?.steps[0]?.checks[0]).toMatchObject({
      state: "failed",
      message: "the ... still stands there",
    });
    expect(code).toBe(1);
  });

  it("grades a notebook", async () => {
    const cells = solved.split("\n\n").map((source) => ({ cell_type: "code", source }));
    const { code, stdout } = await run([
      "--lesson",
      "products",
      write("dora/products.ipynb", JSON.stringify({ cells })),
    ]);
    expect(stdout).toContain("6 of 6 steps done");
    expect(code).toBe(0);
  });

  it("answers in Korean", async () => {
    const { stdout } = await run(["--lesson", "products", write("bob/products.py", wrong)], "ko");
    expect(stdout).toContain("6단계 중 5단계 완료");
    expect(stdout).toContain("✗ 3·0 + 4·1 + 5·2와 같음: 36인데 14이어야 함");
    expect(stdout).toContain("→ 먼저 더하고 나서 곱했습니다.");
  });

  it("says of a broken lesson what, where and what next", async () => {
    write(
      "broken/lesson.json",
      '{\n  "id": "broken",\n  "languages": ["en"],\n  "files": ["a.py"],\n  "stepz": []\n}\n',
    );
    const { code, stderr, stdout } = await run(["--lesson", join(folder, "broken"), "a.py"]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("lesson.json:5: There is no stepz here. There can be");
    expect(stderr).toContain("lesson.json:1: steps is missing. Add it.");
  });

  it("has its own exit code for what is not there", async () => {
    expect((await run(["--lesson", join(folder, "nothing"), "a.py"])).code).toBe(2);
    expect((await run(["--lesson", "products", join(folder, "empty.py")])).code).toBe(2);
    expect((await run(["--lesson", "products", join(folder, "nowhere")])).code).toBe(2);
  });

  it("asks for what is missing, and knows its options", async () => {
    expect(await run(["--lesson"])).toMatchObject({ code: 2, stderr: "Which lesson?\n" });
    expect((await run(["--lesson", "products", "--jsno"])).stderr).toContain("no option --jsno");
    expect((await run(["--lesson", "--help"])).stdout).toContain("--lesson LESSON [FILE…]");
  });

  it("looks whether a lesson works", async () => {
    const { code, stdout } = await run(["--lesson", "products"]);
    expect(stdout).toContain("✓ the lesson works: 6 steps, en, ko");
    expect(code).toBe(0);
  });
});
