import type { DataFiles } from "../domains/library";
import type { Analyzer, ProgramDocument } from "./analyze";
import type { DocumentFacts, ExpressionFact, Problem, ProgramFacts } from "./facts";
import { SourceFinder } from "./resolve";

/** A file as part of its project: what the scripts that import it make of it counts too. */
export interface ProjectFile {
  readonly document: ProgramDocument;
  /** The project's files by URI, for imports and to find the scripts that import the file. */
  readonly sources: ReadonlyMap<string, string>;
  readonly files?: DataFiles;
}

/** More importing scripts than this are not followed. */
const MAX_ROOTS = 4;

/** The facts of a file: run by itself, and as the scripts of the project use it. `look` leaves out trying the fixes. */
export function analyzeInProject(
  analyzer: Analyzer,
  file: ProjectFile,
  depth: "look" | "analyze" = "analyze",
): ProgramFacts {
  const { document, sources, files } = file;
  const shared = files === undefined ? { sources } : { sources, files };
  const own = analyzer[depth]({ documents: [document], ...shared });
  const roots = importersOf(document, sources).slice(0, MAX_ROOTS);
  const used = roots.flatMap((uri): DocumentFacts[] => {
    const text = sources.get(uri);
    if (text === undefined) return [];
    const facts = analyzer[depth]({ documents: [{ uri, version: 0, text }], also: [document], ...shared });
    return facts.documents.filter((each) => each.uri === document.uri);
  });
  const [mine] = own.documents;
  if (mine === undefined || used.length === 0) return own;
  const merged = used.reduce(mergeDocuments, mine);
  return { ...own, documents: [merged], coverage: coverageOf(merged) };
}

/** The scripts that import a file, directly or not, and that nothing imports in turn. */
export function importersOf(document: ProgramDocument, sources: ReadonlyMap<string, string>): string[] {
  const finder = new SourceFinder(new Map([...sources, [document.uri, document.text]]));
  const imported = new Map([...sources].map(([uri, text]) => [uri, importsOf(uri, text, finder)]));
  const found = new Set<string>();
  const queue = [document.uri];
  for (let target = queue.pop(); target !== undefined; target = queue.pop()) {
    for (const [uri, targets] of imported) {
      if (uri === document.uri || found.has(uri) || !targets.has(target)) continue;
      found.add(uri);
      queue.push(uri);
    }
  }
  const roots = [...found].filter(
    (uri) => ![...found].some((other) => other !== uri && imported.get(other)?.has(uri)),
  );
  return roots.length > 0 ? roots : [...found];
}

/** The names may go on over lines where they stand in brackets. */
const importLine =
  /^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]*(\([^)]*\)|[^#\n]+)|import[ \t]+([\w., \t]+))/gm;

/**
 * The files of the project that a text imports, the packages around them included. Found by the look of its lines:
 * parsing all files would take long, and a line inside a string costs a look for a file that is not there.
 */
export function importsOf(uri: string, text: string, finder: SourceFinder): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (module: string, level: number) => {
    const parts = module.split(".");
    for (let length = 1; length <= parts.length; length++) {
      const file = finder.find(parts.slice(0, length).join("."), level, uri);
      if (file !== null && file.path !== uri) found.add(file.path);
    }
  };
  for (const [, dots = "", module = "", names = "", modules = ""] of text.matchAll(importLine)) {
    for (const each of modules.split(",")) {
      const name = each.trim().split(/\s/)[0] ?? "";
      if (name !== "") add(name, 0);
    }
    if (dots === "" && module === "") continue;
    add(module, dots.length);
    for (const each of names.replace(/[()]/g, "").split(",")) {
      const name = each.trim().split(/\s/)[0] ?? "";
      if (/^\w+$/.test(name)) add(module === "" ? name : `${module}.${name}`, dots.length);
    }
  }
  return found;
}

function mergeDocuments(mine: DocumentFacts, theirs: DocumentFacts): DocumentFacts {
  const byPlace = new Map<string, ExpressionFact>();
  for (const each of mine.expressions) byPlace.set(placeOf(each), each);
  for (const each of theirs.expressions) {
    const known = byPlace.get(placeOf(each));
    byPlace.set(placeOf(each), known === undefined ? each : mergeFacts(known, each));
  }
  const expressions = [...byPlace.values()].sort(
    (a, b) => a.span.start - b.span.start || b.span.end - a.span.end,
  );
  return { ...mine, expressions, problems: mergeProblems(mine.problems, theirs.problems) };
}

function placeOf(fact: ExpressionFact): string {
  return `${fact.span.start}:${fact.span.end}:${fact.role}`;
}

/** What a real call gave counts more than what was supposed of a parameter. */
function mergeFacts(mine: ExpressionFact, theirs: ExpressionFact): ExpressionFact {
  if (mine.supposed !== theirs.supposed) return mine.supposed === true ? theirs : mine;
  if (theirs.values.length === 0) return mine;
  if (mine.values.length === 0) return theirs;
  const isCalled = (fact: ExpressionFact) =>
    fact.values.some((value) => value.shape?.every((size) => size.value !== null));
  if (!isCalled(mine) && isCalled(theirs)) return theirs;
  const values = [...mine.values];
  for (const value of theirs.values) {
    if (!values.some((each) => shapeText(each) === shapeText(value) && each.dtype === value.dtype))
      values.push(value);
  }
  return { ...mine, values };
}

function shapeText(value: ExpressionFact["values"][number]): string {
  return value.shape?.map((size) => size.text).join(",") ?? "?";
}

function mergeProblems(mine: readonly Problem[], theirs: readonly Problem[]): readonly Problem[] {
  const known = new Set(mine.map((each) => `${each.span.start}:${each.span.end}:${each.code}`));
  return [
    ...mine,
    ...theirs.filter((each) => !known.has(`${each.span.start}:${each.span.end}:${each.code}`)),
  ];
}

function coverageOf(document: DocumentFacts): ProgramFacts["coverage"] {
  const arrays = document.expressions.filter((each) => each.values.length > 0 || each.python === undefined);
  return { known: arrays.filter((each) => each.values.length > 0).length, all: arrays.length };
}
