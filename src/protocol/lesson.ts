import { oneOf } from "./fields";

/** What a learner does on the Lesson screen. */
export type LessonMessage =
  | { readonly type: "courseRequested" }
  /** Without a step: the first that is not done. */
  | { readonly type: "lessonChosen"; readonly lesson: string; readonly step: string | null }
  | { readonly type: "lessonAction"; readonly action: LessonAction };

/** Begin with the files, one step on or back, the next hint, fill in, take back, the other language. */
const lessonActions = ["start", "next", "back", "hint", "show", "reset", "language"] as const;
export type LessonAction = (typeof lessonActions)[number];

export function parseLessonMessage(fields: ReadonlyMap<string, unknown>): LessonMessage | null {
  const type = fields.get("type");
  switch (type) {
    case "courseRequested":
      return { type };
    case "lessonChosen": {
      const lesson = fields.get("lesson");
      const step = fields.get("step");
      if (typeof lesson !== "string" || lesson === "") return null;
      return { type, lesson, step: typeof step === "string" && step !== "" ? step : null };
    }
    case "lessonAction": {
      const action = oneOf(lessonActions, fields.get("action"));
      return action === null ? null : { type, action };
    }
    default:
      return null;
  }
}
