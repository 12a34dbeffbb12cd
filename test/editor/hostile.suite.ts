import { expect } from "vitest";
import { consoleIsClean, editorTests } from "./harness/suite";

/** Data and programs that would like to be more than text. */
const image = `<img src=x onerror="document.title='owned'">`;
const csv = [
  `${image},[click](command:workbench.action.terminal.new),diagnosis`,
  ...Array.from(
    { length: 60 },
    (_, row) =>
      `${row % 7},${(row * 5) % 11},${row % 2 === 0 ? `<script>document.title='owned'</script>` : "**b**"}`,
  ),
].join("\n");

const program = `import numpy as np
# [click me](command:workbench.action.terminal.new) ![](https://evil.test/a.png)
x = np.ones((3, 4))  # [here](command:workbench.action.quit)
rows = {"[a](command:workbench.action.quit)": np.zeros((4, 1))}
y = x @ rows["[a](command:workbench.action.quit)"]
`;

const test = editorTests("hostile", { files: { "hostile.csv": csv, "hostile.py": program } });

test("trains on columns and classes with markup in their names, and shows them as text", async ({
  editor,
}) => {
  await editor.openFile("hostile.csv");
  await editor.runCommand("Neuron Lens: Train Neuron");
  await editor.notification(/hostile\.csv: 60 rows/).waitFor();
  const panel = editor.panel();
  await expect.poll(() => panel.locator("body").textContent()).toContain("<img src=x");
  expect(await panel.locator("#panel").locator('img, script, a[href^="command:"]').count()).toBe(0);
  expect(await editor.page.title()).not.toContain("owned");
  expect(await panel.locator("body").evaluate((body) => body.ownerDocument.title)).not.toContain("owned");
  // The notification is text as well: nothing in it can be pressed but our own buttons.
  expect(await editor.notifications().locator('a[href^="command:"], img').count()).toBe(0);
});

test("passes no link and no picture of the program's on into a hover", async ({ editor }) => {
  await editor.openFile("hostile.py");
  for (const place of ["y = x", "x = np", "x @ rows"]) {
    const hover = await editor.hoverByKeyboard(place);
    await expect.poll(() => hover.textContent()).toMatch(/\((3|4), /);
    const targets = await hover
      .locator("a, img")
      .evaluateAll((all) =>
        all.map(
          (each) =>
            each.getAttribute("data-href") ?? each.getAttribute("href") ?? each.getAttribute("src") ?? "",
        ),
      );
    for (const target of targets)
      expect(target).toMatch(/^($|data:image\/svg|command:neuronLens\.|file:|vscode-remote:|#)/);
  }
});

test("asks for nothing outside of the editor while it works", async ({ editor }) => {
  const asked: string[] = [];
  editor.page.on("request", (request) => {
    // VS Code itself asks for extensions and updates; what our page or our threads ask for comes from their frames.
    if (/neuron-lens/.test(request.frame()?.url() ?? "") && !/^(data|blob):/.test(request.url()))
      asked.push(request.url());
  });
  await editor.openFile("neuron.py");
  await editor.runCommand("Neuron Lens: View Derivation");
  await editor.panel().locator(".step.open").waitFor();
  await editor.runCommand("Neuron Lens: Train Neuron");
  await editor.notification(/569 rows/).waitFor();
  expect(
    asked.filter(
      (url) => !/^https?:\/\/(127\.0\.0\.1|[\w-]+\.vscode-cdn\.net|[\w.-]*vscode-resource[\w.-]*)/.test(url),
    ),
  ).toEqual([]);
});

consoleIsClean(test);
