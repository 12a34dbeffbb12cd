/** Programs for the benches: as learners write them, and as long as one likes. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Lines of a file that a learner writes. */
const learned = 80;

/** Programs of that length. */
export function programs() {
  const folder = join(root, "test/cases/shapes");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".py"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .filter((text) => text.split("\n").length <= learned);
}

/** The lesson's program again and again, each time with names of its own, up to so many lines. */
export function program(lines) {
  const lesson = readFileSync(join(root, "media/lesson/neuron.py"), "utf8");
  const copies = [];
  for (let copy = 0, length = 0; length < lines; copy++) {
    const text = lesson.replaceAll("SingleLayer", `SingleLayer${copy}`).replace(/\blayer\b/g, `layer${copy}`);
    copies.push(text);
    length += text.split("\n").length;
  }
  return copies.join("\n").split("\n").slice(0, lines).join("\n");
}
