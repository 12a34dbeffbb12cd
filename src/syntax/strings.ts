const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
  "0": "\0",
  "\n": "",
};

/** The value of a literal's content. `prefix` is what stands before it, quote included, in lower case: `rb'`. */
export function convertString(content: string, prefix: string): string {
  const braces = prefix.includes("f") ? content.replaceAll("{{", "{").replaceAll("}}", "}") : content;
  if (prefix.includes("r") || !braces.includes("\\")) return braces;
  return braces.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S])/g, (whole, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return escapes[code] ?? whole;
  });
}
