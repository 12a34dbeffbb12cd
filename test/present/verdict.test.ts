import { describe, expect, it } from "vitest";
import korean from "../../l10n/parts/verdict.ko.json";
import { english, translator } from "../../src/base/translate";
import type { ParameterCheck, ProgramCheck, UndecidedReason } from "../../src/insight/gradient/check";
import type { Mistake } from "../../src/insight/gradient/comparison";
import type { GradientFix } from "../../src/insight/gradient/fix";
import { parameterAdvice, parameterSentence, verdictLens, verdictSentence } from "../../src/present/verdict";
import { markAt, verdictView } from "../../src/present/verdictCard";
import { gradientFixTitle } from "../../src/present/verdictFix";

const ko = translator(korean);
const hangul = /[가-힣]/;
const code = "def backprop(x, err):\n    return np.dot(x.T, err)\n";
const textOf = () => code;
const span = { start: code.indexOf("np.dot"), end: code.indexOf(")\n", 30) + 1 };

const whole: ProgramCheck = {
  verdict: "right",
  mistake: null,
  parameters: [{ name: "w", verdict: "right", mistake: null, file: "a.py", span }],
  file: "a.py",
  span: { start: 0, end: code.length },
  function: "backprop",
  loss: null,
  cases: 5,
  worst: 6.2e-11,
  activations: ["sigmoid"],
  sizes: { samples: 7, features: 5 },
  own: { samples: 364, features: 30 },
};

function wrong(
  mistake: Mistake,
  more: Partial<ParameterCheck> = {},
  check: Partial<ProgramCheck> = {},
): ProgramCheck {
  const parameter: ParameterCheck = { name: "w", verdict: "wrong", mistake, file: "a.py", span, ...more };
  return { ...whole, verdict: "wrong", mistake, parameters: [parameter], ...check };
}

const say = (check: ProgramCheck, text = textOf) => verdictSentence(check, text, english);

/** One of each, with all that is known of it, and what is said. */
const sentences: Record<Mistake, readonly [check: ProgramCheck, sentence: string]> = {
  missing_mean: [wrong("missing_mean", { ratio: 7 }), "Missing / m: yours is 364 times too large"],
  double_mean: [
    wrong("double_mean", { ratio: 1 / 7 }),
    "Divided by m once too often: yours is 364 times too small",
  ],
  divided_by_features: [
    wrong("divided_by_features", { ratio: 1.4 }),
    "Divided by the number of features, should be the number of samples: / m",
  ],
  sign: [wrong("sign", { ratio: -1 }), "The sign is turned"],
  extra_activation_derivative: [
    wrong("extra_activation_derivative"),
    "An extra derivative of the activation",
  ],
  missing_activation_derivative: [
    wrong("missing_activation_derivative", {}, { activations: ["tanh"] }),
    "The derivative of tanh is missing: 1 - a**2",
  ],
  wrong_activation_derivative: [
    wrong("wrong_activation_derivative"),
    "The activation's derivative is that of another function",
  ],
  uses_z_for_a: [wrong("uses_z_for_a"), "Uses z where a belongs"],
  transposed_result: [
    wrong("transposed_result", { shapes: { yours: [1, 5], derivative: [5, 1] } }),
    "Shape (1, 30), should be (30, 1): transpose",
  ],
  penalty_missing: [wrong("penalty_missing"), "The penalty's derivative is missing"],
  penalty_sign: [wrong("penalty_sign"), "The sign of the penalty's derivative is turned"],
  penalty_not_averaged: [
    wrong("penalty_not_averaged"),
    "The penalty's derivative is not averaged: in your loss it is divided by m",
  ],
  bias_missing: [wrong("bias_missing", { name: "b" }), "The gradient of the bias b is missing"],
  bias_not_averaged: [
    wrong("bias_not_averaged", { name: "b" }),
    "The bias's gradient is not averaged: missing / m",
  ],
  bias_axis: [
    wrong("bias_axis", { shapes: { yours: [7, 1], derivative: [1, 5] } }),
    "The bias's gradient is summed over the wrong axis: shape (364, 1), should be (1, 30)",
  ],
  wrong_layer_input: [
    wrong("wrong_layer_input", { name: "W2" }),
    "The gradient of W2 is made with the input of another layer",
  ],
  updated_weight_used_in_backprop: [
    wrong("updated_weight_used_in_backprop"),
    "Uses a weight that was updated already: compute every gradient before the first update",
  ],
  label_missing: [wrong("label_missing"), "The labels are missing: the error is the prediction alone"],
  factor_two: [wrong("factor_two", { ratio: 2 }), "Twice as large as the derivative of your loss"],
  other: [wrong("other"), "This is not the derivative of your loss"],
};
const cases = Object.entries(sentences).map(([name, [check, sentence]]) => ({ name, check, sentence }));

