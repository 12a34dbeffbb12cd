import { expect } from "vitest";
import { consoleIsClean, editorTests } from "./harness/suite";

/** The product in the browser's own extension host, a web worker, as on vscode.dev. */
const test = editorTests("web", {
  settings: { "remote.extensionKind": { "neuron-lens.neuron-lens": ["web"] } },
  files: { "clash.py": "import numpy as np\na = np.ones((3, 4)) @ np.ones((3, 4))\n" },
});

test("runs in the browser's extension host", async ({ editor }) => {
  await editor.openFile("neuron.py");
  // The tests' driver sits in the server's host: it can call our commands, and can't see the extension that they are of.
  await expect
    .poll(() => editor.run(async (api) => (await api.commands.getCommands()).includes("neuronLens.train")))
    .toBe(true);
  const here = await editor.run(
    (api) => api.extensions.getExtension("neuron-lens.neuron-lens") !== undefined,
  );
  expect(here).toBe(false);
});

test("shows shapes on hover, with the picture", async ({ editor }) => {
  const hover = await editor.hoverByKeyboard("np.dot(x.T, err)", 4);
  await expect.poll(() => hover.textContent()).toContain("(30, 1)");
  await expect.poll(() => hover.locator("img").count()).toBeGreaterThanOrEqual(2);
});

test("shows shapes in a notebook's cells", async ({ editor }) => {
  await editor.openNotebook("neuron.ipynb");
  const said = await editor.run(async (api) => {
    const cell = api.window.activeNotebookEditor?.notebook
      .getCells()
      .find(({ document }) => document.getText().includes("np.dot(x.T, err)"));
    if (cell === undefined) return "no such cell";
    const at = cell.document.positionAt(cell.document.getText().indexOf("np.dot(x.T, err)") + 4);
    const hovers = await api.commands.executeCommand<{ contents: { value: string }[] }[]>(
      "vscode.executeHoverProvider",
      cell.document.uri,
      at,
    );
    return hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join("\n");
  });
  expect(said).toContain("(30, 1)");
});

test("reports a clash in NumPy's words", async ({ editor }) => {
  await editor.openFile("clash.py");
  await expect
    .poll(() =>
      editor.run((api) => {
        const { uri } = api.window.activeTextEditor?.document ?? {};
        return uri === undefined ? [] : api.languages.getDiagnostics(uri).map(({ message }) => message);
      }),
    )
    .toEqual([expect.stringContaining("matmul: Input operand 1 has a mismatch in its core dimension 0")]);
});

test("checks the learner's gradient", async ({ editor }) => {
  await editor.openFile("neuron.py");
  await editor.setCursor("def backprop");
  await editor.lens(/matches the derivative of your loss/).waitFor();
});

test("derives the gradient, typeset", async ({ editor }) => {
  await editor.setCursor("np.dot(x.T, err)");
  await editor.runCommand("Neuron Lens: View Derivation");
  await editor.panel().locator(".step.open svg").first().waitFor();
});

test("trains on the bundled data set and on a file of the folder", async ({ editor }) => {
  await editor.runCommand("Neuron Lens: Train Neuron");
  await editor.notification(/Wisconsin breast cancer: 569 rows/).waitFor();
  await editor.clearNotifications();
  await editor.openFile("wisconsin_breast_cancer.csv");
  await editor.runCommand("Neuron Lens: Train Neuron");
  await editor.notification(/wisconsin_breast_cancer.csv: 569 rows/).waitFor();
});

consoleIsClean(test);
