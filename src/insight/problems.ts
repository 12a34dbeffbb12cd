import { contentOf, type ShapeSite, type ShapeValue } from "../domains/shapes/datum";
import type { ShapesDomain } from "../domains/shapes/shapesDomain";
import type { Operation } from "../numpy/operation";
import type { Expression } from "../syntax/tree";
import type { FactConverter } from "./convert";
import { receiverFirst } from "./expressions";
import type { OperandFact, Origin, Problem, ProblemCode } from "./facts";
import { FixFinder } from "./fixes";
import { copied } from "./lines";
import type { Oddity, Raised, Recorder } from "./recorder";

/** The problems of one document: what will raise, and what is silently wrong. */
export function findProblems(
  recorder: Recorder,
  converter: FactConverter,
  file: string,
  operations: ReadonlyMap<string, Operation>,
): readonly Problem[] {
  const finder = new FixFinder(operations, converter);
  const problems = new Map<string, Problem>();
  const keep = (problem: Problem) => {
    const key = `${problem.span.start}:${problem.span.end}:${problem.code}`;
    const known = problems.get(key);
    if (known === undefined || (known.severity === "warning" && problem.severity === "error"))
      problems.set(key, problem);
  };
  for (const raised of recorder.raises) {
    if (raised.site.frame.module.file === file && isCertainSizes(raised.fact.operands, recorder.domain)) {
      keep(raisedProblem(raised, converter, finder));
    }
  }
  for (const oddity of recorder.oddities) {
    if (oddity.site.frame.module.file !== file) continue;
    const problem = oddProblem(oddity, converter, finder);
    if (problem !== null) keep(problem);
  }
  return [...problems.values()].sort((a, b) => a.span.start - b.span.start);
}

/** Whether the sizes that clash are numbers or the program's own names; what only the data decides proves nothing. */
function isCertainSizes(operands: readonly ShapeValue[], domain: ShapesDomain | null): boolean {
  return operands.every((each) => {
    if (each.kind !== "datum") return true;
    const content = contentOf(each);
    if (content.kind !== "array" || content.shape === null) return true;
    return content.shape.every((size) => size.value !== null || domain?.meeting.invented(size) === false);
  });
}

function raisedProblem(raised: Raised, converter: FactConverter, finder: FixFinder): Problem {
  const { site, fact } = raised;
  const nodes = receiverFirst(site.node, fact.operation ?? "");
  const operands = operandFacts(nodes, fact.operands, site, converter);
  const code = codeOf(fact.operation ?? "", fact.exception, fact.message);
  return {
    span: copied(site.node.span),
    severity: fact.certain ? "error" : "warning",
    code,
    ...(fact.operation === null ? {} : { operation: fact.operation }),
    numpy: fact.message,
    operands,
    calls: callPath(site, converter),
    fixes: finder.find(site, code, fact.operation ?? "", nodes, fact.operands),
  };
}

export function operandFacts(
  nodes: readonly Expression[],
  values: readonly ShapeValue[],
  site: ShapeSite,
  converter: FactConverter,
): OperandFact[] {
  return values.flatMap((value, index) => {
    const node = nodes[index];
    const array = converter.value(value);
    return node === undefined || array === null
      ? []
      : [converter.operand(array, site.frame.module.file, node.span)];
  });
}

/** The calls that lead to a place, the outermost first. */
function callPath(site: ShapeSite, converter: FactConverter): Origin[] {
  const calls: Origin[] = [];
  let frame = site.frame;
  while (frame.site !== null && calls.length < 40) {
    calls.unshift(converter.siteOrigin(frame.site));
    frame = frame.site.frame;
  }
  return calls;
}

const products = /(?:^|\.)(?:dot|matmul|inner|vdot|tensordot|einsum|multi_dot)$/;

function codeOf(operation: string, exception: string, message: string): ProblemCode {
  if (exception === "AxisError") return "axis-out-of-bounds";
  if (exception === "IndexError") return "index-out-of-bounds";
  if (
    message.startsWith("could not broadcast input array") ||
    message.startsWith("NumPy boolean array indexing assignment")
  ) {
    return "assign-mismatch";
  }
  if (operation === "operator.setitem") return "assign-mismatch";
  if (message.startsWith("cannot reshape") || message.startsWith("can only specify one unknown"))
    return "reshape-mismatch";
  if (message.startsWith("all the input arr") || message.startsWith("all input arrays must have the same"))
    return "concatenate-mismatch";
  if (exception === "TypeError") return "bad-argument";
  if (products.test(operation)) return "matmul-mismatch";
  if (/broadcast/.test(message)) return "broadcast-mismatch";
  return "bad-argument";
}

/** `a.reshape(-1, 1)`, `a[:, None]`, `keepdims=True`: who writes this wants the operand to stretch. */
function isExpanded(node: Expression): boolean {
  switch (node.kind) {
    case "call": {
      const name = node.callee.kind === "attribute" ? node.callee.name : "";
      return (
        name === "reshape" ||
        name === "expand_dims" ||
        node.arguments.some((each) => each.name === "keepdims")
      );
    }
    case "subscript": {
      const items = node.index.kind === "sequence" ? node.index.items : [node.index];
      return items.some(
        (each) =>
          (each.kind === "constant" && each.value === "None") ||
          (each.kind === "attribute" && each.name === "newaxis"),
      );
    }
    case "binary":
      return isExpanded(node.left) || isExpanded(node.right);
    case "unary":
      return isExpanded(node.operand);
    default:
      return false;
  }
}

function oddProblem(oddity: Oddity, converter: FactConverter, finder: FixFinder): Problem | null {
  const { site } = oddity;
  const nodes = oddity.operands.map((each) => each.node);
  if (oddity.kind === "outer-broadcast" && nodes.some(isExpanded)) return null;
  const values = oddity.operands.map((each) => each.value);
  const result = converter.value(oddity.result);
  const problem: Problem = {
    span: copied(site.node.span),
    severity: "warning",
    code: oddity.kind,
    numpy: null,
    operands: operandFacts(nodes, values, site, converter),
    calls: callPath(site, converter),
    fixes: finder.find(site, oddity.kind, "", nodes, values),
  };
  return result === null ? problem : { ...problem, result };
}
