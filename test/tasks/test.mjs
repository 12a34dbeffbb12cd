/**
 * `npm test`: everything, from a fresh clone. Sets up what it needs, then types, style, unit tests, the build, the
 * package and the tests in a real VS Code. The last line counts. `npm test -- editor hover` runs only the editor
 * tests, and of those only the files with "hover" in their name; `npm test -- unit` only the unit tests.
 */
import { allUnits, audit, conclude, countedPart, lint, types, vitest, wholePart } from "./check.mjs";
import {
  browser,
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
const parts = ["unit", "editor"];
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

async function unitTests() {
  await prepareNumpy();
  // Without a browser the tests of the panel are skipped, the others are not.
  const ready = await wholePart(async () => {
    await prepareBrowser();
    await prepareFont();
  });
  const tested = await allUnits(filters, browser());
  return ready.failed > 0 ? [ready, tested] : [tested];
}

async function main() {
  requireNode();
  if (only !== undefined && !parts.includes(only)) {
    say(`✗ There are the parts ${parts.join(" and ")}, and no “${only}”: npm test -- unit ${only}?`);
    return conclude([{ passed: 0, failed: 1, skipped: 0 }]);
  }
  const results = [];
  const packages = await wholePart(preparePackages);
  if (packages.failed > 0) return conclude([packages]);
  if (only === undefined) results.push(await types(), await lint(), await countedPart(audit));
  if (wanted("unit")) results.push(...(await unitTests()));
  if (wanted("editor")) results.push(...(await editorTests()));
  conclude(results);
}

await main();
