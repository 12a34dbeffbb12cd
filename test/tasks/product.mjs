/** The product as its users get it: built and packaged as a VSIX, only when something that goes into it changed. */
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cache, root } from "./prepare.mjs";
import { npm, run } from "./processes.mjs";
import { step } from "./progress.mjs";

const packaged = join(root, "dist/neuron-lens.vsix");
/** Our own copy of it: another build in the middle of the tests must not take it away. */
export const vsix = join(cache, "neuron-lens.vsix");
/** The extension that lets a test, or `npm start`, speak to the extension host. Never part of the product. */
export const driverVsix = join(cache, "driver.vsix");
const driverSource = join(root, "test/editor/driver-extension");

const ingredients = ["src", "webview", "media", "l10n"];
const ingredientFiles = /^(package.*\.json|tsconfig\.json|esbuild\.mjs|\.vscodeignore|[A-Z][A-Z-]*(\.md)?)$/;

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** One hash over the names and contents of files. */
export function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

function sourceHash() {
  const loose = readdirSync(root).filter((name) => ingredientFiles.test(name));
  const folders = ingredients.map((name) => join(root, name)).filter((path) => existsSync(path));
  return hashOf([...loose.sort().map((name) => join(root, name)), ...folders.flatMap(filesUnder)]);
}

/** Builds and packages unless the VSIX of these very sources is there. Returns the hash of the sources. */
export async function buildAndPackage() {
  const stamp = join(cache, "built");
  const sources = sourceHash();
  if (existsSync(vsix) && existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return sources;
  await step("Building Neuron Lens and packaging it", (report) =>
    npm(["run", "package"], { cwd: root, onLine: report }),
  );
  mkdirSync(cache, { recursive: true });
  copyFileSync(packaged, vsix);
  writeFileSync(stamp, sources);
  return sources;
}

/** Packages the driver extension when it changed. */
export async function packageDriver() {
  const newest = Math.max(...filesUnder(driverSource).map((file) => statSync(file).mtimeMs));
  if (existsSync(driverVsix) && statSync(driverVsix).mtimeMs > newest) return;
  mkdirSync(cache, { recursive: true });
  const vsce = join(root, "node_modules/@vscode/vsce/vsce");
  const quiet = [
    "--no-dependencies",
    "--allow-missing-repository",
    "--skip-license",
    "--allow-star-activation",
  ];
  await run(process.execPath, [vsce, "package", ...quiet, "--out", driverVsix], { cwd: driverSource });
}
