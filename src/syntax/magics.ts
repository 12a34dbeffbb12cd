/** Cell magics whose cell is not Python. */
const foreignCell =
  /^%%(?:bash|sh|script|html|javascript|js|latex|markdown|writefile|file|cython|perl|ruby|svg|system|!|sx|R)\b/;

const magicLine = /^[ \t]*(?:%{1,2}[A-Za-z_]|!|\?{1,2}[A-Za-z_]|[A-Za-z_][\w.]*\?{1,2}[ \t]*$)/;

const magicAssignment = /^([ \t]*[A-Za-z_][\w, \t]*=[ \t]*)([!%][^=].*)$/;

/** Blanks what only a notebook understands (`%matplotlib inline`, `!pip install`), length for length. */
export function blankMagics(text: string): string {
  if (!/[%!?]/.test(text)) return text;
  if (foreignCell.test(text)) return text.replace(/[^\n\r]/g, " ");
  if (!/(?:^|\n)[ \t]*(?:[%!?]|[A-Za-z_][\w.]*\?)|=[ \t]*[!%]/.test(text)) return text;
  let bracket = 0;
  return text
    .split("\n")
    .map((line) => {
      // A line that goes on inside brackets or a string is no magic: `x = (a\n % b)`.
      const inside = bracket > 0;
      const blanked = inside ? line : blankLine(line);
      bracket = Math.max(0, bracket + openBrackets(blanked));
      return blanked;
    })
    .join("\n");
}

function blankLine(line: string): string {
  const assignment = magicAssignment.exec(line);
  if (assignment !== null) {
    const [, left = "", right = ""] = assignment;
    return right.length >= 4 ? left + "None".padEnd(right.length) : line;
  }
  if (!magicLine.test(line)) return line;
  const indent = line.length - line.trimStart().length;
  const length = line.length - indent;
  const filler = indent > 0 && length >= 4 ? "pass" : "";
  return line.slice(0, indent) + filler.padEnd(length);
}

function openBrackets(line: string): number {
  const code = line.replace(/#.*$/, "");
  return (code.match(/[([{]/g)?.length ?? 0) - (code.match(/[)\]}]/g)?.length ?? 0);
}
