import type { BinaryOperation, UnaryOperation } from "./node";

/** How each elementwise function is written. `bare` says that the argument is a name, which needs no brackets. */
export function unaryTex(operation: UnaryOperation, inner: string, bare: boolean): string {
  const named = (name: string) => `${name}(${inner})`;
  switch (operation) {
    case "negate":
      return bare ? `-${inner}` : `-(${inner})`;
    case "log":
      return bare ? `\\ln ${inner}` : named("\\ln");
    case "exp":
      return `e^{${inner}}`;
    case "abs":
      return `|${inner}|`;
    case "step": {
      const negative = /^-([\w\\{}]+)$/.exec(inner)?.[1];
      return negative === undefined ? `[${inner} > 0]` : `[${negative} < 0]`;
    }
    case "floor":
      return `\\lfloor ${inner} \\rfloor`;
    case "sigmoid":
      return named("\\sigma");
    case "tanh":
    case "sin":
    case "cos":
    case "arctan":
      return named(`\\${operation}`);
    case "relu":
      return bare ? named("\\operatorname{ReLU}") : `\\max(0, ${inner})`;
    case "softplus":
      return bare ? named("\\operatorname{softplus}") : `\\ln(1 + e^{${inner}})`;
    case "sign":
      return named(`\\operatorname{${operation}}`);
  }
}

export function binaryTex(operation: BinaryOperation, left: string, right: string): string {
  switch (operation) {
    case "maximum":
    case "minimum":
      return `\\${operation.slice(0, 3)}(${left}, ${right})`;
    case "greater":
      return `[${left} > ${right}]`;
    case "greaterEqual":
      return /^\\?\w+$/.test(left) && !/^\\?\w+$/.test(right)
        ? `[${right} \\le ${left}]`
        : `[${left} \\ge ${right}]`;
    case "equal":
      return `[${left} = ${right}]`;
    case "power":
      return right === "\\frac12" ? `\\sqrt{${left}}` : `(${left})^{${right}}`;
    case "add":
    case "subtract":
    case "multiply":
    case "divide":
      return `(${left} ${{ add: "+", subtract: "-", multiply: "\\odot", divide: "/" }[operation]} ${right})`;
  }
}

/** A number as whole numerator and denominator where both are small, else as a decimal. */
export function asFraction(value: number): [string, string] {
  for (let denominator = 1; denominator <= 100; denominator++) {
    const numerator = value * denominator;
    if (
      Math.abs(numerator - Math.round(numerator)) < 1e-9 * Math.max(1, numerator) &&
      Math.round(numerator) > 0
    )
      if (denominator <= 12 || Math.round(numerator) === 1)
        return [String(Math.round(numerator)), String(denominator)];
  }
  return [numberTex(value), "1"];
}

export function numberTex(value: number): string {
  return String(Number(value.toPrecision(6)));
}

export function fraction(numerator: string, denominator: string): string {
  const short = /^\d$/.test(numerator) && /^\w$/.test(denominator);
  return short ? `\\frac${numerator}${denominator}` : `\\frac{${numerator}}{${denominator}}`;
}
