import { FrameClock } from "./frame-clock";
import type { Picture } from "./module";
import type { Recording } from "./recording";
import type { Training } from "./training";

export interface PlayerListener {
  /** A frame has come on screen; its picture is there when pictures are needed. */
  showed(frame: number, picture: Picture | undefined): void;
  /** Where playback stands has changed, or it is time to look at the clock again. */
  changed(): void;
}

/** Which frame is on screen: goes there on demand, and from one to the next while it plays. */
export class Player {
  readonly clock = new FrameClock();
  /** Whether to begin again at the end. */
  loop = false;
  /** Whether a frame is only shown when its picture has come. */
  needsPictures = true;
  readonly #training: Training;
  readonly #listener: PlayerListener;
  #frame = 0;
  /** The frame to be shown as soon as it is recorded. */
  #target = 0;
  #playing = false;

  constructor(training: Training, listener: PlayerListener) {
    this.#training = training;
    this.#listener = listener;
  }

  get frame(): number {
    return this.#frame;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** Starts to play; from the start when at the end. */
  play(): void {
    if (this.#playing) return;
    if (this.#isAtEnd()) this.seek(0);
    this.#playing = true;
    this.clock.start(performance.now());
    this.#listener.changed();
  }

  replay(): void {
    this.seek(0);
    this.#playing = false;
    this.play();
  }

  pause(): void {
    this.#playing = false;
    this.#target = this.#frame;
    this.#listener.changed();
  }

  /** Goes to a frame, the nearest of those recorded; before there are any, to that frame once it is recorded. */
  seek(frame: number): void {
    const last = (this.#recording?.frames ?? 0) - 1;
    if (last < 0) this.aimAt(frame);
    else this.aimAt(Math.min(frame, last));
  }

  /** Goes to a frame as soon as it is recorded. */
  aimAt(frame: number): void {
    this.#target = Math.max(0, Math.round(frame));
    const last = (this.#recording?.frames ?? 0) - 1;
    if (last >= 0) this.#show(Math.min(this.#target, last));
  }

  /** A new run has replaced the one before. When paused, the same frame of it is shown, or its last one. */
  restart(wasAtEnd: boolean): void {
    if (this.#playing) this.#target = 0;
    else if (wasAtEnd) this.#target = Infinity;
    this.#frame = 0;
    this.clock.start(performance.now());
  }

  /** Takes note of newly recorded frames. */
  follow(): void {
    const last = (this.#recording?.frames ?? 0) - 1;
    if (last < 0) return;
    this.#show(this.#playing ? this.#frame : Math.min(this.#target, last));
  }

  /** The picture of a frame has come. */
  pictured(frame: number, picture: Picture): void {
    if (frame === this.#frame) this.#listener.showed(frame, picture);
    if (this.#playing) this.#listener.changed();
  }

  /** Moves on when it is time. Returns whether the clock has to be looked at again on the next screen refresh. */
  tick(now: number): boolean {
    const recording = this.#recording;
    if (!this.#playing || !recording) return false;
    if (!this.clock.isDue(now)) return true;
    const next = this.#frame + 1;
    if (next < recording.frames) {
      if (this.needsPictures && !this.#training.picture(next)) return false;
      this.clock.next(now);
      this.#target = next;
      this.#show(next);
      if (this.needsPictures) this.#training.prefetch(next + 1);
      return true;
    }
    if (!recording.done) return false;
    if (this.loop && recording.frames > 1) {
      this.clock.next(now);
      this.seek(0);
      return true;
    }
    this.pause();
    return false;
  }

  get #recording(): Recording | undefined {
    return this.#training.recording;
  }

  #isAtEnd(): boolean {
    const recording = this.#recording;
    return recording?.done === true && this.#frame >= recording.frames - 1;
  }

  #show(frame: number): void {
    this.#frame = frame;
    const picture = this.needsPictures ? this.#training.picture(frame) : undefined;
    if (picture || !this.needsPictures) this.#listener.showed(frame, picture);
    this.#listener.changed();
  }
}
