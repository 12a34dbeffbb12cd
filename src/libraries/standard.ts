import {
  cls,
  fn,
  type LibraryCall,
  type LibraryFunction,
  type LibraryHost,
  type LibraryMember,
  type LibraryModule,
  value,
} from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { archiveClass } from "./archive";
import { dump, stringIO, undump } from "./fileContents";
import { osPath, pathlib } from "./paths";
import { regularExpressions } from "./regularExpressions";
import { arrayFromFile, none, opaque, someText, text } from "./values";

// The rest of Python's standard library that programs of this kind touch: files, time, types, and what only prints.

const someString: LibraryFunction = fn("*args, **kwargs", () => someText);
const nothing: LibraryFunction = fn("*args, **kwargs", () => none);
const float: LibraryFunction = fn("*args, **kwargs", (call) => call.float());
const integer: LibraryFunction = fn("*args, **kwargs", (call) => call.int(call.fresh("k")));
const strings: LibraryFunction = fn("*args, **kwargs", (call) => call.repeated(call.fresh("n"), someText));
const object = (name: string): LibraryFunction => fn("*args, **kwargs", () => opaque(name));

/** A file that is opened some other way is a file all the same. */
const openedFile = fn("filename, *args, **kwargs", (call) => {
  const open = call.machine.builtins.get("open");
  return open === undefined ? opaque("file") : call.apply(open, call.arg("filename"));
});

/** What is in a file is not known. */
const contents = (name: string): LibraryFunction =>
  fn("*args, **kwargs", (call) => {
    const [first] = call.rest;
    return call.unknown("file-data", name, first?.kind === "str" && first.value !== null ? first.value : "");
  });

const all = (names: readonly string[], member: LibraryMember): Record<string, LibraryMember> =>
  Object.fromEntries(names.map((name) => [name, member]));

const os: LibraryModule = {
  name: "os",
  members: {
    ...all(["listdir", "walk"], strings),
    ...all(["makedirs", "mkdir", "remove", "rename", "chdir", "system", "rmdir"], nothing),
    ...all(["getcwd", "getenv"], someString),
    getpid: integer,
    cpu_count: integer,
    environ: value((host) => host.dict({})),
    sep: value(() => text("/")),
    linesep: value(() => text("\n")),
    pardir: value(() => text("..")),
    curdir: value(() => text(".")),
    name: value(() => someText),
  },
};

const sys: LibraryModule = {
  name: "sys",
  members: {
    argv: value((host) => host.list([someText])),
    path: value((host) => host.list([someText])),
    modules: value((host) => host.dict({})),
    version: value(() => someText),
    platform: value(() => someText),
    executable: value(() => someText),
    maxsize: value((host) => host.int(Number.MAX_SAFE_INTEGER)),
    float_info: value(() => opaque("sys.float_info")),
    version_info: value(() => opaque("sys.version_info")),
    ...all(["exit", "setrecursionlimit"], nothing),
    getsizeof: integer,
    ...Object.fromEntries(
      ["stdout", "stderr", "stdin"].map((name) => [name, value(() => opaque(`sys.${name}`))]),
    ),
  },
};

const time: LibraryModule = {
  name: "time",
  members: {
    ...all(["time", "perf_counter", "process_time", "clock", "monotonic", "thread_time"], float),
    ...all(["time_ns", "perf_counter_ns"], integer),
    ...all(["strftime", "ctime", "asctime"], someString),
    sleep: nothing,
    localtime: object("time.struct_time"),
  },
};

/** `struct.unpack('>IIII', …)`: as many numbers as the format says. */
function unpacked(call: LibraryCall): ShapeValue {
  const format = call.text("format");
  if (format === null) return call.unknown("file-data", "struct.unpack", "");
  const items: ShapeValue[] = [];
  for (const [, times = "", code = ""] of format.matchAll(/(\d*)([a-zA-Z?])/g)) {
    const many = code === "s" || code === "p" ? 1 : times === "" ? 1 : Number(times);
    if (many > 64) return call.repeated(many, call.int(call.fresh("k")));
    for (let each = 0; each < many; each++) items.push(unpackedItem(call, code, items.length));
  }
  return call.tuple(items);
}

function unpackedItem(call: LibraryCall, code: string, index: number): ShapeValue {
  if ("fde".includes(code)) return call.float();
  if ("sp".includes(code)) return opaque("bytes");
  return call.int(call.fresh(`k${index}`));
}

const struct: LibraryModule = {
  name: "struct",
  members: {
    unpack: fn("format, buffer", unpacked),
    unpack_from: fn("format, buffer, offset=0", unpacked),
    pack: object("bytes"),
    calcsize: integer,
  },
};

/** `cv2.imread(path)`: rows, columns and three colours, but for those who ask for greys or for what the file has. */
const picture = fn("filename, flags=None", (call) => {
  const [height, width] = [call.fresh("height"), call.fresh("width")];
  const flags = call.get("flags");
  const mode = flags === undefined ? 1 : call.machine.integer(flags);
  if (mode === 1) return call.array([height, width, 3], "int");
  if (mode === 0) return call.array([height, width], "int");
  return arrayFromFile(call, "cv2.imread", call.text("filename"), "int");
});

