import {
  cls,
  type DataFile,
  fn,
  type LibraryCall,
  type LibraryClass,
  type LibraryMember,
} from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { copied } from "../interpreter/standard";
import { tableOf } from "./tableText";
import { none, someText, text } from "./values";

// What a program writes to files and reads again.

/** The name under which a file's contents are kept: its path, however it is written. */
function keyOf(path: string): string {
  return path.replace(/^(?:\.\/)+/, "").replaceAll("//", "/");
}

/** Keeps what the program wrote to a path. */
export function writeFile(call: LibraryCall, path: string | null, contents: ShapeValue): void {
  if (path !== null) call.written.set(keyOf(path), contents);
}

/** What the program wrote to a path before; null where it did not. */
export function writtenTo(call: LibraryCall, path: string | null): ShapeValue | null {
  const contents = path === null ? null : call.written.get(keyOf(path));
  return contents === null || contents === undefined ? null : copied(call.machine, contents, true, 0);
}

/** The data file that an argument names, or whose text it holds. */
export function dataFileOf(call: LibraryCall, parameter: string): DataFile | null {
  const value = call.get(parameter);
  const held = value?.kind === "instance" ? value.attributes.get("__text__")?.value : undefined;
  if (held?.kind === "str") return held.value === null ? null : tableOf(held.value);
  const path = call.text(parameter);
  return path === null ? null : call.files.describe(relative(path, call.file), call.file);
}

/** A path that starts at the program's own file, as it is written from there. */
function relative(path: string, from: string): string {
  if (!path.startsWith("file:") && !path.startsWith("/")) return path;
  const folders = from.split("/").slice(0, -1);
  for (let up = 0; up <= Math.min(4, folders.length - 1); up++) {
    const base = `${folders.slice(0, folders.length - up).join("/")}/`;
    if (path.startsWith(base)) return `${"../".repeat(up)}${path.slice(base.length)}`;
  }
  return path;
}

/** `io.StringIO(text)` */
export const stringIO: LibraryClass = cls("initial_value='', newline=None", {
  construct: (call) => {
    const initial = call.get("initial_value");
    call.setAttribute(
      "__text__",
      initial?.kind === "str" ? initial : initial === undefined ? text("") : someText,
    );
  },
  methods: {
    getvalue: fn("", () => someText),
    read: fn("*args", () => someText),
    readline: fn("*args", () => someText),
    readlines: fn("*args", (call) => call.repeated(call.fresh("lines"), someText)),
    __iter__: fn("", (call) => call.repeated(call.fresh("lines"), someText)),
    write: fn("text", (call) => {
      call.setAttribute("__text__", someText);
      return none;
    }),
    seek: fn("*args", () => none),
    close: fn("", () => none),
    __enter__: fn("", (call) => call.self),
    __exit__: fn("*args", () => none),
  },
});

/** `np.load('x.npz')` of what the program saved. */
export const archive: LibraryClass = cls("entries", {
  methods: {
    __getitem__: fn("key", (call) => {
      const entries = call.attribute("entries");
      const content = entries?.kind === "dict" ? entries.cell.value : undefined;
      const key = call.machine.key(call.arg("key"));
      const known = key === null ? undefined : content?.entries.get(key);
      const any = [...(content?.entries.values() ?? [])].map((each) => each.value);
      return known?.value ?? call.machine.joiner.all(any) ?? call.unknown("file-data", "np.load", "");
    }),
    ...Object.fromEntries(
      ["keys", "values", "items"].map((name): [string, LibraryMember & { kind: "function" }] => [
        name,
        fn("", (call) =>
          call.apply(call.machine.attribute(call.attribute("entries") ?? none, name, call.site)),
        ),
      ]),
    ),
    __iter__: fn("", (call) => names(call)),
    __contains__: fn("key", () => ({ kind: "bool", value: null })),
    close: fn("", () => none),
    __enter__: fn("", (call) => call.self),
    __exit__: fn("*args", () => none),
  },
  properties: { files: (call) => names(call) },
});

function names(call: LibraryCall): ShapeValue {
  const entries = call.attribute("entries");
  const content = entries?.kind === "dict" ? entries.cell.value : undefined;
  return content === undefined || content.rest !== null
    ? call.repeated(call.fresh("k"), someText)
    : call.list([...content.entries.values()].map(({ key }) => key));
}

/** `np.save(path, array)` */
export const save = fn("file, arr, *args, **kwargs", (call) => {
  writeFile(call, ending(call.text("file"), ".npy"), call.numpy("numpy.asarray", call.arg("arr")));
  return none;
});

/** `np.savez(path, a, b, x=c)` */
export const saveArchive = fn("file, *args, **kwds", (call) => {
  const entries: Record<string, ShapeValue> = {};
  for (const [index, each] of call.rest.entries())
    entries[`arr_${index}`] = call.numpy("numpy.asarray", each);
  for (const [name, each] of call.keywords) entries[name] = call.numpy("numpy.asarray", each);
  const made = call.instance("numpy.NpzFile", archive, { entries: call.dict(entries) });
  writeFile(call, ending(call.text("file"), ".npz"), made);
  return none;
});

/** `np.savetxt(path, X)`: what `loadtxt` reads of it is floats. */
export const saveText = fn("fname, X, *args, **kwargs", (call) => {
  writeFile(call, call.text("fname"), call.like(call.arg("X"), "float"));
  return none;
});

function ending(path: string | null, suffix: string): string | null {
  return path === null || path.endsWith(suffix) ? path : `${path}${suffix}`;
}

/** `pickle.dump(object, file)`: several objects in one file are told apart by nobody. */
export const dump = fn("obj, file, *args, **kwargs", (call) => {
  const file = call.arg("file");
  const isSecond = file.kind === "instance" && file.attributes.get("__dumped__")?.value !== undefined;
  const contents = isSecond ? call.unknown("file-data", "pickle.load", "") : call.arg("obj");
  writeFile(call, call.text("file"), contents);
  if (file.kind === "instance") call.machine.setAttribute(file, "__dumped__", none);
  return none;
});

/** `pickle.load(file)` */
export const undump = (name: string) =>
  fn("file, *args, **kwargs", (call) => {
    const path = call.text("file");
    return writtenTo(call, path) ?? call.unknown("file-data", name, path ?? "");
  });
