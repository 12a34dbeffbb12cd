import { writeFileSync } from "node:fs";
import { expect, test as plain } from "vitest";
import { Editor } from "./editor";
import type { EditorOptions } from "./launch";

/** Each test may use `editor`: one VS Code for all tests of the file. A test that fails leaves a screenshot, and the console. */
export function editorTests(name: string, options: EditorOptions = {}) {
  return plain
    .extend<{ $file: { window: Editor } }>({
      window: [
        // biome-ignore lint/correctness/noEmptyPattern: the first argument must be destructured, even to nothing
        async ({}, use) => {
          const editor = await Editor.open({ name, ...options });
          await use(editor);
          await editor.close();
        },
        { scope: "file" },
      ],
    })
    .extend<{ editor: Editor }>({
      editor: async ({ window, onTestFailed }, use) => {
        onTestFailed(async ({ task }) => {
          const path = await window.screenshot(task.name);
          const said = [...window.console.all, ...window.hostEnds()];
          writeFileSync(path.replace(/png$/, "console.txt"), said.join("\n"));
          process.stdout.write(`  picture: ${path}\n`);
          window.console.forget();
        });
        await use(window);
      },
    });
}

/** The last test of every file: whatever it did, nothing of ours is in the developer console, at its only try. */
export function consoleIsClean(test: ReturnType<typeof editorTests>): void {
  test("leaves nothing of ours in the developer console", { retry: 0 }, async ({ editor }) => {
    expect(editor.console.problems(), editor.hostEnds().join("\n")).toEqual([]);
  });
}
