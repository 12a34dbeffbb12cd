import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { trailOf } from "../../src/insight/trail";
import { testParser } from "../syntax/load";
import { analyzed, file, shapeText } from "./shapesOf";

const parser = await testParser();
const lesson = readFileSync(join(import.meta.dirname, "../../media/lesson/neuron.py"), "utf8");

/** Each step as `source (shape)`, of the expression that stands at `place`. */
function trail(text: string, place: string, shift = 0): readonly string[] {
  const facts = analyzed(text);
  const at = text.indexOf(place) + shift;
  const fact = facts.documents[0]?.expressions.find(
    ({ span }) => span.start === at && span.end <= at + place.length,
  );
  if (fact === undefined) throw new Error(`nothing is known at ${place}`);
  const module = parser.parse(text);
  return trailOf(facts, file, fact, () => module).map(
    (step) => `${step.text} ${shapeText({ ...fact, values: [step.value] })}`,
  );
}

describe("where an array came from", () => {
  it("goes back through names and through what splits the data, to what holds the data", () => {
    const steps = trail(lesson, "mean = np.mean");
    expect(steps.map((step) => step.replace(/\(.*\) /, "(…) "))).toEqual([
      "np.mean(…) (30,)",
      "train_test_split(…) (364, 30)",
      "train_test_split(…) (455, 30)",
    ]);
  });

  it("goes through a call to the argument", () => {
    const text =
      "import numpy as np\ndef f(a):\n    b = a * 2\n    return b\nx = np.ones((3, 4))\ny = x[:2]\nf(y)\n";
    expect(trail(text, "b = a")).toEqual(["a * 2 (2, 4)", "x[:2] (2, 4)", "np.ones((3, 4)) (3, 4)"]);
  });

  it("takes what the variable was bound to last before, in its own function", () => {
    const text =
      "import numpy as np\nx = np.ones((3, 4))\nx = x.T\ndef g():\n    x = np.zeros(9)\n    return x\nz = x + 1\nx = np.ones(1)\n";
    expect(trail(text, "z = x")).toEqual(["x + 1 (4, 3)", "x.T (4, 3)", "np.ones((3, 4)) (3, 4)"]);
  });

  it("ends where a variable is made of itself", () => {
    const text = "import numpy as np\nw = np.ones((3, 1))\nfor i in range(9):\n    w = w * 2\n";
    expect(trail(text, "w = w")).toEqual(["w * 2 (3, 1)", "np.ones((3, 1)) (3, 1)"]);
  });
});
