import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../base/disposable";
import type { Lesson, Step } from "../../lessons/lesson";
import {
  type CourseProgress,
  progressOf,
  readProgress,
  standing,
  withDone,
  withHint,
  withoutStep,
  withShown,
} from "../../lessons/progress";
import type { StepResult } from "../../lessons/result";
import { lessonProblemSentence } from "../../present/lesson";
import { type LessonScreen, stepView } from "../../present/lesson-view";
import type { LessonAction } from "../../protocol/lesson";
import type { AnalysisCalls } from "../../workers/analysis/calls";
import type { ThreadService } from "../../workers/thread";
import type { Panel } from "../panel";
import { readSettings, section } from "../settings";
import { t } from "../words";
import { courseScreen } from "./courseScreen";
import {
  applyLessonEdit,
  learnerDocuments,
  learnerFolder,
  lineText,
  openFile,
  showLines,
  startFiles,
} from "./learnerFiles";
import {
  courseLessons,
  type FoundLesson,
  folderLessons,
  lessonFileUri,
  watchFolderLessons,
} from "./lessonFiles";

/** Milliseconds of quiet after a keystroke before the checks look again. */
const pause = 300;
/** Milliseconds in which an answer is shown at once. Only where it takes longer does the page say that it is on its way. */
const soon = 250;
/** A program that the checks can't end with by then is said to be one. */
const longestCheck = 20_000;
const kept = "neuronLens.lessons";

/** A lesson that can be shown. */
interface Playable extends FoundLesson {
  readonly lesson: Lesson;
}

interface Current {
  readonly found: Playable;
  readonly step: Step;
}

/** The course: which lesson and step are open, what was done, and what the checks say of the learner's file. */
export class Lessons implements Disposable {
  readonly #store = new DisposableStore();
  readonly #changes = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#changes.event;
  readonly #diagnostics = this.#store.add(vscode.languages.createDiagnosticCollection("neuron-lens-lessons"));
  readonly #thread: ThreadService<AnalysisCalls>;
  readonly #panel: Panel;
  readonly #context: vscode.ExtensionContext;
  #found: readonly FoundLesson[] = [];
  #loaded: Promise<void> | null = null;
  #progress: CourseProgress;
  #current: Current | null = null;
  #result: StepResult | null = null;
  #isChecking = false;
  #revision = 0;
  #width = 340;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #slow: ReturnType<typeof setTimeout> | undefined;
  /** The step that the page has: what is pressed on it is about that one. */
  #shown: Step | null = null;

