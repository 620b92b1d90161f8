import { FrameClock } from "./frame-clock";
import type { Picture } from "../trainer/trainer-module";
import { frameAt, type FramePosition } from "../trainer/frame-position";
import type { Recording } from "./recording";
import type { Training } from "./training";

export interface PlayerListener {
  /** A frame has come on screen; its picture is there when pictures are needed. */
  showed(frame: number, picture: Picture | undefined): void;
  /** Playback has moved, or the clock must be checked again. */
  changed(): void;
}

/** How frames follow each other where it is not one a period, and at which of them playback stops. */
export interface Pacing {
  /** The frame after this one, and how many periods this one stays. */
  after(frame: number): readonly [next: number, stay: number];
  stopsAt(frame: number): boolean;
}

/** Which frame is on screen: goes there on demand, and from one to the next while it plays. */
export class Player {
  readonly clock = new FrameClock();
  /** Whether to begin again at the end. */
  loop = false;
  /** None where every frame stays one period. */
  pacing: Pacing | undefined;
  /** Whether a frame is only shown when its picture has come. */
  needsPictures = true;
  readonly #training: Training;
  readonly #listener: PlayerListener;
  #frame = 0;
  /** Where to be; ahead of the frame on screen until that is recorded. */
  #position: FramePosition = { frame: 0 };
  /** The frame that has been asked for in this task: one of the run that is asked for in the same, if any is. */
  #asked: FramePosition | undefined;
  #playing = false;

  constructor(training: Training, listener: PlayerListener) {
    this.#training = training;
    this.#listener = listener;
  }

  get frame(): number {
    return this.#frame;
  }

  /** The frame on screen, or the one to be there once it is recorded. */
  get aim(): number {
    const isToCome = !this.#recording || this.#training.isAwaited || this.#isOnItsWay;
    return isToCome && "frame" in this.#position ? this.#position.frame : this.#frame;
  }

  /** Where to be, whether or not it is recorded. */
  get position(): FramePosition {
    return this.#position;
  }

  /** Whether a frame has been asked for in this task. */
  get isAsked(): boolean {
    return this.#asked !== undefined;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** Starts to play, once the frame to be at is recorded; from the start when at the end. */
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
    this.#position = { frame: this.#frame };
    this.#listener.changed();
  }

  /** Goes to a frame, the nearest that the run has, or will have; of one that is to come, as soon as that is recorded. */
  seek(frame: number): void {
    const run = this.#training.isAwaited ? undefined : this.#recording;
    this.aimAt(Math.min(frame, (run?.framesInAll ?? 1e9) - 1));
    this.#asked = { frame: Math.min(frame, 1e9) };
  }

  /** Goes to the frame nearest to an iteration. */
  seekIteration(iteration: number): void {
    this.seek(frameAt({ iteration }, this.#recording?.iterations ?? []));
  }

  /** Goes to a frame as soon as it is recorded. */
  aimAt(frame: number): void {
    this.#asked = this.#position = { frame: Math.max(0, Math.round(frame)) };
    setTimeout(() => {
      this.#asked = undefined;
    });
    this.#goToPosition();
  }

  /** Pauses, and goes to a frame of the run that is to replace this one. */
  headFor(frame: number): void {
    this.pause();
    this.#position = { frame };
  }

  /** The position to keep in a run that will replace this one: the same iteration, or the end; the frame just asked for. */
  keep(): FramePosition {
    if (this.#asked) return (this.#position = this.#asked);
    const isThere = "frame" in this.#position && this.#position.frame === this.#frame;
    const iteration = this.#recording?.iterations[this.#frame];
    if (isThere && iteration !== undefined) this.#position = { iteration: this.#isAtEnd() ? Infinity : iteration };
    return this.#position;
  }

  /** A new run has replaced the one before: playback goes on from this position. */
  restart(position: FramePosition): void {
    if (!this.#playing) return;
    this.#position = position;
    this.#goToPosition();
    if ("frame" in position) this.clock.start(performance.now());
  }

  /** Takes note of newly recorded frames. */
  follow(): void {
    if (this.#playing && !this.#isAhead) this.#show(this.#frame);
    else this.#goToPosition();
  }

  /** The picture of a frame has come. */
  pictured(frame: number, picture: Picture): void {
    if (frame === this.#frame) this.#listener.showed(frame, picture);
    if (this.#playing) this.#listener.changed();
  }

  /** Moves on when it is time. Returns whether the clock has to be looked at again on the next screen refresh. */
  tick(now: number): boolean {
    const recording = this.#recording;
    if (!this.#playing || !recording || this.#isOnItsWay) return false;
    const [next, stay] = this.pacing?.after(this.#frame) ?? [this.#frame + 1, 1];
    if (!this.clock.isDue(now, stay)) return true;
    if (next < recording.frames) {
      if (this.needsPictures && !this.#training.picture(next)) return false;
      this.clock.next(now, stay);
      this.#position = { frame: next };
      this.#show(next);
      if (this.pacing?.stopsAt(next)) this.pause();
      if (this.needsPictures) this.#training.prefetch(this.pacing?.after(next)[0] ?? next + 1);
      return true;
    }
    if (!recording.done) return false;
    if (this.loop && recording.frames > 1) {
      this.clock.next(now, stay);
      this.seek(0);
      return true;
    }
    this.pause();
    return false;
  }

  get #recording(): Recording | undefined {
    return this.#training.recording;
  }

  /** Whether the frame to be at is after the one on screen. */
  get #isAhead(): boolean {
    return "frame" in this.#position && this.#position.frame > this.#frame;
  }

  /** Whether the frame to be at is still to be recorded. */
  get #isOnItsWay(): boolean {
    return this.#isAhead && !this.#recording?.done;
  }

  #isAtEnd(): boolean {
    const recording = this.#recording;
    return recording?.done === true && this.#frame >= recording.frames - 1;
  }

  #goToPosition(): void {
    const recording = this.#recording;
    if (recording) this.#show(frameAt(this.#position, recording.iterations));
  }

  #show(frame: number): void {
    this.#frame = frame;
    const picture = this.needsPictures ? this.#training.picture(frame) : undefined;
    if (picture || !this.needsPictures) this.#listener.showed(frame, picture);
    this.#listener.changed();
  }
}
