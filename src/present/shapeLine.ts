import type { OperationFact, SizeFact } from "../insight/facts";
import { innerSizes } from "./operation";
import { type Roles, roleOf, sizeName } from "./roles";
import type { ShapePiece, Tie } from "./shapes";
import { axisArgument, isSubscript, numberText, prefixOf, shortName, signOf } from "./shapeText";

/** `(364, 30)` in pieces, so that each size can have its mark under it. */
export function shapePieces(shape: readonly SizeFact[] | null, roles: Roles): ShapePiece[] {
  if (shape === null) return [text("?")];
  const pieces: ShapePiece[] = [text("(")];
  for (const [axis, size] of shape.entries()) {
    if (axis > 0) pieces.push(text(", "));
    pieces.push(sizePiece(size, roles));
  }
  pieces.push(text(shape.length === 1 ? ",)" : ")"));
  return pieces;
}

function text(value: string): ShapePiece {
  return { type: "text", text: value };
}

/** The letter under a size: what the program calls it, else the letter of its role. */
function sizePiece(size: SizeFact, roles: Roles): ShapePiece {
  const role = roleOf(roles, size);
  const letter = size.value !== null && role !== "other" ? role : null;
  return { type: "size", text: size.text, role, label: sizeName(size) ?? letter };
}

/** The whole line: operands, signs, arrow and result. */
export function linePieces(operation: OperationFact, roles: Roles): ShapePiece[] {
  const operands = operation.operands.map((operand) => {
    const number = numberText(operand);
    return number === null ? shapePieces(operand.shape, roles) : [text(number)];
  });
  const sign = signOf(operation);
  const infix = operands.length === 2 && sign !== null;
  const bare =
    operands.length === 1 &&
    (operation.kind === "transpose" ||
      operation.kind === "reshape" ||
      sign !== null ||
      isSubscript(operation));
  const separated = operands.flatMap((pieces, index) =>
    index === 0 ? pieces : [text(infix ? ` ${sign} ` : ", "), ...pieces],
  );
  const prefix = prefixOf(operation);
  const mark = !bare
    ? []
    : isSubscript(operation)
      ? [text("[…]")]
      : operation.kind === "transpose"
        ? [text("ᵀ")]
        : [];
  const left =
    prefix !== null
      ? [text(prefix), ...separated]
      : infix || bare || operation.name === ""
        ? [...separated, ...mark]
        : [
            text(`${shortName(operation.name)}(`),
            ...separated,
            ...axisArgument(operation).map((axis) => text(`, ${axis}`)),
            text(")"),
          ];
  if (operation.result.shape === null) return left;
  return [...left, text(" → "), ...shapePieces(operation.result.shape, roles)];
}

/** The shared inner size of a product. */
export function productTies(operation: OperationFact, pieces: readonly ShapePiece[]): Tie[] {
  return innerTie(operation, pieces, false);
}

/** The two sizes that should have been the same. */
export function clashTies(operation: OperationFact, pieces: readonly ShapePiece[]): Tie[] {
  return innerTie(operation, pieces, true);
}

function innerTie(operation: OperationFact, pieces: readonly ShapePiece[], clash: boolean): Tie[] {
  const [a, b] = operation.operands;
  if (innerSizes(operation) === null || a?.shape == null || b?.shape == null) return [];
  const sizes = pieces.flatMap((piece, index) => (piece.type === "size" ? [{ piece, index }] : []));
  const from = sizes[a.shape.length - 1];
  const to = sizes[a.shape.length + (b.shape.length === 1 ? 0 : b.shape.length - 2)];
  if (from === undefined || to === undefined || (from.piece.text !== to.piece.text) !== clash) return [];
  return [
    {
      from: from.index,
      to: to.index,
      role: from.piece.role ?? "other",
      label: clash ? "≠" : (from.piece.label ?? ""),
      clash,
    },
  ];
}
