import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it as test } from "vitest";
import { noCurves } from "../../src/present/training-curves";
import type { FromView, ToView } from "../../src/protocol/panel";
import { lessonRun, trainingScreen } from "./harness/fixtures";
import {
  type Bundle,
  buildPanel,
  hasBrowser,
  launch,
  type PanelOptions,
  type PanelPage,
  usingPanel,
} from "./harness/harness";

const it = test.runIf(hasBrowser);
let browser: Browser | undefined;
let bundle: Bundle;

beforeAll(async () => {
  if (hasBrowser) [browser, bundle] = await Promise.all([launch(), buildPanel()]);
}, 60_000);
afterAll(() => browser?.close());

type Options = Omit<PanelOptions, "bundle">;
const withPanel = (options: Options, messages: readonly ToView[], use: (panel: PanelPage) => Promise<void>) =>
  usingPanel(browser, { bundle, ...options }, messages, use);

const posted = async (panel: PanelPage, type: FromView["type"]) =>
  (await panel.posted()).filter((each) => each.type === type);

describe("the training screen", () => {
  const screen: ToView = { type: "openScreen", screen: "training" };

  it("asks for a run with the settings that are typed, and says what is wrong with them", async () => {
    await withPanel(
      {},
      [{ type: "training", training: await trainingScreen({ kind: "idle" }, "en") }, screen],
      async (panel) => {
        const { page } = panel;
        const train = page.locator("vscode-button.main");
        await page.locator("vscode-button", { hasText: "rate 0.1" }).click();
        await page.locator("#setting-epochs input").fill("12.5");
        expect(await page.getByRole("alert").textContent()).toBe("Write a whole number.");
        await train.click({ force: true });
        expect(await posted(panel, "trainRequested")).toEqual([]);
        await page.locator("#setting-epochs input").fill("250");
        await page.locator("#setting-learningRate input").fill("0.5");
        expect(await page.getByRole("alert").count()).toBe(0);
        await page.locator("#setting-learningRate input").press("Enter");
        expect(await posted(panel, "trainRequested")).toEqual([
          { type: "trainRequested", settings: { learningRate: 0.5, epochs: 250, l1: 0, l2: 0 } },
        ]);
        await page.getByText("As in the lesson").click();
        await train.click();
        expect((await posted(panel, "trainRequested")).at(-1)).toEqual({
          type: "trainRequested",
          settings: { learningRate: 0.1, epochs: 100, l1: 0, l2: 0 },
        });
      },
    );
  });

  it("draws the curves while they stream, stops on request, and shows what came of it", async () => {
    const run = await lessonRun();
    const { trainLoss, validationLoss } = run.metrics;
    const slice = (from: number, to: number): ToView => ({
      type: "progress",
      runId: run.id,
      replaces: false,
      curves: {
        epochNumbers: Float64Array.from({ length: to - from }, (_, index) => from + index + 1),
        trainLoss: trainLoss.slice(from, to),
        validationLoss: validationLoss.slice(from, to),
        endOfEpochLoss: trainLoss.slice(from, to),
        seconds: trainLoss.slice(from, to),
      },
    });
    const running = await trainingScreen(
      { kind: "running", runId: run.id, epochs: 100, curves: noCurves },
      "en",
    );
    await withPanel({}, [{ type: "training", training: running }, screen], async (panel) => {
      const { page } = panel;
      const status = page.locator(".key.epoch");
      expect(await status.textContent()).toContain("Starting");
      const before = await inkOf(panel);
      await panel.send(slice(0, 30));
      expect(await status.textContent()).toContain("Epoch 30 of 100");
      const some = await inkOf(panel);
      await panel.send(slice(30, 70));
      const more = await inkOf(panel);
      expect(some).toBeGreaterThan(before);
      expect(more).toBeGreaterThan(some);
      await page.locator("vscode-button.main").click();
      expect(await posted(panel, "stopRequested")).toHaveLength(1);
      await panel.send({ type: "training", training: await trainingScreen({ kind: "done", run }, "en") });
      expect(await page.locator(".metrics dd").allInnerTexts()).toEqual([
        "0.111",
        "0.120",
        "0.964",
        "0.956",
        "0.930",
      ]);
      expect(await page.locator(".cell b").allInnerTexts()).toEqual(["31", "3", "1", "56"]);
      expect(await page.getByRole("status").textContent()).toContain("Finished: 100 epochs");
    });
  });

  it("shows eight weights, then all", async () => {
    const training = await trainingScreen({ kind: "done", run: await lessonRun() }, "en");
    await withPanel({}, [{ type: "training", training }, screen], async (panel) => {
      const rows = panel.page.locator(".weights tbody tr");
      expect(await rows.count()).toBe(8);
      await panel.page.getByText("Show all 30").click();
      expect(await rows.count()).toBe(30);
    });
  });

  it("has the curves as a table", async () => {
    const training = await trainingScreen({ kind: "done", run: await lessonRun() }, "en");
    await withPanel({}, [{ type: "training", training }, screen], async (panel) => {
      await panel.page.getByText("The curves as a table").click();
      const cells = await panel.page.locator(".twin tbody tr").last().locator("th, td").allInnerTexts();
      expect(cells).toEqual(["100", "0.111", "0.120"]);
    });
  });

  it("draws on both scales, in the colours of the theme that is on", async () => {
    const training = await trainingScreen({ kind: "done", run: await lessonRun() }, "en");
    await withPanel({}, [{ type: "training", training }, screen], async (panel) => {
      const logarithmic = await canvasOf(panel);
      await panel.page.getByRole("radio", { name: "Linear" }).click();
      await expect.poll(() => canvasOf(panel)).not.toBe(logarithmic);
      const dark = await canvasOf(panel);
      await panel.page.evaluate(() => {
        document.documentElement.style.setProperty("--vscode-foreground", "#3b3b3b");
        document.body.className = "vscode-light";
      });
      await expect.poll(() => canvasOf(panel)).not.toBe(dark);
    });
  });

  it("reads the epoch that the pointer is on", async () => {
    const training = await trainingScreen({ kind: "done", run: await lessonRun() }, "en");
    await withPanel({}, [{ type: "training", training }, screen], async (panel) => {
      const box = await panel.page.locator(".u-over").boundingBox();
      if (box === null) throw new Error("no plot");
      await panel.page.mouse.move(box.x + (box.width * 39) / 99, box.y + 40);
      await expect.poll(() => panel.page.getByRole("slider").getAttribute("aria-valuenow")).toBe("40");
      expect(await panel.page.locator(".legend").textContent()).toContain("0.197");
      await panel.page.mouse.move(2, 2);
      await expect.poll(() => panel.page.getByRole("slider").getAttribute("aria-valuenow")).toBe("100");
    });
  });

  it("lets another data set be chosen", async () => {
    await withPanel({}, [screen], async (panel) => {
      await panel.page.getByText("Change…").click();
      expect(await posted(panel, "datasetChoiceRequested")).toHaveLength(1);
    });
  });
});

/** How many pixels of the plot are drawn on. */
function inkOf(panel: PanelPage): Promise<number> {
  return panel.page.evaluate(() => {
    const canvas = document.querySelector("canvas");
    const data = canvas?.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let ink = 0;
    for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 0) ink++;
    return ink;
  });
}

function canvasOf(panel: PanelPage): Promise<string | undefined> {
  return panel.page.evaluate(() => document.querySelector("canvas")?.toDataURL());
}
