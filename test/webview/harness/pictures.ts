import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { derivationScenes } from "./derivationScenes";
import { derivationScreen, emptyView, type Language, networkDerivation } from "./fixtures";
import { type Bundle, buildPanel, launch, PanelPage } from "./harness";
import { lessonScenes } from "./lessonScenes";
import { look, type Scene } from "./scene";
import {
  clashingSum,
  columnSums,
  gradientShapes,
  mismatchShapes,
  numberShapes,
  otherOperations,
  silentShapes,
  smallShapes,
  stackedProduct,
  sumShapes,
  twoCalls,
  unknownShapes,
} from "./shapesFixtures";
import type { ThemeName } from "./themes";
import { trainingScenes } from "./trainingScenes";
import { verdicts } from "./verdictFixtures";

/**
 * The states that the panel can be in, each with true data. The tests go through all of them with axe, by keyboard and in
 * every width; `photograph` takes their pictures, to be looked at by eye.
 */
export const scenes: readonly Scene[] = [
  {
    name: "welcome",
    messages: async (language) => [{ type: "view", view: emptyView(language) }],
  },
  {
    name: "shapes",
    messages: async (language, width) => [
      { type: "view", view: emptyView(language) },
      { type: "shapes", shapes: await gradientShapes(look(language, width, 1)) },
    ],
  },
  {
    name: "shapes-numbers",
    messages: async (language, width) => [
      { type: "view", view: emptyView(language) },
      { type: "shapes", shapes: await numberShapes(look(language, width, 1)) },
    ],
    prepare: async (panel) => {
      await panel.page.locator(".live").first().focus();
      for (const key of ["ArrowDown", ...Array.from({ length: 21 }, () => "ArrowDown")])
        await panel.page.keyboard.press(key);
    },
  },
  {
    name: "shapes-numbers-scaled",
    messages: async (language, width) => [
      { type: "view", view: emptyView(language) },
      { type: "shapes", shapes: await numberShapes(look(language, width, 1), "(x_train - mean) / std") },
    ],
  },
  {
    name: "shapes-pointed",
    messages: async (language, width) => [
      { type: "view", view: emptyView(language) },
      { type: "shapes", shapes: await smallShapes(look(language, width, 1)) },
    ],
    prepare: async (panel) => {
      await panel.page.locator(".live").first().focus();
      for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "Enter"])
        await panel.page.keyboard.press(key);
    },
  },
  {
    name: "shapes-sum",
    messages: async (language, width) => [
      { type: "view", view: emptyView(language) },
      { type: "shapes", shapes: await sumShapes(look(language, width, 1)) },
    ],
    prepare: async (panel) => {
      await panel.page.locator(".live").first().focus();
      for (const key of ["ArrowDown", "PageUp"]) await panel.page.keyboard.press(key);
    },
  },
  ...([1, 2] as const).map(
    (segment): Scene => ({
      name: segment === 1 ? "shapes-mix" : "shapes-outers",
      messages: async (language, width) => [
        { type: "view", view: emptyView(language) },
        { type: "shapes", shapes: await smallShapes(look(language, width, 1)) },
      ],
      prepare: async (panel) => {
        await panel.page.getByRole("radio").nth(segment).click();
      },
    }),
  ),
  {
    name: "shapes-flow",
    messages: async (language, width) => [
      { type: "view", view: emptyView(language) },
      { type: "shapes", shapes: await gradientShapes(look(language, width, 1)) },
    ],
    prepare: async (panel) => {
      await panel.page.locator(".flow-toggle").click();
      await panel.page.locator(".flow-entry").nth(5).hover();
    },
  },
  {
    name: "shapes-predict",
    messages: async (language, width) => [
      { type: "view", view: emptyView(language) },
      { type: "shapes", shapes: await gradientShapes(look(language, width, 1)) },
    ],
    prepare: async (panel) => {
      await panel.page.locator(".code-bar .icon-button[aria-pressed]").first().click();
      await panel.page.locator(".predict-form input").fill("(1, 30)");
      await panel.page.keyboard.press("Enter");
    },
  },
  {
    name: "mismatch",
    messages: async (language, width) => [
      { type: "view", view: emptyView(language) },
      { type: "shapes", shapes: await mismatchShapes(look(language, width, 2)) },
    ],
  },
  ...Object.entries({
    "mismatch-sum": clashingSum,
    "shapes-reduced": columnSums,
    "shapes-calls": twoCalls,
    "shapes-stack": stackedProduct,
    ...otherOperations,
  }).map(
    ([name, shapes]): Scene => ({
      name,
      messages: async (language, width) => [
        { type: "view", view: emptyView(language) },
        { type: "shapes", shapes: await shapes(look(language, width, 1)) },
      ],
    }),
  ),
  {
    name: "silent",
    messages: async (language, width) => [
      { type: "view", view: emptyView(language) },
      { type: "shapes", shapes: await silentShapes(look(language, width, 3)) },
    ],
  },
  {
    name: "unknown",
    messages: async (language, width) => [
      { type: "view", view: emptyView(language) },
      { type: "shapes", shapes: await unknownShapes(look(language, width, 4)) },
    ],
  },
  ...derivationScenes,
  ...(["right", "wrong", "mixed"] as const).map(
    (kind): Scene => ({
      name: `verdict-${kind}`,
      messages: async (language) => [
        { type: "view", view: emptyView(language) },
        {
          type: "derivation",
          derivation: {
            ...derivationScreen("batch/weights", language),
            verdicts: verdicts(kind, language),
          },
        },
        { type: "openScreen", screen: "derivation" },
      ],
    }),
  ),
  {
    name: "derivation-sample",
    messages: async (language) => [
      { type: "view", view: emptyView(language) },
      { type: "derivation", derivation: derivationScreen(null, language) },
      { type: "openScreen", screen: "derivation" },
    ],
    prepare: async (panel) => {
      await panel.page.locator(".segmented button").first().click();
      await panel.page.locator(".step > button").nth(2).click();
    },
  },
  {
    name: "derivation-network",
    messages: async (language) => [
      { type: "view", view: emptyView(language) },
      { type: "derivation", derivation: derivationScreen(null, language, networkDerivation()) },
      { type: "openScreen", screen: "derivation" },
    ],
    prepare: async (panel) => {
      await panel.page.locator(".step > button").nth(5).click();
    },
  },
  ...lessonScenes,
  {
    name: "derivation-empty",
    messages: async (language) => [
      { type: "view", view: emptyView(language) },
      { type: "openScreen", screen: "derivation" },
    ],
  },
  {
    name: "derivation-reason",
    messages: async (language) => [
      { type: "view", view: emptyView(language) },
      {
        type: "derivation",
        derivation: {
          kind: "empty",
          reason:
            "No neuron was found in this file. A forward pass, a loss and an update of the weights are needed.",
        },
      },
      { type: "openScreen", screen: "derivation" },
    ],
  },
  ...trainingScenes,
];