describe("the sentence of a mistake", () => {
  it.each(cases)("$name in English", ({ check, sentence }) => {
    expect(say(check)).toBe(sentence);
    expect(verdictLens(check, textOf, english)).toBe(`$(error)\u00a0${sentence}`);
  });

  it.each(cases)("$name in Korean, with the same numbers", ({ check, sentence }) => {
    const translated = verdictSentence(check, textOf, ko);
    expect(translated).toMatch(hangul);
    expect(translated).not.toMatch(/\{\d\}|[은이을과]\([는가를와]\)|undefined/);
    const numbers = (text: string) => text.match(/\d+/g) ?? [];
    if (!sentence.includes("Twice")) expect(numbers(translated)).toEqual(numbers(sentence));
  });

  it.each(cases)("$name with advice that is no repetition, in both languages", ({ check }) => {
    const [parameter] = check.parameters;
    if (parameter === undefined) throw new Error("no parameter");
    const advice = parameterAdvice(check, parameter, textOf, english);
    if (advice === null) return expect(["other", "factor_two"]).toContain(check.mistake);
    expect(advice).toMatch(/^[A-Zz].*\.$/);
    expect(advice).not.toContain(parameterSentence(check, parameter, textOf, english));
    expect(parameterAdvice(check, parameter, textOf, ko)).toMatch(hangul);
  });

  it("says of a penalty in which of the two it is averaged", () => {
    const over = wrong("penalty_not_averaged", { penaltyShare: 1 / 7 });
    expect(say(over)).toBe("The penalty's derivative is divided by m: in your loss it is not");
    expect(verdictSentence(over, textOf, ko)).toMatch(hangul);
  });

  it("says of weights that are stepped by zeros alone that their gradient is never computed", () => {
    const never = wrong("other", { ratio: 0 });
    expect(say(never)).toBe("The gradient of w is never computed: it stays zero");
    expect(verdictSentence(never, textOf, ko)).toMatch(hangul);
  });
});

describe("a number in a sentence", () => {
  it("is the letter where the program's own is not known", () => {
    const check = wrong("missing_mean", { ratio: 7 }, { own: { samples: null, features: null } });
    expect(say(check)).toBe("Missing / m: yours is m times too large");
    const turned = wrong("transposed_result", { shapes: { yours: [1, 5], derivative: [5, 1] } });
    expect(say({ ...turned, own: { samples: null, features: null } })).toBe(
      "Shape (1, n), should be (n, 1): transpose",
    );
  });

  it("is the measured one where the program brings its own data", () => {
    const check = wrong("missing_mean", { ratio: 12.0000001 }, { sizes: null });
    expect(say(check)).toBe("Missing / m: yours is 12 times too large");
  });

  it("is left out where it is not that of all samples, or not measured", () => {
    expect(say(wrong("missing_mean", { ratio: 3 }))).toBe(
      "Missing / m: yours is a sum over the samples, not their mean",
    );
    expect(say(wrong("missing_mean", {}, { sizes: null }))).not.toMatch(/\d/);
    expect(say(wrong("double_mean", {}, { sizes: null }))).toBe(
      "Divided by m once too often: yours is too small",
    );
  });

  it("is left out of a shape that is not known, and a vector is reshaped, not transposed", () => {
    const hidden = wrong("transposed_result", { name: "W1", shapes: { yours: [4, 5], derivative: [5, 4] } });
    expect(say(hidden)).toBe("The right numbers in another shape than that of W1");
    const vector = wrong("transposed_result", { shapes: { yours: [5], derivative: [5, 1] } });
    expect(say(vector)).toBe("Shape (30,), should be (30, 1): reshape");
  });

  it("halves what is half", () => {
    expect(say(wrong("factor_two", { ratio: 0.5 }))).toBe("Half as large as the derivative of your loss");
    expect(say(wrong("factor_two"))).toBe("Off by a factor of two");
  });
});

