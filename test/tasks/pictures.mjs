/**
 * `npm run pictures`: drives the real editor and writes the README's pictures into media/pictures/, and the same in
 * four themes and two languages into .vscode-test/review/ to be looked through.
 */
import { join } from "node:path";
import { runInEditor } from "./inEditor.mjs";
import { cache } from "./prepare.mjs";
import { say } from "./progress.mjs";

await runInEditor("pictures", { NEURON_LENS_PICTURES: process.argv.slice(2).join(" ") || "1" });
say(`The pictures to look through are in ${join(cache, "review")}.`);
