/**
 * `npm test`: everything, from a fresh clone. Sets up what it needs, then types, style, unit tests, the build, the
 * package and the tests in a real VS Code. The last line counts. `npm test -- editor hover` runs only the editor
 * tests, and of those only the files with "hover" in their name; `npm test -- unit` only the unit tests.
 */
import { conclude, countedPart, explain, lint, types, unit, vitest, wholePart } from "./check.mjs";
import {
  prepareBrowser,
  prepareFont,
  prepareNumpy,
  preparePackages,
  prepareVscode,
  requireNode,
} from "./prepare.mjs";
import { buildAndPackage, packageDriver, vsix } from "./product.mjs";
import { say } from "./progress.mjs";

const [only, ...filters] = process.argv.slice(2);
const wanted = (part) => only === undefined || only === part;

async function editorTests() {
  const built = await wholePart(buildAndPackage);
  if (built.failed > 0) {
    say("✗ Without a package the editor tests cannot run.");
    return [built, { passed: 0, failed: 1, skipped: 0 }];
  }
  const tested = await countedPart(async () => {
    await prepareVscode();
    await prepareBrowser();
    await prepareFont();
    await packageDriver();
    const config = ["--config", "test/editor/vitest.config.mts"];
    return vitest("editor", [...config, ...filters], { NEURON_LENS_VSIX: vsix });
  });
  return [built, tested];
}

async function main() {
  requireNode();
  const results = [];
  try {
    await preparePackages();
    if (only === undefined) results.push(await types(), await lint());
    if (wanted("unit")) {
      await prepareNumpy();
      results.push(await unit(filters));
    }
    if (wanted("editor")) results.push(...(await editorTests()));
  } catch (error) {
    explain(error);
    results.push({ passed: 0, failed: 1, skipped: 0 });
  }
  conclude(results);
}

await main();
