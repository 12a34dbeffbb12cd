import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import type { Editor } from "./editor";

/** The kept runs' files, wherever the editor's storage is. */
export function runFiles(editor: Editor): readonly string[] {
  const profile = dirname(dirname(editor.path("")));
  return readdirSync(profile, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".run.json") && !name.includes("deleted"))
    .map((name) => join(profile, name));
}

/**
 * Starts a training that no computer ends while a test looks at it: the bundled data are so few that their million
 * epochs are over in seconds. Returns when it has begun and is in a file.
 */
export async function trainForLong(editor: Editor): Promise<void> {
  const path = editor.path("many_rows.csv");
  if (!existsSync(path)) {
    const rows = Array.from({ length: 20_000 }, (_, row) =>
      [...Array.from({ length: 10 }, (_, column) => ((row * (7 + column)) % 101) / 10), row % 2].join(","),
    );
    writeFileSync(path, `a,b,c,d,e,f,g,h,i,j,target\n${rows.join("\n")}\n`);
  }
  const before = runFiles(editor).length;
  await editor.clearNotifications();
  await editor.setSetting("neuronLens.training.epochs", 1_000_000);
  await editor.run((api, file) => {
    void api.commands.executeCommand("neuronLens.train", api.Uri.file(file));
  }, path);
  await editor.notification(/epoch [\d,]+ of/).waitFor();
  await expect.poll(() => runFiles(editor).length).toBeGreaterThan(before);
}
