import type { LessonScreen } from "../../../src/present/lesson-view";
import { emptyView, type Language } from "./fixtures";
import { courseScreen, hinted, learnerScreen, stepScreen } from "./lessonFixtures";
import { look, type Scene } from "./scene";

type Work = Parameters<typeof learnerScreen>[1];

function lessonScene(
  name: string,
  lesson: (language: Language, width: number) => Promise<LessonScreen>,
): Scene {
  return {
    name,
    messages: async (language, width) => [
      {
        type: "view",
        view: { ...emptyView(language), lesson: await lesson(language, look(language, width, 1).width) },
      },
      { type: "openScreen", screen: "lesson" },
    ],
  };
}

const step = (name: string, work: Work) =>
  lessonScene(name, (language, width) => learnerScreen({ language, width }, work));

/** The states that a lesson goes through: nothing of it in the folder, open, partly right, hints, answer, done, last. */
export const lessonScenes: readonly Scene[] = [
  lessonScene("lesson-course", async (language) => courseScreen(language)),
  lessonScene("lesson-course-later", async (language) => courseScreen(language, true)),
  step("lesson-no-file", { write: () => null }),
  step("lesson-open", {}),
  step("lesson-checking", { isChecking: true }),
  lessonScene("lesson-step", stepScreen),
  step("lesson-hints", { step: "gradients", solved: "before", progress: hinted(2) }),
  step("lesson-shown", { step: "gradients", solved: "too", progress: hinted(2, true) }),
  step("lesson-lost", { step: "gradients", solved: "before", write: () => "import numpy as np\n" }),
  step("lesson-last", { step: "accuracy", solved: "too" }),
];
