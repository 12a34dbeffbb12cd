import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";

/** Who may import whom. A room that is not named in another's list may not be imported by it. */
const mayImport: Record<string, readonly string[]> = {
  base: [],
  syntax: ["base"],
  algebra: ["base"],
  numpy: ["algebra", "base"],
  interpreter: ["syntax", "base"],
  domains: ["numpy", "algebra", "interpreter", "syntax", "base"],
  libraries: ["domains", "numpy", "algebra", "interpreter", "syntax", "base", "datasets:type"],
  insight: ["libraries", "domains", "numpy", "algebra", "interpreter", "syntax", "base", "datasets:type"],
  datasets: ["base"],
  training: ["datasets", "base"],
  lessons: ["base", "insight:type", "training:type"],
  present: ["base", "algebra:type", "insight:type", "training:type", "lessons:type"],
  typeset: ["base"],
  protocol: ["base", "present:type"],
  workers: ["*", "!editor", "!cli"],
  editor: ["*", "!cli"],
  cli: ["*", "!editor"],
  extension: ["editor", "workers", "base"],
  webExtension: ["editor", "workers", "base"],
  webview: ["protocol", "present", "base"],
};

const root = join(import.meta.dirname, "..");

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === "kernels" ? [] : sources(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

const files = [...sources(join(root, "src")), ...sources(join(root, "webview"))];

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)|(?:^|\n)\s*import\s+["']([^"']+)["']/g;
  return [...text.matchAll(pattern)].map((match) => ({
    from: file,
    to: (match[2] ?? match[3] ?? match[4]) as string,
    typeOnly: match[1] !== undefined,
  }));
}

function roomOf(path: string): string {
  const parts = relative(root, path).split("/");
  if (parts[0] === "webview") return "webview";
  return (parts[1] ?? "").replace(/\.tsx?$/, "");
}

function resolveImport(edge: Import): string | null {
  if (!edge.to.startsWith(".")) return null;
  const base = normalize(join(dirname(edge.from), edge.to));
  return (
    [base, `${base}.ts`, `${base}.tsx`, join(base, "index.ts")].find((path) => files.includes(path)) ?? null
  );
}

function allowed(from: string, to: string, typeOnly: boolean): boolean {
  if (from === to) return true;
  const list = mayImport[from] ?? [];
  if (list.includes(`!${to}`)) return false;
  return list.includes("*") || list.includes(to) || (typeOnly && list.includes(`${to}:type`));
}

const edges = files.flatMap(importsOf);

describe("the house", () => {
  it("imports only along the arrows of ARCHITECTURE.md", () => {
    const wrong = edges.flatMap((edge) => {
      const target = resolveImport(edge);
      if (target === null || allowed(roomOf(edge.from), roomOf(target), edge.typeOnly)) return [];
      return [`${relative(root, edge.from)} → ${relative(root, target)}`];
    });
    expect(wrong).toEqual([]);
  });

  it("has no file of more than 400 lines", () => {
    const kernels = join(root, "src/training/kernels");
    const all = [...files, ...readdirSync(kernels).map((name) => join(kernels, name))];
    const lines = (file: string) => readFileSync(file, "utf8").trimEnd().split("\n").length;
    expect(all.filter((file) => lines(file) > 400).map((file) => relative(root, file))).toEqual([]);
  });

  it("knows vscode in the editor's room alone", () => {
    const wrong = edges.filter(
      (edge) => edge.to === "vscode" && !["editor", "extension", "webExtension"].includes(roomOf(edge.from)),
    );
    expect(wrong.map((edge) => relative(root, edge.from))).toEqual([]);
  });

  it("knows the Python parser in the syntax room alone", () => {
    const wrong = edges.filter((edge) => /tree-sitter/.test(edge.to) && roomOf(edge.from) !== "syntax");
    expect(wrong.map((edge) => relative(root, edge.from))).toEqual([]);
  });

  it("knows the widget toolkit in one file alone", () => {
    const wrong = new Set(
      edges
        .filter((edge) => edge.to === "@vscode/webview-ui-toolkit")
        .map((edge) => relative(root, edge.from)),
    );
    expect(wrong.size).toBeLessThanOrEqual(1);
  });

  it("has no import cycle", () => {
    const next = new Map<string, string[]>();
    for (const edge of edges) {
      const target = resolveImport(edge);
      if (target !== null && !edge.typeOnly) next.set(edge.from, [...(next.get(edge.from) ?? []), target]);
    }
    expect(findCycle(next)).toBeNull();
  });

  it("has every room in the table", () => {
    expect([...new Set(files.map(roomOf))].filter((room) => mayImport[room] === undefined)).toEqual([]);
  });
});

function findCycle(next: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | null => {
    if (path.includes(file))
      return [...path.slice(path.indexOf(file)), file].map((each) => relative(root, each));
    if (done.has(file)) return null;
    path.push(file);
    for (const target of next.get(file) ?? []) {
      const cycle = visit(target);
      if (cycle !== null) return cycle;
    }
    path.pop();
    done.add(file);
    return null;
  };
  for (const file of next.keys()) {
    const cycle = visit(file);
    if (cycle !== null) return cycle;
  }
  return null;
}
