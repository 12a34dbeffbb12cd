import { describe, expect, it } from "vitest";
import {
  dataFiles,
  importingScripts,
  mentionedData,
  type ProjectReader,
  projectSources,
} from "../../../src/workers/analysis/project";

const folder = "file:///home/learner/project";

function project(files: Readonly<Record<string, string>>): ProjectReader & { readonly asked: string[] } {
  const texts = new Map(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
  const asked: string[] = [];
  return {
    files: [...texts.keys()],
    asked,
    text: async (uri) => {
      asked.push(uri);
      return texts.get(uri) ?? null;
    },
  };
}

function document(path: string, text: string) {
  return { uri: `${folder}/${path}`, version: 1, text };
}

const names = (sources: ReadonlyMap<string, string>) =>
  [...sources.keys()].map((uri) => uri.slice(folder.length + 1)).sort();

describe("the files around a program", () => {
  it("are those that it imports, and those that they import, and no others", async () => {
    const reader = project({
      "layers.py": "from common.functions import sigmoid\n",
      "common/__init__.py": "",
      "common/functions.py": "import numpy as np\n",
      "other.py": "x = 1\n",
    });
    const program = document(
      "train.py",
      "import numpy as np\nfrom layers import (\n    Affine,\n    Relu,\n)\n",
    );
    const sources = await projectSources([program], [], reader);
    expect(names(sources)).toEqual(["common/__init__.py", "common/functions.py", "layers.py"]);
    expect(reader.asked).not.toContain(`${folder}/other.py`);
  });

  it("end where files import each other in a circle, or cannot be read", async () => {
    const reader = project({ "a.py": "import b\n", "b.py": "import a\nimport gone\n" });
    const listed = { ...reader, files: [...reader.files, `${folder}/gone.py`] };
    const sources = await projectSources([document("main.py", "import a\n")], [], listed);
    expect(names(sources)).toEqual(["a.py", "b.py"]);
  });

  it("include the scripts that import it", async () => {
    const layers = document("layers.py", "class Affine: pass\n");
    const reader = project({
      "layers.py": layers.text,
      "train.py": "from layers import Affine\n",
      "x.py": "",
    });
    const scripts = await importingScripts(layers, reader);
    expect(scripts).toEqual([`${folder}/train.py`]);
    expect(names(await projectSources([layers], scripts, reader))).toEqual(["train.py"]);
  });
});

describe("the data files of a program", () => {
  const files = ["iris.csv", "data/rows.tsv", "deep/down/only.npy"].map((path) => `${folder}/${path}`);

  it("are those that it names: beside it, in a folder, above it, or alone of that name", () => {
    const text = `pd.read_csv("iris.csv"); np.loadtxt('data/rows.tsv'); np.load("only.npy"); open("none.csv")`;
    const found = mentionedData(new Map([[`${folder}/src/main.py`, text]]), files);
    expect([...found].sort()).toEqual([...files].sort());
  });

  it("are those beside a notebook, on this computer and on another one", () => {
    const twice = [...files, `${folder}/other/iris.csv`];
    const path = "/home/learner/project/nets.ipynb";
    const cells = [
      `vscode-notebook-cell:${path}#W3sZmlsZQ%3D%3D`,
      `vscode-notebook-cell://127.0.0.1%3A34695${path}#W1sdnNjb2RlLXJlbW90ZQ%3D%3D`,
    ];
    for (const cell of cells)
      expect(mentionedData(new Map([[cell, "pd.read_csv('iris.csv')"]]), twice)).toEqual([
        `${folder}/iris.csv`,
      ]);
  });

  it("are described as the program names them", () => {
    const table = { kind: "table", rows: 150, columns: [], hasHeader: true } as const;
    const { describe: describeFile } = dataFiles(new Map([[`${folder}/data/rows.tsv`, table]]));
    expect(describeFile("../data/rows.tsv", `${folder}/src/main.py`)).toEqual(table);
    expect(describeFile("./data/rows.tsv", `${folder}/main.py`)).toEqual(table);
    expect(describeFile("columns.tsv", `${folder}/main.py`)).toBeNull();
  });
});
