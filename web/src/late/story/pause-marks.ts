import type { Recording } from "../../run/recording";

/** Draws the frames at which playback stops on the timeline of an instrument, and says them to those who do not see it. */
export function drawPauseMarks(
  instrument: HTMLElement,
  pauses: readonly number[],
  recording: Recording | undefined,
  told: string,
): void {
  const timeline = instrument.querySelector<HTMLElement>(".timeline input");
  if (!timeline || !recording) return;
  const last = Math.max(1, recording.framesInAll - 1);
  const marks = pauses
    .filter((frame) => frame <= last)
    .map((frame) => {
      const place = `calc(var(--thumb) / 2 + ${frame / last} * (100% - var(--thumb)))`;
      return `linear-gradient(var(--ink) 0 0) ${place} 50% / 2px 1.2em no-repeat`;
    });
  timeline.style.background = marks.join();
  if (told === "") timeline.removeAttribute("aria-description");
  else timeline.setAttribute("aria-description", told);
}
