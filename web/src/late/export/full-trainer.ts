import type { TrainerParts } from "../../trainer/compiled-trainer";
import { provide } from "./provide-library";
import packed from "packed-full-trainer";
import worker from "full-worker-source";

provide({ worker, packed } satisfies TrainerParts);
