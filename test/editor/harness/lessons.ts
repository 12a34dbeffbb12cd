import { expect } from "vitest";
import { Learner } from "../../lessons/learner";
import { courseLesson, lessonIds } from "../../lessons/lessonFiles";
import { testParser } from "../../syntax/load";
import type { Editor } from "./editor";
import { consoleIsClean, type editorTests } from "./suite";

/**
 * A learner in a profile of their own who has only this language: opens each lesson from the list, puts its files into the
 * folder, writes what each step asks for, and goes on until the list says that the lesson is finished.
 */
export function finishesTheCourse(test: ReturnType<typeof editorTests>, language: "en" | "ko"): void {
  for (const [index, id] of lessonIds().entries()) {
    test(`finishes ${id}`, { timeout: 180_000 }, async ({ editor }) => {
      const lesson = courseLesson(id);
      const parser = await testParser();
      const learner = new Learner(lesson, language, {
        parse: (text) => parser.parse(text),
        facts: () => null,
      });
      const panel = editor.panel();
      await editor.command("neuronLens.openCourse");
      const entry = panel.locator(".course-entry").nth(index);
      await entry.click();
      await panel.getByText(start[language]).click();
      for (const step of lesson.steps) {
        await expect.poll(() => title(editor)).toBe(lesson.texts[language]?.steps[step.id]?.title);
        await panel.locator(".lesson-place").waitFor();
        await expect.poll(() => prose(editor)).toMatch(spoken[language].has);
        expect(await prose(editor)).not.toMatch(spoken[language].hasNot);
        expect(await editor.run((api) => api.window.activeTextEditor?.document.fileName ?? "")).toContain(
          step.file,
        );
        learner.texts.set(
          step.file,
          await editor.run((api) => api.window.activeTextEditor?.document.getText() ?? ""),
        );
        learner.solve(step);
        await write(editor, learner.texts.get(step.file) ?? "");
        await expect
          .poll(() => panel.locator(".lesson-check:not(.passed)").count(), { timeout: 25_000 })
          .toBe(0);
        await panel.locator(".lesson-foot .onward").click();
      }
      await expect.poll(() => entry.locator(".course-number.done").count()).toBe(1);
    });
  }
  test("has finished all of the course", async ({ editor }) => {
    await expect.poll(() => editor.panel().locator(".course-number.done").count()).toBe(lessonIds().length);
    await editor.screenshot("finished");
  });
  consoleIsClean(test);
}

const start = { en: "Put the files into my folder", ko: "내 폴더에 파일 넣기" } as const;

const spoken = {
  en: { has: /\b(the|a|is)\b/, hasNot: /\p{Script=Hangul}/u },
  ko: { has: /\p{Script=Hangul}/u, hasNot: /\b(the|rows|weights|loss|step|line|after|hint|check|next)\b/i },
} as const;

const title = (editor: Editor) => editor.panel().locator(".lesson-text .title").textContent();

/** What the step says, without its code. */
const prose = (editor: Editor) =>
  editor
    .panel()
    .locator(".lesson")
    .evaluate((shown) => {
      const copy = shown.cloneNode(true);
      if (!(copy instanceof HTMLElement)) return "";
      for (const code of copy.querySelectorAll("code, pre, svg, .picture")) code.remove();
      return copy.textContent ?? "";
    });

/** Makes this the text of the active file by one edit, of what differs. */
async function write(editor: Editor, text: string): Promise<void> {
  await editor.run(async (api, wanted) => {
    const active = api.window.activeTextEditor;
    if (active === undefined) throw new Error("no file is open");
    const now = active.document.getText();
    let from = 0;
    while (from < now.length && now[from] === wanted[from]) from++;
    let [end, to] = [now.length, wanted.length];
    while (end > from && to > from && now[end - 1] === wanted[to - 1]) {
      end--;
      to--;
    }
    const range = new api.Range(active.document.positionAt(from), active.document.positionAt(end));
    await active.edit((edit) => edit.replace(range, wanted.slice(from, to)));
  }, text);
}
