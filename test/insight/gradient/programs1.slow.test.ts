import { judgePrograms } from "./judgePrograms";

judgePrograms(0);
