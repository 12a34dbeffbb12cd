/**
 * Sets up what the other tasks need, each thing once: the packages, a VS Code and a browser to test with, a
 * Korean font, Python with NumPy. Plain Node, since it runs before anything is installed. What is there already
 * costs milliseconds; what was cut off by Ctrl+C is taken up again; two runs at once wait for each other.
 *
 * By hand: `node test/tasks/prepare.mjs [packages] [vscode] [browser] [font] [numpy]`.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  fontFolder,
  installedBrowser,
  installNpmBrowser,
  installNpmFont,
  koreanFontInstalled,
  npmBrowser,
} from "./browsers.mjs";
import { withLock } from "./lock.mjs";
import { cleanEnvironment, isRoot, npm, run, which } from "./processes.mjs";
import { say, step } from "./progress.mjs";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
/** All that is set up, built or written by the tasks and must not be committed. */
export const cache = join(root, ".vscode-test");

/**
 * The VS Code to run in; NEURON_LENS_VSCODE=1.106.3 takes the lowest that is supported. code-server carries VS Code's own
 * server, built and on npm, 4.x.y that of 1.x.y; only that server is used.
 */
const vscodeVersion = process.env.NEURON_LENS_VSCODE ?? "1.139.1";
const codeServerVersion = vscodeVersion.replace(/^1\./, "4.");
/** Its native parts are built for one major version of Node. */
const nodeVersion = vscodeVersion.startsWith("1.106.") ? "22.23.5" : "24.21.0";
const vscodeFolder = join(cache, `vscode-${codeServerVersion}`);

function locked(name, work) {
  return withLock(join(cache, "locks", name), work, () =>
    say(`• waiting for another run to set up ${name} …`),
  );
}

/** Runs `work` as a step unless `ready()`; asks again once the lock is ours, for another run may have done it. */
async function once(name, title, ready, work) {
  if (await ready()) return;
  await locked(name, async () => {
    if (!(await ready())) await step(title, work);
  });
}

/** npm into a folder of its own. Repeating it after an interruption goes on from npm's cache. */
async function installInto(folder, packages, report) {
  mkdirSync(folder, { recursive: true });
  const own = join(folder, "package.json");
  if (!existsSync(own)) writeFileSync(own, '{ "private": true }\n');
  await npmInstall(folder, packages, report);
}

