import { existsSync } from "node:fs";
import { expect } from "vitest";
import { consoleIsClean, editorTests } from "./harness/suite";

/** A program that would leave a trace if anything ran it. */
const trap = `import numpy as np
open("ran.txt", "w").write("ran")
x = np.ones((3, 4))
y = x @ x.T
`;

const test = editorTests("untrusted", { trusted: false, files: { "trap.py": trap } });

test("the folder is not trusted", async ({ editor }) => {
  expect(await editor.run((api) => api.workspace.isTrusted)).toBe(false);
  expect(
    await editor.run(async (api) => {
      const extension = api.extensions.getExtension("neuron-lens.neuron-lens");
      return extension !== undefined;
    }),
  ).toBe(true);
});

test("hovers, derives and trains as in any other folder", async ({ editor }) => {
  await editor.openFile("trap.py");
  expect(await (await editor.hoverByKeyboard("y = x @ x.T")).textContent()).toContain("(3, 3)");
  await editor.openFile("neuron.py");
  await editor.runCommand("Neuron Lens: View Derivation");
  await expect.poll(() => editor.panel().locator(".steps > .step").count()).toBeGreaterThan(3);
  await editor.runCommand("Neuron Lens: Train Neuron");
  await editor.notification(/569 rows/).waitFor();
});

test("never runs the learner's code", async ({ editor }) => {
  expect(existsSync(editor.path("ran.txt"))).toBe(false);
});

consoleIsClean(test);
