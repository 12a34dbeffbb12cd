import { expect } from "vitest";
import type { FromView, ToView } from "../../src/protocol/panel";
import { derivationScreen } from "./harness/fixtures";
import { type PanelPage, panelTests } from "./harness/harness";
import { verdicts, wrongPlace } from "./harness/verdictFixtures";

const { it, withPanel: withOptions } = panelTests();

const ready = (kind: Parameters<typeof verdicts>[0]): ToView[] => [
  {
    type: "derivation",
    derivation: { ...derivationScreen("batch/weights", "en"), verdicts: verdicts(kind, "en") },
  },
  { type: "openScreen", screen: "derivation" },
];
const withPanel = (messages: readonly ToView[], use: (panel: PanelPage) => Promise<void>) =>
  withOptions({}, messages, use);
const posted = async (panel: PanelPage, type: FromView["type"]) =>
  (await panel.posted()).filter((each) => each.type === type);

it("stands above the steps, and stays while the cursor moves", async () => {
  await withPanel(ready("right"), async (panel) => {
    const card = panel.page.locator(".verdict-card.right");
    expect(await card.textContent()).toBe(
      "Matches the derivative of your losschecked on 5 random cases · worst relative error 7e-11",
    );
    await panel.send({ type: "currentStep", stepId: "batch/bias" });
    const [top, step] = [await card.boundingBox(), await panel.page.locator(".step").first().boundingBox()];
    expect(top?.y).toBeLessThan(step?.y ?? 0);
  });
});

it("shows the mistake, its numbers and what else is wrong", async () => {
  await withPanel(ready("wrong"), async (panel) => {
    const card = panel.page.locator(".verdict-card.note.error");
    expect(await card.locator(".note-head span").first().textContent()).toBe(
      "Missing / m: yours is 364 times too large",
    );
    const rows = await card
      .locator("tr")
      .evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent)));
    expect(rows.slice(0, 2)).toEqual([
      ["", "yours", "derivative", "ratio"],
      ["w 0", "1.225", "0.1750", "7"],
    ]);
    expect(await card.locator("caption").textContent()).toBe("a random case of 7 samples");
    expect(await card.locator(".dim").textContent()).toBe("b: The sign is turned");
  });
});

it("marks the steps whose lines were checked", async () => {
  for (const [kind, word] of [
    ["right", "right"],
    ["wrong", "wrong"],
    ["mixed", "undecided"],
  ] as const)
    await withPanel(ready(kind), async (panel) => {
      expect(await panel.page.locator(".step.open .step-mark").allTextContents()).toEqual([word]);
      expect(await panel.page.locator(".step-mark").count()).toBe(1);
    });
});

it("goes to the wrong line, and asks for the fix of the text that is shown", async () => {
  await withPanel(ready("wrong"), async (panel) => {
    const card = panel.page.locator(".verdict-card");
    await card.locator(".line-link").click();
    expect(await posted(panel, "goToCode")).toEqual([{ type: "goToCode", place: wrongPlace }]);
    expect(await card.locator("mark").allTextContents()).toEqual(["/ m"]);
    await card.locator("vscode-button").click();
    expect(await posted(panel, "fixGradient")).toEqual([{ type: "fixGradient", revision: 4, verdict: 0 }]);
  });
});

it("stands above a screen without a derivation too", async () => {
  const empty: ToView = {
    type: "derivation",
    derivation: { kind: "empty", verdicts: verdicts("mixed", "en") },
  };
  await withPanel([empty, { type: "openScreen", screen: "derivation" }], async (panel) => {
    expect(await panel.page.locator(".verdict-card .note-head").allTextContents()).toEqual([
      "Undecided: the update is not the gradient alone (momentum, Adam and the like)",
      "Matches the derivative of your loss",
    ]);
  });
});
