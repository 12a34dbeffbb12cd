import type { Translate } from "../base/translate";

/** The words of the Lesson screen. */
export type LessonStrings = ReturnType<typeof lessonStrings>;

export function lessonStrings(t: Translate) {
  return {
    course: t("One neuron, in eight lessons"),
    courseLead: t(
      "Small steps on a Python file of your own. Each is checked by what your code computes, never by how it is written.",
    ),
    own: t("In this folder"),
    numbered: t("Lesson {0}"),
    progress: t("{0} of {1} steps"),
    finished: t("Finished"),
    none: t("No lesson could be read."),
    broken: t("Lessons that can't be shown"),
    toCourse: t("All lessons"),
    steps: t("Steps"),
    stepOf: t("Step {0} of {1}"),
    goal: t("Your goal"),
    checks: t("Checks"),
    checksOf: t("{0} of {1} passed"),
    states: {
      passed: t("passed"),
      partly: t("partly right"),
      failed: t("not yet"),
      waiting: t("waits"),
      unknown: t("can't be told"),
    },
    checking: t("checking …"),
    start: t("Put the files into my folder"),
    startHint: t("The lesson's files go into a folder of their own. Nothing of yours is overwritten."),
    hints: t("Hints"),
    nextHint: t("A hint"),
    anotherHint: t("Another hint"),
    show: t("Show me"),
    back: t("Back"),
    next: t("Next"),
    nextLater: t("Waits for the checks above"),
    reset: t("Take my lines back to the start of this step"),
    language: t("Show this lesson in English"),
    otherLanguage: t("Show this lesson in Korean"),
    stepDone: t("Step done: {0}"),
    lessonDone: t("You have finished this lesson."),
  };
}
