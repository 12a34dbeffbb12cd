import type { LibraryModule } from "../domains/library";
import { automatic } from "./automatic";
import { keras } from "./keras";
import { mathematics } from "./mathematics";
import { matplotlib } from "./matplotlib";
import { numpyLibrary } from "./numpyLibrary";
import { pandas } from "./pandas";
import { polynomialClasses } from "./polynomialSeries";
import { scipy } from "./scipy";
import { sklearn } from "./sklearn";
import { standard } from "./standard";

/** Everything that is known of libraries other than NumPy, and what NumPy reads from files. */
export const libraries: readonly LibraryModule[] = [
  numpyLibrary,
  polynomialClasses,
  pandas,
  ...sklearn,
  ...scipy,
  ...matplotlib,
  ...keras,
  ...automatic,
  ...mathematics,
  ...standard,
];
