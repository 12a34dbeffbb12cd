/**
 * `npm run pictures`: drives the real editor and writes the README's pictures into media/pictures/, and the same in
 * four themes and two languages into .vscode-test/review/ to be looked through.
 */
import { join } from "node:path";
import { explain, vitest } from "./check.mjs";
import {
  cache,
  prepareBrowser,
  prepareFont,
  preparePackages,
  prepareVscode,
  requireNode,
} from "./prepare.mjs";
import { buildAndPackage, packageDriver, vsix } from "./product.mjs";
import { say } from "./progress.mjs";

requireNode();
try {
  await preparePackages();
  await buildAndPackage();
  await prepareVscode();
  await prepareBrowser();
  await prepareFont();
  await packageDriver();
  const environment = {
    NEURON_LENS_VSIX: vsix,
    NEURON_LENS_PICTURES: process.argv.slice(2).join(" ") || "1",
  };
  const { failed } = await vitest("pictures", ["--config", "test/editor/vitest.config.mts"], environment);
  say(`The pictures to look through are in ${join(cache, "review")}.`);
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
