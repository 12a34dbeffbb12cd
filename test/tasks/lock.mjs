/** One at a time, across processes: two terminals may run `npm test` and `npm start` at once. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** A lock whose owner died (Ctrl+C, a crash) is nobody's. */
function abandoned(folder) {
  try {
    return !alive(Number(readFileSync(join(folder, "owner"), "utf8")));
  } catch {
    // No owner written yet: just made, unless it is old.
    try {
      return Date.now() - statSync(folder).mtimeMs > 10_000;
    } catch {
      return false;
    }
  }
}

function take(folder) {
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, "owner"), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (!abandoned(folder)) return false;
    // Renaming is atomic: of two who find it abandoned, one moves it away.
    const aside = `${folder}.${process.pid}.old`;
    try {
      renameSync(folder, aside);
      rmSync(aside, { recursive: true, force: true });
    } catch {
      // The other one was faster.
    }
    return false;
  }
}

/** Runs `work` while holding the lock `folder`; `onWait` is told once when someone else holds it. */
export async function withLock(folder, work, onWait = () => {}) {
  mkdirSync(dirname(folder), { recursive: true });
  let told = false;
  while (!take(folder)) {
    if (!told) onWait();
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    release();
    process.off("exit", release);
  }
}
