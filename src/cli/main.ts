import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Translate, translator } from "../base/translate";
import { readTableFile } from "../workers/training/file";
import { parquetReader } from "../workers/training/parquet";
import { runCheck } from "./check";
import { runShapes } from "./shapes";
import type { Terminal } from "./terminal";
import { runTrain } from "./train";

const commands: Readonly<Record<string, (args: readonly string[], terminal: Terminal) => Promise<number>>> = {
  shapes: runShapes,
  check: runCheck,
  train: runTrain,
};

/** Exit codes: 0 done, 1 the input has a problem, 2 the command was not understood. */
async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name = "--help", ...rest] = args;
  if (name === "--version") {
    terminal.stdout(`${version()}\n`);
    return 0;
  }
  if (name === "--help" || name === "-h") {
    terminal.stdout(usage(terminal.t));
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    terminal.stderr(`${terminal.t("There is no command {0}.", name)}\n\n${usage(terminal.t)}`);
    return 2;
  }
  return command(rest, terminal);
}

function usage(t: Translate): string {
  const lines = [
    t("neuron-lens: NumPy shapes without running the code, and a neuron that learns your data set"),
    "",
    `  neuron-lens shapes FILE…   ${t("the shape of every matrix, beside the source")}`,
    `  neuron-lens check FILE…    ${t("is each gradient the derivative of its loss, and if not, which mistake is it")}`,
    `  neuron-lens train DATA     ${t("train a neuron on a data set")}`,
    "",
    t("Each command says more with --help."),
  ];
  return `${lines.join("\n")}\n`;
}

function version(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(join(__dirname, "..", "package.json"), "utf8"),
  );
  return manifest.version;
}

const locale = process.env.LC_ALL ?? process.env.LC_MESSAGES ?? process.env.LANG ?? "";

/** The sentences of the language that the terminal's locale names. */
function readerLanguage(): Translate {
  if (!locale.startsWith("ko")) return translator({});
  try {
    return translator(JSON.parse(readFileSync(join(__dirname, "l10n", "bundle.l10n.ko.json"), "utf8")));
  } catch {
    return translator({});
  }
}

const terminal: Terminal = {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  readFile: (path) => readFile(path),
  readTableFile: (path, name, options) =>
    readTableFile(path, name, { ...options, readParquet: parquetReader(join(__dirname, "parquet.js")) }),
  isTerminal: process.stdout.isTTY === true,
  t: readerLanguage(),
  language: locale.slice(0, 2),
};

// `neuron-lens shapes big.py | head`: the reader has seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

main(process.argv.slice(2), terminal).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    terminal.stderr(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
