import type { DtypeKind } from "../algebra/abstract";
import type { Reason } from "../algebra/reason";
import type { Span } from "../base/span";

/**
 * What the product knows of one program (a script, or all code cells of a notebook read in order), as plain data that can
 * cross a thread. Sizes have become text here: a number ("364") or an expression of names ("m - 1").
 */
export interface ProgramFacts {
  readonly documents: readonly DocumentFacts[];
  readonly coverage: Coverage;
  /** Set when the analysis ended at its budget: what is here is what was found until then. */
  readonly stopped?: Reason;
}

/** The facts of one file or one notebook cell. */
export interface DocumentFacts {
  /** The URI that the caller gave for it. */
  readonly uri: string;
  readonly version: number;
  readonly expressions: readonly ExpressionFact[];
  readonly problems: readonly Problem[];
  readonly classes: readonly TrainingClass[];
}

export interface Coverage {
  /** Expressions that hold an array and whose shape is known. */
  readonly known: number;
  /** Expressions that hold, or may hold, an array. */
  readonly all: number;
}

/** One size of a shape: its text, the name of what made it where there is one ("m"), and where it came from. */
export interface SizeFact {
  readonly text: string;
  readonly value: number | null;
  readonly name?: string;
  readonly origin?: Origin;
}

export interface Origin {
  readonly uri: string;
  readonly line: number;
  readonly text: string;
}

export interface ArrayFact {
  /** null: not even the number of axes is known. */
  readonly shape: readonly SizeFact[] | null;
  readonly dtype: DtypeKind;
  readonly scalar: boolean;
  /** C order; only where the program fixes the values and there are at most 256. */
  readonly data?: readonly (number | boolean)[];
  /** C order, of a larger array: what it came to the first time, where program and data fix it. Asked for apart. */
  readonly numbers?: readonly number[];
}

export interface ExpressionFact {
  readonly span: Span;
  /** The source of the expression, on one line. */
  readonly text: string;
  /** What the syntax tree calls it: a name that is read, a name that is bound, a call … */
  readonly role:
    | "load"
    | "store"
    | "parameter"
    | "attribute"
    | "call"
    | "subscript"
    | "operator"
    | "comparison";
  /** Several when a function is called with several shapes; `caller` tells them apart. Empty when unknown. */
  readonly values: readonly (ArrayFact & {
    readonly caller?: Origin;
    /** How this one came about, where there are several. */
    readonly operation?: OperationFact;
  })[];
  /** Why nothing is known; beside values: why it was not known another time the program came here. */
  readonly reason?: Reason;
  /** The name that the program gives it, where it is the whole right side of an assignment. */
  readonly bound?: string;
  /** Only seen in a function that nobody calls, with what can be supposed of its parameters. */
  readonly supposed?: true;
  /** Set where the expression holds a number of Python's own (no shape, not even `()`): its kind. */
  readonly python?: DtypeKind;
  /** What a Python int, or a tuple of ints (`x.shape`), is, where the program decides it. */
  readonly sizes?: { readonly isTuple: boolean; readonly items: readonly SizeFact[] };
  /** For a parameter: the argument of the first call, where the program has it. */
  readonly passed?: Span & { readonly file: string };
  /** How the array (the first of several) came about, for the picture: drawn for calls and operators. */
  readonly operation?: OperationFact;
}

/** An operation with its operands, as the picture and the shape line show it. */
export interface OperationFact {
  readonly kind: "product" | "elementwise" | "transpose" | "reshape" | "reduce" | "create" | "other";
  /** "numpy.dot", "operator.matmul", "ndarray.T" … */
  readonly name: string;
  readonly operands: readonly OperandFact[];
  readonly result: ArrayFact;
  /** For reductions: the axis that goes. */
  readonly axis?: number | null;
}

export interface OperandFact extends ArrayFact {
  readonly text: string;
  readonly span: Span;
}

/** Something that will raise, or that silently does what was hardly meant. `message` opens with NumPy's own sentence. */
export interface Problem {
  readonly span: Span;
  readonly severity: "error" | "warning";
  readonly code: ProblemCode;
  /** What raises, by its full name ("operator.add", "numpy.dot"), where one operation does. */
  readonly operation?: string;
  /** NumPy's sentence, in NumPy's words (never translated); null for silent mistakes, which raise nothing. */
  readonly numpy: string | null;
  readonly operands: readonly OperandFact[];
  readonly result?: ArrayFact;
  /** How the program gets there, outermost call first. */
  readonly calls: readonly Origin[];
  readonly fixes: readonly Fix[];
}

export type ProblemCode =
  | "matmul-mismatch"
  | "broadcast-mismatch"
  | "reshape-mismatch"
  | "concatenate-mismatch"
  | "axis-out-of-bounds"
  | "index-out-of-bounds"
  | "assign-mismatch"
  | "bad-argument"
  | "outer-broadcast"
  | "parameter-shape-changes"
  | "gradient-shape"
  | "vector-transpose";

export interface Fix {
  readonly code:
    | "transpose"
    | "swap"
    | "reshape-column"
    | "ravel"
    | "keepdims"
    | "newaxis"
    | "tuple"
    | "dot-outer";
  /** What the result's shape becomes, e.g. "(364, 1)". */
  readonly shape: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** A class (or function, or script) that trains: where the code lens sits. */
export interface TrainingClass {
  readonly name: string;
  /** The span of the line that the lens stands above. */
  readonly span: Span;
  /** The data file or data set that the program loads, where it can be told: a path or "sklearn:breast_cancer". */
  readonly dataset?: string;
}
