import { Film, filmThemes, type Theme } from "./film";
import { library } from "./lazy-library";
import { views, type Look } from "../../experiment/look";
import type { View } from "../../relu-scope";
import type { FilmTimes } from "../pace/frame-moments";
import type { Pace } from "../pace/pace-settings";
import type { Recording } from "../../run/recording";
import { realTimeVideo } from "./canvas-recorder";
import { SettingError } from "../../experiment/attribute-values";
import { pictureOptions } from "../../views/registry";
import type { Scene } from "../../views/view";
import type { Training } from "../../run/training";
import type { Video, VideoFormat, VideoPlan } from "./video-encoding";

/** Options of a video. Those left out are as on screen, or the default. */
export interface VideoOptions {
  /** The better one of those that the browser can encode, when left out. */
  format?: VideoFormat;
  fps?: number;
  width?: number;
  height?: number;
  views?: readonly View[];
  theme?: Theme;
  /** The first and the last frame. */
  from?: number;
  to?: number;
  /** Seconds that the last frame stays, and that each frame does at which playback stops. */
  hold?: number;
  pause?: number;
  /** What stays as long as another, and how fast it is shown. */
  pace?: Pace;
  speed?: number;
}

/** How long a video stays where playback stops, in seconds. */
export const usualPause = 2;

/** Hears how a video is made. */
export interface VideoListener {
  progress(done: number, all: number): void;
  /** It is made in another way than asked for, for this reason. */
  fellBack(why: string): void;
}

type Complete = Required<Omit<VideoOptions, "format" | "pace" | "speed">> & { format: VideoFormat | undefined };

/** The frames that are shown one after the other in a video. */
export type FilmOrder = (times: FilmTimes) => Promise<readonly number[]>;

/** Draws the frames of a run in this order and encodes them. Rejects with a sentence when that cannot be done, or when it is aborted. */
export async function renderVideo(
  training: Training,
  recording: Recording,
  look: Look,
  root: HTMLElement,
  options: VideoOptions,
  order: FilmOrder,
  listener: VideoListener,
  signal?: AbortSignal,
): Promise<Blob> {
  const wanted = checked(options, recording, look, root);
  const { fps, from, to, hold, width, height } = wanted;
  const plan: VideoPlan = {
    ...{ fps, width, height },
    title: `${recording.name}, frames ${from} to ${to}`,
    comment: `ReLUscope ${training.version}: ${JSON.stringify(recording.experiment).slice(0, 2000)}`,
  };
  const { pinnedRuns } = training;
  const asked = pictureOptions(wanted.views, look);
  const scene = async (frame: number): Promise<Scene> => ({
    ...{ recording, look, frame },
    picture: await training.ask("picture", { frame, options: asked }, recording),
    behind: await Promise.all(
      pinnedRuns.map(async (run) => ({
        ...{ recording: run.recording, name: run.name },
        picture: await run.pictureOf(recording.at(frame).iteration, asked),
      })),
    ),
  });
  const film = new Film(root, wanted);
  let video: Video | undefined;
  try {
    video = await begin(film, wanted.format, plan, listener);
    const frames = await order(wanted);
    const all = frames.length + Math.round(hold * fps);
    for (let index = 0; index < all; index++) {
      signal?.throwIfAborted();
      const frame = frames[index];
      if (frame !== undefined && frame !== frames[index - 1]) await film.show(await scene(frame));
      await video.add();
      listener.progress(index + 1, all);
      // Whatever the reader does meanwhile comes first.
      await new Promise((resolve) => setTimeout(resolve));
    }
    return await video.finish();
  } catch (error) {
    await video?.cancel();
    throw error;
  } finally {
    film.close();
  }
}

/** Encodes frame by frame where the browser can; otherwise records the film in real time. */
async function begin(
  film: Film,
  format: VideoFormat | undefined,
  plan: VideoPlan,
  listener: VideoListener,
): Promise<Video> {
  if (typeof VideoEncoder === "undefined") {
    listener.fellBack("This browser cannot encode single pictures, so the video is recorded in real time.");
    return realTimeVideo(film.canvas, plan.fps);
  }
  const encoding = await library("video");
  const possible = await encoding.formats(plan);
  const best = possible[0];
  if (best === undefined) {
    listener.fellBack(
      `This browser can encode neither H.264 nor VP9 at ${plan.width} × ${plan.height}, so the video is recorded in real time.`,
    );
    return realTimeVideo(film.canvas, plan.fps);
  }
  if (format !== undefined && !possible.includes(format)) {
    throw new Error(`This browser cannot encode ${format} at ${plan.width} × ${plan.height}; it can encode ${best}.`);
  }
  return encoding.begin(film.canvas, format ?? best, plan);
}

/** The options with nothing left out. Throws a SettingError that names the one that is not allowed. */
function checked(options: VideoOptions, recording: Recording, look: Look, root: HTMLElement): Complete {
  const last = recording.frames - 1;
  const number = (key: keyof VideoOptions, fallback: number, low: number, high: number, step = 1): number => {
    const value = options[key] ?? fallback;
    if (typeof value === "number" && value >= low && value <= high && (step === 0 || value % step === 0)) return value;
    const kind = { 0: "a number", 1: "a whole number", 2: "an even number" }[step] ?? "a number";
    throw new SettingError(key, String(value), `${kind} from ${low} to ${high}`);
  };
  const from = number("from", 0, 0, last);
  const wanted = options.views ?? views.filter((view) => look.views.has(view));
  if (wanted.length === 0 || !wanted.every((view) => views.includes(view)) || new Set(wanted).size < wanted.length) {
    throw new SettingError("views", wanted.join(" "), `some of ${views.join(", ")}`);
  }
  const theme = options.theme ?? themeOf(root);
  if (!filmThemes.includes(theme)) throw new SettingError("theme", theme, filmThemes.join(" or "));
  const format: string | undefined = options.format;
  if (format !== undefined && format !== "mp4" && format !== "webm") {
    throw new SettingError("format", format, "mp4 or webm");
  }
  return {
    format,
    fps: number("fps", 10, 0.1, 60, 0),
    width: number("width", 1440, 64, 4096, 2),
    height: number("height", 960, 64, 4096, 2),
    views: wanted,
    theme,
    from,
    to: number("to", last, from, last),
    hold: number("hold", 0, 0, 60, 0),
    pause: number("pause", usualPause, 0, 60, 0),
  };
}

/** The theme on screen. */
function themeOf(root: HTMLElement): Theme {
  return getComputedStyle(root).colorScheme === "dark" ? "dark" : "light";
}
