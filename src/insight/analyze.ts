import type { DataFiles, LibraryModule } from "../domains/library";
import { StatedHints } from "../domains/shapes/parameters";
import { ShapesDomain } from "../domains/shapes/shapesDomain";
import type { SourceFile } from "../interpreter/domain";
import { interpret } from "../interpreter/interpret";
import type { Budget } from "../interpreter/machine";
import { libraries } from "../libraries/libraries";
import type { Operation } from "../numpy/operation";
import { operations } from "../numpy/table";
import type { Parser } from "../syntax/parser";
import type { Module } from "../syntax/tree";
import { FactConverter } from "./convert";
import { expressionFacts } from "./expressions";
import type { Coverage, DocumentFacts, ProgramFacts } from "./facts";
import { findProblems } from "./problems";
import { Recorder } from "./recorder";
import { SourceFinder } from "./resolve";
import { trainingClasses } from "./trainingClasses";
import { withVerifiedFixes } from "./verify";

/** One program: a script, or the code cells of a notebook in order. */
export interface Program {
  readonly documents: readonly ProgramDocument[];
  /** Other files of the project by URI or path (in the same form as the documents' URIs), for imports. */
  readonly sources?: ReadonlyMap<string, string>;
  /**
   * Files of the project whose facts are wanted too, as the program's imports use them: a module of layers, seen from the
   * script that trains.
   */
  readonly also?: readonly ProgramDocument[];
  /** What is known of data files. */
  readonly files?: DataFiles;
}

export interface ProgramDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

export interface AnalyzerOptions {
  readonly libraries?: readonly LibraryModule[];
  readonly operations?: ReadonlyMap<string, Operation>;
  readonly budget?: Partial<Budget>;
}

/** Analyses programs; keeps the trees of what it has read, so that the next analysis reads only what changed. */
export class Analyzer {
  readonly #parsed = new Map<string, Module>();

  constructor(
    private readonly parser: Parser,
    private readonly options: AnalyzerOptions = {},
  ) {}

  /** Everything that is known of the program's documents. Never throws. */
  analyze(program: Program): ProgramFacts {
    const facts = this.#run(program);
    const texts = new Map(
      [...program.documents, ...(program.also ?? [])].map((each) => [each.uri, each.text]),
    );
    return withVerifiedFixes(facts, texts, (uri, text) => {
      const replaced = (each: ProgramDocument) => (each.uri === uri ? { ...each, text } : each);
      const also = program.also?.map(replaced);
      const documents = program.documents.map(replaced);
      const changed = also === undefined ? { ...program, documents } : { ...program, documents, also };
      return this.#run(changed, (file) => this.#parseAside(file));
    });
  }

  #run(program: Program, parse = (file: SourceFile) => this.#parse(file)): ProgramFacts {
    const parts = program.documents.map((each) => ({
      file: each.uri,
      module: parse({ path: each.uri, text: each.text }),
    }));
    const also = program.also ?? [];
    const texts = new Map([
      ...(program.sources ?? []),
      ...[...also, ...program.documents].map((each) => [each.uri, each.text] as const),
    ]);
    const finder = new SourceFinder(texts);
    const recorder = new Recorder();
    const domain = new ShapesDomain({
      operations: this.options.operations ?? operations,
      libraries: this.options.libraries ?? libraries,
      listener: recorder,
      hints: new StatedHints((file) => this.#parsed.get(file) ?? null),
      ...(program.files === undefined ? {} : { files: program.files }),
    });
    recorder.domain = domain;
    const { stopped } = interpret(parts, {
      domain,
      observer: recorder,
      resolve: (module, level, from) => finder.find(module, level, from),
      parse,
      uncalled: true,
      also: also.map((each) => ({ path: each.uri, text: each.text })),
      ...(this.options.budget === undefined ? {} : { budget: this.options.budget }),
    });
    const converter = new FactConverter(domain, texts);
    const documents = [...program.documents, ...also].map((document, index): DocumentFacts => {
      const module = parts[index]?.module ?? parse({ path: document.uri, text: document.text });
      return {
        uri: document.uri,
        version: document.version,
        expressions: expressionFacts(recorder, converter, document.uri),
        problems: findProblems(recorder, converter, document.uri, this.options.operations ?? operations),
        classes: trainingClasses(module, [...parts.map((part) => part.module), module]),
      };
    });
    const coverage = coverageOf(documents);
    return stopped === null
      ? { documents, coverage }
      : { documents, coverage, stopped: { code: "budget", args: [stopped] } };
  }

  /** A text that is only tried: the tree of the true one stays as it is, so that the next keystroke reads on from it. */
  #parseAside(file: SourceFile): Module {
    const known = this.#parsed.get(file.path);
    return known?.text === file.text ? known : this.parser.parse(file.text);
  }

  #parse(file: SourceFile): Module {
    const previous = this.#parsed.get(file.path);
    if (previous !== undefined && previous.text === file.text) return previous;
    const module = this.parser.parse(file.text, previous);
    this.#parsed.set(file.path, module);
    return module;
  }
}

/** Analyses one program once. */
export function analyze(program: Program, parser: Parser, options: AnalyzerOptions = {}): ProgramFacts {
  return new Analyzer(parser, options).analyze(program);
}

/** Of the expressions that hold an array, or may: how many have a shape. */
function coverageOf(documents: readonly DocumentFacts[]): Coverage {
  let known = 0;
  let all = 0;
  for (const { expressions } of documents) {
    for (const { values, python } of expressions) {
      if (values.length === 0 && python !== undefined) continue;
      all += 1;
      if (values.length > 0) known += 1;
    }
  }
  return { known, all };
}
