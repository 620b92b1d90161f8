import { messageOf } from "../../browser/error-message";
import { isFilled, make } from "../../browser/dom";
import type { VideoListener, VideoOptions } from "../export/render-video";
import type { Videos } from "../export/videos";
import { filmThemes } from "../export/film";
import { views } from "../../experiment/look";
import { viewNames } from "./look-panel";

const sizes = ["1440 × 960", "1920 × 1080", "1080 × 1080"];

/** Shows what has come of something, with what else there is to say, and saves the file when there is one. */
type Settle = (making: Promise<File>, remark?: () => string) => Promise<void>;

/** The controls for videos: every frame drawn anew, or what happens on screen. */
export function videoForm(videos: Videos, settle: Settle, tell: (what: string) => void): HTMLElement[] {
  const size = choice("video-size", sizes);
  const view = choice("video-views", ["as on screen", ...views.map((view) => viewNames[view])]);
  const theme = choice("video-theme", ["as on screen", ...filmThemes]);
  const fps = number("video-fps", "10", 0.1, 60);
  const from = number("video-from", "first", 0);
  const to = number("video-to", "last", 0);
  const hold = number("video-hold", "0", 0, 60);
  const bar = make("progress", { max: "1", value: "0", "aria-label": "Video" });
  bar.hidden = true;
  let abort: AbortController | undefined;
  const render = button("Render", async () => {
    if (abort) abort.abort(new Error("The video was cancelled."));
    else await renderAll("");
  });

  /** Renders the video; `because` is why, when something else was asked for. */
  async function renderAll(because: string): Promise<void> {
    abort = new AbortController();
    render.textContent = "Cancel";
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
      const wantedView = views.find((name) => viewNames[name] === view.value);
      const wantedTheme = filmThemes.find((name) => name === theme.value);
      const options: VideoOptions = {
        ...(width !== undefined && height !== undefined ? { width, height } : {}),
        ...(wantedView ? { views: [wantedView] } : {}),
        ...(wantedTheme ? { theme: wantedTheme } : {}),
        ...given({ fps, from, to, hold }),
      };
      await settle(videos.render(options, listener, abort.signal), () => why);
    } finally {
      abort = undefined;
      render.textContent = "Render";
      bar.hidden = true;
    }
  }

  let stop: (() => Promise<File>) | undefined;
  const capture = button("Capture", async () => {
    if (stop) {
      const ended = stop();
      stop = undefined;
      capture.textContent = "Capture";
      await settle(ended);
      return;
    }
    try {
      stop = videos.capture();
      capture.textContent = "Stop capturing";
      tell("What happens in the pictures is recorded.");
    } catch (error) {
      const why = messageOf(error);
      if (!abort) await renderAll(`${why} So every frame was rendered instead.`);
    }
  });
  return [
    field("Size", size),
    field("Views", view),
    field("Theme", theme),
    field("Frames a second", fps),
    field("First frame", from),
    field("Last frame", to),
    field("Seconds held at the end", hold),
    render,
    capture,
    bar,
    make(
      "p",
      { class: "aside" },
      "Render draws every frame exactly, faster than it plays. Capture records what you do to the pictures, until you stop it.",
    ),
  ];
}

function button(name: string, press: () => Promise<void>): HTMLButtonElement {
  const made = make("button", { type: "button", class: "action" }, name);
  made.addEventListener("click", () => void press());
  return made;
}

function choice(id: string, names: readonly string[]): HTMLSelectElement {
  return make("select", { id }, ...names.map((name) => make("option", {}, name)));
}

function number(id: string, usual: string, min: number, max?: number): HTMLInputElement {
  const limits = max === undefined ? { min: String(min) } : { min: String(min), max: String(max) };
  return make("input", { type: "number", id, placeholder: usual, step: "any", ...limits });
}

function field(name: string, control: HTMLElement): HTMLElement {
  return make("div", { class: "field" }, make("label", { for: control.id }, name), control);
}

/** The numbers that have been filled in, by name; not a number where something else has. */
function given(controls: Record<string, HTMLInputElement>): Record<string, number> {
  const filled = Object.entries(controls).filter(([, control]) => isFilled(control));
  return Object.fromEntries(filled.map(([name, { valueAsNumber }]) => [name, valueAsNumber]));
}
