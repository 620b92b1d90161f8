import type { FullTrainerParts } from "../../trainer/compiled-trainer";
import { provide } from "./provide-library";
import packed from "packed-full-trainer";
import sweeper from "sweep-worker-source";
import worker from "full-worker-source";

provide({ worker, packed, sweeper } satisfies FullTrainerParts);
