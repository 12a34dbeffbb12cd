import { describe, expect, it } from "vitest";
import { pathOf, SourceFinder } from "../../src/insight/resolve";

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
    expect(pathOf(cell)).toBe("file:///home/learner/unit%202/nets.ipynb");
    expect(pathOf("vscode-notebook-cell://wsl%2Bubuntu/home/a.ipynb#W0sdnNjb2RlLXJlbW90ZQ==")).toBe(
      "vscode-remote://wsl%2Bubuntu/home/a.ipynb",
    );
    expect(pathOf("vscode-notebook-cell:/home/a.ipynb#unforeseen")).toBe("file:///home/a.ipynb");
    expect(pathOf("file:///home/a.py")).toBe("file:///home/a.py");
    expect(pathOf("/home/a.py")).toBe("/home/a.py");
  });
});
