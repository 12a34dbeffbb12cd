import type { Language, Tree, TreeCursor } from "web-tree-sitter";

/** One node of the parser's tree, copied out of its memory once so that converting never crosses that border again. */
export interface Raw {
  readonly type: string;
  readonly named: boolean;
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly children: readonly Raw[];
}

/** Copies the whole tree. `offset` is added to every position. */
export function readTree(tree: Tree, language: Language, offset: number): Raw {
  const cursor = tree.walk();
  const named = namedTypes(language);
  const root = readNode(cursor, language, named, offset, 0);
  cursor.delete();
  return root;
}

const namedByLanguage = new WeakMap<Language, readonly boolean[]>();

function namedTypes(language: Language): readonly boolean[] {
  let named = namedByLanguage.get(language);
  if (named === undefined) {
    named = language.types.map((_, id) => language.nodeTypeIsNamed(id));
    namedByLanguage.set(language, named);
  }
  return named;
}

/** Deeper than this a program is a stress test, not a lesson: what is below is dropped so that no stack overflows. */
const MAX_DEPTH = 600;

const NO_CHILDREN: readonly Raw[] = [];

/** What has no parts, or none of interest: asking costs more than all else. */
const leaves: ReadonlySet<string> = new Set(["identifier", "integer", "float", "comment", "string_content"]);

/** Of these nobody wants to know more than that they are there, and they are a third of all nodes. */
const marks: ReadonlySet<string> = new Set(["(", ")", "[", "]", "{", "}", ",", ":", "."]);

function readNode(
  cursor: TreeCursor,
  language: Language,
  named: readonly boolean[],
  offset: number,
  depth: number,
): Raw {
  const id = cursor.nodeTypeId;
  // The id of an ERROR node lies outside the table of types.
  const type = language.types[id] ?? cursor.nodeType;
  const start = cursor.startIndex + offset;
  if (named[id] === false && marks.has(type))
    return { type, named: false, field: null, start, end: start + type.length, children: NO_CHILDREN };
  const fieldId = cursor.currentFieldId;
  const end = cursor.endIndex + offset;
  let children = NO_CHILDREN;
  const isInner = depth < MAX_DEPTH && named[id] !== false && !leaves.has(type);
  if (isInner && cursor.gotoFirstChild()) {
    const list: Raw[] = [];
    do list.push(readNode(cursor, language, named, offset, depth + 1));
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
    children = list;
  }
  return {
    type,
    named: named[id] ?? true,
    field: fieldId === 0 ? null : (language.fields[fieldId] ?? null),
    start,
    end,
    children,
  };
}

export function child(raw: Raw, field: string): Raw | null {
  for (const each of raw.children) if (each.field === field) return each;
  return null;
}

export function childrenOf(raw: Raw, field: string): Raw[] {
  return raw.children.filter((each) => each.field === field);
}

/** The named children, without comments. */
export function namedChildren(raw: Raw): Raw[] {
  return raw.children.filter(
    (each) => each.named && each.type !== "comment" && each.type !== "line_continuation",
  );
}
