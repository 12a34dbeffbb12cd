import { existsSync } from "node:fs";
import { join } from "node:path";
import { build, type OutputFile } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
// @ts-expect-error The build script is plain JavaScript.
import { bundles } from "../esbuild.mjs";
import { buildKernels } from "../src/training/kernels/build.mjs";

/** The browser's training bundle holds the kernels: in a fresh clone nobody has built them yet. */
beforeAll(async () => {
  const kernels = join(import.meta.dirname, "../dist/kernels");
  if (!existsSync(join(kernels, "neuron.wasm"))) await buildKernels(kernels);
}, 60_000);

const kilobyte = 1024;

/** Each bundle, as `npm run build` writes it. */
async function builtFiles(): Promise<ReadonlyMap<string, OutputFile>> {
  const built = await Promise.all(
    (bundles as object[]).map((bundle) => build({ ...bundle, write: false, logLevel: "silent" })),
  );
  const files = built.flatMap(({ outputFiles }) => outputFiles ?? []);
  return new Map(
    files.map((file) => [file.path.slice(file.path.lastIndexOf("/dist/") + "/dist/".length), file]),
  );
}

/** What a script could reach a network with: in a browser, and in Node. */
const ways = /\bfetch\s*\(|\b(?:importScripts|XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b/g;
const modules = /(?:require|import)\("((?:node:)?(?:https?|http2|net|tls|dgram|dns)(?:\/[^"]*)?)"\)/g;

describe("what is shipped", () => {
  it("stays within its budgets", async () => {
    const built = await builtFiles();
    const within = (name: string, most: number) => {
      expect(built.get(name)?.contents.length, name).toBeGreaterThan(kilobyte);
      expect(built.get(name)?.contents.length, name).toBeLessThanOrEqual(most * kilobyte);
    };
    within("extension.js", 400);
    within("web/extension.js", 400);
    within("panel.js", 350);
  });

  it("has nothing in it that could reach a network", async () => {
    const scripts = [...(await builtFiles()).values()].filter(({ path }) => path.endsWith(".js"));
    expect(scripts.length).toBeGreaterThanOrEqual(8);
    for (const { path, text } of scripts) {
      expect(
        [...text.matchAll(ways)].map(([found]) => found),
        path,
      ).toEqual([]);
      expect(
        [...text.matchAll(modules)].map(([found]) => found),
        path,
      ).toEqual([]);
    }
  });
});
