import { finishesTheCourse } from "./harness/lessons";
import { editorTests } from "./harness/suite";

finishesTheCourse(editorTests("lessons-korean", { locale: "ko" }), "ko");
