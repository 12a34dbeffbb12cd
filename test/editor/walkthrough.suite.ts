import { expect } from "vitest";
import type { Editor } from "./harness/editor";
import { consoleIsClean, editorTests } from "./harness/suite";

const test = editorTests("walkthrough");

async function isDone(editor: Editor, step: string): Promise<boolean> {
  await editor.openWalkthrough();
  const found = editor.walkthroughStep(step);
  await found.waitFor();
  return (await found.locator(".codicon.complete").count()) > 0;
}

test("opens, with every step and its picture", async ({ editor }) => {
  await editor.runCommand("Neuron Lens: Get Started");
  await editor.page.locator(".getting-started-step").first().waitFor();
  const declared = await editor.run((api) => {
    const walkthroughs =
      api.extensions.getExtension("neuron-lens.neuron-lens")?.packageJSON.contributes.walkthroughs;
    return walkthroughs[0].steps.map((step: { id: string }) => step.id) as string[];
  });
  expect(declared.length).toBeLessThanOrEqual(6);
  for (const id of declared) {
    await editor.walkthroughStep(id).click();
    await editor.page.locator(".getting-started-media").first().waitFor();
    await editor.screenshot(`step-${id}`);
  }
});

test("is not done before anything was done", async ({ editor }) => {
  for (const step of ["train", "derivation", "lesson"]) expect(await isDone(editor, step)).toBe(false);
});

/** Step, and what a learner does to complete it. */
const deeds: readonly (readonly [step: string, deed: (editor: Editor) => Promise<void>])[] = [
  ["lesson", (editor) => editor.runCommand("Neuron Lens: Open the Lesson")],
  [
    "hover",
    async (editor) => {
      await editor.openFile("neuron.py");
      await editor.hoverByKeyboard("np.dot(x.T, err)", 4);
    },
  ],
  ["derivation", (editor) => editor.runCommand("Neuron Lens: View Derivation")],
  ["train", (editor) => editor.runCommand("Neuron Lens: Train Neuron")],
  ["own", (editor) => editor.runCommand("Neuron Lens: Show Shapes")],
  ["next", (editor) => editor.runCommand("Neuron Lens: Open Panel")],
];

for (const [step, deed] of deeds) {
  test(`the step "${step}" completes by doing it`, async ({ editor }) => {
    await editor.openWalkthrough();
    await deed(editor);
    await expect.poll(() => isDone(editor, step), { timeout: 10_000 }).toBe(true);
  });
}

test("trains by the button of its step", async ({ editor }) => {
  await editor.clearNotifications();
  await editor.openWalkthrough();
  await editor.walkthroughStep("train").click();
  await editor.page
    .locator(".getting-started-step.expanded .monaco-button", { hasText: "Train Neuron" })
    .click();
  await editor.notification(/569 rows/).waitFor();
});

consoleIsClean(test);
