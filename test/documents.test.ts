import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const rooms = readdirSync(join(root, "src"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(join(root, "src", entry.name)).length > 0)
  .map(({ name }) => name);

const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...rooms.map((room) => `src/${room}/README.md`),
  "webview/README.md",
  "media/lesson/README.md",
  "media/lesson/ko/README.md",
  "media/data/README.md",
];

/** What a page links to within the repository. */
function targets(page: string): string[] {
  return [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].flatMap((match) => match[1] ?? []);
}

describe("the pages", () => {
  it("open every room", () => {
    expect(rooms.length).toBeGreaterThan(10);
    expect(rooms.filter((room) => !existsSync(join(root, "src", room, "README.md")))).toEqual([]);
  });

  it("name each file where a folder of a room has a page of its own", () => {
    const folders = rooms.flatMap((room) =>
      readdirSync(join(root, "src", room), { withFileTypes: true })
        .filter(
          (entry) => entry.isDirectory() && existsSync(join(root, "src", room, entry.name, "README.md")),
        )
        .map(({ name }) => `src/${room}/${name}`),
    );
    expect(folders.length).toBeGreaterThan(1);
    const unnamed = folders.flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((file) => file.endsWith(".ts") && !read(`${folder}/README.md`).includes(`\`${file}\``))
        .map((file) => `${folder}/${file}`),
    );
    expect(unnamed).toEqual([]);
  });

  it("name in ARCHITECTURE.md exactly the rooms that there are", () => {
    const named = [...read("ARCHITECTURE.md").matchAll(/^\| `src\/(\w+)` \|/gm)].map((match) => match[1]);
    expect(named.sort()).toEqual(rooms.sort());
  });

  it("link to files that exist", () => {
    const broken = pages.flatMap((page) =>
      targets(page)
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it("list in the README the commands that the manifest declares, by their titles", () => {
    const { contributes } = JSON.parse(read("package.json")) as {
      contributes: {
        commands: { command: string; title: string }[];
        menus: { commandPalette: { command: string; when: string }[] };
      };
    };
    const texts = JSON.parse(read("package.nls.json")) as Record<string, string>;
    // What is never in the palette is for our own links and the tree of the course.
    const hidden = contributes.menus.commandPalette.filter(({ when }) => when === "false");
    const listed = contributes.commands.filter((each) =>
      hidden.every(({ command }) => command !== each.command),
    );
    const titles = listed.map(({ title }) => texts[title.replaceAll("%", "")] ?? title);
    const rows = [...read("README.md").matchAll(/^\| ([A-Z][^|]*?) \|/gm)].map((match) => match[1]);
    expect(rows.sort()).toEqual(titles.sort());
  });

  it("list in the README the settings that the manifest declares, with their defaults", () => {
    const { contributes } = JSON.parse(read("package.json")) as {
      contributes: { configuration: { properties: Record<string, { default: unknown }> } };
    };
    const declared = Object.entries(contributes.configuration.properties).map(
      ([name, { default: value }]) => `${name.replace("neuronLens.", "")}: ${value}`,
    );
    const listed = [...read("README.md").matchAll(/^\| `([\w.]+)` \| `([^`]*)` \|/gm)];
    expect(listed.map((match) => `${match[1]}: ${match[2]}`).sort()).toEqual(declared.sort());
  });

  it("mention only npm scripts that there are", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const mentioned = pages.flatMap((page) =>
      [...read(page).matchAll(/\bnpm (?:run (\w+)|(start|test)\b)/g)].map(
        (match) => match[1] ?? match[2] ?? "",
      ),
    );
    expect(mentioned.length).toBeGreaterThan(3);
    expect(mentioned.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  it("mention only source files that there are", () => {
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/`((?:src|test|webview|media)\/[\w./-]+\.\w+)`/g)].flatMap((match) =>
        match[1] === undefined || existsSync(join(root, match[1])) ? [] : [`${page}: ${match[1]}`],
      ),
    );
    expect(named).toEqual([]);
    // On a room's page, names are of that room's own files.
    const own = rooms.flatMap((room) =>
      [...read(`src/${room}/README.md`).matchAll(/`([\w/-]+\.ts)`/g)].flatMap((match) => {
        const places = [`src/${room}/${match[1]}`, `src/${match[1]}`, `${match[1]}`];
        return places.some((place) => existsSync(join(root, place))) ? [] : [`src/${room}: ${match[1]}`];
      }),
    );
    expect(own).toEqual([]);
  });
});
