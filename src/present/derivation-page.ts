import type { Translate } from "../base/translate";
import { pageStyle } from "./derivation-pageStyle";
import type { ArrangementView, ProductFrame, ProductMatrixView, ProductView } from "./derivation-product";
import type { DerivationView, FactorView, FormulaView, PartView, StepView } from "./derivation-view";
import type { VerdictView } from "./verdictCard";

export interface PageInput {
  readonly view: DerivationView;
  readonly verdicts: readonly VerdictView[];
  /** Of the learner's file, as it is read: "neuron.py". */
  readonly file: string;
  /** BCP 47. */
  readonly language: string;
}

/** The derivation as a page to print: one HTML file with nothing outside itself, and no script. */
export function derivationPage({ view, verdicts, file, language }: PageInput, t: Translate): string {
  const title = t("The gradient of {0}, step by step", file);
  return `<!DOCTYPE html>
<html lang="${htmlText(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>${htmlText(title)}</h1>
<p>${htmlText(view.heading)}</p>
${view.partsNote === null ? "" : `<p class="note">${htmlText(view.partsNote)}</p>`}
${verdicts.map(verdict).join("\n")}
${(view.numbers?.sentences ?? []).map((sentence) => `<p class="note">${htmlText(sentence)}</p>`).join("\n")}
</header>
${view.parts.map((part) => section(part, t)).join("\n")}
<footer>${htmlText(t("Derived from {0} by Neuron Lens: each formula from the program's own lines.", file))}</footer>
</body>
</html>
`;
}

function verdict({ verdict: kind, heading, note, sentences }: VerdictView): string {
  const sign = { right: "✓", wrong: "✗", undecided: "?" }[kind];
  const more = [note, ...sentences].filter((each) => each !== null).join(" ");
  return `<p class="verdict ${kind}"><span aria-hidden="true">${sign}</span> <strong>${htmlText(heading)}</strong> ${htmlText(more)}</p>`;
}

function section(part: PartView, t: Translate): string {
  return `<section>
<h2>${htmlText(part.label)}</h2>
<ol>
${part.steps.map((step) => stepHtml(step, t)).join("\n")}
</ol>
</section>`;
}

function stepHtml(step: StepView, t: Translate): string {
  const { code, numbers, product } = step;
  const parts = [
    `<h3><span class="number">${step.number}</span> ${htmlText(step.title)} <small>${htmlText(step.ruleName)}</small></h3>`,
    `<div class="equation">${formula(step.formula)}</div>`,
    factors(step.factors, t),
    `<p>${htmlText(step.rule)}</p>`,
    ...numbers.map(
      (row) =>
        `<p class="numbers"><span class="label">${htmlText(row.label)}</span> ${formula(row.formula)}<code>${htmlText(row.pieces.map(({ text }) => text).join(""))}</code>${row.note === null ? "" : ` <small>${htmlText(row.note)}</small>`}</p>`,
    ),
    code === null
      ? `<p class="note">${htmlText(t("Your code has no line for this step."))}</p>`
      : `<p class="code"><span class="label">${htmlText(t("line {0}", code.line))}</span> <code>${htmlText(code.text)}</code></p>`,
    product === null ? "" : productHtml(product, t),
  ];
  return `<li>${parts.filter((part) => part !== "").join("\n")}</li>`;
}

function factors(list: readonly FactorView[], t: Translate): string {
  if (list.length === 0) return "";
  const row = (name: string, cell: (factor: FactorView) => string) =>
    `<tr><th scope="row">${htmlText(name)}</th>${list.map((factor) => `<td>${cell(factor)}</td>`).join("")}</tr>`;
  return `<table class="factors">
${row(t("factor"), (factor) => formula(factor.formula))}
${row(t("shape"), (factor) => `<code>${htmlText(factor.shape.map(({ text }) => text).join(""))}</code>`)}
${row(t("in your code"), (factor) => `<code>${htmlText(factor.code ?? "")}</code>`)}
</table>`;
}

function productHtml(product: ProductView, t: Translate): string {
  return `<div class="product">
<h4>${htmlText(t("Why this product"))}</h4>
<p>${htmlText(product.lead)} ${htmlText(product.toy)}</p>
<div class="matrices">${matrix(product.left)} ${matrix(product.right)}</div>
<ol class="frames">${product.frames.map((frame) => frameHtml(frame, t)).join("")}</ol>
<table class="arrangements">
<thead><tr><th scope="col">${htmlText(t("order"))}</th><th scope="col">${htmlText(t("shapes"))}</th><th scope="col">${htmlText(t("result"))}</th><th scope="col">${htmlText(t("verdict"))}</th></tr></thead>
<tbody>${product.arrangements.map(arrangement).join("")}</tbody>
</table>
</div>`;
}

function frameHtml({ label, term, sumText }: ProductFrame, t: Translate): string {
  if (term === null) return "";
  const sum = t("the sum so far: {0}", sumText);
  return `<li>${htmlText(label)}: ${formula(term.formula)} = <code>${htmlText(term.text)}</code>, ${htmlText(sum)}</li>`;
}

function matrix({ formula: name, cells }: ProductMatrixView): string {
  const rows = cells
    .map((row) => `<tr>${row.map((cell) => `<td>${htmlText(cell)}</td>`).join("")}</tr>`)
    .join("");
  return `<div class="matrix">${formula(name)} = <table>${rows}</table></div>`;
}

function arrangement({ formula: name, shapes, result, mark, verdict: sentence }: ArrangementView): string {
  return `<tr class="${mark}"><td>${formula(name)}</td><td><code>${htmlText(shapes)}</code></td><td><code>${htmlText(result ?? "–")}</code></td><td>${htmlText(sentence)}</td></tr>`;
}

/** The typeset picture, with what it says; its TeX where it could not be set. */
function formula({ svg, tex, spoken }: FormulaView): string {
  if (svg === null) return `<code>${htmlText(tex)}</code>`;
  const onLine = svg.replace("<svg ", `<svg style="vertical-align:${-depthOf(svg).toFixed(2)}px" `);
  return `<span class="formula" role="img" aria-label="${htmlText(spoken)}">${onLine}</span>`;
}

/** How many pixels a formula reaches below the line: MathJax draws with the baseline at 0. */
function depthOf(svg: string): number {
  const height = Number(/ height="([\d.]+)"/.exec(svg)?.[1]);
  const box = /viewBox="[-\d.]+ ([-\d.]+) [\d.]+ ([\d.]+)"/.exec(svg);
  const [top, tall] = [Number(box?.[1]), Number(box?.[2])];
  const depth = ((top + tall) * height) / tall;
  return Number.isFinite(depth) ? depth : 0;
}

function htmlText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
