import { judgePrograms } from "./judgePrograms";

judgePrograms(2);
