import { judgePrograms } from "./judgePrograms";

judgePrograms(1);
