// Builds everything that ships into dist/: the extension, its worker threads, the panel, the command line, the Korean
// sentences. `--watch` rebuilds on change (F5 uses it).
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { build, context } from "esbuild";
import { buildKernels } from "./src/training/kernels/build.mjs";

const watch = process.argv.includes("--watch");

// Nothing is fetched, ever. Some of the packages could (a table from an address, a file of their own): what they would do it
// with is taken away from them here, and test/bundles.test.ts looks for it in what was built.
const noNetwork = Object.fromEntries(
  ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts"].flatMap((name) =>
    ["", "globalThis.", "self.", "window."].map((owner) => [`${owner}${name}`, "undefined"]),
  ),
);

// As text, which a bundle is, binaries are packed badly: the parser's go in packed already (src/syntax/embedded.ts).
const packed = {
  name: "packed",
  setup: ({ onLoad }) =>
    onLoad({ filter: /tree-sitter[\w-]*\.wasm$/ }, ({ path }) => ({
      contents: deflateRawSync(readFileSync(path), { level: 9 }),
      loader: "binary",
    })),
};

const common = {
  bundle: true,
  metafile: true,
  minify: !watch,
  sourcemap: watch ? "linked" : false,
  logLevel: "info",
  // The licences of what is bundled go into a file of their own, see below.
  legalComments: "none",
  loader: { ".wasm": "binary", ".csv": "text" },
  define: noNetwork,
  plugins: [packed],
};

// web-tree-sitter reads `import.meta.url`, which a CommonJS bundle does not have.
const node = {
  ...common,
  platform: "node",
  target: "node20",
  format: "cjs",
  define: { ...noNetwork, "import.meta.url": "importMetaUrl" },
  banner: { js: 'const importMetaUrl = require("url").pathToFileURL(__filename).href;' },
};

const browser = { ...common, platform: "browser", target: "es2022", format: "iife" };

// The same file for Node's threads and a browser's workers: it may ask for Node's modules only where it has found Node.
const anywhere = {
  ...browser,
  define: { ...noNetwork, "import.meta.url": '"file:///"' },
  external: ["node:v8", "node:worker_threads", "module", "fs/promises"],
};

export const bundles = [
  { ...node, entryPoints: { extension: "src/extension.ts" }, external: ["vscode"], outdir: "dist" },
  {
    ...node,
    entryPoints: {
      training: "src/workers/training/thread.ts",
      crew: "src/workers/training/crewThread.ts",
      parquet: "src/workers/training/parquetThread.ts",
    },
    outdir: "dist",
  },
  {
    ...anywhere,
    entryPoints: {
      analysis: "src/workers/analysis/thread.ts",
      typesetting: "src/workers/typesetting/thread.ts",
      "web/training": "src/workers/training/webThread.ts",
    },
    outdir: "dist",
  },
  {
    ...browser,
    format: "cjs",
    entryPoints: { "web/extension": "src/webExtension.ts" },
    external: ["vscode"],
    outdir: "dist",
  },
  {
    ...node,
    entryPoints: { cli: "src/cli/main.ts" },
    outdir: "dist",
    banner: { js: `#!/usr/bin/env node\n${node.banner.js}` },
  },
  {
    ...browser,
    jsx: "automatic",
    jsxImportSource: "preact",
    entryPoints: { panel: "webview/index.tsx" },
    outdir: "dist",
  },
];

/** Each area keeps the Korean of its own sentences; VS Code wants them in one file. */
function mergeKorean() {
  const parts = readdirSync("l10n/parts").filter((name) => name.endsWith(".ko.json"));
  const merged = parts.sort().map((name) => JSON.parse(readFileSync(`l10n/parts/${name}`, "utf8")));
  mkdirSync("dist/l10n", { recursive: true });
  writeFileSync("dist/l10n/bundle.l10n.ko.json", JSON.stringify(Object.assign({}, ...merged), null, 1));
}

/** The packages that a bundle took code from, by their folders. */
function packagesOf(metafile) {
  const folders = Object.keys(metafile.inputs).flatMap(
    (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [],
  );
  return new Set(folders);
}

/** Writes the licences of everything that is bundled; a package without one stops the build. */
function writeNotices(metafiles) {
  const folders = new Set(metafiles.flatMap((metafile) => [...packagesOf(metafile)]));
  const notices = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
    if (file === undefined && license === undefined) throw new Error(`${folder} has no licence`);
    const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), "utf8").trim();
    return `${name} ${version}\n\n${text}\n`;
  });
  const rule = `\n${"-".repeat(80)}\n\n`;
  writeFileSync("dist/THIRD-PARTY-NOTICES.txt", notices.join(rule));
}

async function main() {
  // A file of an earlier build would be packaged with the new ones.
  rmSync("dist", { recursive: true, force: true });
  mkdirSync("dist");
  await buildKernels();
  mergeKorean();
  if (watch) {
    for (const bundle of bundles) await (await context(bundle)).watch();
    return;
  }
  const built = await Promise.all(bundles.map((bundle) => build(bundle)));
  writeNotices(built.map(({ metafile }) => metafile));
  chmodSync("dist/cli.js", 0o755);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
