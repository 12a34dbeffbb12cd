import pythonGrammar from "tree-sitter-python/tree-sitter-python.wasm";
import runtime from "web-tree-sitter/web-tree-sitter.wasm";
import { loadParser, type Parser } from "./parser";

/** The parser with the binaries that the bundler put into the file. */
export function loadEmbeddedParser(): Promise<Parser> {
  return loadParser({ runtime, python: pythonGrammar });
}
