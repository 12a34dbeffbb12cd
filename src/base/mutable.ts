/** The same, but to be filled in: where an object is made so often that a spread for each condition would cost too much. */
export type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
