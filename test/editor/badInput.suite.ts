import { expect } from "vitest";
import { consoleIsClean, editorTests } from "./harness/suite";

/** File, its text, and what the sentence about it must name. */
const bad: readonly (readonly [file: string, content: string | Uint8Array, sentence: RegExp])[] = [
  ["empty.csv", "", /empty/i],
  ["header-only.csv", "a,b,target\n", /no rows/i],
  ["one-row.csv", "a,b,target\n1,2,yes\n", /one row/i],
  ["no-numbers.csv", "name,colour,target\nann,red,yes\nbob,blue,no\ncyd,green,yes\ndan,red,no\n", /numbers/i],
  [
    "one-class.csv",
    `a,b,target\n${"1,2,yes\n2,3,yes\n3,1,yes\n4,0,yes\n".repeat(6)}`,
    /nothing to tell apart/i,
  ],
  [
    "picture.csv",
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48]),
    /picture/i,
  ],
  ["not-a-table.csv", "\u0001\u0000\u0002\u0000\u0000\u0000\u0003\u0004".repeat(40), /binary|not look like/i],
  ["ragged.csv", `a,b,target\n${"1,2,yes\n3,4,no\n".repeat(10)}5,6,yes,9,9\n`, /line 22/i],
];

const broken = `import numpy as np
x = np.ones((3, 4)
def f(:
y = np.zeros((2, 2))
print(y
`;

const test = editorTests("bad-input", {
  files: { ...Object.fromEntries(bad.map(([file, content]) => [file, content])), "broken.py": broken },
});

for (const [file, , sentence] of bad) {
  test(`says one clear sentence about ${file}`, async ({ editor }) => {
    await editor.clearNotifications();
    await editor.chooseInExplorer(file, "Train Neuron");
    const said = await editor.notificationText(file);
    expect(said).toMatch(sentence);
    expect(said).not.toMatch(/undefined|NaN|\[object|Error:|\bat \S+:\d/);
    expect(await editor.notifications().count()).toBe(1);
    await expect.poll(() => editor.panel().locator(".note.error").textContent()).toMatch(sentence);
  });
}

test("trains on good data right after bad data", async ({ editor }) => {
  await editor.clearNotifications();
  await editor.closeAllEditors();
  await editor.runCommand("Neuron Lens: Train Neuron");
  await editor.notification(/569 rows/).waitFor();
  expect(await editor.panel().locator(".note.error").count()).toBe(0);
});

test("understands the rest of a program with a syntax error", async ({ editor }) => {
  await editor.clearNotifications();
  await editor.openFile("broken.py");
  const hover = await editor.hoverByKeyboard("y = np.zeros");
  expect(await hover.textContent()).toContain("(2, 2)");
  expect(await editor.notifications().count()).toBe(0);
});

test("says in the panel what is missing when there is nothing to derive", async ({ editor }) => {
  await editor.openFile("broken.py");
  await editor.runCommand("Neuron Lens: View Derivation");
  await editor.panel().getByRole("tab", { name: "Derivation" }).waitFor();
  await expect.poll(() => editor.panel().locator("#screen .note").textContent()).toMatch(/\w+ \w+/);
});

consoleIsClean(test);
