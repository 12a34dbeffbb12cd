import { describe, expect } from "vitest";
import type { Derivation } from "../../src/insight/derivation/derivation";
import type { DerivationExtras } from "../../src/present/derivation-view";
import type { FromView, ToView } from "../../src/protocol/panel";
import { lessonNumbers, normalisedScreen } from "./harness/derivationScenes";
import { derivationScreen, lessonDerivation } from "./harness/fixtures";
import { type PanelPage, panelTests } from "./harness/harness";
import { verdicts } from "./harness/verdictFixtures";

const { it, withPanel } = panelTests();

async function withSteps(
  extras: DerivationExtras,
  use: (panel: PanelPage) => Promise<void>,
  kept?: unknown,
): Promise<void> {
  const derivation = lessonDerivation();
  const numbers = await lessonNumbers(derivation);
  const screen = derivationScreen("batch/weights", "en", derivation, { numbers, ...extras });
  const messages: ToView[] = [
    { type: "derivation", derivation: screen },
    { type: "openScreen", screen: "derivation" },
  ];
  await withPanel({ height: 1400, kept }, messages, use);
}

async function asked(panel: PanelPage, type: FromView["type"]): Promise<unknown[]> {
  return (await panel.posted()).filter((message) => message.type === type);
}

describe("pointing at a factor", () => {
  it("lights its number, its piece of code and its matrix, and tells the host, until it is left", async () => {
    await withSteps({}, async (panel) => {
      const { page } = panel;
      await page.locator(".chip-button").click();
      await page.locator("button.factor").nth(2).hover();
      // A vector is one word of its line.
      expect(await page.locator(".value.lit").allTextContents()).toEqual(["(0.101,\u00a01.765,\u00a0…)"]);
      expect(await page.locator(".code-chip .lit").allTextContents()).toEqual(["x.T"]);
      expect(await page.locator(".matrix.lit figcaption").count()).toBe(1);
      await page.locator("button.factor").nth(3).hover();
      expect(await page.locator(".code-chip .lit").allTextContents()).toEqual(["err"]);
      await page.locator(".step-head h3").hover();
      expect(await page.locator(".lit").count()).toBe(await page.locator(".matrix-cell.lit").count());
      expect(await asked(panel, "pointAtFactor")).toEqual([
        { type: "pointAtFactor", factor: { stepId: "batch/weights", factor: 2 } },
        { type: "pointAtFactor", factor: { stepId: "batch/weights", factor: 3 } },
        { type: "pointAtFactor", factor: null },
      ]);
    });
  });

  it("goes from factor to factor by the arrows, pins by Enter and lets go by Escape", async () => {
    await withSteps({}, async (panel) => {
      const { page } = panel;
      const factors = page.locator("button.factor");
      await factors.first().focus();
      await page.keyboard.press("End");
      expect(await page.locator(".code-chip .lit").allTextContents()).toEqual(["err"]);
      await page.keyboard.press("ArrowLeft");
      expect(await page.locator(".code-chip .lit").allTextContents()).toEqual(["x.T"]);
      await page.keyboard.press("Enter");
      expect(await factors.nth(2).getAttribute("aria-pressed")).toBe("true");
      await page.keyboard.press("Tab");
      expect(await page.locator(".code-chip .lit").allTextContents()).toEqual(["x.T"]);
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Escape");
      expect(await page.locator(".code-chip .lit").count()).toBe(0);
      const last = (await asked(panel, "pointAtFactor")).at(-1);
      expect(last).toEqual({ type: "pointAtFactor", factor: null });
      expect(await page.getByRole("button", { name: /X transpose.*x\.T/ }).count()).toBe(1);
    });
  });
});

