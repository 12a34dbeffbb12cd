/** A copy of the lesson that may be scribbled on, in one language, with the data set that it learns from. */
import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./prepare.mjs";

export function copyLesson(to, language = "en") {
  mkdirSync(to, { recursive: true });
  const media = join(root, "media/lesson");
  const folders = language === "ko" ? [media, join(media, "ko")] : [media];
  for (const folder of folders.filter((path) => existsSync(path))) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isFile()) cpSync(join(folder, entry.name), join(to, entry.name));
    }
  }
  const data = "wisconsin_breast_cancer.csv";
  cpSync(join(root, "media/data", data), join(to, data));
}
