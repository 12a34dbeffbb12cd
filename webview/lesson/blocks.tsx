import type { ComponentChild, VNode } from "preact";
import { assertNever } from "../../src/base/never";
import type { Block, Inline } from "../../src/present/lesson-view";
import { Code } from "../code";
import { unbroken } from "../unbroken";

/** A lesson's text. Only what its types can say can stand here, so nothing of it has to be cleaned. */
export function Blocks({ blocks }: { readonly blocks: readonly Block[] }): VNode {
  return <>{blocks.map((block, index) => drawn(block, index))}</>;
}

function drawn(block: Block, key: number): VNode {
  switch (block.kind) {
    case "paragraph":
      return (
        <p key={key}>
          <Words words={block.text} />
        </p>
      );
    case "code":
      return (
        <pre key={key} class="lesson-code">
          {/^py(thon)?$/i.test(block.language) ? <Code text={block.text} /> : <code>{block.text}</code>}
        </pre>
      );
    case "list": {
      const items = block.items.map((words, at) => (
        <li key={at}>
          <Words words={words} />
        </li>
      ));
      return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
    }
    default:
      return assertNever(block);
  }
}

export function Words({ words }: { readonly words: readonly Inline[] }): VNode {
  return <>{words.map((word, index) => inline(word, words[index + 1], index))}</>;
}

/** A paragraph cut behind its first sentence; the second part is empty where it has but one. */
export function firstSentence(words: readonly Inline[]): readonly [readonly Inline[], readonly Inline[]] {
  for (const [index, word] of words.entries()) {
    const end = word.kind === "text" ? /[.?!](?= )/u.exec(word.text) : null;
    if (word.kind !== "text" || end === null) continue;
    const cut = end.index + 1;
    return [
      [...words.slice(0, index), { ...word, text: word.text.slice(0, cut) }],
      [{ ...word, text: word.text.slice(cut) }, ...words.slice(index + 1)],
    ];
  }
  return [words, []];
}

/** A Korean particle follows code without a space, and must stay on its line. */
const particle = /^[\p{Script=Hangul}]+/u;

function inline(word: Inline, after: Inline | undefined, key: number): ComponentChild {
  switch (word.kind) {
    case "text":
      return unbroken(word.text);
    case "strong":
      return <strong key={key}>{word.text}</strong>;
    case "link":
      return (
        <a key={key} href={word.to}>
          {word.text}
        </a>
      );
    case "code":
      return after?.kind === "text" && particle.test(after.text) ? (
        <span key={key} class="joined">
          <code>{word.text}</code>
          {"\u2060"}
        </span>
      ) : (
        <code key={key}>{word.text}</code>
      );
    default:
      return assertNever(word);
  }
}
