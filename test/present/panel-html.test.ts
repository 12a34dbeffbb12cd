import { describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import { panelHtml } from "../../src/present/panel-html";
import { panelStrings } from "../../src/present/view";

const page = {
  scriptUri: "https://host/panel.js",
  styleUri: "https://host/panel.css",
  cspSource: "https://host",
  nonce: "n0nce",
  language: "ko",
  title: 'Neuron "Lens" <b>',
  place: "side" as const,
  strings: panelStrings(
    (text, ...args) => english(text === "Stop" ? "</script><script>alert(1)</script>" : text, ...args),
    "ko",
  ),
};

describe("the panel's page", () => {
  const html = panelHtml(page);
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";

  it("allows nothing that is not our own", () => {
    expect(policy).toBe(
      "default-src 'none'; img-src https://host data:; style-src https://host 'nonce-n0nce'; font-src https://host; script-src 'nonce-n0nce'",
    );
    expect(policy).not.toContain("unsafe");
    expect(html).toContain('<meta property="csp-nonce" content="n0nce">');
  });

  it("has no inline script or style, and a nonce on each script", () => {
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts).toHaveLength(2);
    for (const script of scripts) expect(script).toContain('nonce="n0nce"');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });

  it("carries its words, which can't break out of their place", () => {
    const json = /id="panel-strings"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    expect(JSON.parse(json)).toEqual(page.strings);
    expect(page.strings.training.stop).toContain("</script>");
  });

  it("escapes what it is given", () => {
    expect(html).toContain("<title>Neuron &quot;Lens&quot; &lt;b&gt;</title>");
    expect(html).toContain('<html lang="ko">');
  });
});
