// Builds everything that ships into dist/: the extension, its worker threads, the panel, the command line, the Korean
// sentences. `--watch` rebuilds on change (F5 uses it).
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build, context } from "esbuild";

const watch = process.argv.includes("--watch");

const common = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? "linked" : false,
  logLevel: "info",
  legalComments: "none",
  loader: { ".wasm": "binary", ".csv": "text" },
};

// web-tree-sitter reads `import.meta.url`, which a CommonJS bundle does not have.
const node = {
  ...common,
  platform: "node",
  target: "node20",
  format: "cjs",
  define: { "import.meta.url": "importMetaUrl" },
  banner: { js: 'const importMetaUrl = require("url").pathToFileURL(__filename).href;' },
};

const bundles = [
  { ...node, entryPoints: { extension: "src/extension.ts" }, external: ["vscode"], outdir: "dist" },
  {
    ...node,
    entryPoints: {
      analysis: "src/workers/analysis/thread.ts",
      training: "src/workers/training/thread.ts",
      typesetting: "src/workers/typesetting/thread.ts",
    },
    outdir: "dist",
  },
  {
    ...node,
    entryPoints: { cli: "src/cli/main.ts" },
    outdir: "dist",
    banner: { js: `#!/usr/bin/env node\n${node.banner.js}` },
  },
  {
    ...common,
    platform: "browser",
    target: "es2022",
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
    entryPoints: { panel: "webview/index.tsx" },
    outdir: "dist",
  },
];

/** Each area keeps the Korean of its own sentences; VS Code wants them in one file. */
function mergeKorean() {
  const merged = {};
  for (const file of readdirSync("l10n/parts")
    .filter((name) => name.endsWith(".ko.json"))
    .sort()) {
    Object.assign(merged, JSON.parse(readFileSync(`l10n/parts/${file}`, "utf8")));
  }
  mkdirSync("dist/l10n", { recursive: true });
  writeFileSync("dist/l10n/bundle.l10n.ko.json", JSON.stringify(merged, null, 1));
}

if (existsSync("src/training/kernels/build.mjs")) {
  const { buildKernels } = await import("./src/training/kernels/build.mjs");
  await buildKernels();
}
mergeKorean();
if (watch) {
  for (const bundle of bundles) await (await context(bundle)).watch();
} else {
  await Promise.all(bundles.map((bundle) => build(bundle)));
  chmodSync("dist/cli.js", 0o755);
}
