import type { Translate } from "../base/translate";
import { parseTex, type TexNode, type TexRow } from "./derivation-tex";

/** A formula as a sentence to be read aloud: "the gradient of J by w equals 1 over m times X transpose times E". */
export function spokenFormula(tex: string, t: Translate): string {
  return new Speaker(t).relations(parseTex(tex)).replace(/\s+/g, " ").trim();
}

const relations = new Set(["=", "leftarrow", "gets", "approx", "equiv", "Rightarrow", "to", "<", ">"]);

class Speaker {
  readonly #t: Translate;

  constructor(t: Translate) {
    this.#t = t;
  }

  /** Sides of equations. The first relation makes the sentence; a further one adds "which is". */
  relations(row: TexRow): string {
    const cut = row.findIndex((node) => node.kind === "operator" && relations.has(node.name));
    if (cut < 0) return this.#sum(row);
    const relation = row[cut];
    const left = this.#sum(row.slice(0, cut));
    const right = this.#sides(row.slice(cut + 1));
    return relation?.kind === "operator" ? this.#relate(relation.name, left, right) : right;
  }

  #sides(row: TexRow): string {
    const cut = row.findIndex((node) => node.kind === "operator" && relations.has(node.name));
    if (cut < 0) return this.#sum(row);
    return this.#t("{0}, which is {1}", this.#sum(row.slice(0, cut)), this.#sides(row.slice(cut + 1)));
  }

  #relate(relation: string, left: string, right: string): string {
    const t = this.#t;
    if (left === "") return right;
    switch (relation) {
      case "leftarrow":
      case "gets":
        return t("{0} becomes {1}", left, right);
      case "approx":
        return t("{0} is about {1}", left, right);
      case "<":
        return t("{0} is less than {1}", left, right);
      case ">":
        return t("{0} is greater than {1}", left, right);
      default:
        return t("{0} equals {1}", left, right);
    }
  }

  /** Terms with their signs. */
  #sum(row: TexRow): string {
    const t = this.#t;
    let spoken = "";
    let sign = "";
    let term: TexNode[] = [];
    const close = () => {
      const product = this.#product(term);
      if (product !== "" && sign === "-")
        spoken = spoken === "" ? t("minus {0}", product) : t("{0} minus {1}", spoken, product);
      else if (product !== "") spoken = spoken === "" ? product : t("{0} plus {1}", spoken, product);
      term = [];
    };
    for (const node of row) {
      if (node.kind === "operator" && (node.name === "+" || node.name === "-")) {
        close();
        sign = node.name;
      } else term.push(node);
    }
    close();
    return spoken;
  }

  /** Factors. A function takes the factor after it, a big sum all that follow, ∂a / ∂b is one derivative. */
  #product(row: TexRow): string {
    const t = this.#t;
    let spoken = "";
    let joint = "times";
    for (let at = 0; at < row.length; at++) {
      const node = row[at];
      if (node === undefined) break;
      if (node.kind === "operator") {
        joint = node.name;
        continue;
      }
      const [factor, taken] = this.#factor(row, at, node);
      at += taken;
      if (factor === "") continue;
      spoken = spoken === "" ? factor : this.#join(joint, spoken, factor);
      joint = "times";
    }
    return joint === "," ? t("{0},", spoken) : spoken;
  }

  #join(joint: string, left: string, right: string): string {
    const t = this.#t;
    switch (joint) {
      case "/":
        return t("{0} over {1}", left, right);
      case "odot":
        return t("{0} times, entry by entry, {1}", left, right);
      case ",":
        return t("{0}, {1}", left, right);
      default:
        return t("{0} times {1}", left, right);
    }
  }

  /** What is said for the factor at `at`, and how many nodes after it are said with it. */
  #factor(row: TexRow, at: number, node: TexNode): readonly [string, number] {
    const t = this.#t;
    const rest = row.slice(at + 1);
    const base = node.kind === "scripts" ? node.base : node;
    if (base.kind === "symbol" && base.name === "sum") {
      return [this.#bigSum(node, this.#product(rest)), rest.length];
    }
    if (base.kind === "symbol" && base.name === "nabla") {
      const of = rest[0] === undefined ? "" : this.#node(rest[0]);
      const by = node.kind === "scripts" && node.below !== null ? this.relations(node.below) : "";
      return [by === "" ? t("the gradient of {0}", of) : t("the gradient of {0} by {1}", of, by), 1];
    }
    if (base.kind === "symbol" && base.name === "partial") return this.#inlineDerivative(rest);
    // σ with an index is a deviation and no function.
    if (
      base.kind === "function" &&
      !(base.name === "sigma" && node.kind === "scripts" && node.below !== null)
    ) {
      const argument = rest[0];
      if (base.name === "sqrt" && argument?.kind === "group")
        return [t("{0} of {1}", this.#functionName(base.name), this.#whole(argument.body)), 1];
      if (argument === undefined) return [this.#functionName(base.name), 0];
      return [t("{0} of {1}", this.#functionName(base.name), this.#node(argument)), 1];
    }
    return [this.#node(node), 0];
  }

  #inlineDerivative(rest: TexRow): readonly [string, number] {
    const [above, slash, partial, below] = rest;
    const divides = slash?.kind === "operator" && slash.name === "/";
    const second = partial?.kind === "symbol" && partial.name === "partial";
    if (above === undefined) return [this.#symbol("partial"), 0];
    if (divides && second && below !== undefined) {
      return [this.#t("the derivative of {0} by {1}", this.#node(above), this.#node(below)), 4];
    }
    return [this.#t("the change of {0}", this.#node(above)), 1];
  }

  #bigSum(node: TexNode, body: string): string {
    const t = this.#t;
    if (node.kind !== "scripts" || node.below === null) return t("the sum of {0}", body);
    const [index, equals, ...from] = node.below;
    if (index === undefined) return t("the sum of {0}", body);
    if (equals === undefined || node.above === null)
      return t("the sum over {0} of {1}", this.#node(index), body);
    return t(
      "the sum over {0} from {1} to {2} of {3}",
      this.#node(index),
      this.#sum(from),
      this.#sum(node.above),
      body,
    );
  }

  #node(node: TexNode): string {
    const t = this.#t;
    switch (node.kind) {
      case "number":
        return node.text;
      case "symbol":
        return this.#symbol(node.name);
      case "operator":
        return "";
      case "function":
        return this.#functionName(node.name);
      case "accent":
        return node.name === "bar" ? t("{0} bar", this.#sum(node.body)) : t("{0} hat", this.#sum(node.body));
      case "group":
        return this.#group(node.body, node.bracket);
      case "fraction":
        return this.#fraction(node.above, node.below);
      case "scripts":
        return this.#scripts(node);
    }
  }

  #group(body: TexRow, bracket: string): string {
    const inside = this.relations(body);
    if (bracket === "\\lVert") return this.#t("the norm of {0}", inside);
    const plain = bracket === "" || body.length <= 1;
    return plain ? inside : this.#t("open bracket {0} close bracket", inside);
  }

  #fraction(above: TexRow, below: TexRow): string {
    const change = (row: TexRow) =>
      row[0]?.kind === "symbol" && /^(partial|d)$/.test(row[0].name) && row.length > 1;
    if (change(above) && change(below)) {
      return this.#t(
        "the derivative of {0} by {1}",
        this.#product(above.slice(1)),
        this.#product(below.slice(1)),
      );
    }
    return this.#t("{0} over {1}", this.#whole(above), this.#whole(below));
  }

  /** A side of a fraction: in brackets where it is more than one product, or the ear would lose its end. */
  #whole(row: TexRow): string {
    const terms = row.some((node, index) => index > 0 && node.kind === "operator");
    const several = terms || row.length > 2;
    return several ? this.#t("open bracket {0} close bracket", this.#sum(row)) : this.#sum(row);
  }

  #scripts(node: Extract<TexNode, { kind: "scripts" }>): string {
    const t = this.#t;
    const named = this.#node(node.base);
    const indexed = node.below === null ? named : t("{0} sub {1}", named, this.relations(node.below));
    const [power, ...more] = node.above ?? [];
    if (power === undefined) return indexed;
    const name = power.kind === "symbol" && more.length === 0 ? power.name : "";
    if (name === "top" || name === "T" || name === "intercal") return t("{0} transpose", indexed);
    if (name === "prime") return t("{0} prime", indexed);
    if (power.kind === "number" && power.text === "2" && more.length === 0) return t("{0} squared", indexed);
    const index = power.kind === "group" && power.bracket === "(";
    if (index) return t("{0} number {1}", indexed, this.relations(power.body));
    return t("{0} to the power {1}", indexed, this.relations(node.above ?? []));
  }

  #functionName(name: string): string {
    const t = this.#t;
    switch (name) {
      case "ln":
      case "log":
        return t("the logarithm");
      case "exp":
        return t("the exponential");
      case "sigma":
        return t("sigma");
      case "sqrt":
        return t("the square root");
      case "mean":
        return t("the mean");
      case "sign":
      case "sgn":
        return t("the sign");
      default:
        return name;
    }
  }

  #symbol(name: string): string {
    const t = this.#t;
    switch (name) {
      case "lambda":
        return t("lambda");
      case "eta":
        return t("eta");
      case "beta":
        return t("beta");
      case "gamma":
        return t("gamma");
      case "mu":
        return t("mu");
      case "varepsilon":
        return t("epsilon");
      case "alpha":
        return t("alpha");
      case "delta":
        return t("delta");
      case "nu":
        return t("nu");
      case "partial":
        return t("the partial");
      case "ones":
        return t("the ones");
      case "ell":
        return "l";
      case "cdots":
      case "dots":
      case "ldots":
        return t("and so on");
      default:
        return name;
    }
  }
}
