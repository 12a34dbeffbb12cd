import type { Span } from "../base/span";

/**
 * Our own tree of a Python program. Spans are UTF-16 offsets into the text of the document. Whatever could not be
 * understood is a `hole`; all around it keeps its meaning.
 */
export interface Module {
  readonly body: readonly Statement[];
  /** All comments, in order, with their `#`: shapes are sometimes stated there. */
  readonly comments: readonly Comment[];
  /** Where Python would raise a SyntaxError: what can't stand there, or the place where something is missing. */
  readonly broken: readonly Span[];
  readonly text: string;
}

export interface Comment {
  readonly span: Span;
  readonly text: string;
}

interface Node {
  readonly span: Span;
}

export interface Name extends Node {
  readonly kind: "name";
  readonly id: string;
}

export interface NumberLiteral extends Node {
  readonly kind: "number";
  readonly type: "int" | "float" | "complex";
  readonly value: number;
}

export interface StringLiteral extends Node {
  readonly kind: "string";
  /** Literal text and, in an f-string, the expressions between. Bytes are strings too. */
  readonly parts: readonly (string | FormattedPart)[];
}

export interface FormattedPart {
  readonly value: Expression;
  /** The part has a conversion or a format, so that its text is not simply that of `str()`. */
  readonly formatted: boolean;
}

export interface Constant extends Node {
  readonly kind: "constant";
  readonly value: "True" | "False" | "None" | "Ellipsis";
}

export interface Sequence extends Node {
  readonly kind: "sequence";
  readonly type: "tuple" | "list" | "set";
  readonly items: readonly Expression[];
}

export interface DictLiteral extends Node {
  readonly kind: "dict";
  /** `key` is null for `**mapping`. */
  readonly entries: readonly { readonly key: Expression | null; readonly value: Expression }[];
}

