/** Child processes that never outlive the task that started them. */
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

const windows = process.platform === "win32";
const running = new Set();
let listening = false;
/** How long children may take to end when asked to, in milliseconds. */
const patience = 5000;

/** A command that ended with an error; `output` holds the last of what it printed. */
export class CommandFailed extends Error {
  constructor(command, code, output) {
    const end = output.trimEnd().split("\n").slice(-3).join("\n");
    super(`\`${command}\` ended with ${code === null ? "a signal" : `code ${code}`}:\n${end}`);
    this.name = "CommandFailed";
    this.code = code;
    this.output = output;
  }
}

/** Ends a child and all that it started. */
export function kill(child, signal = "SIGTERM") {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  try {
    // Children lead a process group of their own (`detached`), so the minus sign reaches their children too.
    if (windows) spawn("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" });
    else process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

/**
 * Ends all children and then ourselves. Waits until they are gone: a lock is given back as we exit, and the next
 * run must not meet an npm that still writes.
 */
async function endAll(code) {
  process.exitCode = code;
  const gone = [...running].map((child) => new Promise((resolve) => child.once("exit", resolve)));
  for (const child of running) kill(child);
  await Promise.race([Promise.all(gone), new Promise((resolve) => setTimeout(resolve, patience))]);
  process.exit(code);
}

function own(child) {
  running.add(child);
  child.once("exit", () => running.delete(child));
  if (listening) return;
  listening = true;
  process.on("exit", () => {
    for (const left of running) kill(left, "SIGKILL");
  });
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ]) {
    process.once(signal, () => endAll(code));
  }
}

/** The environment without what npm sets for its scripts: a nested npm would take our folder for its own. */
export function cleanEnvironment(extra = {}) {
  const dropped =
    /^(npm_(package|lifecycle|command|node_execpath)|npm_config_(local_prefix|prefix|global_prefix)$|INIT_CWD$|NODE_ENV$)/;
  const kept = Object.entries(process.env).filter(([name]) => !dropped.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}

/** Starts a command that is ended with us. Input is a pipe: a child that reads it sees its end when we die. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    stdio: ["pipe", "pipe", "pipe"],
    env: cleanEnvironment(),
    detached: !windows,
    windowsHide: true,
    ...options,
  });
  child.stdin?.on("error", () => {});
  own(child);
  return child;
}

/** Runs a command to its end; its output goes line by line to `onLine`. Throws CommandFailed unless `mayFail`. */
export function run(command, args, { onLine, mayFail = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, options);
    child.stdin?.end();
    let output = "";
    const take = (chunk) => {
      output = (output + chunk).slice(-200_000);
      if (onLine) for (const line of String(chunk).split(/[\r\n]+/)) if (line.trim() !== "") onLine(line);
    };
    child.stdout?.setEncoding("utf8").on("data", take);
    child.stderr?.setEncoding("utf8").on("data", take);
    child.once("error", (error) => (mayFail ? resolve({ code: 127, output: String(error) }) : reject(error)));
    child.once("close", (code) => {
      if (code === 0 || mayFail) resolve({ code: code ?? 1, output });
      else reject(new CommandFailed([command, ...args].join(" "), code, output));
    });
  });
}

/** How to call npm: the one that called us, else the one on the path. */
export function npm(args, options = {}) {
  const script = process.env.npm_execpath;
  if (script && /\.c?js$/.test(script) && existsSync(script)) {
    return run(process.execPath, [script, ...args], options);
  }
  return run(windows ? "npm.cmd" : "npm", args, { ...options, shell: windows });
}

/** The full path of the first of these commands that is installed, or undefined. */
export function which(...names) {
  const endings = windows ? (process.env.PATHEXT ?? ".EXE;.CMD").split(";") : [""];
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      for (const ending of endings) {
        const path = join(folder, name + ending.toLowerCase());
        if (folder !== "" && existsSync(path) && statSync(path).isFile()) return path;
      }
    }
  }
  return undefined;
}

export const isRoot = process.getuid?.() === 0;
