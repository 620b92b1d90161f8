import type { Video } from "./video-encoding";

/** Recording formats of browsers, the better first. */
const types = ["video/mp4;codecs=avc1.42E01E", "video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"];

/** Bits a second: enough to keep letters sharp. */
const videoBitsPerSecond = 8_000_000;

/** Why this browser cannot record a canvas; undefined when it can. */
function whyNoRecording(): string | undefined {
  if (typeof MediaRecorder === "undefined" || !("captureStream" in HTMLCanvasElement.prototype)) {
    return "This browser cannot record what is on a canvas.";
  }
  if (!types.some((type) => MediaRecorder.isTypeSupported(type)))
    return "This browser records no format that is known.";
  return undefined;
}

/** A recorder of a canvas, in real time. */
export class CanvasRecorder {
  readonly #recorder: MediaRecorder;
  readonly #pieces: Blob[] = [];
  readonly #ended: Promise<Blob>;

  /** Begins at once. Throws when the browser cannot. */
  constructor(canvas: HTMLCanvasElement) {
    const why = whyNoRecording();
    if (why !== undefined) throw new Error(why);
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";
    this.#recorder = new MediaRecorder(canvas.captureStream(), { mimeType, videoBitsPerSecond });
    this.#recorder.addEventListener("dataavailable", ({ data }) => {
      if (data.size > 0) this.#pieces.push(data);
    });
    this.#ended = new Promise((resolve, reject) => {
      this.#recorder.addEventListener("stop", () => {
        const type = mimeType.replace(/;.*/, "");
        if (this.#pieces.length > 0) resolve(new Blob(this.#pieces, { type }));
        else reject(new Error("The browser’s recorder gave nothing, so there is no video."));
      });
      this.#recorder.addEventListener("error", () => {
        reject(new Error("The browser’s recorder broke off, so there is no video."));
      });
    });
    this.#ended.catch(() => undefined);
    this.#recorder.start(1000);
  }

  /** Ends the recording. Rejects when nothing has come of it. */
  stop(): Promise<Blob> {
    if (this.#recorder.state !== "inactive") this.#recorder.stop();
    for (const track of this.#recorder.stream.getTracks()) track.stop();
    return this.#ended;
  }
}

/** A video that is recorded in real time: each picture is on the canvas for as long as it lasts. */
export function realTimeVideo(canvas: HTMLCanvasElement, fps: number): Video {
  const recorder = new CanvasRecorder(canvas);
  return {
    add: () => new Promise((resolve) => setTimeout(resolve, 1000 / fps)),
    finish: () => recorder.stop(),
    cancel: async () => {
      await recorder.stop().catch(() => undefined);
    },
  };
}
