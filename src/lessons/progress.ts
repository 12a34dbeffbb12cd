/** What a learner has done in a lesson: plain data, to be kept wherever the editor keeps such things. */
export interface LessonProgress {
  readonly steps: Readonly<Record<string, StepProgress>>;
}

export interface StepProgress {
  readonly done: boolean;
  /** How many hints were opened. */
  readonly hints: number;
  /** "Show me" was used. */
  readonly shown: boolean;
}

/** By the lesson's id. */
export type CourseProgress = Readonly<Record<string, LessonProgress>>;

const untouched: StepProgress = { done: false, hints: 0, shown: false };

export function progressOf(course: CourseProgress, lesson: string, step: string): StepProgress {
  return own(own(course, lesson)?.steps ?? {}, step) ?? untouched;
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A step that was done once stays done: later steps may rewrite its lines. */
export function withDone(course: CourseProgress, lesson: string, step: string): CourseProgress {
  return changed(course, lesson, step, { ...progressOf(course, lesson, step), done: true });
}

export function withHint(
  course: CourseProgress,
  lesson: string,
  step: string,
  hints: number,
): CourseProgress {
  const now = progressOf(course, lesson, step);
  return changed(course, lesson, step, { ...now, hints: Math.max(now.hints, hints) });
}

export function withShown(course: CourseProgress, lesson: string, step: string): CourseProgress {
  return changed(course, lesson, step, { ...progressOf(course, lesson, step), shown: true });
}

/** Forgets what was done in a step. */
export function withoutStep(course: CourseProgress, lesson: string, step: string): CourseProgress {
  const steps = Object.entries(own(course, lesson)?.steps ?? {}).filter(([id]) => id !== step);
  return { ...course, [lesson]: { steps: Object.fromEntries(steps) } };
}

export function withoutLesson(course: CourseProgress, lesson: string): CourseProgress {
  return Object.fromEntries(Object.entries(course).filter(([id]) => id !== lesson));
}

function changed(course: CourseProgress, lesson: string, step: string, to: StepProgress): CourseProgress {
  const steps = own(course, lesson)?.steps ?? {};
  return { ...course, [lesson]: { steps: { ...steps, [step]: to } } };
}

/** How far a lesson is: the steps that are done of those that it has, and the first that is not (null when all are). */
export function standing(
  course: CourseProgress,
  lesson: string,
  steps: readonly string[],
): { readonly done: number; readonly all: number; readonly next: string | null } {
  const open = steps.filter((step) => !progressOf(course, lesson, step).done);
  return { done: steps.length - open.length, all: steps.length, next: open[0] ?? null };
}

/** Reads what was kept, by this version or another: what is not understood counts as not done. */
export function readProgress(kept: unknown): CourseProgress {
  const lessons = entriesOf(kept).map(([lesson, value]): [string, LessonProgress] => {
    const steps = entriesOf(field(value, "steps")).map(([step, each]): [string, StepProgress] => {
      const hints = field(each, "hints");
      return [
        step,
        {
          done: field(each, "done") === true,
          hints: typeof hints === "number" && Number.isInteger(hints) && hints > 0 ? hints : 0,
          shown: field(each, "shown") === true,
        },
      ];
    });
    return [lesson, { steps: Object.fromEntries(steps) }];
  });
  return Object.fromEntries(lessons);
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
