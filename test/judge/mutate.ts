/** A small slip in a program, as learners make them. */
export interface Mutant {
  readonly name: string;
  readonly text: string;
  /** The line (from 1) that was changed. */
  readonly line: number;
}

interface Slip {
  readonly name: string;
  readonly pattern: RegExp;
  readonly replace: (match: RegExpExecArray) => string;
}

const slips: readonly Slip[] = [
  { name: "drop .T", pattern: /\.T\b(?!\w)/g, replace: () => "" },
  { name: "drop keepdims", pattern: /,\s*keepdims=True/g, replace: () => "" },
  { name: "drop reshape", pattern: /\.reshape\(-1, 1\)/g, replace: () => "" },
  {
    name: "swap",
    pattern: /np\.(dot|matmul)\(([\w.]+), ([\w.]+)\)/g,
    replace: ([, name = "", a = "", b = ""]) => `np.${name}(${b}, ${a})`,
  },
  {
    name: "swap @",
    pattern: /\b([\w.]+) @ ([\w.]+)(?![\w.([])/g,
    replace: ([, a = "", b = ""]) => `${b} @ ${a}`,
  },
  {
    name: "change a size",
    pattern: /(np\.(?:zeros|ones|random\.randn|random\.rand)\(\(?(?:\w+, )?)(\d+)/g,
    replace: ([, before = "", size = ""]) => `${before}${Number(size) + 1}`,
  },
];

/** Every slip at every place where it can be made, outside comments. */
export function mutantsOf(text: string): Mutant[] {
  return slips.flatMap(({ name, pattern, replace }) =>
    [...text.matchAll(pattern)].flatMap((match): Mutant[] => {
      const at = match.index;
      const before = text.slice(0, at);
      const line = before.split("\n").length;
      const row = before.slice(before.lastIndexOf("\n") + 1);
      if (row.includes("#") || row.trimStart().startsWith("import")) return [];
      const mutated = before + replace(match) + text.slice(at + match[0].length);
      return mutated === text ? [] : [{ name, text: mutated, line }];
    }),
  );
}