describe("why the transpose", () => {
  it("builds the product sample by sample, by keyboard and by buttons", async () => {
    await withSteps({}, async (panel) => {
      const { page } = panel;
      await page.getByRole("button", { name: "why the transpose" }).press("Enter");
      const build = page.getByRole("slider", { name: "The product, sample by sample" });
      const said = () => build.getAttribute("aria-valuetext");
      // Who wants no motion has the whole product at once.
      expect(await said()).toContain("whole product");
      await build.press("Home");
      expect(await said()).toContain("The sum starts at zero");
      await build.press("ArrowRight");
      expect(await said()).toContain("The sum so far is (−0.80, −1.60)");
      await page.getByRole("button", { name: "One sample on" }).click();
      expect(await said()).toContain("(−0.80, −2.35)");
      expect(await page.locator(".build-term .matrix-cell").allTextContents()).toEqual(["0", "−0.75"]);
      await build.press("End");
      expect(await page.locator(".build-note").textContent()).toContain("Nothing is left out");
    });
  });

  it("plays by itself, from the start when it has come to the end", async () => {
    await withSteps({}, async (panel) => {
      const { page } = panel;
      await page.locator(".chip-button").click();
      await page.getByRole("button", { name: "Play" }).click();
      const build = page.getByRole("slider", { name: "The product, sample by sample" });
      expect(await build.getAttribute("aria-valuenow")).toBe("0");
      await expect.poll(() => build.getAttribute("aria-valuenow"), { timeout: 4000 }).toBe("1");
      await page.getByRole("button", { name: "Pause" }).click();
      expect(await page.getByRole("button", { name: "Play" }).count()).toBe(1);
    });
  });

  it("lists every other order, and keeps open what was opened", async () => {
    await withSteps({}, async (panel) => {
      await panel.page.getByRole("button", { name: "Why no other order fits" }).click();
      expect(await panel.page.locator(".order").count()).toBe(8);
      expect(await panel.page.locator(".order.right").textContent()).toContain(
        "(30, 364) · (364, 1) → (30, 1)",
      );
      await panel.send({ type: "currentStep", stepId: "batch/bias" });
      expect(await panel.page.locator(".order").count()).toBe(0);
      await panel.send({ type: "currentStep", stepId: "batch/weights" });
      expect(await panel.page.locator(".order").count()).toBe(8);
    });
  });
});

describe("the numbers", () => {
  it("are those of the sample that is chosen, by buttons, by arrows or typed", async () => {
    await withSteps({}, async (panel) => {
      const { page } = panel;
      const field = page.getByRole("textbox", { name: "Sample" });
      await page.getByRole("button", { name: "Next sample" }).click();
      await field.press("ArrowDown");
      await field.fill("400");
      await field.press("Enter");
      await field.fill("seven");
      await field.press("Enter");
      expect(await asked(panel, "chooseSample")).toEqual([
        { type: "chooseSample", sample: 18 },
        { type: "chooseSample", sample: 16 },
        { type: "chooseSample", sample: 364 },
      ]);
      expect(await field.inputValue()).toBe("17");
      expect(await page.locator(".number-row code").first().textContent()).toBe(
        " =\u00a0−1.000 ×\u00a0(0.101,\u00a01.765,\u00a0…) =\u00a0(−0.101,\u00a0−1.765,\u00a0…)",
      );
    });
  });
});

describe("hints first", () => {
  it("hides what comes, gives the rule, the next line, then all, and remembers", async () => {
    await withSteps({ hintsFirst: true }, async (panel) => {
      const { page } = panel;
      expect(await page.locator(".steps > .step").count()).toBe(2);
      const covered = page.locator(".step.covered");
      expect(await covered.locator("h3").textContent()).toBe("The activation");
      expect(await covered.locator(".formula").count()).toBe(0);
      await covered.getByText("Rule", { exact: true }).press("Enter");
      expect(await covered.textContent()).toContain("entry by entry");
      await covered.getByText("Next line").click();
      expect(await page.locator(".step.open h3").textContent()).toBe("The activation");
      expect(await covered.locator("h3").textContent()).toBe("The loss");
      // The cursor does not give a hidden step away.
      await panel.send({ type: "currentStep", stepId: "batch/update" });
      expect(await page.locator(".step.open h3").textContent()).toBe("The activation");
      await covered.getByText("All", { exact: true }).click();
      expect(await page.locator(".steps > .step").count()).toBe(7);
      expect(await covered.count()).toBe(0);
    });
    const kept = { revealed: { "file:///lesson/neuron.py 0 batch": 3 }, screen: "derivation" };
    await withSteps(
      { hintsFirst: true },
      async (panel) => expect(await panel.page.locator(".steps > .step").count()).toBe(4),
      kept,
    );
  });

  it("is switched by the host's setting, which its button asks for", async () => {
    await withSteps({}, async (panel) => {
      await panel.page.getByRole("button", { name: /Hints first/ }).click();
      expect(await asked(panel, "setHintsFirst")).toEqual([{ type: "setHintsFirst", hintsFirst: true }]);
    });
  });
});

it("rings the factor that the learner's line leaves out, in words as well", async () => {
  const derivation = derivationScreen("batch/weights", "en");
  const messages: ToView[] = [
    { type: "derivation", derivation: { ...derivation, verdicts: verdicts("wrong", "en") } },
    { type: "openScreen", screen: "derivation" },
  ];
  await withPanel({ height: 1400 }, messages, async (panel) => {
    const ringed = panel.page.locator(".factor.lacking");
    expect(await ringed.count()).toBe(1);
    expect(await ringed.textContent()).toContain("not in your code");
    expect(await ringed.locator(".formula").getAttribute("aria-label")).toBe("1 over m");
    await panel.send({ type: "currentStep", stepId: "batch/forward" });
    expect(await ringed.count()).toBe(0);
  });
});

