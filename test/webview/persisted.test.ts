import fc from "fast-check";
import { expect, it } from "vitest";
import { persist, restore } from "../../webview/persisted";
import { type InterfaceState, initialInterface } from "../../webview/state";

it("comes back as it was, through JSON", () => {
  const state: InterfaceState = {
    ...initialInterface,
    screen: "training",
    scroll: { shapes: 0, derivation: 120, training: 40 },
    part: "sample",
    openStep: "sample/error",
    derivationPinned: true,
    draft: { epochs: "250" },
    settingsOpen: true,
    scale: "linear",
    allWeights: true,
  };
  expect(restore(JSON.parse(JSON.stringify(persist(state))))).toEqual(state);
});

it("starts afresh from anything else", () => {
  expect(restore(undefined)).toEqual(initialInterface);
  expect(
    restore({ screen: "lesson", scroll: { shapes: "top" }, draft: { epochs: 3, command: "x" }, part: 4 }),
  ).toEqual(initialInterface);
  fc.assert(fc.property(fc.anything(), (value) => typeof restore(value).screen === "string"));
});
