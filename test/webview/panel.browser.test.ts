import { describe, expect } from "vitest";
import type { FromView, ToView } from "../../src/protocol/panel";
import { derivationScreen, emptyView } from "./harness/fixtures";
import { type PanelPage, panelTests } from "./harness/harness";
import { gradientShapes, mismatchShapes } from "./harness/shapesFixtures";

const { it, built, withPanel } = panelTests();

const posted = async (panel: PanelPage, type: FromView["type"]) =>
  (await panel.posted()).filter((each) => each.type === type);

it("is at most 350 KB", () => {
  expect(Buffer.byteLength(built().bundle.script)).toBeLessThanOrEqual(350 * 1024);
});

describe("at its start", () => {
  it("draws at once, before any message, and asks for everything", async () => {
    await withPanel({}, [], async (panel) => {
      expect(await panel.page.locator("h1").textContent()).toBe("See what your NumPy computes");
      const types = (await panel.posted()).map((message) => message.type);
      expect(types).toContain("ready");
      expect(await posted(panel, "resized")).toEqual([{ type: "resized", width: 348 }]);
    });
  });

  it("opens the screen that was open, where it was scrolled to", async () => {
    const kept = { screen: "derivation", scroll: { derivation: 130 } };
    await withPanel({ kept, height: 300 }, [], async (panel) => {
      await panel.send({
        type: "view",
        view: { ...emptyView("en"), derivation: derivationScreen(null, "en") },
      });
      expect(await panel.page.getByRole("tab", { selected: true }).textContent()).toBe("Derivation");
      await expect
        .poll(() => panel.page.evaluate(() => document.querySelector("#screen")?.scrollTop))
        .toBe(130);
    });
  });

  it("keeps what the reader has set", async () => {
    await withPanel({}, [], async (panel) => {
      await panel.page.getByRole("tab", { name: "Training" }).click();
      expect(await panel.kept()).toMatchObject({ screen: "training" });
      expect((await posted(panel, "openScreen")).at(-1)).toEqual({ type: "openScreen", screen: "training" });
    });
  });

  it("offers what to do first", async () => {
    await withPanel({}, [], async (panel) => {
      await panel.page.getByText("Open the lesson folder").click();
      await panel.page.getByText("Walkthrough").click();
      await panel.page.getByText("Derive from my code").click();
      await panel.page.getByText("Try it on a line").click();
      expect(
        (await posted(panel, "actionRequested")).map((message) => "action" in message && message.action),
      ).toEqual(["open-lesson", "open-walkthrough", "derive", "try-hover"]);
    });
  });
});

describe("by keyboard alone", () => {
  it("moves between the tabs with the arrows", async () => {
    await withPanel({}, [], async (panel) => {
      const { page } = panel;
      await page.keyboard.press("Tab");
      expect(await focusedName(panel)).toBe("Shapes");
      await page.keyboard.press("ArrowRight");
      expect(await focusedName(panel)).toBe("Derivation");
      await page.keyboard.press("End");
      expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("Lesson");
      await page.keyboard.press("ArrowRight");
      expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("Shapes");
    });
  });

  it("goes through the derivation, and selects each step's line", async () => {
    const messages: ToView[] = [
      { type: "derivation", derivation: derivationScreen("batch/error", "en") },
      { type: "openScreen", screen: "derivation" },
    ];
    await withPanel({}, messages, async (panel) => {
      await panel.page.getByRole("button", { name: "Next step" }).press("Enter");
      expect(await panel.page.locator(".step.open h3").textContent()).toBe("The gradient of the weights");
      await panel.page.getByRole("button", { name: "Previous step" }).press("Space");
      expect(await posted(panel, "selectStep")).toEqual([
        { type: "selectStep", stepId: "batch/weights" },
        { type: "selectStep", stepId: "batch/error" },
      ]);
      await panel.page.getByRole("radio", { name: "The batch" }).press("ArrowLeft");
      expect(await panel.page.getByRole("radio", { name: "One sample" }).getAttribute("aria-checked")).toBe(
        "true",
      );
      expect(await panel.page.locator(".step.open h3").textContent()).toBe("The error");
    });
  });
});

async function focusedName(panel: PanelPage): Promise<string | null> {
  return panel.page.evaluate(
    () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? null,
  );
}

