import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Analyzer } from "../../../src/insight/analyze";
import { libraries } from "../../../src/libraries/libraries";
import type { CallContext, Handlers } from "../../../src/protocol/rpc";
import type { Parser } from "../../../src/syntax/parser";
import type { AnalysisCalls } from "../../../src/workers/analysis/calls";
import { analysisHandlers } from "../../../src/workers/analysis/handlers";
import { testParser } from "../../syntax/load";

const lesson = readFileSync(join(import.meta.dirname, "../../../media/lesson/neuron.py"), "utf8");
const missing = lesson.replace("np.dot(x.T, err) / m", "np.dot(x.T, err)");
const program = "file:///neuron.py";

let parser: Parser;
let handlers: Handlers<AnalysisCalls>;

beforeAll(async () => {
  parser = await testParser();
});
beforeEach(() => {
  handlers = analysisHandlers({ parser, analyzer: new Analyzer(parser, { libraries }) });
});

function context(
  signal = new AbortController().signal,
  begins: () => void = () => undefined,
): CallContext<never> {
  return { signal, emit: () => undefined, begins };
}

async function update(text: string, version: number): Promise<void> {
  const documents = [{ uri: program, version, text }];
  await handlers.update({ program, documents, sources: [], data: [] }, context());
}

describe("the thread's check", () => {
  it("gives the verdict of the text as it was last updated, with the program's own sizes", async () => {
    await update(lesson, 1);
    expect(await handlers.check({ program }, context())).toMatchObject([{ verdict: "right", file: program }]);
    await update(missing, 2);
    expect(await handlers.check({ program }, context())).toMatchObject([
      { verdict: "wrong", mistake: "missing_mean", own: { samples: 364, features: 30 } },
    ]);
  });

  it("lets no hover wait for the check of a very long file", async () => {
    const filler = Array.from({ length: 12_000 }, (_, at) => `value_${at} = ${at}`).join("\n");
    await update(`${lesson}\n${filler}\n`, 1);
    expect(await handlers.check({ program }, context())).toEqual([]);
    expect(await handlers.gradientFix({ program, check: 0 }, context())).toBeNull();
    await update(`${lesson}\n${filler.slice(0, 20_000)}\n`, 2);
    expect(await handlers.check({ program }, context())).toMatchObject([{ verdict: "right" }]);
  });

  it("finds the fix, and none for what is right", async () => {
    await update(missing, 1);
    const fix = await handlers.gradientFix({ program, check: 0 }, context());
    expect(fix).toMatchObject({ edits: [{ file: program, text: "np.dot(x.T, err) / m" }] });
    expect(await handlers.gradientFix({ program, check: 7 }, context())).toBeNull();
    await update(lesson, 2);
    expect(await handlers.gradientFix({ program, check: 0 }, context())).toBeNull();
  });

  it("drops what a newer text has overtaken, and what nobody waits for any more", async () => {
    await update(missing, 1);
    const overtaken = handlers.check({ program }, context());
    await update(lesson, 2);
    expect(await overtaken).toBeNull();
    const controller = new AbortController();
    const cancelled = handlers.check({ program }, context(controller.signal));
    controller.abort();
    expect(await cancelled).toBeNull();
  });

  it("answers although the same text was read once more meanwhile", async () => {
    await update(missing, 1);
    const asked = handlers.check({ program }, context());
    await update(missing, 1);
    expect(await asked).toMatchObject([{ verdict: "wrong" }]);
  });

  it("lets a hover that is asked for after it go first", async () => {
    await update(missing, 1);
    const order: string[] = [];
    const check = Promise.resolve(handlers.check({ program }, context())).then(() => order.push("check"));
    const offset = missing.indexOf("w_grad");
    const hover = Promise.resolve(handlers.factAt({ program, uri: program, offset }, context())).then(() =>
      order.push("hover"),
    );
    await Promise.all([check, hover]);
    expect(order).toEqual(["hover", "check"]);
  });

  it("says when it goes on, after what it let go first", async () => {
    await update(missing, 1);
    const order: string[] = [];
    const check = handlers.check(
      { program },
      context(undefined, () => order.push("check goes on")),
    );
    await update(missing, 1);
    order.push("read");
    await check;
    expect(order).toEqual(["read", "check goes on"]);
  });

  it("knows nothing of a program that it was not told, or that was forgotten", async () => {
    expect(await handlers.check({ program }, context())).toBeNull();
    await update(lesson, 1);
    await handlers.forget({ program }, context());
    expect(await handlers.check({ program }, context())).toBeNull();
  });
});
