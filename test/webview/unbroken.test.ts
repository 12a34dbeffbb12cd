import { expect, it } from "vitest";
import { unbroken } from "../../webview/unbroken";

it.each([
  ["together is a − y. That", "together is a_−_y. That"],
  ["−(y − a), which", "−(y_−_a), which"],
  ["a word − and another", "a word − and another"],
  ["has (364, 1) rows", "has (364,_1) rows"],
  ["η = 0.1, no penalty", "η_=_0.1, no penalty"],
])("%s", (sentence, kept) => {
  expect(unbroken(sentence).replaceAll("\u00a0", "_").replaceAll("\u2060", "")).toBe(kept);
});
