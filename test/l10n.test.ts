import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

const files = [...sources(join(root, "src")), ...sources(join(root, "webview"))];

/** The sentences that the code asks to have translated: string literals that open the arguments of `t`. */
function sentencesOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const double = [...text.matchAll(/\bt\(\s*"((?:[^"\\]|\\.)*)"/g)].map(
    (match) => JSON.parse(`"${match[1]}"`) as string,
  );
  const single = [...text.matchAll(/\bt\(\s*'([^'\\]*)'/g)].map((match) => match[1] as string);
  return [...double, ...single];
}

const parts = readdirSync(join(root, "l10n", "parts")).map(
  (name): Record<string, string> => JSON.parse(readFileSync(join(root, "l10n", "parts", name), "utf8")),
);
const korean: Record<string, string> = Object.assign({}, ...parts);

const placeholders = (sentence: string) => [...new Set(sentence.match(/\{\d+\}/g) ?? [])].sort();

describe("the two languages", () => {
  const asked = new Map(
    files.flatMap((file) => sentencesOf(file).map((sentence) => [sentence, relative(root, file)])),
  );

  it("finds sentences at all", () => {
    expect(asked.size).toBeGreaterThan(50);
  });

  it("have every sentence of the code in Korean", () => {
    expect([...asked].filter(([sentence]) => korean[sentence] === undefined)).toEqual([]);
  });

  it("have no Korean for a sentence that the code no longer says", () => {
    expect(Object.keys(korean).filter((sentence) => !asked.has(sentence))).toEqual([]);
  });

  it("have one Korean for a sentence that several parts hold: the last would win", () => {
    const other = parts.flatMap((part) =>
      Object.entries(part).filter(([sentence, text]) => korean[sentence] !== text),
    );
    expect(other).toEqual([]);
  });

  it("put the same arguments into both", () => {
    const wrong = Object.entries(korean).filter(([english, translated]) => {
      return JSON.stringify(placeholders(english)) !== JSON.stringify(placeholders(translated));
    });
    expect(wrong).toEqual([]);
  });

  it("call one thing by one name in Korean, and write the particles so that they are chosen", () => {
    const titles: Record<string, string> = JSON.parse(
      readFileSync(join(root, "package.nls.ko.json"), "utf8"),
    );
    const other = [
      ["갱신", "업데이트"],
      ["수업", "레슨"],
      ["파라미터", "매개변수"],
      ["Python", "파이썬"],
      ["십시오", "-세요"],
      ["훈련(?=하|한 |할 |됨|시키)", "학습"],
      ["(?<=저장된 |이 |그 )실행(?= |을|이|에)", "학습 기록"],
      ["\\(으\\)로|\\(은\\)는|\\(이\\)가|\\(을\\)를", "으로(로), 은(는), 이(가), 을(를)"],
      ["[\\d}] %", "% without a space"],
    ] as const;
    const sentences = [...Object.values(korean), ...Object.values(titles)];
    const found = other.flatMap(([word, better]) =>
      sentences.filter((each) => new RegExp(word).test(each)).map((each) => `${better}: ${each}`),
    );
    expect(found).toEqual([]);
  });

  it("have the same keys in package.nls.json and its Korean twin, and package.json asks for no others", () => {
    const keysOf = (name: string) =>
      Object.keys(JSON.parse(readFileSync(join(root, name), "utf8")) as object).sort();
    const used = new Set(
      [...readFileSync(join(root, "package.json"), "utf8").matchAll(/"%([^%"]+)%"/g)].map(
        (match) => match[1],
      ),
    );
    expect(keysOf("package.nls.ko.json")).toEqual(keysOf("package.nls.json"));
    expect(keysOf("package.nls.json")).toEqual([...used].sort());
  });
});
