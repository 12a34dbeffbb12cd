import { describe, expect, it } from "vitest";
// @ts-expect-error The tasks are plain JavaScript.
import { obstacles } from "./release.mjs";

const fine = {
  version: "0.2.0",
  current: "0.1.0",
  changelog: "# Changes\n\n## 0.2.0\n\n- More.\n\n## 0.1.0\n",
  status: "",
  branch: "main\n",
};

describe("a release", () => {
  it("goes ahead when all is in order", () => {
    expect(obstacles(fine)).toEqual([]);
    expect(obstacles({ ...fine, version: "0.1.0" })).toEqual([]);
  });

  it("is kept back by everything that is not, each said", () => {
    expect(obstacles({ ...fine, version: undefined })[0]).toContain("npm run release -- 0.2.0");
    expect(obstacles({ ...fine, version: "0.2" })[0]).toContain("Name the version");
    expect(obstacles({ ...fine, current: "0.10.0" })).toEqual(["0.2.0 is not newer than 0.10.0."]);
    expect(obstacles({ ...fine, changelog: "## 0.2.0-beta\n" })).toEqual([
      'CHANGELOG.md has no section "## 0.2.0".',
    ]);
    expect(obstacles({ ...fine, status: " M src/a.ts\n" })[0]).toContain("src/a.ts");
    expect(obstacles({ ...fine, branch: "work\n" })).toHaveLength(1);
  });
});
