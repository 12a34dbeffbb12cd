import { describe, expect } from "vitest";
import { confusionAt } from "../../src/present/training-scores";
import type { FromView, ToView } from "../../src/protocol/panel";
import { lessonSettings } from "../../src/protocol/settings";
import { type PanelPage, panelTests } from "./harness/harness";
import {
  endedScreen,
  epochOf,
  idleScreen,
  irisRun,
  pathOf,
  runningScreen,
  type Trained,
  threePolicies,
} from "./harness/trainingFixtures";

const { it, withPanel } = panelTests();

const posted = async (panel: PanelPage, type: FromView["type"]) =>
  (await panel.posted()).filter((each) => each.type === type);

const screen: ToView = { type: "openScreen", screen: "training" };

async function batch(): Promise<Trained> {
  const [first] = await threePolicies();
  if (first === undefined) throw new Error("no run");
  return first;
}

const ended = async (): Promise<readonly ToView[]> => [
  { type: "training", training: await endedScreen([await batch()], "en") },
  screen,
];
const compared = async (): Promise<readonly ToView[]> => [
  { type: "training", training: await endedScreen(await threePolicies(), "en") },
  screen,
];

describe("the controls", () => {
  it("ask for a run with the settings that are typed, and say what is wrong with them", async () => {
    await withPanel({}, [{ type: "training", training: await idleScreen("en") }, screen], async (panel) => {
      const { page } = panel;
      const train = page.locator("vscode-button.main");
      await page.locator("vscode-button[aria-controls=training-settings]").click();
      await page.locator("#setting-epochs input").fill("12.5");
      expect(await page.getByRole("alert").textContent()).toBe("Write a whole number.");
      await train.click({ force: true });
      expect(await posted(panel, "trainRequested")).toEqual([]);
      await page.locator("#setting-epochs input").fill("250");
      await page.locator("#setting-learningRate input").fill("0.5");
      expect(await page.getByRole("alert").count()).toBe(0);
      await page.locator("#setting-model").selectOption("network");
      await page.locator("#setting-hidden input").fill("7");
      await page.locator("#setting-weights").selectOption("normal");
      await page.locator("#setting-learningRate input").press("Enter");
      const settings = {
        ...{ ...lessonSettings, learningRate: 0.5, epochs: 250 },
        ...{ model: "network", hidden: 7, initialWeights: "normal" },
      };
      expect(await posted(panel, "trainRequested")).toEqual([
        { type: "trainRequested", settings, guess: null },
      ]);
      await page.getByText("As in the lesson").click();
      await train.click();
      expect((await posted(panel, "trainRequested")).at(-1)).toEqual({
        type: "trainRequested",
        settings: lessonSettings,
        guess: null,
      });
    });
  });

  it("ask for the order of the rows where an update uses less than all of them", async () => {
    await withPanel({}, [{ type: "training", training: await idleScreen("en") }, screen], async (panel) => {
      const { page } = panel;
      await page.locator("vscode-button[aria-controls=training-settings]").click();
      const order = page.locator("#setting-order");
      expect(await order.count()).toBe(0);
      await page.locator(".chip.toggle", { hasText: "Mini-batch 32" }).click();
      await order.selectOption("same");
      await page.locator(".chip.toggle", { hasText: /^Batch$/ }).click();
      await page.locator("vscode-button.main").click();
      expect(await posted(panel, "trainRequested")).toEqual([
        {
          type: "trainRequested",
          settings: { ...lessonSettings, policies: ["mini-batch"], order: "same" },
          guess: null,
        },
      ]);
    });
  });

  it("ask which curve will be the least steady before several are compared, by keyboard", async () => {
    await withPanel({}, [{ type: "training", training: await idleScreen("en") }, screen], async (panel) => {
      const { page } = panel;
      expect(await page.locator(".guess").count()).toBe(0);
      await page.locator(".chip.toggle", { hasText: "Mini-batch 32" }).press("Space");
      await page.locator(".chip.toggle", { hasText: "One sample" }).press("Enter");
      const first = page.getByRole("radio", { name: "Batch", exact: true });
      await first.press("ArrowLeft");
      expect(await page.getByRole("radio", { name: "One sample" }).getAttribute("aria-checked")).toBe("true");
      await page.locator("vscode-button.main").click();
      expect(await posted(panel, "trainRequested")).toEqual([
        {
          type: "trainRequested",
          settings: { ...lessonSettings, policies: ["batch", "mini-batch", "one-sample"] },
          guess: "one-sample",
        },
      ]);
    });
  });

  it("pause, go on, step and stop", async () => {
    const one = [await batch()];
    const moving = await runningScreen(one, 40, "en");
    await withPanel({}, [{ type: "training", training: moving }, screen], async (panel) => {
      const { page } = panel;
      const epoch = page.getByRole("button", { name: "One epoch, then pause" });
      await epoch.click({ force: true });
      expect(await posted(panel, "stepRequested")).toEqual([]);
      await page.locator("vscode-button", { hasText: "Pause" }).click();
      expect(await posted(panel, "pauseRequested")).toHaveLength(1);
      await panel.send({ type: "training", training: await runningScreen(one, 40, "en", true) });
      await epoch.click();
      await page.getByRole("button", { name: "One update, then pause" }).click();
      expect((await posted(panel, "stepRequested")).map((each) => Reflect.get(each, "of"))).toEqual([
        "epoch",
        "update",
      ]);
      await page.locator("vscode-button", { hasText: "Resume" }).click();
      await page.locator("vscode-button", { hasText: "Stop" }).click();
      expect(await posted(panel, "resumeRequested")).toHaveLength(1);
      expect(await posted(panel, "stopRequested")).toHaveLength(1);
      await panel.send({ type: "training", training: await endedScreen(one, "en") });
      await page.locator("vscode-button", { hasText: "Continue: 100 more" }).click();
      expect(await posted(panel, "continueRequested")).toEqual([
        { type: "continueRequested", runId: one[0]?.run.id, epochs: 100 },
      ]);
    });
  });
});

