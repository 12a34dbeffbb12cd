import type { DataFiles, LibraryModule } from "../domains/library";
import { StatedHints } from "../domains/shapes/parameters";
import { ShapesDomain } from "../domains/shapes/shapesDomain";
import type { Budget } from "../interpreter/budget";
import type { SourceFile } from "../interpreter/domain";
import { interpret, standardBudget } from "../interpreter/interpret";
import { libraries } from "../libraries/libraries";
import type { Operation } from "../numpy/operation";
import { operations } from "../numpy/table";
import type { Parser } from "../syntax/parser";
import type { Module } from "../syntax/tree";
import { FactConverter } from "./convert";
import { expressionFacts } from "./expressions";
import type { DocumentFacts, ExpressionFact, Problem, ProgramFacts } from "./facts";
import { Layout } from "./layout";
import { Texts } from "./lines";
import { findProblems } from "./problems";
import { Recorder } from "./recorder";
import { isOfProject, SourceFinder } from "./resolve";
import { FactPlaces, type PlacedStretch, type SectionFacts, stretchAt } from "./sectionFacts";
import { SectionMemory } from "./sectionMemory";
import { CollectedFacts, coverageOf, type Found, placedSections } from "./sectionParts";
import { trainingClasses } from "./trainingClasses";
import { markUnfinished } from "./unfinished";
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

/** So many programs are remembered, those that were analysed last. */
const mostPrograms = 8;
/** So many files' trees are, beside those of the program at hand: over a day, more are opened than anybody goes back to. */
const mostTrees = 200;

/** One look at a program: its documents as trees, and what is around them. */
interface Look {
  readonly program: Program;
  readonly parts: readonly Part[];
  readonly texts: Texts;
  readonly finder: SourceFinder;
  readonly parse: (file: SourceFile) => Module;
  /** Nothing of it is kept, and the facts of what is known stay where they are. */
  readonly isTried: boolean;
}

/** How far one section may be interpreted, and whether with the random numbers that it draws. */
interface Limits {
  readonly steps: number;
  /** Of these once more, in a hurry, where they do not suffice. */
  readonly hurriedSteps: number;
  readonly followsDraws: boolean;
}

interface Part {
  readonly file: string;
  readonly module: Module;
}

/**
 * Analyses programs. It keeps the trees and the sections' facts of what it has read, so that the next analysis does anew
 * only what changed. The facts of a program are valid until that program is analysed again: then their places move.
 */
export class Analyzer {
  readonly #parsed = new Map<string, Module>();
  readonly #memories = new Map<string, SectionMemory>();

  constructor(
    private readonly parser: Parser,
    private readonly options: AnalyzerOptions = {},
  ) {}

  /** Everything that is known of the program's documents. Never throws. */
  analyze(program: Program): ProgramFacts {
    return this.verified(program, this.look(program));
  }

