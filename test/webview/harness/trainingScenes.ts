import { datasetProblemSentence } from "../../../src/present/dataset";
import { datasetNoteSentences } from "../../../src/present/dataset-notes";
import type { TrainingView } from "../../../src/present/training";
import { confusionView } from "../../../src/present/training-result";
import type { KnownRun } from "../../../src/present/training-runs";
import { weightsViews } from "../../../src/present/training-weights";
import type { ToView } from "../../../src/protocol/panel";
import { lessonSettings } from "../../../src/protocol/settings";
import { diagnose } from "../../../src/training/diagnosis";
import type { DatasetSummary } from "../../../src/training/run";
import { emptyView, type Language, translator } from "./fixtures";
import type { Scene } from "./scene";
import {
  endedScreen,
  epochOf,
  idleScreen,
  irisRun,
  known,
  messyCard,
  pathOf,
  remarkedTable,
  runningScreen,
  threePolicies,
  trained,
  widened,
} from "./trainingFixtures";

const smallNetwork = { kind: "network", hidden: 6, activation: "tanh", classes: 3 } as const;
const screen: ToView = { type: "openScreen", screen: "training" };
const told = (training: TrainingView): readonly ToView[] => [{ type: "training", training }, screen];

async function batch() {
  const [first] = await threePolicies();
  if (first === undefined) throw new Error("no run");
  return first;
}

/** Models with a weight for each class or unit: on iris, and on something wide that is made up. */
const severalOutputs: readonly Scene[] = [
  {
    name: "training-softmax",
    messages: async (language) => told((await irisRun({ kind: "softmax", classes: 3 }, language)).screen),
    prepare: (panel) => panel.page.locator(".ink[tabindex='0']").press("ArrowDown"),
  },
  {
    name: "training-network",
    messages: async (language) => told((await irisRun(smallNetwork, language)).screen),
  },
  {
    name: "training-wide",
    messages: async (language) => told(await wideLayer(language)),
  },
];

/** 400 features, 40 units: more of each than can be drawn. The figures around the weights are those of iris. */
async function wideLayer(language: Language): Promise<TrainingView> {
  const { each, screen: view } = await irisRun(smallNetwork, language);
  if (view.epoch === null) throw new Error("no epoch");
  const { run } = widened(each, 400, 40);
  return { ...view, epoch: { ...view.epoch, weights: weightsViews(run, translator(language)) } };
}

/** The states of the Training screen: before, during and after a run, and where none came about. */
export const trainingScenes: readonly Scene[] = [
  {
    name: "training-nothing",
    messages: async (language) => [{ type: "view", view: emptyView(language) }, screen],
  },
  {
    name: "training-first",
    messages: async (language) => told(await idleScreen(language)),
  },
  {
    name: "training-settings",
    messages: async (language) =>
      told(
        await idleScreen(language, {
          settings: { ...lessonSettings, policies: ["batch", "mini-batch", "one-sample"], model: "network" },
        }),
      ),
    prepare: async (panel) => {
      await panel.page.locator("vscode-button[aria-controls=training-settings]").click();
      await panel.page.locator("#setting-epochs input").fill("1.5");
    },
  },
  {
    name: "training-card",
    messages: async (language) => told(await idleScreen(language)),
    prepare: (panel) => panel.page.locator("button.link[aria-controls=data-card]").click(),
  },
  {
    name: "training-card-messy",
    messages: async (language) => told(await idleScreen(language, { card: await messyCard() })),
    prepare: (panel) => panel.page.locator("button.link[aria-controls=data-card]").click(),
  },
  {
    name: "training-card-remarks",
    messages: async (language) => told(await idleScreen(language, await remarkedTable())),
    prepare: (panel) => panel.page.locator("button.link[aria-controls=data-card]").click(),
  },
  {
    name: "training-reading",
    messages: async (language) =>
      told(
        await idleScreen(language, {
          activity: { kind: "reading", sentence: "Reading sensors_2024.csv: 214 of 512 MB", share: 0.418 },
        }),
      ),
  },
  {
    name: "training-running",
    messages: async (language) => told(await runningScreen([await batch()], 40, language)),
  },
  {
    name: "training-paused",
    messages: async (language) => told(await runningScreen([await batch()], 40, language, true)),
  },
  {
    name: "training-one",
    messages: async (language) => [
      ...told(await endedScreen([await batch()], language)),
      { type: "path", path: await pathOf([await batch()], language) },
    ],
  },
  {
    name: "training",
    messages: async (language) => [
      ...told(await endedScreen(await threePolicies(), language)),
      { type: "path", path: await pathOf(await threePolicies(), language) },
    ],
    prepare: async (panel) => {
      const track = panel.page.locator(".track");
      await track.press("Home");
      for (let step = 0; step < 3; step++) await track.press("Shift+ArrowRight");
      for (let step = 0; step < 9; step++) await track.press("ArrowRight");
      await panel.send({ type: "epoch", epoch: await epochOf(await batch(), 40, panel.language) });
    },
  },
  {
    name: "training-updates",
    messages: async (language) => [
      ...told(await endedScreen(await threePolicies(), language)),
      { type: "path", path: await pathOf(await threePolicies(), language) },
    ],
    prepare: async (panel) => {
      await panel.page.locator(".segmented button").nth(1).click();
      await panel.page.locator(".path .segmented button").nth(1).click();
      const threshold = panel.page.locator(".histogram");
      for (let step = 0; step < 2; step++) await threshold.press("Shift+ArrowRight");
    },
  },
  {
    name: "training-comparing",
    messages: async (language) => told(await runningScreen(await threePolicies(), 60, language)),
  },
  {
    name: "training-runs",
    messages: async (language) => told(await manyRuns(language)),
    prepare: async (panel) => {
      await panel.page.locator(".run").nth(2).focus();
      await panel.page.keyboard.press("F2");
    },
  },
  {
    name: "training-menu",
    messages: async (language) => told(await manyRuns(language)),
    prepare: async (panel) => {
      await panel.page.locator(".run").first().focus();
      await panel.page.keyboard.press("ContextMenu");
    },
  },
  {
    name: "training-classes",
    messages: async (language) => told(await severalClasses(language)),
  },
  ...severalOutputs,
  {
    name: "training-failed",
    messages: async (language) =>
      told(
        await idleScreen(language, {
          activity: {
            kind: "failed",
            sentence: datasetProblemSentence({ kind: "no-feature", columns: 3 }, translator(language)),
            offers: (["choose-target", "choose-data"] as const).map((offer) => ({
              offer,
              label: translator(language)(
                offer === "choose-target" ? "Choose the target" : "Choose another data set",
              ),
            })),
          },
        }),
      ),
  },
  {
    name: "training-interrupted",
    messages: async (language) => {
      const each = await batch();
      const cut = known({ ...each, run: { ...each.run, epochsRun: 57 } }, { status: "interrupted" }, 57);
      return told(await endedScreen([each], language, { runs: [cut], look: null }));
    },
  },
  {
    name: "training-diverged",
    messages: async (language) => told(await diverged(language)),
  },
];