describe("the curves", () => {
  it("are drawn while they stream, without moving what is below them", async () => {
    const one = await batch();
    const { metrics } = one.run;
    const slice = (from: number, to: number): ToView => ({
      type: "progress",
      runId: one.run.id,
      replaces: false,
      curves: {
        epochNumbers: Float64Array.from({ length: to - from }, (_, index) => from + index + 1),
        trainLoss: metrics.trainLoss.slice(from, to),
        validationLoss: metrics.validationLoss.slice(from, to),
        endOfEpochLoss: (metrics.endOfEpochLoss ?? metrics.trainLoss).slice(from, to),
        seconds: metrics.seconds.slice(from, to),
      },
    });
    const started = await runningScreen([one], 0, "en");
    await withPanel({}, [{ type: "training", training: started }, screen], async (panel) => {
      const { page } = panel;
      const status = page.locator(".where");
      const below = () => page.locator(".loss").evaluate((each) => each.getBoundingClientRect().bottom);
      expect(await status.textContent()).toContain("Starting");
      const before = await inkOf(panel);
      const at = await below();
      await panel.send(slice(0, 30));
      expect(await status.textContent()).toContain("Epoch 30 of 100");
      const some = await inkOf(panel);
      await panel.send(slice(30, 70));
      expect(some).toBeGreaterThan(before);
      expect(await inkOf(panel)).toBeGreaterThan(some);
      expect(await below()).toBe(at);
      await panel.send({ type: "training", training: await endedScreen([one], "en") });
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

  it("have a table for those who can't see them", async () => {
    await withPanel({}, await compared(), async (panel) => {
      await panel.page.getByText("The curves as a table").click();
      const heads = await panel.page.locator(".loss .twin thead th").allInnerTexts();
      expect(heads).toEqual(["epoch", "Batch", "Mini-batch 32", "One sample", "validation"]);
      const cells = await panel.page.locator(".loss .twin tbody tr").last().locator("th, td").allInnerTexts();
      expect(cells.slice(0, 2)).toEqual(["100", "0.111"]);
    });
  });

  it("are drawn on both scales and all axes, in the colours of the theme that is on", async () => {
    await withPanel({}, await compared(), async (panel) => {
      let before = await canvasOf(panel);
      const changes = async () => {
        await expect.poll(() => canvasOf(panel)).not.toBe(before);
        before = await canvasOf(panel);
      };
      for (const name of ["Linear", "Log", "Updates", "Seconds", "Running mean"]) {
        await panel.page.getByRole("radio", { name, exact: true }).click();
        await changes();
      }
      await panel.dress("light");
      await changes();
    });
  });

  it("are read where the pointer is, and stood at where it presses", async () => {
    await withPanel({}, await ended(), async (panel) => {
      const { page } = panel;
      const box = await page.locator(".u-over").boundingBox();
      if (box === null) throw new Error("no plot");
      const legend = page.locator(".legend");
      await page.mouse.move(box.x + (box.width * 39) / 99, box.y + 40);
      await expect.poll(() => legend.textContent()).toContain("0.197");
      await page.mouse.move(2, 2);
      await expect.poll(() => legend.textContent()).not.toContain("0.197");
      await page.mouse.click(box.x + (box.width * 39) / 99, box.y + 40);
      await expect.poll(() => page.locator(".track").getAttribute("aria-valuenow")).toBe("40");
      await expect.poll(() => posted(panel, "epochRequested")).toHaveLength(1);
    });
  });

  it("zoom by dragging, by the wheel with Ctrl and by keyboard, and come back", async () => {
    await withPanel({}, await ended(), async (panel) => {
      const { page } = panel;
      const whole = page.getByRole("button", { name: "Whole axis" });
      const box = await page.locator(".u-over").boundingBox();
      if (box === null) throw new Error("no plot");
      const full = await canvasOf(panel);
      await page.mouse.move(box.x + 40, box.y + 40);
      await page.mouse.down();
      await page.mouse.move(box.x + 140, box.y + 60, { steps: 4 });
      await page.mouse.up();
      await expect.poll(() => canvasOf(panel)).not.toBe(full);
      await whole.click();
      await expect.poll(() => canvasOf(panel)).toBe(full);
      await page.mouse.move(box.x + 40, box.y + 40);
      await page.keyboard.down("Control");
      await page.mouse.wheel(0, -100);
      await page.keyboard.up("Control");
      await expect.poll(() => whole.count()).toBe(1);
      await page.locator(".plot").press("0");
      await expect.poll(() => whole.count()).toBe(0);
      await page.locator(".plot").press("+");
      await expect.poll(() => whole.count()).toBe(1);
      await page.locator(".plot").press("Escape");
      await expect.poll(() => whole.count()).toBe(0);
    });
  });
});

describe("the scrubber", () => {
  it("moves figures, matrix, scores, weights and path to an epoch, by keyboard", async () => {
    const one = await batch();
    await withPanel(
      {},
      [...(await ended()), { type: "path", path: await pathOf([one], "en") }],
      async (panel) => {
        const { page } = panel;
        const track = page.locator(".track");
        const nowAt = () => page.locator(".surface .ring").getAttribute("cx");
        const last = await nowAt();
        expect(await track.getAttribute("aria-valuetext")).toBe(
          "Epoch 100: train loss 0.111, validation loss 0.120",
        );
        await track.press("Home");
        await track.press("Shift+ArrowRight");
        await track.press("ArrowLeft");
        expect(await track.getAttribute("aria-valuenow")).toBe("10");
        await expect
          .poll(async () => (await posted(panel, "epochRequested")).at(-1))
          .toEqual({ type: "epochRequested", runId: one.run.id, epoch: 10 });
        expect(await nowAt()).not.toBe(last);
        await panel.send({ type: "epoch", epoch: await epochOf(one, 10, "en") });
        expect(await page.locator("h2", { hasText: "after epoch 10" }).count()).toBe(1);
        await track.press("End");
        expect(await track.getAttribute("aria-valuenow")).toBe("100");
      },
    );
  });

  it("plays the epochs where motion is wanted, and stops at a step", async () => {
    await withPanel({}, await ended(), async (panel) => {
      const { page } = panel;
      const now = async () => Number(await page.locator(".track").getAttribute("aria-valuenow"));
      const play = page.getByRole("button", { name: "Play the epochs" });
      expect(await play.count()).toBe(0);
      await page.emulateMedia({ reducedMotion: "no-preference" });
      await play.click();
      await expect.poll(now).toBeLessThan(60);
      await expect.poll(now).toBeGreaterThan(5);
      await page.getByRole("button", { name: "One epoch on" }).click();
      await play.waitFor();
      const stopped = await now();
      await page.waitForTimeout(150);
      expect(await now()).toBe(stopped);
    });
  });

  it("is dragged, and stays where it is when the page is loaded again", async () => {
    await withPanel({}, await ended(), async (panel) => {
      const box = await panel.page.locator(".track").boundingBox();
      if (box === null) throw new Error("no track");
      await panel.page.mouse.move(box.x + box.width, box.y + 12);
      await panel.page.mouse.down();
      await panel.page.mouse.move(box.x + box.width / 2, box.y + 12, { steps: 5 });
      await panel.page.mouse.up();
      const now = await panel.page.locator(".track").getAttribute("aria-valuenow");
      expect(Math.abs(Number(now) - 50.5)).toBeLessThanOrEqual(1);
      expect(Reflect.get(Object(Reflect.get(Object(await panel.kept()), "training")), "epoch")).toBe(
        Number(now),
      );
    });
  });
});

describe("the threshold", () => {
  it("changes who is called what, by keyboard and by dragging, and comes back", async () => {
    const { scores } = await epochOf(await batch(), 100, "en");
    if (scores?.kind !== "two-classes") throw new Error("no scores");
    const matrix = (step: number) => confusionAt(scores, step).flat().map(String);
    await withPanel({}, await ended(), async (panel) => {
      const { page } = panel;
      const cells = () => page.locator(".cell b").allInnerTexts();
      const slider = page.locator(".histogram");
      expect(await cells()).toEqual(matrix(100));
      await slider.press("Shift+ArrowRight");
      await slider.press("Shift+ArrowRight");
      expect(await slider.getAttribute("aria-valuenow")).toBe("0.7");
      expect(await cells()).toEqual(matrix(140));
      expect(await cells()).not.toEqual(matrix(100));
      await slider.press("Escape");
      expect(await cells()).toEqual(matrix(100));
      const box = await slider.boundingBox();
      if (box === null) throw new Error("no histogram");
      await page.mouse.move(box.x + box.width / 2, box.y + 40);
      await page.mouse.down();
      await page.mouse.move(box.x + 8 + (box.width - 16) * 0.2, box.y + 40, { steps: 4 });
      await page.mouse.up();
      expect(await slider.getAttribute("aria-valuenow")).toBe("0.2");
      expect(await cells()).toEqual(matrix(40));
    });
  });
});

describe("the runs", () => {
  it("are walked, looked at, drawn, renamed, deleted and restored by keyboard", async () => {
    const training = await endedScreen(await threePolicies(), "en", { deleted: ["Old"] });
    await withPanel({}, [{ type: "training", training }, screen], async (panel) => {
      const { page } = panel;
      const { keyboard } = page;
      await page.locator(".run").first().focus();
      await keyboard.press("ArrowDown");
      await keyboard.press("Enter");
      expect(await posted(panel, "runFocused")).toEqual([{ type: "runFocused", runId: "run-mini-batch" }]);
      await keyboard.press("Space");
      expect(await posted(panel, "runsShown")).toEqual([
        { type: "runsShown", runIds: ["run-batch", "run-one-sample"] },
      ]);
      await keyboard.press("F2");
      await keyboard.type("fast");
      await keyboard.press("Escape");
      expect(await posted(panel, "runRenamed")).toEqual([]);
      await keyboard.press("F2");
      await keyboard.type("fast");
      await keyboard.press("Enter");
      expect(await posted(panel, "runRenamed")).toEqual([
        { type: "runRenamed", runId: "run-mini-batch", name: "fast" },
      ]);
      await keyboard.press("Delete");
      expect(await posted(panel, "runsDeleted")).toEqual([
        { type: "runsDeleted", runIds: ["run-mini-batch"] },
      ]);
      await page.getByRole("button", { name: "Undo" }).press("Enter");
      expect(await posted(panel, "deletedRestored")).toHaveLength(1);
    });
  });

  it("are exported from a menu that gives the focus back", async () => {
    await withPanel({}, await compared(), async (panel) => {
      const { page } = panel;
      await page.locator(".run").nth(1).focus();
      await page.keyboard.press("Shift+F10");
      await page.keyboard.press("End");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      expect(await posted(panel, "runExported")).toEqual([
        { type: "runExported", runId: "run-mini-batch", as: "pytorch" },
      ]);
      expect(await page.evaluate(() => document.activeElement?.getAttribute("data-run"))).toBe(
        "run-mini-batch",
      );
      await page.keyboard.press("ContextMenu");
      expect(await page.getByRole("menu").count()).toBe(1);
      await page.keyboard.press("Escape");
      expect(await page.getByRole("menu").count()).toBe(0);
    });
  });

  it("lead into a comparison by way of the guess", async () => {
    await withPanel({}, await ended(), async (panel) => {
      await panel.page.locator("vscode-button", { hasText: "Compare" }).click();
      await expect
        .poll(() => panel.page.evaluate(() => document.activeElement?.getAttribute("role")))
        .toBe("radio");
    });
  });
});

describe("the data", () => {
  it("can be another set, another target, with or without a column", async () => {
    await withPanel({}, [{ type: "training", training: await idleScreen("en") }, screen], async (panel) => {
      const { page } = panel;
      await page.getByText("Change…").click();
      expect(await posted(panel, "datasetChoiceRequested")).toHaveLength(1);
      await page.getByRole("button", { name: "Data card" }).click();
      await page.getByRole("checkbox", { name: "Learn from mean_radius" }).press("Space");
      expect(await posted(panel, "dataOptionsChosen")).toEqual([
        {
          type: "dataOptionsChosen",
          options: { target: null, missing: "drop-rows", without: ["mean_radius"] },
        },
      ]);
      await page.locator("vscode-button[aria-controls=training-settings]").click();
      await page.locator("#setting-target").selectOption("mean_area");
      expect((await posted(panel, "dataOptionsChosen")).at(-1)).toEqual({
        type: "dataOptionsChosen",
        options: { target: "mean_area", missing: "drop-rows", without: [] },
      });
    });
  });
});

it("shows eight weights, then all", async () => {
  await withPanel({}, await ended(), async (panel) => {
    const rows = panel.page.locator(".weights tbody tr");
    expect(await rows.count()).toBe(8);
    await panel.page.getByText("Show all 30").last().click();
    expect(await rows.count()).toBe(30);
  });
});

describe("a layer's weights", () => {
  const network = { kind: "network", hidden: 6, activation: "tanh", classes: 3 } as const;
  const reading = (panel: PanelPage) => panel.page.locator(".cell-reading").first().textContent();

  it("are one tab stop in which the arrows move, and follow the epoch that is scrubbed to", async () => {
    const { screen: view, at } = await irisRun({ kind: "softmax", classes: 3 }, "en");
    await withPanel({}, [{ type: "training", training: view }, screen], async (panel) => {
      const { page } = panel;
      const cells = page.locator(".layer-grid td");
      expect([await cells.count(), await page.locator(".layer-grid td[tabindex='0']").count()]).toEqual([
        15, 1,
      ]);
      const [weights] = view.epoch?.weights ?? [];
      if (weights?.kind !== "layer") throw new Error("no layer");
      await page.locator(".layer-grid td[tabindex='0']").focus();
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowRight");
      const row = weights.rows[1];
      expect(await reading(panel)).toContain(`${row?.name} · ${weights.columns[1]?.name}`);
      expect(await reading(panel)).toContain(row?.cells[1]?.value);
      expect(await page.locator(".layer-grid td:focus").textContent()).toBe(row?.cells[1]?.value);
      await page.keyboard.press("PageDown");
      expect(await reading(panel)).toContain("intercept · versicolor");
      const [before] = at(2).weights;
      if (before?.kind !== "layer") throw new Error("no layer");
      await panel.send({ type: "epoch", epoch: at(2) });
      expect(await cells.allTextContents()).toEqual(
        [...before.rows, before.intercepts].flatMap((each) => each.cells.map(({ value }) => value)),
      );
    });
  });

  it("are read as a table of numbers with its rows and columns named", async () => {
    const { screen: view } = await irisRun(network, "en");
    await withPanel({ width: 200 }, [{ type: "training", training: view }, screen], async (panel) => {
      const grid = panel.page.getByRole("grid", { name: "Weights of the output layer" });
      expect(await grid.getByRole("columnheader").count()).toBe(4);
      expect(await grid.getByRole("rowheader").count()).toBe(7);
      expect(await grid.getByRole("gridcell").count()).toBe(21);
    });
  });
});

it("asks once for the path of the runs that are drawn, when none of them goes on", async () => {
  await withPanel(
    {},
    [{ type: "training", training: await runningScreen([await batch()], 40, "en") }, screen],
    async (panel) => {
      expect(await posted(panel, "pathRequested")).toEqual([]);
      await panel.send({ type: "training", training: await endedScreen([await batch()], "en") });
      await panel.send({ type: "training", training: await endedScreen([await batch()], "en") });
      expect(await posted(panel, "pathRequested")).toEqual([
        { type: "pathRequested", runIds: ["run-batch"] },
      ]);
    },
  );
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
