import type { TrainerParts } from "../../trainer/compiled-trainer";
import packed from "packed-full-trainer";
import worker from "full-worker-source";

export default { worker, packed } satisfies TrainerParts;
