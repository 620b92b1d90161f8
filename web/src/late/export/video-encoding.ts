import {
  BufferTarget,
  canEncodeVideo,
  CanvasSource,
  Mp4OutputFormat,
  Output,
  Quality,
  WebMOutputFormat,
  type VideoCodec,
} from "mediabunny";

/** The file formats of videos. */
export type VideoFormat = "mp4" | "webm";

/** Size of a video in pixels, frames a second, title and comment. */
export interface VideoPlan {
  width: number;
  height: number;
  fps: number;
  title: string;
  comment: string;
}

/** A video in the making. */
export interface Video {
  /** Adds the canvas as it is now as the next picture. */
  add(): Promise<void>;
  finish(): Promise<Blob>;
  cancel(): Promise<void>;
}

/** How videos are encoded picture by picture, by the browser's own encoders. */
export interface VideoEncoding {
  /** The formats that the browser can encode at this size, the better one first. */
  formats(plan: VideoPlan): Promise<VideoFormat[]>;
  begin(canvas: HTMLCanvasElement, format: VideoFormat, plan: VideoPlan): Promise<Video>;
}

const quality = new Quality("high");

const codecs: Readonly<Record<VideoFormat, VideoCodec>> = { mp4: "avc", webm: "vp9" };

/** Seconds between two pictures that stand alone, so that players can go to any place quickly. */
const keyFrameInterval = 2;

const encoding: VideoEncoding = {
  async formats({ width, height }) {
    const possible: VideoFormat[] = [];
    for (const format of ["mp4", "webm"] as const) {
      if (await canEncodeVideo(codecs[format], { width, height, quality })) possible.push(format);
    }
    return possible;
  },

  async begin(canvas, format, { fps, title, comment }) {
    const target = new BufferTarget();
    const container = format === "mp4" ? new Mp4OutputFormat({ fastStart: "in-memory" }) : new WebMOutputFormat();
    const output = new Output({ format: container, target });
    const source = new CanvasSource(canvas, { codec: codecs[format], quality, keyFrameInterval });
    output.addVideoTrack(source, { frameRate: fps });
    output.setMetadataTags({ title, comment });
    await output.start();
    let added = 0;
    return {
      async add() {
        await source.add(added++ / fps, 1 / fps);
      },
      async finish() {
        await output.finalize();
        if (!target.buffer || target.buffer.byteLength === 0) throw new Error("The browser’s encoder gave nothing.");
        if (format === "mp4") forgetTimes(target.buffer);
        return new Blob([target.buffer], { type: `video/${format}` });
      },
      cancel: () => output.cancel(),
    };
  },
};

/** Boxes of an mp4 that only hold others, and those that say when the file was made and last changed. */
const nests = ["moov", "trak", "mdia"];
const dated = ["mvhd", "tkhd", "mdhd"];

/** Sets the times at which an mp4 says that it was made to 0, which is unknown: the same run gives the same file. */
function forgetTimes(file: ArrayBuffer): void {
  const view = new DataView(file);
  const visit = (from: number, to: number): void => {
    for (let at = from; at + 16 <= to;) {
      const size = view.getUint32(at);
      const name = String.fromCharCode(...new Uint8Array(file, at + 4, 4));
      if (nests.includes(name)) visit(at + 8, at + size);
      // After the box's head come its version and flags, then both times, of 8 bytes each from version 1 on.
      if (dated.includes(name)) new Uint8Array(file, at + 12, view.getUint8(at + 8) === 0 ? 8 : 16).fill(0);
      if (size < 8) return;
      at += size;
    }
  };
  visit(0, file.byteLength);
}

export default encoding;
