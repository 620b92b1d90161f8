import type { Pacing, Player } from "../../run/player";
import type { Recording } from "../../run/recording";
import { momentsOf } from "./frame-moments";
import type { PaceSettings } from "./pace-settings";

/** The shortest time that a frame is shown, in seconds: what a screen has. */
const shortest = 0.99 / 60;

/** How the frames of a run follow each other at a pace; where several are due between two pictures of the screen, the last of them. */
export function pacedPlayback(
  { pace, speed, pauses }: PaceSettings,
  player: Player,
  recordingOf: () => Recording | undefined,
): Pacing {
  return {
    after(frame) {
      const recording = recordingOf();
      if (!recording) return [frame + 1, 1];
      const momentOf = momentsOf(pace, recording);
      const periods = (recording.framesInAll - 1) / speed;
      const least = shortest * player.clock.framesPerSecond;
      const stayUntil = (next: number): number => periods * (momentOf(next) - momentOf(frame));
      let next = frame + 1;
      while (next < recording.frames - 1 && stayUntil(next) < least && !pauses.includes(next)) next++;
      return [next, next < recording.frames ? stayUntil(next) : 0];
    },
    stopsAt: (frame) => pauses.includes(frame),
  };
}
