import type { PinnedRun } from "../run/pinned-run";

/** What the reader can have done, by button, key or link. Each does the same whichever way it is called. */
export interface Commands {
  /** Plays, or pauses. */
  toggle(): void;
  replay(): void;
  /** Pauses, and steps this many frames on; back where negative. */
  step(frames: number): void;
  /** Steps ten frames on or back; during the tour, one stop. */
  turn(pages: number): void;
  seek(frame: number): void;
  /** Fills the screen with the element, or ends that. */
  present(): void;
  addPoint(): void;
  undo(): void;
  redo(): void;
  /** Pins the run on screen, or lets go of it. */
  togglePin(): void;
  /** Lets go of a pinned run. */
  unpin(run: PinnedRun): void;
  toggleTour(): void;
  toggleStory(): void;
  /** Does what a key of the story is for. */
  tell(key: string): void;
  openHelp(): void;
  copyLink(): void;
  openEmbed(): void;
  deselect(): void;
  /** Ends the tour, or else the presentation. */
  leave(): void;
  /** Whether the reader may change the run, or train another. */
  readonly canSet: boolean;
  readonly canAddPoint: boolean;
  readonly canDeselect: boolean;
  readonly canLeave: boolean;
}
