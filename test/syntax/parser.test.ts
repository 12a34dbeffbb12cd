import { beforeAll, describe, expect, it } from "vitest";
import type { Parser } from "../../src/syntax/parser";
import type { Module, Statement } from "../../src/syntax/tree";
import { testParser } from "./load";

let parser: Parser;
beforeAll(async () => {
  parser = await testParser();
});

function kinds(module: Module): string[] {
  return module.body.map((statement) => statement.kind);
}

function only(text: string): Statement {
  const [statement] = parser.parse(text).body;
  if (statement === undefined) throw new Error(`no statement in ${text}`);
  return statement;
}

function source(text: string, span: { start: number; end: number }): string {
  return text.slice(span.start, span.end);
}

describe("parser", () => {
  it("gives spans that cut the source out of the text, in UTF-16 units", () => {
    const text = "# 한국어 😀\nx = 1\ny = np.dot(a, b).T[0]\n";
    const second = parser.parse(text).body[1];
    if (second?.kind !== "assign" || second.value === null) throw new Error("not an assignment");
    expect(source(text, second.span)).toBe("y = np.dot(a, b).T[0]");
    expect(source(text, second.value.span)).toBe("np.dot(a, b).T[0]");
  });

  it.each([
    ["1.", 1],
    ["-1.", -1],
    ["1./4", null],
    ["0x1F", 31],
    ["1_000", 1000],
    ["1e-3", 0.001],
  ])("reads the number %s", (text, value) => {
    const statement = only(text);
    if (statement.kind !== "expression") throw new Error("not an expression");
    const node = statement.value.kind === "unary" ? statement.value.operand : statement.value;
    if (value === null) expect(node.kind).toBe("binary");
    else expect(node).toMatchObject({ kind: "number", value: Math.abs(value) });
  });

  it("keeps what stands around a broken statement", () => {
    const text =
      "import numpy as np\nx = np.zeros((3, 4)\ndef f(a):\n    return a\ny = f(2)\nz = ) 3\nw = 1\n";
    expect(kinds(parser.parse(text))).toEqual(expect.arrayContaining(["import", "function"]));
    const names = parser
      .parse(text)
      .body.flatMap((each) => (each.kind === "assign" ? each.targets : []))
      .map((target) => (target.kind === "name" ? target.id : ""));
    expect(names).toEqual(expect.arrayContaining(["y", "w"]));
  });

  it("blanks magics and shell lines, and shifts nothing", () => {
    const text =
      "%matplotlib inline\n!pip install numpy\nx = 1\nif x:\n    %time y = 2\n    z = 3\nnp.dot?\nfiles = !ls\n";
    const module = parser.parse(text);
    expect(kinds(module)).toEqual(["assign", "if", "assign"]);
    const first = module.body[0];
    expect(first && source(text, first.span)).toBe("x = 1");
  });

  it("leaves a modulo that opens a line alone", () => {
    expect(kinds(parser.parse("x = (a\n     % b)\ny = 1\n"))).toEqual(["assign", "assign"]);
  });

  it("reads Python 2's print", () => {
    const module = parser.parse("print 'loss', x\nprint\nprint \"a %d\" % 3\ny = 2\n");
    expect(module.body.at(-1)?.kind).toBe("assign");
  });

  it("reads chained and starred targets", () => {
    const chained = only("a = b = c, *d = f()");
    if (chained.kind !== "assign") throw new Error("not an assignment");
    expect(chained.targets).toHaveLength(3);
    expect(chained.targets[2]).toMatchObject({
      kind: "sequence",
      items: [{ kind: "name" }, { kind: "starred" }],
    });
  });

  it.each([
    ["[*zip(a, b)]", "zip(a, b)"],
    ["{*a.b[1:]}", "a.b[1:]"],
    ["[*a + b]", "a + b"],
    ["x = *a.b, c", "a.b"],
    ["[*a, b]", "a"],
    ["[*a if b else c]", "a if b else c"],
  ])("gives a star all that it stands before: %s", (text, starred) => {
    const statement = only(text);
    const value = statement.kind === "assign" || statement.kind === "expression" ? statement.value : null;
    const first = value?.kind === "sequence" ? value.items[0] : undefined;
    if (first?.kind !== "starred") throw new Error("no star");
    expect(source(text, first.value.span)).toBe(starred);
  });

  it("tells x[1,] from x[1]", () => {
    expect(only("x[1,]")).toMatchObject({ value: { index: { kind: "sequence", type: "tuple" } } });
    expect(only("x[1]")).toMatchObject({ value: { index: { kind: "number" } } });
    expect(only("x[::2, None]")).toMatchObject({
      value: {
        index: { items: [{ kind: "slice", start: null, stop: null, step: { value: 2 } }, { value: "None" }] },
      },
    });
  });

  it("marks generators, but not the function around one", () => {
    expect(only("def f():\n    yield 1\n")).toMatchObject({ isGenerator: true });
    expect(only("def f():\n    def g():\n        yield 1\n    return g\n")).toMatchObject({
      isGenerator: false,
      body: [{ isGenerator: true }, { kind: "return" }],
    });
  });

  it("reads imports", () => {
    expect(only("from ..a.b import c as d, e")).toMatchObject({
      module: "a.b",
      level: 2,
      names: [
        { name: "c", alias: "d" },
        { name: "e", alias: null },
      ],
    });
    expect(only("from x import *")).toMatchObject({ module: "x", level: 0, names: null });
    expect(only("from . import layers")).toMatchObject({ module: "", level: 1 });
    expect(only("import a.b as c, d")).toMatchObject({
      names: [
        { module: "a.b", alias: "c" },
        { module: "d", alias: null },
      ],
    });
  });

  it("reads match statements", () => {
    const text =
      "match x:\n  case [1, *rest] if rest: pass\n  case A(y=1) | None: pass\n  case {'a': b}: pass\n  case _: pass\n";
    expect(only(text)).toMatchObject({
      cases: [
        { pattern: { kind: "sequence" }, guard: { kind: "name" } },
        { pattern: { kind: "or" } },
        { pattern: { kind: "mapping" } },
        { pattern: { kind: "capture", name: null } },
      ],
    });
  });

  it("takes no mark for the name of a parameter while the list is being typed", () => {
    for (const list of ["a, (=None, b=2", "a, *=3, b=2", "a, [=1, b=2", "a, **=0, b=2"]) {
      const [definition] = parser.parse(`def f(${list}):\n    return a\n`).body;
      const all = definition?.kind === "function" ? definition.parameters : [];
      for (const { kind, name } of all) if (kind === "plain") expect(name, list).toMatch(/^\w+$/);
    }
  });

  it("reads parameters with every mark", () => {
    expect(only("def f(a, /, b: int = 3, *args, c, **k) -> int: pass")).toMatchObject({
      parameters: [
        { name: "a", kind: "plain" },
        { kind: "slash" },
        { name: "b", annotation: { kind: "name" }, default: { value: 3 } },
        { name: "args", kind: "star" },
        { name: "c", kind: "plain" },
        { name: "k", kind: "double-star" },
      ],
    });
  });

  it("collects comments wherever they stand", () => {
    const text = "# one\ndef f(x):  # x: (m, n)\n    # two\n    return x\n";
    expect(parser.parse(text).comments.map((each) => each.text)).toEqual(["# one", "# x: (m, n)", "# two"]);
  });

  it("gives after an edit what it gives from nothing", () => {
    const before = "import numpy as np\n\nx = 1\ndef f(a):\n    return a + 1\n\ny = f(x)\n";
    const after = before.replace("x = 1", "x = 12345");
    const incremental = parser.parse(after, parser.parse(before));
    const fresh = parser.parse(after);
    expect(incremental.body).toEqual(fresh.body);
  });

  it("never throws on any prefix of a program", () => {
    const text =
      "class A(B):\n    def f(self, x=[1, {'a': f'{x}'}]):\n        return x[1:2, ...] @ y if x else (yield z)\n";
    for (let end = 0; end <= text.length; end++) expect(() => parser.parse(text.slice(0, end))).not.toThrow();
  });
});
