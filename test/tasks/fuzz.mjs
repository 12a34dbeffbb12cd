/** `npm run fuzz -- 60`: searches for programs, lessons and messages that break something, for so many minutes (10). */
import { join } from "node:path";
import { vitest } from "./check.mjs";
import { cache, preparePackages, requireNode } from "./prepare.mjs";
import { say } from "./progress.mjs";

requireNode();
await preparePackages();
const minutes = Number(process.argv[2] ?? 10);
if (!(minutes > 0)) {
  say("✗ Name the minutes, as in `npm run fuzz -- 60`.");
  process.exitCode = 1;
} else {
  // Each of the six searches gets its sixth.
  const last = join(cache, "fuzz-last.json");
  const environment = {
    FUZZ_MINUTES: String(minutes),
    FUZZ_LAST: last,
    FC_SEED: String(Date.now() % 2 ** 31),
  };
  // What is being tried when a search's time is over is tried to its end.
  const { failed } = await vitest("fuzz", ["test/fuzz"], environment, minutes + 15);
  say(
    failed > 0
      ? `✗ What was found stands above, or if the search itself died, in ${last}: make it a case, and mend it.`
      : "Nothing was found.",
  );
  process.exitCode = failed > 0 ? 1 : 0;
}
