/** What load.ts measures with: frames, keys, the page's own work, answers and memory. */
import type { Editor } from "./editor";

/** The promise, or an error that says which part of a measure did not end in so many seconds. */
export async function within<T>(part: string, seconds: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${part}: not done after ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

export const ms = (time: number) => `${time.toFixed(time < 10 ? 1 : 0)} ms`;
export const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Counts the page's frames, and how long each key takes until it is painted; the host's thread is watched meanwhile. */
export function watch(editor: Editor): Promise<void> {
  return within("beginning to watch", 30, beginWatching(editor));
}

async function beginWatching(editor: Editor): Promise<void> {
  await editor.run(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule("node:perf_hooks");
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    Reflect.set(globalThis, "delay", delay);
  });
  await editor.page.evaluate(() => {
    const seen: { frames: number[]; keys: number[] } = { frames: [], keys: [] };
    Reflect.set(globalThis, "seen", seen);
    let last = performance.now();
    const frame = (now: number) => {
      seen.frames.push(now - last);
      last = now;
      if (Reflect.get(globalThis, "seen") === seen) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === "keydown") seen.keys.push(entry.duration);
    });
    observer.observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
}

export function watched(editor: Editor): Promise<string> {
  return within("asking what was watched", 30, endWatching(editor));
}

async function endWatching(editor: Editor): Promise<string> {
  const seen = await editor.page.evaluate((): { frames: number[]; keys: number[] } => {
    const found = Reflect.get(globalThis, "seen");
    Reflect.set(globalThis, "seen", null);
    return found;
  });
  const host = await editor.run(() => {
    const delay = Reflect.get(globalThis, "delay");
    delay.disable();
    // What is recorded has the timer's own pause in it.
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - 5);
    return { most: late(delay.max), usual: late(delay.percentile(99)) };
  });
  const longer = (than: number) => seen.frames.filter((time) => time > than).length;
  return [
    `${seen.frames.length} frames, ${longer(25)} longer than 25 ms, ${longer(50)} than 50 ms, the longest ${ms(Math.max(...seen.frames))}`,
    ...(seen.keys.length === 0 ? [] : [slowKeys(seen.keys)]),
    `the host's thread waits ${ms(host.usual)} in 99 of 100 cases, ${ms(host.most)} at most`,
  ].join("; ");
}

/** The browser tells only of keys that took a frame or longer. */
function slowKeys(times: readonly number[]): string {
  return `${times.length} keys were painted after 16 ms or more, half of these within ${ms(quantile(times, 0.5))}, the slowest after ${ms(Math.max(...times))}`;
}

