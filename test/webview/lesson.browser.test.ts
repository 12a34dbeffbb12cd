import { expect } from "vitest";
import type { ToView } from "../../src/protocol/panel";
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

it("takes a click though the checks answer while the button is pressed", async () => {
  const scene = (name: string) => lessonScenes.find((each) => each.name === name)?.messages("en", 380);
  await withScene("lesson-lost", 380, async (panel) => {
    const hint = panel.page.locator("vscode-button", { hasText: "A hint" });
    await hint.hover();
    await panel.page.mouse.down();
    const before = await hint.boundingBox();
    await panel.send(...((await scene("lesson-step")) ?? []));
    expect(await hint.boundingBox()).toEqual(before);
    await panel.page.mouse.up();
    expect(await panel.posted()).toContainEqual({ type: "lessonAction", action: "hint" });
    await expect.poll(() => panel.page.locator(".lesson-place").count()).toBe(1);
  });
});

it("offers the answer while the first check is still on its way", async () => {
  const scene = lessonScenes.find((each) => each.name === "lesson-hints");
  const messages = (await scene?.messages("en", 380)) ?? [];
  const unchecked = messages.map((message): ToView => {
    if (message.type !== "view" || message.view.lesson.kind !== "step") return message;
    const { view } = message.view.lesson;
    return {
      ...message,
      view: { ...message.view, lesson: { kind: "step", view: { ...view, code: null, isChecking: true } } },
    };
  });
  await withPanel({ width: 380 }, unchecked, async (panel) => {
    await panel.page.locator("vscode-button", { hasText: "Show me" }).click();
    await panel.page.locator(".lesson-foot .icon-button").click();
    const posted = await panel.posted();
    expect(posted).toContainEqual({ type: "lessonAction", action: "show" });
    expect(posted).toContainEqual({ type: "lessonAction", action: "reset" });
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
