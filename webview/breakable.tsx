import { Fragment, type VNode } from "preact";

/** A column's name may break after each of its underscores, not in the middle of a word. */
export function Breakable({ text }: { readonly text: string }): VNode {
  const words = text.split(/(?<=[_.])/);
  return (
    <>
      {words.map((word, index) => (
        <Fragment key={index}>
          {word}
          <wbr />
        </Fragment>
      ))}
    </>
  );
}
