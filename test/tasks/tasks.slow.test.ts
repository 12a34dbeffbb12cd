import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";

const tasks = import.meta.dirname;
const scratch = mkdtempSync(join(tmpdir(), "neuron-lens-tasks-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs a module that may import the tasks as `tasks/…`, and answers what it printed. */
async function runModule(source: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--input-type=module",
    "-e",
    inModule(source),
  ]);
  return stdout.trim();
}

function inModule(source: string): string {
  return source.replaceAll('"tasks/', `"${tasks}/`);
}

test("a lock lets one process in at a time", async () => {
  const counter = join(scratch, "counter");
  writeFileSync(counter, "0");
  const increment = `
    import { readFileSync, writeFileSync } from "node:fs";
    import { withLock } from "tasks/lock.mjs";
    for (let i = 0; i < 5; i++) {
      await withLock(${JSON.stringify(join(scratch, "lock"))}, async () => {
        const seen = Number(readFileSync(${JSON.stringify(counter)}, "utf8"));
        await new Promise((resolve) => setTimeout(resolve, 10));
        writeFileSync(${JSON.stringify(counter)}, String(seen + 1));
      });
    }`;
  await Promise.all([runModule(increment), runModule(increment), runModule(increment)]);
  expect(readFileSync(counter, "utf8")).toBe("15");
});

test("the last lines name each test that failed, and then count", async () => {
  const source = `
    import { conclude, failures } from "tasks/check.mjs";
    const failed = (fullName, ...failureMessages) => ({ fullName, status: "failed", failureMessages });
    const report = { testResults: [
      { name: "test/a.test.ts", status: "failed", message: "", assertionResults: [
        failed("adds", "expected \\u001b[31m2\\u001b[39m to be 3\\n    at test/a.test.ts:4:2\\n    at x/node_modules/y.js:1:1"),
        { fullName: "works", status: "passed", failureMessages: [] } ] },
      { name: "test/b.test.ts", status: "failed", message: "Cannot find module", assertionResults: [] } ] };
    conclude([{ passed: 1, failed: 0, skipped: 2 }, { passed: 1, failed: 2, skipped: 0, failures: failures(report) }]);
    process.exitCode = 0;`;
  const said = (await runModule(source)).split("\n").filter((line) => line !== "");
  expect(said).toEqual([
    expect.stringMatching(/^✗ .*test\/a\.test\.ts: adds$/),
    "    expected 2 to be 3",
    "        at test/a.test.ts:4:2",
    expect.stringMatching(/^✗ .*test\/b\.test\.ts$/),
    "    Cannot find module",
    "2 passed, 2 failed, 2 skipped",
  ]);
});

test("a lock whose owner died is taken over", async () => {
  const lock = join(scratch, "abandoned");
  mkdirSync(lock);
  // No process has this number: the kernel's own limit is below it.
  writeFileSync(join(lock, "owner"), "999999999");
  const source = `
    import { withLock } from "tasks/lock.mjs";
    await withLock(${JSON.stringify(lock)}, async () => console.log("in"));`;
  expect(await runModule(source)).toBe("in");
  expect(existsSync(lock)).toBe(false);
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.skipIf(process.platform === "win32")("what a task started ends with the task", async () => {
  const source = `
    import { start } from "tasks/processes.mjs";
    const child = start("sleep", ["60"]);
    console.log(child.pid);`;
  const task = spawn(process.execPath, ["--input-type=module", "-e", inModule(source)]);
  const pid = await new Promise<number>((resolve) =>
    task.stdout.once("data", (text) => resolve(Number(text))),
  );
  expect(alive(pid)).toBe(true);
  task.kill("SIGINT");
  const code = await new Promise((resolve) => task.once("exit", resolve));
  expect(code).toBe(130);
  expect(alive(pid)).toBe(false);
});

test("tests that fail, that do not load and that are skipped are all counted", async () => {
  const folder = join(scratch, "suite");
  mkdirSync(folder);
  const head = `import { expect, test } from ${JSON.stringify(import.meta.resolve("vitest"))};\n`;
  writeFileSync(
    join(folder, "a.test.mjs"),
    `${head}test("right", () => {}); test("wrong", () => expect(1).toBe(2)); test.skip("later", () => {});`,
  );
  writeFileSync(join(folder, "b.test.mjs"), "throw new Error('does not load');");
  const config = join(folder, "vitest.config.mjs");
  writeFileSync(config, `export default { root: ${JSON.stringify(folder)} };`);
  const source = `
    import { vitest } from "tasks/check.mjs";
    const config = ["--config", ${JSON.stringify(config)}];
    console.log("counted " + JSON.stringify(await vitest("trial", config)));`;
  const counted = /counted (.*)/.exec(await runModule(source))?.[1] ?? "null";
  expect(JSON.parse(counted)).toMatchObject({ passed: 1, failed: 2, skipped: 1 });
});

test("tests that crash before they report count as failed", async () => {
  const source = `
    import { vitest } from "tasks/check.mjs";
    console.log("counted " + JSON.stringify(await vitest("trial", ["--no-such-flag"])));`;
  const counted = /counted (.*)/.exec(await runModule(source))?.[1] ?? "null";
  expect(JSON.parse(counted)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
