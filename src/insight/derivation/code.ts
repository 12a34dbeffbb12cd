import type * as e from "../../algebra/expression";
import type { Span } from "../../base/span";
import type { DerivationPart } from "./derivation";
import type { DerivationLine } from "./lines";

export interface CodePiece {
  readonly text: string;
  readonly span: Span;
}

/** A place in the learner's code, and what of it stands for which factor. */
export interface CodeAnchor {
  readonly span: Span;
  /** From 1. */
  readonly line: number;
  /** The source of the statement, on one line. */
  readonly text: string;
  /** Pieces of the code by the TeX of the factor that they stand for; "left" for what is assigned. */
  readonly parts?: Map<string, CodePiece>;
}

/** Where each line of the derivation is computed, by its anchor ("forward", "weights-2" …). */
export type CodeAnchors = ReadonlyMap<string, CodeAnchor>;

/** Says which pieces of a line of code stand for which factors. */
export interface FactorTies {
  /** The name that the line of code gives to what the line of the derivation is about. */
  left(kind: DerivationPart["kind"], line: DerivationLine, anchor: CodeAnchor): CodePiece | undefined;
  factors(
    kind: DerivationPart["kind"],
    line: DerivationLine,
    pieces: readonly e.Piece[],
    anchor: CodeAnchor,
  ): readonly (CodePiece | undefined)[];
}
