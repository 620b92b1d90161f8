import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { drawAxis, drawSides, labelWidths, type AxisStyle } from "../plot/axes";
import { watchDrags } from "../browser/drag";
import { envelope, type Envelope } from "../plot/min-max-decimation";
import { labelOfIterations, labelOfLoss, labelOfScaledTime, labelOfTime, writeLabel } from "../plot/labels";
import { pointerIn } from "../browser/css-scale";
import { traceGrid, traceLine } from "../plot/symbols";
import { formatCount, formatNumber } from "../text/number-format";
import type { Clock, Look } from "../experiment/look";
import type { Recording } from "../run/recording";
import { extended, joined, logarithmic, toPixel, type Scale } from "../plot/scales";
import { boxWithin, colourOf, scaledMargins, type Box, type Margins, type Surface, type Group } from "../plot/surface";
import { ticksOf, type Ticks } from "../plot/ticks";
import { nothingToDraw } from "../text/prose";
import type { Ends, Phases } from "../trainer/trainer-module";
import { drawLegend, layOutLegend } from "./legend";
import { drawPhases, toldPhases } from "./phase-marks";
import { entriesBehind, lettersBehind, pensBehind, type PenBehind } from "./runs-behind";
import type { DrawnView, Interaction, Room, Scene, ViewKind } from "./view";
import styles from "./loss-view.css";

/** The profile drawn under the cursor. */
interface Profile {
  recording: Recording;
  /** How many losses there are, of all. */
  losses: number;
  behind: readonly Recording[];
  room: Room | undefined;
  lossScale: Look["lossScale"];
  wanted: Clock;
  clock: Clock;
  /** How much of the clock passes in one iteration, in the run and in those behind it. */
  pace: number;
  pacesBehind: readonly number[];
  iterations: number;
  line: Envelope;
  linesBehind: readonly Envelope[];
  box: Box;
  /** How much is above the plot at least. */
  top: number;
  x: Scale;
  y: Scale;
}

/** Where the grid's lines are, in the units of the axes. */
interface Grid {
  columns: readonly number[];
  rows: readonly number[];
}

interface Style {
  margins: Margins;
  tick: number;
  label: number;
}

function styleFor(width: number, height: number, scale: number): Style {
  const { margins, tick, label } =
    Math.min(width, 1.4 * height) < 400 * scale
      ? { margins: { top: 20, right: 18, bottom: 54, left: 60 }, tick: 12, label: 17 }
      : { margins: { top: 44, right: 24, bottom: 76, left: 76 }, tick: 14, label: 21 };
  return { margins: scaledMargins(margins, scale), tick: tick * scale, label: label * scale };
}

/** The room that ticks and the letters of the label take beside the labels of the left axis, in pixels. */
function besideLabels({ label }: Pick<Style, "label">): number {
  return 11 + 1.1 * label;
}

function upStyle(box: Box, { tick, label }: Pick<Style, "tick" | "label">): AxisStyle {
  const count = Math.min(box.height < 200 ? 4 : 6, Math.max(1, Math.floor(box.height / (1.7 * tick))));
  return { count, size: tick, digits: 5, room: box.left - besideLabels({ label }) };
}

/** Width of the label of an iteration, in pixels: where letters are narrower or cannot be measured, about that of usual ones. */
function labelWidth(group: Group, iterations: number, { tick }: Pick<Style, "tick">): number {
  const usual = 0.53 * tick * formatCount(iterations).length;
  return Math.max(usual, ...labelWidths(group, { values: [iterations], format: formatCount }, tick));
}

/** Start of a logarithmic axis, where iteration 0 is drawn: a part of the first iteration. */
const beforeFirst = 0.4;

const captions = { iterations: labelOfIterations, time: labelOfTime, scaled: labelOfScaledTime };

/** The loss over the iterations, decimated to the columns of the picture; `pace` is that of the axis. */
export function lineOf(
  { loss, progress, iterations, frameLoss, first }: Recording,
  x: Scale,
  pace: number,
  columns: number,
): Envelope {
  const every = progress?.lossEvery ?? 1;
  const ends = Array.from({ length: columns }, (_, column) => x.invert(column + 1) / pace);
  const line = envelope(loss, every, ends, first);
  if (every === 1) return line;
  // Before the second loss that is recorded there are frames, which a logarithmic axis has room for.
  const early = iterations.filter((iteration) => iteration > first && iteration < first + every);
  const insert = (into: Float64Array, what: readonly number[]): Float64Array =>
    Float64Array.of(...into.subarray(0, 1), ...what, ...into.subarray(1));
  return { ...line, xs: insert(line.xs, early), ys: insert(line.ys, frameLoss.slice(1, early.length + 1)) };
}

/** The range of losses on a logarithmic axis; zeros are drawn at its lower end. */
function extentOf({ smallestPositive, largest }: Envelope): [number, number] {
  return largest > 0 ? [smallestPositive, largest] : [0.1, 1];
}

/** How many losses runs have recorded. */
function lossesIn(runs: readonly Recording[]): number {
  return runs.reduce((count, { loss }) => count + loss.length, 0);
}

