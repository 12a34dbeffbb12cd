import { beforeAll, expect, it } from "vitest";
import { analyze } from "../../src/insight/analyze";
import type { Parser } from "../../src/syntax/parser";
import { testParser } from "../syntax/load";

let parser: Parser;
beforeAll(async () => {
  parser = await testParser();
});

it("knows nothing of what a learner has still to write", () => {
  const text =
    "import numpy as np\nx = np.ones((3, 4))\nw = ...\na = np.dot(x, w) + 1\nb = x + w\nc = x[..., 0]\n";
  const [document] = analyze({ documents: [{ uri: "a.py", version: 1, text }] }, parser).documents;
  const stored = (name: string) =>
    document?.expressions.find((each) => each.role === "store" && each.text === name)?.values ?? [];
  expect(stored("a")).toEqual([]);
  expect(stored("b")).toEqual([]);
  expect(stored("c")[0]?.shape?.map((size) => size.text)).toEqual(["3"]);
});
