import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadParser, type Parser } from "../../src/syntax/parser";

const modules = join(import.meta.dirname, "..", "..", "node_modules");

/** The parser, from the two files that its packages ship. */
export function testParser(): Promise<Parser> {
  return loadParser({
    runtime: readFileSync(join(modules, "web-tree-sitter", "web-tree-sitter.wasm")),
    python: readFileSync(join(modules, "tree-sitter-python", "tree-sitter-python.wasm")),
  });
}