/** The loss profile L(θ), with a cursor at the frame on screen; a press on it goes to the iteration there. */
export const lossView: ViewKind = { aspect: 1.5, draws: "loss", styles, on };

function on(base: Surface, interaction?: Interaction): DrawnView {
  const sides = base.layer("sides");
  const grid = base.layer("grid");
  const bottom = base.layer("axis bottom");
  const left = base.layer("axis left");
  const label = base.layer("label").append("text").attr("text-anchor", "middle");
  const caption = base.layer("label").append("text").attr("text-anchor", "middle");
  const key = base.layer("key");
  const phaseMarks = base.layer("phases");
  const cursor = base.layer("cursor");
  const line = cursor.append("line");
  const dot = cursor.append("circle");
  const penOf = pensBehind(base);
  let profile: Profile | undefined;
  /** The profile and the phases whose marks are drawn. */
  let marked: { profile: Profile; phases: Phases | undefined } | undefined;
  let drawn: Scene | undefined;

  const drags = watchDrags(base.svg, (event) => {
    follow(event);
    return { move: follow };
  });

  function follow(event: PointerEvent): void {
    if (!profile) return;
    const { x, pace, box } = profile;
    interaction?.seekIteration(x.invert(pointerIn(base.figure, event)[0] - box.left) / pace);
  }

  function drawProfile(
    { recording, look: { lossScale, clock }, room }: Scene,
    behind: readonly Recording[],
    top: number,
  ): Profile {
    const style = styleFor(base.width, base.height, base.scale);
    const iterations = Math.max(recording.last, ...behind.map(({ last }) => last));
    // Half of the last label is to the right of the plot.
    const right = Math.max(style.margins.right, labelWidth(bottom, iterations, style) / 2);
    const margins = { ...style.margins, right, top: Math.max(style.margins.top, top) };
    const first = layOut(margins);
    // Powers of ten cannot be written shorter.
    const widest = lossScale.y === "log" ? Math.max(...labelWidths(left, ticksUp(first, style), style.tick)) : 0;
    const needed = widest + besideLabels(style);
    const made = needed > margins.left ? layOut({ ...margins, left: Math.ceil(needed) }) : first;
    drawLine(made, drawAxes(made, style));
    return made;

    function layOut(margins: Margins): Profile {
      const box = boxWithin(base.width, base.height, margins);
      return profileIn(box, recording, lossScale, clock, behind, room, iterations, top);
    }
  }

  function profileIn(
    box: Box,
    recording: Recording,
    lossScale: Look["lossScale"],
    wanted: Clock,
    behind: readonly Recording[],
    room: Room | undefined,
    iterations: number,
    top: number,
  ): Profile {
    const runs = [recording, ...behind];
    const clock = runs.every((run) => run.paceOf(wanted) > 0) ? wanted : "time";
    const [pace = 1, ...pacesBehind] = runs.map((run) => run.paceOf(clock));
    const end = Math.max(...runs.map((run) => run.last * run.paceOf(clock)));
    const x =
      lossScale.x === "log"
        ? extended(logarithmic([beforeFirst * Math.min(pace, ...pacesBehind), end], [0, box.width]), 0, 0.02)
        : extended(scaleLinear([0, end], [0, box.width]), 0.02, 0.02);
    const line = lineOf(recording, x, pace, box.width);
    const linesBehind = behind.map((run, index) => lineOf(run, x, pacesBehind[index] ?? pace, box.width));
    const lines = [line, ...linesBehind];
    const extents = [...lines.map(extentOf), ...(room ? [room.losses] : [])];
    const largest = Math.max(...lines.map(({ largest }) => largest), room?.losses[1] ?? 0);
    const y =
      lossScale.y === "log"
        ? extended(logarithmic(extents.reduce<Ends>(joined, extentOf(line)), [box.height, 0]), 0.04, 0.04)
        : extended(scaleLinear([0, largest || 1], [box.height, 0]), 0, 0.05);
    const clocks = { wanted, clock, pace, pacesBehind };
    return {
      recording,
      behind,
      room,
      losses: lossesIn(runs),
      lossScale,
      ...clocks,
      iterations,
      line,
      linesBehind,
      box,
      top,
      x,
      y,
    };
  }

  /** The ticks of the left axis. */
  function ticksUp({ box, y }: Profile, style: Style): Ticks {
    const up = upStyle(box, style);
    return ticksOf(y, up.count, up.digits);
  }

  function drawAxes({ box, x, y, iterations, lossScale, clock }: Profile, { tick, label: size }: Style): Grid {
    const origin = `translate(${box.left},${box.top})`;
    for (const group of [sides, left, phaseMarks, cursor]) group.attr("transform", origin);
    bottom.attr("transform", `translate(${box.left},${box.top + box.height})`);

    // As many labels as there is room for, each as wide as the last; round steps can make them more than were asked for.
    const isLog = lossScale.x === "log";
    const room = box.width / ((isLog ? 1.5 * tick : labelWidth(bottom, iterations, { tick })) + 1.7 * tick);
    const digits = 9;
    const counts = [8, 7, 6, 5, 4, 3, 2, 1];
    const count = counts.find((count) => count <= room && (isLog || ticksOf(x, count, digits).values.length <= room));
    const across = { count: count ?? 1, size: tick, digits };
    const columns = drawAxis(bottom, axisBottom<number>(x), x, across);
    const rows = drawAxis(left, axisLeft<number>(y), y, upStyle(box, { tick, label: size }));
    bottom.select(".exponent").attr("x", box.width).attr("y", -8).attr("text-anchor", "end");
    left.select(".exponent").attr("x", 4).attr("y", -8).attr("text-anchor", "start");
    drawSides(sides, box, true);
    writeLabel(label, labelOfLoss, size);
    label.attr("transform", `translate(${size * 0.95},${box.top + box.height / 2}) rotate(-90)`);
    writeLabel(caption, captions[clock], size * 0.85);
    caption.attr("transform", `translate(${box.left + box.width / 2},${base.height - size * 0.75})`);
    return { columns, rows };
  }

  function drawLine({ box, line, pace, linesBehind, pacesBehind, x, y }: Profile, { columns, rows }: Grid): void {
    // Two pixels beyond the plot, so that the axes do not cut the line in half where it runs along them.
    const context = base.marks(box, 2);
    context.beginPath();
    context.strokeStyle = colourOf(grid);
    traceGrid(context, columns, rows, x, y);
    context.stroke();

    const width = 3 * base.scale;
    context.lineWidth = width;
    context.lineJoin = "round";
    const across = toPixel(x);
    const trace = ({ xs, ys }: Envelope, pace: number, pen: Partial<PenBehind>): void => {
      context.globalAlpha = pen.opacity ?? 1;
      context.strokeStyle = pen.colour ?? colourOf(cursor);
      context.setLineDash((pen.dashes ?? []).map((length) => length * width));
      context.beginPath();
      traceLine(context, xs, ys, (iteration) => across(iteration * pace), toPixel(y));
      context.stroke();
    };
    linesBehind.forEach((behind, index) => {
      trace(behind, pacesBehind[index] ?? pace, penOf(index));
    });
    trace(line, pace, {});
  }

  function drawCursor(
    { recording, iterations, pace, line: { largest }, box, x, y }: Profile,
    frame: number,
    phases: Phases | undefined,
  ): void {
    const { iteration, loss } = recording.at(frame);
    const across = toPixel(x)(iteration * pace);
    line.attr("x1", across).attr("x2", across).attr("y1", 0).attr("y2", box.height);
    dot
      .attr("r", 5.5 * base.scale)
      .attr("cx", across)
      .attr("cy", toPixel(y)(Number.isFinite(loss) ? loss : largest));
    base.svg.setAttribute(
      "aria-label",
      `The loss over ${formatCount(iterations)} iterations; at iteration ${formatCount(iteration)} it is ` +
        `${formatNumber(loss)}.${phases ? ` ${toldPhases(phases)}` : ""}`,
    );
  }

  return {
    figure: base.figure,
    fit() {
      base.fit();
      profile = undefined;
    },
    draw(scene) {
      const { recording, frame, look } = scene;
      const { lossScale, clock } = look;
      const behind = scene.behind.map((run) => run.recording);
      const { tick, margins } = styleFor(base.width, base.height, base.scale);
      const room = base.width - margins.left - margins.right;
      const all = behind.map((_, index) => ({ index }));
      const names = entriesBehind(scene, all);
      // Where the function view names the runs, letters are enough for a second row not to be needed.
      const isLong = layOutLegend(names, room, tick).rows.length > 1;
      const told = isLong && look.views.has("function") ? lettersBehind(all) : names;
      const top = layOutLegend(told, room, tick).height + 4;
      const isKept =
        profile?.recording === recording &&
        profile.losses === lossesIn([recording, ...behind]) &&
        profile.behind.length === behind.length &&
        profile.behind.every((run, index) => run === behind[index]) &&
        profile.room === scene.room &&
        profile.lossScale.x === lossScale.x &&
        profile.lossScale.y === lossScale.y &&
        profile.wanted === clock &&
        profile.top === top;
      const shown = isKept && profile ? profile : drawProfile(scene, behind, top);
      profile = shown;
      drawn = scene;
      const hasPhases = look.overlays.has("phases");
      const phases = hasPhases ? recording.phases : undefined;
      if (marked?.profile !== shown || marked.phases !== phases) {
        drawPhases(phaseMarks, shown, phases, tick);
        marked = { profile: shown, phases };
      }
      if (!base.hasNoCursor) drawCursor(shown, frame, phases);
      const legend = layOutLegend(
        [
          ...(shown.clock === clock ? [] : [{ text: nothingToDraw.clock }]),
          ...(hasPhases && recording.theory.limit !== "" ? [{ text: nothingToDraw.phases }] : []),
          ...told,
        ],
        shown.box.width,
        tick,
      );
      key.attr(
        "transform",
        `translate(${shown.box.left + shown.box.width - legend.width},${shown.box.top - legend.height - 2})`,
      );
      drawLegend(key, legend);
    },
    placed: () => profile && drawn && { view: "loss", layout: profile, scene: drawn },
    letGo() {
      drags.release();
    },
  };
}
