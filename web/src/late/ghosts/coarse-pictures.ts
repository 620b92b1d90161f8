import { windowOf } from "../../browser/dom";
import { pointsOf } from "../../experiment/data-points";
import type { Stage } from "../../panels/stage";
import { toPixel } from "../../plot/scales";
import { traceLine, traceStars } from "../../plot/symbols";
import type { Experiment } from "../../relu-scope";
import type { Recording } from "../../run/recording";
import { formatCount } from "../../text/number-format";
import type { Plot } from "../../trainer/trainer-module";
import { layOutLegend, type Legend } from "../../views/legend";
import { lineOf } from "../../views/loss-view";
import { paintFunction } from "../../views/paint-function";
import { paintNeurons } from "../../views/paint-neurons";
import { outputOf, type Placed, type Room } from "../../views/view";
import { coarse as words } from "../text/prose-views";
import { roomFor } from "./coarse-room";
import { CoarseRun, type Coarse } from "./coarse-run";
import { Cover } from "./cover";

/** From how many marks on they are painted as one picture. */
const crowd = 500;

/** In the colours of the run on the page, which is pale meanwhile. */
const pen = { colour: undefined, opacity: 1, dashes: [], shapes: [traceStars] };

const followed = new WeakSet<Stage>();

/** Draws coarse runs over the pictures while something is dragged. `redraw` is called when the axes need more room. */
export function followCoarsely(stage: Stage, redraw: () => void): void {
  if (followed.has(stage)) return;
  followed.add(stage);
  const { pictures, training, draft } = stage;
  const covers = pictures.views.map(([, view]) => [view, new Cover(view.figure)] as const);
  let frame: number | undefined;
  /** What the axes have room for besides a run on the page. */
  let given: { room: Room | undefined; onPage: Recording } | undefined;
  const run = new CoarseRun(stage, () => {
    frame ??= windowOf(pictures.element).requestAnimationFrame(draw);
  });
  pictures.element.addEventListener("drawn", draw);
  pictures.room = room;

  function room(): Room | undefined {
    const { recording: onPage } = training;
    const { shown } = run;
    const before = given?.onPage === onPage ? given?.room : undefined;
    given = shown && onPage && { room: roomFor(shown, onPage, before), onPage };
    return given?.room;
  }

  function draw(): void {
    if (frame !== undefined) windowOf(pictures.element).cancelAnimationFrame(frame);
    frame = undefined;
    const { shown } = run;
    for (const [view, cover] of covers) {
      const placed = shown && !view.figure.hidden ? view.placed?.() : undefined;
      if (!placed || !shown || !paint(cover, placed, shown, draft.experiment)) cover.remove();
    }
    if (given?.room !== room()) redraw();
  }
}

/** Draws a coarse run over a view. Returns whether it is drawn there. */
function paint(cover: Cover, placed: Placed, coarse: Coarse, experiment: Experiment | undefined): boolean {
  const { recording, picture, neurons, width } = coarse;
  const entries = [{ text: words.name(formatCount(neurons), formatCount(width)) }, { text: words.pale }];
  const legendWithin = (room: number, size: number): Legend => {
    const legend = layOutLegend(entries, 0, size);
    return legend.width > room ? layOutLegend([{ text: words.short }], 0, size) : legend;
  };
  if (placed.view === "loss") {
    const { box, x, y, clock } = placed.layout;
    const pace = recording.paceOf(clock);
    const { xs, ys } = lineOf(recording, x, pace, box.width);
    const context = cover.marks(box, 2);
    const across = toPixel(x);
    context.strokeStyle = cover.colour(".cursor");
    context.lineWidth = 3 * cover.scale;
    context.lineJoin = "round";
    context.beginPath();
    traceLine(context, xs, ys, (iteration) => across(iteration * pace), toPixel(y));
    context.stroke();
    const legend = legendWithin(box.width, 13 * cover.scale);
    cover.write(legend, box.left + box.width - legend.width - legend.size, box.top + 0.5 * legend.size);
    return true;
  }
  if (!picture) return false;
  if (placed.view === "function") {
    const { layout, scene } = placed;
    const { box, tick } = layout;
    const twins = { green: cover.colour(".left"), blue: cover.colour(".right") };
    const plot = withData(recording.plot, experiment);
    const output = outputOf(plot, scene.look);
    paintFunction(cover.marks(box, 0), layout, plot, output, picture, twins, crowd, pen);
    cover.write(legendWithin(box.width, tick), box.left + 0.5 * tick, box.top + 0.5 * tick);
    return true;
  }
  const { directions, weights } = picture;
  if (placed.view !== "neurons" || !directions) return false;
  const { layout } = placed;
  const { box, tick } = layout;
  const signs = { positive: cover.colour(".positive"), negative: cover.colour(".negative") };
  paintNeurons(cover.marks(box, 0), layout, { directions, weights }, signs, crowd);
  const legend = legendWithin(box.width, tick);
  cover.write(legend, 0.5 * tick, box.height - legend.height - 0.3 * tick);
  return true;
}

/** The plot with the data as they are by now: a point is where the pointer has it. */
function withData(plot: Plot, experiment: Experiment | undefined): Plot {
  const points = experiment && pointsOf(experiment);
  return points ? { ...plot, x: Float64Array.from(points.x.flat()), y: Float64Array.from(points.y.flat()) } : plot;
}
