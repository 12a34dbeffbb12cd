import { judgePrograms } from "./judgePrograms";

judgePrograms(3);