async function npmInstall(cwd, args, report) {
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  await npm(["install", ...quiet, ...args], { cwd, env: cleanEnvironment(), onLine: report });
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** Whether node_modules holds exactly what the lock file says, by npm's own record of what it installed. */
function packagesReady() {
  const wanted = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(join(root, "node_modules/.package-lock.json"));
  if (!wanted || !installed) return false;
  const missing = Object.entries(wanted).some(([path, entry]) => {
    if (path === "") return false;
    const there = installed[path];
    // Packages for other platforms are optional and not installed.
    return there ? there.version !== entry.version : entry.optional !== true;
  });
  return !missing && Object.keys(installed).every((path) => path in wanted);
}

export async function preparePackages() {
  await once("packages", "Installing the packages (npm ci)", packagesReady, (report) =>
    npm(["ci", "--no-audit", "--no-fund"], { cwd: root, onLine: report }),
  );
}

function nodeForServer() {
  if (process.versions.node.startsWith(`${nodeVersion.split(".")[0]}.`)) return process.execPath;
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const binary = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  return join(vscodeFolder, "node_modules", name, binary);
}

/** The VS Code server: `{ node, folder, version }`. */
export function vscode() {
  return {
    node: nodeForServer(),
    folder: join(vscodeFolder, "node_modules/code-server/lib/vscode"),
  };
}

export async function prepareVscode() {
  const title = "Installing a VS Code to run in (from npm, 780 MB on disk, once)";
  await once(
    "vscode",
    title,
    () => existsSync(vscodeFolder),
    async (report) => {
      const part = `${vscodeFolder}.part`;
      const ownNode = nodeForServer() === process.execPath;
      const node = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
      report("the server and its Node");
      await installInto(
        part,
        [`code-server@${codeServerVersion}`, ...(ownNode ? [] : [`${node}@${nodeVersion}`])],
        report,
      );
      report("the server's own packages");
      const server = join(part, "node_modules/code-server/lib/vscode");
      takeAllFromNpm(server);
      await npmInstall(server, ["--omit=dev"], report);
      renameSync(part, vscodeFolder);
    },
  );
}

/** Older servers name a commit on GitHub of a package that npm has too, built for each system. */
function takeAllFromNpm(server) {
  const path = join(server, "package.json");
  const text = readFileSync(path, "utf8");
  const wanted = text.replace(/("@parcel\/watcher": )"parcel-bundler\/watcher#\w+"/, '$1"^2.5.6"');
  if (wanted === text) return;
  writeFileSync(path, wanted);
  // It would say the same again.
  rmSync(join(server, "npm-shrinkwrap.json"), { force: true });
}

async function apt(packages, report) {
  const options = ["-o", "DPkg::Lock::Timeout=300", "-y", "-q", "--no-install-recommends"];
  const env = cleanEnvironment({ DEBIAN_FRONTEND: "noninteractive" });
  const install = () =>
    run("apt-get", [...options, "install", ...packages], { env, mayFail: true, onLine: report });
  let result = await install();
  if (result.code !== 0) {
    await run("apt-get", ["-q", "update"], { env, mayFail: true, onLine: report });
    result = await install();
  }
  return result.code === 0;
}

const canApt = () => isRoot && which("apt-get") !== undefined;

/** What Playwright needs to start the browser: `{ executablePath, env }`, or undefined when none is there. */
export function browser() {
  const installed = installedBrowser();
  const found = installed ? { executablePath: installed, env: {} } : npmBrowser(cache);
  if (!found) return undefined;
  const env = existsSync(fontFolder(cache))
    ? { ...found.env, XDG_DATA_HOME: join(cache, "share") }
    : found.env;
  return { ...found, env };
}

export async function prepareBrowser() {
  await once(
    "browser",
    "Installing a browser to test with",
    () => browser() !== undefined,
    async (report) => {
      if (canApt() && (await apt(["chromium"], report)) && installedBrowser()) return;
      await installNpmBrowser(cache, installInto, report);
    },
  );
}

export async function prepareFont() {
  const ready = async () => existsSync(fontFolder(cache)) || (await koreanFontInstalled());
  await once("font", "Installing a Korean font", ready, async (report) => {
    if (canApt() && (await apt(["fonts-nanum"], report)) && (await koreanFontInstalled())) return;
    await installNpmFont(cache, installInto, report);
  });
}

const python = "/usr/bin/python3";

async function numpyReady() {
  const { code } = await run(python, ["-c", "import numpy, sklearn, pandas, matplotlib"], { mayFail: true });
  return code === 0;
}

/** NumPy is the judge of the differential tests, and learners' programs import the others. Without them tests are skipped, and say so. */
export async function prepareNumpy() {
  const packages = ["numpy", "sklearn", "pandas", "matplotlib"].map((name) => `python3-${name}`);
  if (canApt()) {
    await once(
      "numpy",
      "Installing NumPy, scikit-learn, pandas and Matplotlib, the judges of our arithmetic",
      numpyReady,
      async (report) => {
        await apt(packages, report);
      },
    );
  }
  if (!(await numpyReady())) {
    const remedy = `as root: apt-get install ${packages.join(" ")}`;
    say(`! SKIPPED: tests that compare with NumPy and others; ${python} has not all of them (${remedy}).`);
  }
}

/** Ends with an error a Node that is too old to go on with, before anything fails in a stranger way. */
export function requireNode() {
  if (Number(process.versions.node.split(".")[0]) >= 20) return;
  say(`Neuron Lens needs Node 20 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const all = {
  packages: preparePackages,
  vscode: prepareVscode,
  browser: prepareBrowser,
  font: prepareFont,
  numpy: prepareNumpy,
};

/** Prepares all of it; numpy and the fonts by apt come one after the other, apt has one lock. */
export async function prepareEverything() {
  for (const prepare of Object.values(all)) await prepare();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  requireNode();
  const names = process.argv.slice(2);
  for (const name of names.length > 0 ? names : Object.keys(all)) {
    if (!(name in all))
      throw new Error(`Nothing is called "${name}"; there are ${Object.keys(all).join(", ")}.`);
    await all[name]();
  }
  say("Everything is there.");
}
