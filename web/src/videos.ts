import { Capture } from "./capture";
import { renderVideo, type VideoListener, type VideoOptions } from "./export-video";
import type { Look } from "./look";
import type { Training } from "./training";
import type { VideoMaker } from "./video-form";

/** What videos are made of besides the run: what is on screen, and where. */
export interface Scene {
  /** The element that the style sheet is for, and the pictures in it. */
  page(): HTMLElement;
  pictures(): HTMLElement;
  look(): Look;
}

/** The videos that can be made of the run on screen. */
export class Videos implements VideoMaker {
  readonly #training: Training;
  readonly #scene: Scene;

  constructor(training: Training, scene: Scene) {
    this.#training = training;
    this.#scene = scene;
  }

  /** Every frame drawn anew, as a file. Rejects with a sentence when there is none. */
  async render(options: VideoOptions, listener: VideoListener, signal?: AbortSignal): Promise<File> {
    const { recording } = this.#training;
    if (!recording?.done) throw new Error("A video can be made once the run is finished or stopped.");
    const [look, page] = [this.#scene.look(), this.#scene.page()];
    const video = await renderVideo(this.#training, recording, look, page, options, listener, signal);
    const { from = 0, to = recording.frames - 1 } = options;
    return this.#file(`frames-${from}-to-${to}`, video);
  }

  /** Begins to record what is on screen; what it returns ends that. Throws where the browser cannot. */
  capture(): () => Promise<File> {
    const capture = new Capture(this.#scene.pictures());
    return async () => this.#file("capture", await capture.stop());
  }

  #file(what: string, video: Blob): File {
    const extension = video.type === "video/mp4" ? "mp4" : "webm";
    return new File([video], `reluscope-${this.#training.recording?.name ?? "run"}-${what}.${extension}`, video);
  }
}
