import { build } from "esbuild";
import { describe, expect, it } from "vitest";
// @ts-expect-error The build script is plain JavaScript.
import { bundles } from "../esbuild.mjs";

const kilobyte = 1024;

/** Bytes of each bundle, as `npm run build` writes them. */
async function sizes(): Promise<ReadonlyMap<string, number>> {
  const built = await Promise.all(
    (bundles as object[]).map((bundle) => build({ ...bundle, write: false, logLevel: "silent" })),
  );
  const files = built.flatMap(({ outputFiles }) => outputFiles ?? []);
  return new Map(
    files.map(({ path, contents }) => [
      path.slice(path.lastIndexOf("/dist/") + "/dist/".length),
      contents.length,
    ]),
  );
}

describe("what is shipped", () => {
  it("stays within its budgets", async () => {
    const built = await sizes();
    const within = (name: string, most: number) => {
      expect(built.get(name), name).toBeGreaterThan(kilobyte);
      expect(built.get(name), name).toBeLessThanOrEqual(most * kilobyte);
    };
    within("extension.js", 400);
    within("web/extension.js", 400);
    within("panel.js", 350);
  });
});
