import { cls, fn, type LibraryCall, type LibraryFunction, type LibraryModule } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { none, someText } from "../interpreter/value";
import { opaque, text } from "./values";

// Python's `re`. Short texts are searched for what they are (`"SGD(lr=0.01)"` names a setting); of longer ones, and of
// patterns that could take long, the parts are texts that are not known.

const mostText = 80;
const mostPattern = 120;
const mostQuantifiers = 3;

/** What a search costs at worst, by how many repetitions the pattern has. */
const steps = [20, 40, 200, 2000] as const;

/** The pattern as JavaScript reads it; null where that could mean something else, or take long. */
function safePattern(call: LibraryCall, pattern: string, subject: string, flags: string): RegExp | null {
  if (pattern.length > mostPattern || subject.length > mostText) return null;
  // What JavaScript and Python read in two ways: other groups than plain ones, back references, the ends of a text.
  if (/\(\?(?!:)|\\[0-9AZbBgkpPx]|\$(?=.)|[^\x20-\x7e]/.test(pattern)) return null;
  if (/[^\x20-\x7e]/.test(subject)) return null;
  const bare = pattern.replace(/\\./g, "a").replace(/\[[^\]]*\]/g, "a");
  const quantifiers = bare.match(/[*+{]/g)?.length ?? 0;
  if (quantifiers > mostQuantifiers) return null;
  if (/[*+}][^()]*\)[*+{]/.test(bare)) return null;
  call.machine.step(steps[quantifiers] ?? 0);
  try {
    return new RegExp(pattern, flags);
  } catch {
    return null;
  }
}

/** The expression that a call asks for; null where pattern or text are not known, or flags change the meaning. */
function asked(call: LibraryCall, flags: string, wrap = (pattern: string) => pattern) {
  if (call.get("flags") !== undefined) return null;
  const pattern = call.text("pattern");
  const subject = call.text("string");
  if (pattern === null || subject === null) return null;
  const expression = safePattern(call, wrap(pattern), subject, flags);
  return expression === null ? null : { expression, subject };
}

const found: LibraryFunction = fn("pattern, string, flags=None", (call) => {
  const search = asked(call, "g");
  if (search === null) return call.repeated(call.fresh("n"), someText);
  const all = [...search.subject.matchAll(search.expression)].map(([whole, ...groups]): ShapeValue => {
    const [only, ...more] = groups;
    if (more.length > 0) return call.tuple(groups.map((each) => text(each ?? "")));
    return text(groups.length === 1 ? (only ?? "") : whole);
  });
  return call.list(all);
});

const matchClass = cls("", {
  methods: {
    groups: fn("default=None", (call) => call.attribute("__groups__") ?? none),
    group: fn("*which", (call) => {
      const all = call.attribute("__all__");
      const items = all?.kind === "tuple" && all.content.kind === "items" ? all.content.items : [];
      const wanted = call.rest.map((each) => {
        const at = call.machine.integer(each);
        return (at === null ? undefined : items[at]) ?? someText;
      });
      const [one = items[0] ?? someText, ...more] = wanted;
      return more.length > 0 ? call.tuple(wanted) : one;
    }),
    start: fn("*args", (call) => call.int(call.fresh("i"))),
    end: fn("*args", (call) => call.int(call.fresh("i"))),
    span: fn("*args", (call) => call.tuple([call.int(call.fresh("i")), call.int(call.fresh("i"))])),
  },
});

const matched = (flags: string, wrap?: (pattern: string) => string): LibraryFunction =>
  fn("pattern, string, flags=None", (call) => {
    const search = asked(call, flags, wrap);
    if (search === null) return opaque("re.Match");
    const match = search.expression.exec(search.subject);
    if (match === null) return none;
    const parts = Array.from(match, (each: string | undefined) => (each === undefined ? none : text(each)));
    return call.instance("re.Match", matchClass, {
      __all__: call.tuple(parts),
      __groups__: call.tuple(parts.slice(1)),
    });
  });

const split: LibraryFunction = fn("pattern, string, maxsplit=0, flags=None", (call) => {
  const search = call.get("maxsplit") === undefined ? asked(call, "") : null;
  if (search === null) return call.repeated(call.fresh("n"), someText);
  const parts: (string | undefined)[] = search.subject.split(search.expression);
  return call.list(parts.map((each) => (each === undefined ? none : text(each))));
});

const replaced: LibraryFunction = fn("pattern, repl, string, count=0, flags=None", (call) => {
  const by = call.text("repl");
  const search = call.get("count") === undefined ? asked(call, "g") : null;
  if (search === null || by === null || by.includes("\\")) return someText;
  return text(search.subject.replace(search.expression, () => by));
});

const someString = fn("*args, **kwargs", () => someText);
const strings = fn("*args, **kwargs", (call) => call.repeated(call.fresh("n"), someText));
const someMatch = fn("*args, **kwargs", () => opaque("re.Match"));

const pattern = cls("", {
  methods: {
    sub: someString,
    split: strings,
    findall: strings,
    match: someMatch,
    search: someMatch,
    fullmatch: someMatch,
    finditer: someMatch,
  },
});

export const regularExpressions: LibraryModule = {
  name: "re",
  members: {
    sub: replaced,
    escape: someString,
    split,
    findall: found,
    match: matched("y"),
    search: matched(""),
    fullmatch: matched("y", (each) => `(?:${each})$`),
    compile: fn("*args", (call) => call.instance("re.Pattern", pattern)),
  },
  fallback: (name) => opaque(`re.${name}`),
};
