import { expect } from "vitest";
import { consoleIsClean, editorTests } from "./harness/suite";

const test = editorTests("korean", { locale: "ko" });
const hangul = /[가-힣]/;

test("runs in Korean", async ({ editor }) => {
  expect(await editor.run((api) => api.env.language)).toBe("ko");
});

test("has every command's title in Korean", async ({ editor }) => {
  const titles = await editor.run((api) => {
    const { commands } =
      api.extensions.getExtension("neuron-lens.neuron-lens")?.packageJSON.contributes ?? {};
    return commands.map((command: { title: string | { value: string } }) =>
      typeof command.title === "string" ? command.title : command.title.value,
    ) as string[];
  });
  expect(titles.length).toBeGreaterThan(3);
  for (const title of titles) expect(title).toMatch(hangul);
});

test("trains and says the result in Korean", async ({ editor }) => {
  await editor.command("neuronLens.train");
  const said = await editor.notificationText("569");
  expect(said).toMatch(hangul);
  expect(said).not.toMatch(/\b(rows|features|classes|accuracy)\b/);
  await editor.screenshot("trained");
});

test("has a Korean panel without a leftover of English", async ({ editor }) => {
  const panel = editor.panel();
  for (const tab of await panel.getByRole("tab").all()) {
    await tab.click();
    expect((await tab.getAttribute("aria-label")) ?? "").toMatch(hangul);
    const text = (await panel.locator("#screen").textContent()) ?? "";
    expect(text).toMatch(hangul);
    expect(text).not.toMatch(/\b(the|rows|weights|loss|step|line|after|epochs?)\b/i);
  }
});

test("hovers in Korean", async ({ editor }) => {
  await editor.openFile("neuron.py");
  const hover = await editor.hoverByKeyboard("np.dot(a, b)", 4);
  expect(await hover.textContent()).toContain("(10, 3) · (3, 1) → (10, 1)");
});

test("says bad input in Korean", async ({ editor }) => {
  await editor.clearNotifications();
  await editor.run(async (api, path) => {
    await api.workspace.fs.writeFile(api.Uri.file(path), new Uint8Array());
    await api.commands.executeCommand("neuronLens.train", api.Uri.file(path));
  }, editor.path("empty.csv"));
  expect(await editor.notificationText("empty.csv")).toMatch(hangul);
});

test("has a Korean walkthrough", async ({ editor }) => {
  await editor.openWalkthrough();
  for (const step of await editor.page.locator(".getting-started-step").all()) {
    expect(await step.textContent()).toMatch(hangul);
  }
  await editor.screenshot("walkthrough");
});

consoleIsClean(test);
