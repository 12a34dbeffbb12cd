import { describe, expect, it } from "vitest";
import { pathsOf, SourceFinder } from "../../src/insight/resolve";

const cell = "vscode-notebook-cell:/home/learner/unit%202/nets.ipynb#W3sZmlsZQ%3D%3D";

describe("what a notebook's cell imports", () => {
  it("is looked for beside the notebook, as by a script that stands there", () => {
    const sources = new Map([
      ["file:///home/learner/unit%202/layers.py", "beside"],
      ["file:///home/learner/unit%201/layers.py", "elsewhere"],
      ["file:///home/learner/common/util.py", "in a package above"],
    ]);
    const finder = new SourceFinder(sources);
    expect(finder.find("layers", 0, cell)?.text).toBe("beside");
    expect(finder.find("common.util", 0, cell)?.text).toBe("in a package above");
    expect(finder.find("missing", 0, cell)).toBeNull();
  });

  it("knows the schemes of other places, and leaves what is no cell", () => {
    expect(pathsOf(cell)).toEqual(["file:///home/learner/unit%202/nets.ipynb"]);
    expect(pathsOf("vscode-notebook-cell://github/owner/a.ipynb#W0sdnNjb2RlLXZmcw==")).toEqual([
      "vscode-vfs://github/owner/a.ipynb",
    ]);
    expect(pathsOf("vscode-notebook-cell:/home/a.ipynb#unforeseen")).toEqual(["file:///home/a.ipynb"]);
    expect(pathsOf("file:///home/a.py")).toEqual(["file:///home/a.py"]);
    expect(pathsOf("/home/a.py")).toEqual(["/home/a.py"]);
  });

  it("is found where the extension runs on the computer that has the notebook, and where it does not", () => {
    const remote = "vscode-notebook-cell://wsl%2Bubuntu/home/unit%202/nets.ipynb#W0sdnNjb2RlLXJlbW90ZQ%3D%3D";
    for (const root of ["file:///home", "vscode-remote://wsl%2Bubuntu/home"]) {
      const sources = new Map([
        [`${root}/unit%202/layers.py`, "beside"],
        [`${root}/unit%201/layers.py`, "elsewhere"],
        [`${root}/unit%202/near.py`, "relative"],
      ]);
      const finder = new SourceFinder(sources);
      expect(finder.find("layers", 0, remote)?.text).toBe("beside");
      expect(finder.find("near", 1, remote)?.text).toBe("relative");
    }
  });
});
