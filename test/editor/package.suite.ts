import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { cache } from "../tasks/prepare.mjs";

/** What people install, looked into without an editor: nothing more than this may be in it. */
const allowed: readonly RegExp[] = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|package\.nls(\.ko)?\.json|readme\.md|changelog\.md|SUPPORT\.md|LICENSE\.txt)$/,
  /^extension\/dist\/(extension|analysis|training|crew|parquet|typesetting|cli|panel)\.js$/,
  /^extension\/dist\/panel\.css$/,
  /^extension\/dist\/web\/(extension|training)\.js$/,
  /^extension\/dist\/kernels\/neuron(-fma)?(-shared)?\.wasm$/,
  /^extension\/dist\/l10n\/bundle\.l10n\.ko\.json$/,
  /^extension\/dist\/THIRD-PARTY-NOTICES\.txt$/,
  /^extension\/media\/(icon\.png|activity\.svg)$/,
  /^extension\/media\/(walkthrough|pictures)\/[\w-]+\.(svg|png|md)$/,
  /^extension\/media\/data\/[\w-]+\.(csv|md)$/,
  /^extension\/media\/lesson\/(ko\/)?[\w-]+\.(py|ipynb|md)$/,
  /^extension\/media\/lessons\/[\w./-]+\.(json|md|py|ipynb|csv)$/,
];

const path = process.env.NEURON_LENS_VSIX ?? join(cache, "neuron-lens.vsix");
const files = unzipSync(readFileSync(path));
const text = (name: string) => new TextDecoder().decode(files[name]);

describe("the VSIX", () => {
  it("is at most 3 MB", () => {
    expect(statSync(path).size).toBeLessThanOrEqual(3 * 1024 * 1024);
  });

  it("holds what it is to hold, and nothing else", () => {
    expect(Object.keys(files).filter((name) => !allowed.some((pattern) => pattern.test(name)))).toEqual([]);
    for (const pattern of allowed)
      expect(
        Object.keys(files).some((name) => pattern.test(name)),
        String(pattern),
      ).toBe(true);
  });

  it("names the licence of every package in its bundles", () => {
    const notices = text("extension/dist/THIRD-PARTY-NOTICES.txt");
    for (const name of [
      "mathjax-full",
      "web-tree-sitter",
      "tree-sitter-python",
      "preact",
      "uplot",
      "papaparse",
      "hyparquet",
      "fflate",
    ])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, "m"));
  });

  it("names no path of the machine that it was built on", () => {
    const home = new RegExp(`${process.cwd().replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}/(src|node_modules)`);
    for (const name of Object.keys(files).filter((each) => each.endsWith(".js")))
      expect(text(name), name).not.toMatch(home);
  });

  it("starts in a browser and on a computer", () => {
    const manifest: unknown = JSON.parse(text("extension/package.json"));
    expect(manifest).toMatchObject({
      main: "./dist/extension.js",
      browser: "./dist/web/extension.js",
      capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
    });
  });
});
