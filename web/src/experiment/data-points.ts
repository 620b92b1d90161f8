import type { Experiment } from "../relu-scope";

/** The data: as many targets y as inputs x. */
export type Points = Experiment["data"];
