import { messageOf } from "../../browser/error-message";
import { isFilled, make } from "../../browser/dom";
import { usualPause, type VideoListener, type VideoOptions } from "../export/render-video";
import type { Videos } from "../export/videos";
import { filmThemes } from "../export/film";
import { views } from "../../experiment/look";
import { choice, field } from "../../panels/form-controls";
import { video as words } from "../text/prose-opened";
import { pace as paceWords } from "../text/prose-story";
import { views as viewWords } from "../../text/prose";

const sizes = ["1440 × 960", "1920 × 1080", "1080 × 1080"];

/** Saves a file once it is made, and shows its name with a remark, or why there is none. */
type Settle = (making: Promise<File>, remark?: () => string) => Promise<void>;

/** The controls for videos: rendered frame by frame, or captured from the screen. */
export function videoForm(videos: Videos, settle: Settle, tell: (what: string) => void): HTMLElement[] {
  const size = choice("video-size", sizes);
  const view = choice("video-views", [words.asOnScreen, ...views.map((view) => viewWords[view].name)]);
  const theme = choice("video-theme", [words.asOnScreen, ...filmThemes]);
  const fps = number("video-fps", "10", 0.1, 60);
  const from = number("video-from", words.first, 0);
  const to = number("video-to", words.last, 0);
  const hold = number("video-hold", "0", 0, 60);
  const pause = number("video-pause", String(usualPause), 0, 60);
  const bar = make("progress", { max: "1", value: "0", "aria-label": words.name });
  bar.hidden = true;
  const length = make("output", { class: "length" });
  const tellLength = (): void => {
    const { pace, speed } = videos.pace();
    const seconds = videos.seconds(given({ fps, from, to, hold, pause }));
    length.textContent =
      seconds === undefined ? "" : words.length(seconds.toFixed(1), paceWords.paces[pace], String(speed));
  };
  for (const control of [fps, from, to, hold, pause]) control.addEventListener("input", tellLength);
  let abort: AbortController | undefined;
  const render = button(words.render, async () => {
    if (abort) abort.abort(new Error(words.cancelled));
    else await renderAll("");
  });

  /** Renders the video; `because` says why, where the reader asked for something else. */
  async function renderAll(because: string): Promise<void> {
    abort = new AbortController();
    render.textContent = words.cancel;
    bar.hidden = false;
    let why = because;
    const listener: VideoListener = {
      progress: (done, all) => {
        bar.value = done / all;
      },
      fellBack: (reason) => {
        why = reason;
      },
    };
    try {
      const [width, height] = size.value.split(" × ").map(Number);
      const wantedView = views.find((name) => viewWords[name].name === view.value);
      const wantedTheme = filmThemes.find((name) => name === theme.value);
      const options: VideoOptions = {
        ...(width !== undefined && height !== undefined ? { width, height } : {}),
        ...(wantedView ? { views: [wantedView] } : {}),
        ...(wantedTheme ? { theme: wantedTheme } : {}),
        ...given({ fps, from, to, hold, pause }),
      };
      await settle(videos.render(options, listener, abort.signal), () => why);
    } finally {
      abort = undefined;
      render.textContent = words.render;
      bar.hidden = true;
    }
  }

  let stop: (() => Promise<File>) | undefined;
  const capture = button(words.capture, async () => {
    if (stop) {
      const ended = stop();
      stop = undefined;
      capture.textContent = words.capture;
      await settle(ended);
      return;
    }
    try {
      stop = videos.capture();
      capture.textContent = words.stopCapturing;
      tell(words.capturing);
    } catch (error) {
      if (!abort) await renderAll(words.renderedInstead(messageOf(error)));
    }
  });
  videos.watch(tellLength);
  tellLength();
  return [
    field(words.size, size),
    field(words.views, view),
    field(words.theme, theme),
    field(words.fps, fps),
    field(words.from, from),
    field(words.to, to),
    field(words.hold, hold),
    field(words.pause, pause),
    length,
    render,
    capture,
    bar,
    make("p", { class: "aside" }, words.says),
  ];
}

function button(name: string, press: () => Promise<void>): HTMLButtonElement {
  const made = make("button", { type: "button", class: "action" }, name);
  made.addEventListener("click", () => void press());
  return made;
}

function number(id: string, usual: string, min: number, max?: number): HTMLInputElement {
  const limits = max === undefined ? { min: String(min) } : { min: String(min), max: String(max) };
  return make("input", { type: "number", id, placeholder: usual, step: "any", ...limits });
}

/** The numbers that have been filled in, by name; not a number where something else has. */
function given(controls: Record<string, HTMLInputElement>): Record<string, number> {
  const filled = Object.entries(controls).filter(([, control]) => isFilled(control));
  return Object.fromEntries(filled.map(([name, { valueAsNumber }]) => [name, valueAsNumber]));
}
