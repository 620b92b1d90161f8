import { Capture } from "./screen-capture";
import { renderVideo, usualPause, type VideoListener, type VideoOptions } from "./render-video";
import { changeMoments } from "../pace/change-moments";
import { framesOfFilm, heldIn, momentsOf, withPauses, type FilmTimes } from "../pace/frame-moments";
import { readPace, type PaceSettings } from "../pace/pace-settings";
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
    const { pace, speed, pauses } = this.pace(options);
    const order = async (times: FilmTimes): Promise<readonly number[]> => {
      if (pace === "change") await changeMoments(recording, training);
      return withPauses(framesOfFilm(momentsOf(pace, recording), speed, times.from, times.to), times, pauses);
    };
    const video = await renderVideo(training, recording, look, element, options, order, listener, signal);
    const { from = 0, to = recording.frames - 1 } = options;
    return this.#file(`frames-${from}-to-${to}`, video);
  }

  /** How long a video is, in seconds; undefined until there is a run. */
  seconds({ fps = 10, from = 0, to = Infinity, hold = 0, pause = usualPause }: VideoOptions): number | undefined {
    const { training } = this.#stage;
    const last = Math.min(to, (training.recording?.frames ?? 0) - 1);
    const { speed, pauses } = this.pace();
    const pictures = Math.round((last - from + 1) / speed);
    const { each, at } = heldIn({ from, to: last, fps, pause }, pauses);
    return training.recording && pictures > 0 && fps > 0
      ? (Math.max(1, pictures) + each * at.length + Math.round(hold * fps)) / fps
      : undefined;
  }

  /** At what pace the run is shown, and in a video with these options. Throws a SettingError that names the one that is wrong. */
  pace({ pace, speed }: Pick<VideoOptions, "pace" | "speed"> = {}): PaceSettings {
    const { look } = this.#stage;
    const written = (given: string | number | undefined, shown: string | undefined): string | undefined =>
      given === undefined ? shown : String(given);
    return readPace({ ...look, pace: written(pace, look.pace), speed: written(speed, look.speed) }, (error) => {
      // What is wrong on screen has been told there.
      if ({ pace, speed }[error.key] !== undefined) throw error;
    });
  }

  /** Calls a listener whenever the length of a video may have changed. */
  watch(listener: () => void): void {
    const { host } = this.#stage.element.getRootNode() as ShadowRoot;
    for (const name of ["lookchange", "run"]) host.addEventListener(name, listener);
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
