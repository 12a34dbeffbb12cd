/** A real VS Code, served to a browser on a loopback port. Used by `npm start`, the editor tests and the pictures. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { vscode } from "./prepare.mjs";
import { CommandFailed, cleanEnvironment, kill, run, start } from "./processes.mjs";

const endWithParent = join(dirname(fileURLToPath(import.meta.url)), "endWithParent.cjs");

/** What a newcomer's first run and a test both want: no greetings, no chat, no telemetry. */
export const calmSettings = {
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

/**
 * Writes a profile: the user's settings, and Korean as a language that a page may ask for. (The server gives a
 * language only if a language pack is installed; an empty one leaves VS Code's own words in English and turns
 * ours to Korean.)
 */
export function writeProfile(dataDir, settings = {}) {
  const user = join(dataDir, "data", "User");
  mkdirSync(user, { recursive: true });
  const words = join(dataDir, "data", "korean.i18n.json");
  const languagePacks = {
    ko: {
      hash: "neuron-lens",
      extensions: [{ extensionIdentifier: { id: "neuron-lens.korean" }, version: "1.0.0" }],
      translations: { vscode: words },
      label: "한국어",
    },
  };
  const write = (path, value) => writeFileSync(path, JSON.stringify(value, undefined, 2));
  const path = join(user, "settings.json");
  write(path, { ...calmSettings, ...readSettings(path), ...settings });
  write(join(user, "argv.json"), {});
  write(words, { version: "1.0.0", contents: {} });
  write(join(dataDir, "data", "languagepacks.json"), languagePacks);
}

/** What a person chose in this profile before; nothing where it cannot be read (settings may have comments). */
export function readSettings(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}

function serverArguments(dataDir, more) {
  const { folder } = vscode();
  const fixed = ["--server-data-dir", dataDir, "--accept-server-license-terms", "--telemetry-level", "off"];
  return ["-r", endWithParent, join(folder, "out/server-main.js"), ...fixed, ...more];
}

/** Installs VSIX files into a profile; half a second. */
export async function installExtensions(dataDir, vsixFiles) {
  if (vsixFiles.length === 0) return;
  const flags = vsixFiles.flatMap((file) => ["--install-extension", file]);
  // Not through `-r endWithParent`: this command must end by itself, with its input closed.
  const [, , ...args] = serverArguments(dataDir, [...flags, "--force"]);
  const { output } = await run(vscode().node, args, { env: serverEnvironment() });
  const installed = output.match(/was successfully installed/g)?.length ?? 0;
  if (installed !== vsixFiles.length) throw new CommandFailed("--install-extension", 0, output);
}

function serverEnvironment() {
  const env = cleanEnvironment();
  // Set inside a VS Code terminal; they would make the server talk to that editor.
  for (const name of Object.keys(env)) if (/^(VSCODE|ELECTRON)_/.test(name)) delete env[name];
  return env;
}

/**
 * Starts the server. `{ dataDir, port = 0, token, trusted = true }`; resolves with `{ port, address(folder), stop(), exited,
 * said() }` when it listens: `said` gives its last words. Without a token anyone on this machine can connect: only for tests.
 */
export async function startServer({ dataDir, port = 0, token, trusted = true }) {
  const access = token ? ["--connection-token", token] : ["--without-connection-token"];
  const trust = trusted ? ["--disable-workspace-trust"] : [];
  // Without a grace time of a second the extension host of each closed page lives on for hours.
  const flags = [
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    ...access,
    ...trust,
    "--reconnection-grace-time",
    "1",
  ];
  const child = start(vscode().node, serverArguments(dataDir, flags), { env: serverEnvironment() });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const { listening, said } = await waitForPort(child);
  const query = token ? `tkn=${token}&` : "";
  return {
    port: listening,
    address: (folder) => `http://127.0.0.1:${listening}/?${query}folder=${encodeURIComponent(folder)}`,
    exited,
    said,
    stop: async () => {
      kill(child);
      await exited;
    },
  };
}

function waitForPort(child) {
  return new Promise((resolve, reject) => {
    let output = "";
    const take = (chunk) => {
      output = (output + chunk).slice(-20_000);
      const found = /Extension host agent listening on (\d+)/.exec(output);
      if (found) resolve({ listening: Number(found[1]), said: () => output });
    };
    // Read on for as long as it lives, or the server would block on a full pipe.
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.once("error", reject);
    child.once("exit", (code) => reject(new CommandFailed("the VS Code server", code, output)));
  });
}

/** Leaves nothing of a profile behind. */
export function removeProfile(dataDir) {
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
}
