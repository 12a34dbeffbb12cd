import fc from "fast-check";
import { expect, it } from "vitest";
import { persist, restore } from "../../webview/persisted";
import { type InterfaceState, initialInterface } from "../../webview/state";

it("comes back as it was, through JSON", () => {
  const state: InterfaceState = {
    ...initialInterface,
    screen: "training",
    scroll: { shapes: 0, derivation: 120, training: 40, lesson: 0 },
    part: "sample",
    openStep: "sample/error",
    derivationPinned: true,
    revealed: { "file:///neuron.py 0 batch": 3 },
    productOpen: true,
    ordersOpen: true,
    training: {
      draft: { epochs: "250" },
      choices: {
        policies: ["batch", "one-sample"],
        model: "network",
        activation: "tanh",
        initialWeights: "zeros",
        order: "same",
      },
      settingsOpen: true,
      cardOpen: true,
      scale: "linear",
      axis: "updates",
      measure: "running",
      allWeights: [0],
      plane: "slice",
      guess: "one-sample",
      epoch: 40,
      threshold: 62,
    },
  };
  expect(restore(JSON.parse(JSON.stringify(persist(state))))).toEqual(state);
});

it("starts afresh from anything else", () => {
  expect(restore(undefined)).toEqual(initialInterface);
  expect(
    restore({
      screen: "homework",
      scroll: { shapes: "top" },
      training: {
        draft: { epochs: 3, command: "x" },
        choices: { policies: "batch", model: "forest" },
        epoch: -1,
        threshold: 101,
        axis: 7,
      },
      part: 4,
    }),
  ).toEqual(initialInterface);
  fc.assert(fc.property(fc.anything(), (value) => typeof restore(value).screen === "string"));
});
