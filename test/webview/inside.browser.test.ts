import { describe, expect } from "vitest";
import type { ToView } from "../../src/protocol/panel";
import { emptyView } from "./harness/fixtures";
import { type PanelPage, panelTests } from "./harness/harness";
import { gradientShapes, smallShapes, sumShapes } from "./harness/shapesFixtures";

const { it, withPanel } = panelTests();

const look = { language: "en", width: 400, revision: 1 } as const;

async function showing(
  shapes: Extract<ToView, { type: "shapes" }>["shapes"],
  use: (panel: PanelPage) => Promise<void>,
): Promise<void> {
  const messages: readonly ToView[] = [
    { type: "view", view: emptyView("en") },
    { type: "shapes", shapes },
  ];
  await withPanel({ width: 440 }, messages, use);
}

/** The middle of a cell of a matrix, from the marks in its drawing. */
async function cell(panel: PanelPage, part: string, row: number, column: number, picture = 0) {
  const live = panel.page.locator(".live").nth(picture);
  const box = await live.locator(`rect[data-part="${part}"]`).boundingBox();
  const mark = live.locator(`rect[data-part="${part}"]`);
  const [rows, columns] = await Promise.all(
    ["data-rows", "data-columns"].map(
      async (name) => ((await mark.getAttribute(name)) ?? "").split(",").length,
    ),
  );
  if (box === null || rows === undefined || columns === undefined) throw new Error("no such matrix");
  return { x: box.x + ((column + 0.5) * box.width) / columns, y: box.y + ((row + 0.5) * box.height) / rows };
}

async function pointAt(panel: PanelPage, part: string, row: number, column: number): Promise<void> {
  const { x, y } = await cell(panel, part, row, column);
  await panel.page.mouse.move(x, y);
}

const lit = (panel: PanelPage) => panel.page.locator(".light rect").count();

describe("pointing into a product", () => {
  it("by mouse at a result: its row, its column, and the sum", async () => {
    await showing(await smallShapes(look), async (panel) => {
      await pointAt(panel, "result", 2, 1);
      expect(await lit(panel)).toBe(3);
      const table = panel.page.locator(".sum-of-products");
      expect(await table.locator("caption").textContent()).toBe("c[2, 1]");
      expect(await table.locator("tbody tr").allTextContents()).toEqual(["01×0=0", "12×−1=−2", "23×3=9"]);
      expect(await table.locator("tfoot strong").textContent()).toBe("7");
      await panel.page.mouse.move(2, 2);
      expect(await lit(panel)).toBe(0);
    });
  });

  it("by mouse at an input: every output that it feeds", async () => {
    await showing(await smallShapes(look), async (panel) => {
      await pointAt(panel, "0", 1, 2);
      const result = await panel.page.locator('rect[data-part="result"]').first().boundingBox();
      const strips = await panel.page
        .locator(".lit-strip rect")
        .evaluateAll((all) => all.map((each) => Number(each.getAttribute("width"))));
      // Row 1 of the result, as wide as the result is.
      expect(strips).toContain(result?.width);
    });
  });

  it("by keyboard alone, with a pin", async () => {
    await showing(await smallShapes(look), async (panel) => {
      const live = panel.page.locator(".live").first();
      await live.focus();
      for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight"])
        await panel.page.keyboard.press(key);
      const caption = panel.page.locator(".sum-of-products caption");
      expect(await caption.textContent()).toBe("c[1, 1]");
      expect(await live.locator("[aria-live]").textContent()).toBe("c[1, 1] = 1");
      await panel.page.keyboard.press("Enter");
      expect(await panel.page.locator(".lit-corner").count()).toBe(1);
      // Pinned, the mouse changes nothing.
      await pointAt(panel, "result", 3, 0);
      expect(await caption.textContent()).toBe("c[1, 1]");
      await panel.page.keyboard.press("PageUp");
      expect(await live.locator("[aria-live]").textContent()).toBe("b[0, 0] = 1");
      await panel.page.keyboard.press("Escape");
      expect(await lit(panel)).toBe(0);
    });
  });

  it("in the three readings, the choice kept", async () => {
    await showing(await smallShapes(look), async (panel) => {
      await panel.page.getByRole("radio", { name: "Mix of columns" }).click();
      // Three terms, and what they come to: the column of the result that lights with them.
      expect(await panel.page.locator(".mix-part").count()).toBe(4);
      expect(await panel.page.locator(".mix-part").last().locator("td").allTextContents()).toEqual([
        "−13",
        "−4",
        "5",
        "14",
      ]);
      const column = await panel.page.locator(".light .lit-strip rect").first().boundingBox();
      const whole = await panel.page.locator('rect[data-part="result"]').boundingBox();
      // The outline's own width lies around it.
      expect(Math.abs((column?.height ?? 0) - (whole?.height ?? 0))).toBeLessThan(3);
      expect(Math.abs((column?.width ?? 0) - (whole?.width ?? 0) / 2)).toBeLessThan(3);
      await panel.page.keyboard.press("ArrowRight");
      expect(await panel.page.locator(".mix-part").first().locator("td").allTextContents()).toEqual([
        "−5",
        "−2",
        "1",
        "4",
        "1",
        "0",
      ]);
      expect(await panel.kept()).toMatchObject({ reading: "outers" });
    });
  });

  it("beside a toy twin where the program does not fix the numbers", async () => {
    await showing(await gradientShapes(look), async (panel) => {
      expect(await panel.page.locator(".sum-of-products").first().textContent()).toContain("… and 358 more");
      const toy = panel.page.locator(".toy");
      expect(await toy.locator("tfoot strong").textContent()).toBe("5");
      await toy.scrollIntoViewIfNeeded();
      const { x, y } = await cell(panel, "result", 1, 0, 1);
      await panel.page.mouse.move(x, y);
      expect(await toy.locator("tfoot strong").textContent()).toBe("6");
    });
  });
});

