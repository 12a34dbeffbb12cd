import { cls, fn, type LibraryClass } from "../domains/library";
import { arrayFromFile, none, opaque, someText } from "./values";

/** A file of named arrays that is not here: `np.load('x.npz')`, `h5py.File('x.h5')`, `scipy.io.loadmat('x.mat')`. */
export function archiveClass(reader: string): LibraryClass {
  return cls("path=None, *args, **kwargs", {
    construct: (call) => {
      const path = call.text("path");
      if (path !== null) call.setAttribute("__path__", { kind: "str", value: path });
    },
    methods: {
      __getitem__: fn("key", (call) => {
        const path = call.attribute("__path__");
        return arrayFromFile(call, reader, path?.kind === "str" ? path.value : null, "unknown");
      }),
      get: fn("key, default=None", (call) => arrayFromFile(call, reader, null, "unknown")),
      keys: fn("", (call) => call.repeated(call.fresh("k"), someText)),
      close: fn("", () => none),
      __enter__: fn("", (call) => call.self),
      __exit__: fn("*args", () => none),
    },
    properties: {
      files: (call) => call.repeated(call.fresh("k"), someText),
      attrs: () => opaque("h5py.attributes"),
    },
  });
}
