/** Evaluates the text of a size for given numbers; null where a name has no number (the data decides it). */
export function evaluateSize(text: string, numbers: ReadonlyMap<string, number>): number | null {
  const tokens = text.match(/\/\/|[A-Za-z_][A-Za-z_0-9']*|\d+|[-+*%(),]/g) ?? [];
  let at = 0;
  let open = false;
  const take = () => tokens[at++];
  const peek = () => tokens[at];

  const primary = (): number => {
    const token = take();
    if (token === "-") return -primary();
    if (token === "(") {
      const inner = sum();
      take();
      return inner;
    }
    if (token === "min" || token === "max") {
      const several: number[] = [];
      do {
        take();
        several.push(sum());
      } while (peek() === ",");
      take();
      return token === "min" ? Math.min(...several) : Math.max(...several);
    }
    if (token !== undefined && /^\d/.test(token)) return Number(token);
    const known = numbers.get(token ?? "");
    if (known === undefined) open = true;
    return known ?? 0;
  };
  const product = (): number => {
    let value = primary();
    for (;;) {
      const token = peek();
      if (token === "*") {
        take();
        value *= primary();
      } else if (token === "//") {
        take();
        value = Math.floor(value / primary());
      } else if (token === "%") {
        take();
        const by = primary();
        value -= by * Math.floor(value / by);
      } else return value;
    }
  };
  const sum = (): number => {
    let value = product();
    for (;;) {
      const token = peek();
      if (token === "+") {
        take();
        value += product();
      } else if (token === "-") {
        take();
        value -= product();
      } else return value;
    }
  };

  const value = sum();
  if (at < tokens.length) throw new Error(`cannot read size ${text}`);
  return open ? null : value;
}
