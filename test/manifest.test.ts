import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
}

const { contributes } = JSON.parse(read("package.json")) as Manifest;
const declared = contributes.commands.map(({ command }) => command).sort();

describe("package.json and the code", () => {
  it("declare and register the same commands", () => {
    const registered = [...read("src/editor/product.ts").matchAll(/^\s*"(neuronLens\.\w+)":/gm)].map(
      (match) => match[1],
    );
    expect(registered.sort()).toEqual(declared);
  });

  it("put only declared commands into menus", () => {
    const used = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    expect(used.filter((command) => !declared.includes(command))).toEqual([]);
  });

  it("hide a command from the palette alone: one that is never enabled is grey in a tree, and its click does nothing", () => {
    expect(contributes.commands.filter(({ enablement }) => enablement === "false")).toEqual([]);
  });

  it("declare and read the same settings, with the same defaults", () => {
    const source = read("src/editor/settings.ts");
    const readNames = [...source.matchAll(/(?:get|within)(?:<\w+>)?\(\s*"([\w.]+)",\s*([^,)\s]+)/g)];
    const inCode = Object.fromEntries(
      readNames.map((match) => [`neuronLens.${match[1]}`, JSON.parse(match[2] ?? "null")]),
    );
    const inManifest = Object.fromEntries(
      Object.entries(contributes.configuration.properties).map(([name, property]) => [
        name,
        property.default,
      ]),
    );
    expect(inCode).toEqual(inManifest);
  });

  it("offer Train Neuron on the same kinds of file", () => {
    const endings = [
      ...(/dataEndings = \[([^\]]*)\]/.exec(read("src/editor/dataSource.ts"))?.[1] ?? "").matchAll(
        /"(\w+)"/g,
      ),
    ];
    const inCode = endings.map((match) => match[1]).join("|");
    const menus = [
      ...(contributes.menus["explorer/context"] ?? []),
      ...(contributes.menus["editor/title"] ?? []),
    ];
    for (const { when } of menus) expect(when).toContain(`(${inCode})`);
  });

  it("name the same views", () => {
    const panel = /panelId = "([\w.]+)"/.exec(read("src/editor/panel.ts"))?.[1];
    const tree = /registerTreeDataProvider\("([\w.]+)"/.exec(read("src/editor/lessons/courseTree.ts"))?.[1];
    expect(
      Object.values(contributes.views)
        .flat()
        .map((view) => view.id),
    ).toEqual([tree, panel]);
  });
});