/** Twenty keys a second at the end of the file, in lines that each make a shape. */
export async function typeFor(editor: Editor, seconds: number): Promise<void> {
  const typed = Array.from(
    { length: 40 },
    (_, at) => `v${at} = np.dot(np.ones((3, 4)), np.ones((4, ${at + 1})))\n`,
  );
  await editor.command("cursorBottom");
  await editor.command("workbench.action.focusActiveEditorGroup");
  await editor.page.keyboard.press("Enter");
  const keys = typed.join("").slice(0, 20 * seconds);
  await within(`typing ${keys.length} keys`, 6 * seconds, editor.page.keyboard.type(keys, { delay: 50 }));
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/**
 * What the page's own thread works while `work` goes on, by Chromium's trace, in processor time: frames that are late
 * because the machine is busy with other things are none of VS Code's doing, nor of ours.
 */
export async function traced(editor: Editor, work: () => Promise<void>): Promise<string> {
  const browser = editor.page.context().browser();
  if (browser === null) throw new Error("no browser");
  const started = performance.now();
  const categories = ["toplevel", "disabled-by-default-devtools.timeline"];
  await within("starting the trace", 20, browser.startTracing(editor.page, { categories }));
  await work();
  const seconds = (performance.now() - started) / 1000;
  const trace = await within("ending the trace", 60, browser.stopTracing());
  const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse(`${trace}`);
  const threads = new Map<string, number[]>();
  for (const { name, pid, tid, dur = 0, tdur = dur } of traceEvents) {
    if (name !== "RunTask") continue;
    const tasks = threads.get(`${pid} ${tid}`) ?? [];
    threads.set(`${pid} ${tid}`, tasks);
    tasks.push(tdur / 1000);
  }
  const sum = (tasks: readonly number[]) => tasks.reduce((all, task) => all + task, 0);
  const [page = []] = [...threads.values()].sort((a, b) => sum(b) - sum(a));
  const longer = (than: number) => page.filter((time) => time > than).length;
  return [
    `the page's thread works ${ms(sum(page) / seconds)} a second`,
    `${longer(16.7)} of its tasks fill a frame, ${longer(50)} fill three, the longest takes ${ms(Math.max(...page))}`,
  ].join("; ");
}

/** Milliseconds until a hover at the first `text` of a file or of a notebook's cell has this in it. */
export async function hoverTime(editor: Editor, uriEnd: string, text: string, has: string): Promise<number> {
  const answer = editor.run(
    async (api, end, wanted, expected) => {
      const started = performance.now();
      let said = "nothing";
      for (;;) {
        const document = api.workspace.textDocuments.find(
          (each) => each.uri.toString().includes(end) && each.getText().includes(wanted),
        );
        if (document !== undefined) {
          const hovers = await api.commands.executeCommand<{ contents: { value: string }[] }[]>(
            "vscode.executeHoverProvider",
            document.uri,
            document.positionAt(document.getText().indexOf(wanted)),
          );
          said = hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join("");
          if (said.includes(expected)) return performance.now() - started;
        }
        if (performance.now() - started > 40_000)
          throw new Error(`no ${expected} at ${wanted} in ${end}, but: ${said.slice(0, 200)}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    uriEnd,
    text,
    has,
  );
  return within(`the hover at ${text} in ${uriEnd}`, 45, answer);
}

/** A line is added after the first one that has `after` in it, and its shape is asked for; so many times. */
export async function editsAnswered(
  editor: Editor,
  uriEnd: string,
  after: string,
  count: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let edit = 1; edit <= count; edit++) {
    const written = editor.run(
      async (api, end, wanted, number) => {
        const document = api.workspace.textDocuments.find(
          (each) => each.uri.toString().includes(end) && each.getText().includes(wanted),
        );
        if (document === undefined) throw new Error(`no ${wanted}`);
        const change = new api.WorkspaceEdit();
        const line = document.lineAt(document.positionAt(document.getText().indexOf(wanted)));
        change.insert(document.uri, line.range.end, `\nmade${number} = np.ones((7, ${number}))`);
        await api.workspace.applyEdit(change);
      },
      uriEnd,
      after,
      edit,
    );
    await within(`edit ${edit} in ${uriEnd}`, 30, written);
    times.push(await hoverTime(editor, uriEnd, `made${edit} =`, `(7, ${edit})`));
  }
  return times;
}

export interface Memory {
  readonly host: number;
  readonly threads: number;
  readonly process: number;
}

export function memory(editor: Editor): Promise<Memory> {
  const figures = editor.run(async () => {
    process.getBuiltinModule("node:v8").setFlagsFromString("--expose-gc");
    const collect = process.getBuiltinModule("node:vm").runInNewContext("gc");
    for (let time = 0; time < 3; time++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    let threads = 0;
    for (const thread of Reflect.get(globalThis, "threads"))
      threads += (await thread.getHeapStatistics().catch(() => ({ used_heap_size: 0 }))).used_heap_size;
    return { host: process.memoryUsage().heapUsed, threads, process: process.memoryUsage.rss() };
  });
  return within("asking for the memory", 30, figures);
}

/** Lines come and go in the middle of the program, and the answer to each is waited for. */
export function edits(editor: Editor, count: number): Promise<void> {
  const done = editor.run(async (api, number) => {
    const shown = api.window.activeTextEditor;
    if (shown === undefined) throw new Error("no editor");
    const { document } = shown;
    for (let edit = 0; edit < number; edit++) {
      const line = document.lineAt(Math.floor(document.lineCount / 2));
      const indent = line.text.slice(0, line.firstNonWhitespaceCharacterIndex);
      if (edit % 2 === 0)
        await shown.edit((change) =>
          change.insert(line.range.start, `${indent}v${edit} = np.ones((3, ${edit}))\n`),
        );
      else await api.commands.executeCommand("undo");
      await api.commands.executeCommand("vscode.executeHoverProvider", document.uri, line.range.end);
    }
  }, count);
  return within(`${count} edits`, 90, done);
}