it("lets the reader choose among the models of a file", async () => {
  const named = (name: string): Derivation => ({ ...lessonDerivation(), name });
  await withSteps({ all: [named("SingleLayer"), named("train")] }, async (panel) => {
    const choice = panel.page.getByRole("combobox", { name: "Which model" });
    expect(await choice.locator("option").allTextContents()).toEqual([
      "SingleLayer: Logistic neuron",
      "train: Logistic neuron",
    ]);
    await choice.selectOption("1");
    expect(await asked(panel, "chooseModel")).toEqual([{ type: "chooseModel", model: 1 }]);
  });
});

it("asks the host for text, files and the page, and copies the picture itself", async () => {
  await withSteps({}, async (panel) => {
    const { page } = panel;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByText("LaTeX").click();
    await page.getByText("Markdown").press("Enter");
    await page.getByRole("button", { name: "Save as an image (SVG)" }).click();
    await page.getByRole("button", { name: "Export as a page to print" }).click();
    expect(await asked(panel, "copyStep")).toEqual([
      { type: "copyStep", stepId: "batch/weights", form: "latex" },
      { type: "copyStep", stepId: "batch/weights", form: "markdown" },
    ]);
    expect(await asked(panel, "saveStepImage")).toEqual([{ type: "saveStepImage", stepId: "batch/weights" }]);
    expect(await asked(panel, "exportDerivation")).toEqual([{ type: "exportDerivation" }]);
    await page.getByRole("button", { name: "Copy as an image" }).click();
    const types = () =>
      page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
    await expect.poll(types).toContain("image/png");
    expect(await page.locator(".copies [role=status]").textContent()).toBe("Copied");
  });
});

it("says from its beginning why nothing is shown, wherever the derivation before was left", async () => {
  await withSteps({}, async (panel) => {
    await panel.page.setViewportSize({ width: 260, height: 300 });
    const top = () => panel.page.locator("#screen").evaluate((pane) => pane.scrollTop);
    await panel.page.locator("#screen").evaluate((pane) => {
      pane.scrollTop = 200;
    });
    expect(await top()).toBe(200);
    const reason = "No line of this file updates a weight.";
    await panel.send({ type: "derivation", derivation: { kind: "empty", reason } });
    await panel.page.getByText(reason).waitFor();
    await expect.poll(top).toBe(0);
  });
});

it("says what was looked for where nothing was found, and lets the reader mark code", async () => {
  const messages: ToView[] = [
    {
      type: "derivation",
      derivation: {
        kind: "empty",
        reason: "No line of this file updates a weight.",
        search: {
          sought: [
            { label: "an update", state: "found" },
            { label: "a loss", state: "missing" },
            { label: "layers", state: "open" },
          ],
          marks: [{ label: "loss", uri: "file:///p.py", line: 7 }],
        },
      },
    },
    { type: "openScreen", screen: "derivation" },
  ];
  await withPanel({}, messages, async (panel) => {
    expect(await panel.page.locator(".sought li").allTextContents()).toEqual([
      "an update: found",
      "a loss: missing",
      "layers: not looked for yet",
    ]);
    await panel.page.getByText("Mark the selected code…").click();
    await panel.page.getByText("Remove the marks").press("Enter");
    await panel.page.getByText("line 7").click();
    const types = (await panel.posted()).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(["markCode", "clearMarks", "goToCode"]));
  });
});

it("has the batch alone where a layer is normalised, and says why", async () => {
  for (const [language, label, why] of [
    ["en", "The batch", /one sample has no deviation/],
    ["ko", "배치", /표준편차가 없기/],
  ] as const) {
    const messages = await normalisedScreen(language, "batch/error-1");
    await withPanel({ width: 380, height: 1400 }, messages, async ({ page }) => {
      expect(await page.locator(".step-bar > .meta").textContent()).toBe(label);
      expect(await page.locator(".step-bar [role=radiogroup]").count()).toBe(0);
      expect(await page.locator(".parts-note").textContent()).toMatch(why);
      // The tag above what is new does not stand on the shapes of the line before.
      const overlap = await page.locator(".new-tag").evaluate((tag) => {
        const own = tag.getBoundingClientRect();
        return [...document.querySelectorAll(".factor-shape")].some((shape) => {
          const other = shape.getBoundingClientRect();
          return (
            own.left < other.right &&
            other.left < own.right &&
            own.top < other.bottom &&
            other.top < own.bottom
          );
        });
      });
      expect(overlap).toBe(false);
      const factors = page.locator(".step.open .factor");
      expect(await factors.count()).toBe(10);
    });
  }
});