export interface Unary extends Node {
  readonly kind: "unary";
  readonly operator: "+" | "-" | "~" | "not";
  readonly operand: Expression;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "@" | "&" | "|" | "^" | "<<" | ">>";

export interface Binary extends Node {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Logical extends Node {
  readonly kind: "logical";
  readonly operator: "and" | "or";
  readonly left: Expression;
  readonly right: Expression;
}

export type ComparisonOperator = "<" | "<=" | ">" | ">=" | "==" | "!=" | "in" | "not in" | "is" | "is not";

export interface Comparison extends Node {
  readonly kind: "comparison";
  readonly operators: readonly ComparisonOperator[];
  /** One more than there are operators. */
  readonly operands: readonly Expression[];
}

export interface Call extends Node {
  readonly kind: "call";
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
}

export interface Argument {
  /** `name=value`, `*value`, `**value` or plain. */
  readonly kind: "positional" | "keyword" | "star" | "double-star";
  readonly name: string | null;
  readonly value: Expression;
}

export interface Attribute extends Node {
  readonly kind: "attribute";
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}

export interface Subscript extends Node {
  readonly kind: "subscript";
  readonly object: Expression;
  /** A tuple for `x[a, b]`. */
  readonly index: Expression;
}

export interface Slice extends Node {
  readonly kind: "slice";
  readonly start: Expression | null;
  readonly stop: Expression | null;
  readonly step: Expression | null;
}

export interface Conditional extends Node {
  readonly kind: "conditional";
  readonly test: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export interface Lambda extends Node {
  readonly kind: "lambda";
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}

export interface Comprehension extends Node {
  readonly kind: "comprehension";
  readonly type: "list" | "set" | "dict" | "generator";
  readonly element: Expression;
  /** For dicts: the key; `element` is the value. */
  readonly key: Expression | null;
  readonly clauses: readonly ComprehensionClause[];
}

export type ComprehensionClause =
  | { readonly kind: "for"; readonly target: Expression; readonly iterable: Expression }
  | { readonly kind: "if"; readonly test: Expression };

export interface Starred extends Node {
  readonly kind: "starred";
  readonly value: Expression;
}

export interface Walrus extends Node {
  readonly kind: "walrus";
  readonly target: Name;
  readonly value: Expression;
}

export interface Yield extends Node {
  readonly kind: "yield";
  readonly value: Expression | null;
  readonly from: boolean;
}

export interface Await extends Node {
  readonly kind: "await";
  readonly value: Expression;
}

export interface Hole extends Node {
  readonly kind: "hole";
  /** What could still be understood inside. */
  readonly parts: readonly Expression[];
}

export type Expression =
  | Name
  | NumberLiteral
  | StringLiteral
  | Constant
  | Sequence
  | DictLiteral
  | Unary
  | Binary
  | Logical
  | Comparison
  | Call
  | Attribute
  | Subscript
  | Slice
  | Conditional
  | Lambda
  | Comprehension
  | Starred
  | Walrus
  | Yield
  | Await
  | Hole;

export interface Parameter {
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  /** `bare-star` and `slash` are the separators and have no name. */
  readonly kind: "plain" | "star" | "double-star" | "bare-star" | "slash";
  readonly annotation: Expression | null;
  readonly default: Expression | null;
}

export interface ExpressionStatement extends Node {
  readonly kind: "expression";
  readonly value: Expression;
}

export interface Assign extends Node {
  readonly kind: "assign";
  readonly targets: readonly Expression[];
  /** null for a bare annotation `x: int`. */
  readonly value: Expression | null;
  readonly annotation: Expression | null;
}

export interface AugmentedAssign extends Node {
  readonly kind: "augmented-assign";
  readonly target: Expression;
  readonly operator: BinaryOperator;
  readonly value: Expression;
}

export interface If extends Node {
  readonly kind: "if";
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}

export interface For extends Node {
  readonly kind: "for";
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}

export interface While extends Node {
  readonly kind: "while";
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orelse: readonly Statement[];
}

export interface With extends Node {
  readonly kind: "with";
  readonly items: readonly { readonly context: Expression; readonly target: Expression | null }[];
  readonly body: readonly Statement[];
}

export interface Try extends Node {
  readonly kind: "try";
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Statement[];
  readonly finalbody: readonly Statement[];
}

export interface ExceptHandler {
  readonly type: Expression | null;
  readonly name: Name | null;
  readonly body: readonly Statement[];
}

export interface FunctionDefinition extends Node {
  readonly kind: "function";
  readonly name: string;
  readonly nameSpan: Span;
  readonly parameters: readonly Parameter[];
  readonly returns: Expression | null;
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
  readonly isGenerator: boolean;
}

export interface ClassDefinition extends Node {
  readonly kind: "class";
  readonly name: string;
  readonly nameSpan: Span;
  readonly bases: readonly Expression[];
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
}

export interface Return extends Node {
  readonly kind: "return";
  readonly value: Expression | null;
}

export interface Raise extends Node {
  readonly kind: "raise";
  readonly value: Expression | null;
}

export interface Assert extends Node {
  readonly kind: "assert";
  readonly test: Expression;
}

export interface Delete extends Node {
  readonly kind: "delete";
  readonly targets: readonly Expression[];
}

/** `global` and `nonlocal`. */
export interface ScopeDeclaration extends Node {
  readonly kind: "global" | "nonlocal";
  readonly names: readonly string[];
}

export interface Import extends Node {
  readonly kind: "import";
  readonly names: readonly { readonly module: string; readonly alias: string | null }[];
}

export interface ImportFrom extends Node {
  readonly kind: "import-from";
  /** Without the leading dots; empty for `from . import x`. */
  readonly module: string;
  /** How many leading dots. */
  readonly level: number;
  /** null for a star import. */
  readonly names: readonly { readonly name: string; readonly alias: string | null }[] | null;
}

export interface Match extends Node {
  readonly kind: "match";
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}

export interface MatchCase {
  readonly pattern: Pattern;
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}

export type Pattern =
  | { readonly kind: "capture"; readonly name: Name | null }
  | { readonly kind: "value"; readonly value: Expression }
  | { readonly kind: "sequence"; readonly items: readonly Pattern[] }
  | { readonly kind: "star"; readonly name: Name | null }
  | {
      readonly kind: "mapping";
      readonly keys: readonly Expression[];
      readonly values: readonly Pattern[];
      readonly rest: Name | null;
    }
  | {
      readonly kind: "class";
      readonly type: Expression;
      readonly positional: readonly Pattern[];
      readonly keywords: readonly { readonly name: string; readonly pattern: Pattern }[];
    }
  | { readonly kind: "or"; readonly options: readonly Pattern[] }
  | { readonly kind: "as"; readonly pattern: Pattern; readonly name: Name }
  | { readonly kind: "other" };

/** `pass`, `break`, `continue`. */
export interface Simple extends Node {
  readonly kind: "pass" | "break" | "continue";
}

export type Statement =
  | ExpressionStatement
  | Assign
  | AugmentedAssign
  | If
  | For
  | While
  | With
  | Try
  | FunctionDefinition
  | ClassDefinition
  | Return
  | Raise
  | Assert
  | Delete
  | ScopeDeclaration
  | Import
  | ImportFrom
  | Match
  | Simple;
