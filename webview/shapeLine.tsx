import type { VNode } from "preact";
import type { ShapeLine as Line, ShapePiece } from "../src/present/shapes";

/** `(30, 364)` with a mark under each size that has a role. */
export function ShapeText({
  pieces,
  labels = false,
}: {
  readonly pieces: readonly ShapePiece[];
  readonly labels?: boolean;
}): VNode {
  return (
    <span class="shape">
      {pieces.map((piece, index) =>
        piece.type === "text" ? unbroken(piece.text) : <Size key={index} piece={piece} labels={labels} />,
      )}
    </span>
  );
}

type SizePiece = Extract<ShapePiece, { type: "size" }>;

function Size({
  piece,
  labels,
  tied = false,
}: {
  readonly piece: SizePiece;
  readonly labels: boolean;
  readonly tied?: boolean;
}): VNode {
  const role = piece.role ?? "none";
  return (
    <i class={`size role-${role}${tied ? " tied" : ""}`}>
      {piece.text}
      {labels && !tied && piece.label !== null ? <b aria-hidden="true">{piece.label}</b> : null}
    </i>
  );
}

/**
 * The shape line with its ties: the two sizes that must agree are joined by one bracket under the text. Where they clash,
 * the bracket is cut and red around a ≠.
 */
export function TiedLine({ line }: { readonly line: Line }): VNode {
  const groups = groupByTie(line);
  return (
    <p class="shape-line">
      <span class="visually-hidden">{line.text}</span>
      <span aria-hidden="true">
        {groups.map((group) => (
          <Group key={group.from} line={line} group={group} />
        ))}
      </span>
    </p>
  );
}

/** A line breaks between shapes, never inside of one, and an operator begins the next line. */
function unbroken(text: string): string {
  return text.replace(/, /g, ",\u00a0").replace(/ (\S) /g, " $1\u00a0");
}

interface TieGroup {
  readonly from: number;
  readonly to: number;
  readonly tie: Line["ties"][number] | null;
}

/**
 * The line cut into what stays together: the two shapes that a tie spans, and each other shape with the operator before
 * it. A tie that overlaps the one before is not drawn.
 */
export function groupByTie(line: Line): readonly TieGroup[] {
  const groups: TieGroup[] = [];
  let at = 0;
  for (const tie of [...line.ties].sort((a, b) => a.from - b.from)) {
    if (tie.from < at || tie.to <= tie.from) continue;
    groups.push(...untied(line, at, tie.from));
    groups.push({ from: tie.from, to: tie.to, tie });
    at = tie.to + 1;
  }
  return [...groups, ...untied(line, at, line.pieces.length)];
}

/** Pieces from `from` up to `end`, cut before each operator: a text that begins with a space. */
function untied(line: Line, from: number, end: number): readonly TieGroup[] {
  const groups: TieGroup[] = [];
  for (let at = from; at < end; at++) {
    const piece = line.pieces[at];
    const opens = at === from || (piece?.type === "text" && piece.text.startsWith(" "));
    const last = groups.at(-1);
    if (opens || last === undefined) groups.push({ from: at, to: at, tie: null });
    else groups[groups.length - 1] = { ...last, to: at };
  }
  return groups;
}

function Group({ line, group }: { readonly line: Line; readonly group: TieGroup }): VNode {
  const pieces = line.pieces.slice(group.from, group.to + 1);
  const { tie } = group;
  const content = pieces.map((piece, index) => {
    if (piece.type === "text") return unbroken(piece.text);
    const tied = tie !== null && (index === 0 || index === pieces.length - 1);
    return <Size key={group.from + index} piece={piece} labels tied={tied} />;
  });
  if (tie === null) return <span>{content}</span>;
  return (
    <span class={`tie role-${tie.role}${tie.clash ? " clash" : ""}`}>
      {content}
      <b aria-hidden="true">{tie.clash ? "≠" : tie.label}</b>
    </span>
  );
}
