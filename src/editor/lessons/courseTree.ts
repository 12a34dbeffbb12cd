import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../base/disposable";
import { progressOf, standing } from "../../lessons/progress";
import { t } from "../words";
import type { FoundLesson } from "./lessonFiles";
import type { Lessons } from "./lessons";

/** A lesson, or a step of one. */
type Node =
  | { readonly kind: "lesson"; readonly found: FoundLesson }
  | { readonly kind: "step"; readonly found: FoundLesson; readonly id: string };

/** The course as a tree: what was done is ticked, a click opens. */
export class CourseTree implements vscode.TreeDataProvider<Node>, Disposable {
  readonly #store = new DisposableStore();
  readonly #changes = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #lessons: Lessons;

  constructor(lessons: Lessons) {
    this.#lessons = lessons;
    this.#store.add(lessons.onDidChange(() => this.#changes.fire()));
    this.#store.add(vscode.window.registerTreeDataProvider("neuronLens.course", this));
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) {
      await this.#lessons.load();
      return this.#lessons.lessons.map((found) => ({ kind: "lesson", found }));
    }
    const steps = node.kind === "lesson" ? (node.found.lesson?.steps ?? []) : [];
    return steps.map(({ id }) => ({ kind: "step", found: node.found, id }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.kind === "lesson" ? this.#lessonItem(node.found) : this.#stepItem(node.found, node.id);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #lessonItem({ key, number, lesson, folder }: FoundLesson): vscode.TreeItem {
    const text = lesson?.texts[this.#lessons.language] ?? Object.values(lesson?.texts ?? {})[0];
    const title = text?.title ?? key.slice(key.indexOf("/") + 1);
    const item = new vscode.TreeItem(
      number === null ? title : `${number} · ${title}`,
      lesson === null ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed,
    );
    if (lesson === null) {
      item.iconPath = new vscode.ThemeIcon("error");
      item.description = t("can't be shown");
      item.resourceUri = folder;
      return item;
    }
    const ids = lesson.steps.map(({ id }) => id);
    const { done, all } = standing(this.#lessons.progress, key, ids);
    item.description = t("{0} of {1} steps", done, all);
    item.iconPath = new vscode.ThemeIcon(done === all ? "pass-filled" : "mortar-board");
    item.command = { command: "neuronLens.openLessonStep", title: t("Open"), arguments: [key] };
    return item;
  }

  #stepItem({ key, lesson }: FoundLesson, id: string): vscode.TreeItem {
    const text = lesson?.texts[this.#lessons.language] ?? Object.values(lesson?.texts ?? {})[0];
    const item = new vscode.TreeItem(text?.steps[id]?.title ?? id);
    const { done } = progressOf(this.#lessons.progress, key, id);
    item.iconPath = new vscode.ThemeIcon(done ? "pass-filled" : "circle-large-outline");
    item.command = { command: "neuronLens.openLessonStep", title: t("Open"), arguments: [key, id] };
    return item;
  }
}
