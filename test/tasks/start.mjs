/**
 * `npm start`: from a fresh clone to Neuron Lens in a real VS Code, in a scratch copy of the lesson, with the
 * walkthrough open. An installed desktop VS Code is used where there is one and a display; else VS Code is served
 * to the browser on a free loopback port. Ctrl+C ends all that was started.
 *
 *   npm start -- [--port N] [--no-open] [--browser]
 */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { explain } from "./check.mjs";
import { copyLesson } from "./lesson.mjs";
import { cache, preparePackages, prepareVscode, requireNode } from "./prepare.mjs";
import { cleanEnvironment, isRoot, run, start, which } from "./processes.mjs";
import { buildAndPackage, driverVsix, hashOf, packageDriver, vsix } from "./product.mjs";
import { say, step } from "./progress.mjs";
import { calmSettings, installExtensions, readSettings, startServer, writeProfile } from "./vscodeServer.mjs";

const home = join(cache, "start");
const oldestVscode = 106;

function readFlags() {
  try {
    const options = {
      port: { type: "string" },
      open: { type: "boolean", default: true },
      browser: { type: "boolean", default: false },
    };
    const { values } = parseArgs({ options, allowNegative: true });
    const port = values.port === undefined ? 0 : Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`--port ${values.port} is not a port.`);
    return { port, open: values.open, served: values.browser || values.port !== undefined };
  } catch (error) {
    say(`${error.message}\nUse: npm start -- [--port N] [--no-open] [--browser]`);
    process.exit(2);
  }
}

const hasDisplay =
  process.platform === "darwin" ||
  process.platform === "win32" ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** The `code` of an installed desktop VS Code that is new enough, or undefined. */
async function desktopVscode() {
  // As root it refuses to start; inside a remote terminal `code` only speaks to the window it belongs to.
  if (!hasDisplay || isRoot || process.env.VSCODE_IPC_HOOK_CLI) return undefined;
  const code = which("code", "code-insiders");
  if (!code) return undefined;
  const { output } = await run(code, ["--version"], { mayFail: true, shell: process.platform === "win32" });
  const [major, minor] = output.split(".").map(Number);
  if (major > 1 || (major === 1 && minor >= oldestVscode)) return code;
  say(
    `• The installed VS Code is ${output.split("\n")[0]}; Neuron Lens needs 1.${oldestVscode}. Serving a newer one.`,
  );
  return undefined;
}

/** The learner's copy of the lesson, kept with what was written into it as long as the sources stay the same. */
function lessonFolder(sources) {
  const folder = join(home, sources.slice(0, 8), "lesson");
  if (!existsSync(folder)) copyLesson(folder, Intl.DateTimeFormat().resolvedOptions().locale.slice(0, 2));
  return folder;
}

const startSettings = {
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "neuronLensDriver.walkthrough": "neuron-lens.neuron-lens#neuronLens.start",
};

/** Installs the extensions into a profile when they are other ones than the last time. */
async function installWhenChanged(profile, install) {
  const stamp = join(profile, "installed");
  const wanted = hashOf([vsix, driverVsix]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await step("Installing Neuron Lens into VS Code", install);
  writeFileSync(stamp, wanted);
}

async function serve(folder, { port, open }) {
  await prepareVscode();
  const profile = join(home, "served");
  writeProfile(profile, startSettings);
  await installWhenChanged(profile, () => installExtensions(profile, [vsix, driverVsix]));
  const token = randomBytes(16).toString("hex");
  const server = await step("Starting VS Code", () => startServer({ dataDir: profile, port, token }));
  const address = server.address(folder);
  say(`\nNeuron Lens runs in VS Code at\n\n  ${address}\n\nCtrl+C ends it.`);
  if (open) openInBrowser(address);
  return server.exited;
}

function openInBrowser(address) {
  if (!hasDisplay) return;
  const openers = {
    darwin: ["open", address],
    win32: ["cmd", "/c", "start", "", address.replaceAll("&", "^&")],
  };
  const [command, ...args] = openers[process.platform] ?? ["xdg-open", address];
  if (!which(command)) return;
  // Not owned by us: the browser may be the person's own and must not end with Ctrl+C.
  run(command, args, { mayFail: true }).catch(() => {});
}

/** While this listens, the desktop's driver extension knows that the task is alive. */
async function listenForDriver() {
  const server = createServer((socket) => socket.on("error", () => {}));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function startDesktop(code, folder) {
  const profile = join(home, "desktop");
  const user = join(profile, "data", "User");
  mkdirSync(user, { recursive: true });
  const driver = await listenForDriver();
  const path = join(user, "settings.json");
  const own = {
    ...startSettings,
    "neuronLensDriver.port": driver.address().port,
    "neuronLensDriver.quitWithTask": true,
  };
  writeFileSync(path, JSON.stringify({ ...calmSettings, ...readSettings(path), ...own }, undefined, 2));
  const places = ["--user-data-dir", join(profile, "data"), "--extensions-dir", join(profile, "extensions")];
  const options = { env: cleanEnvironment(), shell: process.platform === "win32" };
  await installWhenChanged(profile, (report) =>
    run(code, [...places, "--install-extension", vsix, "--install-extension", driverVsix, "--force"], {
      ...options,
      onLine: report,
    }),
  );
  say("\nNeuron Lens runs in the VS Code that opens now. Ctrl+C ends it.");
  const child = start(code, [...places, "--new-window", "--wait", folder], options);
  await new Promise((resolve) => child.once("exit", resolve));
  driver.close();
}

async function main() {
  requireNode();
  const flags = readFlags();
  await preparePackages();
  const sources = await buildAndPackage();
  await packageDriver();
  const folder = lessonFolder(sources);
  const code = flags.served ? undefined : await desktopVscode();
  await (code ? startDesktop(code, folder) : serve(folder, flags));
}

try {
  await main();
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
