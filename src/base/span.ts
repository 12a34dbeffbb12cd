/** A half-open range of UTF-16 offsets into one source text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a program: a file (or a notebook's cell, by its URI) and a span in its text. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
