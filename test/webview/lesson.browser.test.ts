import { expect } from "vitest";
import { type PanelPage, panelTests } from "./harness/harness";
import { lessonScenes } from "./harness/lessonScenes";

const { it, withPanel } = panelTests();

async function withScene(
  name: string,
  width: number,
  use: (panel: PanelPage) => Promise<void>,
): Promise<void> {
  const scene = lessonScenes.find((each) => each.name === name);
  await withPanel({ width }, (await scene?.messages("en", width)) ?? [], use);
}

it("offers a hint, then the answer, and neither once a step is done", async () => {
  const offered = (panel: PanelPage) =>
    panel.page.locator(".lesson-hint ~ .buttons, .lesson-text > .buttons");
  await withScene("lesson-open", 380, async (panel) =>
    expect(await offered(panel).allTextContents()).toEqual(["A hint"]),
  );
  await withScene("lesson-hints", 380, async (panel) =>
    expect(await offered(panel).allTextContents()).toEqual(["Show me"]),
  );
  await withScene("lesson-shown", 380, async (panel) => {
    expect(await panel.page.locator(".lesson-hint").count()).toBe(2);
    expect(await offered(panel).count()).toBe(0);
  });
});

it("tells of each lesson in one sentence where room is short", async () => {
  for (const [width, isWhole] of [
    [200, false],
    [380, true],
  ] as const) {
    await withScene("lesson-course", width, async (panel) => {
      const summary = panel.page.locator(".course-entry .dim").first();
      expect(await summary.textContent()).toMatch(/^A neuron .* adds up\. For one/);
      const rest = summary.locator(".course-more");
      expect(await rest.textContent()).toMatch(/^ For one/);
      expect(await rest.isVisible()).toBe(isWhole);
    });
  }
});
