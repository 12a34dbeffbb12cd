import { finishesTheCourse } from "./harness/lessons";
import { editorTests } from "./harness/suite";

finishesTheCourse(editorTests("lessons-english", { locale: "en" }), "en");