describe("an extra derivative", () => {
  const written = (text: string) => () => text;

  it("is quoted as the learner wrote it, and named where one sigmoid neuron makes it the squared error's", () => {
    const text = written("def backprop(a, y):\n    return (a - y) * out * (1 - out)\n");
    const check = wrong(
      "extra_activation_derivative",
      {},
      { span: { start: 0, end: 60 }, lossName: "cross-entropy" },
    );
    expect(say(check, text)).toBe("An extra out * (1 - out): this is the gradient of the squared error");
    expect(verdictSentence(check, text, ko)).toContain("out * (1 - out)가 더");
    expect(say({ ...check, activations: ["tanh", "sigmoid"] }, text)).toBe("An extra out * (1 - out)");
    expect(say({ ...check, lossName: "squared" }, text)).toBe("An extra out * (1 - out)");
  });

  it("is not quoted where it could be either of two", () => {
    const text = written("def f(d, a, b):\n    return d * a * (1 - a), d * b * (1 - b)\n");
    const check = wrong("extra_activation_derivative", {}, { span: { start: 0, end: 60 } });
    expect(say(check, text)).toBe("An extra derivative of the activation");
  });

  it("is not quoted where it is another", () => {
    const text = written("def backprop(a, y):\n    return (a - y) * (1 - a * a)\n");
    const check = wrong("extra_activation_derivative", {}, { span: { start: 0, end: 60 } });
    expect(say(check, text)).toBe("An extra derivative of the activation");
  });
});

describe("a missing derivative", () => {
  const layers = (activations: ProgramCheck["activations"], ...verdicts: ParameterCheck["verdict"][]) => {
    const parameters = verdicts.map(
      (verdict, at): ParameterCheck => ({
        name: `W${at}`,
        verdict,
        mistake: verdict === "wrong" ? "missing_activation_derivative" : null,
        file: "a.py",
        span,
      }),
    );
    return wrong("missing_activation_derivative", {}, { activations, parameters });
  };

  it("is the hidden layer's where the layer above is right", () => {
    expect(say(layers(["relu", "softmax"], "wrong", "right"))).toBe(
      "The ReLU's derivative is missing: z > 0",
    );
    expect(say(layers(["tanh", "tanh", "sigmoid"], "wrong", "wrong", "right"))).toBe(
      "W0: The derivative of tanh is missing: 1 - a**2",
    );
  });

  it("is the last layer's where nothing is right", () => {
    expect(say(layers(["relu", "sigmoid"], "wrong", "wrong"))).toBe(
      "The sigmoid's derivative is missing: a * (1 - a)",
    );
  });

  it("is not named where it could be either of two", () => {
    expect(say(layers(["relu", "tanh", "softmax"], "wrong", "right"))).toBe(
      "The derivative of an activation is missing",
    );
  });
});

describe("a right gradient", () => {
  it("is said with what it was checked on", () => {
    expect(say(whole)).toBe("matches the derivative of your loss (checked on 5 random cases, 6e-11)");
    expect(verdictLens(whole, textOf, english)).toBe(
      "$(pass)\u00a0matches the derivative of your loss (5 cases, 6e-11)",
    );
    expect(verdictLens(whole, textOf, ko)).toMatch(/^\$\(pass\)\u00a0.*5.*6e-11/);
  });

  it("has a card with a note and nothing to fix", () => {
    expect(verdictView(whole, null, textOf, english)).toEqual({
      verdict: "right",
      heading: "Matches the derivative of your loss",
      note: "checked on 5 random cases · worst relative error 6e-11",
      sentences: [],
      others: [],
      table: null,
      place: null,
      fix: null,
      marks: [{ uri: "a.py", line: 2, verdict: "right", mistake: null }],
    });
  });
});

describe("an undecided gradient", () => {
  const reasons: Record<UndecidedReason, true> = {
    "no-loss": true,
    "uncertain-loss": true,
    "other-loss": true,
    optimizer: true,
    "not-smooth": true,
    "not-finite": true,
    raises: true,
    "unknown-difference": true,
  };

  it.each(Object.keys(reasons).filter((each): each is UndecidedReason => each in reasons))(
    "says why: %s",
    (reason) => {
      const check: ProgramCheck = { ...whole, verdict: "undecided", reason };
      expect(say(check)).toMatch(/^undecided: [a-z].{15,}[^.]$/);
      expect(verdictLens(check, textOf, english)).toBe(`$(question)\u00a0${say(check)}`);
      expect(verdictSentence(check, textOf, ko)).toMatch(/^판단 보류: [^a-z]*[가-힣]/);
      expect(verdictView(check, null, textOf, english).heading).toMatch(/^Undecided: [a-z]/);
    },
  );

  it("has a reason for each, and no two alike", () => {
    const all = Object.keys(reasons).filter((each): each is UndecidedReason => each in reasons);
    expect(new Set(all.map((reason) => say({ ...whole, verdict: "undecided", reason }))).size).toBe(
      all.length,
    );
  });
});