async function diverged(language: Language): Promise<TrainingView> {
  const run = await trained({ kind: "batch" }, { learningRate: 2000, l2: 1 }, 12);
  return endedScreen([run], language, {
    runs: [known(run, { status: "diverged", remarks: diagnose({ ...run.run, status: "diverged" }) })],
  });
}

/** A list as it stands after a week: long names, a run cut short, one on other data, a deletion to take back. */
async function manyRuns(language: Language): Promise<TrainingView> {
  const runs = await threePolicies();
  const more = Array.from({ length: 12 }, (_, index): KnownRun => {
    const [first = 0, second = 1] = [index % 3, index];
    const each = runs[first] ?? runs[0];
    if (each === undefined) throw new Error("no run");
    const name =
      second === 1 ? "with a penalty, as in the second exercise of the book" : `rate 0.${second + 1}`;
    return known(
      { ...each, run: { ...each.run, id: `old-${index}`, ...(index === 0 ? { epochsRun: 57 } : {}) } },
      {
        about: { ...each.about, name, group: `old-${index}` },
        ...(index === 0 ? { status: "interrupted" } : index === 2 ? { status: "stopped" } : {}),
        ...(index === 4 ? { sameData: false } : {}),
      },
    );
  });
  return endedScreen(runs, language, {
    runs: [...runs.map((each) => known(each)), ...more],
    shown: runs.slice(0, 2).map((each) => each.run.id),
    deleted: ["Batch"],
    problems: [
      translator(language)(
        "The kept run {0} is damaged or of another version and was left out. Its file is in the workspace's storage.",
        "rate 0.9",
      ),
    ],
  });
}

/** Names, notes and classes as a learner's own file may have them. The matrix is made up: the layout is looked at here. */
async function severalClasses(language: Language): Promise<TrainingView> {
  const each = await batch();
  const view = await endedScreen([each], language);
  const classes = ["setosa", "versicolor", "virginica (of the southern coast)", "other"].map((name) => ({
    name,
    rows: 120,
  }));
  const dataset: DatasetSummary = { ...each.run.dataset, classes };
  const confusion = Float64Array.of(22, 1, 0, 1, 0, 19, 5, 0, 1, 3, 20, 0, 0, 0, 2, 1022);
  const { epoch } = view;
  if (epoch === null || view.dataset === null) throw new Error("no epoch");
  return {
    ...view,
    dataset: {
      ...view.dataset,
      name: "measurements_of_spring_2024_cleaned_final.csv",
      classes: classes.map(({ name, rows }, number) => ({
        number,
        text: `${number} = ${name}, ${rows} rows`,
      })),
      notes: datasetNoteSentences(
        [
          { kind: "column-dropped", column: "id", why: "identifier" },
          ...["colour", "shape of the leaf", "edge", "soil"].map(
            (column, at) => ({ kind: "column-encoded", column, categories: 3 + at }) as const,
          ),
          { kind: "rows-dropped", why: "missing", rows: 21 },
          { kind: "value-apart", column: "width", value: -999, cells: 12 },
        ],
        translator(language),
      ),
    },
    epoch: {
      ...epoch,
      confusion: confusionView({ ...each.run, dataset, confusion }, translator(language)),
      scores: null,
      weights: epoch.weights.map((weights) =>
        weights.kind === "layer"
          ? weights
          : {
              ...weights,
              rows: weights.rows.map((row) => ({
                ...row,
                feature: `the ${row.feature.replaceAll("_", " ")} as measured by hand`,
              })),
            },
      ),
    },
  };
}