export interface Shot {
  readonly theme: ThemeName;
  readonly language: Language;
  readonly width: number;
}

/** As tall as what is in it, and no taller. What is as tall already stays: a menu closes when the page changes. */
async function growToContent(panel: PanelPage, width: number): Promise<void> {
  const [height, now] = await panel.page.evaluate(() => [
    (document.querySelector(".screen > *")?.scrollHeight ?? 0) +
      (document.querySelector(".tabs")?.clientHeight ?? 0) +
      2,
    window.innerHeight,
  ]);
  if (height !== undefined && height !== now)
    await panel.page.setViewportSize({ width, height: Math.max(240, height) });
}

/** One picture a scene and shot, as tall as its content. */
export async function photograph(
  folder: string,
  shots: readonly Shot[],
  names: readonly string[],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const bundle: Bundle = await buildPanel();
  const browser = await launch();
  try {
    for (const scene of scenes.filter((each) => names.length === 0 || names.includes(each.name))) {
      for (const shot of shots) {
        const panel = await PanelPage.open(browser, { bundle, ...shot, height: 640 });
        await panel.send(...(await scene.messages(shot.language, shot.width)));
        await growToContent(panel, shot.width);
        await scene.prepare?.(panel);
        await growToContent(panel, shot.width);
        await panel.page.waitForTimeout(150);
        await panel.page.screenshot({
          path: join(folder, `${scene.name}-${shot.theme}-${shot.language}-${shot.width}.png`),
        });
        if (panel.complaints.length > 0) console.warn(scene.name, shot, panel.complaints);
        await panel.close();
      }
    }
  } finally {
    await browser.close();
  }
}
