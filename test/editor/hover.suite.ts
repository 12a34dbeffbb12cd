import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { root } from "../tasks/prepare.mjs";
import type { Editor } from "./harness/editor";
import { consoleIsClean, editorTests } from "./harness/suite";

const shapes = `import numpy as np

a = np.arange(0, 30).reshape(10, 3)
b = np.arange(0, 3).reshape(3, 1)
c = np.dot(a, b)
d = a @ b + 1.
e = a.T
n = a.shape
u = load_something()
v = u @ a
`;

const mismatch = `import numpy as np

a = np.arange(0, 30).reshape(10, 3)
b = np.arange(0, 3).reshape(3, 1)
wrong = np.dot(b, a)
`;

const test = editorTests("hover", { files: { "shapes.py": shapes, "mismatch.py": mismatch } });

async function textOf(hover: Awaited<ReturnType<Editor["hoverByKeyboard"]>>): Promise<string> {
  return (await hover.textContent()) ?? "";
}

/** Where the cursor goes, and what the hover must say. */
const cases: readonly (readonly [at: string, offset: number, says: string])[] = [
  ["a = np.arange", 0, "(10, 3)"],
  ["reshape(10, 3)", 2, "(10, 3)"],
  ["np.arange(0, 30)", 4, "(30,)"],
  ["c = np.dot", 0, "(10, 1)"],
  ["np.dot(a, b)", 4, "(10, 3) · (3, 1) → (10, 1)"],
  ["a @ b", 2, "(10, 3) · (3, 1) → (10, 1)"],
  ["d = a", 0, "(10, 1)"],
  ["a.T", 2, "(3, 10)"],
];

for (const [at, offset, says] of cases) {
  test(`by keyboard: ${at} +${offset} says ${says}`, async ({ editor }) => {
    await editor.openFile("shapes.py");
    expect(await textOf(await editor.hoverByKeyboard(at, offset))).toContain(says);
  });
}

test("by mouse, with the matrices drawn in proportion and the formula", async ({ editor }) => {
  await editor.openFile("shapes.py");
  const hover = await editor.hoverByMouse("np.dot(a, b)", "dot");
  expect(await textOf(hover)).toContain("(10, 3) · (3, 1) → (10, 1)");
  const pictures = hover.locator("img");
  await expect.poll(() => pictures.count()).toBeGreaterThanOrEqual(2);
  for (const picture of await pictures.all()) {
    await expect
      .poll(() => picture.evaluate((image) => ("naturalWidth" in image ? Number(image.naturalWidth) : 0)))
      .toBeGreaterThan(20);
    expect((await picture.getAttribute("alt")) ?? "").not.toBe("");
  }
  await editor.screenshot("matrix-product");
});

test("says that a shape is unknown, and why", async ({ editor }) => {
  await editor.openFile("shapes.py");
  const said = await textOf(await editor.hoverByKeyboard("v = u @ a"));
  expect(said).toContain("load_something");
  expect(said).not.toMatch(/→ \(/);
});

test("reports the product that cannot be, with NumPy's sentence", async ({ editor }) => {
  await editor.openFile("mismatch.py");
  const problems = () =>
    editor.run((api) => {
      const uri = api.window.activeTextEditor?.document.uri;
      return uri
        ? api.languages.getDiagnostics(uri).map((each) => `${each.range.start.line}: ${each.message}`)
        : [];
    });
  await expect.poll(problems).toHaveLength(1);
  expect((await problems())[0]).toMatch(
    /^4: .*shapes \(3,1\) and \(10,3\) not aligned: 1 \(dim 1\) != 10 \(dim 0\)/,
  );
  await editor.page.locator(".editor-instance .squiggly-error").first().waitFor();
});

test("answers in the lesson's class, from its call site", async ({ editor }) => {
  await editor.openFile("neuron.py");
  expect(await textOf(await editor.hoverByKeyboard("np.dot(x.T, err)", 4))).toContain(
    "(30, 364) · (364, 1) → (30, 1)",
  );
  expect(await textOf(await editor.hoverByKeyboard("np.dot(x, self.w)", 4))).toContain("(364, 30) · (30, 1)");
});

test("answers within a word of each array of the lesson", async ({ editor }) => {
  await editor.openFile("neuron.py");
  for (const name of ["a = np.arange(0, 30)", "x_train, x_val", "mean = np.mean", "z = np.dot(x, self.w)"]) {
    expect(await textOf(await editor.hoverByKeyboard(name))).toMatch(/\(\d+/);
  }
});

test("keeps quiet over what is no array", async ({ editor }) => {
  await editor.openFile("neuron.py");
  const hovers = await editor.run(async (api) => {
    const document = api.window.activeTextEditor?.document;
    if (!document) return -1;
    const position = document.positionAt(document.getText().indexOf("import numpy") + 1);
    const found = await api.commands.executeCommand<unknown[]>(
      "vscode.executeHoverProvider",
      document.uri,
      position,
    );
    return found.length;
  });
  expect(hovers).toBe(0);
});

test("answers in a notebook's cells, each seeing those above", async ({ editor }) => {
  await editor.closeAllEditors();
  await editor.openNotebook("neuron.ipynb");
  const hovers = await editor.run(async (api) => {
    const cells = api.window.activeNotebookEditor?.notebook.getCells() ?? [];
    const cell = cells.find(({ document }) => document.getText().includes("np.dot(a, b)"));
    if (!cell) throw new Error("no cell has np.dot(a, b)");
    const position = cell.document.positionAt(cell.document.getText().indexOf("np.dot(a, b)") + 4);
    const texts: string[] = [];
    // The analysis of a notebook that was just opened may take a moment.
    for (let i = 0; i < 40 && texts.length === 0; i++) {
      const found = await api.commands.executeCommand<{ contents: { value: string }[] }[]>(
        "vscode.executeHoverProvider",
        cell.document.uri,
        position,
      );
      texts.push(...found.flatMap((each) => each.contents.map((content) => content.value)));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return texts.join("\n");
  });
  expect(hovers).toContain("(10, 3)");
  expect(hovers).toContain("(10, 1)");
});

test("hovers in a notebook's cell by mouse", async ({ editor }) => {
  await editor.run((api) => {
    const notebook = api.window.activeNotebookEditor;
    const index = notebook?.notebook
      .getCells()
      .findIndex(({ document }) => document.getText().includes("np.dot(a, b)"));
    if (!notebook || index === undefined) throw new Error("no notebook is open");
    notebook.revealRange(new api.NotebookRange(index, index + 1), api.NotebookEditorRevealType.AtTop);
  });
  const hover = await editor.hoverByMouse("np.dot(a, b)", "dot", ".notebookOverlay");
  expect(await textOf(hover)).toContain("(10, 3) · (3, 1) → (10, 1)");
});

test("does not run the program, and leaves its files alone", async ({ editor }) => {
  expect(readFileSync(editor.path("neuron.py"), "utf8")).toBe(
    readFileSync(join(root, "media/lesson/neuron.py"), "utf8"),
  );
});

consoleIsClean(test);
