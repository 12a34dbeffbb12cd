import type { Abstract } from "../../algebra/abstract";
import type { FunctionDefinition, Lambda, Parameter } from "../../syntax/tree";

/** What is known of the parameters of functions that nobody calls. */
export interface ParameterHints {
  /** null when nothing is. */
  parameter(definition: FunctionDefinition | Lambda, parameter: Parameter, file: string): Abstract | null;
}
