// Whether it holds in a real VS Code: typing with hints on, with the product and without it; a file of 20,000 lines, a
// notebook of 500 cells, a folder of 500 files, a thousand kept runs, and the extension host's memory over some thousand edits.
// `npm run bench:editor`, or with words for some: `npm run bench:editor -- typing`. Times are of this machine.
import { runInEditor } from "../tasks/inEditor.mjs";

await runInEditor("load", { NEURON_LENS_LOAD: process.argv.slice(2).join(" ") });
