import { describe, expect, it } from "vitest";
import { resolveParticles } from "../../src/base/particles";

describe("Korean particles", () => {
  it.each([
    ["Z은(는)", "Z는"],
    ["m은(는)", "m은"],
    ["w을(를)", "w를"],
    ["n이(가)", "n이"],
    ["364과(와)", "364와"],
    ["err은(는)", "err는"],
    ["NumPy에서 ValueError이(가)", "NumPy에서 ValueError가"],
    ["lr을(를)", "lr을"],
    ["r이(가)", "r이"],
    ["30과(와)", "30과"],
    ["그래디언트은(는)", "그래디언트는"],
    ["절편은(는)", "절편은"],
    ["1으로(로)", "1로"],
    ["절편으로(로)", "절편으로"],
    ["서울으로(로)", "서울로"],
    ["'benign'을(를)", "'benign'을"],
    ["(30, 1)과(와)", "(30, 1)과"],
    ["fit()은(는)", "fit()는"],
    ["learning이(가)", "learning이"],
  ])("%s is read %s", (both, one) => {
    expect(resolveParticles(both)).toBe(one);
  });

  it("wait where a word is to be put in", () => {
    for (const text of ["\u00010\u0002은(는) 새로", "{0}은(는) 새로"])
      expect(resolveParticles(text)).toBe(text);
  });
});
