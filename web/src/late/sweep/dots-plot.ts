import { axisLeft } from "d3-axis";
import { drawAxis, drawSides } from "../../plot/axes";
import { extended, toPixel, type ToPixel } from "../../plot/scales";
import { colourOf, type Box, type Surface } from "../../plot/surface";
import { keyAxis, type KeyAxis } from "./key-axis";
import {
  boxOf,
  labelOfKey,
  outcomeScale,
  styleOf,
  writeLabels,
  type SweepPlot,
  type SweepPlotKind,
  type SweepScene,
} from "./sweep-plot";

/** How near to a dot the pointer has to be, in pixels. */
const reach = 24;

/** An outcome of every run, against the one key that the sweep runs over. */
export const dotsPlot: SweepPlotKind = { name: "sweep-dots", aspect: 1.7, on };

function on(base: Surface): SweepPlot {
  const sides = base.layer("sides");
  const bottom = base.layer("axis bottom");
  const left = base.layer("axis left");
  const labels = { below: base.layer("label"), beside: base.layer("label") };
  const dots = base.layer("dots");
  const onScreen = base.layer("on-screen");
  const pointed = base.layer("pointed");
  let drawn: { scene: SweepScene; box: Box; x: KeyAxis; y: ToPixel } | undefined;

  /** Where the dot of a run is: at the upper edge if it has no such number. */
  function placeOf(run: number): [number, number] {
    if (!drawn) return [NaN, NaN];
    const { scene, x, y } = drawn;
    const value = scene.results.value(run, scene.outcome.column);
    return [x.at(run), Number.isFinite(value) ? y(value) : 0];
  }

  function mark(scene: SweepScene): void {
    if (!drawn) return;
    for (const [group, run] of [
      [onScreen, scene.onScreen],
      [pointed, scene.pointed],
    ] as const) {
      const isShown = run !== undefined && scene.results.isTrained(run);
      const [across, down] = isShown ? placeOf(run) : [0, 0];
      group
        .selectAll("circle")
        .data(isShown ? [0, 1] : [])
        .join("circle")
        .attr("class", (ring) => (ring === 0 ? "outer" : "inner"))
        .attr("cx", across)
        .attr("cy", down)
        .attr("r", (ring) => (6 - ring) * base.scale);
    }
  }

  return {
    figure: base.figure,
    fit() {
      base.fit();
      drawn = undefined;
    },
    draw(scene) {
      const { results, outcome } = scene;
      const [key] = results.keys;
      if (!key) return false;
      const style = styleOf(base);
      const box = boxOf(base, style);
      const x = drawn?.scene.results === results ? drawn.x : keyAxis(key, box.width, false);
      const scale = outcomeScale(scene, [box.height, 0]);
      const y = scale && extended(scale, 0.06, 0.1);
      const isNew = drawn?.scene.results !== results;
      drawn = { scene, box, x, y: y ? toPixel(y) : () => NaN };
      for (const group of [sides, left, onScreen, pointed]) {
        group.attr("transform", `translate(${box.left},${box.top})`);
      }
      if (isNew) {
        bottom.attr("transform", `translate(${box.left},${box.top + box.height})`);
        x.draw(bottom, { count: 6, size: style.tick, digits: 7 });
        drawSides(sides, box, true);
      }
      writeLabels(labels, base, box, labelOfKey(key), outcome.label);
      if (y)
        drawAxis(left, axisLeft<number>(y), y, {
          count: 5,
          size: style.tick,
          digits: 5,
          room: style.margins.left - 26,
        });
      else left.selectAll("*").remove();
      const context = base.marks(box, 4);
      const radius = Math.min(3.2, Math.max(1.2, (0.45 * box.width) / results.plan.size + 1.2)) * base.scale;
      context.beginPath();
      const lost: number[] = [];
      for (const run of results.trained) {
        if (!Number.isFinite(results.value(run, outcome.column))) {
          lost.push(run);
          continue;
        }
        const [across, down] = placeOf(run);
        context.moveTo(across + radius, down);
        context.arc(across, down, radius, 0, 2 * Math.PI);
      }
      context.fillStyle = colourOf(dots);
      context.globalAlpha = 0.75;
      context.fill();
      // Crosses for those that have no such number.
      context.globalAlpha = 1;
      context.beginPath();
      for (const run of [...lost, ...results.failures.keys()]) {
        const across = x.at(run);
        for (const turn of [1, -1]) {
          context.moveTo(across - 3, 5 - 3 * turn);
          context.lineTo(across + 3, 5 + 3 * turn);
        }
      }
      context.strokeStyle = colourOf(pointed);
      context.lineWidth = 1.4;
      context.stroke();
      mark(scene);
      return false;
    },
    mark,
    runAt(across, down) {
      if (!drawn) return undefined;
      const { scene, box } = drawn;
      const [column, row] = [across - box.left, down - box.top];
      let nearest: number | undefined;
      let least = reach;
      for (const run of scene.results.trained) {
        const [x, y] = placeOf(run);
        const distance = Math.hypot(x - column, y - row);
        if (distance < least) [nearest, least] = [run, distance];
      }
      return nearest;
    },
  };
}
