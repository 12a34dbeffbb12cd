import { describe, expect, it } from "vitest";
import { english } from "../../src/base/translate";
import { deriveNumbers } from "../../src/insight/derivation/numbers";
import { searchView } from "../../src/present/derivation-marks";
import { numbersHead, valueText } from "../../src/present/derivation-numbers";
import { derivationPage } from "../../src/present/derivation-page";
import { derivationTex, derivationView } from "../../src/present/derivation-view";
import { createTypesetter } from "../../src/typeset/typesetter";
import { lessonNumbers } from "../webview/harness/derivationScenes";
import { lessonDerivation, translator } from "../webview/harness/fixtures";

const derivation = lessonDerivation();

async function lessonView(language: "en" | "ko", sample = 16) {
  const numbers = await lessonNumbers(derivation, sample);
  const typeset = createTypesetter();
  const formulas = new Map(
    derivationTex(derivation, numbers).flatMap((tex) => {
      const formula = typeset(tex, { display: true });
      return formula.kind === "formula" ? [[tex, formula.svg] as const] : [];
    }),
  );
  return derivationView(derivation, null, formulas, translator(language), { numbers });
}

const stepOf = (view: Awaited<ReturnType<typeof lessonView>>, id: string) => {
  const step = view.parts.flatMap(({ steps }) => steps).find((each) => each.id === id);
  if (step === undefined) throw new Error(id);
  return step;
};

describe("the numbers of the lesson's own data", () => {
  it("are those of the design's sample 17, before the first step", async () => {
    const view = await lessonView("en");
    expect(view.numbers).toMatchObject({ sample: 17, samples: 364, isToy: false });
    const row = stepOf(view, "batch/weights").numbers[0];
    expect(row?.label).toBe("sample 17");
    expect(row?.formula.spoken).toBe("e sub 17 times x sub 17");
    // x₁₇ is standardised on the 364 training rows: 0.101 and 1.765, as in the design's picture.
    expect(row?.pieces.map(({ text }) => text).join("")).toBe(
      " = −1.000 × (0.101, 1.765, …) = (−0.101, −1.765, …)",
    );
    expect(row?.note).toBe("its share of the sum");
    expect(stepOf(view, "batch/weights").numbers[1]?.label).toBe("all 364");
  });

  it("light by the names of the factors that they are of", async () => {
    const view = await lessonView("en");
    const { factors, numbers, product } = stepOf(view, "batch/weights");
    const names = new Set(factors.map(({ name }) => name));
    for (const { name } of numbers.flatMap(({ pieces }) => pieces))
      if (name !== null) expect(names, name).toContain(name);
    expect([product?.left.name, product?.right.name]).toEqual(["x", "e"]);
    expect([product?.left.code, product?.right.code]).toEqual(["x.T", "err"]);
    for (const step of view.parts.flatMap(({ steps }) => steps))
      if (step.topic === "weights" || step.topic === "forward")
        expect(step.numbers.length, step.id).toBeGreaterThan(0);
  });

  it("typesets every formula of the numbers and of the product", async () => {
    for (const language of ["en", "ko"] as const) {
      const view = await lessonView(language);
      const shown = view.parts.flatMap(({ steps }) =>
        steps.flatMap(({ numbers, product }) => [
          ...numbers.map(({ formula }) => formula),
          ...(product === null
            ? []
            : [
                product.formula,
                product.left.formula,
                product.right.formula,
                ...product.arrangements.map(({ formula }) => formula),
                ...product.frames.flatMap(({ term }) => (term === null ? [] : [term.formula])),
              ]),
        ]),
      );
      expect(shown.length).toBeGreaterThan(20);
      expect(shown.filter(({ svg }) => svg === null).map(({ tex }) => tex)).toEqual([]);
    }
  });

  it("says of which data they are, and what was put in for what is not known", () => {
    const layer = derivation.structure.layers[0];
    if (layer === undefined) throw new Error("no layer");
    const numbers = deriveNumbers(
      derivation.structure,
      {
        inputs: { data: new Float64Array(2), shape: [2, 1], strides: [1, 1], offset: 0 },
        target: [0, 1],
        classes: 2,
      },
      0,
    );
    const random = { ...layer, start: { weight: { kind: "random" }, bias: { kind: "unknown" } } } as const;
    const data = { kind: "data", name: "d.csv", rows: "all", isScaled: false, epoch: null } as const;
    expect(
      numbersHead({ numbers, source: data }, { ...derivation.structure, layers: [random] }, english)
        .sentences,
    ).toEqual(["d.csv: all 2 rows as they are.", expect.stringContaining("at random")]);
    const later = numbersHead(
      { numbers, source: { ...data, epoch: 1040 } },
      { ...derivation.structure, layers: [random] },
      english,
    );
    expect(later.sentences.at(-1)).toContain("after epoch 1,040");
    const two = { ...derivation.structure, layers: [random, random] };
    expect(numbersHead({ numbers, source: data }, two, english).sentences.at(-1)).toContain("hidden units");
    const toy = numbersHead(
      { numbers, source: { kind: "toy", name: "d.csv" } },
      { ...derivation.structure, layers: [random] },
      english,
    );
    expect(toy).toMatchObject({ isToy: true });
    expect(toy.sentences).toEqual(["Toy numbers: d.csv is not of the form that these formulas take."]);
  });
});

