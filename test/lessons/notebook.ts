/**
 * The lesson's notebook, made from its script: what stands in comments at the left margin becomes prose, what lies
 * between becomes code cells. One text to keep, so script and notebook cannot drift apart.
 */
interface Cell {
  readonly kind: "markdown" | "code";
  readonly lines: readonly string[];
}

export function notebookOf(script: string): string {
  const cells = cellsOf(script).map((cell, index) => cellJson(cell, index));
  const notebook = {
    cells,
    metadata: {
      kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
      language_info: { file_extension: ".py", mimetype: "text/x-python", name: "python" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  // One space of indentation and a final newline are what Jupyter and VS Code write, so saving changes no line.
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/** The code cells of a notebook, joined as one program. */
export function codeOfNotebook(json: string): string {
  const { cells } = JSON.parse(json) as { cells: { cell_type: string; source: string[] }[] };
  const code = cells.filter((cell) => cell.cell_type === "code").map((cell) => cell.source.join(""));
  return `${code.join("\n\n")}\n`;
}

/** What is left of Python code without comments, doc strings and blank lines: what has to be the same in each language. */
export function bareCode(python: string): string[] {
  return python
    .replace(/^( *)"""[\s\S]*?"""$/gm, "")
    .split("\n")
    .map((line) => line.replace(/(^| {2})#( .*)?$/, "").trimEnd())
    .filter((line) => line !== "");
}

function cellsOf(script: string): Cell[] {
  const opening = /^"""([\s\S]*?)"""\n/.exec(script);
  const cells: Cell[] = [];
  for (const line of script.slice(opening?.[0].length ?? 0).split("\n")) {
    const kind = line.startsWith("#") ? "markdown" : "code";
    const last = cells.at(-1);
    // Only a blank line tells a heading from the paragraph under it; a blank line in prose starts no code.
    if (last?.kind === kind) cells[cells.length - 1] = { kind, lines: [...last.lines, line] };
    else cells.push({ kind, lines: [line] });
  }
  const title = `# ${(opening?.[1] ?? "").trim().replace(".\n", "\n")}`;
  const body = cells.map(({ kind, lines }) => ({ kind, lines: tidy(kind, lines) }));
  return [{ kind: "markdown", lines: title.split("\n") }, ...joinProse(body)];
}

function tidy(kind: Cell["kind"], lines: readonly string[]): string[] {
  const text = (kind === "code" ? lines : lines.map(proseLine)).join("\n");
  const trimmed = text.replace(/^\n+|\n+$/g, "");
  return trimmed === "" ? [] : trimmed.split("\n");
}

/** "# --- 2. The data ---" is a heading; other comments are paragraphs. */
function proseLine(line: string): string {
  const heading = /^# --- (.*?) -+$/.exec(line)?.[1];
  return heading === undefined ? line.replace(/^# ?/, "") : `## ${heading}`;
}

/** Drops empty cells and joins the prose that then stands side by side: a heading and the paragraph under it. */
function joinProse(cells: readonly Cell[]): Cell[] {
  const joined: Cell[] = [];
  for (const cell of cells) {
    if (cell.lines.length === 0) continue;
    const last = joined.at(-1);
    if (last?.kind === "markdown" && cell.kind === "markdown") {
      joined[joined.length - 1] = { kind: "markdown", lines: [...last.lines, "", ...cell.lines] };
    } else joined.push(cell);
  }
  return joined;
}

function cellJson({ kind, lines }: Cell, index: number): object {
  const source = lines.map((line, at) => (at < lines.length - 1 ? `${line}\n` : line));
  const id = `cell-${index + 1}`;
  if (kind === "markdown") return { cell_type: kind, id, metadata: {}, source };
  return { cell_type: kind, execution_count: null, id, metadata: {}, outputs: [], source };
}
