import type { Recording } from "../../run/recording";
import { changeMomentsAtHand } from "./change-moments";
import type { Pace } from "./pace-settings";

/** When a frame is shown in a playback of the whole run, from 0 to 1. */
export type MomentOf = (frame: number) => number;

/** The moments of a pace. While those of `change` are not known, frames follow each other evenly. */
export function momentsOf(pace: Pace, recording: Recording): MomentOf {
  const last = Math.max(1, recording.framesInAll - 1);
  const changes = pace === "change" ? changeMomentsAtHand(recording) : undefined;
  if (changes) return (frame) => changes[frame] ?? 1;
  if (pace !== "time") return (frame) => frame / last;
  const { iterations, done, experiment } = recording;
  const end = (done ? iterations.at(-1) : experiment.training.iterations) ?? 1;
  return (frame) => (iterations[frame] ?? end) / Math.max(1, end);
}

/** What of a video says when its frames are shown: the first and the last, pictures a second, and seconds at each pause mark. */
export interface FilmTimes {
  readonly from: number;
  readonly to: number;
  readonly fps: number;
  readonly pause: number;
}

/** How many more pictures a film has of each frame at which playback would stop, and which these frames are. */
export function heldIn({ from, to, fps, pause }: FilmTimes, pauses: readonly number[]): { each: number; at: number[] } {
  return { each: Math.round(pause * fps), at: pauses.filter((frame) => frame >= from && frame <= to) };
}

/** The frames of a film, and those besides at which it pauses, each for so long. */
export function withPauses(frames: readonly number[], times: FilmTimes, pauses: readonly number[]): number[] {
  const { each, at } = heldIn(times, pauses);
  return frames.flatMap((frame, index) => {
    const before = frames[index - 1] ?? -1;
    const due = at.filter((pause) => pause > before && pause <= frame);
    return [...due.flatMap((pause) => Array<number>(each).fill(pause)), frame];
  });
}

/**
 * The frames that a film of frames `from` to `to` shows, one for each of its pictures: as many pictures as frames at speed 1,
 * fewer when it is faster.
 */
export function framesOfFilm(momentOf: MomentOf, speed: number, from: number, to: number): number[] {
  const pictures = Math.max(1, Math.round((to - from + 1) / speed));
  const [start, end] = [momentOf(from), momentOf(to)];
  let frame = from;
  return Array.from({ length: pictures }, (_, picture) => {
    const part = pictures === 1 ? 1 : picture / (pictures - 1);
    // What rounding takes from a moment must not cost its frame.
    const moment = start + part * (end - start) + 1e-9;
    while (frame < to && momentOf(frame + 1) <= moment) frame++;
    return frame;
  });
}
