import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "vitest";
import { type PanelPage, panelTests } from "./harness/harness";
import { scenes } from "./harness/pictures";
import type { ThemeName } from "./harness/themes";

const { it, withPanel } = panelTests();

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

it.each(scenes.map((scene) => scene.name))(
  "%s: nothing sticks out, in both languages at any width",
  async (name) => {
    const scene = scenes.find((each) => each.name === name);
    for (const language of ["en", "ko"] as const) {
      await withPanel(
        { language, width: 200 },
        (await scene?.messages(language, 200)) ?? [],
        async (panel) => {
          await scene?.prepare?.(panel);
          for (const width of [200, 240, 300, 380, 560, 740, 1000]) {
            await panel.page.setViewportSize({ width, height: 720 });
            await panel.page.waitForTimeout(50);
            expect(await stickingOut(panel), `${language} ${width}`).toEqual([]);
            expect(await overflowing(panel), `${language} ${width}`).toEqual([]);
          }
        },
      );
    }
  },
  120_000,
);

it.each(scenes.map((scene) => scene.name))(
  "%s: axe finds nothing serious, in any of the four themes",
  async (name) => {
    const scene = scenes.find((each) => each.name === name);
    await withPanel({}, (await scene?.messages("en", 380)) ?? [], async (panel) => {
      await scene?.prepare?.(panel);
      for (const theme of ["dark", "light", "high-contrast", "high-contrast-light"] satisfies ThemeName[]) {
        await panel.dress(theme);
        // Colours change over 120 ms where motion is wanted; axe must not look in between.
        await panel.page.waitForTimeout(50);
        expect(await seriousFindings(panel), theme).toEqual([]);
      }
    });
  },
  120_000,
);

it("shows where the focus is, on every stop of every screen", async () => {
  for (const scene of scenes) {
    await withPanel({ height: 1600 }, await scene.messages("en", 380), async (panel) => {
      await scene.prepare?.(panel);
      // From the page's beginning, wherever the scene was pressed last.
      await panel.page.evaluate(() => {
        document.body.tabIndex = -1;
        document.body.focus();
        document.body.removeAttribute("tabindex");
      });
      const seen = new Set<string>();
      for (let stop = 0; stop < 60; stop++) {
        await panel.page.keyboard.press("Tab");
        const focus = await focusRing(panel);
        if (focus === null || seen.has(focus.path)) break;
        seen.add(focus.path);
        // A ring may still be on its way.
        if (!focus.ring) await panel.page.waitForTimeout(500);
        const ring = focus.ring || (await focusRing(panel))?.ring;
        expect(ring, `${scene.name} ${focus.path}`).toBe(true);
      }
      expect(seen.size, scene.name).toBeGreaterThan(1);
    });
  }
}, 240_000);

/** The focused element and whether it, or what it wraps, is drawn with a ring; null when the focus has left the page. */
async function focusRing(panel: PanelPage): Promise<{ path: string; ring: boolean } | null> {
  return panel.page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return null;
    const inner = focused.shadowRoot?.activeElement ?? focused;
    const bordered = focused.shadowRoot?.querySelector(".root") ?? null;
    const thumb = focused.querySelector(".thumb");
    const drawn = [focused, inner, inner.parentElement, bordered, thumb].some((each) => {
      const style = each === null ? undefined : getComputedStyle(each);
      return (
        style !== undefined && style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0
      );
    });
    const index = [...document.querySelectorAll("*")].indexOf(focused);
    return { path: `${index} ${focused.tagName} ${focused.textContent?.slice(0, 30)}`, ring: drawn };
  });
}

/** Elements whose right edge lies outside of the page, but for those inside something that scrolls by itself. */
function stickingOut(panel: PanelPage): Promise<string[]> {
  return panel.page.evaluate(() => {
    const scrolls = (element: Element): boolean => {
      for (
        let at: Element | null = element.parentElement;
        at !== null && at.id !== "screen";
        at = at.parentElement
      ) {
        if (/auto|scroll|hidden/.test(getComputedStyle(at).overflowX)) return true;
      }
      return false;
    };
    const screen = document.querySelector("#screen");
    if (screen !== null && screen.scrollWidth > screen.clientWidth) {
      const edge = screen.getBoundingClientRect().right;
      return [...screen.querySelectorAll("*")]
        .filter((each) => each.getBoundingClientRect().right > edge + 0.5 && !scrolls(each))
        .map((each) => `${each.tagName}.${each.getAttribute("class")} ${each.textContent?.slice(0, 40)}`);
    }
    return [];
  });
}

/**
 * Controls that are smaller than what is written on them: a label that takes a second line has to get it, a list has only
 * one line for what is chosen in it; formulas, code and tables that go on beyond their edge; and words that stand letter
 * below letter.
 */
function overflowing(panel: PanelPage): Promise<string[]> {
  return panel.page.evaluate(() => {
    const buttons = [
      ...document.querySelectorAll("vscode-button, .chip, .segmented button, .orders-toggle, .word-button"),
    ].filter((each) => {
      const content = document.createRange();
      content.selectNodeContents(each);
      const [text, box] = [content, each].map((of) => of.getBoundingClientRect());
      return text !== undefined && box !== undefined && text.height > box.height + 0.5;
    });
    const pen = document.createElement("canvas").getContext("2d");
    const lists = [...document.querySelectorAll("select")].filter((each) => {
      const style = getComputedStyle(each);
      if (pen === null || style.opacity === "0") return false;
      pen.font = style.font;
      // The arrow takes some 20 pixels.
      const room = each.clientWidth - Number.parseFloat(style.paddingLeft) - 20;
      return pen.measureText(each.selectedOptions[0]?.text ?? "").width > room;
    });
    const lines = [
      ...document.querySelectorAll(".step-formula, .equation, .code-bar code, .scroll-x:has(.confusion)"),
    ].filter((each) => each.scrollWidth > each.clientWidth);
    const pressed = [...document.querySelectorAll("th, td, p, li")].filter(
      (each) => each.clientWidth > 0 && each.clientWidth < 28 && each.clientHeight > 90,
    );
    return [...buttons, ...lists, ...lines, ...pressed].map(
      (each) => `${each.tagName}.${each.className} ${each.textContent}`,
    );
  });
}

async function seriousFindings(panel: PanelPage): Promise<string[]> {
  // A page of its own gets axe through the debugger: the panel's policy would not let it in.
  await panel.page.evaluate(axe);
  const found: { id: string; impact: string; targets: string[] }[] = await panel.page.evaluate(async () => {
    const result = await Reflect.get(window, "axe").run(document, { resultTypes: ["violations"] });
    return result.violations.map(
      (each: { id: string; impact: string; nodes: { target: unknown; any: { message: string }[] }[] }) => ({
        id: each.id,
        impact: each.impact,
        targets: each.nodes.map((node) => `${String(node.target)} ${node.any[0]?.message ?? ""}`),
      }),
    );
  });
  return found
    .filter((each) => ["serious", "critical"].includes(each.impact))
    .map((each) => `${each.id}: ${each.targets.join(" | ")}`);
}
