/**
 * `npm run check`, the fast gate: types, lint and the quick unit tests. `npm test` runs the same parts, and all tests.
 * A part answers `{ passed, failed, skipped }`; one that crashes counts as one failure.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { cache, preparePackages, requireNode, root } from "./prepare.mjs";
import { CommandFailed, cleanEnvironment, kill, npm, run, start } from "./processes.mjs";
import { say, step } from "./progress.mjs";

const passed = { passed: 1, failed: 0, skipped: 0 };
const failed = { passed: 0, failed: 1, skipped: 0 };
/** Unit tests that take long: searches, fuzzing, whole judged programs; and those in a browser. */
const slow = ["test/**/*.slow.test.ts", "test/**/*.browser.test.ts"];
/** A run of tests that takes longer, in minutes, hangs. */
const longest = 45;

/** Says what went wrong, with what the command printed. */
export function explain(error) {
  if (error instanceof CommandFailed) say(`${error.output.trimEnd()}\n✗ ${error.message.split("\n")[0]}`);
  else say(`✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

/** Runs a part that either works or does not. */
export async function wholePart(work) {
  try {
    await work();
    return passed;
  } catch (error) {
    explain(error);
    return failed;
  }
}

/** Runs a part that counts for itself; should it crash, that is a failure. */
export async function countedPart(work) {
  try {
    return await work();
  } catch (error) {
    explain(error);
    return failed;
  }
}

const tool = (path, ...args) =>
  run(process.execPath, [join(root, "node_modules", path), ...args], { cwd: root });

export function types() {
  return wholePart(() => step("Checking types (tsc)", () => tool("typescript/bin/tsc")));
}

export function lint() {
  return wholePart(() =>
    step("Checking style (biome)", () =>
      tool("@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."),
    ),
  );
}

/**
 * Asks npm for known holes in the packages. A machine without a network, or a registry that keeps no list of them, can't say:
 * then this counts as skipped, and says so.
 */
export async function audit() {
  const { code, output } = await npm(["audit", "--audit-level=high", "--json"], {
    cwd: root,
    env: cleanEnvironment(),
    mayFail: true,
  });
  const found = auditFindings(output);
  if (found === null) {
    say("SKIPPED: the audit of the packages, for npm could not be asked about them.");
    return { passed: 0, failed: 0, skipped: 1 };
  }
  for (const name of found) say(`✗ ${name} has a known hole: npm audit`);
  return code === 0 || found.length === 0 ? passed : failed;
}

/** The packages with a hole that is high or critical, from npm's JSON; null where it is no report. */
export function auditFindings(output) {
  try {
    const { vulnerabilities } = JSON.parse(output.slice(output.indexOf("{")));
    if (vulnerabilities === undefined) return null;
    return Object.entries(vulnerabilities)
      .filter(([, { severity }]) => severity === "high" || severity === "critical")
      .map(([name]) => name);
  } catch {
    return null;
  }
}

/** Runs vitest for so many minutes at most, its output straight to the terminal, and counts by its own report. */
export async function vitest(name, args, env = {}, minutes = longest) {
  const report = join(cache, `report-${name}.json`);
  mkdirSync(cache, { recursive: true });
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const child = start(
    process.execPath,
    [join(root, "node_modules/vitest/vitest.mjs"), "run", "--passWithNoTests", ...reporters, ...args],
    { cwd: root, env: cleanEnvironment(env), stdio: ["ignore", "inherit", "inherit"] },
  );
  // A test that loops for ever blocks vitest's own time-outs.
  const limit = setTimeout(() => {
    say(`✗ The ${name} tests took more than ${minutes} minutes and were ended.`);
    kill(child, "SIGKILL");
  }, minutes * 60_000);
  const code = await new Promise((resolve) => child.once("exit", resolve));
  clearTimeout(limit);
  if (!existsSync(report)) {
    say(`✗ The ${name} tests crashed (code ${code}) before they could report.`);
    return failed;
  }
  return count(name, JSON.parse(readFileSync(report, "utf8")), code);
}

function count(name, report, code) {
  // A file that does not even load has no tests that could fail.
  const unloadable = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const result = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: failures(report),
  };
  if (code === 0 || result.failed > 0) return result;
  say(`✗ All ${name} tests passed, but their run did not (code ${code}): an error outside of any test.`);
  return { ...result, failed: 1 };
}

/** Of each test that failed, its file and name, and the start of what was wrong: one text a test, of vitest's report. */
export function failures(report) {
  const texts = [];
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = relative(root, name);
    if (status === "failed" && assertionResults.length === 0) texts.push(`${file}\n${startOf(message)}`);
    for (const test of assertionResults)
      if (test.status === "failed")
        texts.push(`${file}: ${test.fullName}\n${startOf(test.failureMessages.join("\n"))}`);
  }
  return texts;
}

/** The first lines of a message, indented, without the calls of vitest itself. */
function startOf(message) {
  return stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => !/^\s+at (new Promise|.*node_modules)/.test(line))
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join("\n");
}

/** The unit tests that are quick to run. `npm test` runs `allUnits`. */
function quickUnits(filters) {
  return countedPart(() => vitest("unit", [...slow.flatMap((glob) => ["--exclude", glob]), ...filters]));
}

/** All unit tests. Those of the panel in a browser need one: `browser` is what `prepare.mjs` found. */
export function allUnits(filters, browser) {
  const env = browser ? { CHROMIUM: browser.executablePath, ...browser.env } : {};
  return countedPart(() => vitest("unit", filters, env));
}

const counted = ["passed", "failed", "skipped"];

function sum(results) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) for (const key of counted) total[key] += result[key];
  return total;
}

/** What failed once more, for who sees only the end of a long log; the last line; and the exit code. */
export function conclude(results) {
  const total = sum(results);
  for (const failure of results.flatMap((result) => result.failures ?? [])) say(`\n✗ ${failure}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  say(`${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  requireNode();
  await preparePackages();
  conclude([await types(), await lint(), await quickUnits(process.argv.slice(2))]);
}
