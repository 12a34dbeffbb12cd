import type { Span } from "../base/span";
import type { ProgramPart } from "../interpreter/interpret";
import type { Expression, Module, Statement } from "../syntax/tree";
import type { Derivation } from "./derivation/derivation";

/** What a learner can say that a piece of code is, where it was not recognised. */
export const markRoles = ["forward", "loss", "gradient", "parameter"] as const;
export type MarkRole = (typeof markRoles)[number];

/** A piece of the program that the learner marked by hand. */
export interface CodeMark {
  readonly file: string;
  readonly span: Span;
  readonly role: MarkRole;
}

/**
 * The program as it would be if it said what the learner marked: a loss gets a name that says so, and a gradient takes its
 * step. So whatever reads the program understands marks, and the spans of all that stands there stay.
 */
export function withMarks(parts: readonly ProgramPart[], marks: readonly CodeMark[]): readonly ProgramPart[] {
  if (marks.length === 0) return parts;
  const parameters = marks
    .filter(({ role }) => role === "parameter")
    .flatMap((mark) => markedExpression(parts, mark) ?? []);
  let steps = 0;
  return parts.map((part) => {
    let { module } = part;
    for (const mark of marks) {
      if (mark.file !== part.file) continue;
      if (mark.role === "loss") module = adding(module, mark.span, namedLoss);
      if (mark.role !== "gradient") continue;
      const parameter = parameters[steps++] ?? parameters.at(-1);
      if (parameter !== undefined)
        module = adding(module, mark.span, (gradient) => [descent(parameter, gradient)]);
    }
    return module === part.module ? part : { ...part, module };
  });
}

/** The derivations with those first that have a step in lines that are marked as a forward pass. */
export function markedFirst(
  derivations: readonly Derivation[],
  marks: readonly CodeMark[],
): readonly Derivation[] {
  const forward = marks.filter(({ role }) => role === "forward");
  const isMarked = ({ uri, parts }: Derivation) =>
    forward.some(
      ({ file, span }) =>
        file === uri &&
        parts.some(({ steps }) =>
          steps.some(
            ({ code }) => code !== undefined && code.span.start < span.end && span.start < code.span.end,
          ),
        ),
    );
  const marked = derivations.filter(isMarked);
  return [...marked, ...derivations.filter((each) => !marked.includes(each))];
}

function markedExpression(parts: readonly ProgramPart[], { file, span }: CodeMark): Expression | null {
  const module = parts.find((part) => part.file === file)?.module;
  const statement = module === undefined ? null : statementAt(module.body, span.start);
  if (statement === null) return null;
  if (statement.kind === "assign") return statement.targets[0] ?? null;
  return statement.kind === "augmented-assign" ? statement.target : valueOfStatement(statement);
}

function statementAt(body: readonly Statement[], offset: number): Statement | null {
  for (const statement of body) {
    if (offset < statement.span.start || offset >= statement.span.end) continue;
    for (const inner of bodiesOf(statement)) {
      const found = statementAt(inner, offset);
      if (found !== null) return found;
    }
    return statement;
  }
  return null;
}

/** The same module with more statements at the one that was marked: behind an assignment, before a return. */
function adding(module: Module, span: Span, more: (value: Expression) => readonly Statement[]): Module {
  const marked = statementAt(module.body, span.start);
  if (marked === null) return module;
  const value = marked.kind === "assign" ? plainTarget(marked.targets) : null;
  const own = value ?? valueOfStatement(marked);
  if (own === null) return module;
  const added = more(own);
  const place = (statement: Statement): readonly Statement[] =>
    statement === marked
      ? marked.kind === "return"
        ? [...added, marked]
        : [marked, ...added]
      : [mapBodies(statement, (body) => body.flatMap(place))];
  return { ...module, body: module.body.flatMap(place) };
}

/** The name that an assignment gives; a tuple has none. */
function plainTarget(targets: readonly Expression[]): Expression | null {
  const [target] = targets;
  return target !== undefined && ["name", "attribute", "subscript"].includes(target.kind) ? target : null;
}

function valueOfStatement(statement: Statement): Expression | null {
  switch (statement.kind) {
    case "assign":
    case "augmented-assign":
    case "expression":
    case "return":
      return statement.value;
    default:
      return null;
  }
}

/** `marked_loss = …`, and once more by that name. */
function namedLoss(value: Expression): readonly Statement[] {
  const { span } = value;
  const name: Expression = { kind: "name", id: "marked_loss", span };
  return [
    { kind: "assign", targets: [name], value, annotation: null, span },
    { kind: "expression", value: name, span },
  ];
}

/** `w -= 0.1 * gradient` */
function descent(target: Expression, gradient: Expression): Statement {
  const { span } = gradient;
  const rate: Expression = { kind: "number", type: "float", value: 0.1, span };
  return {
    kind: "augmented-assign",
    target,
    operator: "-",
    value: { kind: "binary", operator: "*", left: rate, right: gradient, span },
    span,
  };
}

function bodiesOf(statement: Statement): readonly (readonly Statement[])[] {
  const bodies: (readonly Statement[])[] = [];
  mapBodies(statement, (body) => {
    bodies.push(body);
    return body;
  });
  return bodies;
}

function mapBodies(
  statement: Statement,
  change: (body: readonly Statement[]) => readonly Statement[],
): Statement {
  switch (statement.kind) {
    case "if":
    case "for":
    case "while":
      return { ...statement, body: change(statement.body), orelse: change(statement.orelse) };
    case "with":
    case "function":
    case "class":
      return { ...statement, body: change(statement.body) };
    case "try":
      return {
        ...statement,
        body: change(statement.body),
        handlers: statement.handlers.map((each) => ({ ...each, body: change(each.body) })),
        orelse: change(statement.orelse),
        finalbody: change(statement.finalbody),
      };
    case "match":
      return {
        ...statement,
        cases: statement.cases.map((each) => ({ ...each, body: change(each.body) })),
      };
    default:
      return statement;
  }
}
