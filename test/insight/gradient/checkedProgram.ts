import { checkGradients, type ProgramCheck } from "../../../src/insight/gradient/check";
import { testParser } from "../../syntax/load";

const parser = await testParser();

/** What is said of the gradients of a script. */
export function checksOf(text: string): readonly ProgramCheck[] {
  const parts = [{ file: "student.py", module: parser.parse(text) }];
  return checkGradients({ parts, parse: (each) => parser.parse(each) });
}

/** The first one's mistake; why it is undecided; or that it is right. */
export function verdictOf(text: string): string {
  const [check] = checksOf(text);
  return check?.mistake ?? check?.reason ?? check?.verdict ?? "nothing";
}
