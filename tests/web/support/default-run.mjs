import { readFileSync } from "node:fs";

/** PyTorch's recording of the run that a page shows first. */
export const reference = JSON.parse(
  readFileSync(new URL("../../reference/orthogonal_seed0_float64.json", import.meta.url), "utf8"),
);

/** How many frames that run has, and the number of the last. */
export const frameCount = reference.frame_iterations.length;
export const lastFrame = frameCount - 1;
