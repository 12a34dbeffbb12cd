import * as vscode from "vscode";
import { DisposableStore } from "../base/disposable";
import type { Port } from "../protocol/rpc";
import type { AnalysisCalls } from "../workers/analysis/calls";
import { ThreadService } from "../workers/thread";
import type { TrainingCalls } from "../workers/training/calls";
import type { TypesettingCalls } from "../workers/typesetting/calls";
import { Analysis } from "./analysis";
import { TrainingLenses } from "./codeLens";
import { CodeMarks } from "./codeMarks";
import { countArgument, registerCommands, textArgument, uriArgument } from "./commands";
import { Coverage } from "./coverage";
import { DerivationScreen } from "./derivation";
import { ShapeHover } from "./hover";
import { ShapeHints } from "./inlayHints";
import { openLesson } from "./lesson";
import { CourseTree } from "./lessons/courseTree";
import { Lessons } from "./lessons/lessons";
import { Panel } from "./panel";
import { selectPlace } from "./places";
import { ShapeProblems } from "./problems";
import { ProgramNumbers } from "./programNumbers";
import { ShapesScreen } from "./shapes";
import { Training } from "./training";
import { Typesetting } from "./typesetting";
import { GradientVerdicts, goToGradient } from "./verdicts";

/** Scripts and notebook cells alike. */
const python = { language: "python" };
const walkthrough = "neuronLens.start";

/** Starts a thread by its name. */
export type StartThread = (name: "analysis" | "training" | "typesetting") => Port;

/** Builds the services and registers the features; what this returns owns them all. */
export function startProduct(context: vscode.ExtensionContext, startThread: StartThread): DisposableStore {
  const store = new DisposableStore();
  const { extensionUri } = context;
  const marks = store.add(new CodeMarks(context.workspaceState));
  const analysis = store.add(
    new Analysis(store.add(new ThreadService<AnalysisCalls>(() => startThread("analysis"))), marks),
  );
  const typesetting = new Typesetting(
    store.add(new ThreadService<TypesettingCalls>(() => startThread("typesetting"))),
  );
  const panel = store.add(new Panel(extensionUri, Training.initialView()));
  const training = store.add(
    new Training(
      store.add(new ThreadService<TrainingCalls>(() => startThread("training"))),
      panel,
      context,
      async (document) => (await analysis.summary(document))?.classes.find((each) => each.dataset)?.dataset,
    ),
  );
  const verdicts = store.add(new GradientVerdicts(analysis));
  const derivation = store.add(
    new DerivationScreen(analysis, panel, typesetting, verdicts, marks, training.looks, extensionUri),
  );
  const shapes = store.add(
    new ShapesScreen(analysis, panel, typesetting, new ProgramNumbers(analysis, extensionUri)),
  );
  const lessons = store.add(
    new Lessons(store.add(new ThreadService<AnalysisCalls>(() => startThread("analysis"))), panel, context),
  );
  store.add(new CourseTree(lessons));
  const coverage = store.add(new Coverage(analysis));
  registerLanguageFeatures(store, analysis, typesetting);
  store.add(vscode.languages.registerCodeLensProvider(python, verdicts));
  store.add(
    vscode.languages.registerCodeActionsProvider(python, verdicts, {
      providedCodeActionKinds: GradientVerdicts.kinds,
    }),
  );

  store.add(
    vscode.languages.registerCodeActionsProvider(python, marks, {
      providedCodeActionKinds: CodeMarks.kinds,
    }),
  );

  const openWalkthrough = () =>
    vscode.commands.executeCommand(
      "workbench.action.openWalkthrough",
      `${context.extension.id}#${walkthrough}`,
      false,
    );
  store.add(
    registerCommands({
      "neuronLens.train": (uri) => training.train(uriArgument(uri)),
      "neuronLens.stopTraining": () => training.stop(),
      "neuronLens.comparePolicies": (uri) => training.compare(uriArgument(uri)),
      "neuronLens.pauseTraining": () => training.togglePause(),
      "neuronLens.exportRun": () => training.export(),
      "neuronLens.chooseTarget": () => training.chooseTarget(),
      "neuronLens.showDerivation": async (uri, file, offset) => {
        const place = { file: textArgument(file), offset: countArgument(offset) };
        if (place.file !== undefined && place.offset !== undefined)
          await goToGradient(place.file, place.offset);
        await derivation.show(uriArgument(uri));
      },
      "neuronLens.showShapes": (uri, offset) => shapes.show(textArgument(uri), countArgument(offset)),
      "neuronLens.mark": (role) => marks.mark(textArgument(role)),
      "neuronLens.clearMarks": () => marks.clear(),
      "neuronLens.exportDerivation": () => derivation.export(),
      "neuronLens.openPanel": () => panel.reveal(),
      "neuronLens.openPanelTab": () => panel.openTab(),
      "neuronLens.openCourse": () => lessons.showCourse(),
      "neuronLens.openLessonStep": (key, step) =>
        lessons.open(textArgument(key) ?? "", textArgument(step) ?? null),
      "neuronLens.openLesson": () => openLesson(extensionUri),
      "neuronLens.openWalkthrough": openWalkthrough,
      "neuronLens.showUnknownShapes": () => coverage.showUnknown(),
    }),
  );
  store.add(
    panel.onMessage((message) => {
      if (message.type === "goToCode") void selectPlace(message.place.uri, message.place);
      if (message.type !== "actionRequested") return;
      if (message.action === "open-lesson") void openLesson(extensionUri);
      else if (message.action === "open-walkthrough") void openWalkthrough();
      else if (message.action === "derive") void derivation.show(undefined);
      else void tryHover();
    }),
  );
  return store;
}

function registerLanguageFeatures(
  store: DisposableStore,
  analysis: Analysis,
  typesetting: Typesetting,
): void {
  const { languages } = vscode;
  let hovered = false;
  const onShown = () => {
    if (!hovered) void vscode.commands.executeCommand("setContext", "neuronLens.hovered", true);
    hovered = true;
  };
  const problems = store.add(new ShapeProblems(analysis));
  store.add(languages.registerHoverProvider(python, new ShapeHover(analysis, typesetting, onShown)));
  store.add(languages.registerInlayHintsProvider(python, new ShapeHints(analysis, store)));
  store.add(languages.registerCodeLensProvider(python, new TrainingLenses(analysis, store)));
  store.add(
    languages.registerCodeActionsProvider(python, problems, { providedCodeActionKinds: ShapeProblems.kinds }),
  );
}

/** Shows a hover where the cursor is, as the keyboard would. */
async function tryHover(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
  await vscode.commands.executeCommand("editor.action.showHover");
}
