/**
 * Evaluates the TeX of an index formula, `z_{ik} = \sum_{j=0}^{2} a_{ij} b_{jk}`, as a reader would: from its text alone.
 * Arrays are looked up by the TeX of their name; every index is checked against the array's shape.
 */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

type Bindings = ReadonlyMap<string, number>;
type Value = (indices: Bindings) => number;

export interface Equation {
  readonly name: string;
  readonly indices: readonly string[];
  readonly relation: string;
  readonly right: Value;
}

export function parseEquation(tex: string, arrays: ReadonlyMap<string, Numbers>): Equation {
  const parser = new Parser(tex, arrays);
  return parser.equation();
}

class Parser {
  #rest: string;

  constructor(
    tex: string,
    private readonly arrays: ReadonlyMap<string, Numbers>,
  ) {
    this.#rest = tex.trim();
  }

  equation(): Equation {
    const { name, indices } = this.#name();
    const relation = this.#take(/^(=|\\leftarrow\b)/) ?? this.#fail("a relation");
    const right = this.#sum();
    if (this.#rest !== "") this.#fail("the end");
    return { name, indices, relation, right };
  }

  #fail(wanted: string): never {
    throw new Error(`expected ${wanted} at "${this.#rest}"`);
  }

  #take(pattern: RegExp): string | null {
    this.#rest = this.#rest.replace(/^(\s|\\,)+/, "");
    const found = pattern.exec(this.#rest);
    if (found === null) return null;
    this.#rest = this.#rest.slice(found[0].length).replace(/^\s+/, "");
    return found[0];
  }

  #expect(text: string): void {
    this.#rest = this.#rest.replace(/^(\s|\\,)+/, "");
    if (!this.#rest.startsWith(text)) this.#fail(text);
    this.#rest = this.#rest.slice(text.length);
  }

