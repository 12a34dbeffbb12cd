import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { shapeOf } from "../insight/shapesOf";
import { elements, remembered } from "./callMemory.cases";

const np = "import numpy as np\n";

describe("a call that is remembered", () => {
  it.each(remembered)("%s", (_what, program, shape) => {
    expect(
      shapeOf(np + program, "r")
        .split(" | ")
        .at(-1),
    ).toBe(shape);
  });

  it.each(elements)("knows no elements that are no longer: %s", (_what, program, shape) => {
    const found =
      shapeOf(np + program, "r")
        .split(" | ")
        .at(-1) ?? "";
    expect(found === shape || /[a-z]/.test(found), found).toBe(true);
  });

  it("gives what real Python gives", () => {
    const all = [...remembered, ...elements].map(([, program]) => np + program);
    const runner =
      "import json, sys\nfor text in json.load(sys.stdin):\n    names = {}\n    exec(text, names)\n    print(names['r'].shape)";
    const python = spawnSync("/usr/bin/python3", ["-c", runner], { input: JSON.stringify(all) });
    if (python.status !== 0 && /No module named 'numpy'|ENOENT/.test(`${python.stderr}${python.error}`)) {
      console.warn("SKIPPED: no NumPy under /usr/bin/python3");
      return;
    }
    const shapes = python.stdout.toString().trim().split("\n");
    expect(shapes).toEqual([...remembered, ...elements].map(([, , shape]) => shape));
  });
});
