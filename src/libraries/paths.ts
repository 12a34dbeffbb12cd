import { cls, fn, type LibraryCall, type LibraryClass, type LibraryModule, value } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { maybe, none, opaque, someText, text } from "./values";

// Paths as texts. A program's own file lies in its own folder, so `os.path.dirname(__file__)` leads to its data files.

/** `os.path.join('data', 'x.csv')`, as on any system but Windows. */
function joinedPath(parts: readonly string[]): string {
  const kept: string[] = [];
  for (const part of parts) {
    if (part.startsWith("/") || part.startsWith("file:")) kept.length = 0;
    kept.push(part);
  }
  return kept
    .map((part, index) => (index < kept.length - 1 ? part.replace(/\/$/, "") : part))
    .filter((part) => part !== "")
    .join("/");
}

/** The folder that a path lies in: "" is where the program was started. */
export function folderOf(path: string): string {
  const trimmed = path.replace(/\/+$/, "");
  if (trimmed === "" || trimmed === ".") return "..";
  if (/(?:^|\/)\.\.$/.test(trimmed)) return `${trimmed}/..`;
  return trimmed.includes("/") ? trimmed.slice(0, trimmed.lastIndexOf("/")) : "";
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function split(path: string): readonly [string, string] {
  const dot = path.lastIndexOf(".");
  return dot > path.lastIndexOf("/") + 1 ? [path.slice(0, dot), path.slice(dot)] : [path, ""];
}

const ofPath = (change: (path: string) => string) =>
  fn("path", (call) => {
    const path = call.text("path");
    return path === null ? someText : text(change(path));
  });

const pairOfPath = (change: (path: string) => readonly [string, string]) =>
  fn("path", (call) => {
    const path = call.text("path");
    return call.tuple(path === null ? [someText, someText] : change(path).map(text));
  });

const whether = fn("*args, **kwargs", () => maybe);

export const osPath: LibraryModule = {
  name: "os.path",
  members: {
    join: fn("*paths", (call) => {
      const parts = call.rest.map((each) => textOf(each));
      return parts.every((each) => each !== null) ? text(joinedPath(parts)) : someText;
    }),
    ...Object.fromEntries(["exists", "isfile", "isdir", "islink", "isabs"].map((name) => [name, whether])),
    ...Object.fromEntries(
      ["abspath", "realpath", "normpath", "expanduser", "relpath"].map((name) => [
        name,
        ofPath((path) => path),
      ]),
    ),
    dirname: ofPath(folderOf),
    basename: ofPath(lastPart),
    splitext: pairOfPath(split),
    split: pairOfPath((path) => [folderOf(path), lastPart(path)]),
    getsize: fn("path", (call) => call.int(call.fresh("k"))),
    getmtime: fn("path", (call) => call.float()),
    sep: value(() => text("/")),
  },
};

/** The text of a path: of a string, or of a `Path`. */
function textOf(part: ShapeValue): string | null {
  if (part.kind === "str") return part.value;
  const kept = part.kind === "instance" ? part.attributes.get("__path__")?.value : undefined;
  return kept?.kind === "str" ? kept.value : null;
}

function own(call: LibraryCall): string | null {
  return textOf(call.self);
}

function pathOf(call: LibraryCall, path: string | null): ShapeValue {
  return call.instance("pathlib.Path", pathClass, { __path__: path === null ? someText : text(path) });
}

const same = fn("*args, **kwargs", (call) => call.self);

const pathClass: LibraryClass = cls("*parts", {
  construct: (call) => {
    const parts = call.rest.map(textOf);
    const known = parts.every((each) => each !== null);
    call.setAttribute("__path__", known ? text(joinedPath(parts)) : someText);
  },
  methods: {
    __truediv__: fn("other", (call) => {
      const [path, more] = [own(call), textOf(call.arg("other"))];
      return pathOf(call, path === null || more === null ? null : joinedPath([path, more]));
    }),
    joinpath: fn("*others", (call) => {
      const parts = [own(call), ...call.rest.map(textOf)];
      return pathOf(call, parts.every((each) => each !== null) ? joinedPath(parts) : null);
    }),
    __str__: fn("", (call) => call.attribute("__path__") ?? someText),
    as_posix: fn("", (call) => call.attribute("__path__") ?? someText),
    resolve: same,
    absolute: same,
    expanduser: same,
    exists: whether,
    is_file: whether,
    is_dir: whether,
    open: fn("mode='r', *args, **kwargs", (call) => {
      const open = call.machine.builtins.get("open");
      return open === undefined ? opaque("file") : call.apply(open, call.self);
    }),
    with_suffix: fn("suffix", (call) => {
      const [path, suffix] = [own(call), call.text("suffix")];
      return pathOf(call, path === null || suffix === null ? null : `${split(path)[0]}${suffix}`);
    }),
    read_text: fn("*args, **kwargs", () => someText),
    read_bytes: fn("", () => opaque("bytes")),
    glob: fn("pattern", (call) => call.repeated(call.fresh("n"), pathOf(call, null))),
    rglob: fn("pattern", (call) => call.repeated(call.fresh("n"), pathOf(call, null))),
    iterdir: fn("", (call) => call.repeated(call.fresh("n"), pathOf(call, null))),
    ...Object.fromEntries(
      ["mkdir", "unlink", "touch", "write_text", "write_bytes", "rename", "rmdir"].map((name) => [
        name,
        fn("*args, **kwargs", () => none),
      ]),
    ),
  },
  properties: {
    parent: (call) => {
      const path = own(call);
      return pathOf(call, path === null ? null : folderOf(path));
    },
    parents: (call) => call.repeated(call.fresh("n"), pathOf(call, null)),
    name: (call) => changed(own(call), lastPart),
    stem: (call) => changed(own(call), (path) => split(lastPart(path))[0]),
    suffix: (call) => changed(own(call), (path) => split(path)[1]),
  },
});

function changed(path: string | null, change: (path: string) => string): ShapeValue {
  return path === null ? someText : text(change(path));
}

export const pathlib: LibraryModule = {
  name: "pathlib",
  members: { Path: pathClass, PurePath: pathClass, PosixPath: pathClass },
  fallback: (name) => opaque(`pathlib.${name}`),
};
