/** The look of the printed derivation: black on white whatever the editor's theme, one step never on two sheets. */
export const pageStyle = `
:root { color-scheme: light; }
@page { margin: 18mm 16mm; }
* { box-sizing: border-box; margin: 0; }
body {
  max-width: 46rem; margin: 0 auto; padding: 2rem 1.5rem; background: #fff; color: #1b1b1b;
  font: 15px/1.55 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", NanumGothic, sans-serif;
}
:lang(ko) { word-break: keep-all; overflow-wrap: anywhere; line-break: strict; }
code { font: 0.87em/1.4 ui-monospace, Menlo, Consolas, monospace; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; padding-bottom: 0.25rem; border-bottom: 1px solid #bbb; break-after: avoid; }
h3 { font-size: 1rem; break-after: avoid; }
h3 small { font-weight: 400; color: #555; margin-left: 0.4em; }
h4 { font-size: 0.93rem; margin-bottom: 0.25rem; }
header p { margin-top: 0.4rem; }
.note, footer { color: #555; font-size: 0.87rem; }
.verdict { padding: 0.4rem 0.75rem; border-left: 3px solid #777; }
.verdict.right { border-color: #2e7d32; }
.verdict.wrong { border-color: #c62828; }
ol { list-style: none; padding: 0; }
section > ol > li { padding: 1rem 0; border-bottom: 1px solid #e2e2e2; break-inside: avoid; }
li > * + * { margin-top: 0.5rem; }
.number { display: inline-block; min-width: 1.4em; color: #555; font-weight: 400; }
.equation { padding: 0.5rem 0; text-align: center; font-size: 1.15rem; overflow-x: auto; }
.formula svg { max-width: 100%; fill: currentColor; overflow: visible; }
.factors { border-collapse: collapse; margin: 0.5rem auto; font-size: 0.87rem; }
.factors th { text-align: left; font-weight: 400; color: #555; padding-right: 1rem; }
.factors td { text-align: center; padding: 0.15rem 0.6rem; }
:is(.factors, .arrangements, .numbers) .formula svg { max-width: none; }
.label { display: inline-block; min-width: 6rem; color: #555; font-size: 0.87rem; }
.code code { background: #f4f4f4; padding: 0.15rem 0.4rem; border-radius: 3px; }
.product { margin-top: 0.75rem; padding: 0.75rem 1rem; border: 1px solid #ddd; border-radius: 6px; font-size: 0.93rem; }
.matrices { display: flex; flex-wrap: wrap; gap: 1.5rem; margin: 0.5rem 0; }
.matrix { display: flex; align-items: center; gap: 0.4rem; }
.matrix table { border-collapse: collapse; border-left: 1px solid #333; border-right: 1px solid #333; }
.matrix td { padding: 0 0.5rem; text-align: right; font-variant-numeric: tabular-nums; }
.arrangements { width: 100%; border-collapse: collapse; margin-top: 0.5rem; font-size: 0.87rem; }
.arrangements th { text-align: left; font-weight: 600; }
.arrangements td, .arrangements th { padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #eee; vertical-align: top; }
.arrangements code { white-space: nowrap; }
.arrangements .right td { font-weight: 600; }
footer { margin-top: 1.5rem; }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } }
`;