it.each([
  [{ shape: [], head: [-0.5] }, "−0.500"],
  [{ shape: [3, 1], head: [1, 2, 3] }, "(1.000, 2.000, 3.000)"],
  [{ shape: [1, 30], head: [1, 2, 3, 4, 5, 6] }, "(1.000, 2.000, …)"],
  [{ shape: [2, 4], head: [1, 2, 3, 4, 5, 6] }, "((1.000, 2.000, …), …)"],
  [{ shape: [2, 2], head: [1, 2, 3, 4] }, "((1.000, 2.000), …)"],
])("prints %j as %s", (value, text) => {
  expect(valueText(value)).toBe(text);
});

describe("copying a step", () => {
  it("gives LaTeX as an equation and Markdown with its rule and its line", async () => {
    const { copies } = stepOf(await lessonView("en"), "batch/weights");
    expect(copies.latex).toBe("\\[\n\\nabla_w J = \\frac1m X^\\top E\n\\]\n");
    expect(copies.markdown).toMatch(/^\*\*5\. The gradient of the weights\*\* \(line 79\)\n\n\$\$\n/);
    expect(copies.markdown).toContain("```python\nw_grad = np.dot(x.T, err) / m\n```");
  });
});

describe.each(["en", "ko"] as const)("the page to print, in %s", (language) => {
  const page = async () => {
    const t = translator(language);
    const view = await lessonView(language);
    return derivationPage({ view, verdicts: [], file: "a<b>.py", language }, t);
  };

  it("is whole in itself: no script, no link, nothing from elsewhere", async () => {
    const html = await page();
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).not.toMatch(/<script|<link|<img|\bsrc=|\bonload|@import|url\(/i);
    expect(
      html.replaceAll('xmlns="http://www.w3.org/2000/svg"', "").replaceAll(/xmlns:xlink="[^"]*"/g, ""),
    ).not.toMatch(/https?:/);
    expect(html).toContain("default-src 'none'");
    // Each formula on the line of the text around it.
    const drops = [...html.matchAll(/vertical-align:(-?[\d.]+)px/g)].map((match) => Number(match[1]));
    expect(drops.length).toBe(html.match(/<svg/g)?.length);
    expect(drops.every((drop) => drop <= 0 && drop > -40)).toBe(true);
    expect(drops.some((drop) => drop < -4)).toBe(true);
    expect(html).toContain("a&lt;b&gt;.py");
    expect(html).not.toContain("a<b>");
  });

  it("has every step of both parts, typeset, with its line and its numbers", async () => {
    const html = await page();
    const view = await lessonView(language);
    const steps = view.parts.flatMap((part) => part.steps);
    expect(html.match(/<h3>/g)?.length).toBe(steps.length);
    expect(html.match(/<svg/g)?.length).toBeGreaterThan(3 * steps.length);
    expect(html).toContain("w_grad = np.dot(x.T, err) / m");
    expect(html).toContain("(0.101, 1.765, …)");
    expect(html).toContain("(364, 30) · (364, 1)");
  });
});

it("tells how far the search for a gradient came", () => {
  const lookedFor = ["update", "loss", "layers", "known-loss"] as const;
  const mark = { file: "file:///p.py", span: { start: 0, end: 4 }, role: "loss", line: 3 } as const;
  const view = searchView({ lookedFor, missing: "layers" }, [mark], english);
  expect(view.sought.map(({ state }) => state)).toEqual(["found", "found", "missing", "open"]);
  expect(view.marks).toEqual([{ label: "loss", uri: "file:///p.py", line: 3 }]);
});
