import { bisectCenter } from "d3-array";

/** A frame of a run: by its number, or the nearest to an iteration; infinity is the end. */
export type FramePosition = { readonly frame: number } | { readonly iteration: number };

/** The frame at a position, among those recorded so far (at least one), whose iterations are given. */
export function frameAt(position: FramePosition, iterations: ArrayLike<number>): number {
  return "frame" in position
    ? Math.min(position.frame, iterations.length - 1)
    : bisectCenter(iterations, position.iteration);
}
