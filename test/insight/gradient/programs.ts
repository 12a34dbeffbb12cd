import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A program written for the tests, and the mistakes that its head lists: `# mutant name: `from` -> `to``. */
export interface GradientCase {
  readonly file: string;
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

export interface Mutant {
  readonly mistake: string;
  readonly from: string;
  readonly to: string;
}

const folder = join(import.meta.dirname, "../..", "cases", "gradient");

/** Programs of which nothing can be said for certain: no loss, or another step than the gradient's. */
export function undecidedCases(): { readonly file: string; readonly text: string }[] {
  return readdirSync(join(folder, "undecided"))
    .filter((file) => file.endsWith(".py"))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, "undecided", file), "utf8") }));
}

export function gradientCases(): GradientCase[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".py"))
    .sort()
    .map((file) => {
      const whole = readFileSync(join(folder, file), "utf8");
      const mutants = [...whole.matchAll(/^# mutant (\w+): `(.*?)` -> `(.*)`$/gm)].map(
        ([, mistake = "", from = "", to = ""]): Mutant => ({ mistake, from: lines(from), to: lines(to) }),
      );
      return { file, text: whole.replace(/^# mutant.*$/gm, "#"), mutants };
    });
}

/** A mistake over several lines is written in one, with \\n between them. */
function lines(text: string): string {
  return text.replaceAll("\\n", "\n");
}

export function mutate(text: string, { from, to }: Mutant): string {
  if (!text.includes(from)) throw new Error(`not in the program: ${from}`);
  return text.replace(from, () => to);
}
