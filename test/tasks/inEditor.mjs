/** What is no test but needs the real editor: sets all of it up and runs a file of test/editor that is no suite. */
import { explain, vitest } from "./check.mjs";
import { prepareBrowser, prepareFont, preparePackages, prepareVscode, requireNode } from "./prepare.mjs";
import { buildAndPackage, packageDriver, vsix } from "./product.mjs";

/** Runs test/editor/`name`.ts with the words after the command; the process fails when it does. */
export async function runInEditor(name, variables = {}) {
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
      NEURON_LENS_EDITOR_FILE: `test/editor/${name}.ts`,
      ...variables,
    };
    const { failed } = await vitest(name, ["--config", "test/editor/vitest.config.mts"], environment);
    process.exitCode = failed > 0 ? 1 : 0;
  } catch (error) {
    explain(error);
    process.exitCode = 1;
  }
}