  /** As `analyze`, but fixes may be among the problems' that were not tried: trying each takes as long as a look. */
  look(program: Program): ProgramFacts {
    const facts = this.#run(program, (file) => this.#parse(file), false);
    const own = program.documents.length + (program.also?.length ?? 0);
    for (const uri of this.#parsed.keys()) {
      if (this.#parsed.size <= mostTrees + own) break;
      this.#parsed.delete(uri);
    }
    return facts;
  }

  /** Lets go of what is known of a program that nobody asks about any more. */
  forget(documents: readonly { readonly uri: string }[]): void {
    for (const { uri } of documents) this.#parsed.delete(uri);
    this.#memories.delete(documents[0]?.uri ?? "");
  }

  /** The facts that `look` gave, with those fixes only after which the whole program fits. */
  verified(program: Program, facts: ProgramFacts): ProgramFacts {
    const texts = new Map(
      [...program.documents, ...(program.also ?? [])].map((each) => [each.uri, each.text]),
    );
    return withVerifiedFixes(facts, texts, (uri, text) => {
      const replaced = (each: ProgramDocument) => (each.uri === uri ? { ...each, text } : each);
      const also = program.also?.map(replaced);
      const documents = program.documents.map(replaced);
      const changed = also === undefined ? { ...program, documents } : { ...program, documents, also };
      return this.#run(changed, (file) => this.#parseAside(file), true);
    });
  }

  /** The tree of a file as it was analysed last. */
  moduleOf(uri: string): Module | null {
    return this.#parsed.get(uri) ?? null;
  }

  #run(program: Program, parse: (file: SourceFile) => Module, isTried: boolean): ProgramFacts {
    const also = program.also ?? [];
    const byFile = new Map([
      ...(program.sources ?? []),
      ...[...also, ...program.documents].map((each) => [each.uri, each.text] as const),
    ]);
    const parts = program.documents.map(({ uri, text }) => ({
      file: uri,
      module: parse({ path: uri, text }),
    }));
    const look: Look = {
      program,
      parts,
      texts: new Texts(byFile),
      finder: new SourceFinder(byFile),
      parse,
      isTried,
    };
    const documents = [...program.documents, ...also];
    const found = also.length > 0 ? this.#whole(look, documents) : this.#bySections(look);
    const modules = [...parts.map((part) => part.module)];
    const facts = documents.map(({ uri, version, text }, index): DocumentFacts => {
      const module = parts[index]?.module ?? parse({ path: uri, text });
      const { expressions = [], problems = [] } = found.documents[index] ?? {};
      return { uri, version, expressions, problems, classes: trainingClasses(module, [...modules, module]) };
    });
    const { coverage, stopped } = found;
    return stopped === null ? { documents: facts, coverage } : { documents: facts, coverage, stopped };
  }

