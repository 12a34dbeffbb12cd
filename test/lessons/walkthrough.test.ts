import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const manifestText = readFileSync(join(root, "package.json"), "utf8");
const manifest = JSON.parse(manifestText) as {
  contributes: {
    commands: { command: string }[];
    walkthroughs: {
      id: string;
      steps: { id: string; media: { svg: string }; completionEvents: string[] }[];
    }[];
  };
};
const english = texts("package.nls.json");
const korean = texts("package.nls.ko.json");
const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

function texts(file: string): Record<string, string> {
  return JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, string>;
}

/** The targets of a text's links, in order: "command:neuronLens.train". */
function links(text: string): string[] {
  return [...text.matchAll(/\]\(([^)]+)\)/g)].flatMap((match) => match[1] ?? []);
}

describe("the manifest's texts", () => {
  it("are exactly those that the manifest names, in both languages", () => {
    const named = [
      ...new Set([...manifestText.matchAll(/"%([\w.]+)%"/g)].flatMap((match) => match[1] ?? [])),
    ];
    expect(named.length).toBeGreaterThan(30);
    expect(Object.keys(english).sort()).toEqual(named.sort());
    expect(Object.keys(korean)).toEqual(Object.keys(english));
  });

  it("are Korean in Korean, names apart", () => {
    const names = ["extension.displayName", "view.container", "view.panel"];
    const untranslated = Object.entries(korean).filter(
      ([key, text]) => !names.includes(key) && !/[가-힣]/.test(text),
    );
    expect(untranslated).toEqual([]);
  });

  it("link to the same places in both languages, and to commands that exist", () => {
    const ours = manifest.contributes.commands.map(({ command }) => `command:${command}`);
    for (const [key, text] of Object.entries(english)) {
      expect(links(korean[key] ?? ""), key).toEqual(links(text));
      for (const link of links(text)) {
        const [command = ""] = link.split("?");
        if (command.startsWith("command:neuronLens.")) expect(ours, key).toContain(command);
        else expect(command, key).toMatch(/^command:workbench\./);
      }
    }
  });
});

describe("the walkthrough", () => {
  it("has at most six steps, each with a picture and an event that completes it", () => {
    expect(steps.length).toBeGreaterThan(3);
    expect(steps.length).toBeLessThanOrEqual(6);
    for (const { id, media, completionEvents } of steps) {
      expect(existsSync(join(root, media.svg)), id).toBe(true);
      expect(completionEvents.length, id).toBeGreaterThan(0);
    }
  });

  it("writes no code marks: VS Code shows them as they are", () => {
    for (const texts of [english, korean]) {
      const marked = Object.entries(texts).filter(
        ([key, text]) => key.startsWith("walkthrough.") && text.includes("`"),
      );
      expect(marked).toEqual([]);
    }
  });

  it("can be completed by its own button, where the event is one of our commands", () => {
    for (const { id, completionEvents } of steps) {
      const commands = completionEvents.filter((event) => event.startsWith("onCommand:neuronLens."));
      const offered = links(english[`walkthrough.${id}.description`] ?? "");
      for (const event of commands) expect(offered, id).toContain(event.replace("onCommand:", "command:"));
    }
  });

  it("draws in the theme's colours, by attributes: VS Code ignores styles in these pictures", () => {
    for (const { media } of steps) {
      const svg = readFileSync(join(root, media.svg), "utf8");
      expect(svg, media.svg).not.toMatch(/<style|style=|<script|<image|href/);
      expect(svg, media.svg).toContain("var(--vscode-foreground");
      const colours = [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].flatMap((match) => match[1] ?? []);
      expect(colours.filter((colour) => !/^(none|var\(|color-mix\()/.test(colour))).toEqual([]);
    }
  });
});
