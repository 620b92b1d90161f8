import { Capture } from "./screen-capture";
import { renderVideo, type VideoListener, type VideoOptions } from "./render-video";
import type { Stage } from "../../panels/stage";

/** The videos that can be made of the run on screen. */
export class Videos {
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Draws every frame of the run, as a file. Rejects with a sentence when there is none. */
  async render(options: VideoOptions, listener: VideoListener, signal?: AbortSignal): Promise<File> {
    const { training, look, element } = this.#stage;
    const { recording } = training;
    if (!recording?.done) throw new Error("A video can be made once the run is finished or stopped.");
    const video = await renderVideo(training, recording, look, element, options, listener, signal);
    const { from = 0, to = recording.frames - 1 } = options;
    return this.#file(`frames-${from}-to-${to}`, video);
  }

  /** Begins to record what is on screen; what it returns ends that. Throws where the browser cannot. */
  capture(): () => Promise<File> {
    const capture = new Capture(this.#stage.pictures.element);
    return async () => this.#file("capture", await capture.stop());
  }

  #file(what: string, video: Blob): File {
    const extension = video.type === "video/mp4" ? "mp4" : "webm";
    return new File([video], `reluscope-${this.#stage.training.recording?.name ?? "run"}-${what}.${extension}`, video);
  }
}
