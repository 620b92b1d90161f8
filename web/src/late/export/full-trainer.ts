import type { FullTrainerParts } from "../../trainer/compiled-trainer";
import packed from "packed-full-trainer";
import sweeper from "sweep-worker-source";
import worker from "full-worker-source";

export default { worker, packed, sweeper } satisfies FullTrainerParts;
