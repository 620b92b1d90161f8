import { bisectCenter } from "d3-array";

/** A place in a run: a frame by its number, or the frame nearest to an iteration; infinity is the end. */
export type FramePosition = { readonly frame: number } | { readonly iteration: number };

/** The frame at a place, among those recorded so far (at least one), whose iterations are given. */
export function frameAt(position: FramePosition, iterations: ArrayLike<number>): number {
  return "frame" in position ? Math.min(position.frame, iterations.length - 1) : bisectCenter(iterations, position.iteration);
}
