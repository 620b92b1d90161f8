import { makeSvg } from "../../browser/dom";
import type { OneStep } from "../../trainer/trainer-module";
import { toDisc } from "../../views/neurons-layout";
import { spotOf, type Movable } from "./hand-moves";

type Spot = readonly [left: number, top: number];

/** The longest arrow, in pixels, and how far the neuron is moved to find its direction, as a part of what it is. */
const longest = 70;
const nudge = 1e-6;

/** The marks of a step in a view: residuals as bars where the function is drawn, and pulls as arrows from the neuron. */
export function stepMarks(drawn: Movable, step: OneStep, neuron: number): SVGElement[] {
  const bars = drawn.view === "function" ? residualBars(drawn, step) : [];
  const spot = spotOf(drawn, neuron);
  if (!spot) return bars;
  const pulls = [...step.residuals.keys()].map((i) => velocity(drawn, step, spot, i));
  const sum = pulls.reduce<Spot>(([x, y], [dx, dy]) => [x + dx, y + dy], [0, 0]);
  const most = Math.max(...[...pulls, sum].map(([x, y]) => Math.hypot(x, y)));
  if (!(most > 0 && Number.isFinite(most))) return bars;
  const scaled = ([x, y]: Spot): Spot => [(x / most) * longest, (y / most) * longest];
  return [
    ...bars,
    ...pulls.map((pull) => arrow(spot, scaled(pull), "pull")),
    arrow(spot, scaled(sum), "pull sum"),
  ].filter((mark): mark is SVGElement => mark !== undefined);
}

function residualBars({ layout, scene }: Extract<Movable, { view: "function" }>, { residuals }: OneStep): SVGElement[] {
  const { box, x, y } = layout;
  const { plot } = scene.recording;
  return [...residuals].flatMap((residual, i) => {
    const left = box.left + x(plot.x[i] ?? NaN);
    const [from, to] = [box.top + y(plot.y[i] ?? NaN), box.top + y((plot.y[i] ?? NaN) + residual)];
    if (!Number.isFinite(left + from + to)) return [];
    const within = (top: number): number => Math.max(box.top, Math.min(box.top + box.height, top));
    return makeSvg("path", { class: "residual", d: `M${left},${within(from)}V${within(to)}m-5,0h10` });
  });
}

/** How a point moves the neuron in the figure, in pixels for some short time. */
function velocity(drawn: Movable, step: OneStep, [left, top]: Spot, i: number): Spot {
  const { w, b, a } = step;
  if (drawn.view === "function") {
    const { x, weight, box } = drawn.layout;
    const [kink, kinkVelocity, pull] = [-b / w, step.kinkVelocities[i] ?? 0, step.pullA[i] ?? 0];
    const time = nudge / (Math.abs(kinkVelocity) + Math.abs(pull) || 1);
    const [dx, dy] = [box.left + x(kink + time * kinkVelocity) - left, box.top + weight(a + time * pull) - top];
    return [dx / time, dy / time];
  }
  const [pullW, pullB] = [step.pullW[i] ?? 0, step.pullB[i] ?? 0];
  const time = (nudge * Math.hypot(w, b)) / (Math.hypot(pullW, pullB) || 1);
  const [across, up] = [w + time * pullW, b + time * pullB];
  const norm = Math.hypot(across, up);
  const [x, y] = toDisc(drawn.layout)(across / norm, up / norm, norm);
  return [(x - left) / time, (y - top) / time];
}

/** An arrow; none where it would be too short to be seen. */
function arrow([left, top]: Spot, [x, y]: Spot, kind: string): SVGElement | undefined {
  const length = Math.hypot(x, y);
  if (!(length >= 2)) return undefined;
  const [along, aside] = [
    [x / length, y / length],
    [-y / length, x / length],
  ] as const;
  const head = Math.min(7, length / 2);
  const corner = (side: number): string =>
    `${left + x - head * along[0] + side * 0.6 * head * aside[0]},${top + y - head * along[1] + side * 0.6 * head * aside[1]}`;
  const tip = `${left + x},${top + y}`;
  return makeSvg("path", { class: kind, d: `M${left},${top}L${tip}M${corner(1)}L${tip}L${corner(-1)}` });
}