/** An iterable with a bar that shows how far it is. */
const progress = fn("iterable=None, *args, **kwargs", (call) => call.get("iterable") ?? opaque("tqdm"));
const progressRange = fn("*args, **kwargs", (call) => {
  const range = call.machine.builtins.get("range");
  return range === undefined ? call.unknown("unknown-function", "trange") : call.apply(range, ...call.rest);
});

const tqdm: readonly LibraryModule[] = ["tqdm", "tqdm.auto", "tqdm.notebook", "tqdm.std"].map((name) => ({
  name,
  members: { tqdm: progress, trange: progressRange, tqdm_notebook: progress, tnrange: progressRange },
}));

/** A decorator that changes nothing of what its function gives; with arguments it makes such a decorator. */
const decorator = fn("function=None, *args, **kwargs", (call) => {
  const wrapped = call.get("function");
  if (wrapped?.kind === "function" || wrapped?.kind === "class" || wrapped?.kind === "method") return wrapped;
  return call.function(
    "decorator",
    fn("function", (inner) => inner.arg("function")),
  );
});

const numba: LibraryModule = {
  name: "numba",
  members: {
    ...all(["jit", "njit", "vectorize", "guvectorize", "stencil"], decorator),
    prange: progressRange,
  },
  fallback: () => opaque("numba"),
};

const abc: LibraryModule = {
  name: "abc",
  members: {
    ABC: cls(""),
    ABCMeta: cls(""),
    ...all(["abstractmethod", "abstractproperty", "abstractclassmethod", "abstractstaticmethod"], decorator),
  },
};

const typing: LibraryModule = {
  name: "typing",
  members: {
    cast: fn("typ, val", (call) => call.arg("val")),
    Generic: cls(""),
    Protocol: cls(""),
    TYPE_CHECKING: value(() => ({ kind: "bool", value: false })),
  },
  fallback: (name) => opaque(`typing.${name}`),
};

const anything = (name: string): LibraryModule => ({
  name,
  members: {},
  fallback: (member: string, _host: LibraryHost) => opaque(`${name}.${member}`),
});

export const standard: readonly LibraryModule[] = [
  osPath,
  pathlib,
  os,
  sys,
  time,
  struct,
  ...tqdm,
  numba,
  abc,
  typing,
  regularExpressions,
  { name: "typing_extensions", members: typing.members, fallback: (name) => opaque(`typing.${name}`) },
  {
    name: "pickle",
    members: {
      load: undump("pickle.load"),
      loads: contents("pickle.loads"),
      dump,
      dumps: object("bytes"),
      HIGHEST_PROTOCOL: value((host) => host.int(5)),
    },
  },
  {
    name: "joblib",
    members: {
      load: undump("joblib.load"),
      dump,
      Parallel: object("joblib.Parallel"),
      delayed: decorator,
    },
  },
  {
    name: "json",
    members: { load: contents("json.load"), loads: contents("json.loads"), dump: nothing, dumps: someString },
  },
  ...["gzip", "bz2", "lzma"].map((name) => ({ name, members: { open: openedFile, GzipFile: openedFile } })),
  {
    name: "csv",
    members: {
      reader: contents("csv.reader"),
      DictReader: contents("csv.DictReader"),
      writer: object("csv.writer"),
    },
  },
  { name: "io", members: { StringIO: stringIO }, fallback: (name) => opaque(`io.${name}`) },
  { name: "h5py", members: { File: archiveClass("h5py.File") } },
  { name: "glob", members: { glob: strings, iglob: strings } },
  {
    name: "warnings",
    members: {
      ...all(["filterwarnings", "simplefilter", "warn"], nothing),
      catch_warnings: object("warnings"),
    },
  },
  {
    name: "string",
    members: all(
      ["ascii_letters", "ascii_lowercase", "digits", "punctuation"],
      value(() => someText),
    ),
  },
  {
    name: "urllib.request",
    members: { urlretrieve: nothing, urlopen: object("urllib.response") },
    fallback: (name) => opaque(name),
  },
  { name: "cv2", members: { imread: picture }, fallback: (name) => opaque(`cv2.${name}`) },
  { name: "PIL.Image", members: { open: contents("PIL.Image.open"), fromarray: object("PIL.Image") } },
  { name: "imageio", members: { imread: contents("imageio.imread"), imwrite: nothing } },
  { name: "skimage.io", members: { imread: contents("skimage.io.imread") } },
  ...[
    "datetime",
    "logging",
    "argparse",
    "platform",
    "gc",
    "shutil",
    "tempfile",
    "subprocess",
    "threading",
    "multiprocessing",
    "traceback",
    "hashlib",
    "pprint",
    "textwrap",
    "uuid",
    "signal",
    "timeit",
    "unittest",
    "inspect",
    "contextlib",
    "locale",
    "termcolor",
    "tabulate",
    "__future__",
  ].map(anything),
];
