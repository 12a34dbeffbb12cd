import type { Translate } from "../base/translate";
import type { OperationFact, SizeFact } from "../insight/facts";
import type { Lesson, Picture, Step } from "../lessons/lesson";
import type { Block, Inline } from "../lessons/markdown";
import type { CourseProgress } from "../lessons/progress";
import type { CheckResult, StepResult } from "../lessons/result";
import { detailSentence, placeSentence } from "./lesson";
import { panelPalette } from "./palette";
import { operationPicture, type PictureView } from "./picture/picture";

export type { Block, Inline };

/** What the Lesson screen shows: the course, or one step of a lesson. */
export type LessonScreen =
  | {
      readonly kind: "course";
      readonly lessons: readonly CourseEntry[];
      readonly problems: readonly string[];
    }
  | { readonly kind: "step"; readonly view: StepView };

export interface CourseEntry {
  /** Names the lesson in messages. */
  readonly key: string;
  /** Its place in the course, from 1; null for one of the open folder. */
  readonly number: number | null;
  readonly title: string;
  readonly summary: readonly Block[];
  readonly done: number;
  readonly all: number;
}

export interface StepView {
  readonly key: string;
  readonly number: number | null;
  readonly lessonTitle: string;
  readonly stepId: string;
  /** All steps of the lesson, in order. */
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly done: boolean;
    readonly isCurrent: boolean;
  }[];
  readonly title: string;
  readonly body: readonly Block[];
  readonly picture: PictureView | null;
  readonly goal: readonly Block[];
  /** The learner's own line, where the step's place is found. */
  readonly code: { readonly uri: string; readonly line: number; readonly text: string } | null;
  /** Where the place is not found, or there is no file: what to do. */
  readonly placeNote: string | null;
  readonly hasFile: boolean;
  readonly checks: readonly CheckView[];
  readonly isChecking: boolean;
  /** The hint for the mistake that was recognised. */
  readonly mistake: readonly Inline[] | null;
  readonly hints: readonly (readonly Inline[])[];
  /** How many of them are open. */
  readonly hintsOpen: number;
  readonly isDone: boolean;
  readonly languages: readonly string[];
  readonly language: string;
}

export interface CheckView {
  readonly id: string;
  readonly label: readonly Inline[];
  readonly state: CheckResult["state"];
  readonly detail: string | null;
}

export interface StepRequest {
  readonly key: string;
  readonly number: number | null;
  readonly lesson: Lesson;
  readonly step: Step;
  readonly language: string;
  readonly progress: CourseProgress;
  /** null until it was checked. */
  readonly result: StepResult | null;
  readonly isChecking: boolean;
  readonly lineText: (uri: string, line: number) => string;
  readonly width: number;
}

/** How far a step is, with the hints that were opened. */
function standingOf(progress: CourseProgress, key: string, step: string): { done: boolean; hints: number } {
  const steps = Object.hasOwn(progress, key) ? (progress[key]?.steps ?? {}) : {};
  return Object.hasOwn(steps, step) ? (steps[step] ?? untouched) : untouched;
}

const untouched = { done: false, hints: 0 };

export function stepView(request: StepRequest, t: Translate): StepView {
  const { key, lesson, step, language, progress, result } = request;
  const text = lesson.texts[language] ?? lesson.texts[lesson.languages[0] ?? ""];
  const own = text?.steps[step.id];
  const { done, hints } = standingOf(progress, key, step.id);
  const place = result?.place;
  const mistake = result?.mistakes[0];
  const checks = new Map((result?.checks ?? []).map((check) => [check.id, check]));
  return {
    key,
    number: request.number,
    lessonTitle: text?.title ?? lesson.id,
    stepId: step.id,
    steps: lesson.steps.map(({ id }) => ({
      id,
      title: text?.steps[id]?.title ?? id,
      done: standingOf(progress, key, id).done,
      isCurrent: id === step.id,
    })),
    title: own?.title ?? step.id,
    body: own?.body ?? [],
    picture: step.picture === null ? null : lessonPicture(step.picture, request.width, t),
    goal: own?.goal ?? [],
    code:
      place?.kind === "found"
        ? {
            uri: place.place.uri,
            line: place.place.line,
            text: request.lineText(place.place.uri, place.place.line),
          }
        : null,
    placeNote: place === undefined ? null : placeSentence(place, t),
    hasFile: place?.kind !== "no-file",
    checks: step.checks.map(({ id }) => checkView(id, own?.checks[id] ?? [], checks.get(id), t)),
    isChecking: request.isChecking,
    mistake: mistake === undefined ? null : (own?.mistakes[mistake] ?? null),
    hints: own?.hints ?? [],
    hintsOpen: hints,
    isDone: done || result?.done === true,
    languages: lesson.languages,
    language,
  };
}

function checkView(
  id: string,
  label: readonly Inline[],
  result: CheckResult | undefined,
  t: Translate,
): CheckView {
  const detail = result?.detail ?? null;
  return {
    id,
    label,
    state: result?.state ?? "waiting",
    detail: detail === null ? null : detailSentence(detail, t),
  };
}

/** The course as a list, with what is wrong with lessons that can't be shown. */
export function courseEntry(
  key: string,
  number: number | null,
  lesson: Lesson,
  language: string,
  progress: CourseProgress,
): CourseEntry {
  const text = lesson.texts[language] ?? lesson.texts[lesson.languages[0] ?? ""];
  const done = lesson.steps.filter(({ id }) => standingOf(progress, key, id).done).length;
  return {
    key,
    number,
    title: text?.title ?? lesson.id,
    summary: text?.summary ?? [],
    done,
    all: lesson.steps.length,
  };
}

/** A product in proportion: only its shapes are known. */
function lessonPicture({ left, right }: Picture, width: number, t: Translate): PictureView {
  const size = (value: number): SizeFact => ({ text: String(value), value });
  const array = (shape: readonly number[]) =>
    ({ shape: shape.map(size), dtype: "float", scalar: false }) as const;
  const span = { start: 0, end: 0 };
  const rows = left.shape.slice(0, -1);
  const columns = right.shape.length > 1 ? right.shape.slice(-1) : [];
  const operation: OperationFact = {
    kind: "product",
    name: "operator.matmul",
    operands: [
      { ...array(left.shape), text: left.label, span },
      { ...array(right.shape), text: right.label, span },
    ],
    result: array([...rows, ...columns]),
  };
  return operationPicture(operation, "", { palette: panelPalette, t, width, letters: true });
}
