import { writeFileSync } from "node:fs";
import { expect } from "vitest";
import type { Editor } from "./harness/editor";
import { consoleIsClean, editorTests } from "./harness/suite";

const train = `import numpy as np
from layers import make

x = np.ones((10, 3))
w = make()
z = x @ w
y = z.T
t = np.loadtxt("points.csv", delimiter=",", skiprows=1)
u = load_something()
v = u @ x
`;

const silent = `import numpy as np

p = np.ones((5, 1))
q = np.ones(5)
r = p - q
`;

const cell = (...source: readonly string[]) => ({
  cell_type: "code",
  metadata: {},
  outputs: [],
  execution_count: null,
  source: source.join("\n"),
});

const notebook = JSON.stringify({
  cells: [
    cell("from layers import make", "import pandas as pd"),
    cell("k = make()", "t = pd.read_csv('points.csv').values"),
  ],
  metadata: { kernelspec: { name: "python3", display_name: "Python 3" }, language_info: { name: "python" } },
  nbformat: 4,
  nbformat_minor: 5,
});

/** Two folders have files of these names: only the one beside the program counts. */
const test = editorTests("hints", {
  settings: { "neuronLens.inlayHints.enabled": "on" },
  files: {
    "unit/train.py": train,
    "unit/silent.py": silent,
    "unit/nets.ipynb": notebook,
    "unit/layers.py": "import numpy as np\n\n\ndef make():\n    return np.ones((3, 4))\n",
    "unit/points.csv": "a,b\n1.5,2\n3.5,4\n5.5,6\n",
    "other/layers.py": "import numpy as np\n\n\ndef make():\n    return np.ones((3, 9))\n",
    "other/points.csv": "a,b,c\n1,2,3\n",
  },
});

/** Every hint of the active script, or of the last cell of the active notebook, as `line: shape`, once its text has `part`. */
function hints(editor: Editor, part = ""): Promise<string[]> {
  return editor.run(async (api, wanted) => {
    const cells = api.window.activeNotebookEditor?.notebook.getCells();
    const document = cells?.at(-1)?.document ?? api.window.activeTextEditor?.document;
    if (document === undefined) return [];
    // What is typed into the window arrives here a moment later.
    for (let i = 0; i < 500 && !document.getText().includes(wanted); i++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    const found = await api.commands.executeCommand<{ position: { line: number }; label: unknown }[]>(
      "vscode.executeInlayHintProvider",
      document.uri,
      new api.Range(0, 0, document.lineCount, 0),
    );
    return found.map(({ position, label }) => `${position.line}${String(label)}`);
  }, part);
}

/** Types behind some code; answers when it began to. */
async function type(editor: Editor, after: string, text: string): Promise<number> {
  await editor.setCursor(after, after.length);
  await editor.command("workbench.action.focusActiveEditorGroup");
  const began = Date.now();
  await editor.page.keyboard.type(text);
  return began;
}

/** As it is on the disk, so that no test builds on what another one typed. */
async function openAsSaved(editor: Editor, file: string): Promise<void> {
  await editor.openFile(file);
  await editor.command("workbench.action.files.revert");
}

const all = ["3: (10, 3)", "4: (3, 4)", "5: (10, 4)", "6: (4, 10)", "7: (3, 2)"];

test("stay where they are while a line is typed, and say what is new when it is done", async ({ editor }) => {
  await openAsSaved(editor, "unit/train.py");
  await expect.poll(() => hints(editor)).toEqual(all);
  // A bracket that nothing closes: without care all that follows would be unknown.
  const began = await type(editor, "x = np.ones((10, 3))", "[");
  const shown = await hints(editor, "3))[");
  // Who has typed nothing for a second is told what is new, and this machine may have been that slow.
  if (Date.now() - began < 900) expect(shown).toEqual(all);
  await editor.page.keyboard.type(":5");
  await expect
    .poll(() => hints(editor))
    .toEqual(["3: (5, 3)", "4: (3, 4)", "5: (5, 4)", "6: (4, 5)", "7: (3, 2)"]);
});

test("follow a module that is edited and not saved", async ({ editor }) => {
  await openAsSaved(editor, "unit/layers.py");
  await type(editor, "np.ones((3, 4", "2");
  await openAsSaved(editor, "unit/train.py");
  await expect.poll(() => hints(editor)).toContain("4: (3, 42)");
  await openAsSaved(editor, "unit/layers.py");
  await editor.openFile("unit/train.py");
  await expect.poll(() => hints(editor)).toEqual(all);
});

test("count the shapes that are known, and list where one was lost", async ({ editor }) => {
  await openAsSaved(editor, "unit/train.py");
  await editor.setCursor("import numpy");
  const item = editor.page.locator("[id*='neuronLens.coverage']").first();
  await expect.poll(() => item.textContent()).toMatch(/\d+ of \d+/);
  await item.click();
  await editor.quickPickRow(/load_something/).waitFor();
  await editor.screenshot("lost");
  await editor.pick(/load_something/);
  await expect.poll(() => editor.cursorLine()).toBe(8);
});

test("find modules and data beside a notebook, and follow a file that changes on the disk", async ({
  editor,
}) => {
  await editor.openNotebook("unit/nets.ipynb");
  await expect.poll(() => hints(editor)).toEqual(["0: (3, 4)", "1: (3, 2)"]);
  await editor.screenshot("notebook");
  writeFileSync(editor.path("unit/points.csv"), "a,b\n1,2\n3,4\n");
  await expect.poll(() => hints(editor)).toEqual(["0: (3, 4)", "1: (2, 2)"]);
  await editor.openFile("unit/train.py");
  await expect.poll(() => hints(editor)).toContain("7: (2, 2)");
});

test("show on the Shapes screen what is wrong around an operand", async ({ editor }) => {
  await editor.openFile("unit/silent.py");
  await editor.command("neuronLens.showShapes");
  await editor.setCursor("p - q");
  const note = editor.panel().locator(".note.warning");
  await expect.poll(() => note.textContent()).toMatch(/the result is \(5,\s5\)/);
  await editor.screenshot("operand");
  await editor.setCursor("np.ones(5)", 1);
  await expect.poll(() => note.count()).toBe(0);
});

consoleIsClean(test);
