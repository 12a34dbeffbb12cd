import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { Analyzer } from "../../src/insight/analyze";
import { deriveProgram } from "../../src/insight/derivation/program";
import { examine } from "../../src/insight/examination";
import { flowAt } from "../../src/insight/flow";
import { checkGradients } from "../../src/insight/gradient/check";
import { readLesson } from "../../src/lessons/read";
import { libraries } from "../../src/libraries/libraries";
import { parseFromView } from "../../src/protocol/panel";
import type { Parser } from "../../src/syntax/parser";
import { checkStep, stepEdit } from "../../src/workers/lessons/checkStep";
import { folderOf } from "../lessons/lessonFiles";
import { testParser } from "../syntax/load";
import { mangled } from "./mangle";

/**
 * Whatever a learner types, nothing throws and nothing takes for ever, in any of the three domains. In the gate some seconds;
 * `npm run fuzz -- 60` searches for as many minutes, each time from another seed, and says what to make a case of.
 */
const minutes = Number(process.env.FUZZ_MINUTES ?? 0);
/** A file for what is being tried, which nobody else could tell if the whole process died of it. */
const lastInput = process.env.FUZZ_LAST;
/** Far above what any of it takes, far below what a person would wait. */
const longest = 10_000;

/** What this thread has worked so far, in milliseconds: on Linux without what others on the machine took meanwhile. */
function worked(): number {
  try {
    // After the name in brackets; the twelfth and thirteenth numbers from there count hundredths of a second.
    const fields = readFileSync("/proc/thread-self/stat", "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return performance.now();
  }
}

const folder = (name: string) => join(import.meta.dirname, "..", "cases", name);
const programs = ["gradient", "shapes"].flatMap((name) =>
  readdirSync(folder(name))
    .filter((file) => file.endsWith(".py"))
    .map((file) => readFileSync(join(folder(name), file), "utf8"))
    .filter((text) => text.length < 6000),
);

let parser: Parser;
let analyzer: Analyzer;
beforeAll(async () => {
  parser = await testParser();
  analyzer = new Analyzer(parser, { libraries });
});

function search<T>(arbitrary: fc.Arbitrary<T>, survive: (value: T) => void, numRuns: number): void {
  const limits =
    minutes > 0
      ? {
          numRuns: Number.MAX_SAFE_INTEGER,
          interruptAfterTimeLimit: minutes * 10_000,
          markInterruptAsFailure: false,
        }
      : { numRuns };
  fc.assert(
    fc.property(arbitrary, (value) => {
      if (lastInput !== undefined) writeFileSync(lastInput, JSON.stringify(value, null, 2) ?? "undefined");
      const start = worked();
      survive(value);
      expect(worked() - start).toBeLessThan(longest);
    }),
    limits,
  );
}

const time = 60_000 + minutes * 60_000;
const parse = (text: string) => parser.parse(text);
const programOf = (text: string) => ({ parts: [{ file: "a.py", module: parse(text) }], parse });

describe("a mangled program", () => {
  it("is survived in shapes, with its facts where its text is", { timeout: time }, () => {
    search(
      mangled(programs),
      (text) => {
        const [document] = analyzer.analyze({ documents: [{ uri: "a.py", version: 1, text }] }).documents;
        for (const { span } of document?.expressions ?? []) expect(span.end).toBeLessThanOrEqual(text.length);
        if (document !== undefined) flowAt(parse(text), document, Math.floor(text.length / 2));
      },
      60,
    );
  });

  it("is survived in formulas: the derivation and the gradient's check", { timeout: time }, () => {
    search(
      mangled(programs),
      (text) => {
        deriveProgram(programOf(text));
        checkGradients(programOf(text));
      },
      12,
    );
  });

  it("is survived in values", { timeout: time }, () => {
    search(
      mangled(programs),
      (text) => {
        const examined = examine(programOf(text));
        examined.valueOf("w");
      },
      30,
    );
  });
});

describe("a program that was found by a search", () => {
  it("ends soon where a loop slices a long list in each of its passes", () => {
    const text = `import numpy as np
parts = np.split(np.ones((0, 3)), 42010)
sets = []
for i in range(42010):
    sets.append(parts[:i] + parts[i + 1 :])
`;
    const start = worked();
    expect(examine(programOf(text)).stopped).toBe("steps");
    expect(worked() - start).toBeLessThan(longest / 3);
  });

  it("ends soon where a search decides thousands of times, after as many sums", { timeout: time }, () => {
    const text = readFileSync(join(folder("shapes"), "t_sne_dbscan.py"), "utf8");
    const start = worked();
    deriveProgram(programOf(text));
    checkGradients(programOf(text));
    expect(worked() - start).toBeLessThan(longest);
  });

  it("ends soon where a product of two matrices is small and much work", () => {
    const text = `import numpy as np
x, w = np.random.randn(64, 57373), np.random.randn(57373, 64)
for i in range(50):
    y = x.dot(w)
`;
    const start = worked();
    expect(examine(programOf(text)).stopped).toBe("memory");
    expect(worked() - start).toBeLessThan(longest / 2);
  });
});

describe("a lesson", () => {
  const { files, shared } = folderOf("backward");

  it("that is mangled is read, or said to be wrong", { timeout: time }, () => {
    search(
      fc.record({ name: fc.constantFrom(...files.keys()), text: mangled([...files.values()]) }),
      ({ name, text }) => {
        const { lesson, problems } = readLesson({ files: new Map(files).set(name, text), shared });
        expect(lesson === null).toBe(problems.length > 0);
      },
      150,
    );
  });

  it("is checked on any file of the learner's", { timeout: time }, () => {
    const { lesson } = readLesson({ files, shared });
    const [step] = lesson?.steps ?? [];
    if (lesson === null || step === undefined) throw new Error("no lesson");
    const start = lesson.files.map(({ path, start: texts }) => ({ path, start: texts.en ?? "" }));
    const tools = {
      parse,
      facts: () => null,
    };
    search(
      mangled([start[0]?.start ?? ""]),
      (text) => {
        const documents = { "backward.py": [{ uri: "a.py", text }] };
        const result = checkStep({ step, files: start, documents }, tools);
        expect(result.checks.map(({ id }) => id)).toEqual(step.checks.map(({ id }) => id));
        stepEdit({ step, files: start, documents }, "solution", tools);
      },
      15,
    );
  });
});

it("a message that is no message is refused, and none of ours is changed", { timeout: time }, () => {
  search(
    fc.oneof(
      fc.anything({ withTypedArray: true, withMap: true, withNullPrototype: true }),
      fc.record({ type: fc.string() }),
      fc.record({
        type: fc.constantFrom(
          "resized",
          "goToCode",
          "lessonChosen",
          "applyFix",
          "trainRequested",
          "runRenamed",
        ),
        width: fc.anything(),
        place: fc.anything(),
        lesson: fc.anything(),
        settings: fc.anything(),
        runId: fc.anything(),
      }),
    ),
    (value) => {
      const message = parseFromView(value);
      if (message !== null) expect(parseFromView(structuredClone(message))).toEqual(message);
    },
    3000,
  );
});
