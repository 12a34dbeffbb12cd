import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { root } from "../tasks/prepare.mjs";
import type { Editor } from "./harness/editor";
import { themes } from "./harness/launch";
import { consoleIsClean, editorTests } from "./harness/suite";

const test = editorTests("panel");
const axe = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");

test("has a strict content security policy", async ({ editor }) => {
  await editor.openFile("neuron.py");
  await editor.runCommand("Neuron Lens: Open Panel");
  const policy = await editor
    .panel()
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
  const script = /script-src ([^;]*)/.exec(policy ?? "")?.[1] ?? "";
  expect(script).toMatch(/'nonce-[\w+/=-]{16,}'/);
  expect(script.replace(/'nonce-[^']+'/, "").trim()).toBe("");
});

test("has another nonce on each page", async ({ editor }) => {
  const nonce = () => editor.panel().locator('meta[property="csp-nonce"]').getAttribute("content");
  const before = await nonce();
  await editor.load();
  await editor.command("neuronLens.openPanel");
  await expect.poll(nonce, { timeout: 15_000 }).not.toBe(before);
});

test("goes through its tabs by keyboard", async ({ editor }) => {
  const panel = editor.panel();
  const tabs = panel.getByRole("tab");
  const names = await tabs.evaluateAll((all) => all.map((tab) => tab.getAttribute("aria-label")));
  expect(names).toEqual(["Shapes", "Derivation", "Training", "Lesson"]);
  await tabs.first().focus();
  await editor.page.keyboard.press("Home");
  for (const name of names.slice(1)) {
    await editor.page.keyboard.press("ArrowRight");
    await expect
      .poll(() => panel.locator('[role="tab"][aria-selected="true"]').getAttribute("aria-label"))
      .toBe(name);
  }
});

test("follows the cursor on the screen of shapes", async ({ editor }) => {
  await editor.openFile("neuron.py");
  await editor.panel().getByRole("tab", { name: "Shapes" }).click();
  await editor.setCursor("np.dot(a, b)", 4);
  await expect.poll(() => editor.panel().locator("#screen").textContent()).toContain("(10, 1)");
  await editor.setCursor("np.dot(x.T, err)", 4);
  await expect.poll(() => editor.panel().locator("#screen").textContent()).toContain("(30, 1)");
});

test("comes back as it was after it was hidden", async ({ editor }) => {
  await editor.panel().getByRole("tab", { name: "Training" }).click();
  await editor.runCommand("Neuron Lens: Train Neuron");
  await expect.poll(() => editor.panel().locator(".metrics").textContent()).toContain("0.956");
  await editor.command("workbench.action.closeAuxiliaryBar");
  await editor.command("neuronLens.openPanel");
  await expect.poll(() => editor.panel().locator(".metrics").textContent()).toContain("0.956");
});

/** What axe finds that would keep somebody out: serious and critical findings, as `rule: where`. */
async function seriousFindings(editor: Editor): Promise<string[]> {
  const frame = await (await editor.panel().locator("body").elementHandle())?.ownerFrame();
  if (!frame) throw new Error("The panel has no page.");
  await frame.evaluate(axe);
  const found = await frame.evaluate<
    { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[]
  >("axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)");
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`),
    );
}

test("axe finds nothing serious on any screen, in a dark and a light theme", async ({ editor }) => {
  await editor.openFile("neuron.py");
  await editor.command("neuronLens.showDerivation");
  for (const theme of ["dark", "light"] as const) {
    await editor.setTheme(theme);
    for (const tab of await editor.panel().getByRole("tab").all()) {
      await tab.click();
      await editor.page.waitForTimeout(200);
      expect(await seriousFindings(editor), `${theme}, ${await tab.getAttribute("aria-label")}`).toEqual([]);
    }
  }
});

test("can be read in each of the four themes", async ({ editor }) => {
  for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
    await editor.setTheme(theme);
    await editor.screenshot(`theme-${theme}`);
    const [text, background] = await editor
      .panel()
      .locator("body")
      .evaluate((body) => {
        const view = body.ownerDocument.defaultView;
        const style = view?.getComputedStyle(body);
        const root = view?.getComputedStyle(body.ownerDocument.documentElement);
        return [style?.color, root?.getPropertyValue("--vscode-sideBar-background")];
      });
    expect(text).not.toBe(background);
  }
});

// A browser at 200 % has half as many of the page's pixels.
test("can be read at twice the size", async ({ editor, onTestFinished }) => {
  const whole = editor.page.viewportSize() ?? { width: 1440, height: 900 };
  onTestFinished(() => editor.page.setViewportSize(whole));
  await editor.page.setViewportSize({ width: whole.width / 2, height: whole.height / 2 });
  const root = editor.panel().locator("html");
  for (const name of ["Shapes", "Derivation", "Training", "Lesson"]) {
    const tab = editor.panel().getByRole("tab", { name });
    await tab.click();
    await expect.poll(() => tab.getAttribute("aria-selected")).toBe("true");
    await expect.poll(() => root.evaluate((page) => page.scrollWidth - page.clientWidth)).toBe(0);
    const box = await tab.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(whole.width / 2);
    await editor.screenshot(`twice-${name.toLowerCase()}`);
  }
});

test("opens as an editor tab too", async ({ editor }) => {
  await editor.runCommand("Neuron Lens: Open Panel as an Editor Tab");
  const tab = editor.page.locator(".tabs-container .tab", { hasText: "Neuron Lens" });
  await tab.waitFor();
  await editor.command("workbench.action.closeAuxiliaryBar");
  await expect.poll(() => editor.panel().getByRole("tab").count()).toBe(4);
});

consoleIsClean(test);
