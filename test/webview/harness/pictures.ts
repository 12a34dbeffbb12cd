import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type TrainingView, trainingView } from "../../../src/present/training";
import { metricsCurves } from "../../../src/present/training-curves";
import type { ToView } from "../../../src/protocol/panel";
import { lessonSettings } from "../../../src/protocol/settings";
import type { DatasetSummary } from "../../../src/training/run";
import {
  derivationScreen,
  emptyView,
  type Language,
  lessonRun,
  networkDerivation,
  trainingScreen,
  translator,
} from "./fixtures";
import { type Bundle, buildPanel, launch, PanelPage } from "./harness";
import { gradientShapes, type Look, mismatchShapes, silentShapes, unknownShapes } from "./shapesFixtures";
import type { ThemeName } from "./themes";
import { verdicts } from "./verdictFixtures";

/**
 * The states that the panel can be in, each with true data. The tests go through all of them with axe, by keyboard and in
 * every width; `photograph` takes their pictures, to be looked at by eye.
 */
export interface Scene {
  readonly name: string;
  readonly messages: (language: Language, width: number) => Promise<readonly ToView[]>;
  readonly prepare?: (panel: PanelPage) => Promise<void>;
}

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
    name: "mismatch",
    messages: async (language, width) => [
      { type: "view", view: emptyView(language) },
      { type: "shapes", shapes: await mismatchShapes(look(language, width, 2)) },
    ],
  },
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
  {
    name: "derivation",
    messages: async (language) => [
      { type: "view", view: emptyView(language) },
      { type: "derivation", derivation: derivationScreen("batch/weights", language) },
      { type: "openScreen", screen: "derivation" },
    ],
  },
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
  {
    name: "training-idle",
    messages: async (language) => [
      { type: "training", training: await trainingScreen({ kind: "idle" }, language) },
      { type: "openScreen", screen: "training" },
    ],
    prepare: async (panel) => {
      await panel.page.locator("vscode-button[aria-expanded]").first().click();
      await panel.page.locator("#setting-epochs input").fill("1.5");
    },
  },
  {
    name: "training",
    messages: async (language) => [
      {
        type: "training",
        training: await trainingScreen({ kind: "done", run: await lessonRun() }, language),
      },
      { type: "openScreen", screen: "training" },
    ],
  },
  {
    name: "training-running",
    messages: async (language) => {
      const run = await lessonRun({}, 40);
      const curves = metricsCurves(run.metrics);
      return [
        {
          type: "training",
          training: await trainingScreen({ kind: "running", runId: "run-1", epochs: 100, curves }, language),
        },
        { type: "openScreen", screen: "training" },
      ];
    },
  },
  {
    name: "training-nothing",
    messages: async (language) => [
      { type: "view", view: emptyView(language) },
      { type: "openScreen", screen: "training" },
    ],
  },
  {
    name: "training-classes",
    messages: async (language) => [
      { type: "training", training: await severalClasses(language) },
      { type: "openScreen", screen: "training" },
    ],
    prepare: async (panel) => {
      await panel.page.getByRole("slider").press("Home");
      await panel.page.getByRole("slider").press("Shift+ArrowRight");
      await panel.page.getByRole("slider").press("Shift+ArrowRight");
    },
  },
  {
    name: "training-failed",
    messages: async (language) => [
      {
        type: "training",
        training: await trainingScreen(
          {
            kind: "failed",
            sentence:
              "None of the columns beside the target holds numbers (3 columns in all). A neuron learns from numbers.",
          },
          language,
        ),
      },
      { type: "openScreen", screen: "training" },
    ],
  },
  {
    name: "training-diverged",
    messages: async (language) => [
      {
        type: "training",
        training: await trainingScreen(
          { kind: "done", run: { ...(await lessonRun({}, 12)), status: "diverged" } },
          language,
        ),
      },
      { type: "openScreen", screen: "training" },
    ],
  },
];

export interface Shot {
  readonly theme: ThemeName;
  readonly language: Language;
  readonly width: number;
}

/** A page as wide as that has so much room for a picture: what the panel says of itself by "resized". */
function look(language: Language, width: number, revision: number): Look {
  return { language, width: width - (width < 280 ? 24 : 32), revision };
}

/** Names, notes and classes as a learner's own file may have them. The matrix is made up: the layout is looked at here. */
async function severalClasses(language: Language): Promise<TrainingView> {
  const run = await lessonRun();
  const classes = ["setosa", "versicolor", "virginica (of the southern coast)", "other"].map((name) => ({
    name,
    rows: 120,
  }));
  const dataset: DatasetSummary = {
    ...run.dataset,
    name: "measurements_of_spring_2024_cleaned_final.csv",
    source: "editor",
    targetBy: "position",
    featureNames: run.dataset.featureNames.map(
      (name) => `the ${name.replaceAll("_", " ")} as measured by hand`,
    ),
    classes,
    notes: [
      { kind: "column-dropped", column: "id", why: "identifier" },
      { kind: "rows-dropped", rows: 12, why: "missing" },
    ],
  };
  const confusion = Float64Array.of(22, 1, 0, 1, 0, 19, 5, 0, 1, 3, 20, 0, 0, 0, 2, 1022);
  return trainingView(
    { dataset, settings: lessonSettings, run: { kind: "done", run: { ...run, dataset, confusion } } },
    translator(language),
  );
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
        await scene.prepare?.(panel);
        const height = await panel.page.evaluate(
          () =>
            (document.querySelector(".screen")?.scrollHeight ?? 0) +
            (document.querySelector(".tabs")?.clientHeight ?? 0),
        );
        await panel.page.setViewportSize({ width: shot.width, height: Math.max(240, height + 2) });
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