describe("the derivation", () => {
  const ready = (current: string | null): ToView[] => [
    { type: "derivation", derivation: derivationScreen(current, "en") },
    { type: "openScreen", screen: "derivation" },
  ];

  it("marks the step that the cursor is on, and follows it until pinned", async () => {
    await withPanel({}, ready("batch/weights"), async (panel) => {
      const open = panel.page.locator(".step.open h3");
      expect(await panel.page.locator("[aria-current=step] h3").textContent()).toBe(
        "The gradient of the weights",
      );
      await panel.send({ type: "currentStep", stepId: "batch/bias" });
      expect(await open.textContent()).toBe("The gradient of the intercept");
      await panel.page.getByRole("button", { name: "Pin" }).click();
      await panel.send({ type: "currentStep", stepId: "batch/update" });
      expect(await open.textContent()).toBe("The gradient of the intercept");
      expect(await panel.page.locator(".step.current .line-number").textContent()).toBe("line 97");
      await panel.page.getByRole("button", { name: "Pin" }).click();
      expect(await open.textContent()).toBe("The update");
    });
  });

  it("brings the step into sight that the cursor goes to, under the controls that stay, and moves nothing else", async () => {
    await withPanel({}, ready("batch/weights"), async (panel) => {
      await panel.page.setViewportSize({ width: 380, height: 440 });
      const place = async (selector: string) => {
        const box = await panel.page.locator(selector).boundingBox();
        return { top: box?.y ?? Number.NaN, bottom: (box?.y ?? Number.NaN) + (box?.height ?? 0) };
      };
      const scroller = panel.page.locator("#screen");
      for (const [id, before] of [
        ["batch/update", 0],
        ["batch/forward", 10_000],
      ] as const) {
        await scroller.evaluate((pane, top) => {
          pane.scrollTop = top;
        }, before);
        await panel.send({ type: "currentStep", stepId: id });
        await panel.page.locator(".step.open[aria-current]").waitFor();
        const [seen, controls] = [await place(".step.open h3"), await place(".step-controls")];
        expect(seen.top, id).toBeGreaterThanOrEqual(controls.bottom);
        expect(seen.bottom).toBeLessThan(440);
      }
      expect(await panel.page.evaluate("document.scrollingElement.scrollTop")).toBe(0);
    });
  });

  it("goes to the code of the open step", async () => {
    await withPanel({}, ready("batch/weights"), async (panel) => {
      await panel.page.locator(".code-chip").click();
      expect(await posted(panel, "goToCode")).toMatchObject([
        { place: { uri: "file:///lesson/neuron.py", line: 79 } },
      ]);
      expect(await panel.page.locator(".code-chip mark").textContent()).toBe("x.T");
    });
  });

  it("typesets its formulas on the line, and says them aloud", async () => {
    await withPanel({}, ready("batch/weights"), async (panel) => {
      const formula = panel.page.locator(".step > button .formula").first();
      expect(await formula.getAttribute("aria-label")).toBe("Z equals X times w plus b times the ones");
      expect((await formula.boundingBox())?.width).toBeGreaterThan(60);
      // Its pieces stand side by side, without a gap, on one baseline.
      const pieces = await formula
        .locator("svg")
        .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
      expect(pieces).toHaveLength(3);
      for (const [index, piece] of pieces.entries()) {
        const before = pieces[index - 1];
        if (before === undefined) continue;
        expect(piece.left).toBeCloseTo(before.right, 1);
        expect(piece.top).toBeCloseTo(before.top, 1);
      }
      expect(await panel.page.locator(".formula.untypeset").count()).toBe(0);
    });
  });

  it("shows the TeX until it is typeset, and no script of a forged picture", async () => {
    const screen = derivationScreen(null, "en");
    if (screen.kind !== "ready") throw new Error("no derivation");
    const forge = (svg: string | null): ToView => ({
      type: "derivation",
      derivation: {
        kind: "ready",
        view: {
          ...screen.view,
          parts: screen.view.parts.map((part) => ({
            ...part,
            steps: part.steps.map((step) => ({ ...step, formula: { ...step.formula, svg } })),
          })),
        },
      },
    });
    await withPanel({}, [forge(null), { type: "openScreen", screen: "derivation" }], async (panel) => {
      expect(await panel.page.locator(".step > button .formula").first().textContent()).toContain(
        "\\sigma(Z)",
      );
      const evil =
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -700 1000 900" onload="document.title=1"><script>document.title=2</script><foreignObject><b/></foreignObject><a href="https://evil.test"><path d="M0 0"/></a><path d="M0 0H9" onclick="1"/></svg>';
      await panel.send(forge(evil));
      const html = await panel.page.locator(".step > button .formula").first().innerHTML();
      expect(html).toContain('<path d="M0 0H9"');
      expect(html).not.toMatch(/script|foreign|onload|onclick|evil/);
      // The policy says so for each handler that it kept from running.
      expect(panel.complaints.splice(0).every((text) => text.includes("inline event handler"))).toBe(true);
    });
  });
});

describe("the shapes screen", () => {
  const look = { language: "en", width: 348, revision: 1 } as const;

  it("asks for the fix that is chosen, of the picture that is shown", async () => {
    await withPanel(
      {},
      [{ type: "shapes", shapes: await mismatchShapes({ ...look, revision: 2 }) }],
      async (panel) => {
        await panel.page.getByText("Use x.T").click();
        expect(await posted(panel, "applyFix")).toEqual([
          { type: "applyFix", revision: 2, problem: 0, fix: 0 },
        ]);
      },
    );
  });

  it("keeps a pinned picture", async () => {
    await withPanel({}, [{ type: "shapes", shapes: await gradientShapes(look) }], async (panel) => {
      await panel.page.getByRole("button", { name: "Pin" }).click();
      await panel.send({ type: "shapes", shapes: await mismatchShapes({ ...look, revision: 2 }) });
      expect(await panel.page.locator(".code-bar code").textContent()).toBe("w_grad = np.dot(x.T, err) / m");
    });
  });

  it("goes to where a size came from", async () => {
    await withPanel({}, [{ type: "shapes", shapes: await gradientShapes(look) }], async (panel) => {
      await panel.page.getByText("line 3").click();
      expect(await posted(panel, "goToCode")).toEqual([
        { type: "goToCode", place: { uri: "file:///neuron.py", line: 3 } },
      ]);
    });
  });

  it("reads the shape line as text", async () => {
    await withPanel({}, [{ type: "shapes", shapes: await gradientShapes(look) }], async (panel) => {
      expect(await panel.page.locator(".shape-line .visually-hidden").textContent()).toBe(
        "(30, 364) · (364, 1) → (30, 1)",
      );
    });
  });
});