  constructor(thread: ThreadService<AnalysisCalls>, panel: Panel, context: vscode.ExtensionContext) {
    this.#thread = thread;
    this.#panel = panel;
    this.#context = context;
    this.#progress = readProgress(context.workspaceState.get(kept));
    this.#store.add(watchFolderLessons(() => void this.reload()));
    this.#store.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#onEdit(document.uri)));
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration(`${section}.lessonLanguage`)) return;
        this.#changes.fire();
        this.#show();
      }),
    );
    this.#store.add({ dispose: () => clearTimeout(this.#timer) });
    this.#store.add({ dispose: () => clearTimeout(this.#slow) });
    this.#store.add(
      panel.onMessage((message) => {
        if (message.type === "ready") void this.load().then(() => this.#show());
        else if (message.type === "resized") this.#resize(message.width);
        else if (message.type === "courseRequested") this.#close();
        else if (message.type === "lessonChosen") void this.open(message.lesson, message.step);
        else if (message.type === "lessonAction") void this.#act(message.action);
      }),
    );
  }

  /** All lessons with what was done of them, for the tree. */
  get lessons(): readonly FoundLesson[] {
    return this.#found;
  }

  get progress(): CourseProgress {
    return this.#progress;
  }

  get language(): string {
    const { lessonLanguage } = readSettings();
    if (lessonLanguage !== "auto") return lessonLanguage;
    return vscode.env.language.startsWith("ko") ? "ko" : "en";
  }

  /** Reads the lessons once. */
  load(): Promise<void> {
    this.#loaded ??= this.#read();
    return this.#loaded;
  }

  async reload(): Promise<void> {
    this.#loaded = this.#read();
    await this.#loaded;
    const open = this.#current;
    if (open !== null) await this.open(open.found.key, open.step.id);
    else this.#show();
  }

  /** The command: the list of lessons in front. The panel's tab alone goes back to the step where the learner was. */
  async showCourse(): Promise<void> {
    await this.load();
    this.#close();
    await this.#panel.reveal("lesson");
  }

  /** Opens a step; without one, the first that is not done. */
  async open(key: string, stepId: string | null): Promise<void> {
    await this.load();
    const found = this.#found.find(isPlayable(key));
    if (found === undefined) return;
    const { steps } = found.lesson;
    const wanted =
      stepId ??
      standing(
        this.#progress,
        key,
        steps.map(({ id }) => id),
      ).next;
    const step = steps.find(({ id }) => id === wanted) ?? steps[0];
    if (step === undefined) return;
    const isOther = this.#current?.step !== step;
    this.#current = { found, step };
    if (isOther) this.#result = null;
    await this.#panel.reveal("lesson");
    await this.#check();
    await this.#openStepFile(isOther);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #read(): Promise<void> {
    const [course, own] = await Promise.all([courseLessons(this.#context.extensionUri), folderLessons()]);
    this.#found = [...course, ...own];
    this.#diagnostics.clear();
    for (const found of own) await this.#report(found);
    this.#changes.fire();
  }

  /** What is wrong with a teacher's lesson stands under its own words. */
  async #report(found: FoundLesson): Promise<void> {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const problem of found.problems) {
      const uri = vscode.Uri.joinPath(found.folder, ...problem.file.split("/"));
      const document = await Promise.resolve(vscode.workspace.openTextDocument(uri)).catch(() => null);
      const place = document === null ? lessonFileUri(found) : uri;
      const range =
        document === null
          ? new vscode.Range(0, 0, 0, 0)
          : new vscode.Range(document.positionAt(problem.span.start), document.positionAt(problem.span.end));
      const made = new vscode.Diagnostic(
        range,
        lessonProblemSentence(problem, t),
        vscode.DiagnosticSeverity.Error,
      );
      made.source = "Neuron Lens";
      byFile.set(place.toString(), [...(byFile.get(place.toString()) ?? []), made]);
    }
    for (const [uri, all] of byFile) this.#diagnostics.set(vscode.Uri.parse(uri), all);
  }

  #resize(width: number): void {
    if (width === this.#width) return;
    this.#width = width;
    this.#show();
  }

  #close(): void {
    this.#current = null;
    this.#result = null;
    this.#show();
  }

  #folder({ found }: Current): vscode.Uri {
    return learnerFolder(found, this.#context.globalStorageUri);
  }

  #onEdit(uri: vscode.Uri): void {
    if (this.#current === null || !uri.path.startsWith(`${this.#folder(this.#current).path}/`)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), pause);
  }

  async #question(current: Current) {
    const { found, step } = current;
    const files = found.lesson.files.map(({ path, start }) => ({
      path,
      start: start[this.language] ?? Object.values(start)[0] ?? "",
    }));
    return { step, files, documents: await learnerDocuments(found.lesson, this.#folder(current)) };
  }

  /** Looks at the learner's file, and shows what is found unless it has changed meanwhile. */
  async #check(): Promise<void> {
    const current = this.#current;
    if (current === null) return;
    const revision = ++this.#revision;
    this.#isChecking = true;
    // A step comes with what the checks say of it, and a tick changes in one go: nothing moves under the pointer.
    clearTimeout(this.#slow);
    this.#slow = setTimeout(() => this.#show(), soon);
    const result = await this.#ask(current);
    if (revision !== this.#revision || this.#current !== current) return;
    clearTimeout(this.#slow);
    this.#isChecking = false;
    this.#result = result;
    if (result?.done === true && !progressOf(this.#progress, current.found.key, current.step.id).done)
      await this.#keep(withDone(this.#progress, current.found.key, current.step.id));
    this.#show();
  }

  async #ask(current: Current): Promise<StepResult | null> {
    try {
      return await this.#thread.call("lessonStep", await this.#question(current), { timeout: longestCheck });
    } catch {
      // A thread that is still at it would keep the next check waiting.
      this.#thread.end();
      return null;
    }
  }

  async #keep(progress: CourseProgress): Promise<void> {
    this.#progress = progress;
    await this.#context.workspaceState.update(kept, progress);
    this.#changes.fire();
  }

  async #act(action: LessonAction): Promise<void> {
    const current = this.#current;
    if (current === null || current.step !== this.#shown) return;
    const { found, step } = current;
    switch (action) {
      case "start":
        return this.#start(current);
      case "next":
        return this.#move(current, 1);
      case "back":
        return this.#move(current, -1);
      case "hint": {
        const { hints } = progressOf(this.#progress, found.key, step.id);
        await this.#keep(withHint(this.#progress, found.key, step.id, hints + 1));
        return this.#show();
      }
      case "show":
        return this.#fill(current, "solution");
      case "reset":
        return this.#fill(current, "reset");
      case "language": {
        const other = this.language === "ko" ? "en" : "ko";
        const configuration = vscode.workspace.getConfiguration(section);
        return configuration.update("lessonLanguage", other, vscode.ConfigurationTarget.Global);
      }
    }
  }

  async #move({ found, step }: Current, by: number): Promise<void> {
    const { steps } = found.lesson;
    const next = steps[steps.indexOf(step) + by];
    if (next !== undefined) await this.open(found.key, next.id);
  }

  async #start(current: Current): Promise<void> {
    const folder = this.#folder(current);
    try {
      await startFiles(current.found.lesson, this.language, folder);
    } catch (error) {
      void vscode.window.showErrorMessage(
        t(
          "The lesson's files could not be put into {0}: {1} Open a folder that you may write to, and try again.",
          folder.fsPath,
          error instanceof Error ? error.message : String(error),
        ),
      );
    }
    await this.#check();
    await this.#openStepFile(true);
  }

  /** Opens the step's file where there is one, at the step's lines; a step that is new has the cursor where to write. */
  async #openStepFile(isNew: boolean): Promise<void> {
    const current = this.#current;
    if (current === null) return;
    await openFile(this.#folder(current), current.step.file).catch(() => undefined);
    const place = this.#result?.place;
    const editor = vscode.window.activeTextEditor;
    if (place?.kind !== "found" || editor?.document.uri.toString() !== place.place.uri) return;
    showLines(editor, place.place.span, isNew);
  }

  /** Puts the solution, or the starting lines, in the place of the learner's: asked first, and undone like any edit. */
  async #fill(current: Current, kind: "solution" | "reset"): Promise<void> {
    const question = await this.#question(current);
    const edit = await this.#thread
      .call("lessonEdit", { question, kind }, { timeout: longestCheck })
      .catch(() => undefined);
    if (edit === undefined)
      return void vscode.window.showWarningMessage(
        t("Looking through your file took too long. Nothing was changed; try again."),
      );
    if (edit === null)
      return void vscode.window.showWarningMessage(
        t("The lines of this step were not found in your file. Nothing was changed."),
      );
    const own = edit.expected.trim();
    const isNew = own === "" || own === "..." || own.endsWith("= ...");
    const put = kind === "solution" ? t("Put the solution there") : t("Take them back");
    const asked = isNew
      ? put
      : await vscode.window.showWarningMessage(
          t("This replaces your lines of this step. You can undo it."),
          { modal: true, detail: own },
          put,
        );
    if (asked !== put) return;
    const { key } = current.found;
    if (!(await applyLessonEdit(edit)))
      void vscode.window.showWarningMessage(
        t("Your file has changed meanwhile. Nothing was replaced; try again."),
      );
    else if (kind === "solution") await this.#keep(withShown(this.#progress, key, current.step.id));
    else await this.#keep(withoutStep(this.#progress, key, current.step.id));
    await this.#check();
  }

  #show(): void {
    this.#shown = this.#current?.step ?? null;
    this.#panel.setLesson(this.#screen());
  }

  #screen(): LessonScreen {
    const current = this.#current;
    const progress = this.#progress;
    if (current === null) return courseScreen(this.#found, this.language, progress);
    const { key, number, lesson } = current.found;
    const view = stepView(
      {
        key,
        number,
        lesson,
        step: current.step,
        language: this.language,
        progress,
        result: this.#result,
        isChecking: this.#isChecking,
        lineText,
        width: this.#width,
      },
      t,
    );
    return { kind: "step", view };
  }
}

function isPlayable(key: string): (found: FoundLesson) => found is Playable {
  return (found): found is Playable => found.key === key && found.lesson !== null;
}