  #group<T>(inner: () => T): T {
    this.#expect("{");
    const value = inner();
    this.#expect("}");
    return value;
  }

  #sum(): Value {
    let left = this.#product();
    for (;;) {
      const sign = this.#take(/^(\+|-|\\bmod\b)/);
      if (sign === null) return left;
      const [a, b] = [left, this.#product()];
      if (sign === "+") left = (at) => a(at) + b(at);
      else if (sign === "-") left = (at) => a(at) - b(at);
      else left = (at) => a(at) - b(at) * Math.floor(a(at) / b(at));
    }
  }

  #product(): Value {
    if (this.#take(/^-/) !== null) {
      const inner = this.#product();
      return (at) => -inner(at);
    }
    let value = this.#power();
    while (this.#startsFactor()) {
      this.#take(/^\\cdot\b/);
      const [a, b] = [value, this.#power()];
      value = (at) => a(at) * b(at);
    }
    return value;
  }

  #startsFactor(): boolean {
    this.#rest = this.#rest.replace(/^(\s|\\,)+/, "");
    return (
      /^([A-Za-z\d{]|\\(?!right|leftarrow|le\b|ge\b|ne\b|bmod))/.test(this.#rest) &&
      !/^\\r(ight|floor)/.test(this.#rest)
    );
  }

  #power(): Value {
    const base = this.#factor();
    if (this.#take(/^\^/) === null) return base;
    const exponent = this.#group(() => this.#sum());
    return (at) => base(at) ** exponent(at);
  }

  #factor(): Value {
    if (this.#take(/^\\sum_/) !== null) return this.#over((a, b) => a + b, 0);
    if (this.#take(/^\\prod_/) !== null) return this.#over((a, b) => a * b, 1);
    if (this.#take(/^\\frac/) !== null) {
      const [a, b] = [this.#group(() => this.#sum()), this.#group(() => this.#sum())];
      return (at) => a(at) / b(at);
    }
    if (this.#take(/^\\sqrt/) !== null) {
      const inner = this.#group(() => this.#sum());
      return (at) => Math.sqrt(inner(at));
    }
    if (this.#take(/^\\left\(/) !== null) return this.#until("\\right)");
    if (this.#take(/^\\left\\lfloor/) !== null) return this.#then(Math.floor, "\\right\\rfloor");
    if (this.#take(/^\\left\|/) !== null) return this.#then(Math.abs, "\\right|");
    if (this.#take(/^\\left\[/) !== null) return this.#comparison();
    if (this.#rest.startsWith("{")) return this.#group(() => this.#sum());
    const number = this.#take(/^(\d+\.?\d*|\.\d+)/);
    if (number !== null) return () => Number(number);
    return this.#function() ?? this.#element();
  }

  #until(end: string): Value {
    const inner = this.#sum();
    this.#expect(end);
    return inner;
  }

  #then(apply: (value: number) => number, end: string): Value {
    const inner = this.#until(end);
    return (at) => apply(inner(at));
  }

  #over(join: (a: number, b: number) => number, start: number): Value {
    const index = /^\{([a-z])=0\}\^/.exec(this.#rest);
    if (index === null) this.#fail("the index of a sum");
    this.#rest = this.#rest.slice(index[0].length);
    const last = this.#group(() => this.#sum());
    const body = this.#product();
    return (at) => {
      let value = start;
      for (let each = 0; each <= last(at); each++)
        value = join(value, body(new Map([...at, [index[1] ?? "", each]])));
      return value;
    };
  }

  #comparison(): Value {
    const a = this.#sum();
    const sign = this.#take(/^(<|>|=|\\le\b|\\ge\b|\\ne\b)/) ?? this.#fail("a comparison");
    const b = this.#until("\\right]");
    const holds: Record<string, (a: number, b: number) => boolean> = {
      "<": (x, y) => x < y,
      ">": (x, y) => x > y,
      "=": (x, y) => x === y,
      "\\le": (x, y) => x <= y,
      "\\ge": (x, y) => x >= y,
      "\\ne": (x, y) => x !== y,
    };
    return (at) => Number(holds[sign]?.(a(at), b(at)));
  }

  #function(): Value | null {
    if (this.#take(/^e(?=\^)/) !== null) return () => Math.E;
    const extreme = this.#take(/^(\\max|\\min|\\operatorname\*\{arg\\,(max|min)\})/);
    if (extreme !== null) return this.#take(/^_/) === null ? this.#pair(extreme) : this.#extreme(extreme);
    const unary: Record<string, (value: number) => number> = {
      "\\ln": Math.log,
      "\\log_{2}": Math.log2,
      "\\log_{10}": Math.log10,
      "\\sin": Math.sin,
      "\\cos": Math.cos,
      "\\tan": Math.tan,
      "\\tanh": Math.tanh,
      "\\operatorname{sgn}": Math.sign,
    };
    for (const [tex, apply] of Object.entries(unary)) {
      if (!this.#rest.startsWith(`${tex}\\left(`)) continue;
      this.#expect(`${tex}\\left(`);
      return this.#then(apply, "\\right)");
    }
    return null;
  }

  #pair(extreme: string): Value {
    this.#expect("\\left(");
    const a = this.#sum();
    this.#expect(",");
    const b = this.#until("\\right)");
    return (at) => (extreme === "\\max" ? Math.max(a(at), b(at)) : Math.min(a(at), b(at)));
  }

  #extreme(extreme: string): Value {
    const indices = /^\{([a-z](?:,[a-z])*)\}/.exec(this.#rest);
    if (indices === null) this.#fail("indices");
    this.#rest = this.#rest.slice(indices[0].length);
    const names = (indices[1] ?? "").split(",");
    const start = this.#rest;
    const body = this.#element();
    const lengths = this.#lengths(start);
    return (at) => {
      const values = allIndices(names.map((name) => lengths.get(name) ?? 0)).map((each) =>
        body(new Map([...at, ...names.map((name, k): [string, number] => [name, each[k] ?? 0])])),
      );
      const best = extreme.includes("max") ? Math.max(...values) : Math.min(...values);
      return extreme.includes("arg") ? values.indexOf(best) : best;
    };
  }

  /** How far an index runs where the formula does not say: over the axis that it stands at. */
  #lengths(text: string): Map<string, number> {
    const after = new Parser(text, this.arrays);
    const { name, indices } = after.#name();
    const shape = this.arrays.get(name)?.shape ?? [];
    return new Map(indices.map((index, axis) => [index, shape[axis] ?? 0]));
  }

  #name(): { name: string; indices: string[] } {
    const name = this.#take(/^(\\mathrm\{[\w.\\]+\}|[A-Za-z])(\^\{\\top\})?/) ?? this.#fail("a name");
    if (this.#take(/^_\{/) === null) return { name, indices: [] };
    const text = this.#take(/^[^}]+/) ?? "";
    this.#expect("}");
    const indices = /[, +\d]/.test(text) ? text.split(",").map((each) => each.trim()) : [...text];
    return { name, indices };
  }

  #element(): Value {
    const { name, indices } = this.#name();
    const array = this.arrays.get(name);
    if (array === undefined) throw new Error(`the formula names ${name}, which is no operand`);
    if (indices.length !== array.shape.length)
      throw new Error(`${name} has ${array.shape.length} axes but ${indices.length} indices`);
    return (at) => {
      const place = indices.map((index) => indexValue(index, at));
      return valueAt(array, place, name);
    };
  }
}

function indexValue(text: string, at: Bindings): number {
  return text.split("+").reduce((sum, part) => {
    const [, factor, letter] = /^\s*(\d*)([a-z]?)\s*$/.exec(part) ?? [];
    if (factor === undefined || letter === undefined) throw new Error(`no index: ${text}`);
    if (letter === "") return sum + Number(factor);
    const value = at.get(letter);
    if (value === undefined) throw new Error(`the index ${letter} is not bound`);
    return sum + (factor === "" ? 1 : Number(factor)) * value;
  }, 0);
}

export function valueAt(array: Numbers, place: readonly number[], name: string): number {
  const flat = place.reduce((all, index, axis) => {
    const size = array.shape[axis] ?? 0;
    if (index < 0 || index >= size)
      throw new Error(`${name}[${place.join(", ")}] is outside (${array.shape.join(", ")})`);
    return all * size + index;
  }, 0);
  const value = array.data[flat];
  if (value === undefined) throw new Error(`${name} has no element ${place.join(", ")}`);
  return value;
}

/** Every index of an array of this shape, in C order. */
export function allIndices(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (found, size) => found.flatMap((start) => Array.from({ length: size }, (_, index) => [...start, index])),
    [[]],
  );
}