it("shows which element a stretched operand gives", async () => {
  await showing(await sumShapes(look), async (panel) => {
    await pointAt(panel, "result", 2, 1);
    expect(await panel.page.locator(".readout").textContent()).toBe("c[2, 1] = a[2, 1] + b[1]7 + 20 = 27");
    // The copies stand for what they are copies of.
    await pointAt(panel, "1 copies", 3, 2);
    expect(await panel.page.locator(".readout").textContent()).toBe("c[3, 2] = a[3, 2] + b[2]11 + 30 = 41");
  });
});

describe("predicting", () => {
  it("hides the shape until it is found", async () => {
    await showing(await gradientShapes(look), async (panel) => {
      await panel.page.getByRole("button", { name: "Predict each shape" }).click();
      const screen = panel.page.locator("#screen");
      expect(await panel.page.locator(".shape-line").first().textContent()).not.toContain("→ (30");
      expect(await screen.locator(".picture").count()).toBe(0);
      const field = panel.page.locator(".predict-form input");
      await field.fill("(1, 30)");
      await field.press("Enter");
      expect(await panel.page.locator(".predict-answer").textContent()).toContain("Not (1, 30)");
      await field.fill("30 x 1");
      await field.press("Enter");
      expect(await panel.page.locator(".shape-line").first().textContent()).toContain("→ (30, 1)");
      expect(await panel.kept()).toMatchObject({ predicting: true });
    });
  });

  it("shows it to who asks", async () => {
    await showing(await gradientShapes(look), async (panel) => {
      await panel.page.getByRole("button", { name: "Predict each shape" }).click();
      await panel.page.getByText("Show it").click();
      expect(await panel.page.locator(".shape-line").first().textContent()).toContain("→ (30, 1)");
    });
  });
});

it("lists the whole function on request, and goes to its lines", async () => {
  await showing(await gradientShapes(look), async (panel) => {
    const wanted = async () => (await panel.posted()).filter(({ type }) => type === "flowWanted").at(-1);
    expect(await wanted()).toEqual({ type: "flowWanted", wanted: false });
    await panel.page.getByRole("button", { name: "The whole function" }).click();
    expect(await wanted()).toEqual({ type: "flowWanted", wanted: true });
    const last = panel.page.locator(".flow-entry").last();
    expect(await last.textContent()).toContain("w_grad");
    await last.focus();
    // It is made of x, err and m; m is no array.
    expect(await panel.page.locator(".flow-entry.lit code").allTextContents()).toEqual([
      "x",
      "err",
      "w_grad",
    ]);
    await panel.page.keyboard.press("Enter");
    const went = (await panel.posted()).filter(({ type }) => type === "goToCode").at(-1);
    expect(went).toMatchObject({ place: { line: 10 } });
  });
});
