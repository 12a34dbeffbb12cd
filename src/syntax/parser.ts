import { Language, type Node, Parser as TreeSitter } from "web-tree-sitter";
import { ownText } from "../base/ownText";
import type { Span } from "../base/span";
import { splitChunks } from "./chunks";
import { blankMagics } from "./magics";
import { type MovableSpan, spansIn } from "./movableSpans";
import { type Raw, readTree } from "./raw";
import { StatementConverter } from "./statements";
import type { Comment, Module, Statement } from "./tree";

/** Turns Python text into our tree. Never throws: what cannot be understood becomes a hole. */
export interface Parser {
  /**
   * `previous` is what an earlier text of the same document gave. What did not change is taken from it, so it must not
   * be used any more afterwards.
   */
  parse(text: string, previous?: Module): Module;
}

export interface ParserBinaries {
  /** web-tree-sitter.wasm */
  readonly runtime: Uint8Array;
  /** tree-sitter-python.wasm */
  readonly python: Uint8Array;
}

/** Loads the parser from its two WebAssembly files. To be done once. */
export async function loadParser(binaries: ParserBinaries): Promise<Parser> {
  const wasmBinary = binaries.runtime;
  await TreeSitter.init({ wasmBinary });
  const language = await Language.load(binaries.python);
  const parser = new TreeSitter();
  parser.setLanguage(language);
  return new ChunkedParser(parser, language);
}

interface ParsedChunk {
  readonly text: string;
  start: number;
  readonly body: readonly Statement[];
  readonly comments: readonly Comment[];
  readonly broken: readonly Span[];
  /** All places in it, found when it is first moved: what stands below the learner's hand is moved at each new line. */
  spans: readonly MovableSpan[] | null;
}

/** What a module was put together from; kept beside it, not in it, since nobody else need know. */
const chunksOf = new WeakMap<Module, readonly ParsedChunk[]>();

class ChunkedParser implements Parser {
  readonly #parser: TreeSitter;
  readonly #language: Language;

  constructor(parser: TreeSitter, language: Language) {
    this.#parser = parser;
    this.#language = language;
  }

  parse(text: string, previous?: Module): Module {
    const known = new Map<string, ParsedChunk[]>();
    for (const chunk of (previous && chunksOf.get(previous)) ?? []) {
      const same = known.get(chunk.text);
      if (same === undefined) known.set(chunk.text, [chunk]);
      else same.push(chunk);
    }
    const code = blankMagics(text);
    const chunks = splitChunks(code).map(({ start, end }) => {
      const piece = code.slice(start, end);
      const reused = known.get(piece)?.shift();
      // A chunk outlives the text that it was cut from.
      return reused === undefined ? this.#parseChunk(ownText(piece), start) : moved(reused, start);
    });
    const module: Module = {
      body: chunks.flatMap((chunk) => chunk.body),
      comments: chunks.flatMap((chunk) => chunk.comments),
      broken: chunks.flatMap((chunk) => chunk.broken),
      text,
    };
    chunksOf.set(module, chunks);
    return module;
  }

  #parseChunk(text: string, start: number): ParsedChunk {
    const nothing: ParsedChunk = { text, start, body: [], comments: [], broken: [], spans: null };
    if (text.trim() === "") return nothing;
    const tree = this.#parser.parse(text);
    if (tree === null) return nothing;
    const raw = readTree(tree, this.#language, start);
    const broken = brokenIn(tree.rootNode, start);
    tree.delete();
    const converter = new StatementConverter(text, start);
    const body = raw.type === "ERROR" ? converter.statement(raw) : converter.block(raw);
    return { text, start, body, comments: commentsOf(raw, converter), broken, spans: null };
  }
}

/** Only what holds an error is looked into, so a program without one costs nothing. */
function brokenIn(node: Node, offset: number, found: Span[] = []): Span[] {
  if (!node.hasError) return found;
  if (node.isError || node.isMissing)
    found.push({ start: node.startIndex + offset, end: node.endIndex + offset });
  else for (const each of node.children) brokenIn(each, offset, found);
  return found;
}

function commentsOf(raw: Raw, converter: StatementConverter, found: Comment[] = []): Comment[] {
  if (raw.type === "comment")
    found.push({ span: { start: raw.start, end: raw.end }, text: converter.source(raw) });
  for (const each of raw.children) commentsOf(each, converter, found);
  return found;
}

function moved(chunk: ParsedChunk, start: number): ParsedChunk {
  const distance = start - chunk.start;
  if (distance !== 0) {
    chunk.spans ??= spansIn([chunk.body, chunk.comments, chunk.broken]);
    for (const span of chunk.spans) {
      span.start += distance;
      span.end += distance;
    }
    chunk.start = start;
  }
  return chunk;
}
