import { inflateSync } from "fflate";
import pythonGrammar from "tree-sitter-python/tree-sitter-python.wasm";
import runtime from "web-tree-sitter/web-tree-sitter.wasm";
import { loadParser, type Parser } from "./parser";

/** The parser with the binaries that the bundler put into the file. */
export function loadEmbeddedParser(): Promise<Parser> {
  return loadParser({ runtime: unpacked(runtime), python: unpacked(pythonGrammar) });
}

/** A binary as it is begins with a zero; `esbuild.mjs` packs it. */
function unpacked(binary: Uint8Array): Uint8Array {
  return binary[0] === 0 ? binary : inflateSync(binary);
}
