import { beforeAll, describe, expect, it } from "vitest";
import type { LibraryClass, LibraryMember } from "../../src/domains/library";
import { Analyzer } from "../../src/insight/analyze";
import { libraries } from "../../src/libraries/libraries";
import type { Parser } from "../../src/syntax/parser";
import { testParser } from "../syntax/load";

// Whatever a program passes, the libraries' tables answer: every function, class, method and property is tried.

const someArguments = [
  "",
  "x",
  "x, y",
  "x, y, z",
  "lost",
  "lost, x, 3",
  "'a.csv'",
  "3, 2",
  "10 ** 9, -5",
  "None, None",
  "[x, x], [1, 2]",
  "frame, frame['a']",
  "f, x",
  "*xs",
  "x, n_clusters=2, n_components=0.5, axis=1",
  "[]",
  "{'a': x}",
];

const start = [
  "import numpy as np",
  "import pandas as pd",
  "x = np.arange(12.).reshape(6, 2)",
  "y = np.array([0, 1, 0, 1, 0, 1])",
  "z = 'text'",
  "xs = [x, y]",
  "frame = pd.DataFrame({'a': [1, 2], 'b': ['u', 'v']})",
  "def f(a, b=1):",
  "    return a",
];

function membersOf(type: LibraryClass): { methods: Set<string>; properties: Set<string> } {
  const methods = new Set(Object.keys(type.methods ?? {}));
  const properties = new Set(Object.keys(type.properties ?? {}));
  for (const base of type.bases ?? []) {
    const inherited = membersOf(base);
    for (const name of inherited.methods) methods.add(name);
    for (const name of inherited.properties) properties.add(name);
  }
  return { methods, properties };
}

function linesFor(module: string, name: string, member: LibraryMember): string[] {
  const full = `${module}.${name}`;
  const calls = someArguments.map((each) => `r = ${full}(${each})`);
  if (member.kind !== "class") return calls;
  const { methods, properties } = membersOf(member);
  return [
    ...calls,
    ...["", "x", "[('a', lost), ('b', x)]"].flatMap((each) => [
      `o = ${full}(${each})`,
      ...[...properties].map((property) => `r = o.${property}`),
      "r = o.fit(x, y)",
      ...[...properties].map((property) => `r = o.${property}`),
      ...[...methods].flatMap((method) =>
        ["", "x", "x, y", "lost"].map((inner) => `r = o.${method}(${inner})`),
      ),
      ...["o[0]", "o['a']", "o[:2, 1]", "o + x", "x * o", "o == 1", "-o", "len(o)", "np.array(o)"].map(
        (each) => `r = ${each}`,
      ),
      "for r in o: pass",
      "o['a'] = x",
    ]),
  ];
}

describe("every member of every library", () => {
  let parser: Parser;
  beforeAll(async () => {
    parser = await testParser();
  });

  it.each(libraries.map((each) => each.name))("answers whatever is passed: %s", (module) => {
    const table = libraries.find((each) => each.name === module);
    const analyzer = new Analyzer(parser, { libraries });
    for (const [name, member] of Object.entries(table?.members ?? {})) {
      const text = [...start, `import ${module}`, ...linesFor(module, name, member)].join("\n");
      const facts = analyzer.analyze({ documents: [{ uri: "/home/learner/a.py", version: 1, text }] });
      expect(facts.documents[0]?.expressions.length).toBeGreaterThan(0);
    }
  });
});
