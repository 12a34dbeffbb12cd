/**
 * `npm run release -- 0.2.0`: checks that the version is new and has its page in CHANGELOG.md, that nothing is left
 * uncommitted, runs all tests and the audit of the packages, writes the version, packages the VSIX with its checksum beside it,
 * commits and tags. Nothing leaves this machine: the last lines say what to push and to publish. `--dry-run` changes nothing.
 */
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { requireNode, root } from "./prepare.mjs";
import { npm, run } from "./processes.mjs";
import { say, step } from "./progress.mjs";

/** What keeps `version` from being released after `current`; empty where nothing does. */
export function obstacles({ version, current, changelog, status, branch }) {
  const found = [];
  if (!/^\d+\.\d+\.\d+$/.test(version ?? ""))
    found.push("Name the version, as in `npm run release -- 0.2.0`.");
  else if (!isNewer(version, current) && version !== current)
    found.push(`${version} is not newer than ${current}.`);
  if (!changelog.split("\n").includes(`## ${version}`))
    found.push(`CHANGELOG.md has no section "## ${version}".`);
  if (status.trim() !== "") found.push(`There are changes that are not committed:\n${status.trimEnd()}`);
  if (branch.trim() !== "main") found.push(`This is the branch ${branch.trim()}, and not main.`);
  return found;
}

function isNewer(version, current) {
  const [a, b] = [version, current].map((each) => each.split(".").map(Number));
  const at = a.findIndex((number, index) => number !== b[index]);
  return at >= 0 && a[at] > b[at];
}

const git = async (...args) => (await run("git", args, { cwd: root })).output;

async function main([version, ...flags]) {
  requireNode();
  const { version: current } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const found = obstacles({
    version,
    current,
    changelog: readFileSync(join(root, "CHANGELOG.md"), "utf8"),
    status: await git("status", "--porcelain"),
    branch: await git("branch", "--show-current"),
  });
  for (const obstacle of found) say(`✗ ${obstacle}`);
  if (found.length > 0) {
    process.exitCode = 1;
    return;
  }
  if (flags.includes("--dry-run")) return say(`${version} could be released.`);
  await step("Running all tests", (report) => npm(["test"], { cwd: root, onLine: report }));
  await step("Auditing the packages", () => npm(["audit", "--audit-level=high"], { cwd: root }));
  if (version !== current) await npm(["version", version, "--no-git-tag-version"], { cwd: root });
  await step("Packaging", (report) => npm(["run", "package"], { cwd: root, onLine: report }));
  const vsix = join(root, `dist/neuron-lens-${version}.vsix`);
  copyFileSync(join(root, "dist/neuron-lens.vsix"), vsix);
  const sum = createHash("sha256").update(readFileSync(vsix)).digest("hex");
  writeFileSync(`${vsix}.sha256`, `${sum}  neuron-lens-${version}.vsix\n`);
  if (version !== current) await git("commit", "-am", `Release ${version}`);
  await git("tag", "-a", `v${version}`, "-m", `Neuron Lens ${version}`);
  say(`Tagged v${version}. ${vsix}\nsha256 ${sum}`);
  say(`Now: git push --follow-tags, and npx vsce publish --packagePath ${vsix}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main(process.argv.slice(2));