  /** Section by section: those whose text has not changed are not interpreted again. */
  #bySections(look: Look): Found {
    const { parts, program } = look;
    const memory = this.#memory(program);
    memory.begin(program.sources, program.files);
    const layouts = parts.map(({ module }) => new Layout(module, memory.bareTexts));
    const placed = placedSections(parts, layouts, (statement, document) =>
      isOfProject(statement, parts[document]?.file ?? "", look.finder),
    );
    const collected = new CollectedFacts(parts, layouts);
    const times = new Map<string, number>();
    let steps = this.options.budget?.steps ?? standardBudget.steps;
    let hurriedSteps = steps;
    for (const { stretches, importsProject, followsDraws } of placed) {
      const text = `${followsDraws}\u0000${memory.key(stretches, importsProject)}`;
      const time = times.get(text) ?? 0;
      times.set(text, time + 1);
      const key = `${time}\u0000${text}`;
      const facts = this.#section(look, memory, key, stretches, { steps, hurriedSteps, followsDraws });
      steps -= facts.steps;
      hurriedSteps -= facts.hurriedSteps;
      collected.add(stretches, facts);
    }
    if (!look.isTried) memory.end(layouts, placed.length);
    return collected.found();
  }

  #section(
    look: Look,
    memory: SectionMemory,
    key: string,
    stretches: readonly PlacedStretch[],
    limits: Limits,
  ): SectionFacts {
    const known = memory.find(key, stretches, limits.steps);
    if (known !== null) {
      if (!look.isTried) {
        known.places.move(stretches, look.texts);
        memory.keep(key, known);
      }
      return known.facts;
    }
    const facts = this.#interpretSection(look, stretches, limits);
    if (!look.isTried && facts.stopped === null)
      memory.keep(key, { facts, places: new FactPlaces(facts.statements, stretches, look.texts) });
    return facts;
  }

  #interpretSection(look: Look, stretches: readonly PlacedStretch[], limits: Limits): SectionFacts {
    const parts = look.parts.flatMap(({ file, module }): Part[] => {
      const body = stretches.filter((each) => each.uri === file).map((each) => each.statement);
      return body.length === 0 ? [] : [{ file, module: { ...module, body } }];
    });
    const run = this.#interpret(look, parts, limits);
    const all = stretches.map((): { expressions: ExpressionFact[]; problems: Problem[] } => ({
      expressions: [],
      problems: [],
    }));
    for (const { file } of parts) {
      for (const each of run.expressions(file))
        all[stretchAt(stretches, file, each.span.start)]?.expressions.push(each);
      for (const each of run.problems(file))
        all[stretchAt(stretches, file, each.span.start)]?.problems.push(each);
    }
    const statements = all.filter((_, index) => stretches[index]?.isOwn);
    const coverage = coverageOf(statements);
    return { statements, coverage, ...run.spent, stopped: run.stopped };
  }

  /** All at once, with the files that are of interest as well. */
  #whole(look: Look, documents: readonly ProgramDocument[]): Found {
    const steps = this.options.budget?.steps ?? standardBudget.steps;
    const run = this.#interpret(look, look.parts, { steps, hurriedSteps: steps, followsDraws: true });
    const found = documents.map(({ uri }) => ({
      expressions: run.expressions(uri),
      problems: run.problems(uri),
    }));
    return { documents: found, coverage: coverageOf(found), stopped: run.stopped };
  }

  /** What is not read to its end is read once more in a hurry: part of a program's calls alone would mislead. */
  #interpret(look: Look, parts: readonly Part[], limits: Limits) {
    const { steps, hurriedSteps } = limits;
    const calm = this.#interpretOnce(look, parts, limits, false);
    const spent = { steps: Math.min(steps, calm.steps), hurriedSteps: 0 };
    if (calm.stopped?.args[0] !== "steps") return { ...calm, spent };
    const hurried = this.#interpretOnce(look, parts, { ...limits, steps: hurriedSteps }, true);
    spent.hurriedSteps = hurried.steps;
    return { ...hurried, spent };
  }

  #interpretOnce(
    { program, texts, finder, parse }: Look,
    parts: readonly Part[],
    { steps, followsDraws }: Limits,
    hurried: boolean,
  ) {
    const table = this.options.operations ?? operations;
    const modules = new Map(parts.map(({ file, module }) => [file, module]));
    const recorder = new Recorder();
    const domain = new ShapesDomain({
      operations: table,
      libraries: this.options.libraries ?? libraries,
      listener: recorder,
      followsDraws,
      hints: new StatedHints((file) => modules.get(file) ?? this.#parsed.get(file) ?? null),
      ...(program.files === undefined ? {} : { files: program.files }),
    });
    recorder.domain = domain;
    const { machine, stopped, underWay } = interpret(parts, {
      domain,
      observer: recorder,
      resolve: (module, level, from) => finder.find(module, level, from),
      parse,
      uncalled: true,
      also: (program.also ?? []).map((each) => ({ path: each.uri, text: each.text })),
      budget: { ...this.options.budget, steps, hurried },
    });
    if (hurried && stopped !== null && !machine.supposing) {
      const files = new Set([...recorder.entries.values()].map((each) => each.file));
      const trees = [...files].flatMap((file) => {
        const module = modules.get(file) ?? this.#parsed.get(file);
        return module === undefined ? [] : [[file, module] as const];
      });
      markUnfinished(recorder.entries.values(), new Map(trees), underWay);
    }
    const converter = new FactConverter(domain, texts);
    return {
      steps: machine.steps,
      stopped: stopped === null ? null : ({ code: "budget", args: [stopped] } as const),
      expressions: (file: string) => expressionFacts(recorder, converter, file),
      problems: (file: string) => findProblems(recorder, converter, file, table),
    };
  }

  /** By the first document: cells come and go. */
  #memory({ documents }: Program): SectionMemory {
    const key = documents[0]?.uri ?? "";
    const memory = this.#memories.get(key) ?? new SectionMemory();
    this.#memories.delete(key);
    this.#memories.set(key, memory);
    const [oldest] = this.#memories.keys();
    if (this.#memories.size > mostPrograms && oldest !== undefined) this.#memories.delete(oldest);
    return memory;
  }

  /** A text that is only tried: the tree of the true one stays as it is, so that the next keystroke reads on from it. */
  #parseAside(file: SourceFile): Module {
    const known = this.#parsed.get(file.path);
    return known?.text === file.text ? known : this.parser.parse(file.text);
  }

  #parse(file: SourceFile): Module {
    const previous = this.#parsed.get(file.path);
    const isSame = previous !== undefined && previous.text === file.text;
    const module = isSame ? previous : this.parser.parse(file.text, previous);
    // The last used stand last.
    this.#parsed.delete(file.path);
    this.#parsed.set(file.path, module);
    return module;
  }
}

/** Analyses one program once. */
export function analyze(program: Program, parser: Parser, options: AnalyzerOptions = {}): ProgramFacts {
  return new Analyzer(parser, options).analyze(program);
}