describe("a program of several parameters", () => {
  const parameters: ParameterCheck[] = [
    { name: "W1", verdict: "right", mistake: null, file: "a.py", span },
    { name: "b1", verdict: "right", mistake: null, file: "a.py", span },
    { name: "W2", verdict: "wrong", mistake: "uses_z_for_a", file: "a.py", span },
    { name: "b2", verdict: "wrong", mistake: "sign", file: "a.py", span },
  ];
  const check: ProgramCheck = { ...whole, verdict: "wrong", mistake: "uses_z_for_a", parameters };

  it("names the one that is blamed", () => {
    expect(say(check)).toBe("W2: Uses z where a belongs");
  });

  it("does not name one whose name is that of others too", () => {
    const alike = parameters.map((each) => ({ ...each, name: "w" }));
    expect(say({ ...check, parameters: alike })).toBe("Uses z where a belongs");
  });

  it("does not name one where all are wrong in the same way", () => {
    const all = parameters.map((each): ParameterCheck => ({ ...each, verdict: "wrong", mistake: "sign" }));
    expect(say({ ...check, mistake: "sign", parameters: all })).toBe("The sign is turned");
  });

  it("marks a line by the worst that is on it", () => {
    const views = [verdictView(check, null, textOf, english)];
    expect(markAt(views, "a.py", 2)).toBe("wrong");
    expect(markAt(views, "a.py", 1)).toBeNull();
    expect(markAt(views, "b.py", 2)).toBeNull();
    expect(markAt([verdictView(whole, null, textOf, english)], "a.py", 2)).toBe("right");
  });

  it("lists the others in the card", () => {
    expect(verdictView(check, null, textOf, english).others).toEqual(["b2: The sign is turned"]);
  });
});

describe("the card of a wrong gradient", () => {
  const numbers = [
    { yours: 7, derivative: 1 },
    { yours: -0.00035, derivative: -0.00005 },
  ];
  const fix: GradientFix = {
    code: "divide-by-samples",
    text: "/ m",
    edits: [{ file: "a.py", span, text: "np.dot(x.T, err) / m" }],
  };

  it("shows the numbers side by side, with a true minus", () => {
    const view = verdictView(wrong("missing_mean", { ratio: 7, numbers }), null, textOf, english);
    expect(view.table).toEqual({
      caption: "a random case of 7 samples",
      columns: ["yours", "derivative", "ratio"],
      rows: [
        { name: "w 0", cells: ["7.000", "1.000", "7"] },
        { name: "w 1", cells: ["−3.50e-4", "−5.00e-5", "7"] },
      ],
    });
  });

  it("shows no numbers that would not bear out what is said", () => {
    expect(verdictView(wrong("missing_mean", { numbers }), null, textOf, english).table).toBeNull();
  });

  it("says what stands where, and lights what the fix puts in", () => {
    const view = verdictView(wrong("missing_mean"), fix, textOf, english);
    expect(view.place).toEqual({ uri: "a.py", line: 2, span, code: "np.dot(x.T, err)" });
    expect(view.fix).toEqual({
      title: "Fix: divide by m",
      pieces: [
        { text: "np.dot(x.T, err)", lit: false },
        { text: " / m", lit: true },
      ],
    });
  });

  it("shows no code where the fix takes something out elsewhere", () => {
    const cut = { start: 0, end: 3 };
    const removal: GradientFix = {
      code: "remove",
      text: "* a * (1 - a)",
      edits: [{ file: "a.py", span: cut, text: "" }],
    };
    const view = verdictView(wrong("extra_activation_derivative"), removal, textOf, english);
    expect(view.fix).toEqual({ title: "Fix: remove * a * (1 - a)", pieces: [] });
  });

  it("names each kind of fix in both languages", () => {
    const title = (code: GradientFix["code"], text: string, t = english) =>
      gradientFixTitle({ ...fix, code, text }, t);
    expect(title("divide-by-samples", "/ len(x)")).toBe("Fix: divide by len(x)");
    expect(title("turn-sign", "-")).toBe("Fix: turn the sign");
    expect(title("transpose", ".T")).toBe("Fix: transpose it");
    expect(title("scale", "2 *")).toBe("Fix: multiply by 2");
    expect(title("scale", "/ 2")).toBe("Fix: divide by 2");
    expect(title("reshape", ".reshape(-1, 1)")).toBe("Fix: add .reshape(-1, 1)");
    expect(title("sum-axis", "axis=0")).toBe("Fix: sum with axis=0");
    expect(title("remove", "* a * (1 - a)")).toBe("Fix: remove * a * (1 - a)");
    expect(title("remove", "/ m", ko)).toBe("고치기: / m 지우기");
    expect(title("divide-by-samples", "/ m", ko)).toBe("고치기: m으로 나누기");
    expect(title("scale", "2 *", ko)).toBe("고치기: 2 곱하기");
  });
});
