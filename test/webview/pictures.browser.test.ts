import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import type { Language } from "./harness/fixtures";
import { browserPath } from "./harness/harness";
import { photograph, type Shot } from "./harness/pictures";
import type { ThemeName } from "./harness/themes";

const folder = process.env.PANEL_PICTURES;

/** Not a test of its own: PANEL_PICTURES=folder writes the pictures to look at (PANEL_SHOTS="dark,en,380 light,ko,200"). */
it.runIf(folder !== undefined)(
  "photographs the panel",
  async () => {
    if (folder === undefined) return;
    expect(existsSync(browserPath)).toBe(true);
    const shots = (process.env.PANEL_SHOTS ?? "dark,en,380").split(" ").map(readShot);
    await photograph(
      folder,
      shots,
      (process.env.PANEL_SCENES ?? "").split(",").filter((name) => name !== ""),
    );
  },
  600_000,
);

function readShot(text: string): Shot {
  const [theme = "dark", language = "en", width = "380"] = text.split(",");
  return { theme: theme as ThemeName, language: language as Language, width: Number(width) };
}
