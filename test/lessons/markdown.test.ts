import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, blocksOf, type Inline, inlinesOf, plainBlocks } from "../../src/lessons/markdown";

function inlines(text: string): Inline[] {
  return blocksOf(text.split("\n")).flatMap(inlinesIn);
}

function inlinesIn(block: Block): Inline[] {
  switch (block.kind) {
    case "paragraph":
      return [...block.text];
    case "list":
      return block.items.flat();
    case "code":
      return [];
  }
}

describe("a lesson's Markdown", () => {
  it("knows paragraphs, code, lists, strong words and links to the web", () => {
    expect(
      blocksOf(
        "One **two**\n`x.T` [site](https://numpy.org)\n\n- a\n  b\n- c\n\n```python\nz = 1\n```".split("\n"),
      ),
    ).toEqual([
      {
        kind: "paragraph",
        text: [
          { kind: "text", text: "One " },
          { kind: "strong", text: "two" },
          { kind: "text", text: " " },
          { kind: "code", text: "x.T" },
          { kind: "text", text: " " },
          { kind: "link", text: "site", to: "https://numpy.org" },
        ],
      },
      {
        kind: "list",
        ordered: false,
        items: [[{ kind: "text", text: "a b" }], [{ kind: "text", text: "c" }]],
      },
      { kind: "code", language: "python", text: "z = 1" },
    ]);
  });

  it.each([
    "[run](command:workbench.action.terminal.new)",
    "[run](javascript:alert(1))",
    "[run](JavaScript:alert)",
    "[file](file:///etc/passwd)",
    "[data](data:text/html,x)",
    "[vs](vscode://x)",
    "![pixel](https://evil.example/x.png)",
    "![local](x.png)",
    "[blank]( https://a b)",
  ])("passes no link on for %s", (text) => {
    expect(inlines(text).filter(({ kind }) => kind === "link")).toEqual([]);
  });

  it("leaves HTML as the text that it is", () => {
    const html = '<img src=x onerror="alert(1)"><script>alert(1)</script>';
    expect(inlines(html)).toEqual([{ kind: "text", text: html }]);
  });

  it("whatever stands there, gives only its own kinds, loses no letters and links only to the web", () => {
    const bits = fc.constantFrom(
      "`",
      "``",
      "**",
      "[",
      "](",
      ")",
      "!",
      "<b>",
      "https://a.b/",
      "javascript:x",
      "\n",
      "- ",
      "1. ",
      "```",
      "x y ",
      "한글",
    );
    fc.assert(
      fc.property(
        fc.array(bits, { maxLength: 30 }).map((parts) => parts.join("")),
        (text) => {
          for (const inline of inlines(text)) {
            expect(["text", "code", "strong", "link"]).toContain(inline.kind);
            if (inline.kind === "link") expect(inline.to).toMatch(/^https?:\/\//i);
          }
          // An address is not shown, and a language of code neither.
          if (/\]\(|```/.test(text)) return;
          expect((plainBlocks(blocksOf(text.split("\n"))).match(/한글/g) ?? []).length).toBe(
            (text.match(/한글/g) ?? []).length,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is quick on a paragraph made to be slow", () => {
    const began = performance.now();
    inlinesOf("`a".repeat(50_000));
    inlinesOf(`${"[".repeat(1999)}${"](".repeat(900)}`);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
